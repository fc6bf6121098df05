import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { optionalMfa } from '../support/optional-mfa';
import { accessTokenOf, expectOwnToken, registeredPasskey } from '../support/own-factors';
import { bearer, Person } from '../support/person';
import { runStack } from '../support/run-stack';

const mfa = (api: LocalApi, token: string) => api.call('GET /v1/mfa', undefined, bearer(token));

describe('where everyone needs a second factor', () => {
  let api: LocalApi;
  beforeAll(async () => {
    api = await LocalApi.start(fullStack());
  });
  afterAll(() => api?.stop());
  beforeEach(() => api.advance(10));

  test('the app of the enrolment is on, and a passkey once there is one', async () => {
    const token = await accessTokenOf(await new Person(api).enrol());
    const { status, headers, body } = await mfa(api, token);
    expect(body).toEqual({
      required: true,
      preferred: 'SOFTWARE_TOKEN_MFA',
      factors: [{ type: 'SOFTWARE_TOKEN_MFA', enabled: true }, { type: 'WEB_AUTHN', enabled: false }],
    });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    await registeredPasskey(api, token);
    expect((await mfa(api, token)).body.factors).toEqual([{ type: 'SOFTWARE_TOKEN_MFA', enabled: true }, { type: 'WEB_AUTHN', enabled: true }]);
  });

  test('needs an access token that lives; the sign-in may be long ago', async () => {
    await expectOwnToken(api, await new Person(api).enrol(), (token) => mfa(api, token), { fresh: false });
  });
});

describe('where it is everybody\'s own choice', () => {
  let api: LocalApi;
  runStack(optionalMfa, (started) => {
    api = started;
  });

  test('nothing is on at first, also with a phone number', async () => {
    const person = new Person(api);
    await person.register();
    await person.confirm();
    expect((await mfa(api, (await person.login()).body.access_token)).body).toEqual({
      required: false,
      preferred: null,
      factors: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'WEB_AUTHN'].map((type) => ({ type, enabled: false })),
    });
  });
});

describe('where everyone needs one, and texts will do', () => {
  let api: LocalApi;
  let aws: Aws;
  runStack({ ...optionalMfa, mfa: { sms: true }, signIn: {} }, (...started) => {
    [api, aws] = started;
  });

  test('codes are texted to whoever has a number, and to nobody else', async () => {
    const person = new Person(api);
    await person.register();
    await person.confirm();
    const { body } = await person.login();
    const otp_code = /\d{6}/.exec((await api.mail('+491701234567')).body)![0];
    const { verification_type, verification_session } = body;
    const tokens = await api.call('POST /v1/mfa-verify', { email: person.email, verification_type, verification_session, otp_code });
    const token = tokens.body.access_token;
    const factors = (sms: boolean) => [{ type: 'SOFTWARE_TOKEN_MFA', enabled: false }, { type: 'SMS_MFA', enabled: sms }];
    expect((await mfa(api, token)).body).toEqual({ required: true, preferred: null, factors: factors(true) });
    await aws.cognito.send(new AdminUpdateUserAttributesCommand({
      UserPoolId: aws.UserPoolId, Username: person.email, UserAttributes: [{ Name: 'phone_number', Value: '' }],
    }));
    expect((await mfa(api, token)).body.factors).toEqual(factors(false));
  });
});
