import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type * as OpenIdClient from 'openid-client';
import { loadEsModule } from '../support/es-module';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { PageBrowser } from '../support/page-browser';
import { bearer } from '../support/person';

const oidc = loadEsModule<typeof OpenIdClient>('openid-client');
const CALLBACK = 'http://localhost:3000/callback';

let outdir: string;
beforeAll(() => {
  outdir = synthesizeExample('federated');
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

test('synthesizes strictly clean, with no secret in the template', () => {
  const text = readFileSync(join(outdir, 'Federated.template.json'), 'utf8');
  const resources = Object.values<any>(JSON.parse(text).Resources);
  const propertiesOf = (type: string) => resources.filter(({ Type }) => Type === `AWS::Cognito::${type}`).map(({ Properties }) => Properties);
  expect(propertiesOf('UserPoolIdentityProvider').map(({ ProviderName, ProviderDetails }) => [ProviderName, ProviderDetails.client_secret])).toEqual([
    ['Google', '{{resolve:secretsmanager:harbour/google:SecretString:clientSecret::}}'],
    ['Harbour', '{{resolve:secretsmanager:harbour/id:SecretString:clientSecret::}}'],
  ]);
  expect(propertiesOf('UserPoolClient')).toContainEqual(expect.objectContaining({
    AllowedOAuthFlows: ['code'], GenerateSecret: false, SupportedIdentityProviders: ['COGNITO', 'Google', 'Harbour'],
  }));
  expect(propertiesOf('UserPoolDomain')).toEqual([expect.objectContaining({ Domain: 'harbour-login', ManagedLoginVersion: 2 })]);
  expect(propertiesOf('ManagedLoginBranding')).toHaveLength(1);
  expect(propertiesOf('Terms')).toHaveLength(2);
});

describe('offline', () => {
  let api: LocalApi;
  let config: OpenIdClient.Configuration;
  let clientId: string;
  beforeAll(async () => {
    api = await LocalApi.start(outdir);
    const [{ path, clients }] = (await api.call('GET /_local/auth')).body;
    clientId = clients.find(({ name }: { name: string }) => name.startsWith('AuthClientsweb')).client_id;
    const metadata = (await api.call(`GET ${path}/.well-known/openid-configuration`)).body;
    config = new oidc.Configuration(metadata, clientId, undefined, oidc.None());
    oidc.allowInsecureRequests(config);
    oidc.enableNonRepudiationChecks(config);
  });
  afterAll(() => api?.stop());

  /** As the page does: the code with PKCE. Answers where the browser was sent, and what redeems the code. */
  async function signInAt(provider: string, person: Record<string, string>) {
    const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
    const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()];
    const browser = new PageBrowser(api.url);
    await browser.open(oidc.buildAuthorizationUrl(config, {
      identity_provider: provider, redirect_uri: CALLBACK, scope: 'openid email profile', state: expectedState, nonce: expectedNonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier), code_challenge_method: 'S256',
    }));
    const { url } = await browser.submit(person, { decision: 'allow' });
    return { url, checks: { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true } };
  }

  test.each(['Google', 'Harbour'])('who signs in with %s opens the protected route', async (provider) => {
    const { url, checks } = await signInAt(provider, { sub: '42', email: `ada@${provider.toLowerCase()}.example.com`, email_verified: 'true', name: 'Ada Byron' });
    const tokens = await oidc.authorizationCodeGrant(config, url, checks);
    expect(tokens.claims()).toMatchObject({ 'cognito:username': `${provider}_42`, 'name': 'Ada Byron', 'email_verified': true });
    expect((await api.call('GET /orders')).status).toBe(401);
    expect(await api.call('GET /orders', undefined, bearer(tokens.access_token))).toMatchObject({
      status: 200, body: { orders: [], of: tokens.claims()!.sub, through: clientId },
    });
    // The API's own operations take the tokens of its own client only.
    expect((await api.call('GET /v1/userinfo', undefined, bearer(tokens.access_token))).status).toBe(401);
  });

  test('whoever caught the code cannot redeem it without the verifier', async () => {
    const { url, checks } = await signInAt('Harbour', { sub: '43', email: 'eve@example.com' });
    await expect(oidc.authorizationCodeGrant(config, url, { ...checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() }))
      .rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
