import { createHash } from 'node:crypto';
import {
  AdminAddUserToGroupCommand, AdminDisableUserCommand, AdminEnableUserCommand, AdminUserGlobalSignOutCommand, GetUserCommand, InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, jwtVerify } from 'jose';
import {
  addPerson, ALL_SCOPES, authorizeUrl, browser, CALLBACK, claimsOf, PASSWORD, post, Site, siteStack, startSite, triggerEvents,
} from './site';
import { cleanUp, synthesize, temporaryDirectory } from '../fixture';

let site: Site;
beforeAll(async () => {
  site = await startSite();
  await addPerson(site, 'ada@example.com', { 'name': 'Ada Byron', 'phone_number': '+15555550100', 'custom:plan': 'gold' });
});
afterAll(cleanUp);

const VERIFIER = 'v'.repeat(64);
const PKCE = { code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'), code_challenge_method: 'S256' };
const ada = { username: 'ada@example.com', password: PASSWORD };

async function code(parameters: Record<string, string | undefined> = {}, person = browser(site), who = ada): Promise<string> {
  await person.open(authorizeUrl(site, parameters));
  const { url } = await person.submit(who);
  return url.searchParams.get('code')!;
}

const token = (form: Record<string, string>, headers?: Record<string, string>) => post(`${site.base}/oauth2/token`, form, headers);
const exchange = (value: string, more: Record<string, string> = {}) =>
  token({ grant_type: 'authorization_code', client_id: site.clients.Web, code: value, redirect_uri: CALLBACK, ...more });
const tokens = async (parameters: Record<string, string | undefined> = {}) => (await exchange(await code(parameters))).body;
const basic = (client: string, secret = site.secret(client)) => ({ authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` });
const machine = (form: Record<string, string> = {}, headers = basic(site.clients.Machine)) =>
  token({ grant_type: 'client_credentials', ...form }, headers);

const ADMIN_SCOPE_OPENID = 'openid aws.cognito.signin.user.admin';

const refused = (error: string, status = 400) => ({ status, body: expect.objectContaining({ error }) });

describe('a code', () => {
  test('brings tokens in Cognito\'s form, once', async () => {
    const value = await code({ ...PKCE, scope: ALL_SCOPES.join(' '), nonce: 'n-1' });
    const { status, body, headers } = await exchange(value, { code_verifier: VERIFIER });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      id_token: expect.any(String), access_token: expect.any(String), refresh_token: expect.any(String), expires_in: 3600, token_type: 'Bearer',
    });
    const keys = createLocalJWKSet(await (await fetch(`${site.base}/.well-known/jwks.json`)).json() as any);
    const currentDate = new Date(site.run.clock.now());
    const { payload: access } = await jwtVerify(body.access_token, keys, { issuer: site.issuer, currentDate });
    const { payload: id } = await jwtVerify(body.id_token, keys, { issuer: site.issuer, audience: site.clients.Web, currentDate });
    expect(access).toMatchObject({
      token_use: 'access', version: 2, client_id: site.clients.Web, scope: ALL_SCOPES.join(' '), source: 'TokenGeneration_HostedAuth',
    });
    expect(id).toMatchObject({
      'token_use': 'id', 'nonce': 'n-1', 'email': 'ada@example.com', 'email_verified': true, 'name': 'Ada Byron', 'custom:plan': 'gold',
      'at_hash': createHash('sha256').update(body.access_token).digest().subarray(0, 16).toString('base64url'),
      'sub': access.sub, 'auth_time': access.auth_time,
    });
    expect(await exchange(value, { code_verifier: VERIFIER })).toMatchObject(refused('invalid_grant'));
  });

  test('of which two try at once serves one', async () => {
    const value = await code();
    const answers = await Promise.all([exchange(value), exchange(value), exchange(value)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
  });

  test('ends after five minutes', async () => {
    const value = await code();
    site.run.clock.advance(300_000);
    expect(await exchange(value)).toMatchObject(refused('invalid_grant'));
  });

  test('is of no use to another client, which does not spend it either', async () => {
    const value = await code();
    expect(await exchange(value, { client_id: site.clients.Other })).toMatchObject(refused('invalid_grant'));
    expect(await exchange(value)).toMatchObject({ status: 200 });
  });

  test.each([
    ['for another callback', { redirect_uri: 'http://localhost:9/other', code_verifier: VERIFIER }],
    ['without its verifier', {}],
    ['with another verifier', { code_verifier: 'w'.repeat(64) }],
    ['with the challenge for a verifier, as plain would have it', { code_verifier: PKCE.code_challenge }],
  ])('is refused %s', async (_, more) => {
    const value = await code(PKCE);
    expect(await exchange(value, more)).toMatchObject(refused('invalid_grant'));
    expect(await exchange(value, { code_verifier: VERIFIER })).toMatchObject(refused('invalid_grant'));
  });

  test('that was asked for without PKCE is refused with a verifier: somebody put it there', async () => {
    expect(await exchange(await code(), { code_verifier: VERIFIER })).toMatchObject(refused('invalid_grant'));
  });

  test('brings nothing where the trigger fails, and is spent', async () => {
    const username = 'broken@example.com';
    await addPerson(site, username);
    const value = await code({}, browser(site), { username, password: PASSWORD });
    const error_description = 'PreTokenGeneration failed with error No tokens.';
    expect(await exchange(value)).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_description } });
    expect((await exchange(value)).body).toEqual({ error: 'invalid_grant' });
  });

  test('of a person who is disabled meanwhile is refused', async () => {
    const value = await code();
    await site.aws.send(new AdminDisableUserCommand({ UserPoolId: site.pool, Username: 'ada@example.com' }));
    expect(await exchange(value)).toMatchObject(refused('invalid_grant'));
    await site.aws.send(new AdminEnableUserCommand({ UserPoolId: site.pool, Username: 'ada@example.com' }));
  });
});

describe('scopes decide', () => {
  test.each([
    ['openid', ['email', 'name', 'phone_number', 'custom:plan'], []],
    ['openid email', ['email'], ['name', 'phone_number', 'custom:plan']],
    ['openid phone', ['phone_number'], ['email', 'name']],
    ['openid email profile', ['email', 'name', 'phone_number', 'custom:plan'], []],
  ])('with "%s" over what the ID token and userInfo say', async (scope, there, missing) => {
    const { id_token, access_token } = await tokens({ scope });
    const info = await (await fetch(`${site.base}/oauth2/userInfo`, { headers: { authorization: `Bearer ${access_token}` } })).json() as any;
    for (const claims of [claimsOf(id_token), info]) {
      expect(Object.keys(claims)).toEqual(expect.arrayContaining(['sub', ...there]));
      for (const name of missing) expect(claims).not.toHaveProperty([name]);
    }
    expect(info).toMatchObject({ username: info.sub, ...(there.includes('email') ? { email_verified: 'true' } : {}) });
  });

  test('over the ID token itself', async () => {
    const answer = await tokens({ scope: 'orders/read' });
    expect(answer).not.toHaveProperty('id_token');
    expect((await fetch(`${site.base}/oauth2/userInfo`, { headers: { authorization: `Bearer ${answer.access_token}` } })).status).toBe(401);
  });

  test('over Cognito\'s own operations', async () => {
    const { access_token } = await tokens({ scope: ADMIN_SCOPE_OPENID });
    await expect(site.aws.send(new GetUserCommand({ AccessToken: access_token }))).resolves.toMatchObject({ Username: expect.any(String) });
    const { access_token: without } = await tokens({ scope: 'openid' });
    await expect(site.aws.send(new GetUserCommand({ AccessToken: without }))).rejects.toThrow('Access Token does not have required scopes');
  });

  test('and none at all means all of the client\'s', async () => {
    expect(claimsOf((await tokens({ scope: undefined })).access_token).scope.split(' ').sort()).toEqual([...ALL_SCOPES].sort());
  });

  test('of a group come by membership only', async () => {
    const call = async (access: string) => (await fetch(`${site.run.url}/admins`, { headers: { authorization: access } })).status;
    const before = await tokens({ scope: 'openid' });
    expect(await call(before.access_token)).toBe(403);
    await site.aws.send(new AdminAddUserToGroupCommand({ UserPoolId: site.pool, Username: 'ada@example.com', GroupName: 'admins' }));
    const after = await tokens({ scope: 'openid' });
    expect(claimsOf(after.access_token)).toMatchObject({ 'scope': 'openid groups/admins', 'cognito:groups': ['admins'] });
    expect(await call(after.access_token)).toBe(200);
  });
});

describe('a refresh token', () => {
  const renew = (value: string, more: Record<string, string> = {}) =>
    token({ grant_type: 'refresh_token', client_id: site.clients.Web, refresh_token: value, ...more });

  test('keeps scopes and the time of the sign-in, and more scopes cannot be asked for', async () => {
    const first = await tokens({ scope: 'openid email', nonce: 'n' });
    site.run.clock.advance(60_000);
    const { body } = await renew(first.refresh_token, { scope: ALL_SCOPES.join(' ') });
    expect(claimsOf(body.access_token)).toMatchObject({ scope: expect.not.stringContaining('profile'), auth_time: claimsOf(first.access_token).auth_time });
    expect(claimsOf(body.id_token)).toMatchObject({ email: 'ada@example.com' });
    expect(claimsOf(body.id_token)).not.toHaveProperty('name');
    expect(claimsOf(body.id_token)).not.toHaveProperty('nonce');
    expect(body.refresh_token).not.toBe(first.refresh_token);
  });

  test('that was rotated, made up, another client\'s, revoked or signed out everywhere is refused', async () => {
    const { refresh_token: first } = await tokens();
    const { body: { refresh_token: second } } = await renew(first);
    const stolen = token({ grant_type: 'refresh_token', client_id: site.clients.Other, refresh_token: second });
    for (const attempt of [renew(first), renew('made-up'), renew('constructor'), stolen]) {
      expect(await attempt).toMatchObject(refused('invalid_grant'));
    }
    expect(await post(`${site.base}/oauth2/revoke`, { client_id: site.clients.Web, token: second })).toMatchObject({ status: 200, body: '' });
    expect(await renew(second)).toMatchObject(refused('invalid_grant'));
    const { refresh_token: third } = await tokens();
    await site.aws.send(new AdminUserGlobalSignOutCommand({ UserPoolId: site.pool, Username: 'ada@example.com' }));
    expect(await renew(third)).toMatchObject(refused('invalid_grant'));
  });
});

describe('the token endpoint refuses', () => {
  test.each([
    ['another grant', { grant_type: 'password', username: 'ada@example.com' }, 'unsupported_grant_type'],
    ['an inherited name as grant', { grant_type: 'constructor' }, 'unsupported_grant_type'],
    ['no grant', {}, 'invalid_request'],
    ['a code that is missing', { grant_type: 'authorization_code', redirect_uri: CALLBACK }, 'invalid_request'],
    ['a callback that is missing', { grant_type: 'authorization_code', code: 'c' }, 'invalid_request'],
    ['a code that never was', { grant_type: 'authorization_code', code: 'c', redirect_uri: CALLBACK }, 'invalid_grant'],
    ['a refresh token that is missing', { grant_type: 'refresh_token' }, 'invalid_request'],
    ['client credentials of a public client', { grant_type: 'client_credentials' }, 'unauthorized_client'],
    ['a secret of a client that has none', { grant_type: 'refresh_token', refresh_token: 'r', client_secret: 's' }, 'invalid_client'],
    ['an unknown client', { grant_type: 'refresh_token', refresh_token: 'r', client_id: 'nobody' }, 'invalid_client'],
    ['a client without OAuth', { grant_type: 'refresh_token', refresh_token: 'r', client_id: 'Plain' }, 'unauthorized_client'],
  ])('%s', async (_, { client_id, ...form }: Record<string, string>, error) => {
    expect(await token({ client_id: client_id === 'Plain' ? site.clients.Plain : client_id ?? site.clients.Web, ...form })).toMatchObject(refused(error));
  });

  test('a client without its secret, with another one, or with two', async () => {
    const { Server: client, Machine: other } = site.clients;
    const form = { grant_type: 'authorization_code', code: await code({ client_id: client, scope: 'openid' }), redirect_uri: CALLBACK };
    expect(await token({ ...form, client_id: client })).toMatchObject(refused('invalid_client'));
    expect(await token({ ...form, client_id: client, client_secret: site.secret(other) })).toMatchObject(refused('invalid_client'));
    expect(await token(form, basic(client, 'wrong'))).toMatchObject(refused('invalid_client'));
    expect(await token(form, { authorization: 'Basic ???' })).toMatchObject(refused('invalid_client'));
    expect(await token({ ...form, client_id: client, client_secret: site.secret(client) }, basic(client))).toMatchObject(refused('invalid_request'));
    expect(await token({ ...form, client_id: other }, basic(client))).toMatchObject(refused('invalid_request'));
    expect(await token(form, basic(client))).toMatchObject({ status: 200 });
  });

  test('a machine the grants of people', async () => {
    const answer = await token({ grant_type: 'authorization_code', code: 'c', redirect_uri: CALLBACK }, basic(site.clients.Machine));
    expect(answer).toMatchObject(refused('unauthorized_client'));
    expect((await browser(site).open(authorizeUrl(site, { client_id: site.clients.Machine }))).url.pathname).toMatch(/error$/);
  });

  test('what is no form, no POST, or says something twice', async () => {
    const url = `${site.base}/oauth2/token`;
    expect((await fetch(url)).status).toBe(405);
    const json = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"grant_type":"client_credentials"}' });
    expect([json.status, (await json.json() as any).error]).toEqual([400, 'invalid_request']);
    const twice = await fetch(url, { method: 'POST', body: new URLSearchParams([['grant_type', 'refresh_token'], ['grant_type', 'client_credentials']]) });
    expect([twice.status, (await twice.json() as any).error]).toEqual([400, 'invalid_request']);
  });
});

describe('a machine', () => {
  const call = async (method: string, path: string, access: string) => {
    const response = await fetch(`${site.run.url}${path}`, { method, headers: { authorization: `Bearer ${access}` } });
    return { status: response.status, body: await response.json() as any };
  };

  test('opens the routes of its scopes, and no other', async () => {
    const { body: { access_token: access, ...rest } } = await machine();
    expect(rest).toEqual({ expires_in: 3600, token_type: 'Bearer' });
    expect(await call('GET', '/orders', access)).toMatchObject({ status: 200, body: { claims: { sub: site.clients.Machine, scope: 'orders/read' } } });
    expect((await call('PUT', '/orders', access)).status).toBe(403);
    expect((await call('GET', '/admins', access)).status).toBe(403);
    await expect(site.aws.send(new GetUserCommand({ AccessToken: access }))).rejects.toThrow('Invalid Access Token');
    expect((await fetch(`${site.base}/oauth2/userInfo`, { headers: { authorization: `Bearer ${access}` } })).status).toBe(401);
  });

  test.each(['orders/write', 'orders/read orders/write', 'groups/admins', 'openid', 'aws.cognito.signin.user.admin'])('does not get "%s"', async (scope) => {
    expect(await machine({ scope })).toMatchObject(refused('invalid_scope'));
  });

  test('is put to version 3 of the trigger, with its metadata', async () => {
    const { body } = await machine({ aws_client_metadata: '{"tenant":"blue"}' });
    expect(claimsOf(body.access_token)).toMatchObject({ source: 'TokenGeneration_ClientCredentials', sub: site.clients.Machine });
    const event = triggerEvents(site).reverse().find(({ triggerSource }) => triggerSource === 'TokenGeneration_ClientCredentials');
    expect(event).toMatchObject({
      version: '3', callerContext: { clientId: site.clients.Machine }, request: { scopes: ['orders/read'], clientMetadata: { tenant: 'blue' } },
    });
    expect(await machine({ aws_client_metadata: '[1' })).toMatchObject(refused('invalid_request'));
    expect(await machine({ aws_client_metadata: '{"a":1}' })).toMatchObject(refused('invalid_request'));
  });
});

describe('userInfo and revoke', () => {
  const info = (headers: Record<string, string>) => fetch(`${site.base}/oauth2/userInfo`, { headers });

  test('refuse what is no access token', async () => {
    expect((await info({})).status).toBe(400);
    const { id_token, access_token, refresh_token } = await tokens();
    for (const value of [id_token, refresh_token, `${access_token.slice(0, -4)}AAAA`, 'x']) {
      const response = await info({ authorization: `Bearer ${value}` });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('Bearer error="invalid_token"');
    }
    expect((await info({ authorization: `Bearer ${access_token}` })).status).toBe(200);
  });

  test('refuse the token of who is disabled', async () => {
    const { access_token } = await tokens();
    await site.aws.send(new AdminDisableUserCommand({ UserPoolId: site.pool, Username: 'ada@example.com' }));
    expect((await info({ authorization: `Bearer ${access_token}` })).status).toBe(401);
    await site.aws.send(new AdminEnableUserCommand({ UserPoolId: site.pool, Username: 'ada@example.com' }));
  });

  test('revoke refuses other kinds of tokens, other clients and a wrong secret', async () => {
    const revoke = (form: Record<string, string>, headers?: Record<string, string>) => post(`${site.base}/oauth2/revoke`, form, headers);
    const { access_token, refresh_token } = await tokens();
    expect(await revoke({ client_id: site.clients.Web, token: access_token })).toMatchObject(refused('unsupported_token_type'));
    expect(await revoke({ client_id: site.clients.Web })).toMatchObject(refused('invalid_request'));
    expect(await revoke({ client_id: site.clients.Other, token: refresh_token })).toMatchObject(refused('invalid_request'));
    expect(await revoke({ token: refresh_token }, basic(site.clients.Server, 'wrong'))).toMatchObject(refused('invalid_client', 401));
    expect(await revoke({ client_id: site.clients.Web, token: 'unknown' })).toMatchObject({ status: 200 });
  });
});

describe('pages of other origins', () => {
  test.each([
    ['oauth2/token', 'POST'], ['oauth2/userInfo', 'GET'], ['oauth2/revoke', 'POST'],
    ['.well-known/openid-configuration', 'GET'], ['.well-known/jwks.json', 'GET'],
  ])(
    'may call %s', async (path, method) => {
      const headers = { origin: 'http://localhost:5173' };
      const preflight = await fetch(`${site.base}/${path}`, {
        method: 'OPTIONS', headers: { ...headers, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
      });
      expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
      expect((await fetch(`${site.base}/${path}`, { method, headers })).headers.get('access-control-allow-origin')).toBe('*');
    });

  test('may not read the sign-in page', async () => {
    expect((await fetch(authorizeUrl(site, {}, 'login'), { headers: { origin: 'http://localhost:5173' } })).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('of the world outside may nothing', async () => {
    expect((await fetch(`${site.base}/oauth2/token`, { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(403);
  });
});

test('the discovery document has this run\'s addresses and the genuine issuer', async () => {
  const document = await (await fetch(`${site.base}/.well-known/openid-configuration`)).json();
  expect(document).toMatchObject({
    issuer: site.issuer,
    token_endpoint: `${site.base}/oauth2/token`,
    authorization_endpoint: `${site.base}/oauth2/authorize`,
    jwks_uri: `${site.base}/.well-known/jwks.json`,
  });
  const own = await (await fetch(`${site.run.url}/_local/cognito-idp/${site.pool}/.well-known/openid-configuration`)).json() as any;
  expect(own.token_endpoint).toBe(`https://example-auth.auth.${site.run.region}.amazoncognito.com/oauth2/token`);
});

test.each(['', '/nothing', '/oauth2', '/oauth2/constructor', '/__proto__'])('there is no %s', async (path) => {
  expect((await fetch(`${site.base}${path}`)).status).toBe(404);
  expect((await fetch(`${site.run.url}/_local/auth/unknown${path}`)).status).toBe(404);
});

test('a client that only signs in by OAuth has no other way in', async () => {
  await expect(site.aws.send(new InitiateAuthCommand({
    ClientId: site.clients.Other, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: ada.username, PASSWORD },
  }))).rejects.toThrow('USER_PASSWORD_AUTH flow not enabled for this client');
});

test('a restart keeps who is signed in, codes and refresh tokens, none of them in clear', async () => {
  const { readFileSync } = await import('node:fs');
  const file = `${temporaryDirectory()}/data.json`;
  const directory = synthesize((stack) => siteStack(stack));
  const original = site;
  try {
    site = await startSite({}, directory, file);
    await addPerson(site, 'ada@example.com');
    const person = browser(site);
    const value = await code({}, person);
    const { refresh_token } = await tokens();
    const cookies = await person.jar.getCookies(site.base);
    await site.run.stop();
    const saved = readFileSync(file, 'utf8');
    for (const secret of [value, refresh_token, cookies.find(({ key }) => key === 'cognito')!.value]) expect(saved).not.toContain(secret);

    site = await startSite({}, directory, file);
    expect(await exchange(value)).toMatchObject({ status: 200 });
    expect(await token({ grant_type: 'refresh_token', client_id: site.clients.Web, refresh_token })).toMatchObject({ status: 200 });
    const again = browser(site);
    for (const cookie of cookies) await again.jar.setCookie(cookie, site.base);
    expect((await again.open(authorizeUrl(site, { prompt: 'none' }))).url.searchParams.get('code')).toBeTruthy();
  } finally {
    site = original;
  }
});
