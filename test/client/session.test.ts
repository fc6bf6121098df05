import { inspect } from 'node:util';
import { createClient, createSession, type Session, type SessionEvent, type Tokens } from '../../client/src';
import { operations, type Operation } from '../../src/contract';
import { ScriptedServer, TestClock, type Script } from '../support/scripted-server';

/** How a session keeps, refreshes and forgets tokens: against a server that answers as it is told. */
const server = new ScriptedServer();
beforeAll(() => server.start());
afterAll(() => server.stop());

interface Reports { 'GET /v1/reports': { answer: { token: string } } }

let clock: TestClock;
let session: Session<Reports>;
let events: SessionEvent[];
let issued: number;
const client = (timeout?: number) => createClient<Reports>({ url: server.url, clock, timeout });
const sessionOf = (tokenDelivery?: 'BODY' | 'COOKIE') => {
  session = createSession({ client: client(), tokenDelivery, clock });
  events = [];
  session.subscribe((event) => { events.push(event); });
  return session;
};
beforeEach(() => {
  clock = new TestClock();
  issued = 0;
  sessionOf();
});

const encoded = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
const idToken = (email: string) => `${encoded({ alg: 'none' })}.${encoded({ email, name: 'Ædda ~ÿ?>' })}.sig`;
/** The tokens number so many of a person. */
const tokensOf = (number: number, email = 'ada@example.com'): Tokens & { refresh_token: string } =>
  ({ id_token: idToken(email), access_token: `access-${number}`, refresh_token: `refresh-${number}`, expires_in: 3600 });

const REFRESH = '/v1/refresh-token';
const LOGOUT = '/v1/logout';
const refreshes = () => server.sentTo(REFRESH);
const bearerOf = (headers: { authorization?: string }) => headers.authorization?.replace('Bearer ', '');

const refusal = (status: number, code: string, message = code): Script => (_, response) => {
  response.writeHead(status).end(JSON.stringify({ message, code, error_message: message, request_id: 'r' }));
};
const unauthorized: Script = (_, response) => { response.writeHead(401).end('{"message":"Unauthorized"}'); };
const hangUp: Script = (_, response) => { response.destroy(); };

/** The API: routes by their paths, a refresh that gives ever new tokens, and an answer that shows the token for all else. */
const answers = (scripts: Record<string, Script> = {}) => server.answers((sent, response) => {
  const script = scripts[sent.path];
  if (script) {
    return script(sent, response);
  }
  return sent.path === REFRESH ? { email: 'ada@example.com', ...tokensOf(++issued) } : { token: bearerOf(sent.headers) };
});

/** A script that waits until it is let go on. */
const held = (script: Script) => {
  let release!: () => void;
  const gate = new Promise<void>((resolve) => { release = resolve; });
  let arrived!: () => void;
  const arrival = new Promise<void>((resolve) => { arrived = resolve; });
  const waiting: Script = async (...request) => {
    arrived();
    await gate;
    return script(...request);
  };
  return { script: waiting, release, arrival };
};
const newTokens: Script = () => tokensOf(++issued);
const report = (signal?: AbortSignal) => session.call('GET /v1/reports', { signal });

describe('the start', () => {
  test('is by the tokens of an answer, and by no other', () => {
    expect(session.start({ email: 'ada@example.com', verification_type: 'MFA_SETUP' } as Partial<Tokens>)).toBe(false);
    expect(session.tokens).toBeUndefined();
    expect(session.start({ ...tokensOf(0), email: 'ada@example.com' } as Tokens)).toBe(true);
    expect(session.tokens).toEqual(tokensOf(0));
    expect(events).toEqual(['STARTED']);
  });

  test('takes no ID token that cannot be read, and does not quote it', () => {
    expect(() => session.start({ ...tokensOf(0), id_token: 'e.secret.s' })).toThrow(/^The id_token is no JWT$/);
    expect(session.tokens).toBeUndefined();
  });

  test('gives the calls a token', async () => {
    answers();
    session.start(tokensOf(0));
    expect(await report()).toEqual({ token: 'access-0' });
    expect(await session.accessToken()).toBe('access-0');
    expect(refreshes()).toEqual([]);
  });

  test('is asked for where there was none', async () => {
    answers();
    await expect(report()).rejects.toMatchObject({ status: 401, code: 'INVALID_TOKEN' });
    await expect(session.accessToken()).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(server.sent).toEqual([]);
  });

  test('leaves the tokens out of what is written down of the session', () => {
    session.start(tokensOf(0));
    expect(JSON.stringify(session) + inspect(session, { depth: 9, showHidden: false }) + JSON.stringify({ ...session })).not.toMatch(/access-0|refresh-0/);
  });

  test('keeps tokens that nobody can change', () => {
    session.start(tokensOf(0));
    expect(session.tokens).toBe(session.tokens);
    expect(Object.isFrozen(session.tokens)).toBe(true);
  });
});

