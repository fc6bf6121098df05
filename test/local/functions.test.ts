import { CfnOutput, Duration } from 'aws-cdk-lib';
import { CfnIntegration, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { ApplicationLogLevel, CfnPermission, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { api, cleanUp, start, synthesize, writeFiles } from './fixture';
import { LocalRun } from '../../local/server';

let run: LocalRun;

beforeAll(async () => {
  process.env.HOST_SECRET = 'of the host';
  run = await start(synthesize((stack) => {
    const logs = new LogGroup(stack, 'JsonLogs');
    api(stack, {
      functions: {
        Env: 'return { env: process.env, context: { ...context, remaining: context.getRemainingTimeInMillis() } };',
        Shared: `
          const id = event.pathParameters.id;
          process.env.LEAK = id; globalThis.leak = id; console.log('for', id);
          await new Promise((resolve) => setTimeout(resolve, 60));
          return { env: process.env.LEAK, global: globalThis.leak, log: context.logStreamName, id };`,
        Count: 'globalThis.count = (globalThis.count ?? 0) + 1; return globalThis.count;',
        Sleep: 'console.log("before"); await new Promise((resolve) => setTimeout(resolve, 30000));',
        Spin: 'console.log("spinning"); for (;;);',
        Patient: 'await new Promise((resolve) => setTimeout(resolve, 30000));',
        Throw: 'throw Object.assign(new TypeError("thrown"), { code: 1 });',
        Exit: 'process.exit(3);',
        Reject: 'setTimeout(() => Promise.reject(new Error("unhandled")), 0); await new Promise((resolve) => setTimeout(resolve, 1000));',
        Heap: 'const all = []; for (;;) all.push(new Array(1e6).fill(event));',
        Json: 'console.debug("hidden"); console.log("text %s", 1); console.warn({ a: 1 }); console.error("it", new Error("bad")); process.stdout.write("raw\\n");',
        Time: 'return { now: Date.now(), fresh: new Date().getTime(), text: Date(), fixed: new Date(0).toISOString(), is: new Date() instanceof Date };',
        Forbidden: 'return 1;',
      },
      options: {
        Env: { environment: { MINE: '1' }, timeout: Duration.seconds(7), memorySize: 256 },
        Sleep: { timeout: Duration.seconds(1) },
        Spin: { timeout: Duration.seconds(1) },
        Patient: { timeout: Duration.seconds(29) },
        Json: { loggingFormat: LoggingFormat.JSON, applicationLogLevelV2: ApplicationLogLevel.INFO, logGroup: logs },
      },
      routes: {
        'GET /env': 'Env', 'GET /shared/{id}': 'Shared', 'GET /count': 'Count', 'GET /sleep': 'Sleep', 'GET /spin': 'Spin', 'GET /patient': 'Patient',
        'GET /throw': 'Throw', 'GET /exit': 'Exit', 'GET /reject': 'Reject', 'GET /heap': 'Heap', 'GET /json': 'Json', 'GET /time': 'Time',
        'GET /forbidden': 'Forbidden',
      },
    });
    for (const child of stack.node.findAll()) {
      if (child instanceof CfnPermission && child.node.path.includes('forbidden')) {
        child.sourceArn = 'arn:aws:execute-api:us-east-1:123456789012:elsewhere/*';
      } else if (child instanceof CfnIntegration && child.node.path.includes('patient')) {
        child.timeoutInMillis = 300;
      }
    }
    new CfnOutput(stack, 'JsonLogsName', { value: logs.logGroupName });
  }));
});
afterAll(cleanUp);

const get = async (path: string): Promise<any> => (await fetch(`${run.url}${path}`)).json();
const groupOf = (name: string): string[] => run.logs().filter((entry) => entry.group.includes(name)).map((entry) => entry.message);

describe('a function', () => {
  test('sees its own environment and nothing of the host\'s', async () => {
    const { env, context } = await get('/env');
    expect(env).toMatchObject({
      MINE: '1', AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: context.functionName,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256', AWS_LAMBDA_LOG_GROUP_NAME: context.logGroupName, _HANDLER: 'index.handler',
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `http://127.0.0.1:${run.port}/_local/cognito-idp`,
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${run.port}/_local/s3`,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: `http://127.0.0.1:${run.port}/_local/secretsmanager`,
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/), AWS_SECRET_ACCESS_KEY: expect.any(String), AWS_SESSION_TOKEN: expect.any(String),
    });
    expect(env).not.toHaveProperty('HOST_SECRET');
    expect(env).not.toHaveProperty('PATH');
    expect(context).toMatchObject({ memoryLimitInMB: '256', awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/), functionVersion: '$LATEST' });
    expect(context.remaining).toBeGreaterThan(6000);
    expect(context.remaining).toBeLessThanOrEqual(7000);
  });

  test('shares nothing between invocations side by side', async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `id-${index}`);
    for (const seen of await Promise.all(ids.map((id) => get(`/shared/${id}`)))) {
      expect(seen).toMatchObject({ env: seen.id, global: seen.id });
    }
    expect(groupOf('Shared').map((line) => line.split('\t').at(-1)).sort()).toEqual(ids.map((id) => `for ${id}`));
  });

  test('stays warm from one invocation to the next', async () => {
    expect([await get('/count'), await get('/count'), await get('/count')]).toEqual([1, 2, 3]);
  });

  test('waits for its turn when too many run', async () => {
    const answers = await Promise.all(Array.from({ length: 25 }, (_, index) => get(`/shared/x${index}`)));
    expect(answers.map((answer) => answer.id)).toEqual(Array.from({ length: 25 }, (_, index) => `x${index}`));
  });
});

