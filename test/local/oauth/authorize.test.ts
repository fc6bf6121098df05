import { createHash } from 'node:crypto';
import { AdminDisableUserCommand, AdminEnableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { addPerson, authorizeUrl, browser, CALLBACK, LOGOUT, PASSWORD, Site, startSite } from './site';
import { cleanUp } from '../fixture';

let site: Site;
beforeAll(async () => {
  site = await startSite();
  await addPerson(site, 'ada@example.com');
});
afterAll(cleanUp);

const CHALLENGE = createHash('sha256').update('v'.repeat(43)).digest('base64url');
const ada = { username: 'ada@example.com', password: PASSWORD };
const open = async (parameters: Record<string, string | undefined>, person = browser(site)) =>
  (await person.open(authorizeUrl(site, parameters))).url;

async function signedIn() {
  const person = browser(site);
  await person.open(authorizeUrl(site));
  const { url } = await person.submit(ada);
  expect(url.searchParams.get('code')).toMatch(/^[\da-f-]{36}$/);
  return person;
}

describe('the callback hears of', () => {
  test.each([
    ['a response_type that is missing', { response_type: undefined }, 'invalid_request'],
    ['another response_type', { response_type: 'id_token' }, 'invalid_request'],
    ['the implicit grant, which the client does not have', { response_type: 'token' }, 'unauthorized_client'],
    ['a challenge without its method, which would mean plain', { code_challenge: CHALLENGE }, 'invalid_request'],
    ['a challenge by plain', { code_challenge: CHALLENGE, code_challenge_method: 'plain' }, 'invalid_request'],
    ['a method without a challenge', { code_challenge_method: 'S256' }, 'invalid_request'],
    ['a challenge that is none', { code_challenge: 'short', code_challenge_method: 'S256' }, 'invalid_request'],
    ['a scope that the client does not list', { scope: 'openid orders/write' }, 'invalid_scope'],
    ['a scope that nobody has', { scope: 'openid everything' }, 'invalid_scope'],
    ['a scope of a group', { scope: 'openid groups/admins' }, 'invalid_scope'],
    ['email without openid', { scope: 'email' }, 'invalid_scope'],
    ['prompt=none where nobody is signed in', { prompt: 'none' }, 'login_required'],
    ['a provider that the client does not have', { identity_provider: 'Google' }, 'invalid_request'],
  ])('%s', async (_, parameters, error) => {
    const url = await open(parameters);
    expect(url.href.split('?')[0]).toBe(CALLBACK);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ error, state: 'st' });
    expect(url.searchParams.has('code')).toBe(false);
  });

  test('a parameter given twice, of which each reader might take another one', async () => {
    const url = authorizeUrl(site);
    url.searchParams.append('scope', 'openid');
    expect((await browser(site).open(url)).url.searchParams.get('error')).toBe('invalid_request');
  });
});

describe('nobody is sent to an address that is not the client\'s', () => {
  test.each([
    ['of a stranger', 'https://evil.example/callback'],
    ['below the callback', `${CALLBACK}/more`],
    ['with a query of its own', `${CALLBACK}?more`],
    ['in other letters', CALLBACK.replace('callback', 'Callback')],
    ['before an @', 'http://localhost:9@evil.example/callback'],
    ['of the sign-out', LOGOUT],
    ['of a script', 'javascript:alert(1)'],
  ])('%s', async (_, redirect_uri) => {
    const { url, status, text } = await browser(site).open(authorizeUrl(site, { redirect_uri }));
    expect(url.pathname).toBe('/_local/auth/example-auth/error');
    expect(Object.fromEntries(url.searchParams)).toEqual({ error: 'redirect_mismatch', client_id: site.clients.Web });
    expect(status).toBe(400);
    expect(text).toContain('redirect_mismatch');
    expect((await browser(site).open(authorizeUrl(site, { redirect_uri }, 'login'))).url.pathname).toBe('/_local/auth/example-auth/error');
  });

  test('a second address is none to choose from', async () => {
    const url = authorizeUrl(site);
    url.searchParams.append('redirect_uri', 'https://evil.example');
    expect((await browser(site).open(url)).url.pathname).toMatch(/error$/);
  });

  test.each([['nobody'], [undefined], ['constructor']])('an unknown client (%s) gets the page of errors', async (client_id) => {
    expect((await open({ client_id })).pathname).toMatch(/error$/);
  });

  test('and a client without OAuth has no sign-in page', async () => {
    const url = await open({ client_id: site.clients.Plain });
    expect([url.pathname, url.searchParams.get('error')]).toEqual(['/_local/auth/example-auth/error', 'unauthorized_client']);
  });
});

describe('who is signed in', () => {
  test('is not asked again, by another client neither, and prompt=none is answered', async () => {
    const person = await signedIn();
    expect((await open({}, person)).searchParams.get('code')).toBeTruthy();
    expect((await open({ prompt: 'none' }, person)).searchParams.get('code')).toBeTruthy();
    expect((await open({ client_id: site.clients.Other, scope: 'openid' }, person)).searchParams.get('code')).toBeTruthy();
  });

  test('is asked again by prompt=login', async () => {
    expect((await open({ prompt: 'login' }, await signedIn())).pathname).toMatch(/login$/);
  });

  test('is asked again after an hour', async () => {
    const person = await signedIn();
    site.run.clock.advance(3600_000);
    expect((await open({ prompt: 'none' }, person)).searchParams.get('error')).toBe('login_required');
  });

  test('is signed out by /logout, which leads to an address of the client', async () => {
    const person = await signedIn();
    const out = new URL(`${site.base}/logout?client_id=${site.clients.Web}&logout_uri=${encodeURIComponent(LOGOUT)}`);
    expect((await person.open(out)).url.href).toBe(LOGOUT);
    expect((await open({}, person)).pathname).toMatch(/login$/);
  });

  test('is signed out by /logout to the sign-in page again', async () => {
    const person = await signedIn();
    expect((await person.open(authorizeUrl(site, {}, 'logout'))).url.pathname).toMatch(/login$/);
    expect((await open({}, person)).pathname).toMatch(/login$/);
  });

  test.each(['https://evil.example', `${LOGOUT}?x`, CALLBACK])('is not led to %s by /logout', async (target) => {
    const { url } = await browser(site).open(`${site.base}/logout?client_id=${site.clients.Web}&logout_uri=${encodeURIComponent(target)}`);
    expect(url.pathname).toMatch(/error$/);
    expect((await browser(site).open(authorizeUrl(site, { redirect_uri: target === CALLBACK ? LOGOUT : target }, 'logout'))).url.pathname).toMatch(/error$/);
  });

  test('and gets disabled is not', async () => {
    const person = await signedIn();
    await site.aws.send(new AdminDisableUserCommand({ UserPoolId: site.pool, Username: 'ada@example.com' }));
    expect((await open({ prompt: 'none' }, person)).searchParams.get('error')).toBe('login_required');
    await site.aws.send(new AdminEnableUserCommand({ UserPoolId: site.pool, Username: 'ada@example.com' }));
  });

  test('is nobody for who made the cookie up', async () => {
    const person = browser(site);
    await person.jar.setCookie('cognito=__proto__; Path=/', site.base);
    expect((await open({ prompt: 'none' }, person)).searchParams.get('error')).toBe('login_required');
  });
});
