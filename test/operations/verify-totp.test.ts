import { rmSync } from 'node:fs';
import { AdminGetUserCommand, AdminUpdateUserAttributesCommand, AssociateSoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { operations, personObjects } from '../../src/contract';
import { awsOf, type Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { optionalMfa } from '../support/optional-mfa';
import { accessTokenOf, codeOf, expectOwnToken, pendingApp, pendingCode } from '../support/own-factors';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { otherThan, resetCode } from '../support/stages';
import { synthesize } from '../support/synthesize';

const MINUTES = 60;

let api: LocalApi;
let aws: Aws;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const verify = (token: string, otp_code: string) => api.call('POST /v1/mfa/totp/verify', { otp_code }, bearer(token));
const settingsOf = async ({ cognito, UserPoolId }: Aws, { email }: Person) => {
  const { UserMFASettingList = [], PreferredMfaSetting } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  return [UserMFASettingList, PreferredMfaSetting];
};
/** Someone who has an app and is signed in, with another one that waits for its first code. */
const replacing = async (name?: string) => {
  const person = await new Person(api, name).enrol();
  const { access_token, refresh_token } = (await person.signIn()).body;
  const { secret, url } = await pendingApp(api, access_token);
  return { person, token: access_token as string, refresh_token: refresh_token as string, secret, url };
};

describe('the first code of the new app', () => {
  test('puts it in place of the other one, whose codes are wrong from then on', async () => {
    const { person, token, secret } = await replacing();
    const { status, body } = await verify(token, await codeOf(api, secret));
    expect(body).toEqual({ user_id: person.sub, mfa_status: 'CONFIRMED', signed_in: false });
    expect(status).toBe(200);
    expect(await settingsOf(aws, person)).toEqual([['SOFTWARE_TOKEN_MFA'], 'SOFTWARE_TOKEN_MFA']);
    expectRefusal(await person.signIn(), 'CODE_MISMATCH');
    person.totpSecret = secret;
    expect((await person.signIn()).status).toBe(200);
  });

  test('ends every session: a thief of the token who puts an app of theirs there is out, and has no password to come in again', async () => {
    const { person, token, refresh_token, secret } = await replacing();
    const elsewhere = (await person.signIn()).body.refresh_token;
    await verify(token, await codeOf(api, secret));
    for (const spent of [refresh_token, elsewhere]) {
      expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token: spent }), 'INVALID_TOKEN');
    }
    expectRefusal(await api.call('GET /v1/mfa', undefined, bearer(token)), 'INVALID_TOKEN');
  });

  test('ends a sign-in that waits for a code', async () => {
    const { person, token, secret } = await replacing();
    const { body: { verification_session, verification_type } } = await person.login();
    await verify(token, await codeOf(api, secret));
    person.totpSecret = secret;
    const otp_code = await person.otp();
    expectRefusal(await api.call('POST /v1/mfa-verify', { email: person.email, verification_type, verification_session, otp_code }), 'INVALID_SESSION');
  });

  test('takes the image and the enrolment away', async () => {
    const { person, token, secret, url } = await replacing();
    await verify(token, await codeOf(api, secret));
    expect((await aws.objects(person.userId)).filter((name) => name.startsWith('totp'))).toEqual([]);
    expect((await fetch(url)).status).not.toBe(200);
  });

  test('is taken once, there and at the sign-in', async () => {
    const { person, token, secret } = await replacing();
    const code = await codeOf(api, secret);
    await verify(token, code);
    expectRefusal(await verify(token, code), 'INVALID_TOKEN');
    const { body: { verification_session, verification_type } } = await person.login();
    expectRefusal(await api.call('POST /v1/mfa-verify', { email: person.email, verification_type, verification_session, otp_code: code }), 'CODE_ALREADY_USED');
    person.totpSecret = secret;
    expectRefusal(await verify(await accessTokenOf(person), code), 'TOTP_NOT_STARTED');
  });

  test('of two equal requests at once one works', async () => {
    const { token, secret } = await replacing();
    const code = await codeOf(api, secret);
    const answers = await Promise.all([verify(token, code), verify(token, code)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('may come after another sign-in, where typing took longer than the token is fresh', async () => {
    const { person, token, secret } = await replacing();
    await api.advance(10 * MINUTES);
    expectRefusal(await verify(token, await codeOf(api, secret)), 'REAUTHENTICATION_REQUIRED');
    expect((await verify(await accessTokenOf(person), await codeOf(api, secret))).status).toBe(200);
  });
});

describe('a wrong code', () => {
  test('is refused and replaces nothing; four are forgiven', async () => {
    const { person, token, secret } = await replacing();
    const wrong = otherThan(await codeOf(api, secret));
    for (let attempt = 0; attempt < 4; attempt++) {
      expectRefusal(await verify(token, wrong), 'CODE_MISMATCH');
    }
    expectRefusal(await verify(token, 'abcdef'), 'INVALID_REQUEST', { otp_code: `must be ${operations['POST /v1/mfa/totp/verify'].body.properties.otp_code.description}` });
    expect((await person.signIn()).status).toBe(200);
    expect((await verify(token, await codeOf(api, secret))).status).toBe(200);
  });

  test('ends it at the fifth time, and the right one comes too late; a new QR code works', async () => {
    const { person, token, secret } = await replacing();
    const wrong = otherThan(await codeOf(api, secret));
    for (let attempt = 0; attempt < 5; attempt++) {
      expectRefusal(await verify(token, wrong), 'CODE_MISMATCH');
    }
    expectRefusal(await verify(token, await codeOf(api, secret)), 'TOTP_NOT_STARTED');
    expect((await aws.objects(person.userId)).filter((name) => name.startsWith('totp'))).toEqual([]);
    expect((await verify(token, await pendingCode(api, token))).status).toBe(200);
  });

  test('is counted one by one, also when many come at once', async () => {
    const { token, secret } = await replacing();
    const wrong = otherThan(await codeOf(api, secret));
    const codes = (await Promise.all(Array.from({ length: 20 }, () => verify(token, wrong)))).map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'CODE_MISMATCH').length).toBeLessThanOrEqual(5);
    expect(codes.filter((code) => !['CODE_MISMATCH', 'TOTP_NOT_STARTED', 'TOO_MANY_REQUESTS'].includes(code))).toEqual([]);
  });

  test('does not count among those of sign-ins, nor does the right one forgive them', async () => {
    const { person, token, secret } = await replacing();
    const { body: { verification_session, verification_type } } = await person.login();
    const guess = (otp_code: string) => api.call('POST /v1/mfa-verify', { email: person.email, verification_type, verification_session, otp_code });
    for (let attempt = 0; attempt < 4; attempt++) {
      expectRefusal(await guess(await person.wrongCode()), 'CODE_MISMATCH');
    }
    expectRefusal(await verify(token, otherThan(await codeOf(api, secret))), 'CODE_MISMATCH');
    expect((await verify(token, await codeOf(api, secret))).status).toBe(200);
    const { body } = await person.login();
    const again = (otp_code: string) => api.call('POST /v1/mfa-verify', {
      email: person.email, verification_type: body.verification_type, verification_session: body.verification_session, otp_code,
    });
    expectRefusal(await again('000000'), 'CODE_MISMATCH');
    expectRefusal(await again('000000'), 'TOO_MANY_REQUESTS');
  });
});

describe('there is nothing to confirm', () => {
  test('where nobody asked for an app here, or a quarter of an hour ago', async () => {
    const person = await new Person(api).enrol();
    const token = await accessTokenOf(person);
    expectRefusal(await verify(token, '123456'), 'TOTP_NOT_STARTED');
    // Somebody with the token asked Cognito itself.
    await aws.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken: token }));
    expectRefusal(await verify(token, '123456'), 'TOTP_NOT_STARTED');
    const { secret } = await pendingApp(api, token);
    await api.advance(15 * MINUTES);
    expectRefusal(await verify(await accessTokenOf(person), await codeOf(api, secret)), 'TOTP_NOT_STARTED');
  });

  test('for whoever has an address that was somebody else\'s', async () => {
    const { person } = await replacing();
    const key = personObjects.totp(person.userId);
    await aws.s3.send(new PutObjectCommand({
      Bucket: aws.Bucket, Key: key, Body: JSON.stringify({ sub: '01234567-89ab-cdef-0123-456789abcdef', tried: 0, expires: Date.now() * 2 }),
    }));
    expectRefusal(await verify(await accessTokenOf(person), '123456'), 'TOTP_NOT_STARTED');
  });

  test('while a reset of the second factor is pending', async () => {
    const { person, token, secret } = await replacing();
    await aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key: personObjects.mfaResetPending(person.userId), Body: '{"at":0}' }));
    expectRefusal(await verify(token, await codeOf(api, secret)), 'MFA_RESET_PENDING');
  });

  test('for who recovered the password by mail: that gets no token, and ends the one that asked for the app', async () => {
    const { person, token, secret } = await replacing();
    await api.advance(301);
    const verification_code = await resetCode(api, person, 'POST /v1/forgot-password');
    const new_password = 'An0ther&Password-7';
    expect((await api.call(`POST /v1/users/${person.userId}/confirm-password`, { email: person.email, new_password, verification_code })).status).toBe(200);
    expectRefusal(await verify(token, await codeOf(api, secret)), 'INVALID_TOKEN');
    expect((await person.login(new_password)).body).not.toHaveProperty('access_token');
  });
});