describe('the refresh', () => {
  beforeEach(() => {
    answers();
    session.start(tokensOf(0));
    events.length = 0;
  });

  test('comes shortly before the access token expires, not earlier', async () => {
    clock.advance(3530);
    expect(await report()).toEqual({ token: 'access-0' });
    clock.advance(20);
    expect(await report()).toEqual({ token: 'access-1' });
    expect(refreshes().map(({ body }) => body)).toEqual([{ email: 'ada@example.com', refresh_token: 'refresh-0' }]);
    expect(session.tokens).toEqual(tokensOf(1));
    expect(events).toEqual(['REFRESHED']);
  });

  test('of tokens that live shortly comes after half of their time', async () => {
    session.start({ ...tokensOf(0), expires_in: 60 });
    clock.advance(29);
    expect(await report()).toEqual({ token: 'access-0' });
    clock.advance(2);
    expect(await report()).toEqual({ token: 'access-1' });
  });

  test('sends each refresh token once: the next one is that of the answer', async () => {
    clock.advance(3600);
    await report();
    clock.advance(3600);
    await report();
    expect(refreshes().map(({ body }) => body.refresh_token)).toEqual(['refresh-0', 'refresh-1']);
  });

  test('comes once for twenty calls that wait', async () => {
    clock.advance(3600);
    const reports = await Promise.all(Array.from({ length: 20 }, () => report()));
    expect(reports).toEqual(Array(20).fill({ token: 'access-1' }));
    expect(refreshes()).toHaveLength(1);
  });

  test('comes once for twenty calls that are all refused by the gateway, and each is made again', async () => {
    answers({ '/v1/reports': (sent, response) => bearerOf(sent.headers) === 'access-0' ? unauthorized(sent, response) : { token: bearerOf(sent.headers) } });
    const reports = await Promise.all(Array.from({ length: 20 }, () => report()));
    expect(reports).toEqual(Array(20).fill({ token: 'access-1' }));
    expect(refreshes()).toHaveLength(1);
  });

  test('is not repeated for a call that is refused after another has refreshed', async () => {
    const late = held(unauthorized);
    let count = 0;
    answers({
      '/v1/reports': (sent, response) => {
        if (bearerOf(sent.headers) !== 'access-0') {
          return { token: bearerOf(sent.headers) };
        }
        return ++count === 1 ? late.script(sent, response) : unauthorized(sent, response);
      },
    });
    const slow = report();
    await late.arrival;
    await report();
    late.release();
    expect(await slow).toEqual({ token: 'access-1' });
    expect(refreshes()).toHaveLength(1);
  });

  test('comes after a refusal of the API itself, which has done nothing yet', async () => {
    answers({
      '/v1/reports': (sent, response) => bearerOf(sent.headers) === 'access-0' ? refusal(401, 'INVALID_TOKEN')(sent, response) : { token: bearerOf(sent.headers) },
    });
    expect(await report()).toEqual({ token: 'access-1' });
  });

  test('does not help where the new token is refused as well: the call fails, and the session goes on', async () => {
    answers({ '/v1/reports': unauthorized });
    await expect(report()).rejects.toMatchObject({ status: 401, code: 'GATEWAY_ERROR' });
    expect(server.sentTo('/v1/reports')).toHaveLength(2);
    expect(refreshes()).toHaveLength(1);
    expect(session.tokens).toEqual(tokensOf(1));
  });

  test.each([[401, 'REAUTHENTICATION_REQUIRED'], [401, 'INVALID_CREDENTIALS'], [403, 'FORBIDDEN'], [409, 'INVALID_STATE']])(
    'does not come after a %d %s, which no other token changes', async (status, code) => {
      answers({ '/v1/reports': refusal(status, code) });
      await expect(report()).rejects.toMatchObject({ status, code });
      expect(refreshes()).toEqual([]);
    },
  );

  test('that is refused ends the session, and says so', async () => {
    answers({ [REFRESH]: refusal(401, 'INVALID_TOKEN') });
    clock.advance(3600);
    const calls = await Promise.allSettled([report(), report()]);
    expect(calls).toEqual(Array(2).fill({ status: 'rejected', reason: expect.objectContaining({ code: 'INVALID_TOKEN' }) }));
    expect(session.tokens).toBeUndefined();
    expect(events).toEqual(['EXPIRED']);
    expect(refreshes()).toHaveLength(1);
    await expect(report()).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(server.sentTo('/v1/reports')).toEqual([]);
  });

  test.each<[string, Script]>([
    ['no connection', hangUp],
    ['a fault of the API', refusal(500, 'INTERNAL_ERROR')],
    ['too many requests', refusal(429, 'TOO_MANY_REQUESTS')],
    ['a page of a firewall', (_, response) => { response.writeHead(403).end('<html>'); }],
  ])('that fails for %s keeps the session, and the next call tries again', async (_, script) => {
    answers({ [REFRESH]: script });
    clock.advance(3600);
    await expect(report()).rejects.toMatchObject({ name: 'ApiError' });
    expect(session.tokens).toEqual(tokensOf(0));
    expect(events).toEqual([]);
    answers();
    expect(await report()).toEqual({ token: 'access-1' });
  });

  test('that fails ahead of time leaves the calls the token that is still good', async () => {
    answers({ [REFRESH]: hangUp });
    clock.advance(3590);
    expect(await report()).toEqual({ token: 'access-0' });
    expect(refreshes()).toHaveLength(1);
  });

  test('goes on where one of the calls that wait for it is aborted, which rejects at once', async () => {
    const slow = held(newTokens);
    answers({ [REFRESH]: slow.script });
    clock.advance(3600);
    const controller = new AbortController();
    const [aborted, waiting] = [report(controller.signal), report()];
    await slow.arrival;
    controller.abort();
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    slow.release();
    expect(await waiting).toEqual({ token: 'access-1' });
    expect(server.sentTo('/v1/reports')).toHaveLength(1);
  });

  test('is waited for by no call that was aborted before', async () => {
    await expect(report(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.sent).toEqual([]);
  });

  test('without a refresh token ends the session', async () => {
    const { refresh_token, ...others } = tokensOf(0);
    session.start(others);
    expect(await report()).toEqual({ token: 'access-0' });
    clock.advance(3600);
    await expect(report()).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(session.tokens).toBeUndefined();
  });
});

describe('the end', () => {
  beforeEach(() => {
    answers();
    session.start(tokensOf(0));
    events.length = 0;
  });

  test('tells the API, and forgets', async () => {
    await session.end();
    expect(server.sent).toEqual([expect.objectContaining({ path: LOGOUT, body: { email: 'ada@example.com', access_token: 'access-0' } })]);
    expect(session.tokens).toBeUndefined();
    expect(events).toEqual(['ENDED']);
  });

  test('of this device alone tells the refresh token as well', async () => {
    await session.end({ scope: 'DEVICE' });
    expect(server.sent[0].body).toEqual({ email: 'ada@example.com', access_token: 'access-0', refresh_token: 'refresh-0', scope: 'DEVICE' });
  });

  test.each<[string, Script, string]>([['no connection', hangUp, 'NETWORK_ERROR'], ['a fault of the API', refusal(500, 'INTERNAL_ERROR'), 'INTERNAL_ERROR']])(
    'forgets where the call fails for %s, and says that the API does not know', async (_, script, code) => {
      answers({ [LOGOUT]: script });
      await expect(session.end()).rejects.toMatchObject({ code });
      expect(session.tokens).toBeUndefined();
      expect(events).toEqual(['ENDED']);
    },
  );

  test('is no failure where the session is over already', async () => {
    answers({ [LOGOUT]: refusal(401, 'INVALID_TOKEN') });
    await session.end();
    expect(session.tokens).toBeUndefined();
  });

  test('with an access token that has expired gets another one first, since nothing ends by the old one', async () => {
    clock.advance(3601);
    await session.end();
    expect(server.sent.map(({ path, body }) => [path, body.refresh_token ?? body.access_token])).toEqual([[REFRESH, 'refresh-0'], [LOGOUT, 'access-1']]);
    expect(events).toEqual(['ENDED']);
    expect(session.tokens).toBeUndefined();
  });

  test('of no session does nothing', async () => {
    await session.end();
    await session.end();
    expect(server.sent).toHaveLength(1);
    expect(events).toEqual(['ENDED']);
  });

  test('drops the result of a refresh that comes later', async () => {
    const slow = held(newTokens);
    answers({ [REFRESH]: slow.script });
    clock.advance(3550);
    const call = report();
    await slow.arrival;
    await session.end();
    slow.release();
    await expect(call).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(session.tokens).toBeUndefined();
    expect(events).toEqual(['ENDED']);
    expect(server.sentTo('/v1/reports')).toEqual([]);
  });

  test('and another start drop the result of a refresh, and its refusal, that come later', async () => {
    for (const script of [newTokens, refusal(401, 'INVALID_TOKEN')]) {
      const slow = held(script);
      answers({ [REFRESH]: slow.script });
      session.start(tokensOf(0));
      clock.advance(3600);
      const call = report();
      await slow.arrival;
      session.start(tokensOf(77, 'bob@example.com'));
      slow.release();
      await expect(call).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
      expect(session.tokens).toEqual(tokensOf(77, 'bob@example.com'));
      expect(await report()).toEqual({ token: 'access-77' });
    }
    expect(events).not.toContain('EXPIRED');
  });

  test('by another start makes no call of the one person with the tokens of the other', async () => {
    const slow = held(unauthorized);
    answers({ '/v1/reports': slow.script });
    const call = report();
    await slow.arrival;
    session.start(tokensOf(77, 'bob@example.com'));
    slow.release();
    await expect(call).rejects.toMatchObject({ status: 401 });
    expect(server.sentTo('/v1/reports').map(({ headers }) => bearerOf(headers))).toEqual(['access-0']);
    expect(session.tokens).toEqual(tokensOf(77, 'bob@example.com'));
  });

  test('by another start has a refresh of its own', async () => {
    const slow = held(newTokens);
    answers({ [REFRESH]: (sent, response) => sent.body.email === 'ada@example.com' ? slow.script(sent, response) : tokensOf(99, 'bob@example.com') });
    clock.advance(3600);
    const call = report();
    await slow.arrival;
    session.start(tokensOf(77, 'bob@example.com'));
    clock.advance(3600);
    expect(await report()).toEqual({ token: 'access-99' });
    slow.release();
    await expect(call).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(session.tokens).toEqual(tokensOf(99, 'bob@example.com'));
  });
});

describe('what ends all sessions', () => {
  const ending = Object.entries<Operation>(operations).filter(([, { cookieMode }]) => cookieMode?.answer === 'CLEARS');
  /** An answer as the contract has it: where it can say so, that nobody is signed in any more. */
  const answerOf = ({ success }: Operation) => 'signed_in' in success.body.properties ? { signed_in: false } : {};

  test('is known by the contract', () => {
    expect(ending.map(([, { operation }]) => operation)).toEqual(expect.arrayContaining(['logout', 'change-password', 'delete-user', 'reset-mfa']));
  });

  test.each(ending)('%s ends this one', async (route, row) => {
    server.answers(() => answerOf(row));
    session.start(tokensOf(0));
    const path = Object.fromEntries(Object.keys(row.path?.properties ?? {}).map((name) => [name, 'x']));
    await (session.call as any)(route, { path, body: {} });
    expect(session.tokens).toBeUndefined();
    expect(events).toEqual(['STARTED', 'ENDED']);
    expect(server.sent).toHaveLength(1);
  });

  test('ends nothing where it fails, or where its answer says that the person is still signed in', async () => {
    session.start(tokensOf(0));
    server.answers(refusal(400, 'INVALID_CODE'));
    const verify = () => session.call('POST /v1/userinfo/verify/confirm', { body: { attribute: 'PHONE', verification_code: '123456' } });
    await expect(verify()).rejects.toMatchObject({ code: 'INVALID_CODE' });
    server.answers(() => ({ signed_in: true }));
    await verify();
    expect(session.tokens).toEqual(tokensOf(0));
  });

  test('of somebody else, by an administrator, ends nothing here', async () => {
    session.start(tokensOf(0));
    server.answers(() => ({ signed_in: false, status: 'USER_DELETED' }));
    await (session.call as any)('DELETE /v1/admin/users/{user_id}', { path: { user_id: 'u' } });
    expect(session.tokens).toEqual(tokensOf(0));
  });

  test('ends no session that was started meanwhile', async () => {
    const slow = held(() => ({ signed_in: false }));
    server.answers(slow.script);
    session.start(tokensOf(0));
    const call = session.call('POST /v1/mfa/totp/verify', { body: { otp_code: '123456' } });
    await slow.arrival;
    session.start(tokensOf(1));
    slow.release();
    await call;
    expect(session.tokens).toEqual(tokensOf(1));
  });
});

describe('in cookie mode', () => {
  const inBrowser: Script = () => {
    const { refresh_token, ...others } = tokensOf(++issued);
    return others;
  };
  beforeEach(() => {
    sessionOf('COOKIE');
    answers({ [REFRESH]: inBrowser });
  });

  test('a session goes on after the page was loaded anew, by the cookie alone', async () => {
    expect(await session.resume()).toBe(true);
    expect(server.sent).toEqual([expect.objectContaining({ path: REFRESH, body: {} })]);
    expect(session.tokens).toEqual({ id_token: idToken('ada@example.com'), access_token: 'access-1', expires_in: 3600 });
    expect(events).toEqual(['STARTED']);
  });

  test('it goes on once, however often it is asked to', async () => {
    expect(await Promise.all([session.resume(), session.resume()])).toEqual([true, true]);
    expect(await session.resume()).toBe(true);
    expect(refreshes()).toHaveLength(1);
    expect(events).toEqual(['STARTED']);
  });

  test('none goes on where there was none', async () => {
    answers({ [REFRESH]: refusal(401, 'INVALID_TOKEN') });
    expect(await session.resume()).toBe(false);
    expect(events).toEqual([]);
  });

  test('whether one goes on is not known where the API cannot be reached', async () => {
    answers({ [REFRESH]: hangUp });
    await expect(session.resume()).rejects.toMatchObject({ code: 'NETWORK_ERROR' });
  });

  test('a sign-in meanwhile counts, and what comes of the cookie does not', async () => {
    const slow = held(inBrowser);
    answers({ [REFRESH]: slow.script });
    const resumed = session.resume();
    await slow.arrival;
    session.start(tokensOf(5));
    slow.release();
    expect(await resumed).toBe(true);
    expect(session.tokens).toEqual(tokensOf(5));
  });

  test('the refresh sends no token, and the logout no refresh token', async () => {
    await session.resume();
    clock.advance(3600);
    expect(await report()).toEqual({ token: 'access-2' });
    clock.advance(3601);
    await session.end();
    expect(refreshes().map(({ body }) => body)).toEqual([{}, {}]);
    expect(server.sentTo(LOGOUT).map(({ body }) => body)).toEqual([{ access_token: 'access-2' }]);
  });

  test('a logout that failed can be made again, or a session of before be ended, by the cookie', async () => {
    await session.end();
    expect(server.sentTo(LOGOUT).map(({ body }) => body)).toEqual([{}]);
  });
});

test('in body mode nothing goes on after the page was loaded anew', async () => {
  answers();
  expect(await session.resume()).toBe(false);
  expect(server.sent).toEqual([]);
});

test('who has unsubscribed is told nothing more', () => {
  const told: SessionEvent[] = [];
  const unsubscribe = session.subscribe((event) => { told.push(event); });
  session.start(tokensOf(0));
  unsubscribe();
  session.start(tokensOf(1));
  expect(told).toEqual(['STARTED']);
  expect(events).toEqual(['STARTED', 'STARTED']);
});
