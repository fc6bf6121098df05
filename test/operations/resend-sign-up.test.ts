import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { otherThan } from '../support/stages';

let api: LocalApi;
let aws: Aws;
runStack(fullStack(), (...started) => { [api, aws] = started; });

const FIVE_MINUTES = 300;
const resend = (email: string) => api.call('POST /v1/sign-up/resend', { email });

test('mails a new code after five minutes, and the newest is the one that counts', async () => {
  const person = new Person(api);
  await person.signUp();
  const former = secretOf(await api.mail(person.email));
  await api.advance(FIVE_MINUTES);
  const { status, body } = await resend(person.email.toUpperCase());
  expect({ status, body }).toEqual({ status: 200, body: { email: person.email, user_id: person.userId, status: 'CONFIRMATION_CODE_SENT' } });
  const mails = await api.mails(person.email);
  expect(mails.map(({ subject }) => subject)).toEqual(['our app confirmation code', 'our app confirmation code']);
  const code = secretOf(mails[1]);
  expectRefusal(await person.confirmSignUp({ verification_code: former === code ? otherThan(code) : former }), 'INVALID_CODE');
  expect((await person.confirmSignUp({ verification_code: code })).status).toBe(200);
});

test('answers the same of every address, and mails nobody who has an account', async () => {
  const [unknown, signingUp, enrolled] = [new Person(api), new Person(api), await new Person(api).enrol()];
  await signingUp.signUp();
  await api.advance(FIVE_MINUTES);
  const before = await api.mails(enrolled.email);
  const answers = await Promise.all([unknown, signingUp, enrolled].map(({ email }) => resend(email)));
  for (const [index, { email }] of [unknown, signingUp, enrolled].entries()) {
    expect({ ...visible(answers[index]).body, user_id: '', email }).toEqual({ ...visible(answers[0]).body, user_id: '', email });
    expect(answers[index].status).toBe(200);
  }
  expect(await api.mails(enrolled.email)).toEqual(before);
});

test('goes as far as a sign-up where there was none: it takes the turn, so the code has to go out', async () => {
  const person = new Person(api);
  await resend(person.email);
  expect((await aws.account(person.email)).status).toBe('UNCONFIRMED');
  expect((await person.confirmSignUp()).status).toBe(200);
});

test('refuses what is no address', async () => {
  expectRefusal(await resend('nobody'), 'INVALID_REQUEST', { email: 'must be an email address of at most 128 characters' });
});
