import {
  AdminDisableUserCommand, AdminResetUserPasswordCommand, AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
});
beforeEach(() => api.advance(300));

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const forgot = (email: string) => api.call('POST /v1/forgot-password', { email });
const user = (person: Person) => ({ UserPoolId: aws.UserPoolId, Username: person.email });
const resetMails = async (email: string) => (await api.mails(email)).filter(({ subject }) => subject === 'our app forgot password');

test('mails a code, and answers the handle, which says nothing about the account', async () => {
  const { status, headers, body } = await forgot(ada.email.toUpperCase());
  expect(body).toEqual({ email: ada.email, user_id: ada.userId, status: 'PASSWORD_FORGOT_CONFIRMATION_SENT' });
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  const mail = await api.mail(ada.email);
  expect(mail).toMatchObject({ channel: 'EMAIL', subject: 'our app forgot password', body: expect.stringContaining('Ada Byron') });
  expect(secretOf(mail)).toMatch(/^\d{6}$/);
});

test('changes nothing: password and sessions go on', async () => {
  const { refresh_token } = (await ada.signIn()).body;
  await forgot(ada.email);
  expect((await ada.signIn()).status).toBe(200);
  expect((await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token })).status).toBe(200);
});

describe('is answered as for an unknown email, and mails nothing, where', () => {
  test.each<[string, (person: Person) => Promise<unknown>]>([
    ['the person was invited and has not confirmed', (person) => person.register()],
    ['the account is disabled', async (person) => {
      await person.enrol();
      await aws.cognito.send(new AdminDisableUserCommand(user(person)));
    }],
    ['the email is not verified', async (person) => {
      await person.enrol();
      await aws.cognito.send(new AdminUpdateUserAttributesCommand({ ...user(person), UserAttributes: [{ Name: 'email_verified', Value: 'false' }] }));
    }],
  ])('%s', async (_, prepare) => {
    const person = new Person(api);
    await prepare(person);
    const known = await forgot(person.email);
    const unknown = await forgot('nobody@example.com');
    expect(visible(known)).toEqual({ ...visible(unknown), body: { ...known.body, status: 'PASSWORD_FORGOT_CONFIRMATION_SENT' } });
    expect(Object.keys(known.body)).toEqual(Object.keys(unknown.body));
    expect(unknown.body).toEqual({ email: 'nobody@example.com', user_id: expect.stringMatching(UUID), status: 'PASSWORD_FORGOT_CONFIRMATION_SENT' });
    expect(known.body.user_id).toBe(person.userId);
    expect(await resetMails(person.email)).toEqual([]);
    expect(await api.mails('nobody@example.com')).toEqual([]);
  });
});

test('is answered in the same way again, and with the same handle, for an unknown email', async () => {
  expect(visible(await forgot('somebody@example.com'))).toEqual(visible(await forgot('Somebody@Example.com')));
});

test('helps someone whose password an administrator has reset', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  await aws.cognito.send(new AdminResetUserPasswordCommand(user(eve)));
  expectRefusal(await eve.login(), 'INVALID_CREDENTIALS');
  expect((await forgot(eve.email)).status).toBe(200);
  const new_password = 'Quiet#Harbour-77';
  const { status } = await api.call(`POST /v1/users/${eve.userId}/confirm-password`, {
    email: eve.email, new_password, verification_code: secretOf(await api.mail(eve.email)),
  });
  expect(status).toBe(200);
  expect((await eve.login(new_password)).status).toBe(200);
});

describe('the limit of one mail in five minutes', () => {
  test('holds for an address in any case, is not to be seen in the answer, and ends', async () => {
    const before = (await resetMails(ada.email)).length;
    const answers = [await forgot(ada.email), await forgot(ada.email.toUpperCase()), await forgot(ada.email)];
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer))))).toHaveProperty('size', 1);
    expect(await resetMails(ada.email)).toHaveLength(before + 1);
    await api.advance(290);
    await forgot(ada.email);
    expect(await resetMails(ada.email)).toHaveLength(before + 1);
    await api.advance(10);
    await forgot(ada.email);
    expect(await resetMails(ada.email)).toHaveLength(before + 2);
  });

  test('holds for requests at the same time', async () => {
    const before = (await resetMails(ada.email)).length;
    const answers = await Promise.all(Array.from({ length: 5 }, () => forgot(ada.email)));
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer))))).toHaveProperty('size', 1);
    expect(await resetMails(ada.email)).toHaveLength(before + 1);
  });

  test('is one for each address', async () => {
    const bob = await new Person(api, 'Bob').enrol();
    await forgot(ada.email);
    await forgot(bob.email);
    expect(await resetMails(bob.email)).toHaveLength(1);
  });
});

test('Cognito\'s own limit for an account is not to be seen', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const answers = [];
  // Twenty codes an hour at most, of either kind.
  for (let round = 0; round < 11; round++) {
    answers.push(JSON.stringify(visible(await forgot(eve.email))));
    expect((await api.call('POST /v1/resend-mfa', { email: eve.email })).status).toBe(200);
    await api.advance(300);
  }
  expect(new Set(answers)).toHaveProperty('size', 1);
  expect((await api.mails(eve.email)).length).toBeLessThan(1 + 22);
});
