import { rmSync } from 'node:fs';
import { GetSecretValueCommand, ListSecretsCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { operations, type Operation } from '../../src/contract';
import { everyOperation } from '../support/every-operation';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal } from '../support/refusal';
import { sampleBody, sampleRoute } from '../support/samples';
import { synthesize } from '../support/synthesize';

/** `apiKey: {}` over HTTP: who may call asks for the key, and who brings a token does not. */
let directory: string;
let api: LocalApi;
let secrets: SecretsManagerClient;
let SecretId: string;
let key: string;

beforeAll(async () => {
  directory = synthesize({ ...everyOperation, apiKey: {} });
  api = await LocalApi.start(directory);
  secrets = new SecretsManagerClient({
    region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, endpoint: api.endpoint('secretsmanager'),
  });
  const { SecretList } = await secrets.send(new ListSecretsCommand({}));
  SecretId = SecretList!.find(({ Name }) => /ApiKeySecret/.test(Name!))!.ARN!;
  key = (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString!;
});
afterAll(async () => {
  await api?.stop();
  rmSync(directory, { recursive: true, force: true });
});

const open = Object.entries<Operation>(operations).filter(([, { access }]) => access === 'ANYONE');

test('the key is 40 letters and digits', () => {
  expect(key).toMatch(/^[A-Za-z0-9]{40}$/);
});

describe.each(open)('%s', (routeKey, row) => {
  const call = (headers: Record<string, string>) => api.call(sampleRoute(routeKey), sampleBody(row), headers);

  test('refuses a missing and an empty key with 401, a wrong one with 403', async () => {
    expectGatewayRefusal(await call({}), 401);
    expectGatewayRefusal(await call({ 'x-api-key': '' }), 401);
    expectGatewayRefusal(await call({ 'x-api-key': `${key}x` }), 403);
    expectGatewayRefusal(await call({ 'x-api-key': key.toLowerCase() }), 403);
  });

  test('takes the right key as no proof of who calls', async () => {
    const { body } = await call({ 'x-api-key': key });
    expect(body.message ?? '').not.toMatch(/^(Unauthorized|Forbidden|Internal Server Error)$/);
    expect(body).not.toHaveProperty('access_token');
  });
});

test('a person with the key goes through enrolment and sign-in, and their token needs no key', async () => {
  const keyed = Object.create(api, { call: { value: (route: string, body?: unknown, headers = {}) => api.call(route, body, { 'x-api-key': key, ...headers }) } });
  const ada = await new Person(keyed as LocalApi).enrol();
  const { body } = await ada.signIn();
  expect(await api.call('GET /v1/userinfo', undefined, bearer(body.access_token))).toMatchObject({ status: 200, body: { email: ada.email } });
  expectGatewayRefusal(await api.call('GET /v1/userinfo', undefined, { 'x-api-key': key }), 401);
});

test('a new key counts within 10 minutes, and the old one no longer', async () => {
  const login = (value: string) => api.call('POST /v1/login', { email: 'nobody@example.com', password: 'x' }, { 'x-api-key': value });
  expect((await login(key)).body).toHaveProperty('code');
  const SecretString = 'another-key-of-at-least-twenty-characters';
  await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
  await api.advance(10 * 60);
  expectGatewayRefusal(await login(key), 403);
  expect((await login(SecretString)).body).toHaveProperty('code');
});

test('no key is logged', async () => {
  const lines = (await api.logs()).map(({ message }) => message).join('\n');
  expect(lines).toContain('authorizerError');
  expect(lines).not.toContain(key);
});
