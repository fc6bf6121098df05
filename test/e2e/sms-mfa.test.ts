import { AdminSetUserMFAPreferenceCommand, AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { otherThan, resetCode } from '../support/stages';

/** The journey of people with text messages as their second factor, and of those who have an authenticator app, too. */
let api: LocalApi;
let aws: Aws;
runStack({ mfa: { sms: true } }, (...started) => {
  [api, aws] = started;
});

let count = 0;
const number = () => `+4917012345${String(++count).padStart(2, '0')}`;

/** Registers with a phone number of their own. */
const registered = async () => {
  const person = new Person(api);
  const phone = number();
  const { body } = await api.call('POST /v1/users', { full_name: person.name, email: person.email, mobile_phone_number: phone });
  person.userId = body.user_id;
  return { person, phone };
};
const confirmed = async () => {
  const { person, phone } = await registered();
  return { person, phone, answer: await person.confirm() };
};
const texted = async (phone: string) => /\d{6}/.exec((await api.mail(phone)).body)![0];
const verify = ({ email }: Person, { verification_session, verification_type }: any, otp_code: string) =>
  api.call('POST /v1/mfa-verify', { email, verification_type, verification_session, otp_code });
const setPhone = ({ email }: Person, Value: string) => aws.cognito.send(new AdminUpdateUserAttributesCommand({
  UserPoolId: aws.UserPoolId, Username: email, UserAttributes: [{ Name: 'phone_number', Value }],
}));
/** Enrols an app while there is no number, and gets one afterwards: as in a pool that had apps alone before. */
const withBoth = async () => {
  const { person } = await registered();
  await setPhone(person, '');
  await person.confirm();
  await person.confirmMfa();
  const phone = number();
  await setPhone(person, phone);
  // Without a preference Cognito lets them choose (SELECT_MFA_TYPE), which no operation can ask anyone.
  await aws.cognito.send(new AdminSetUserMFAPreferenceCommand({
    UserPoolId: aws.UserPoolId, Username: person.email, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
  }));
  return { person, phone };
};

describe('who has a phone number', () => {
  test('enrols nothing at confirm', async () => {
    const { person, answer } = await confirmed();
    expect(answer).toMatchObject({ status: 200, body: { email: person.email, status: 'ACTIVE' } });
    expect(answer.body).not.toHaveProperty('qr_code_secret');
    // Its answer may have got lost.
    expect(await person.confirm()).toMatchObject({ status: 200, body: { status: 'ACTIVE' } });
  });

  test('signs in by the code that is texted to them', async () => {
    const { person, phone } = await confirmed();
    const { body } = await person.login();
    expect(body).toEqual({ email: person.email, verification_type: 'SMS_MFA', verification_session: expect.any(String) });
    const { status, body: tokens } = await verify(person, body, await texted(phone));
    expect(status).toBe(200);
    expect(await api.call('GET /v1/userinfo', undefined, bearer(tokens.access_token))).toMatchObject({ status: 200, body: { phone_number: phone } });
  });

  test('is refused with another code, the code of an earlier sign-in, or another word for the factor', async () => {
    const { person, phone } = await confirmed();
    const first = await texted(phone);
    const { body } = await person.login();
    const code = await texted(phone);
    expectRefusal(await verify(person, body, otherThan(code)), 'CODE_MISMATCH');
    if (first !== code) expectRefusal(await verify(person, body, first), 'CODE_MISMATCH');
    expectRefusal(await verify(person, { ...body, verification_type: 'SOFTWARE_TOKEN_MFA' }, code), 'INVALID_SESSION');
    expect(await verify(person, body, code)).toMatchObject({ status: 200 });
    expectRefusal(await verify(person, body, code), 'INVALID_SESSION');
  });

  test('has five codes in a quarter of an hour, as with an app', async () => {
    const { person, phone } = await confirmed();
    const { body } = await person.login();
    const wrong = otherThan(await texted(phone));
    for (let tries = 0; tries < 5; tries++) expectRefusal(await verify(person, body, wrong), 'CODE_MISMATCH');
    expectRefusal(await verify(person, body, await texted(phone)), 'TOO_MANY_REQUESTS');
  });

  test('cannot be rid of the factor by a reset of an app that they do not have', async () => {
    const { person } = await confirmed();
    const verification_code = await resetCode(api, person, 'POST /v1/resend-mfa');
    expectRefusal(await api.call(`POST /v1/users/${person.userId}/reset-mfa`, { email: person.email, password: person.password, verification_code }),
      'INVALID_CREDENTIALS');
  });
});

describe('who has no phone number', () => {
  test('enrols an app, and signs in by it', async () => {
    const { person } = await registered();
    await setPhone(person, '');
    expect((await person.confirm()).body).toHaveProperty('qr_code_secret');
    await person.confirmMfa();
    expect(await person.signIn()).toMatchObject({ status: 200 });
  });
});

describe('who has both', () => {
  test('is asked for the app\'s code, and texted nothing', async () => {
    const { person, phone } = await withBoth();
    const before = (await api.calls()).at(-1)!.number;
    const { status, body } = await person.login();
    expect((await api.calls(before)).map(({ operation }) => operation)).toContain('AdminRespondToAuthChallenge');
    expect(body).toEqual({ email: person.email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: expect.any(String) });
    expect(status).toBe(200);
    expect(await api.mails(phone)).toEqual([]);
    expect(await verify(person, body, await person.otp())).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
  });

  test.each([
    [{ name: 'InternalErrorException', status: 500 }, 'SERVICE_UNAVAILABLE'],
    // The account was disabled a moment ago, say.
    [{ name: 'NotAuthorizedException', status: 400 }, 'INVALID_CREDENTIALS'],
  ] as const)('is answered in the contract\'s words where Cognito fails to take the choice: %j', async (fault, code) => {
    const { person } = await withBoth();
    await api.faults({ function: 'login', operation: 'AdminRespondToAuthChallenge', fault });
    expectRefusal(await person.login(), code);
    await api.faults();
    expect((await person.login()).body.verification_type).toBe('SOFTWARE_TOKEN_MFA');
  });

  test('gives up a lost app by password and mailed code, and signs in by text message from then on', async () => {
    const { person, phone } = await withBoth();
    const verification_code = await resetCode(api, person, 'POST /v1/resend-mfa');
    const { status, body } = await api.call(`POST /v1/users/${person.userId}/reset-mfa`, {
      email: person.email, password: person.password, verification_code,
    });
    expect(body).toEqual({ email: person.email, user_id: person.sub, status: 'MFA_RESET' });
    expect(status).toBe(200);
    expect(await aws.objects(person.userId)).not.toContain('mfa-reset-pending.json');
    const login = (await person.login()).body;
    expect(login.verification_type).toBe('SMS_MFA');
    expect(await verify(person, login, await texted(phone))).toMatchObject({ status: 200 });
  });

  test('keeps the app where the code is wrong', async () => {
    const { person } = await withBoth();
    const verification_code = otherThan(await resetCode(api, person, 'POST /v1/resend-mfa'));
    expectRefusal(await api.call(`POST /v1/users/${person.userId}/reset-mfa`, { email: person.email, password: person.password, verification_code }),
      'INVALID_CODE');
    expect((await person.login()).body.verification_type).toBe('SOFTWARE_TOKEN_MFA');
  });
});
