import type { ServerResponse } from 'node:http';
import { ApiError, createClient, type ClientOptions } from '../../client/src';
import { systemClock } from '../../client/src/clock';
import { ScriptedServer, TestClock, type Script } from '../support/scripted-server';

/** What a call sends, and what it makes of each answer: against a server that answers as it is told. */
const server = new ScriptedServer();
beforeAll(() => server.start());
afterAll(() => server.stop());

let clock: TestClock;
beforeEach(() => { clock = new TestClock(); });

const clientOf = (options: Partial<ClientOptions> = {}) => createClient<{
  'GET /v1/files/{path+}': { query: { from?: string; to?: string }; answer: object };
  'GET /v1/reports/{id}': { answer: object };
  'POST /v1/orders': { body: { item: string }; answer: { order: number } };
}>({ url: server.url, clock, ...options });

const failure = (call: Promise<unknown>): Promise<ApiError> => call.then(() => { throw new Error('It did not fail'); }, (error) => error);
const login = (options?: Partial<ClientOptions>) => clientOf(options).call('POST /v1/login', { body: { email: 'ada@example.com', password: 'secret' } });
const userinfo = (options?: Partial<ClientOptions>) => clientOf(options).call('GET /v1/userinfo');

const failing = (status: number, body: object, headers: Record<string, string> = {}): Script => (_, response) => {
  response.writeHead(status, headers);
  response.end(JSON.stringify(body));
};
/** Fails so many times, and then answers. */
const recovering = (times: number, fail: Script): Script => {
  let left = times;
  return (...request) => left-- > 0 ? fail(...request) : { user_id: 'u' };
};
const hangUp: Script = (_, response: ServerResponse) => { response.destroy(); };

describe('the request', () => {
  beforeEach(() => server.answers(() => ({ email: 'ada@example.com' })));

  test('is the route\'s, with its body as JSON', async () => {
    expect(await login()).toEqual({ email: 'ada@example.com' });
    expect(server.sent).toEqual([expect.objectContaining({ method: 'POST', path: '/v1/login', body: { email: 'ada@example.com', password: 'secret' } })]);
    expect(server.sent[0].headers).toMatchObject({ 'content-type': 'application/json' });
    expect(Object.keys(server.sent[0].headers)).not.toEqual(expect.arrayContaining(['authorization']));
    expect(Object.keys(server.sent[0].headers)).not.toEqual(expect.arrayContaining(['x-api-key']));
  });

  test('carries the API key and the token, and no content type where it has no body', async () => {
    await clientOf({ apiKey: 'key' }).call('GET /v1/userinfo', { token: 'token' });
    expect(server.sent[0].headers).toMatchObject({ 'x-api-key': 'key', 'authorization': 'Bearer token' });
    expect(server.sent[0].headers).not.toHaveProperty('content-type');
  });

  test('goes to the API\'s address, with or without a slash at its end, and with its prefix', async () => {
    await userinfo({ url: `${server.url}/auth/` });
    expect(server.sent[0].path).toBe('/auth/v1/userinfo');
  });

  test('has the path\'s parameters encoded', async () => {
    await clientOf().call('GET /v1/reports/{id}', { path: { id: '../a b/c?d#e%2e' } });
    expect(server.sent[0].path).toBe('/v1/reports/..%2Fa%20b%2Fc%3Fd%23e%252e');
  });

  test('keeps the slashes of a greedy parameter', async () => {
    await clientOf().call('GET /v1/files/{path+}', { path: { path: 'a/b c' } });
    expect(server.sent[0].path).toBe('/v1/files/a/b%20c');
  });

  test('has the query encoded, without what is undefined', async () => {
    await clientOf().call('GET /v1/files/{path+}', { path: { path: 'a' }, query: { from: 'x&y=z', to: undefined } });
    expect(server.sent[0].path).toBe('/v1/files/a?from=x%26y%3Dz');
  });

  test.each(['', '.', '..', undefined])('is refused with the path parameter %p, which would make it another route', async (id) => {
    await expect(clientOf().call('GET /v1/reports/{id}', { path: { id: id as string } })).rejects.toThrow('The path parameter id must be a text');
    await expect(clientOf().call('GET /v1/files/{path+}', { path: { path: `a/${id ?? ''}` } })).rejects.toThrow(id === undefined ? 'path' : 'The path parameter path');
    expect(server.sent).toEqual([]);
  });

  test('has credentials where the client is told so', async () => {
    const seen: (string | undefined)[] = [];
    const fetch = async (_: string, init: RequestInit) => {
      seen.push(init.credentials);
      return new Response('{}');
    };
    await login({ fetch, credentials: 'include' });
    await login({ fetch });
    expect(seen).toEqual(['include', undefined]);
  });

  test('goes to routes of one\'s own as well', async () => {
    server.answers(() => ({ order: 1 }));
    const { order } = await clientOf().call('POST /v1/orders', { body: { item: 'tea' } });
    expect(order).toBe(1);
  });
});

