import type * as OpenIdClient from 'openid-client';
import { addPerson, ALL_SCOPES, browser, CALLBACK, claimsOf, LOGOUT, PASSWORD, Site, startSite } from './site';
import { loadEsModule } from '../../support/es-module';
import { cleanUp } from '../fixture';

/** The client as it is, from https://github.com/panva/openid-client: it checks issuer, signature, nonce, at_hash and times by itself. */
const oidc = loadEsModule<typeof OpenIdClient>('openid-client');

let site: Site;
beforeAll(async () => {
  site = await startSite();
  await addPerson(site, 'ada@example.com', { name: 'Ada Byron', phone_number: '+15555550100' });
});
afterAll(cleanUp);

async function configuration(client: string, authentication?: OpenIdClient.ClientAuth): Promise<OpenIdClient.Configuration> {
  const metadata = await (await fetch(`${site.base}/.well-known/openid-configuration`)).json() as OpenIdClient.ServerMetadata;
  const config = new oidc.Configuration(metadata, client, site.secret(client), authentication);
  oidc.allowInsecureRequests(config);
  oidc.enableNonRepudiationChecks(config);
  return config;
}

async function signIn(config: OpenIdClient.Configuration, scope: string, person = browser(site)) {
  const verifier = oidc.randomPKCECodeVerifier();
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
  await person.open(oidc.buildAuthorizationUrl(config, {
    redirect_uri: CALLBACK, scope, state, nonce, code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256',
  }));
  const { url } = await person.submit({ username: 'ada@example.com', password: PASSWORD });
  return oidc.authorizationCodeGrant(config, url, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true });
}

test('a public client signs in, reads the profile, renews with rotation, revokes and signs out', async () => {
  const config = await configuration(site.clients.Web);
  const person = browser(site);
  const tokens = await signIn(config, ALL_SCOPES.join(' '), person);
  expect(tokens.claims()).toMatchObject({ iss: site.issuer, aud: site.clients.Web, email: 'ada@example.com', email_verified: true, name: 'Ada Byron' });
  const info = await oidc.fetchUserInfo(config, tokens.access_token, tokens.claims()!.sub);
  expect(info).toMatchObject({ email: 'ada@example.com', email_verified: 'true', username: info.sub });

  const renewed = await oidc.refreshTokenGrant(config, tokens.refresh_token!);
  expect(claimsOf(renewed.access_token)).toMatchObject({ scope: ALL_SCOPES.join(' '), origin_jti: claimsOf(tokens.access_token).origin_jti });
  await expect(oidc.refreshTokenGrant(config, tokens.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });

  await oidc.tokenRevocation(config, renewed.refresh_token!);
  await expect(oidc.refreshTokenGrant(config, renewed.refresh_token!)).rejects.toMatchObject({ error: 'invalid_grant' });
  await expect(oidc.fetchUserInfo(config, renewed.access_token, info.sub)).rejects.toMatchObject({ status: 401 });

  const out = await person.open(oidc.buildEndSessionUrl(config, { client_id: site.clients.Web, logout_uri: LOGOUT }));
  expect(out.url.href.split('?')[0]).toBe(LOGOUT);
});

test.each(['ClientSecretBasic', 'ClientSecretPost'] as const)('a client with a secret signs in by %s', async (method) => {
  const client = site.clients.Server;
  const config = await configuration(client, oidc[method](site.secret(client)));
  const tokens = await signIn(config, 'openid');
  expect(tokens.claims()!.aud).toBe(client);
});

test('a machine gets a token of its own', async () => {
  const client = site.clients.Machine;
  const config = await configuration(client, oidc.ClientSecretBasic(site.secret(client)));
  const { access_token: token, id_token, refresh_token } = await oidc.clientCredentialsGrant(config, { scope: 'orders/read' });
  expect(claimsOf(token)).toMatchObject({ sub: client, client_id: client, token_use: 'access', scope: 'orders/read' });
  expect([id_token, refresh_token]).toEqual([undefined, undefined]);
  expect(claimsOf(token).username).toBeUndefined();
});
