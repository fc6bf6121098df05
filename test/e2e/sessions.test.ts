import { rmSync } from 'node:fs';
import { OperationFeature } from '../../src';
import { REFRESH_TOKEN_COOKIE } from '../../src/contract';
import { browserAt } from '../support/browser';
import { APP_ORIGIN, cookieModeProps } from '../support/cookie-mode';
import type { Tokens } from '../support/foreign-tokens';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { synthesize } from '../support/synthesize';

/** Somebody with several devices, over HTTP, against a stack that tracks sessions: one that is made of little else. */
const operations = { features: [OperationFeature.SESSIONS] };
const folders: string[] = [];
const start = async (props: Parameters<typeof synthesize>[0]) => {
  folders.push(synthesize(props));
  return LocalApi.start(folders.at(-1));
};
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('with tokens in bodies', () => {
  let api: LocalApi;
  let ada: Person;
  beforeAll(async () => {
    api = await start({ operations, maxSessionsPerUser: 3 });
    ada = await new Person(api).enrol();
  });
  afterAll(() => api?.stop());
  beforeEach(() => api.advance(10));

  const list = async ({ access_token }: Tokens) => (await api.call('GET /v1/sessions', undefined, bearer(access_token))).body.sessions as any[];
  const current = async (tokens: Tokens) => (await list(tokens)).find((session) => session.current);
  const userinfo = ({ access_token }: Tokens) => api.call('GET /v1/userinfo', undefined, bearer(access_token));
  const refresh = ({ refresh_token }: Tokens) => api.call('POST /v1/refresh-token', { email: ada.email, refresh_token });
  const logout = ({ access_token }: Tokens, scope?: string) => api.call('POST /v1/logout', { email: ada.email, access_token, ...scope && { scope } });
  const signIn = async (): Promise<Tokens> => (await ada.signIn()).body;
  const expectOver = async (tokens: Tokens) => {
    expectRefusal(await refresh(tokens), 'INVALID_TOKEN');
    expectRefusal(await userinfo(tokens), 'INVALID_TOKEN');
    expectRefusal(await api.call('GET /v1/sessions', undefined, bearer(tokens.access_token)), 'INVALID_TOKEN');
  };

  test('one device sees the other, and ends it', async () => {
    const [phone, laptop] = [await signIn(), await signIn()];
    const [phonesId, laptopsId] = [(await current(phone)).session_id, (await current(laptop)).session_id];
    expect((await list(laptop)).map(({ session_id }) => session_id)).toEqual([phonesId, laptopsId]);
    const refreshed = (await refresh(phone)).body;
    expect((await api.call(`DELETE /v1/sessions/${phonesId}`, undefined, bearer(laptop.access_token))).status).toBe(200);
    await expectOver(refreshed);
    expect(await list(laptop)).toEqual([expect.objectContaining({ session_id: laptopsId, current: true })]);
    expect((await userinfo((await refresh(laptop)).body)).status).toBe(200);
  });

  test('logout of this device leaves the other; everywhere ends both', async () => {
    const [phone, laptop] = [await signIn(), await signIn()];
    expect((await logout(phone, 'DEVICE')).body).toEqual({ user_status: 'logout' });
    await expectOver(phone);
    expect((await userinfo(laptop)).status).toBe(200);
    const tablet = await signIn();
    expect((await logout(laptop)).body).toEqual({ user_status: 'logout' });
    await expectOver(tablet);
    await expectOver(laptop);
  });

  test('a fourth device ends the session that was not used for longest, where there may be three', async () => {
    const [phone, laptop, tablet] = [await signIn(), await signIn(), await signIn()];
    const refreshed = (await refresh(phone)).body;
    const fourth = await signIn();
    await expectOver(laptop);
    expect(await Promise.all([refreshed, tablet, fourth].map(async (tokens) => (await userinfo(tokens)).status))).toEqual([200, 200, 200]);
    await logout(fourth);
  });

  test('a session does not survive a new password, and nor does its place in the list', async () => {
    const [phone, laptop] = [await signIn(), await signIn()];
    const { status } = await api.call(`POST /v1/users/${ada.sub}/change-password`, {
      email: ada.email, old_password: ada.password, new_password: 'Quiet#Harbour-77', access_token: laptop.access_token,
    });
    expect(status).toBe(200);
    ada.password = 'Quiet#Harbour-77';
    await expectOver(phone);
    expect(await list(await signIn())).toHaveLength(1);
  });

  test('another person\'s session is not to be found', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const adas = await signIn();
    const { session_id } = await current(adas);
    const { body: eves } = await eve.signIn();
    expectRefusal(await api.call(`DELETE /v1/sessions/${session_id}`, undefined, bearer(eves.access_token)), 'SESSION_NOT_FOUND');
    expectRefusal(await api.call('POST /v1/logout', { email: ada.email, access_token: eves.access_token, scope: 'DEVICE' }), 'FORBIDDEN');
    expect((await userinfo(adas)).status).toBe(200);
  });
});