test('needs an access token that lives, of a sign-in of the last ten minutes', async () => {
  await expectOwnToken(api, await new Person(api).enrol(), (token) => verify(token, '123456'), { fresh: true });
});

describe('what Cognito may say', () => {
  afterEach(() => api.faults());
  test.each([
    ['EnableSoftwareTokenMFAException', 'CODE_MISMATCH'], ['CodeMismatchException', 'CODE_MISMATCH'], ['ExpiredCodeException', 'CODE_ALREADY_USED'],
    ['SoftwareTokenMFANotFoundException', 'TOTP_NOT_STARTED'], ['InvalidParameterException', 'TOTP_NOT_STARTED'], ['NotAuthorizedException', 'INVALID_TOKEN'],
    ['UserNotFoundException', 'INVALID_TOKEN'], ['TooManyRequestsException', 'TOO_MANY_REQUESTS'], ['InvalidUserPoolConfigurationException', 'INTERNAL_ERROR'],
  ] as const)('%s is answered with %s', async (name, code) => {
    const { token, secret } = await replacing();
    await api.faults({ function: 'verify-totp', operation: 'VerifySoftwareToken', fault: { name, status: 400 }, times: 0 });
    expectRefusal(await verify(token, await codeOf(api, secret)), code);
  });

  test('a lost answer may mean that the app was replaced: every session ends, and the person gets on', async () => {
    const { person, token, refresh_token, secret } = await replacing();
    await api.faults({ function: 'verify-totp', operation: 'VerifySoftwareToken', fault: 'RESET', when: 'AFTER' });
    expectRefusal(await verify(token, await codeOf(api, secret)), 'SERVICE_UNAVAILABLE');
    await api.faults();
    expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token }), 'INVALID_TOKEN');
    person.totpSecret = secret;
    expect((await person.signIn()).status).toBe(200);
  });

  test('an outage uses up no code', async () => {
    const { person, token, secret } = await replacing();
    await api.faults({ function: 'verify-totp', operation: 'VerifySoftwareToken', fault: 'RESET', times: 0 });
    for (let attempt = 0; attempt < 6; attempt++) {
      const answer = await verify(attempt === 0 ? token : await accessTokenOf(person), await codeOf(api, secret));
      expectRefusal(answer, 'SERVICE_UNAVAILABLE');
    }
    await api.faults();
    expect((await verify(await accessTokenOf(person), await codeOf(api, secret))).status).toBe(200);
  });

  test('an app that Cognito took and would not switch on is not lost: the sessions end, and set-mfa does the rest', async () => {
    const { person, token, refresh_token, secret } = await replacing();
    await api.faults({ function: 'verify-totp', operation: 'SetUserMFAPreference', fault: 'RESET', times: 0 });
    expectRefusal(await verify(token, await codeOf(api, secret)), 'SERVICE_UNAVAILABLE');
    await api.faults();
    expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token }), 'INVALID_TOKEN');
    person.totpSecret = secret;
    expect(await api.call('PUT /v1/mfa', { software_token_mfa: true }, bearer(await accessTokenOf(person)))).toMatchObject({ status: 200 });
  });
});

