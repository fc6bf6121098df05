import { rmSync } from 'node:fs';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { startLocal, type LocalRun } from '../../local/server';
import { createServices } from '../../local/stand-ins';
import { operations, type Operation } from '../../src/contract';
import { everyOperation } from '../support/every-operation';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { sampleBody, sampleRoute } from '../support/samples';
import { synthesize } from '../support/synthesize';

/**
 * `cloudFront` over HTTP, as API Gateway passes on what the distribution sends. What the operations say to Cognito is written down on its way
 * into the stand-in.
 */
let directory: string;
let run: LocalRun;
let secret: string;
const said: { operation: string; input: any }[] = [];
const noticed: string[] = [];

beforeAll(async () => {
  directory = synthesize({ ...everyOperation, cloudFront: { rateLimiting: false } });
  run = await startLocal({
    directory,
    port: 0,
    log: (line) => noticed.push(line),
    services: (host) => createServices(host).map((service) => service.endpointPrefix !== 'cognito-idp' ? service : Object.assign(Object.create(service), {
      handle: (request: Parameters<typeof service.handle>[0]) => {
        said.push({ operation: request.headers['x-amz-target']?.split('.')[1], input: JSON.parse(request.body.toString() || '{}') });
        return service.handle(request);
      },
    })),
  });
  const secrets = new SecretsManagerClient({
    region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, endpoint: `http://127.0.0.1:${run.port}/_local/secretsmanager`,
  });
  const { SecretList } = await secrets.send(new ListSecretsCommand({}));
  const { ARN } = SecretList!.find(({ Name }) => /OriginSecret/.test(Name!))!;
  secret = (await secrets.send(new GetSecretValueCommand({ SecretId: ARN }))).SecretString!;
});
afterAll(async () => {
  await run?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const call = (route: string, body?: unknown, headers: Record<string, string> = {}) =>
  LocalApi.prototype.call.call({ url: run.url } as LocalApi, route, body, headers);
const throughFront = (address: string) => ({ 'x-origin-secret': secret, 'cloudfront-viewer-address': address });
const login = { email: 'nobody@example.com', password: 'Tr0ubled&Waters-8' };
const lastSaid = (operation: string) => said.filter((one) => one.operation === operation).pop()!.input;

describe.each(Object.entries<Operation>(operations).filter(([, { access }]) => access === 'ANYONE'))('%s', (routeKey, row) => {
  test.each([['no', undefined], ['an empty', ''], ['a wrong', 'x'.repeat(64)]])('refuses %s secret with 403, and tells no reason', async (_, value) => {
    const before = said.length;
    const headers = { 'cloudfront-viewer-address': '198.51.100.10:443', ...value !== undefined && { 'x-origin-secret': value } };
    expectRefusal(await call(sampleRoute(routeKey), sampleBody(row), headers), 'FORBIDDEN');
    expectRefusal(await call(sampleRoute(routeKey), 'no JSON at all', headers), 'FORBIDDEN');
    expect(said).toHaveLength(before);
  });
});

test.each([
  ['198.51.100.10:46532', '198.51.100.10'],
  ['2001:db8::1:46532', '2001:db8::1'],
])('a caller at %s is %s to Cognito', async (header, address) => {
  expect((await call('POST /v1/login', login, throughFront(header))).status).toBe(401);
  expect(lastSaid('AdminInitiateAuth').ContextData.IpAddress).toBe(address);
  await call('POST /v1/forgot-password', { email: `person-${address.length}@example.com` }, throughFront(header));
  expect(lastSaid('ForgotPassword').UserContextData.IpAddress).toBe(address);
});

test('an address that cannot be read is none: Cognito hears of CloudFront\'s own', async () => {
  expect((await call('POST /v1/login', login, throughFront('198.51.100.10'))).status).toBe(401);
  expect(lastSaid('AdminInitiateAuth').ContextData.IpAddress).toBe('127.0.0.1');
});

test('token routes demand the secret, too', async () => {
  const front = { url: run.url, call: (route: string, body?: unknown, headers = {}) => call(route, body, { ...throughFront('198.51.100.10:1'), ...headers }) };
  const local = Object.assign(Object.create(LocalApi.prototype), front) as LocalApi;
  const ada = await new Person(local).enrol();
  const { body } = await ada.signIn();
  expectRefusal(await call('GET /v1/userinfo', undefined, bearer(body.access_token)), 'FORBIDDEN');
  expect((await local.call('GET /v1/userinfo', undefined, bearer(body.access_token))).status).toBe(200);
});

test('the run says what is missed without CloudFront', () => {
  expect(noticed).toContainEqual(expect.stringMatching(/^No CloudFront here: .*x-origin-secret$/));
});
