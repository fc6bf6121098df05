import { AdminDisableUserCommand, AdminResetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { visible } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const MINUTES = 60;
const resendMfa = (email: string) => api.call('POST /v1/resend-mfa', { email });
const mailsAbout = async (person: Person, subject: string) => (await api.mails(person.email)).filter((mail) => mail.subject === subject);

describe('someone with an authenticator app', () => {
  test('is answered that a mail is on its way, and nothing of the second factor', async () => {
    const person = await new Person(api).enrol();
    const { status, body } = await resendMfa(person.email.toUpperCase());
    expect(body).toEqual({ email: person.email, user_id: person.userId, status: 'MFA_RESET_SENT' });
    expect(status).toBe(200);
  });

  test('gets a mail that says what its code is for, with their name as text', async () => {
    const person = await new Person(api, 'Ada <b>Byron</b>').enrol();
    await resendMfa(person.email);
    const mail = await api.mail(person.email);
    expect(mail).toMatchObject({ channel: 'EMAIL', subject: 'our app second factor reset', body: expect.stringContaining('authenticator app') });
    expect(mail.body).toContain('Hello Ada &lt;b&gt;Byron&lt;/b&gt;,');
    expect(mail.body).toMatch(/<b>[0-9]{6}<\/b>/);
    expect(mail.body).toContain('do not give this code to anyone');
    expect(mail.body).not.toContain('new password');
    expect(mail.body).not.toContain(person.totpSecret);
  });

  test('keeps password, second factor and sessions', async () => {
    const person = await new Person(api).enrol();
    const { body: { refresh_token } } = await person.signIn();
    await resendMfa(person.email);
    expect((await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).status).toBe(200);
    expect((await person.signIn()).status).toBe(200);
  });

  test('gets one such mail in five minutes, whoever asks; its code stays valid meanwhile', async () => {
    const person = await new Person(api).enrol();
    const answers = await Promise.all([1, 2, 3].map(() => resendMfa(person.email)));
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
    const sent = await mailsAbout(person, 'our app second factor reset');
    expect(sent).toHaveLength(1);
    await api.advance(4 * MINUTES);
    await resendMfa(person.email);
    const reset = await api.call(`POST /v1/users/${person.userId}/reset-mfa`, {
      email: person.email, password: person.password, verification_code: secretOf(sent[0]),
    });
    expect(reset.status).toBe(200);
    await api.advance(MINUTES);
    await resendMfa(person.email);
    expect(await mailsAbout(person, 'our app second factor reset')).toHaveLength(2);
  });

  test('is not kept from recovering the password by it, nor the other way round', async () => {
    const person = await new Person(api).enrol();
    await resendMfa(person.email);
    await api.call('POST /v1/forgot-password', { email: person.email });
    await resendMfa(person.email);
    expect(await mailsAbout(person, 'our app second factor reset')).toHaveLength(1);
    expect(await mailsAbout(person, 'our app forgot password')).toHaveLength(1);
  });
});

describe('anyone else is answered in the same way and gets no mail', () => {
  let unknown: ReturnType<typeof visible>;
  const expectSilence = async (person: Person) => {
    const sent = await api.mails(person.email);
    const answer = visible(await resendMfa(person.email));
    expect(answer).toEqual({ ...unknown, body: { ...unknown.body, email: person.email, user_id: person.userId } });
    expect(await api.mails(person.email)).toEqual(sent);
  };
  beforeAll(async () => {
    unknown = visible(await resendMfa('nobody@example.com'));
    expect(unknown).toMatchObject({ status: 200, body: { email: 'nobody@example.com', status: 'MFA_RESET_SENT' } });
    expect(await api.mails('nobody@example.com')).toEqual([]);
    const known = visible(await resendMfa((await new Person(api).enrol()).email));
    expect(Object.keys(known.body)).toEqual(Object.keys(unknown.body));
    expect(known).toEqual({ ...unknown, body: { ...known.body, status: 'MFA_RESET_SENT' } });
  });

  test('an unknown address', async () => {
    const registered = await api.call('POST /v1/users', { full_name: 'Ada', email: 'nobody@example.com', mobile_phone_number: '+491' });
    expect(registered.body.user_id).toBe(unknown.body.user_id);
  });

  test('who has not confirmed yet', async () => {
    const person = new Person(api);
    await person.register();
    await expectSilence(person);
    expect((await person.confirm()).status).toBe(200);
  });

  test('whose account is disabled', async () => {
    const person = await new Person(api).enrol();
    await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: person.email }));
    await expectSilence(person);
  });
});

test('asked for ever so often, it answers the same: Cognito\'s own limit of an account is not to be seen', async () => {
  const person = await new Person(api).enrol();
  const before = visible(await resendMfa(person.email));
  for (let hour = 0; hour < 11; hour++) {
    await api.advance(5 * MINUTES);
    await api.call('POST /v1/forgot-password', { email: person.email });
    expect(visible(await resendMfa(person.email))).toEqual(before);
  }
});

test('someone whose password an administrator has reset can still ask', async () => {
  const person = await new Person(api).enrol();
  await aws.cognito.send(new AdminResetUserPasswordCommand({ UserPoolId: aws.UserPoolId, Username: person.email }));
  expect((await resendMfa(person.email)).body).toEqual({ email: person.email, user_id: person.userId, status: 'MFA_RESET_SENT' });
});
