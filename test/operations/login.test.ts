import {
  AdminDisableUserCommand, AdminEnableUserCommand, AdminResetUserPasswordCommand, AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, readQrCode, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const DAYS = 24 * 3600;
const login = (email: string, password: string) => api.call('POST /v1/login', { email, password });
const user = ({ email }: Person) => ({ UserPoolId: aws.UserPoolId, Username: email });

describe('the right password', () => {
  test('is answered with what mfa-verify needs, and nothing that says more about the person', async () => {
    const person = await new Person(api).enrol();
    const { status, body } = await person.login();
    expect(body).toEqual({
      email: person.email, verification_session: expect.stringMatching(/^[\w-]{100,4096}$/), verification_type: 'SOFTWARE_TOKEN_MFA',
    });
    expect(status).toBe(200);
    const opened = Buffer.from(body.verification_session, 'base64url').toString('latin1');
    const { sub } = (await aws.account(person.email)).attributes;
    for (const secret of [person.email, sub, person.userId, 'SOFTWARE_TOKEN_MFA']) {
      expect(opened).not.toContain(secret);
    }
  });

  test('opens the account whatever the case of the email address', async () => {
    const person = await new Person(api).enrol();
    expect((await login(person.email.toUpperCase(), person.password)).body).toMatchObject({
      email: person.email, verification_type: 'SOFTWARE_TOKEN_MFA',
    });
  });

  test('is compared to the letter', async () => {
    const person = await new Person(api).enrol();
    for (const nearly of [person.password.toLowerCase(), `${person.password} `, ` ${person.password}`, person.password.slice(0, -1)]) {
      expectRefusal(await person.login(nearly), 'INVALID_CREDENTIALS');
    }
  });

  test('leads to a new QR code for who confirmed, but has no authenticator app yet', async () => {
    const person = new Person(api);
    await person.register();
    const { body: { qr_code_secret: first } } = await person.confirm();
    const { status, body } = await person.login();
    expect(body).toEqual({
      email: person.email,
      verification_session: expect.stringMatching(/^[\w-]{1,4096}$/),
      verification_type: 'MFA_SETUP',
      user_id: (await aws.account(person.email)).attributes.sub,
      qr_code_secret: expect.stringMatching(/^[A-Z2-7]{32,}$/),
      qr_code_secret_url: expect.stringMatching(/^https?:/),
    });
    expect(status).toBe(200);
    expect(body.qr_code_secret).not.toBe(first);
    expect(await readQrCode(body.qr_code_secret_url)).toContain(`secret=${body.qr_code_secret}&`);

    person.totpSecret = body.qr_code_secret;
    expect((await person.confirmMfa()).status).toBe(200);
    expect((await person.signIn()).status).toBe(200);
  });

  test('leads back to confirm while it is the temporary one', async () => {
    const person = new Person(api);
    await person.register();
    const temporary = secretOf(await api.mail(person.email));
    const { status, body } = await person.login(temporary);
    expect(body).toEqual({
      email: person.email, verification_type: 'NEW_PASSWORD_REQUIRED', user_id: (await aws.account(person.email)).attributes.sub,
    });
    expect(status).toBe(200);
    // The mail was read, but nothing is decided yet.
    expect((await aws.account(person.email)).attributes.email_verified ?? 'false').toBe('false');
    expect((await person.confirm()).status).toBe(200);
  });

  test('leads back to confirm when an administrator gave a temporary one to who has an authenticator app, which stays', async () => {
    const person = await new Person(api).enrol();
    const temporary = 'Given-By-H4nd-Today';
    await aws.cognito.send(new AdminSetUserPasswordCommand({ ...user(person), Password: temporary, Permanent: false }));
    const { body } = await person.login(temporary);
    expect(body).toMatchObject({ verification_type: 'NEW_PASSWORD_REQUIRED' });
    const confirmed = await api.call(`POST /v1/users/${body.user_id}/confirm`, {
      email: person.email, temporary_password: temporary, new_password: 'Quiet#Harbour-77',
    });
    expect(confirmed.body).toEqual({ email: person.email, user_id: body.user_id, status: 'ACTIVE' });
    person.password = 'Quiet#Harbour-77';
    expect((await person.signIn()).status).toBe(200);
  });
});

describe('every failure looks the same', () => {
  let unknown: ReturnType<typeof visible>;
  beforeAll(async () => {
    const answer = await login('nobody@example.com', 'Tr0ubled&Waters-9');
    expectRefusal(answer, 'INVALID_CREDENTIALS');
    expect(answer.body.message).toContain('forgot password');
    unknown = visible(answer);
  });

  test('a wrong password', async () => {
    const person = await new Person(api).enrol();
    expect(visible(await person.login('Tr0ubled&Waters-8'))).toEqual(unknown);
    expect((await person.signIn()).status).toBe(200);
  });

  test('a wrong password of someone who has not confirmed yet, or has no authenticator app yet', async () => {
    const person = new Person(api);
    await person.register();
    expect(visible(await person.login('Tr0ubled&Waters-8'))).toEqual(unknown);
    await person.confirm();
    expect(visible(await person.login('Tr0ubled&Waters-8'))).toEqual(unknown);
  });

  test('the temporary password after a day', async () => {
    const person = new Person(api);
    await person.register();
    await api.advance(DAYS);
    expect(visible(await person.login(secretOf(await api.mail(person.email))))).toEqual(unknown);
  });

  test('a disabled account, with the right and with a wrong password, until it is enabled again', async () => {
    const person = await new Person(api).enrol();
    await aws.cognito.send(new AdminDisableUserCommand(user(person)));
    expect(visible(await person.login())).toEqual(unknown);
    expect(visible(await person.login('Tr0ubled&Waters-8'))).toEqual(unknown);
    await aws.cognito.send(new AdminEnableUserCommand(user(person)));
    expect((await person.signIn()).status).toBe(200);
  });

  test('an account whose password an administrator has reset, with the right and with a wrong one', async () => {
    const person = await new Person(api).enrol();
    await aws.cognito.send(new AdminResetUserPasswordCommand(user(person)));
    expect(visible(await person.login())).toEqual(unknown);
    expect(visible(await person.login('Tr0ubled&Waters-8'))).toEqual(unknown);
  });

  test('too many wrong passwords: the right one is refused like them for a while, and then works', async () => {
    const person = await new Person(api).enrol();
    // Long enough apart to be counted: from the fifth on each one doubles the time that the account is locked.
    for (let guess = 0; guess < 10; guess++) {
      await api.advance(20);
      expect(visible(await person.login(`Tr0ubled&Waters-${guess}x`))).toEqual(unknown);
    }
    expect(visible(await person.login())).toEqual(unknown);
    await api.advance(1800);
    expect((await person.signIn()).status).toBe(200);
  });

  test('an erased account', async () => {
    const person = await new Person(api).enrol();
    const { body: { access_token } } = await person.signIn();
    const { sub } = (await aws.account(person.email)).attributes;
    await api.call(`DELETE /v1/users/${sub}`, undefined, { authorization: `Bearer ${access_token}` });
    expect(visible(await person.login())).toEqual(unknown);
  });

  test('an id in place of the email address is no email address, known or not', async () => {
    const person = await new Person(api).enrol();
    const fields = { email: 'must be an email address of at most 128 characters' };
    expectRefusal(await login(person.userId, person.password), 'INVALID_REQUEST', fields);
    expectRefusal(await login('01234567-89ab-cdef-0123-456789abcdef', person.password), 'INVALID_REQUEST', fields);
  });
});

test('wrong passwords of one person do not keep another from signing in', async () => {
  const [person, other] = [await new Person(api).enrol(), await new Person(api).enrol()];
  for (let guess = 0; guess < 8; guess++) {
    await person.login(`Tr0ubled&Waters-${guess}x`);
  }
  expect((await other.signIn()).status).toBe(200);
});

test('a log-in alone changes nothing: no session is ended and nothing is kept', async () => {
  const person = await new Person(api).enrol();
  const { body: { refresh_token } } = await person.signIn();
  const kept = await aws.objects(person.userId);
  await person.login();
  await person.login('Tr0ubled&Waters-8');
  expect(await aws.objects(person.userId)).toEqual(kept);
  expect((await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).status).toBe(200);
});

describe('who sends no factor, as clients of CognitoApi do,', () => {
  const password = 'is required: a password of 1 to 256 printable characters';
  const email = 'is required: an email address of at most 128 characters';

  test.each<[object, Record<string, string>]>([
    [{}, { email, password }],
    [{ email: 'nobody@example.com' }, { password }],
    [{ password: 'x' }, { email }],
    [{ email: 'x' }, { password, email: 'must be an email address of at most 128 characters' }],
    [{ email: 'nobody@example.com', password: '' }, { password: 'must be a password of 1 to 256 printable characters' }],
    [{ email: 'nobody@example.com', user: 'x' }, { password, user: 'is not a field of this operation' }],
    [{ email: 1, password: null }, {
      email: 'must be an email address of at most 128 characters', password: 'must be a password of 1 to 256 printable characters',
    }],
  ])('and %j, is told what is wrong as ever, in the same order', async (body, fields) => {
    const answer = await api.call('POST /v1/login', body);
    expectRefusal(answer, 'INVALID_REQUEST', fields);
    expect(Object.keys(answer.body.fields)).toEqual(Object.keys(fields));
  });
});

describe('a factor, where there is no challenge to answer,', () => {
  test.each(['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'])('is refused by name: %s', async (factor) => {
    const before = (await api.calls()).at(-1)!.number;
    expectRefusal(await api.call('POST /v1/login', { email: 'nobody@example.com', password: 'Tr0ubled&Waters-9', factor }), 'INVALID_REQUEST', {
      factor: 'must be left out: here a password is all that signs in',
    });
    expect(await api.calls(before)).toEqual([]);
  });

  test.each(['', 'password', 'SOFTWARE_TOKEN_MFA', 1, null])('that there is not is refused by name: %j', async (factor) => {
    const answer = await api.call('POST /v1/login', { email: 'nobody@example.com', password: 'Tr0ubled&Waters-9', factor });
    expectRefusal(answer, 'INVALID_REQUEST', { factor: 'must be PASSWORD, EMAIL_OTP, SMS_OTP or WEB_AUTHN' });
  });
});