describe('with the refresh token in a cookie', () => {
  let api: LocalApi;
  let ada: Person;
  beforeAll(async () => {
    api = await start({ ...cookieModeProps, operations });
    ada = await new Person(browserAt(api, APP_ORIGIN)).enrol();
  });
  afterAll(() => api?.stop());
  beforeEach(() => api.advance(10));

  /** A browser in which Ada signs in. */
  const signedIn = async () => {
    const browser = browserAt(api, APP_ORIGIN);
    const { body: login } = await browser.call('POST /v1/login', { email: ada.email, password: ada.password });
    const { body } = await browser.call('POST /v1/mfa-verify', {
      email: ada.email, verification_type: login.verification_type, verification_session: login.verification_session, otp_code: await ada.otp(),
    });
    return { browser, access_token: body.access_token as string };
  };
  const cookieOf = ({ browser }: Awaited<ReturnType<typeof signedIn>>) => browser.cookie(REFRESH_TOKEN_COOKIE);
  const goesOn = async ({ browser }: Awaited<ReturnType<typeof signedIn>>) => (await browser.call('POST /v1/refresh-token', {})).status === 200;

  test.each(['an access token', 'one that has expired', 'none'])('logout of this device clears this browser\'s cookie and ends its session alone, with %s', async (what) => {
    const [here, there] = [await signedIn(), await signedIn()];
    const stolen = (await cookieOf(here))!;
    if (what.startsWith('one')) {
      await api.advance(3600);
    }
    const { status, body } = await here.browser.call('POST /v1/logout', { scope: 'DEVICE', ...what !== 'none' && { access_token: here.access_token } });
    expect({ status, body }).toEqual({ status: 200, body: { user_status: 'logout' } });
    expect(await cookieOf(here)).toBeUndefined();
    const again = await api.call('POST /v1/refresh-token', {}, { origin: APP_ORIGIN, cookie: `${REFRESH_TOKEN_COOKIE}=${stolen}` });
    expectRefusal(again, 'INVALID_TOKEN');
    expect(await goesOn(there)).toBe(true);
  });

  test('logout everywhere ends both, and clears the cookie of this browser', async () => {
    const [here, there] = [await signedIn(), await signedIn()];
    expect((await here.browser.call('POST /v1/logout', { scope: 'EVERYWHERE' })).status).toBe(200);
    expect(await cookieOf(here)).toBeUndefined();
    expect(await cookieOf(there)).toBeDefined();
    expect(await goesOn(there)).toBe(false);
  });

  test('a cookie whose session is over is cleared; without cookie and token there is nobody to sign out', async () => {
    const here = await signedIn();
    const { body: { sessions } } = await api.call('GET /v1/sessions', undefined, bearer(here.access_token));
    const there = await signedIn();
    const { session_id } = sessions.find(({ current }: any) => current);
    expect((await api.call(`DELETE /v1/sessions/${session_id}`, undefined, bearer(there.access_token))).status).toBe(200);
    expect((await here.browser.call('POST /v1/logout', { scope: 'DEVICE' })).status).toBe(200);
    expect(await cookieOf(here)).toBeUndefined();
    expectRefusal(await here.browser.call('POST /v1/logout', { scope: 'DEVICE' }), 'INVALID_TOKEN');
    expect(await goesOn(there)).toBe(true);
  });
});
