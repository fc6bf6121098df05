import { operations } from '../../src/contract';
import { fullStack } from '../support/default-stack';
import { holdAnswers } from '../support/documented-answers';
import { failingSteps } from '../support/life';
import { LocalApi } from '../support/local';
import { exchange, halfOpen } from '../support/raw-http';
import { sampleBody } from '../support/samples';

/** What no HTTP client would send, over sockets. None of it reaches a handler as something else than it is, crashes one, or keeps others waiting. */
let api: LocalApi;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
});
afterAll(() => api?.stop());
// The routes' limits are not the subject here.
beforeEach(() => api.advance(10));

const login = JSON.stringify(sampleBody(operations['POST /v1/login']));
const LENGTH = `Content-Length: ${login.length}`;
const TYPE = 'Content-Type: application/json';
const CHUNKED = 'Transfer-Encoding: chunked';
/** What a request smuggled past the first one's end would ask for. */
const SMUGGLED = 'GET /_local/outputs HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** By the parser: which of these is Node's choice, and a connection that is reset may take the answer with it. */
const REFUSED = [[400], [413], [431], []];

const request = (line: string, headers: readonly string[] = [], body = '') =>
  [line, 'Host: localhost', 'Connection: close', ...headers, '', body].join('\r\n');
const post = (headers: readonly string[], body = login) => request('POST /v1/login HTTP/1.1', headers, body);
const get = (headers: readonly string[]) => request('GET /v1/userinfo HTTP/1.1', headers);
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

test('what is sent properly over a socket is answered', async () => {
  expect((await exchange(api.url, post([TYPE, LENGTH]))).statuses).toEqual([401]);
  expect((await exchange(api.url, post([TYPE, CHUNKED], `${chunk(login.slice(0, 9))}${chunk(login.slice(9))}0\r\n\r\n`))).statuses).toEqual([401]);
  expect((await exchange(api.url, `GET /v1/userinfo HTTP/1.1\r\nHost: localhost\r\n\r\n${get([])}`)).statuses).toEqual([401, 401]);
});

describe('a body whose length is said twice or wrongly is refused, and what follows it is no request', () => {
  test.each<[string, string[], string]>([
    ['two lengths', [LENGTH, LENGTH], login],
    ['two lengths that differ', [LENGTH, 'Content-Length: 3'], login + SMUGGLED],
    ['a list of lengths', [`${LENGTH}, ${login.length}`], login + SMUGGLED],
    ['a length with a sign', [`Content-Length: +${login.length}`], login],
    ['a negative length', ['Content-Length: -1'], SMUGGLED],
    ['a hexadecimal length', ['Content-Length: 0x10'], login],
    ['a length beyond all numbers', ['Content-Length: 99999999999999999999999'], login],
    ['a body without a length', [], login],
    ['a length and chunks', ['Content-Length: 5', CHUNKED], `0\r\n\r\n${SMUGGLED}`],
    ['chunks and a length', [CHUNKED, 'Content-Length: 5'], `0\r\n\r\n${SMUGGLED}`],
    ['chunks under another name', ['Transfer-Encoding: xchunked', 'Content-Length: 5'], `0\r\n\r\n${SMUGGLED}`],
    ['chunks under a name with a space', ['Transfer-Encoding : chunked', 'Content-Length: 5'], `0\r\n\r\n${SMUGGLED}`],
    ['chunks that are not the last encoding', ['Transfer-Encoding: chunked, identity'], `0\r\n\r\n${SMUGGLED}`],
    ['chunks named on a folded line', ['Transfer-Encoding:', ' chunked', 'Content-Length: 5'], `0\r\n\r\n${SMUGGLED}`],
    ['a chunk whose size is no number', [CHUNKED], `ZZ\r\n${login}\r\n0\r\n\r\n`],
    ['a chunk of negative size', [CHUNKED], `-5\r\n${login}\r\n0\r\n\r\n`],
    ['a chunk beyond all numbers', [CHUNKED], `FFFFFFFFFFFFFFFFFF\r\n${login}\r\n0\r\n\r\n`],
    ['a chunk longer than its size', [CHUNKED], `3\r\n${login}\r\n0\r\n\r\n${SMUGGLED}`],
    ['a chunk with 20,000 characters of extension', [CHUNKED], `5;${'x'.repeat(20_000)}\r\n{"a":\r\n0\r\n\r\n`],
  ])('%s', async (_, headers, body) => {
    const { statuses, text } = await exchange(api.url, post([TYPE, ...headers], body), true);
    expect(REFUSED).toContainEqual(statuses);
    expect(text).not.toMatch(/UserPoolId|INVALID_CREDENTIALS/);
  });

  test.each([
    ['a body that ends before its length', post([TYPE, 'Content-Length: 1000'])],
    ['a last chunk that never comes', post([TYPE, CHUNKED], chunk(login))],
    ['headers that never end', 'POST /v1/login HTTP/1.1\r\nHost: localhost\r\nX-A'],
  ])('%s', async (_, bytes) => {
    expect((await exchange(api.url, bytes, true)).statuses).toEqual([400]);
  });

  test('of two pipelined requests the second is not taken from the body of the first', async () => {
    const first = `POST /v1/login HTTP/1.1\r\nHost: localhost\r\n${TYPE}\r\nContent-Length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`;
    const { statuses, text } = await exchange(api.url, first + get([]));
    expect(statuses).toEqual([400, 401]);
    expect(text).toContain('MALFORMED_BODY');
    expect(text).not.toContain('UserPoolId');
  });
});

