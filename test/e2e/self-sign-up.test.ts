import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ConfirmSignUpCommand, GetUserCommand, InitiateAuthCommand, SignUpCommand, UpdateUserAttributesCommand, VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { ClientAttributes, Mfa } from 'aws-cdk-lib/aws-cognito';
import { AppClientAuthFlow, CognitoAuthApi } from '../../src';
import { Aws, awsOf } from '../support/aws';
import { LocalApi } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { expectRefusal } from '../support/refusal';

const PASSWORD = 'Tr0ubled&Waters-9';

/** People sign themselves up at Cognito itself, through a client of `clients`, and by the operations. */
let outdir: string;
let api: LocalApi;
let aws: Aws;
let clients: Record<string, string>;
beforeAll(async () => {
  outdir = mkdtempSync(join(tmpdir(), 'self-sign-up-'));
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Demo', { env: { region: 'us-east-1', account: '123456789012' } });
  const authFlows = [AppClientAuthFlow.USER_AUTH];
  const auth = new CognitoAuthApi(stack, 'Auth', {
    selfSignUpEnabled: true,
    mfa: { mode: Mfa.OFF },
    clients: { App: { authFlows }, Closed: { authFlows, writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }) } },
  });
  for (const [name, { clientId }] of Object.entries(auth.clients)) new CfnOutput(stack, name, { value: clientId });
  app.synth();
  api = await LocalApi.start(outdir);
  aws = await awsOf(api);
  clients = await api.outputs();
});
afterAll(async () => {
  await api?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

const signUp = (client: string, Username: string, attributes: Record<string, string>) => aws.cognito.send(new SignUpCommand({
  ClientId: clients[client], Username, Password: PASSWORD, UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
}));

const addressOf = async (AccessToken?: string) => {
  const { UserAttributes } = await aws.cognito.send(new GetUserCommand({ AccessToken }));
  return ['email', 'email_verified'].map((wanted) => UserAttributes!.find(({ Name }) => Name === wanted)?.Value);
};

test('SignUp takes the address as libraries send it, who proves it signs in, and another one counts once it is proven', async () => {
  const [ClientId, Username] = [clients.App, 'ada@example.com'];
  await signUp('App', Username, { email: Username, name: 'Ada Byron' });
  const [ConfirmationCode] = /\d{6}/.exec((await api.mail(Username)).body)!;
  await aws.cognito.send(new ConfirmSignUpCommand({ ClientId, Username, ConfirmationCode }));
  const { AuthenticationResult } = await aws.cognito.send(new InitiateAuthCommand({
    ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: Username, PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD },
  }));
  const { AccessToken } = AuthenticationResult!;
  expect(await addressOf(AccessToken)).toEqual([Username, 'true']);

  // Whoever caught the token would else name the account, and receive its codes.
  await aws.cognito.send(new UpdateUserAttributesCommand({ AccessToken, UserAttributes: [{ Name: 'email', Value: 'eve@example.com' }] }));
  expect(await addressOf(AccessToken)).toEqual([Username, 'true']);
  const [Code] = /\d{6}/.exec((await api.mail('eve@example.com')).body)!;
  await aws.cognito.send(new VerifyUserAttributeCommand({ AccessToken, AttributeName: 'email', Code }));
  expect(await addressOf(AccessToken)).toEqual(['eve@example.com', 'true']);
});

test.each([
  ['whoever says that an address is proven', 'App', { email: 'mallory@example.com', email_verified: 'true' }],
  ['the address through a client whose own writeAttributes lack it', 'Closed', { email: 'mallory@example.com' }],
])('it refuses %s', async (_, client, attributes: Record<string, string>) => {
  await expect(signUp(client, 'mallory@example.com', attributes)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
});

describe('by the operations', () => {
  test('who confirms is signed in where no second factor is asked for', async () => {
    const ada = new Person(api);
    await ada.signUp();
    const { status, body } = await ada.confirmSignUp();
    expect(status).toBe(200);
    expect(body).toEqual({
      email: ada.email, id_token: expect.any(String), access_token: expect.any(String), refresh_token: expect.any(String), expires_in: 3600,
    });
    expect((await api.call('GET /v1/userinfo', undefined, bearer(body.access_token))).body).toMatchObject({ email: ada.email, name: ada.name });
  });

  test('an account that a stranger made at Cognito, with a password and a name, is its owner\'s alone once the owner sends the code', async () => {
    const ada = new Person(api);
    await signUp('App', ada.email, { email: ada.email, name: 'Mallory', locale: 'xx' });
    const strangers = PASSWORD;
    ada.password = 'Quiet#Harbour-77';
    await ada.signUp();
    const mails = await api.mails(ada.email);
    expect(mails).toHaveLength(2);
    // The stranger knows the password, and no code.
    expectRefusal(await api.call('POST /v1/login', { email: ada.email, password: strangers }), 'INVALID_CREDENTIALS');
    expectRefusal(await api.call('POST /v1/sign-up/confirm', {
      email: ada.email, verification_code: '000000', full_name: 'Mallory', new_password: strangers,
    }), 'INVALID_CODE');

    expect((await ada.confirmSignUp({ verification_code: secretOf(mails[1]) })).status).toBe(200);
    expectRefusal(await api.call('POST /v1/login', { email: ada.email, password: strangers }), 'INVALID_CREDENTIALS');
    expect((await ada.login()).status).toBe(200);
    expect((await aws.account(ada.email)).attributes).toEqual({ email: ada.email, email_verified: 'true', name: ada.name, sub: ada.sub || expect.any(String) });
  });

  test('a stranger\'s wrong code is worth no more once the owner has confirmed at Cognito itself', async () => {
    const ada = new Person(api);
    await ada.signUp();
    const code = secretOf(await api.mail(ada.email));
    const mallory = () => api.call('POST /v1/sign-up/confirm', {
      email: ada.email, verification_code: code === '000000' ? '111111' : '000000', full_name: 'Mallory', new_password: 'Quiet#Harbour-77',
    });
    expectRefusal(await mallory(), 'INVALID_CODE');
    await aws.cognito.send(new ConfirmSignUpCommand({ ClientId: clients.App, Username: ada.email, ConfirmationCode: code }));
    expectRefusal(await mallory(), 'INVALID_CODE');
    expect((await aws.account(ada.email)).attributes).not.toHaveProperty('name');
  });

  test('whoever is confirmed at Cognito itself has the password that was chosen there', async () => {
    const ada = new Person(api);
    await signUp('App', ada.email, { email: ada.email });
    await aws.cognito.send(new ConfirmSignUpCommand({
      ClientId: clients.App, Username: ada.email, ConfirmationCode: secretOf(await api.mail(ada.email)),
    }));
    expectRefusal(await api.call('POST /v1/sign-up/confirm', {
      email: ada.email, verification_code: '000000', full_name: 'Mallory', new_password: 'Quiet#Harbour-77',
    }), 'INVALID_CODE');
    expect((await ada.login(PASSWORD)).status).toBe(200);
  });
});