describe('an answer that is an error', () => {
  test('of the contract has all that it says', async () => {
    server.answers(failing(400, {
      message: 'Some fields are missing or not valid.', error_message: 'the same', code: 'INVALID_REQUEST', request_id: 'r-1', fields: { email: 'must be one' },
    }));
    const error = await failure(login());
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'ApiError', status: 400, code: 'INVALID_REQUEST', message: 'Some fields are missing or not valid.', fields: { email: 'must be one' }, requestId: 'r-1',
    });
    expect(error.retryAfter).toBeUndefined();
  });

  test.each([[401, 'Unauthorized'], [403, 'Forbidden'], [404, 'Not Found'], [413, 'Request Too Long'], [500, 'Internal Server Error']])(
    'of API Gateway, %d, has its message', async (status, message) => {
      server.answers(failing(status, { message }, { 'apigw-requestid': 'g-1' }));
      expect(await failure(login())).toMatchObject({ status, code: 'GATEWAY_ERROR', message, requestId: 'g-1' });
    },
  );

  test.each<[string, Script]>([
    ['an HTML page', (_, response) => { response.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad gateway</h1>'); }],
    ['nothing', (_, response) => { response.writeHead(502).end(); }],
    ['JSON that is no object', (_, response) => { response.writeHead(502).end('null'); }],
    ['a message that is no text', failing(502, { message: { html: '<b>' }, code: 7 })],
  ])('and is %s has words of its own', async (_, script) => {
    server.answers(script);
    expect(await failure(login())).toMatchObject({
      status: 502, code: 'GATEWAY_ERROR', message: 'The service gave an answer that cannot be read. Please try again.',
    });
  });

  test.each([['half of its JSON', '{"id_token": "secr'], ['a page', '<html>secret</html>']])('of success with %s is an error, and is not quoted', async (_, text) => {
    server.answers((__, response) => { response.writeHead(200).end(text); });
    const error = await failure(login());
    expect(error).toMatchObject({ status: 200, code: 'GATEWAY_ERROR' });
    expect(`${JSON.stringify(error)} ${error.message} ${error.stack}`).not.toContain('secr');
  });

  test('of success with no body at all is undefined', async () => {
    server.answers((_, response) => { response.writeHead(204).end(); });
    expect(await userinfo()).toBeUndefined();
  });
});

describe('no answer', () => {
  test('is NETWORK_ERROR, without what was sent', async () => {
    server.answers(hangUp);
    const error = await failure(login());
    expect(error).toMatchObject({ status: 0, code: 'NETWORK_ERROR', message: 'The service cannot be reached. Please check your connection and try again.' });
    expect(`${JSON.stringify(error)} ${error.stack} ${String(error.cause)}`).not.toContain('secret');
  });

  test('in time is TIMEOUT', async () => {
    server.answers(() => {});
    expect(await failure(login({ timeout: 30 }))).toMatchObject({ status: 0, code: 'TIMEOUT' });
    expect(server.sent).toHaveLength(1);
  });

  test('in time, of an answer that has begun, is TIMEOUT too', async () => {
    server.answers((_, response) => { response.writeHead(200).write('{'); });
    expect(await failure(login({ timeout: 30 }))).toMatchObject({ code: 'TIMEOUT' });
  });
});

