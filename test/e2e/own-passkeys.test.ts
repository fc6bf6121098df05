import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InitiateAuthCommand, RespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { decodeJwt } from 'jose';
import { AppClientAuthFlow, CognitoAuthApi } from '../../src';
import { Authenticator } from '../support/authenticator';
import { awsOf, type Aws } from '../support/aws';
import { addAuthenticator, describeInChromium } from '../support/chromium';
import { everyOperation } from '../support/every-operation';
import { LocalApi } from '../support/local';
import { accessTokenOf, passkeysOf, registeredPasskey } from '../support/own-factors';
import { bearer, Person } from '../support/person';

/** People register passkeys through the operations, and sign in with them where everyone needs two factors. */
let outdir: string;
let api: LocalApi;
let aws: Aws;
let ClientId: string;
beforeAll(async () => {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Demo');
  const auth = new CognitoAuthApi(stack, 'Auth', { ...everyOperation, clients: { app: { authFlows: [AppClientAuthFlow.USER_AUTH] } } });
  new CfnOutput(stack, 'AppClientId', { value: auth.clients.app.clientId });
  outdir = app.synth().directory;
  api = await LocalApi.start(outdir);
  aws = await awsOf(api);
  ClientId = (await api.outputs()).AppClientId;
});
afterAll(async () => {
  await api?.stop();
  rmSync(outdir, { recursive: true, force: true });
});
beforeEach(() => api.advance(10));

const begin = (USERNAME: string) =>
  aws.cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME, PREFERRED_CHALLENGE: 'WEB_AUTHN' } }));
const answer = (USERNAME: string, Session: string | undefined, credential: object) => aws.cognito.send(new RespondToAuthChallengeCommand({
  ClientId, ChallengeName: 'WEB_AUTHN', Session, ChallengeResponses: { USERNAME, CREDENTIAL: JSON.stringify(credential) },
}));

test('a passkey signs in without password and code, until it is deleted; then both are asked for again', async () => {
  const ada = await new Person(api).enrol();
  const authenticator = new Authenticator({ origin: api.url });
  const token = await accessTokenOf(ada);
  const id = await registeredPasskey(api, token, authenticator);
  const { Session, ChallengeParameters } = await begin(ada.email);
  const { AuthenticationResult } = await answer(ada.email, Session, authenticator.get(JSON.parse(ChallengeParameters!.CREDENTIAL_REQUEST_OPTIONS)));
  expect(decodeJwt(AuthenticationResult!.IdToken!)).toMatchObject({ email: ada.email, sub: ada.sub });

  const open = await begin(ada.email);
  expect((await api.call(`DELETE /v1/passkeys/${id}`, undefined, bearer(token))).status).toBe(200);
  const late = authenticator.get(JSON.parse(open.ChallengeParameters!.CREDENTIAL_REQUEST_OPTIONS));
  await expect(answer(ada.email, open.Session, late)).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect((await begin(ada.email)).AvailableChallenges).toEqual(['PASSWORD', 'PASSWORD_SRP']);
  expect((await ada.signIn()).status).toBe(200);
});

test('whoever does not want a passkey to count is asked for password and code', async () => {
  const ada = await new Person(api).enrol();
  const token = await accessTokenOf(ada);
  await registeredPasskey(api, token);
  expect(await api.call('PUT /v1/mfa', { passkey_mfa: false }, bearer(token))).toMatchObject({ status: 200 });
  expect((await begin(ada.email)).AvailableChallenges).toEqual(['PASSWORD', 'PASSWORD_SRP']);
});

/** Runs in the page, as an app would have it. */
async function registerInPage(token: string) {
  const { fetch, SimpleWebAuthnBrowser } = globalThis as any;
  const call = async (path: string, body?: object) => {
    const headers = { authorization: `Bearer ${token}`, ...body && { 'content-type': 'application/json' } };
    return (await fetch(path, { method: 'POST', headers, body: body && JSON.stringify(body) })).json();
  };
  const { credential_creation_options: optionsJSON } = await call('/v1/passkeys/start');
  return call('/v1/passkeys', { credential: await SimpleWebAuthnBrowser.startRegistration({ optionsJSON }) });
}

/** Runs in the page. */
async function signInPage(optionsJSON: object) {
  return (globalThis as any).SimpleWebAuthnBrowser.startAuthentication({ optionsJSON });
}

describeInChromium('in a browser, with @simplewebauthn/browser', (chromium) => {
  test('a passkey of the browser\'s own is registered by the operations, signs in, and is listed', async () => {
    const page = await chromium.page();
    await page.goto(`${api.url}/_local/mailbox`);
    await addAuthenticator(page);
    await page.addScriptTag({ path: join(dirname(require.resolve('@simplewebauthn/browser')), '..', 'dist', 'bundle', 'index.umd.min.js') });
    const ada = await new Person(api).enrol();
    const token = await accessTokenOf(ada);
    expect(await page.evaluate(registerInPage, token)).toEqual({ user_id: ada.sub, status: 'PASSKEY_CREATED', counts_as_mfa: true });

    const { Session, ChallengeParameters } = await begin(ada.email);
    const credential = await page.evaluate(signInPage, JSON.parse(ChallengeParameters!.CREDENTIAL_REQUEST_OPTIONS));
    const { AuthenticationResult } = await answer(ada.email, Session, credential);
    expect(decodeJwt(AuthenticationResult!.IdToken!)).toMatchObject({ email: ada.email, sub: ada.sub });
    expect(await passkeysOf(api, token)).toMatchObject([{ relying_party_id: 'localhost', transports: ['internal'], authenticator_attachment: 'platform' }]);

    // The browser itself knows that this one has a passkey already.
    await expect(page.evaluate(registerInPage, token)).rejects.toThrow(/InvalidStateError|already registered|previously registered/i);
  });
});