describe('headers', () => {
  test.each<[string, string[], number]>([
    ['of 9,000 bytes reach the authorizer', [`X-Long: ${'x'.repeat(9_000)}`], 401],
    ['over API Gateway\'s 10,240 bytes are refused', [`X-Long: ${'x'.repeat(10_240)}`], 431],
    ['by the thousand are refused for their size', Array.from({ length: 3_000 }, (_, index) => `X-${index}: 12345`), 431],
    ['by the thousand, all of one name, are refused for their size', Array(3_000).fill('X-A: 12345'), 431],
    ['with a null byte are refused', ['X-A: a\u0000b'], 400],
    ['with a null byte in the name are refused', ['X\u0000A: a'], 400],
    ['folded over two lines are refused', ['X-A: a', ' b'], 400],
    ['without a colon are refused', ['X-A'], 400],
    ['with a bare line feed are refused', ['X-A: a\nX-B: b'], 400],
    ['of bytes above ASCII reach the authorizer', ['User-Agent: \u00ff\u00fe'], 401],
    ['that expect what nobody knows are refused', ['Expect: 200-ok'], 417],
  ])('%s', async (_, headers, status) => {
    expect((await exchange(api.url, Buffer.from(get(headers), 'latin1'))).statuses).toEqual([status]);
  });

  test('count together with the request line', async () => {
    expect((await exchange(api.url, request(`GET /v1/${'x'.repeat(10_240)} HTTP/1.1`))).statuses).toEqual([431]);
  });

  test('and request lines over 64 kB are refused unread', async () => {
    expect(REFUSED).toContainEqual((await exchange(api.url, get([`X-Long: ${'x'.repeat(100_000)}`]))).statuses);
    expect(REFUSED).toContainEqual((await exchange(api.url, request(`GET /v1/${'x'.repeat(100_000)} HTTP/1.1`))).statuses);
  });

  test('two tokens are none, though one would do alone', async () => {
    expect((await exchange(api.url, get(['Authorization: Bearer x.y.z', 'Authorization: Bearer x.y.z']))).text).toContain('{"message":"Unauthorized"}');
  });

  test('two content types are none', async () => {
    expect((await exchange(api.url, post([TYPE, TYPE, LENGTH]))).text).toContain('"code":"UNSUPPORTED_MEDIA_TYPE"');
  });
});

