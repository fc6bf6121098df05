import { request } from 'node:http';
import { CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { api, cleanUp, start, synthesize } from './fixture';
import { LocalRun } from '../../local/server';

let run: LocalRun;

beforeAll(async () => {
  run = await start(synthesize((stack) => {
    const httpApi = api(stack, {
      functions: {
        Echo: 'return { statusCode: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(event) };',
        Answer: 'return JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, "base64").toString() : event.body);',
        Nothing: 'return undefined;',
      },
      routes: { 'ANY /echo/{proxy+}': 'Echo', 'GET /users/{user_id}': 'Echo', 'POST /answer': 'Answer', 'GET /nothing': 'Nothing' },
    });
    (httpApi.defaultStage!.node.defaultChild as CfnStage).stageVariables = { color: 'blue' };
  }));
});
afterAll(cleanUp);

const event = async (path: string, init?: RequestInit): Promise<any> => (await fetch(`${run.url}${path}`, init)).json();
const answer = (result: unknown): Promise<Response> =>
  fetch(`${run.url}/answer`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(result) });

describe('the event of payload format 2.0', () => {
  test('has the fields and forms that AWS documents', async () => {
    const headers = { 'X-Twice': 'a', 'cookie': 'one=1; two=2', 'user-agent': 'tester', 'content-type': 'application/json; charset=utf-8' };
    const seen = await event('/echo/a%20b/c?x=1&y=%C3%A4&x=2', { method: 'POST', headers, body: '{"ä":1}' });
    expect(seen).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /echo/{proxy+}',
      rawPath: '/echo/a b/c',
      rawQueryString: 'x=1&y=%C3%A4&x=2',
      cookies: ['one=1', 'two=2'],
      queryStringParameters: { x: '1,2', y: 'ä' },
      pathParameters: { proxy: 'a b/c' },
      stageVariables: { color: 'blue' },
      body: '{"ä":1}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '123456789012',
        apiId: expect.stringMatching(/^[a-z0-9]{10}$/),
        domainName: 'localhost',
        domainPrefix: 'localhost',
        http: { method: 'POST', path: '/echo/a b/c', protocol: 'HTTP/1.1', sourceIp: expect.stringMatching(/^(127\.0\.0\.1|::1)$/), userAgent: 'tester' },
        requestId: expect.any(String),
        routeKey: 'ANY /echo/{proxy+}',
        stage: '$default',
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
        timeEpoch: expect.any(Number),
      },
    });
    expect(seen.headers).toMatchObject({ 'x-twice': 'a', 'user-agent': 'tester', 'content-length': '8', 'x-forwarded-proto': 'http' });
    expect(seen.headers).not.toHaveProperty('cookie');
    expect(seen.requestContext).not.toHaveProperty('authorizer');
  });

  test('leaves out what the request does not have', async () => {
    const seen = await event('/users/%C3%A4');
    expect(seen.pathParameters).toEqual({ user_id: 'ä' });
    expect(seen).not.toHaveProperty('body');
    expect(seen).not.toHaveProperty('cookies');
    expect(seen).not.toHaveProperty('queryStringParameters');
    expect(seen.isBase64Encoded).toBe(false);
  });

  test('joins repeated headers by a comma', async () => {
    const seen = await new Promise<any>((resolve, reject) => {
      request({ host: '127.0.0.1', port: run.port, path: '/echo/x', headers: { 'x-many': ['a', 'b'] } }, async (response) => {
        resolve(JSON.parse((await response.toArray()).join('')));
      }).on('error', reject).end();
    });
    expect(seen.headers['x-many']).toBe('a,b');
  });

  test.each([
    ['text/plain', false], ['application/json', false], ['application/xml; charset=utf-8', false], ['application/javascript', false],
    ['application/x-www-form-urlencoded', true], ['application/octet-stream', true], ['application/vnd.api+json', true], ['image/png', true],
  ])('passes a body of %s as base64: %s', async (type, encoded) => {
    const seen = await event('/echo/x', { method: 'POST', headers: { 'content-type': type }, body: 'a=1' });
    expect(seen).toMatchObject({ isBase64Encoded: encoded, body: encoded ? Buffer.from('a=1').toString('base64') : 'a=1' });
  });

  test('passes a body without a content type as base64', async () => {
    const seen = await event('/echo/x', { method: 'POST', body: Buffer.from('{}') });
    expect(seen).toMatchObject({ isBase64Encoded: true, body: Buffer.from('{}').toString('base64') });
  });
});

describe('a function\'s answer', () => {
  test('sets status, headers, cookies and body', async () => {
    const response = await answer({ statusCode: 201, headers: { 'X-Number': 5, 'Content-Type': 'text/html' }, cookies: ['a=1; Path=/', 'b=2'], body: '<p>' });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-number')).toBe('5');
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
    expect(response.headers.get('apigw-requestid')).toMatch(/^.{15}=$/);
    expect(await response.text()).toBe('<p>');
  });

  test('is plain text where it does not say', async () => {
    expect((await answer({ statusCode: 200, body: 'x' })).headers.get('content-type')).toBe('text/plain;charset=UTF-8');
  });

  test('is decoded from base64', async () => {
    const response = await answer({ statusCode: 200, headers: { 'content-type': 'image/png' }, body: 'iVBORw==', isBase64Encoded: true });
    expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from('iVBORw==', 'base64'));
  });

  test.each([[{ hello: 'world' }, '{"hello":"world"}'], ['text', 'text'], [[1, 2], '[1,2]']])('without a status code is the body of a 200: %j', async (result, body) => {
    const response = await answer(result);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe(body);
  });

  test.each([[{ statusCode: 'abc' }], [{ statusCode: 200, body: { a: 1 } }], [{ statusCode: 200, headers: { x: {} } }], [{ statusCode: 200, cookies: 'a=1' }]])(
    'fails with 500 when malformed: %j', async (result) => {
      const response = await answer(result);
      expect(response.status).toBe(500);
      expect(await response.json()).toEqual({ message: 'Internal Server Error' });
    });

  test('of 204 has no body', async () => {
    const response = await answer({ statusCode: 204 });
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
  });
});

describe('what the API answers by itself', () => {
  test.each([['GET', '/unknown'], ['GET', '/answer'], ['DELETE', '/users/1'], ['GET', '/users/1/']])('404 for %s %s', async (method, path) => {
    const response = await fetch(`${run.url}${path}`, { method });
    expect(response.status).toBe(404);
    expect(response.headers.get('apigw-requestid')).toBeTruthy();
    expect(await response.text()).toBe('{"message":"Not Found"}');
  });

  test('413 for a body over 10 MB', async () => {
    const response = await fetch(`${run.url}/answer`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect(response.status).toBe(413);
    expect(await response.json()).toEqual({ message: 'Request Entity Too Large' });
  });

  test('413 for an event over Lambda\'s 6 MB', async () => {
    const response = await fetch(`${run.url}/answer`, { method: 'POST', body: Buffer.alloc(5 * 1024 * 1024) });
    expect(response.status).toBe(413);
  });

  test('431 for headers over 10,240 bytes', async () => {
    const response = await fetch(`${run.url}/users/1`, { headers: { 'x-long': 'x'.repeat(10_240) } });
    expect(response.status).toBe(431);
  });

  test('HEAD is a method of its own', async () => {
    expect((await fetch(`${run.url}/users/1`, { method: 'HEAD' })).status).toBe(404);
    expect((await fetch(`${run.url}/echo/1`, { method: 'HEAD' })).status).toBe(200);
  });
});
