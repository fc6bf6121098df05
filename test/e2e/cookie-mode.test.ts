import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errors, operations, REFRESH_TOKEN_COOKIE, type Operation } from '../../src/contract';
import { browserAt, type Browser } from '../support/browser';
import { APP_ORIGIN, cookieModeProps } from '../support/cookie-mode';
import { everyOperation } from '../support/every-operation';
import { LocalApi, type Answer } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { sampleBody, sampleRoute } from '../support/samples';
import { synthesize } from '../support/synthesize';

/** The journey of a person whose browser keeps the refresh token in a cookie, over HTTP, against a stack of `tokenDelivery: COOKIE`. */
let folder: string;
let api: LocalApi;
/** Everything that was answered, and every cookie that was set. */
const answered: string[] = [];
const baked = new Set<string>();

/** Takes down what is answered. */
const recorded = (started: LocalApi): LocalApi => {
  const call = started.call.bind(started);
  started.call = async (...request) => {
    const answer = await call(...request);
    if (!request[0].includes('/_local/')) {
      answered.push(JSON.stringify(answer.body));
      answer.headers.getSetCookie().map((line) => line.split(/[=;]/)[1]).filter(Boolean).forEach((value) => baked.add(value));
    }
    return answer;
  };
  return started;
};

beforeAll(async () => {
  folder = synthesize({ ...everyOperation, ...cookieModeProps });
  api = recorded(await LocalApi.start(folder));
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => api.advance(10));

const HOURS = 3600;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const ATTRIBUTES = 'Path=/; Max-Age=86400; HttpOnly; Secure; SameSite=Strict';
const CLEARED = `${REFRESH_TOKEN_COOKIE}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=Strict`;
const freshTokens = { id_token: expect.stringMatching(JWT), access_token: expect.stringMatching(JWT), expires_in: 3600 };

const cookies = ({ headers }: Answer) => headers.getSetCookie();
const cookieHeader = (token: string) => ({ cookie: `${REFRESH_TOKEN_COOKIE}=${token}` });
const tokenOf = async (browser: Browser) => (await browser.cookie(REFRESH_TOKEN_COOKIE))!;
const refresh = (browser: LocalApi, body: object = {}, headers?: Record<string, string>) => browser.call('POST /v1/refresh-token', body, headers);
const logout = (browser: LocalApi, body: object = {}, headers?: Record<string, string>) => browser.call('POST /v1/logout', body, headers);

/** Expects new tokens in the body and a new refresh token in the cookie alone. */
const expectTokens = (answer: Answer, others = {}) => {
  expect(answer.body).toEqual({ ...freshTokens, ...others });
  expect(answer.status).toBe(200);
  expect(cookies(answer)).toEqual([expect.stringMatching(new RegExp(`^${REFRESH_TOKEN_COOKIE}=[A-Za-z0-9._=-]+; ${ATTRIBUTES}$`))]);
};
const expectCleared = async (answer: Answer, browser: Browser) => {
  expect(answer.status).toBe(200);
  expect(cookies(answer)).toEqual([CLEARED]);
  expect(await browser.cookie(REFRESH_TOKEN_COOKIE)).toBeUndefined();
};

/** A browser in which a new person has signed in. */
const signedIn = async (origin = APP_ORIGIN) => {
  const browser = browserAt(api, origin);
  const person = await new Person(browser).enrol();
  const { body } = await person.signIn();
  return { browser, person, tokens: body as { id_token: string; access_token: string } };
};

describe('the journey', () => {
  let browser: Browser;
  let ada: Person;
  let tokens: { id_token: string; access_token: string };
  beforeAll(async () => {
    browser = browserAt(api, APP_ORIGIN);
    ada = await new Person(browser).enrol();
  });

  test('login asks for the code, and sets no cookie yet', async () => {
    const login = await ada.login();
    expect(login.body).toEqual({ email: ada.email, verification_session: expect.any(String), verification_type: 'SOFTWARE_TOKEN_MFA' });
    expect(cookies(login)).toEqual([]);
  });

  test('mfa-verify sets the cookie, as browsers take it, and lets the page read the rest', async () => {
    const answer = await ada.signIn();
    expectTokens(answer);
    expect(answer.headers.get('access-control-allow-origin')).toBe(APP_ORIGIN);
    expect(answer.headers.get('access-control-allow-credentials')).toBe('true');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(baked).toContain(await tokenOf(browser));
    tokens = answer.body;
  });

  test('refresh-token takes the cookie alone, and rotates it', async () => {
    const before = await tokenOf(browser);
    const answer = await refresh(browser);
    expectTokens(answer, { email: ada.email });
    expect(await tokenOf(browser)).not.toBe(before);
    expect((await browser.call('GET /v1/userinfo', undefined, bearer(answer.body.access_token))).body).toMatchObject({ email: ada.email });
  });

  test.each<[string, () => object]>([
    ['the email', () => ({ email: ada.email })],
    ['a user_id', () => ({ email: ada.sub })],
    ['a refresh token that old clients have in mind', () => ({ email: ada.email, refresh_token: 'undefined' })],
  ])('refresh-token takes %s beside it', async (_, body) => {
    expectTokens(await refresh(browser, body()), { email: ada.email });
  });

  test('the cookie from before the rotation works for 10 seconds, and then no more', async () => {
    const old = await tokenOf(browser);
    expect((await refresh(browser)).status).toBe(200);
    const retry = browserAt(api, APP_ORIGIN);
    await api.advance(5);
    expect((await refresh(retry, {}, cookieHeader(old))).status).toBe(200);
    await api.advance(6);
    const reused = await refresh(retry, {}, cookieHeader(old));
    expectRefusal(reused, 'INVALID_TOKEN');
    expect(cookies(reused)).toEqual([]);
    expect((await refresh(browser)).status).toBe(200);
  });

  test('logout clears it, and what was in it is worth nothing', async () => {
    const old = await tokenOf(browser);
    const answer = await logout(browser, { email: ada.email, access_token: tokens.access_token });
    expect(answer.body).toEqual({ user_status: 'logout' });
    await expectCleared(answer, browser);
    expectRefusal(await refresh(browser), 'INVALID_TOKEN');
    expectRefusal(await refresh(browser, {}, cookieHeader(old)), 'INVALID_TOKEN');
  });

  test('a page at the API\'s own origin can do the same', async () => {
    const own = browserAt(api, api.url);
    const bob = await new Person(own, 'Bob').enrol();
    expectTokens(await bob.signIn());
    expectTokens(await refresh(own), { email: bob.email });
    await expectCleared(await logout(own), own);
  });

  test('the cookie outlives no sign-in: after 24 hours Cognito takes it no more', async () => {
    const { browser: eves, person: eve } = await signedIn();
    await api.advance(23 * HOURS);
    expectTokens(await refresh(eves), { email: eve.email });
    await api.advance(HOURS);
    expectRefusal(await refresh(eves), 'INVALID_TOKEN');
  });
});

describe('logout', () => {
  test('takes the cookie alone, as after a reload of the page, and ends the sessions of all devices', async () => {
    const { browser, person } = await signedIn();
    const phone = browserAt(api, APP_ORIGIN);
    const token = await tokenOf(browser);
    Object.assign(person, { api: phone });
    await person.signIn();
    await expectCleared(await logout(browser), browser);
    expectRefusal(await refresh(browser, {}, cookieHeader(token)), 'INVALID_TOKEN');
    expectRefusal(await refresh(phone), 'INVALID_TOKEN');
  });

  test('works with an access token that has expired or is none', async () => {
    for (const forget of [false, true]) {
      const { browser, person, tokens } = await signedIn();
      const token = await tokenOf(browser);
      await api.advance(HOURS);
      const access_token = forget ? 'a.b.c' : tokens.access_token;
      await expectCleared(await logout(browser, { email: person.email, access_token }), browser);
      expectRefusal(await refresh(browser, {}, cookieHeader(token)), 'INVALID_TOKEN');
    }
  });

  test('takes the access token alone, where the cookie is gone', async () => {
    const { browser, tokens } = await signedIn();
    const token = await tokenOf(browser);
    const other = browserAt(api, APP_ORIGIN);
    await expectCleared(await logout(other, { access_token: tokens.access_token }), other);
    expectRefusal(await refresh(browser, {}, cookieHeader(token)), 'INVALID_TOKEN');
  });

  test('ends the session of the cookie as well where the access token is of an older one', async () => {
    const { browser, person, tokens: old } = await signedIn();
    await logout(browser, { access_token: old.access_token });
    await person.signIn();
    const token = await tokenOf(browser);
    await expectCleared(await logout(browser, { access_token: old.access_token }), browser);
    expectRefusal(await refresh(browser, {}, cookieHeader(token)), 'INVALID_TOKEN');
  });

  test('is answered in the same way with a cookie that opens nothing any more', async () => {
    const browser = browserAt(api, APP_ORIGIN);
    await expectCleared(await logout(browser, {}, cookieHeader('spent')), browser);
  });

  test('refuses to be a logout of nobody: without cookie and without a valid access token', async () => {
    const browser = browserAt(api, APP_ORIGIN);
    for (const body of [{}, { email: 'nobody@example.com' }, { access_token: 'a.b.c' }]) {
      const answer = await logout(browser, body);
      expectRefusal(answer, 'INVALID_TOKEN');
      expect(cookies(answer)).toEqual([]);
    }
  });

  test('refuses another person\'s email with an access token, and leaves the session as it is', async () => {
    const { browser, tokens } = await signedIn();
    expectRefusal(await logout(browser, { email: 'bob@example.com', access_token: tokens.access_token }), 'FORBIDDEN');
    expect((await refresh(browser)).status).toBe(200);
  });

  test('refuses another person\'s email with the cookie, whose session ends as it does at refresh-token', async () => {
    for (const call of [logout, refresh]) {
      const { browser } = await signedIn();
      expectRefusal(await call(browser, { email: 'bob@example.com' }), 'INVALID_TOKEN');
      expectRefusal(await refresh(browser), 'INVALID_TOKEN');
    }
  });
});

describe('what ends all sessions clears the cookie:', () => {
  const path = (person: Person, name: string) => `POST /v1/users/${person.sub}/${name}`;

  test('change-password', async () => {
    const { browser, person, tokens } = await signedIn();
    const body = { email: person.email, old_password: person.password, new_password: 'Quiet#Harbour-77', access_token: tokens.access_token };
    await expectCleared(await browser.call(path(person, 'change-password'), body), browser);
  });

  test('confirm-password', async () => {
    const { browser, person } = await signedIn();
    await browser.call('POST /v1/forgot-password', { email: person.email });
    const verification_code = secretOf(await api.mail(person.email));
    const body = { email: person.email, new_password: 'Slow&Certain-Tide5', verification_code };
    await expectCleared(await browser.call(path(person, 'confirm-password'), body), browser);
  });

  test('reset-mfa', async () => {
    const { browser, person } = await signedIn();
    await browser.call('POST /v1/resend-mfa', { email: person.email });
    const body = { email: person.email, password: person.password, verification_code: secretOf(await api.mail(person.email)) };
    await expectCleared(await browser.call(path(person, 'reset-mfa'), body), browser);
  });

  test('delete-user', async () => {
    const { browser, person, tokens } = await signedIn();
    await expectCleared(await browser.call(`DELETE /v1/users/${person.sub}`, undefined, bearer(tokens.id_token)), browser);
  });

  test('a refused one does not', async () => {
    const { browser, person, tokens } = await signedIn();
    const body = { email: person.email, old_password: 'Wrong*Guess-00', new_password: 'Quiet#Harbour-77', access_token: tokens.access_token };
    const answer = await browser.call(path(person, 'change-password'), body);
    expectRefusal(answer, 'INVALID_CREDENTIALS');
    expect(cookies(answer)).toEqual([]);
    expect((await refresh(browser)).status).toBe(200);
  });
});

const rows = Object.entries<Operation>(operations);
const guarded = rows.filter(([, { cookieMode }]) => cookieMode && (cookieMode.reads || cookieMode.answer === 'SETS'));

test('the operations that set or read the cookie are these', () => {
  expect(guarded.map(([, { operation }]) => operation)).toEqual(['login', 'mfa-verify', 'refresh-token', 'logout', 'challenge']);
});

describe.each(guarded)('%s refuses', (routeKey, row) => {

  test.each<[string, (own: URL) => string | undefined]>([
    ['no Origin', () => undefined],
    ['the Origin null', () => 'null'],
    ['an empty Origin', () => ''],
    ['a foreign Origin', () => 'https://evil.example'],
    ['the app\'s over plain HTTP', () => 'http://app.example.com'],
    ['the app\'s on another port', () => `${APP_ORIGIN}:8443`],
    ['one that starts like the app\'s', () => `${APP_ORIGIN}.evil.example`],
    ['one that ends like the app\'s', () => 'https://evil.example/https://app.example.com'],
    ['another host of the site', () => 'https://blog.example.com'],
    ['the app\'s in capitals', () => APP_ORIGIN.toUpperCase()],
    ['two of them', () => `${APP_ORIGIN} ${APP_ORIGIN}`],
    ['its own over HTTPS, which it does not speak here', (own) => own.origin.replace('http', 'https')],
    ['its own host on another port', (own) => `http://${own.hostname}:${Number(own.port) + 1}`],
  ])('%s', async (_, origin) => {
    const header = origin(new URL(api.url));
    const headers = { ...cookieHeader('abc.def'), ...header !== undefined && { origin: header } };
    const answer = await api.call(sampleRoute(routeKey), sampleBody(row), headers);
    expectRefusal(answer, 'FORBIDDEN');
    expect(cookies(answer)).toEqual([]);
  });

  test('it before it looks at anything else, and leaves the cookie as it is', async () => {
    const { browser } = await signedIn();
    const { body } = await api.call(sampleRoute(routeKey), 'no JSON', { ...cookieHeader(await tokenOf(browser)), origin: 'https://evil.example' });
    expect(body).toMatchObject({ code: 'FORBIDDEN', message: errors.FORBIDDEN.message });
    expect((await refresh(browser)).status).toBe(200);
  });
});

test('the operations that do neither ask for no Origin', async () => {
  for (const [routeKey, row] of rows.filter((entry) => !guarded.includes(entry) && entry[1].access === 'ANYONE')) {
    expect((await api.call(sampleRoute(routeKey), sampleBody(row))).body.code).not.toBe('FORBIDDEN');
  }
});

describe('refresh-token refuses', () => {
  test('no cookie, an empty one, one of another name, and a token in the body', async () => {
    const { browser, person } = await signedIn();
    const token = await tokenOf(browser);
    const other = browserAt(api, APP_ORIGIN);
    for (const cookie of [undefined, `${REFRESH_TOKEN_COOKIE}=`, REFRESH_TOKEN_COOKIE, `refresh_token=${token}`, `x${REFRESH_TOKEN_COOKIE}=${token}`]) {
      expectRefusal(await refresh(other, { email: person.email, refresh_token: token }, cookie === undefined ? {} : { cookie }), 'INVALID_TOKEN');
    }
    expect((await refresh(browser)).status).toBe(200);
  });

  test.each(['spent', 'a.b.c', '%00', '"quoted"', 'x'.repeat(4000)])('a cookie that holds no token: %.20s', async (value) => {
    expectRefusal(await refresh(browserAt(api, APP_ORIGIN), {}, cookieHeader(value)), 'INVALID_TOKEN');
  });

  test('what is no body of its own', async () => {
    const browser = browserAt(api, APP_ORIGIN);
    expectRefusal(await browser.call('POST /v1/refresh-token'), 'UNSUPPORTED_MEDIA_TYPE');
    expectRefusal(await refresh(browser, { admin: 'yes' }), 'INVALID_REQUEST', { admin: 'is not a field of this operation' });
  });
});

test('refresh-token finds its cookie among others', async () => {
  const { browser, person } = await signedIn();
  const cookie = `theme=dark; ${REFRESH_TOKEN_COOKIE}=${await tokenOf(browser)}; a=b=c`;
  expectTokens(await refresh(browser, {}, { cookie }), { email: person.email });
});

test('login sets the cookie where no second factor is asked for', async () => {
  const changed = JSON.parse(readFileSync(join(folder, 'Demo.template.json'), 'utf8'));
  const pool: any = Object.values<any>(changed.Resources).find(({ Type }) => Type === 'AWS::Cognito::UserPool');
  Object.assign(pool.Properties, { MfaConfiguration: 'OFF', EnabledMfas: undefined });
  const without = mkdtempSync(join(tmpdir(), 'cookie-mode-'));
  cpSync(folder, without, { recursive: true });
  writeFileSync(join(without, 'Demo.template.json'), JSON.stringify(changed));
  const other = recorded(await LocalApi.start(without));
  try {
    const browser = browserAt(other, APP_ORIGIN);
    const bob = new Person(browser, 'Bob');
    await bob.register();
    expect((await bob.confirm()).status).toBe(200);
    expectTokens(await bob.login(), { email: bob.email });
    expectTokens(await refresh(browser), { email: bob.email });
  } finally {
    await other.stop();
    rmSync(without, { recursive: true, force: true });
  }
});

test('preflight requests of the app allow credentials, those of other pages allow nothing', async () => {
  const preflight = (origin: string) => fetch(`${api.url}/v1/refresh-token`, {
    method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
  });
  const { headers } = await preflight(APP_ORIGIN);
  expect([headers.get('access-control-allow-origin'), headers.get('access-control-allow-credentials')]).toEqual([APP_ORIGIN, 'true']);
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
});

test('of all that was answered, no body holds a refresh token, and no log does', async () => {
  expect(baked.size).toBeGreaterThan(20);
  expect(answered.length).toBeGreaterThan(200);
  const bodies = answered.join('\n');
  const log = (await api.logs()).map(({ message }) => message).join('\n');
  const parts = [...baked].flatMap((token) => [token, token.slice(0, 32), token.slice(-32)]);
  expect(parts.filter((part) => bodies.includes(part))).toEqual([]);
  expect(parts.filter((part) => log.includes(part))).toEqual([]);
  expect(bodies).not.toContain('"refresh_token":"');
  expect(log).not.toMatch(/cookie|refresh_token/i);
});