describe('request lines', () => {
  test.each([
    ['GET /v1/user\u0000info HTTP/1.1', 400],
    ['GET /v1/user info HTTP/1.1', 400],
    ['GET /v1/\u00e4 HTTP/1.1', 400],
    ['GET evil.example:443 HTTP/1.1', 400],
    ['BREW /v1/userinfo HTTP/1.1', 400],
    ['get /v1/userinfo HTTP/1.1', 400],
    ['GET /v1/userinfo HTTP/3.0', 400],
    ['PRI * HTTP/2.0', 400],
    ['\u0016\u0003\u0001\u0002', 400],
    ['GET * HTTP/1.1', 404],
    ['OPTIONS * HTTP/1.1', 204],
    ['TRACE /v1/userinfo HTTP/1.1', 404],
    ['PROPFIND /v1/userinfo HTTP/1.1', 404],
    ['GET ftp://evil.example/v1/userinfo HTTP/1.1', 404],
    ['GET http://evil.example/v1/userinfo HTTP/1.1', 401],
    ['GET http://evil.example/_local/outputs HTTP/1.1', 403],
    ['GET /v1/../_local/outputs HTTP/1.1', 404],
    ['GET /%5flocal/outputs HTTP/1.1', 404],
    ['GET /_local%2foutputs HTTP/1.1', 404],
    ['GET /_local/../v1/userinfo HTTP/1.1', 404],
    ['GET /../../../../etc/passwd HTTP/1.1', 404],
    ['GET //v1/userinfo HTTP/1.1', 404],
    ['GET /v1\\userinfo HTTP/1.1', 404],
    ['GET /v1%2fuserinfo HTTP/1.1', 404],
    ['GET /v1/userinfo%00 HTTP/1.1', 404],
    ['GET /v1/userinfo/. HTTP/1.1', 404],
  ])('%j is answered %i', async (line, status) => {
    const { statuses, text } = await exchange(api.url, Buffer.from(request(line), 'latin1'));
    expect(statuses).toEqual([status]);
    expect(text).not.toMatch(/UserPoolId|root:/);
  });

  test.each(['%00', '%c0%ae%c0%ae', '..%2f..%2fadmin', '%2e%2e%2f', 'a%2fb', '%ff', '%', '%u002e', '%252e', '.', '..'])(
    'the user_id %s is refused by name, wherever it leads', async (id) => {
      const { statuses, text } = await exchange(api.url, request(`POST /v1/users/${id}/confirm HTTP/1.1`, [TYPE, LENGTH], login));
      expect(statuses).toEqual([400]);
      expect(text).toContain('"fields":{"user_id"');
    },
  );

  test('HTTP/0.9, HTTP/1.1 without a host, and nothing at all are closed', async () => {
    expect([[401], ...REFUSED]).toContainEqual((await exchange(api.url, 'GET /v1/userinfo\r\n\r\n', true)).statuses);
    expect((await exchange(api.url, 'GET /v1/userinfo HTTP/1.1\r\n\r\n')).statuses).toEqual([400]);
    expect((await exchange(api.url, '', true)).statuses).toEqual([]);
    expect((await exchange(api.url, request('CONNECT evil.example:443 HTTP/1.1'))).statuses).toEqual([]);
  });
});

describe('a large body', () => {
  const { fetch } = holdAnswers();
  const megabytes = (count: number) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: Buffer.alloc(count * 1024 * 1024, ' ') });
  const send = async (init: RequestInit) => {
    const response = await fetch(`${api.url}/v1/login`, init);
    return { status: response.status, body: await response.json() };
  };

  test.each([10, 11])('of %i MB is API Gateway\'s to refuse', async (count) => {
    expect(await send(megabytes(count))).toEqual({ status: 413, body: { message: 'Request Entity Too Large' } });
  });

  test('of 5 MB is ours to refuse', async () => {
    expect(await send(megabytes(5))).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
  });

  test('of 11 MB in chunks is refused as well', async () => {
    const bytes = post([TYPE, CHUNKED], `${chunk(' '.repeat(1024 * 1024)).repeat(11)}0\r\n\r\n`);
    expect((await exchange(api.url, bytes)).statuses).toEqual([413]);
  });
});

test('connections that never finish their request do not keep others from being answered', async () => {
  const unfinished = ['', 'POST /v1/lo', 'POST /v1/login HTTP/1.1\r\nHost: localhost\r\nX-A: ', post([TYPE, LENGTH], login.slice(0, 5)), post([TYPE, CHUNKED], '5\r\n')];
  const sockets = await Promise.all(Array.from({ length: 200 }, (_, index) => halfOpen(api.url, unfinished[index % unfinished.length])));
  expect(await failingSteps(api)).toEqual([]);
  expect(sockets.filter((socket) => socket.closed)).toEqual([]);
  sockets.forEach((socket) => socket.destroy());
});

test('clients that hang up at any moment do no harm: an account\'s life passes afterwards, and no function has failed', async () => {
  const whole = post([TYPE, LENGTH]);
  for (let length = 0; length <= whole.length; length += 10) {
    (await halfOpen(api.url, whole.slice(0, length))).destroy();
  }
  expect(await failingSteps(api)).toEqual([]);
  const failed = (await api.logs()).filter(({ message }) => /"level":"ERROR"|INTERNAL_ERROR|errorType/.test(message));
  expect(failed).toEqual([]);
});
