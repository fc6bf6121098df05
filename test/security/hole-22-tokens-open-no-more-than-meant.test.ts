import { rmSync } from 'node:fs';
import {
  AdminUpdateUserAttributesCommand, ChangePasswordCommand, CognitoIdentityProviderClient, GetTokensFromRefreshTokenCommand, GetUserCommand,
  InitiateAuthCommand, RespondToAuthChallengeCommand, RevokeTokenCommand, UpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { decodeJwt } from 'jose';
import { awsOf, type Aws } from '../support/aws';
import type { Tokens } from '../support/foreign-tokens';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal } from '../support/refusal';
import { synthesize } from '../support/synthesize';

/** Access tokens carry Cognito's self-service scope: their holder can go past the API to Cognito itself, which asks for no signature there. */
let folder: string;
let api: LocalApi;
let aws: Aws;
let ada: Person;
let tokens: Tokens;
let ClientId: string;
let direct: CognitoIdentityProviderClient;
beforeAll(async () => {
  folder = synthesize({ customAttributes: { tenant: new StringAttribute({ mutable: true }) }, tokens: { claims: { tenant_id: 'custom:tenant' } } });
  api = await LocalApi.start(folder);
  aws = await awsOf(api);
  // Somebody with no AWS account: nothing that this client sends is signed.
  direct = new CognitoIdentityProviderClient({ region: 'us-east-1', endpoint: api.endpoint('cognito-idp'), credentials: { accessKeyId: '', secretAccessKey: '' } });
  ada = await new Person(api).enrol();
  await setTenant('harbour-1');
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await api.advance(10);
  tokens = (await ada.signIn()).body;
  ClientId = decodeJwt(tokens.access_token).client_id as string;
});

const setTenant = (Value: string) => aws.cognito.send(new AdminUpdateUserAttributesCommand({
  UserPoolId: aws.UserPoolId, Username: ada.sub, UserAttributes: [{ Name: 'custom:tenant', Value }],
}));
const update = (AccessToken: string, attributes: Record<string, string>) => direct.send(new UpdateUserAttributesCommand({
  AccessToken, UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
}));
/** Refused for what it is, and not because nobody answered. */
const expectRefused = (call: Promise<unknown>) =>
  expect(call).rejects.toMatchObject({ name: expect.stringMatching(/^(NotAuthorized|Unauthorized|InvalidParameter)Exception$/) });

test('a token\'s holder may read themselves and change what they are called', async () => {
  const { access_token } = tokens;
  const { UserAttributes } = await direct.send(new GetUserCommand({ AccessToken: access_token }));
  expect(UserAttributes).toContainEqual({ Name: 'email', Value: ada.email });
  await update(access_token, { name: 'Ada King', given_name: 'Ada', family_name: 'King', locale: 'en-GB' });
  expect((await api.call('GET /v1/userinfo', undefined, bearer(access_token))).body).toMatchObject({ name: 'Ada King', family_name: 'King' });
});

describe('a token\'s holder cannot, at Cognito itself,', () => {
  test.each<[string, Record<string, string>]>([
    ['take another address', { email: 'mallory@example.com' }],
    ['say that an address is theirs', { email_verified: 'true' }],
    ['have codes sent to another number', { phone_number: '+10000000' }],
    ['say that a number is theirs', { phone_number_verified: 'true' }],
    ['set what administrators set and tokens say', { 'custom:tenant': 'harbour-2' }],
    ['make up an attribute', { 'custom:role': 'admin' }],
    ['hide one of these among what is allowed', { 'name': 'Ada', 'custom:tenant': 'harbour-2' }],
    ['become somebody else', { sub: '01234567-89ab-cdef-0123-456789abcdef' }],
  ])('%s', async (_, attributes) => {
    const before = await aws.account(ada.email);
    await expectRefused(update(tokens.access_token, attributes));
    expect(await aws.account(ada.email)).toEqual(before);
    const { body } = await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token: tokens.refresh_token });
    expect(decodeJwt(body.access_token).tenant_id).toBe('harbour-1');
  });

  test('set a password without the present one', async () => {
    const change = direct.send(new ChangePasswordCommand({
      AccessToken: tokens.access_token, PreviousPassword: 'Tr0ubled&Waters-8', ProposedPassword: 'Mallory#Was-Here1',
    }));
    await expectRefused(change);
    expect((await ada.signIn()).status).toBe(200);
  });

  test('do anything with the ID token, nor with an access token that was revoked', async () => {
    await expectRefused(direct.send(new GetUserCommand({ AccessToken: tokens.id_token })));
    await expectRefused(update(tokens.id_token, { name: 'Mallory' }));
    await api.call('POST /v1/logout', { email: ada.email, access_token: tokens.access_token });
    await expectRefused(update(tokens.access_token, { name: 'Mallory' }));
  });
});

describe('without the client\'s secret, which no client of the API has, nobody can', () => {
  test('refresh or revoke a token past the API, and its email', async () => {
    const RefreshToken = tokens.refresh_token;
    for (const ClientSecret of [undefined, 'guessed']) {
      await expectRefused(direct.send(new GetTokensFromRefreshTokenCommand({ ClientId, RefreshToken, ClientSecret })));
      await expectRefused(direct.send(new RevokeTokenCommand({ ClientId, Token: RefreshToken, ClientSecret })));
    }
    const AuthParameters = { REFRESH_TOKEN: RefreshToken };
    await expectRefused(direct.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters })));
    expect((await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token: RefreshToken })).status).toBe(200);
  });

  test('sign in past the API, and its limits', async () => {
    for (const AuthFlow of ['USER_PASSWORD_AUTH', 'USER_SRP_AUTH', 'USER_AUTH'] as const) {
      const AuthParameters = { USERNAME: ada.email, PASSWORD: ada.password };
      await expectRefused(direct.send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters })));
    }
    const { body: { verification_session } } = await ada.login();
    await expectRefused(direct.send(new RespondToAuthChallengeCommand({
      ClientId,
      ChallengeName: 'SOFTWARE_TOKEN_MFA',
      Session: verification_session,
      ChallengeResponses: { USERNAME: ada.sub, SOFTWARE_TOKEN_MFA_CODE: await ada.otp() },
    })));
  });
});

test('an ID token, which says who someone is, opens no route that asks for an access token', async () => {
  const body = { email: ada.email };
  expectGatewayRefusal(await api.call(`POST /v1/users/${ada.sub}/reset-password`, body, bearer(tokens.id_token)), 403);
  expect((await api.call(`POST /v1/users/${ada.sub}/reset-password`, body, bearer(tokens.access_token))).status).toBe(200);
});
