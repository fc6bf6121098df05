import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { CfnStage, HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { api, cleanUp, start, synthesize } from './fixture';
import { LocalClock } from '../../local/clock';
import { LocalRun } from '../../local/server';

afterAll(cleanUp);

describe('a stage', () => {
  const clock = new LocalClock();
  let run: LocalRun;
  const statuses = async (path: string, times: number): Promise<number[]> =>
    Promise.all(Array.from({ length: times }, async () => (await fetch(`${run.url}${path}`)).status));

  beforeAll(async () => {
    clock.freeze();
    run = await start(synthesize((stack) => {
      const httpApi: HttpApi = api(stack, {
        functions: { Ok: 'return { statusCode: 200, body: event.rawPath };', Crash: 'throw new Error("no");' },
        routes: { 'GET /slow': 'Ok', 'GET /default': 'Ok', 'GET /crash': 'Crash' },
        api: { createDefaultStage: false },
      });
      const stage = new HttpStage(stack, 'Stage', {
        httpApi, stageName: '$default', autoDeploy: true, throttle: { rateLimit: 2, burstLimit: 4 },
        accessLogSettings: {
          destination: new LogGroupLogDestination(new LogGroup(stack, 'AccessLogs')),
          format: AccessLogFormat.custom(JSON.stringify({
            id: '$context.requestId', ip: '$context.identity.sourceIp', time: '$context.requestTime', route: '$context.routeKey', status: '$context.status',
            length: '$context.responseLength', sub: '$context.authorizer.claims.sub', error: '$context.integrationErrorMessage', agent: '$context.identity.userAgent',
          })),
        },
      });
      (stage.node.defaultChild as CfnStage).routeSettings = { 'GET /slow': { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 1 } };
      new HttpStage(stack, 'Named', { httpApi, stageName: 'beta', autoDeploy: true });
    }), { clock });
  });

  test('has a bucket per route, filled by the runner\'s clock', async () => {
    expect(await statuses('/slow', 2)).toEqual(expect.arrayContaining([200, 429]));
    const refused = await fetch(`${run.url}/slow`);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(await refused.text()).toBe('{"message":"Too Many Requests"}');
    expect((await statuses('/default', 5)).sort()).toEqual([200, 200, 200, 200, 429]);
    clock.advance(999);
    expect(await statuses('/slow', 1)).toEqual([429]);
    clock.advance(1);
    expect((await statuses('/slow', 2)).sort()).toEqual([200, 429]);
    expect((await statuses('/default', 3)).sort()).toEqual([200, 200, 429]);
  });

  test('writes an access-log line in its format', async () => {
    clock.advance(10_000);
    await fetch(`${run.url}/default`, { headers: { 'user-agent': 'quote " and ${x}' } });
    const line = JSON.parse(run.logs().findLast((entry) => entry.group.includes('AccessLogs'))!.message);
    expect(line).toMatchObject({ route: 'GET /default', status: '200', length: '8', sub: '-', error: '-', agent: 'quote " and ${x}' });
    expect(line.time).toMatch(/\+0000$/);
  });

  test('logs requests that no function saw, and why a function failed', async () => {
    clock.advance(10_000);
    await fetch(`${run.url}/nowhere`);
    expect(run.logs().at(-1)!.message).toContain('"route":"-","status":"404"');
    await fetch(`${run.url}/crash`);
    expect(run.logs().at(-1)!.message).toContain('"status":"500"');
    expect(JSON.parse(run.logs().at(-1)!.message).error).toBe('no');
  });

  test('of its own name is the path\'s first segment, and has buckets of its own', async () => {
    const response = await fetch(`${run.url}/beta/slow`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('/beta/slow');
  });
});
