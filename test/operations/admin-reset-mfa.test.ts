import { AdminGetUserCommand, AdminSetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { OperationFeature } from '../../src';
import { personObjects } from '../../src/contract';
import { describeGuards, describeOwnAccount, runAdministration } from '../support/administration';
import { makeAdministrator } from '../support/administrator';
import type { Aws } from '../support/aws';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { resetCode } from '../support/stages';

const administration = runAdministration('POST /v1/admin/users/{user_id}/reset-mfa');
const { act, enrolled } = administration;

test('who has lost the device gets a new QR code at the next sign-in, and the old codes are good for nothing', async () => {
  const { api } = administration;
  const person = await enrolled();
  const { access_token, refresh_token } = (await person.signIn()).body;
  const { verification_session, verification_type } = (await person.login()).body;
  const { status, body } = await act({ user_id: person.sub });
  expect([status, body]).toEqual([200, { user_id: person.sub, status: 'MFA_RESET' }]);

  expectRefusal(await api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code: await person.otp() }), 'INVALID_SESSION');
  expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(access_token)), 'INVALID_TOKEN');
  expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token }), 'INVALID_TOKEN');

  const former = person.totpSecret;
  const { body: next } = await person.login();
  expect(next).toMatchObject({ verification_type: 'MFA_SETUP', user_id: person.sub, qr_code_secret: expect.any(String) });
  expect(next.qr_code_secret).not.toBe(former);
  expectRefusal(await person.confirmMfa(), 'CODE_MISMATCH');
  person.totpSecret = next.qr_code_secret;
  expect((await person.confirmMfa()).status).toBe(200);
  expect((await person.signIn()).status).toBe(200);
});

test('nobody is let in by the password alone, nor told a seed without it', async () => {
  const person = await enrolled();
  await act({ user_id: person.sub });
  const { body } = await person.login();
  expect(body.access_token).toBeUndefined();
  expectRefusal(await person.login('Wrong&Password-123'), 'INVALID_CREDENTIALS');
});

test('ends a reset that the person has begun and not finished, so that sign-ins are open again', async () => {
  const { api, aws } = administration;
  const person = await enrolled();
  const verification_code = await resetCode(api, person, 'POST /v1/resend-mfa');
  await api.call(`POST /v1/users/${person.userId}/reset-mfa`, { email: person.email, password: person.password, verification_code });
  await api.advance(901);
  expectRefusal(await person.login(), 'MFA_RESET_PENDING');
  const token = await administration.signIn();
  expect((await act({ user_id: person.sub }, token)).status).toBe(200);
  expect((await person.login()).body.verification_type).toBe('MFA_SETUP');
  expect(await aws.objects(person.userId)).not.toContain('mfa-reset-pending.json');
});

test('drops an authenticator app that waits for its first code', async () => {
  const { aws } = administration;
  const person = await enrolled();
  for (const key of [personObjects.totp, personObjects.totpQrCode, personObjects.enrolment, personObjects.qrCode]) {
    await aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key: key(person.userId), Body: '{}' }));
  }
  await act({ user_id: person.sub });
  expect(await aws.objects(person.userId)).toEqual(['invitation-sent.json', 'sign-ins.json']);
});

test('done again is answered in the same way, and an app that was set up in between is taken away as well', async () => {
  const person = await enrolled();
  const done = [200, { user_id: person.sub, status: 'MFA_RESET' }];
  const answers = [await act({ user_id: person.sub }), await act({ user_id: person.sub })];
  expect(answers.map(({ status, body }) => [status, body])).toEqual([done, done]);
  person.totpSecret = (await person.login()).body.qr_code_secret;
  await person.confirmMfa();
  expect((await act({ user_id: person.sub })).status).toBe(200);
  expect((await person.login()).body.verification_type).toBe('MFA_SETUP');
});

test('of someone invited, who has no factor yet, there is nothing to take away', async () => {
  const { api, aws } = administration;
  const person = new Person(api, 'Bob');
  await person.register();
  const { sub } = (await aws.account(person.email)).attributes;
  expect((await act({ user_id: sub })).status).toBe(200);
  expect((await person.confirm()).status).toBe(200);
});

describe('what Cognito may have against it', () => {
  const meets = async (person: Person, operation: string, name: string) => {
    const { api } = administration;
    await api.faults({ function: 'admin-reset-mfa', operation, fault: { name, status: 400 }, times: 0 });
    const answer = await act({ user_id: person.sub });
    await api.faults();
    return answer;
  };

  test('a password that has to be reset first is told as the state of the account, and nothing is lost', async () => {
    const person = await enrolled();
    expectRefusal(await meets(person, 'AdminDeleteSoftwareToken', 'UserNotConfirmedException'), 'INVALID_STATE');
    expect((await person.signIn()).status).toBe(200);
  });

  test('that there is no app is no news of who has none, and a failure of who has one', async () => {
    const person = await enrolled();
    expectRefusal(await meets(person, 'AdminDeleteSoftwareToken', 'InvalidParameterException'), 'INTERNAL_ERROR');
    await act({ user_id: person.sub });
    expect((await meets(person, 'AdminDeleteSoftwareToken', 'InvalidParameterException')).status).toBe(200);
    expect((await meets(person, 'AdminDeleteSoftwareToken', 'SoftwareTokenMFANotFoundException')).status).toBe(200);
  });
});

describeOwnAccount(administration);
describeGuards(administration, { isUntouched: async (person) => (await person.signIn()).status === 200 });

describe('where second factors are of several kinds, and nobody needs one', () => {
  let api: LocalApi;
  let aws: Aws;
  runStack({ mfa: { mode: Mfa.OPTIONAL, sms: true }, operations: { features: [OperationFeature.ADMIN] } }, (...started) => {
    [api, aws] = started;
  });

  const settingsOf = async ({ email }: Person) =>
    (await aws.cognito.send(new AdminGetUserCommand({ UserPoolId: aws.UserPoolId, Username: email }))).UserMFASettingList ?? [];
  const registered = async (name: string) => {
    const person = new Person(api, name);
    await person.register();
    await person.confirm();
    return person;
  };

  test('texted codes are switched off, too, and nothing is said of a factor that someone does not have', async () => {
    const grace = await registered('Grace');
    await makeAdministrator(api, grace);
    const token = async () => (await grace.login()).body.access_token;
    const reset = async ({ sub }: Person) => api.call(`POST /v1/admin/users/${sub}/reset-mfa`, undefined, bearer(await token()));
    const bob = await registered('Bob');
    await aws.cognito.send(new AdminSetUserMFAPreferenceCommand({
      UserPoolId: aws.UserPoolId, Username: bob.email, SMSMfaSettings: { Enabled: true, PreferredMfa: true },
    }));
    expect((await bob.login()).body.verification_type).toBe('SMS_MFA');
    expect((await reset(bob)).status).toBe(200);
    expect(await settingsOf(bob)).toEqual([]);
    expect((await bob.login()).body.access_token).toEqual(expect.any(String));

    const calls = (await api.calls()).at(-1)!.number;
    expect((await reset(bob)).status).toBe(200);
    expect((await api.calls(calls)).map(({ operation }) => operation)).not.toContain('AdminSetUserMFAPreference');
  });
});