describe('a call that is aborted', () => {
  test('before it is made rejects with the signal\'s reason, and is not sent', async () => {
    server.answers(() => ({}));
    const reason = new Error('never mind');
    await expect(clientOf().call('GET /v1/userinfo', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(server.sent).toEqual([]);
  });

  test('while it is made rejects with the signal\'s reason, and is not made again', async () => {
    const controller = new AbortController();
    server.answers(() => { controller.abort(); });
    await expect(clientOf().call('GET /v1/userinfo', { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.sent).toHaveLength(1);
  });

  test('while it waits to be made again rejects with the signal\'s reason', async () => {
    const controller = new AbortController();
    server.answers(failing(503, {}));
    const sleep = (_: number, signal: AbortSignal) => new Promise<void>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      controller.abort();
    });
    const call = clientOf({ clock: { now: clock.now, random: clock.random, sleep } }).call('GET /v1/userinfo', { signal: controller.signal });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(server.sent).toHaveLength(1);
  });
});

describe('what is made again', () => {
  test.each([429, 503])('is any call that was answered %d with Retry-After, after that time and a bit', async (status) => {
    server.answers(recovering(2, failing(status, { message: 'later', code: 'TOO_MANY_REQUESTS' }, { 'retry-after': '3' })));
    expect(await login()).toEqual({ user_id: 'u' });
    expect(server.sent).toHaveLength(3);
    expect(clock.waits).toEqual([3150, 3150]);
  });

  test('is no call that is to wait for too long', async () => {
    server.answers(failing(429, { message: 'later', code: 'TOO_MANY_REQUESTS' }, { 'retry-after': '300' }));
    expect(await failure(login())).toMatchObject({ status: 429, code: 'TOO_MANY_REQUESTS', retryAfter: 300 });
    expect(server.sent).toHaveLength(1);
  });

  test('is no call that would have to wait until its time is up', async () => {
    server.answers(failing(503, { message: 'later', code: 'SERVICE_UNAVAILABLE' }, { 'retry-after': '5' }));
    expect(await failure(login({ timeout: 4000 }))).toMatchObject({ code: 'SERVICE_UNAVAILABLE', retryAfter: 5 });
    expect(clock.waits).toEqual([]);
  });

  test('is a GET for a dropped connection, twice at most, each time after a longer wait', async () => {
    server.answers(hangUp);
    expect(await failure(userinfo())).toMatchObject({ code: 'NETWORK_ERROR' });
    expect(server.sent).toHaveLength(3);
    expect(clock.waits).toEqual([450, 900]);
    server.answers(recovering(1, hangUp));
    expect(await userinfo()).toEqual({ user_id: 'u' });
  });

  test.each([429, 502, 503, 504])('is a GET that a gateway answered %d without Retry-After', async (status) => {
    server.answers(recovering(1, failing(status, { message: 'Too Many Requests' })));
    expect(await userinfo()).toEqual({ user_id: 'u' });
    expect(server.sent).toHaveLength(2);
  });

  test.each<[string, Script]>([
    ['a dropped connection', hangUp],
    ['a 429 without Retry-After', failing(429, { message: 'Too Many Requests' })],
    ['a 503 without Retry-After', failing(503, { message: 'Service Unavailable' })],
    ['a 504', failing(504, {}, { 'retry-after': '1' })],
    ['a Retry-After that is a date', failing(503, {}, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' })],
    ['a Retry-After before now', failing(503, {}, { 'retry-after': '-1' })],
  ])('is no POST for %s: a code may be spent, a mail sent', async (_, script) => {
    server.answers(script);
    await failure(login());
    expect(server.sent).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 409, 500])('is nothing that was answered %d', async (status) => {
    server.answers(failing(status, { message: 'no', code: 'INTERNAL_ERROR' }));
    await failure(userinfo());
    expect(server.sent).toHaveLength(1);
  });

  test('is nothing that did not answer in time', async () => {
    server.answers(() => {});
    expect(await failure(userinfo({ timeout: 30, clock: undefined }))).toMatchObject({ code: 'TIMEOUT' });
    expect(server.sent).toHaveLength(1);
  });
});

test('the clock that is used outside of tests ends a wait at once where it is aborted', async () => {
  const controller = new AbortController();
  const wait = systemClock.sleep(60_000, controller.signal);
  controller.abort();
  await expect(wait).rejects.toMatchObject({ name: 'AbortError' });
  await expect(systemClock.sleep(60_000, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  await systemClock.sleep(0, new AbortController().signal);
});

test('that clock goes on while the machine sleeps, though the browser\'s own stands still, and never goes back with the time of day', () => {
  const day = Date.now();
  const before = systemClock.now();
  const date = jest.spyOn(Date, 'now').mockReturnValue(day + 3_600_000);
  expect(systemClock.now()).toBeGreaterThanOrEqual(before + 3_590_000);
  date.mockReturnValue(day - 3_600_000);
  expect(systemClock.now()).toBeGreaterThan(before - 10_000);
  date.mockRestore();
});