describe('a function that fails', () => {
  test.each([['sleep', 'before'], ['spin', 'spinning']])('by its time-out is ended and answers 503: %s', async (path, logged) => {
    const started = Date.now();
    const response = await fetch(`${run.url}/${path}`);
    expect(response.status).toBe(503);
    expect(await response.text()).toBe('{"message":"Service Unavailable"}');
    expect(Date.now() - started).toBeLessThan(5000);
    const lines = groupOf(path === 'sleep' ? 'Sleep' : 'Spin');
    expect(lines[0]).toContain(logged);
    expect(lines[1]).toContain('Task timed out after 1.00 seconds');
  });

  test('by the integration\'s time-out answers 503', async () => {
    expect((await fetch(`${run.url}/patient`)).status).toBe(503);
  });

  test.each([['throw', 'thrown'], ['exit', 'exit code 3'], ['reject', 'unhandled'], ['heap', 'memory']])('by %s answers 500 without detail', async (path, logged) => {
    const response = await fetch(`${run.url}/${path}`);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('{"message":"Internal Server Error"}');
    expect(groupOf(`${path[0].toUpperCase()}${path.slice(1)}`).join('\n')).toContain(logged);
  });

  test('by a crash serves the next request', async () => {
    expect((await fetch(`${run.url}/exit`)).status).toBe(500);
    expect((await fetch(`${run.url}/exit`)).status).toBe(500);
  });

  test('by a missing permission for API Gateway answers 500', async () => {
    expect((await fetch(`${run.url}/forbidden`)).status).toBe(500);
  });
});

test('JSON logs have the form that Lambda writes, and its level', async () => {
  await get('/json');
  const group = run.outputs.JsonLogsName as string;
  const lines = run.logs().filter((entry) => entry.group === group).map((entry) => entry.message);
  expect(lines.at(-1)).toBe('raw');
  expect(lines.slice(0, -1).map((line) => JSON.parse(line))).toEqual([
    { timestamp: expect.any(String), level: 'INFO', requestId: expect.any(String), message: 'text 1' },
    { timestamp: expect.any(String), level: 'WARN', requestId: expect.any(String), message: { a: 1 } },
    {
      timestamp: expect.any(String), level: 'ERROR', requestId: expect.any(String), message: expect.stringContaining('it Error: bad'),
      errorType: 'Error', errorMessage: 'bad', stackTrace: expect.any(Array),
    },
  ]);
});

test('a move of the clock is seen by the handler, warm or not', async () => {
  const before = await get('/time');
  expect(Math.abs(before.now - Date.now())).toBeLessThan(5000);
  const response = await fetch(`${run.url}/_local/clock`, { method: 'POST', body: '{"advance_seconds":86400}' });
  expect(Math.abs(Date.parse((await response.json() as any).now) - Date.now() - 86_400_000)).toBeLessThan(5000);
  const after = await get('/time');
  expect(after.now - before.now).toBeGreaterThanOrEqual(86_400_000);
  expect(after.fresh - after.now).toBeLessThan(1000);
  expect(Date.parse(after.text) - before.now).toBeGreaterThan(86_300_000);
  expect(after).toMatchObject({ fixed: '1970-01-01T00:00:00.000Z', is: true });
});

describe('a bundle', () => {
  const startWith = async (files: Record<string, string>, handler: string): Promise<LocalRun> => start(synthesize((stack) => {
    const code = Code.fromAsset(writeFiles(files));
    const fn = new LambdaFunction(stack, 'Fn', { runtime: Runtime.NODEJS_22_X, handler, code });
    new HttpApi(stack, 'Api').addRoutes({ path: '/', integration: new HttpLambdaIntegration('I', fn) });
  }));
  const answerOf = async (files: Record<string, string>, handler: string): Promise<Response> => fetch((await startWith(files, handler)).url);

  test('may be an ES module', async () => {
    const text = 'import { join } from "node:path"; export const handler = async () => join("a", "b");';
    expect(await (await answerOf({ 'index.mjs': text }, 'index.handler')).text()).toBe('a/b');
  });

  test('may lie in a folder, and split itself', async () => {
    const files = { 'app/main.js': 'exports.api = { run: async () => require("../part.js") };', 'part.js': 'module.exports = "part";' };
    expect(await (await answerOf(files, 'app/main.api.run')).text()).toBe('part');
  });

  test.each([
    ['does not parse', { 'index.js': 'exports.handler = (' }, 'SyntaxError'],
    ['lacks its export', { 'index.js': 'exports.other = 1;' }, 'handler is undefined or not exported'],
    ['lacks a module', { 'index.js': 'require("not-there");' }, 'Cannot find module'],
  ])('that %s fails each invocation with 500, and says why in the log', async (_, files, reason) => {
    const broken = await startWith(files as Record<string, string>, 'index.handler');
    expect([(await fetch(broken.url)).status, (await fetch(broken.url)).status]).toEqual([500, 500]);
    expect(broken.logs().map((entry) => entry.message).join()).toContain(reason);
  });
});
