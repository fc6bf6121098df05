import { UpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { withEnvironment } from '../support/changed-stack';
import { defaultStack } from '../support/default-stack';
import { LocalApi, type Mail } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { invited, resetCode } from '../support/stages';

/** There, full_name goes unescaped into mails: anyone can send anyone a mail of their making, under the app's name. */
let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

/** The tags that our mails consist of, in their order; and what a reader of the mail sees. */
const tagsOf = ({ body }: Mail) => body.match(/<[^>]*>/g);
const readable = ({ body }: Mail) => body.replace(/<[^>]*>/g, ' ')
  .replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, '\'')
  .replace(/&#123;/g, '{').replace(/&#125;/g, '}').replace(/&amp;/g, '&');

/** Each kind of mail that a person of that name gets: the invitation, and both codes. */
const mailsTo = async (name: string): Promise<Mail[]> => {
  const person = await new Person(api, name).enrol();
  await resetCode(api, person, 'POST /v1/forgot-password');
  await resetCode(api, person, 'POST /v1/resend-mfa');
  return api.mails(person.email);
};

let plain: Mail[];
beforeAll(async () => {
  plain = await mailsTo('Ada Byron');
});

test('a name stands in each mail as its owner wrote it', async () => {
  expect(plain).toHaveLength(3);
  for (const name of ['Zoë O\'Hara-Łukasz', 'R&D <team> "1"', '山田 太郎']) {
    const person = await invited(api, name);
    expect(readable(await api.mail(person.email))).toContain(`Hello ${name},`);
  }
});

test.each([
  '<script>fetch("//evil.example")</script>',
  '<a href="https://evil.example">Confirm here</a>',
  '"><img src=x onerror=alert(1)>',
  '</p></body></html><h1>Your account is locked</h1>',
  '<!-- ', ']]><style>*{display:none}</style>',
  '&lt;b&gt;000000&lt;/b&gt;', '&#60;b&#62;', '＜b＞000000＜/b＞',
  '<b>000000</b>', '<B>000000</B>', '<b', '$& $1 $` %s \\n',
])('%s is text in each mail, which has the same tags and subject as any other', async (name) => {
  const mails = await mailsTo(name);
  expect(mails.map(tagsOf)).toEqual(plain.map(tagsOf));
  expect(mails.map(({ subject }) => subject)).toEqual(plain.map(({ subject }) => subject));
  for (const mail of mails) {
    expect(readable(mail)).toContain(`Hello ${name},`);
  }
});

test.each(['{####}', '{username}', '{##Click Here##}'])('Cognito\'s placeholder %s for a name brings nobody another\'s secret, and voids no invitation', async (name) => {
  const person = await invited(api, name);
  const mail = await api.mail(person.email);
  expect(tagsOf(mail)).toEqual(tagsOf(plain[0]));
  expect(mail.subject).toBe(plain[0].subject);
  expect(readable(mail)).toContain(`Hello ${name},`);
  expect((await person.confirm()).status).toBe(200);
});

describe('refuses a name', () => {
  test.each<[string, string]>([
    ['of more than 128 characters', 'A'.repeat(129)],
    ['of none', ''],
    ['of blanks', '   '],
    ['with a line break, as headers have', 'Ada\r\nBcc: victim@example.com'],
    ['with a line feed', 'Ada\nByron'],
    ['with a null', 'Ada\0Byron'],
    ['with an escape sequence', 'Ada\u001b[2J'],
    ['that reverses what follows', 'Ada \u202Egnp.exe'],
    ['with a lone surrogate', 'Ada \uD800'],
    ['with a line separator', 'Ada\u2028Byron'],
  ])('%s, and sends no mail', async (_, name) => {
    const person = new Person(api, name);
    expectRefusal(await person.register(), 'INVALID_REQUEST', { full_name: 'must be a name of 1 to 128 printable characters' });
    expect(await api.mails(person.email)).toEqual([]);
  });
});

test('a name that was changed past the API, by an access token at Cognito, is text as well', async () => {
  const person = await new Person(api).enrol();
  const { access_token: AccessToken } = (await person.signIn()).body;
  const Value = `<a href="https://evil.example">${'<&"\'>'.repeat(380)}`;
  await aws.cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'name', Value }] }));
  await resetCode(api, person, 'POST /v1/forgot-password');
  const mail = await api.mail(person.email);
  expect(tagsOf(mail)).toEqual(tagsOf(plain[1]));
  expect(readable(mail)).toContain(`Hello ${Value},`);
  expect((await api.call('GET /v1/userinfo', undefined, bearer(AccessToken))).body.name).toBe(Value);
});

test('the app\'s own name is text in mails, too', () => withEnvironment({ APP_NAME: 'Q&A <b>' }, async (other) => {
  const person = await invited(other);
  const mail = await other.mail(person.email);
  expect(tagsOf(mail)).toEqual(tagsOf(plain[0]));
  expect(readable(mail)).toContain('welcome to Q&A <b>.');
  expect((await person.confirm()).status).toBe(200);
}));
