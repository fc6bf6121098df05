import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { REFRESH_TOKEN_COOKIE } from '../../src/contract';
import { describeInChromium } from '../support/chromium';
import { APP_ORIGIN, cookieModeProps } from '../support/cookie-mode';
import { LocalApi } from '../support/local';
import { Person } from '../support/person';
import { serveFiles, type ServedFiles } from '../support/serve-files';
import { synthesize } from '../support/synthesize';

/** The built module in a page of another origin than the API's, with the refresh token in a cookie. */
describeInChromium('in a browser, in cookie mode', (chromium) => {
  let api: LocalApi;
  let folder: string;
  let site: ServedFiles;
  beforeAll(async () => {
    site = await serveFiles(resolve(__dirname, '..', '..', 'client', 'dist'));
    folder = synthesize({ ...cookieModeProps, cors: { allowOrigins: [APP_ORIGIN, site.url] } });
    api = await LocalApi.start(folder);
  });
  afterAll(async () => {
    site?.stop();
    await api?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Loads the page, and runs code of an app that has the client and a session. Its last expression is the result. */
  const load = (page: Page) => page.goto(`${site.url}/index.js`);
  const inApp = <Result>(page: Page, code: string, more: object = {}): Promise<Result> => page.evaluate(`(async () => {
    const { createClient, createSession } = await import('/index.js');
    const { url, ...given } = ${JSON.stringify({ url: api.url, ...more })};
    window.client ??= createClient({ url, credentials: 'include' });
    window.session ??= createSession({ client, tokenDelivery: 'COOKIE' });
    return ${code};
  })()`);

  test('a session outlives the page, no script sees its refresh token, and signing out ends it for good', async () => {
    const page = await chromium.page();
    const person = await new Person(api).enrol();
    const { email, password } = person;
    await load(page);
    expect(await inApp(page, 'await session.resume()')).toBe(false);
    const { verification_session } = await inApp<any>(page, 'await client.call(\'POST /v1/login\', { body: given })', { email, password });
    const answer = await inApp<object>(page, '(window.answer = await client.call(\'POST /v1/mfa-verify\', { body: given }), session.start(answer), answer)', {
      email, verification_session, verification_type: 'SOFTWARE_TOKEN_MFA', otp_code: await person.otp(),
    });
    expect(Object.keys(answer).sort()).toEqual(['access_token', 'expires_in', 'id_token']);
    expect(await page.evaluate('document.cookie + localStorage.length + sessionStorage.length')).toBe('00');
    expect((await page.context().cookies()).find(({ name }) => name === REFRESH_TOKEN_COOKIE)).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict' });

    await load(page);
    expect(await inApp(page, 'session.tokens === undefined && await session.resume()')).toBe(true);
    expect(await inApp(page, 'await session.call(\'GET /v1/userinfo\')')).toMatchObject({ email });
    expect(await inApp(page, '(await session.end(), session.tokens)')).toBeUndefined();
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain(REFRESH_TOKEN_COOKIE);

    await load(page);
    expect(await inApp(page, 'await session.resume()')).toBe(false);
  }, 120_000);

  test('an abort and a refused call are what they are in Node', async () => {
    const page = await chromium.page();
    await load(page);
    const call = (options: string) => `await client.call('POST /v1/login', ${options}).catch((error) => ({ name: error.name, code: error.code, fields: error.fields }))`;
    expect(await inApp(page, call('{ body: {}, signal: AbortSignal.abort() }'))).toMatchObject({ name: 'AbortError' });
    expect(await inApp(page, call('{ body: { email: \'x\', password: \'y\' } }'))).toMatchObject({ name: 'ApiError', code: 'INVALID_REQUEST', fields: { email: expect.any(String) } });
  }, 120_000);
});
