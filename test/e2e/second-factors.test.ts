import { createHmac } from 'node:crypto';
import { rmSync } from 'node:fs';
import {
  AdminCreateUserCommand, AdminInitiateAuthCommand, AdminSetUserPasswordCommand, AdminUpdateUserAttributesCommand, DescribeUserPoolClientCommand,
  ListUserPoolClientsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { AccountRecovery, Mfa } from 'aws-cdk-lib/aws-cognito';
import { awsOf, type Aws } from '../support/aws';
import { LocalApi, type Answer } from '../support/local';
import { optionalMfa } from '../support/optional-mfa';
import { codeOf, pendingApp } from '../support/own-factors';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { synthesize } from '../support/synthesize';

const enabled = ({ body }: Answer) => body.factors.filter((factor: any) => factor.enabled).map(({ type }: any) => type);

/** The journey of someone for whom a second factor is their own choice: none, an app, another app, texts besides, none again. */
describe('with an app and texts', () => {
  let api: LocalApi;
  let aws: Aws;
  runStack(optionalMfa, (...started) => {
    [api, aws] = started;
  });
  beforeEach(() => api.advance(10));

  const PHONE = '+491701234567';
  const joined = async () => {
    const ada = new Person(api);
    await ada.register();
    await ada.confirm();
    return ada;
  };
  const setUpApp = async (ada: Person, token: string) => {
    const { secret } = await pendingApp(api, token);
    const answer = await api.call('POST /v1/mfa/totp/verify', { otp_code: await codeOf(api, secret) }, bearer(token));
    expect(answer).toMatchObject({ status: 200, body: { signed_in: false } });
    ada.totpSecret = secret;
  };
  const tokenOf = async (ada: Person): Promise<string> => (await ada.signIn()).body.access_token;
  const mfa = (token: string) => api.call('GET /v1/mfa', undefined, bearer(token));
  const setMfa = (token: string, wishes: object) => api.call('PUT /v1/mfa', wishes, bearer(token));

  test('off, on, another app, texts preferred, and off again: what the answers say is what the sign-in asks for', async () => {
    const ada = await joined();
    const alone = (await ada.login()).body.access_token;
    expect(enabled(await mfa(alone))).toEqual([]);

    await setUpApp(ada, alone);
    expect((await ada.login()).body.verification_type).toBe('SOFTWARE_TOKEN_MFA');
    const second = await tokenOf(ada);
    expect((await mfa(second)).body).toMatchObject({ preferred: 'SOFTWARE_TOKEN_MFA' });

    const former = ada.totpSecret;
    await setUpApp(ada, second);
    const newest = ada.totpSecret;
    ada.totpSecret = former;
    expectRefusal(await ada.signIn(), 'CODE_MISMATCH');
    ada.totpSecret = newest;
    const third = await tokenOf(ada);

    expectRefusal(await setMfa(third, { sms_mfa: true, preferred_mfa: 'SMS_MFA' }), 'FACTOR_NOT_SET_UP', { sms_mfa: 'needs a verified phone number' });
    await aws.cognito.send(new AdminUpdateUserAttributesCommand({
      UserPoolId: aws.UserPoolId, Username: ada.email, UserAttributes: [{ Name: 'phone_number_verified', Value: 'true' }],
    }));
    expect(enabled(await setMfa(third, { sms_mfa: true, preferred_mfa: 'SMS_MFA' }))).toEqual(['SOFTWARE_TOKEN_MFA', 'SMS_MFA']);
    const { verification_type, verification_session } = (await ada.login()).body;
    expect(verification_type).toBe('SMS_MFA');
    const otp_code = /\d{6}/.exec((await api.mail(PHONE)).body)![0];
    const byText = await api.call('POST /v1/mfa-verify', { email: ada.email, verification_type, verification_session, otp_code });
    expect(byText.status).toBe(200);

    const off = await setMfa(byText.body.access_token, { sms_mfa: false, software_token_mfa: false });
    expect(off.body).toMatchObject({ preferred: null });
    expect(enabled(off)).toEqual([]);
    expect((await ada.login()).body).toHaveProperty('access_token');
  });
});

/** No operation of this API signs people in where codes are mailed, so their tokens come from Cognito, of the API's own client. */
describe('with mailed codes', () => {
  const PASSWORD = 'Tr0ubled&Waters-9';
  const EMAIL = 'ada@example.com';
  let folder: string;
  let api: LocalApi;
  let aws: Aws;
  beforeAll(async () => {
    folder = synthesize({
      mfa: { mode: Mfa.OPTIONAL, email: true },
      accountRecovery: AccountRecovery.NONE,
      messages: { from: 'no-reply@example.com', sesRegion: 'eu-west-1' },
      operations: { include: ['mfa', 'set-mfa'] },
    });
    api = await LocalApi.start(folder);
    aws = await awsOf(api);
    const user = { UserPoolId: aws.UserPoolId, Username: EMAIL };
    await aws.cognito.send(new AdminCreateUserCommand({ ...user, UserAttributes: [{ Name: 'email', Value: EMAIL }], MessageAction: 'SUPPRESS' }));
    await aws.cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: PASSWORD, Permanent: true }));
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const begin = async () => {
    const { cognito, UserPoolId } = aws;
    const { UserPoolClients } = await cognito.send(new ListUserPoolClientsCommand({ UserPoolId }));
    const { ClientId } = UserPoolClients![0];
    const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
    // A client whose secret no operation needs has none.
    const hash = UserPoolClient!.ClientSecret && { SECRET_HASH: createHmac('sha256', UserPoolClient!.ClientSecret).update(EMAIL + ClientId).digest('base64') };
    return cognito.send(new AdminInitiateAuthCommand({
      UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: EMAIL, PASSWORD, ...hash },
    }));
  };

  test('they are off until the address is proven and the person wants them', async () => {
    const token = (await begin()).AuthenticationResult!.AccessToken!;
    const setMfa = (wishes: object) => api.call('PUT /v1/mfa', wishes, bearer(token));
    expect((await api.call('GET /v1/mfa', undefined, bearer(token))).body.factors).toEqual(
      [{ type: 'SOFTWARE_TOKEN_MFA', enabled: false }, { type: 'EMAIL_OTP', enabled: false }]);
    expectRefusal(await setMfa({ email_mfa: true }), 'FACTOR_NOT_SET_UP', { email_mfa: 'needs a verified email address' });
    expectRefusal(await setMfa({ sms_mfa: true }), 'FACTOR_NOT_OFFERED', { sms_mfa: 'is no second factor here' });
    await aws.cognito.send(new AdminUpdateUserAttributesCommand({
      UserPoolId: aws.UserPoolId, Username: EMAIL, UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    }));
    const on = await setMfa({ email_mfa: true, preferred_mfa: 'EMAIL_OTP' });
    expect(on).toMatchObject({ status: 200, body: { preferred: 'EMAIL_OTP' } });
    expect(enabled(on)).toEqual(['EMAIL_OTP']);
    expect((await begin()).ChallengeName).toBe('EMAIL_OTP');
    expect(enabled(await setMfa({ email_mfa: false }))).toEqual([]);
    expect((await begin()).AuthenticationResult).toBeDefined();
  });
});
