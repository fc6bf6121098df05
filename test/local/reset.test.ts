import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand, DescribeUserPoolClientCommand, ListUserPoolClientsCommand, ListUsersCommand, ListUsersInGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { cleanUp, temporaryDirectory } from './fixture';
import { awsOf, type Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';

const SEEDED = { email: 'admin@example.com', password: 'Lantern-Quay-1906' };

let api: LocalApi;
let aws: Aws;
let data: string;
beforeAll(async () => {
  const folder = temporaryDirectory();
  data = join(folder, 'data.json');
  writeFileSync(join(folder, 'seed.json'), JSON.stringify({ groups: ['crew'], users: [{ ...SEEDED, groups: ['crew'] }] }));
  api = await LocalApi.start(fullStack(), '--data', data, '--seed', join(folder, 'seed.json'));
  aws = await awsOf(api);
});
afterAll(async () => {
  await api?.stop();
  await cleanUp();
});

/** The status of a request to /_local/reset, with a Host that fetch would not send. */
const from = (headers: Record<string, string>, method = 'POST'): Promise<number> => new Promise((resolve, reject) => {
  request(`${api.url.replace('localhost', '127.0.0.1')}/_local/reset`, { method, headers }, (response) => {
    response.resume();
    resolve(response.statusCode!);
  }).on('error', reject).end();
});
const keys = async () => (await fetch(`${api.endpoint('cognito-idp')}/${aws.UserPoolId}/.well-known/jwks.json`)).json();
const people = async () => (await aws.cognito.send(new ListUsersCommand({ UserPoolId: aws.UserPoolId }))).Users!
  .map(({ Attributes }) => Attributes!.find(({ Name }) => Name === 'email')!.Value);

test('forgets users, files, mails, sessions, logs, calls, faults and the moved clock, and takes the seed again', async () => {
  const [outputs, jwks] = [await api.outputs(), await keys()];
  const clients = await aws.cognito.send(new ListUserPoolClientsCommand({ UserPoolId: aws.UserPoolId }));
  const secrets = () => Promise.all(clients.UserPoolClients!.map(async ({ ClientId }) =>
    (await aws.cognito.send(new DescribeUserPoolClientCommand({ UserPoolId: aws.UserPoolId, ClientId }))).UserPoolClient!.ClientSecret));
  const before = await secrets();
  expect(before.filter(Boolean)).toHaveLength(1);

  const ada = await new Person(api).enrol();
  const { access_token, refresh_token } = (await ada.signIn()).body;
  await api.call('POST /v1/forgot-password', { email: ada.email });
  await aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: aws.UserPoolId, Username: ada.email, GroupName: 'crew' }));
  await aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key: 'a-file', Body: 'x' }));
  await api.advance(7200);
  await api.faults({ service: 's3', operation: 'PutObject', fault: 'RESET' });

  await api.reset();

  expect(await people()).toEqual([SEEDED.email]);
  expect((await aws.s3.send(new ListObjectsV2Command({ Bucket: aws.Bucket }))).Contents).toBeUndefined();
  expect((await api.call('GET /_local/messages')).body).toEqual([]);
  expect((await api.call('GET /_local/faults')).body).toEqual([]);
  expect(await api.logs()).toEqual([]);
  expect((await api.calls()).map(({ operation }) => operation)).toEqual(['ListUsers', 'ListObjectsV2']);
  expect(Math.abs((await api.advance(0)).getTime() - Date.now())).toBeLessThan(60_000);

  expect(await api.outputs()).toEqual(outputs);
  expect(await keys()).toEqual(jwks);
  expect(await secrets()).toEqual(before);
  const { Users } = await aws.cognito.send(new ListUsersInGroupCommand({ UserPoolId: aws.UserPoolId, GroupName: 'crew' }));
  expect(Users!.map(({ Attributes }) => Attributes!.find(({ Name }) => Name === 'email')!.Value)).toEqual([SEEDED.email]);

  expect((await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token })).status).toBe(401);
  expect((await api.call('PATCH /v1/userinfo', { full_name: 'Ada' }, bearer(access_token))).status).toBe(401);
  expect((await api.call('POST /v1/login', SEEDED)).status).toBe(200);
});

test('lets the same person register again, who is somebody new', async () => {
  const ada = new Person(api);
  await ada.enrol();
  await api.reset();
  const former = ada.sub;
  await ada.enrol();
  expect(ada.sub).not.toBe(former);
  expect((await ada.signIn()).status).toBe(200);
});

test('reaches what --data keeps', async () => {
  await new Person(api).register();
  await api.reset();
  await api.stop();
  api = await LocalApi.start(fullStack(), '--data', data);
  aws = await awsOf(api);
  expect(await people()).toEqual([SEEDED.email]);
});

test('lets what is under way finish first, and answers what comes meanwhile from a clean state', async () => {
  const slow = new Person(api);
  await api.faults({ service: 'cognito-idp', operation: 'AdminCreateUser', fault: { slow: 60_000 } });
  const registration = slow.register();
  // The fault would last longer than this test may: a reset ends it.
  while (!(await api.calls()).some(({ operation }) => operation === 'AdminCreateUser'));
  const [, login] = await Promise.all([api.reset(), api.call('POST /v1/login', { email: slow.email, password: slow.password })]);
  expect((await registration).status).toBe(201);
  expect(login.status).toBe(401);
  expect(await people()).not.toContain(slow.email);
});

test('many at once do no harm', async () => {
  await Promise.all(Array.from({ length: 5 }, () => api.reset()));
  expect((await new Person(api).register()).status).toBe(201);
});

describe('refuses', () => {
  test.each(['https://evil.example', 'null'])('pages of %s', async (origin) => {
    const person = new Person(api);
    await person.register();
    expect(await from({ origin })).toBe(403);
    expect(await people()).toContain(person.email);
  });
  test('a name that a stranger made point here', async () => expect(await from({ host: 'evil.example' })).toBe(403));
  test.each(['GET', 'PUT', 'DELETE'])('%s', async (method) => expect(await from({}, method)).toBe(404));
});
