import { api, cleanUp, start, synthesize } from './fixture';
import { LocalRun } from '../../local/server';
import { exchange } from '../support/raw-http';

let run: LocalRun;
beforeAll(async () => {
  run = await start(synthesize((stack) => api(stack, {
    functions: { Echo: 'return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(event) };' },
    routes: { 'GET /echo': 'Echo' },
  })));
});
afterAll(cleanUp);

/** What a function saw of a request. */
const seen = async (line: string, ...headers: string[]): Promise<any> => {
  const { text } = await exchange(run.url, [line, 'Connection: close', ...headers, '', ''].join('\r\n'));
  return JSON.parse(text.slice(text.indexOf('\r\n\r\n')));
};

describe('a whole address in place of the path', () => {
  test('counts, and its host instead of the header\'s', async () => {
    expect(await seen('GET http://api.example:8080/echo?a=b HTTP/1.1', 'Host: localhost')).toMatchObject({
      rawPath: '/echo', rawQueryString: 'a=b', headers: { host: 'api.example:8080' }, requestContext: { domainName: 'api.example' },
    });
  });

  test('may have a query and no path', async () => {
    expect((await exchange(run.url, 'GET http://api.example?/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).statuses).toEqual([404]);
  });

  test('opens nothing below /_local/ to a name that is not the loopback\'s', async () => {
    const line = 'GET http://evil.example/_local/outputs HTTP/1.1\r\nConnection: close\r\n';
    expect((await exchange(run.url, `${line}Host: localhost\r\n\r\n`)).statuses).toEqual([403]);
  });
});

test('no header is dropped for their number', async () => {
  const { headers } = await seen('GET /echo HTTP/1.1', 'Host: localhost', ...Array.from({ length: 3_000 }, (_, index) => `X-${index}:`));
  expect(headers).toHaveProperty('x-2999', '');
});
