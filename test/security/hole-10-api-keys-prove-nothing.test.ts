import { rmSync } from 'node:fs';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { operations, type Operation } from '../../src/contract';
import { fullStack } from '../support/default-stack';
import { everyOperation } from '../support/every-operation';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal } from '../support/refusal';
import { sampleBody, sampleRoute } from '../support/samples';
import { resetCode } from '../support/stages';
import { strangersRequest } from '../support/strangers-request';
import { synthesize } from '../support/synthesize';

/** There, a key that every browser shows is all that stands before the API. */
const rows = Object.entries<Operation>(operations);
const open = rows.filter(([, { access }]) => access === 'ANYONE');
const guarded = rows.filter(([, { access }]) => access !== 'ANYONE');

/** Where a key could be, or something that is mistaken for one. */
const carriers: [string, (key: string) => Record<string, string>][] = [
  ['as the key', (key) => ({ 'x-api-key': key })],
  ['as a token', (key) => ({ 'x-api-key': key, ...bearer(key) })],
  ['as a user and password', (key) => ({ 'x-api-key': key, 'authorization': `Basic ${btoa(`${key}:${key}`)}` })],
];

/** The API as someone sees it who sends the key along with every request. */
const keyed = (api: LocalApi, key: string): LocalApi =>
  Object.create(api, { call: { value: (route: string, body?: unknown, headers = {}) => api.call(route, body, { 'x-api-key': key, ...headers }) } });

/** Expects that who has nothing but the key gets into no account, at no operation. */
const expectNothingOpen = async (api: LocalApi, key: string, ada: Person) => {
  const { refresh_token } = (await ada.signIn()).body;
  for (const [routeKey, row] of open) {
    const { route, body } = strangersRequest(routeKey, row, ada);
    const { status, body: answered } = await api.call(route, { ...body, ...'password' in body && { password: key } });
    expect([200, 201, 400, 401, 409]).toContain(status);
    for (const field of ['id_token', 'access_token', 'refresh_token', 'qr_code_secret', 'verification_session']) {
      expect(answered).not.toHaveProperty(field);
    }
  }
  await api.advance(900);
  expect((await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token })).status).toBe(200);
  expect((await ada.signIn()).status).toBe(200);
};

describe('without the option', () => {
  let api: LocalApi;
  let ada: Person;
  beforeAll(async () => {
    api = await LocalApi.start(fullStack());
    ada = await new Person(api).enrol();
  });
  afterAll(() => api?.stop());

  test.each(['', 'any'])('whoever sends the key "%s", as old clients do, is served as if there were none', async (key) => {
    const bob = await new Person(keyed(api, key), 'Bob').enrol();
    const { access_token } = (await bob.signIn()).body;
    expect((await keyed(api, key).call('GET /v1/userinfo', undefined, bearer(access_token))).body).toMatchObject({ email: bob.email });
  });

  test('a key opens no account', () => expectNothingOpen(keyed(api, 'any&Key-of-0ld'), 'any&Key-of-0ld', ada));

  test.each(carriers)('a key %s stands for no token', async (_, headers) => {
    for (const [routeKey, row] of guarded) {
      expectGatewayRefusal(await api.call(sampleRoute(routeKey), row.body && sampleBody(row), headers('any')), 401);
    }
  });
});

describe('with the option', () => {
  let directory: string;
  let api: LocalApi;
  let key: string;
  let ada: Person;
  beforeAll(async () => {
    directory = synthesize({ ...everyOperation, apiKey: {} });
    api = await LocalApi.start(directory);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const secrets = new SecretsManagerClient({ region: 'us-east-1', credentials, endpoint: api.endpoint('secretsmanager') });
    const { SecretList } = await secrets.send(new ListSecretsCommand({}));
    const SecretId = SecretList!.find(({ Name }) => /ApiKeySecret/.test(Name!))!.ARN!;
    key = (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString!;
    ada = await new Person(keyed(api, key)).enrol();
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  test('who has the key and all else is served', async () => {
    const { access_token } = (await ada.signIn()).body;
    expect((await api.call('GET /v1/userinfo', undefined, bearer(access_token))).body).toMatchObject({ email: ada.email });
    await resetCode(keyed(api, key), ada, 'POST /v1/forgot-password');
  });

  test('who has all but the key is not', async () => {
    const body = { email: ada.email, password: ada.password };
    const misplaced = [
      api.call('POST /v1/login', body),
      api.call(`POST /v1/login?x-api-key=${key}`, body),
      api.call('POST /v1/login', { ...body, 'x-api-key': key }),
      api.call('POST /v1/login', body, { 'api-key': key, 'authorization': key }),
    ];
    for (const answer of await Promise.all(misplaced)) {
      expectGatewayRefusal(answer, 401);
    }
    for (const near of [key.slice(0, -1), `${key} x`, key.toUpperCase(), `${key},${key}`, '*', 'undefined', 'null']) {
      expectGatewayRefusal(await keyed(api, near).call('POST /v1/login', body), 403);
    }
  });

  test('who has stolen the key opens no account', () => expectNothingOpen(keyed(api, key), key, ada));

  test.each(carriers)('the key %s stands for no token', async (_, headers) => {
    for (const [routeKey, row] of guarded) {
      expectGatewayRefusal(await api.call(sampleRoute(routeKey), row.body && sampleBody(row), headers(key)), 401);
    }
  });
});
