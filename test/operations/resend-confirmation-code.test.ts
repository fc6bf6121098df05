import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const MINUTES = 60;
const DAYS = 24 * 3600;
const resend = (email: string) => api.call('POST /v1/resend-confirmation-code', { email });
const registered = async () => {
  const person = new Person(api);
  await person.register();
  return { person, temporary: secretOf(await api.mail(person.email)) };
};

describe('someone who was invited', () => {
  test('gets another temporary password, and the first one is worthless', async () => {
    const { person, temporary } = await registered();
    await api.advance(5 * MINUTES);
    const { status, body } = await resend(person.email.toUpperCase());
    expect(body).toEqual({ email: person.email, user_id: person.userId, status: 'CONFIRMATION_CODE_SENT' });
    expect(status).toBe(200);
    const mails = await api.mails(person.email);
    expect(mails).toMatchObject([{ subject: 'Welcome to our app' }, { subject: 'Welcome to our app', channel: 'EMAIL' }]);
    expect(secretOf(mails[1])).not.toBe(temporary);
    expectRefusal(await person.login(temporary), 'INVALID_CREDENTIALS');
    expect((await person.confirm()).status).toBe(200);
  });

  test('gets one in five minutes, however often and in whatever case anyone asks; the last one stays valid meanwhile', async () => {
    const { person } = await registered();
    const answers = await Promise.all([resend(person.email), resend(person.email.toUpperCase()), resend(person.email)]);
    expect(await api.mails(person.email)).toHaveLength(1);
    await api.advance(5 * MINUTES);
    answers.push(...await Promise.all([1, 2, 3, 4].map(() => resend(person.email))));
    expect(await api.mails(person.email)).toHaveLength(2);
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
    await resend(person.email);
    expect((await person.confirm()).status).toBe(200);
  });

  test('can go on after the temporary password expired', async () => {
    const { person, temporary } = await registered();
    await api.advance(2 * DAYS);
    expectRefusal(await person.login(temporary), 'INVALID_CREDENTIALS');
    await resend(person.email);
    expect((await person.confirm()).status).toBe(200);
  });

  test('keeps name, phone number and handle', async () => {
    const { person } = await registered();
    const before = await aws.account(person.email);
    await api.advance(5 * MINUTES);
    await resend(person.email);
    expect(await aws.account(person.email)).toEqual(before);
  });
});

describe('anyone else is answered in the same way and gets no mail', () => {
  let unknown: ReturnType<typeof visible>;
  const expectSilence = async (person: Person) => {
    const sent = await api.mails(person.email);
    await api.advance(5 * MINUTES);
    const answer = visible(await resend(person.email));
    expect(answer).toEqual({ ...unknown, body: { ...unknown.body, email: person.email, user_id: person.userId } });
    expect(await api.mails(person.email)).toEqual(sent);
  };
  beforeAll(async () => {
    unknown = visible(await resend('Nobody@example.com'));
    expect(unknown).toMatchObject({ status: 200, body: { email: 'nobody@example.com', status: 'CONFIRMATION_CODE_SENT' } });
    expect(await api.mails('nobody@example.com')).toEqual([]);
  });

  test('an unknown address, whose handle is the one that a registration answers', async () => {
    await api.advance(5 * MINUTES);
    const { body } = await api.call('POST /v1/users', { full_name: 'Ada', email: 'nobody@example.com', mobile_phone_number: '+491' });
    expect(body.user_id).toBe(unknown.body.user_id);
  });

  test('who chose a password, but has no authenticator app yet', async () => {
    const { person } = await registered();
    await person.confirm();
    await expectSilence(person);
    expect((await person.login()).body).toMatchObject({ verification_type: 'MFA_SETUP' });
  });

  test('who is confirmed, and keeps password and sessions', async () => {
    const person = await new Person(api).enrol();
    const { body: { refresh_token } } = await person.signIn();
    await expectSilence(person);
    expect((await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).status).toBe(200);
    expect((await person.signIn()).status).toBe(200);
  });

  test('whose account is disabled', async () => {
    const person = await new Person(api).enrol();
    await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: person.email }));
    await expectSilence(person);
  });
});
