import { operations, type Operation } from '../../src/contract';
import { fullStack } from '../support/default-stack';
import { holdAnswers } from '../support/documented-answers';
import { LocalApi, type Answer } from '../support/local';
import { sampleBody, sampleRoute } from '../support/samples';

/** Whatever is sent, the answer is the contract's error body: never a stack, never a 500. */
let api: LocalApi;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
});
afterAll(() => api?.stop());
// The routes' limits are not the subject here.
beforeEach(() => api.advance(10));

const expectError = ({ status, headers, body }: Answer, expected: number, code: string) => {
  expect(body).toEqual({
    message: expect.any(String),
    error_message: body.message,
    code,
    request_id: expect.any(String),
    ...code === 'INVALID_REQUEST' && { fields: expect.any(Object) },
  });
  expect(status).toBe(expected);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(JSON.stringify(body)).not.toMatch(/ at .*\.js|node:internal|SyntaxError|ajv/);
};

const withBody = Object.entries<Operation>(operations).filter(([, row]) => row.body && row.access === 'ANYONE');

const { fetch } = holdAnswers();

describe.each(withBody)('%s refuses', (routeKey, row) => {
  const route = sampleRoute(routeKey);
  const good = sampleBody(row);
  const [first] = Object.keys(good);
  const required = row.body!.required;
  const send = (body: unknown, headers?: Record<string, string>) => api.call(route, body, headers);

  test('no body', async () => {
    expectError(await send(undefined), 415, 'UNSUPPORTED_MEDIA_TYPE');
    expectError(await send(undefined, { 'content-type': 'application/json' }), 400, 'MALFORMED_BODY');
  });

  test.each(['{', 'null', '[]', '"text"', '42', '{"a":1}{"b":2}', '{"a":1,}', '\u0000', '{"a":"\u0001"}'])('a body that is no JSON object: %j', async (text) => {
    expectError(await send(text), 400, 'MALFORMED_BODY');
  });

  test('bytes that are no UTF-8', async () => {
    const response = await fetch(api.url + route.split(' ')[1], {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: Buffer.concat([Buffer.from('{"email":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]),
    });
    expectError({ status: response.status, headers: response.headers, body: await response.json() }, 400, 'MALFORMED_BODY');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', 'multipart/form-data'])('the content type %s', async (type) => {
    expectError(await send(JSON.stringify(good), { 'content-type': type }), 415, 'UNSUPPORTED_MEDIA_TYPE');
  });

  test('an oversized body', async () => {
    expectError(await send({ ...good, [first]: 'x'.repeat(20_000) }), 413, 'BODY_TOO_LARGE');
  });

  test('an unknown field, by name', async () => {
    const { body, ...answer } = await send({ ...good, is_admin: true });
    expectError({ body, ...answer }, 400, 'INVALID_REQUEST');
    expect(Object.keys(body.fields)).toEqual(['is_admin']);
    const polluting = await send(JSON.stringify(good).replace('{', '{"__proto__":{"admin":true},'));
    expectError(polluting, 400, 'INVALID_REQUEST');
    expect(Object.keys(polluting.body.fields)).toEqual(['__proto__']);
  });

  test.each(required)('a missing %s, by name', async (field) => {
    const { [field]: _, ...rest } = good;
    const answer = await send(rest);
    expectError(answer, 400, 'INVALID_REQUEST');
    expect(Object.keys(answer.body.fields)).toEqual([field]);
  });

  test('values of a wrong type, all of them at once', async () => {
    for (const wrong of [null, 1, true, {}, []]) {
      const answer = await send(Object.fromEntries(Object.keys(good).map((field) => [field, wrong])));
      expectError(answer, 400, 'INVALID_REQUEST');
      expect(Object.keys(answer.body.fields).sort()).toEqual(Object.keys(good).sort());
    }
  });

  test.each([
    ['a null character', 'a\u0000b'],
    ['a lone surrogate', '\ud800'],
    ['a reversed direction', 'a\u202eb'],
    ['a line break', 'a\nb'],
    ['nothing', ''],
  ])('fields that hold %s', async (_, odd) => {
    const answer = await send(Object.fromEntries(Object.keys(good).map((field) => [field, odd])));
    expectError(answer, 400, 'INVALID_REQUEST');
    expect(Object.keys(answer.body.fields).sort()).toEqual(Object.keys(good).sort());
  });
});

test.each(withBody.filter(([, row]) => row.path))('%s refuses a user_id that is none', async (routeKey, row) => {
  for (const id of ['me', '..%2f..%2fadmin', '%00', "1'%20or%201=1", 'x'.repeat(300)]) {
    const answer = await api.call(routeKey.replace('{user_id}', id), sampleBody(row));
    expectError(answer, 400, 'INVALID_REQUEST');
    expect(Object.keys(answer.body.fields)).toEqual(['user_id']);
  }
});

test.each([['GET /v1/users'], ['POST /v1/unknown'], ['PUT /v1/login'], ['POST /'], ['POST /v1/login/'], ['GET /v1']])(
  '%s is API Gateway\'s own answer: there is no catch-all route', async (route) => {
    const { status, body } = await api.call(route);
    expect(body).toEqual({ message: 'Not Found' });
    expect(status).toBe(404);
  },
);
