import { Duration } from 'aws-cdk-lib';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { api, cleanUp, lambda, start, synthesize } from './fixture';
import { LocalClock } from '../../local/clock';
import { LocalRun } from '../../local/server';

const clock = new LocalClock();
let run: LocalRun;

const DECIDE = `
console.log('asked', JSON.stringify(event));
const key = event.identitySource[0];
if (key === 'crash') throw new Error('crash');
if (key === 'odd') return { yes: true };
return { isAuthorized: key === 'good', context: { name: 'tester', number: 1 } };`;

beforeAll(async () => {
  run = await start(synthesize((stack) => {
    const authorizer = new HttpLambdaAuthorizer('Key', lambda(stack, 'Decide', DECIDE), {
      responseTypes: [HttpLambdaResponseType.SIMPLE], identitySource: ['$request.header.x-api-key'], resultsCacheTtl: Duration.seconds(60),
    });
    api(stack, {
      functions: { Who: 'return { statusCode: 200, body: JSON.stringify(event.requestContext.authorizer) };' },
      routes: { 'POST /any/{id}': 'Who' },
      authorizers: { 'POST /any/{id}': { authorizer } },
    });
  }), { clock });
});
afterAll(cleanUp);

const call = (key?: string): Promise<Response> =>
  fetch(`${run.url}/any/1`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json', ...key !== undefined && { 'x-api-key': key } } });
const asked = (): any[] => run.logs().map((entry) => entry.message).filter((message) => message.includes('asked'))
  .map((message) => JSON.parse(message.slice(message.indexOf('{'))));

test('a Lambda authorizer lets the request pass and hands its context on', async () => {
  const response = await call('good');
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ lambda: { name: 'tester', number: 1 } });
  const [event] = asked();
  expect(event).toMatchObject({
    version: '2.0', type: 'REQUEST', identitySource: ['good'], routeKey: 'POST /any/{id}', pathParameters: { id: '1' },
    routeArn: expect.stringMatching(/^arn:aws:execute-api:us-east-1:123456789012:[a-z0-9]+\/\$default\/POST\/any\/\{id\}$/),
  });
  expect(event).not.toHaveProperty('body');
});

test('its answer is kept for its time to live', async () => {
  const before = asked().length;
  await call('good');
  expect(asked()).toHaveLength(before);
  clock.advance(60_000);
  await call('good');
  expect(asked()).toHaveLength(before + 1);
});

test.each([[undefined, 401, 'Unauthorized'], ['bad', 403, 'Forbidden'], ['crash', 500, 'Internal Server Error'], ['odd', 500, 'Internal Server Error']])(
  'refuses the key %s with %d', async (key, status, message) => {
    const response = await call(key);
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ message });
  });

test('is not asked when its identity source is missing', async () => {
  const before = asked().length;
  await call();
  expect(asked()).toHaveLength(before);
});
