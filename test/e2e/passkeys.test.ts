import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import {
  AdminCreateUserCommand, AdminSetUserPasswordCommand, CognitoIdentityProviderClient, CompleteWebAuthnRegistrationCommand, InitiateAuthCommand,
  RespondToAuthChallengeCommand, StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { CfnOutput } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { decodeJwt } from 'jose';
import { api as httpApi, cleanUp, start, synthesize } from '../local/fixture';
import { Authenticator } from '../support/authenticator';
import { addAuthenticator, describeInChromium } from '../support/chromium';
import { LocalApi } from '../support/local';

const PASSWORD = 'Correct-horse-9';

let api: LocalApi;
let directory: string;
let ids: { UserPoolId: string; ClientId: string };
let aws: CognitoIdentityProviderClient;

beforeAll(async () => {
  directory = synthesize((stack) => {
    httpApi(stack, {
      functions: { Page: 'return { statusCode: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><title>App</title>" };' },
      routes: { 'GET /app': 'Page' },
    });
    const pool = new cognito.UserPool(stack, 'Pool', {
      signInAliases: { email: true },
      signInPolicy: { allowedFirstAuthFactors: { password: true, passkey: true } },
      passkeyRelyingPartyId: 'example.com',
      passkeyUserVerification: cognito.PasskeyUserVerification.REQUIRED,
    });
    new CfnOutput(stack, 'UserPoolId', { value: pool.userPoolId });
    new CfnOutput(stack, 'ClientId', { value: pool.addClient('App', { authFlows: { user: true }, disableOAuth: true }).userPoolClientId });
  });
  api = await LocalApi.start(directory);
  ids = await api.outputs() as typeof ids;
  aws = new CognitoIdentityProviderClient({
    region: 'us-east-1', endpoint: api.endpoint('cognito-idp'), credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
});
afterAll(async () => {
  aws.destroy();
  await api.stop();
  await cleanUp();
});

async function person(name: string): Promise<string> {
  const Username = `${name}@example.com`;
  await aws.send(new AdminCreateUserCommand({ UserPoolId: ids.UserPoolId, Username, MessageAction: 'SUPPRESS' }));
  await aws.send(new AdminSetUserPasswordCommand({ UserPoolId: ids.UserPoolId, Username, Password: PASSWORD, Permanent: true }));
  return Username;
}

test('the packaged run has WebAuthn in it, since a package has no node_modules', () => {
  const { local } = JSON.parse(readFileSync(join(__dirname, '..', '..', '.cache', 'bundles.json'), 'utf8'));
  const outputs: { imports: { path: string; external?: boolean }[]; inputs: object }[] = Object.values(local);
  const external = outputs.flatMap(({ imports }) => imports).filter((one) => one.external).map(({ path }) => path.replace(/^node:/, ''));
  expect(external.filter((path) => !builtinModules.includes(path))).toEqual([]);
  expect(outputs.flatMap(({ inputs }) => Object.keys(inputs))).toEqual(expect.arrayContaining([expect.stringContaining('@simplewebauthn/server')]));
});

test('the run says that passkeys are for localhost, whatever the template says', async () => {
  const lines: string[] = [];
  await start(directory, { services: undefined, log: (line) => lines.push(line) });
  expect(lines).toContain('Passkeys are for localhost here, and not for example.com: open pages at http://localhost, not by number');
});

test('a passkey is registered and signs in through the SDK', async () => {
  const { ClientId } = ids;
  const USERNAME = await person('software');
  const signIn = (parameters: Record<string, string>) => aws.send(new InitiateAuthCommand({
    ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, ...parameters },
  }));
  const { AuthenticationResult } = await signIn({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD });
  const { AccessToken } = AuthenticationResult!;
  const authenticator = new Authenticator({ origin: api.url });
  const { CredentialCreationOptions: options } = await aws.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
  expect(options).toMatchObject({ rp: { id: 'localhost' }, authenticatorSelection: { userVerification: 'required' } });
  await aws.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential: authenticator.create(options as never) }));
  const { Session, ChallengeParameters } = await signIn({ PREFERRED_CHALLENGE: 'WEB_AUTHN' });
  const request = JSON.parse(ChallengeParameters!.CREDENTIAL_REQUEST_OPTIONS);
  const answer = (origin: string) => aws.send(new RespondToAuthChallengeCommand({
    ClientId, ChallengeName: 'WEB_AUTHN', Session, ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(authenticator.get(request, { origin })) },
  }));
  await expect(answer('https://example.com')).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(decodeJwt((await answer(api.url)).AuthenticationResult!.IdToken!)).toMatchObject({ email: USERNAME });
});

/** Runs in the page: what an app without a library does. */
async function signInWithNewPasskey({ clientId, username, password }: { clientId: string; username: string; password: string }) {
  const { fetch, navigator, PublicKeyCredential } = globalThis as any;
  const call = async (operation: string, input: object) => {
    const response = await fetch('/_local/cognito-idp/', {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}` },
      body: JSON.stringify(input),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${operation}: ${answer.__type}: ${answer.message}`);
    return answer;
  };
  const start_ = (more: object) => call('InitiateAuth', { ClientId: clientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: username, ...more } });
  const { AuthenticationResult: { AccessToken } } = await start_({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD: password });
  const { CredentialCreationOptions: creation } = await call('StartWebAuthnRegistration', { AccessToken });
  const made = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(creation) });
  await call('CompleteWebAuthnRegistration', { AccessToken, Credential: made.toJSON() });
  const { Session, ChallengeParameters } = await start_({ PREFERRED_CHALLENGE: 'WEB_AUTHN' });
  const request = PublicKeyCredential.parseRequestOptionsFromJSON(JSON.parse(ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS));
  const CREDENTIAL = JSON.stringify((await navigator.credentials.get({ publicKey: request })).toJSON());
  const answer = { ClientId: clientId, ChallengeName: 'WEB_AUTHN', Session, ChallengeResponses: { USERNAME: username, CREDENTIAL } };
  const { AuthenticationResult } = await call('RespondToAuthChallenge', answer);
  const { Credentials } = await call('ListWebAuthnCredentials', { AccessToken: AuthenticationResult.AccessToken });
  return { idToken: AuthenticationResult.IdToken as string, credentials: Credentials as object[] };
}

describeInChromium('in a browser', (chromium) => {
  test('a passkey of the browser\'s own is registered and signs in at http://localhost', async () => {
    const page = await chromium.page();
    await page.goto(`${api.url}/app`);
    await addAuthenticator(page);
    const username = await person('browser');
    const { idToken, credentials } = await page.evaluate(signInWithNewPasskey, { clientId: ids.ClientId, username, password: PASSWORD });
    expect(decodeJwt(idToken)).toMatchObject({ email: username, token_use: 'id' });
    expect(credentials).toMatchObject([{ RelyingPartyId: 'localhost', AuthenticatorAttachment: 'platform', AuthenticatorTransports: ['internal'] }]);
  });

  test('a page at the same server\'s number gets no passkey', async () => {
    const page = await chromium.page();
    await page.goto(`${api.url.replace('localhost', '127.0.0.1')}/app`);
    await addAuthenticator(page);
    const username = await person('number');
    await expect(page.evaluate(signInWithNewPasskey, { clientId: ids.ClientId, username, password: PASSWORD })).rejects.toThrow(/SecurityError|invalid domain/);
  });
});