describe('where a second factor is everybody\'s own choice', () => {
  let folder: string;
  let optional: LocalApi;
  let its: Aws;
  beforeAll(async () => {
    folder = synthesize(optionalMfa);
    optional = await LocalApi.start(folder);
    its = await awsOf(optional);
  });
  afterAll(async () => {
    await optional?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('the first app is on once it is verified, and preferred unless something else is', async () => {
    const person = new Person(optional);
    await person.register();
    await person.confirm();
    await its.cognito.send(new AdminUpdateUserAttributesCommand({
      UserPoolId: its.UserPoolId, Username: person.email, UserAttributes: [{ Name: 'phone_number_verified', Value: 'true' }],
    }));
    const token = (await person.login()).body.access_token;
    await optional.call('PUT /v1/mfa', { sms_mfa: true, preferred_mfa: 'SMS_MFA' }, bearer(token));
    const otp_code = await pendingCode(optional, token);
    expect((await optional.call('POST /v1/mfa/totp/verify', { otp_code }, bearer(token))).status).toBe(200);
    expect(await settingsOf(its, person)).toEqual([['SMS_MFA', 'SOFTWARE_TOKEN_MFA'], 'SMS_MFA']);
    expect((await person.login()).body.verification_type).toBe('SMS_MFA');
  });
});
