import { Duration } from 'aws-cdk-lib';
import { CorsHttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { api, cleanUp, start, synthesize } from './fixture';
import { LocalRun } from '../../local/server';

afterAll(cleanUp);

const functions = { Ok: 'return { statusCode: 200, headers: { "access-control-allow-origin": "https://function.example", vary: "Accept" }, body: "ok" };' };
const preflight = (run: LocalRun, path: string, origin = 'https://app.example', method = 'POST'): Promise<Response> =>
  fetch(`${run.url}${path}`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': method } });

describe('an API with CORS for one origin', () => {
  let run: LocalRun;

  beforeAll(async () => {
    run = await start(synthesize((stack) => {
      api(stack, {
        functions, routes: { 'POST /a': 'Ok', 'ANY /any': 'Ok' },
        api: {
          corsPreflight: {
            allowOrigins: ['https://app.example'], allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST], allowHeaders: ['content-type', 'authorization'],
            exposeHeaders: ['retry-after'], maxAge: Duration.hours(1), allowCredentials: true,
          },
        },
      });
    }));
  });

  test('answers preflight requests by itself, for any path', async () => {
    for (const path of ['/a', '/nowhere']) {
      const response = await preflight(run, path);
      expect(response.status).toBe(204);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        'access-control-allow-origin': 'https://app.example',
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers': 'content-type,authorization',
        'access-control-expose-headers': 'retry-after',
        'access-control-max-age': '3600',
      });
    }
  });

  test.each([['https://evil.example', 'POST'], ['https://app.example', 'DELETE']])('refuses %s %s by leaving the headers out', async (origin, method) => {
    const response = await preflight(run, '/a', origin, method);
    expect(response.status).toBe(204);
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('leaves OPTIONS to a route that takes it', async () => {
    expect((await preflight(run, '/any')).status).toBe(200);
  });

  test('puts its headers in place of the function\'s', async () => {
    const response = await fetch(`${run.url}/a`, { method: 'POST', headers: { origin: 'https://app.example' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('https://app.example');
    expect(response.headers.get('access-control-expose-headers')).toBe('retry-after');
    expect(response.headers.get('vary')).toBe('Accept, Origin');
    const foreign = await fetch(`${run.url}/a`, { method: 'POST', headers: { origin: 'https://evil.example' } });
    expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('an API with CORS for every origin answers a star', async () => {
  const run = await start(synthesize((stack) => {
    api(stack, { functions, routes: { 'POST /a': 'Ok' }, api: { corsPreflight: { allowOrigins: ['*'], allowMethods: [CorsHttpMethod.ANY] } } });
  }));
  expect((await preflight(run, '/a', 'https://anyone.example', 'PUT')).headers.get('access-control-allow-origin')).toBe('*');
});

test('an API without CORS leaves it to the functions', async () => {
  const run = await start(synthesize((stack) => { api(stack, { functions, routes: { 'POST /a': 'Ok' } }); }));
  expect((await preflight(run, '/a')).status).toBe(404);
  const response = await fetch(`${run.url}/a`, { method: 'POST', headers: { origin: 'https://app.example' } });
  expect(response.headers.get('access-control-allow-origin')).toBe('https://function.example');
});
