import { AdminGetUserCommand, AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { operations } from '../../src/contract';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { optionalMfa } from '../support/optional-mfa';
import { accessTokenOf, codeOf, expectOwnToken, pendingApp, registeredPasskey } from '../support/own-factors';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

const setMfa = (api: LocalApi, token: string, wishes: object) => api.call('PUT /v1/mfa', wishes, bearer(token));
const settingsOf = async ({ cognito, UserPoolId }: Aws, { email }: Person) => {
  const { UserMFASettingList = [], PreferredMfaSetting } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  return [UserMFASettingList, PreferredMfaSetting];
};
const setAttributes = ({ cognito, UserPoolId }: Aws, { email }: Person, attributes: Record<string, string>) =>
  cognito.send(new AdminUpdateUserAttributesCommand({
    UserPoolId, Username: email, UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
  }));
const enabled = ({ body }: { body: any }) => body.factors.filter((factor: any) => factor.enabled).map(({ type }: any) => type);

describe('where a second factor is everybody\'s own choice', () => {
  let api: LocalApi;
  let aws: Aws;
  runStack(optionalMfa, (...started) => {
    [api, aws] = started;
  });
  beforeEach(() => api.advance(10));

  const member = async (attributes: Record<string, string> = {}) => {
    const person = new Person(api);
    await person.register();
    await person.confirm();
    await setAttributes(aws, person, attributes);
    return { person, token: (await person.login()).body.access_token as string };
  };
  const PROVEN = { phone_number_verified: 'true' };
  /** Someone with an authenticator app that is on, signed in by it. */
  const withApp = async (attributes?: Record<string, string>) => {
    const { person, token } = await member(attributes);
    const { secret } = await pendingApp(api, token);
    person.totpSecret = secret;
    const { status, body } = await api.call('POST /v1/mfa/totp/verify', { otp_code: await codeOf(api, secret) }, bearer(token));
    expect({ status, body }).toMatchObject({ status: 200 });
    return { person, token: await accessTokenOf(person) };
  };

  test('an app goes off and on again, and the answer says how things are', async () => {
    const { person, token } = await withApp();
    const off = await setMfa(api, token, { software_token_mfa: false });
    expect(off).toMatchObject({ status: 200, body: { required: false, preferred: null } });
    expect(enabled(off)).toEqual([]);
    expect((await person.login()).body).toHaveProperty('access_token');
    const on = await setMfa(api, token, { software_token_mfa: true, preferred_mfa: 'SOFTWARE_TOKEN_MFA' });
    expect(on.body.preferred).toBe('SOFTWARE_TOKEN_MFA');
    expect(enabled(on)).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect((await person.login()).body.verification_type).toBe('SOFTWARE_TOKEN_MFA');
  });

  test('a proven number gets codes; who has an app as well is asked for the preferred one', async () => {
    const { person, token } = await withApp(PROVEN);
    expect(enabled(await setMfa(api, token, { sms_mfa: true }))).toEqual(['SOFTWARE_TOKEN_MFA', 'SMS_MFA']);
    expect((await person.login()).body.verification_type).toBe('SOFTWARE_TOKEN_MFA');
    expect((await setMfa(api, token, { preferred_mfa: 'SMS_MFA' })).body.preferred).toBe('SMS_MFA');
    expect((await person.login()).body.verification_type).toBe('SMS_MFA');
    expect((await setMfa(api, token, { preferred_mfa: 'NONE' })).body.preferred).toBeNull();
    expect(await settingsOf(aws, person)).toEqual([['SOFTWARE_TOKEN_MFA', 'SMS_MFA'], undefined]);
    await setMfa(api, token, { preferred_mfa: 'SOFTWARE_TOKEN_MFA' });
    const gone = await setMfa(api, token, { software_token_mfa: false });
    expect(gone.body.preferred).toBeNull();
    expect(enabled(gone)).toEqual(['SMS_MFA']);
    expect((await person.login()).body.verification_type).toBe('SMS_MFA');
  });

  test('no sessions end, and what is not sent stays', async () => {
    const { person, token } = await withApp(PROVEN);
    const { refresh_token } = (await person.signIn()).body;
    await setMfa(api, token, { sms_mfa: true });
    const before = await settingsOf(aws, person);
    expect(await setMfa(api, token, {})).toMatchObject({ status: 200, body: { preferred: 'SOFTWARE_TOKEN_MFA' } });
    expect(await settingsOf(aws, person)).toEqual(before);
    expect((await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).status).toBe(200);
  });

  test('{} changes nothing and asks Cognito for nothing where nothing is on', async () => {
    const { token } = await member();
    const before = (await api.calls()).at(-1)!.number;
    expect(enabled(await setMfa(api, token, {}))).toEqual([]);
    expect(enabled(await setMfa(api, token, { sms_mfa: false, software_token_mfa: false, passkey_mfa: false, preferred_mfa: 'NONE' }))).toEqual([]);
    expect(new Set((await api.calls(before)).map(({ operation }) => operation))).toEqual(new Set(['GetUser']));
  });

  describe('what is not set up cannot be switched on, nor preferred', () => {
    const PHONE = 'needs a verified phone number';
    test('texts, where the number of the registration is not proven', async () => {
      const { person, token } = await withApp();
      expectRefusal(await setMfa(api, token, { sms_mfa: true }), 'FACTOR_NOT_SET_UP', { sms_mfa: PHONE });
      expectRefusal(await setMfa(api, token, { sms_mfa: true, preferred_mfa: 'SMS_MFA' }), 'FACTOR_NOT_SET_UP', { sms_mfa: PHONE });
      await setAttributes(aws, person, { phone_number_verified: 'false' });
      expectRefusal(await setMfa(api, token, { sms_mfa: true }), 'FACTOR_NOT_SET_UP', { sms_mfa: PHONE });
      expect(await settingsOf(aws, person)).toEqual([['SOFTWARE_TOKEN_MFA'], 'SOFTWARE_TOKEN_MFA']);
    });

    test('an app that nobody has set up, or that waits for its first code', async () => {
      const { person, token } = await member();
      const fields = { software_token_mfa: 'needs an authenticator app: start-totp' };
      expectRefusal(await setMfa(api, token, { software_token_mfa: true }), 'FACTOR_NOT_SET_UP', fields);
      await pendingApp(api, token);
      expectRefusal(await setMfa(api, token, { software_token_mfa: true, preferred_mfa: 'SOFTWARE_TOKEN_MFA' }), 'FACTOR_NOT_SET_UP', fields);
      expect(await settingsOf(aws, person)).toEqual([[], undefined]);
    });

    test('a passkey that nobody has, or without another factor', async () => {
      const { token } = await withApp();
      expectRefusal(await setMfa(api, token, { passkey_mfa: true }), 'FACTOR_NOT_SET_UP', { passkey_mfa: 'needs a passkey' });
      const { token: alone } = await member();
      await registeredPasskey(api, alone);
      expectRefusal(await setMfa(api, alone, { passkey_mfa: true }), 'FACTOR_NOT_SET_UP', { passkey_mfa: 'needs another factor beside it' });
    });

    test('a factor that is off, or going off, as the preferred one', async () => {
      const { token } = await withApp(PROVEN);
      const fields = { preferred_mfa: 'must be a factor that is on' };
      expectRefusal(await setMfa(api, token, { preferred_mfa: 'SMS_MFA' }), 'FACTOR_NOT_SET_UP', fields);
      expectRefusal(await setMfa(api, token, { software_token_mfa: false, preferred_mfa: 'SOFTWARE_TOKEN_MFA' }), 'FACTOR_NOT_SET_UP', fields);
    });
  });

  test('with the last other factor the passkey stops counting as two, and signs in alone', async () => {
    const { person, token } = await withApp();
    await registeredPasskey(api, token);
    expect(await settingsOf(aws, person)).toEqual([['SOFTWARE_TOKEN_MFA', 'WEB_AUTHN_MFA'], 'SOFTWARE_TOKEN_MFA']);
    expectRefusal(await setMfa(api, token, { software_token_mfa: false, passkey_mfa: true }), 'FACTOR_NOT_SET_UP', { passkey_mfa: 'needs another factor beside it' });
    expect(enabled(await setMfa(api, token, { software_token_mfa: false }))).toEqual([]);
    expect(await settingsOf(aws, person)).toEqual([[], undefined]);
  });

  test('a passkey counts, or does not, as the person likes', async () => {
    const { token } = await withApp();
    await registeredPasskey(api, token);
    expect(enabled(await setMfa(api, token, { passkey_mfa: false }))).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect(enabled(await setMfa(api, token, { passkey_mfa: true }))).toEqual(['SOFTWARE_TOKEN_MFA', 'WEB_AUTHN']);
  });

  test('what is not offered here is refused by name, whatever is asked of it, and before Cognito is asked', async () => {
    const { token } = await member();
    const before = (await api.calls()).at(-1)!.number;
    for (const email_mfa of [true, false]) {
      expectRefusal(await setMfa(api, token, { email_mfa }), 'FACTOR_NOT_OFFERED', { email_mfa: 'is no second factor here' });
    }
    expectRefusal(await setMfa(api, token, { preferred_mfa: 'EMAIL_OTP' }), 'FACTOR_NOT_OFFERED', { preferred_mfa: 'must be one of SOFTWARE_TOKEN_MFA, SMS_MFA, NONE' });
    expect(await api.calls(before)).toEqual([]);
  });

  test('fields of another type, or of another operation, are refused', async () => {
    const { token } = await member();
    const { properties } = operations['PUT /v1/mfa'].body;
    expectRefusal(await setMfa(api, token, { sms_mfa: 'true', software_token_mfa: 1, preferred_mfa: 'WEB_AUTHN', user_id: 'x' }), 'INVALID_REQUEST', {
      sms_mfa: `must be ${properties.sms_mfa.description}`,
      software_token_mfa: `must be ${properties.software_token_mfa.description}`,
      preferred_mfa: `must be ${properties.preferred_mfa.description}`,
      user_id: 'is not a field of this operation',
    });
  });

  describe('what Cognito may refuse it for', () => {
    afterEach(() => api.faults());
    test.each([
      ['NotAuthorizedException', 'INVALID_TOKEN'], ['UserNotFoundException', 'INVALID_TOKEN'], ['ForbiddenException', 'TOO_MANY_REQUESTS'],
      ['ResourceNotFoundException', 'INTERNAL_ERROR'], ['InternalErrorException', 'SERVICE_UNAVAILABLE'],
    ] as const)('%s is answered with %s', async (name, code) => {
      const { token } = await withApp();
      await api.faults({ function: 'set-mfa', operation: 'SetUserMFAPreference', fault: { name, status: 400 }, times: 0 });
      expectRefusal(await setMfa(api, token, { preferred_mfa: 'NONE' }), code);
    });
  });
});

describe('where everyone needs a second factor', () => {
  let api: LocalApi;
  let ada: Person;
  beforeAll(async () => {
    api = await LocalApi.start(fullStack());
    ada = await new Person(api).enrol();
  });
  afterAll(() => api?.stop());
  beforeEach(() => api.advance(10));

  test('the app cannot be switched off, and nothing of the request is done', async () => {
    const token = await accessTokenOf(ada);
    await registeredPasskey(api, token);
    const fields = { software_token_mfa: 'cannot be switched off where everyone needs a second factor' };
    expectRefusal(await setMfa(api, token, { software_token_mfa: false, passkey_mfa: false, preferred_mfa: 'NONE' }), 'FACTOR_REQUIRED', fields);
    const { body } = await api.call('GET /v1/mfa', undefined, bearer(token));
    expect(enabled({ body })).toEqual(['SOFTWARE_TOKEN_MFA', 'WEB_AUTHN']);
    expect(body.preferred).toBe('SOFTWARE_TOKEN_MFA');
  });

  test('a passkey may stop counting as both: it is never the last factor', async () => {
    const token = await accessTokenOf(ada);
    expect(enabled(await setMfa(api, token, { passkey_mfa: false }))).toEqual(['SOFTWARE_TOKEN_MFA']);
  });

  test('needs an access token that lives, of a sign-in of the last ten minutes', async () => {
    await expectOwnToken(api, await new Person(api).enrol(), (token) => setMfa(api, token, { preferred_mfa: 'NONE' }), { fresh: true });
  });
});

describe('where everyone needs one, and texts will do', () => {
  let api: LocalApi;
  let aws: Aws;
  runStack({ ...optionalMfa, mfa: { sms: true }, signIn: {} }, (...started) => {
    [api, aws] = started;
  });

  test('another factor may be preferred once its address is proven; none may go', async () => {
    const person = new Person(api);
    await person.register();
    await setAttributes(aws, person, { phone_number: '' });
    await person.confirm();
    await person.confirmMfa();
    const token = await accessTokenOf(person);
    const mine = '+491709999999';
    await setAttributes(aws, person, { phone_number: mine, phone_number_verified: 'false' });
    expectRefusal(await setMfa(api, token, { preferred_mfa: 'SMS_MFA' }), 'FACTOR_NOT_SET_UP', { preferred_mfa: 'needs a verified phone number' });
    await setAttributes(aws, person, { phone_number: mine, phone_number_verified: 'true' });
    expect((await setMfa(api, token, { preferred_mfa: 'SMS_MFA' })).body.preferred).toBe('SMS_MFA');
    expect((await person.login()).body.verification_type).toBe('SMS_MFA');
    const required = 'cannot be switched off where everyone needs a second factor';
    expectRefusal(await setMfa(api, token, { sms_mfa: false }), 'FACTOR_REQUIRED', { sms_mfa: required });
    expectRefusal(await setMfa(api, token, { software_token_mfa: false, sms_mfa: false }), 'FACTOR_REQUIRED', { sms_mfa: required, software_token_mfa: required });
  });
});
