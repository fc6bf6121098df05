import { PutObjectCommand } from '@aws-sdk/client-s3';
import { personObjects } from '../../src/contract';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool } from '../support/foreign-tokens';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
let bob: Person;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  bob = await new Person(api, 'Bob').enrol();
});
beforeEach(async () => {
  await api.advance(10);
  ada = await new Person(api).enrol();
});

const KINDS = ['id_token', 'access_token'] as const;
const erase = (userId: string, token?: string) => api.call(`DELETE /v1/users/${userId}`, undefined, token ? bearer(token) : {});
const exists = async ({ email }: Person) => (await aws.account(email).catch((error: Error) => error.name)) !== 'UserNotFoundException';
/** Every kind of object that can be kept for a person. */
const keepEverything = (person: Person) => Promise.all(Object.values(personObjects).map((key) =>
  aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key: key(person.userId), Body: '{}' }))));

describe.each(KINDS)('with the %s', (kind) => {
  test.each<[string, () => string]>([
    ['handle', () => ada.userId], ['handle in capitals', () => ada.userId.toUpperCase()], ['sub', () => ada.sub],
  ])('deletes the account of its bearer, named by their %s', async (_, id) => {
    const tokens = (await ada.signIn()).body;
    const { status, headers, body } = await erase(id(), tokens[kind]);
    expect(body).toEqual({ email: ada.email, user_id: ada.sub, status: 'USER_DELETED' });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await exists(ada)).toBe(false);
    expectRefusal(await ada.login(), 'INVALID_CREDENTIALS');
    expectRefusal(await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token: tokens.refresh_token }), 'INVALID_TOKEN');
    expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(tokens.access_token)), 'INVALID_TOKEN');
  });

  test.each<[string, () => string]>([
    ['another person\'s handle', () => bob.userId],
    ['another person\'s sub', () => bob.sub],
    ['a user_id that nobody has', () => '01234567-89ab-cdef-0123-456789abcdef'],
  ])('refuses %s, and nobody loses an account', async (_, id) => {
    const { [kind]: token } = (await ada.signIn()).body;
    expectRefusal(await erase(id(), token), 'FORBIDDEN');
    expect([await exists(ada), await exists(bob)]).toEqual([true, true]);
  });
});

test('leaves nothing of the person in the bucket, and all of everybody else', async () => {
  await keepEverything(ada);
  await keepEverything(bob);
  const bobs = await aws.objects(bob.userId);
  expect(bobs).toHaveLength(Object.keys(personObjects).length);
  expect(await aws.objects(ada.userId)).toEqual(bobs);
  expect((await erase(ada.sub, (await ada.signIn()).body.access_token)).status).toBe(200);
  expect([...await aws.objects(ada.userId), ...await aws.objects(ada.sub), ...await aws.objects(ada.email)]).toEqual([]);
  expect(await aws.objects(bob.userId)).toEqual(bobs);
});

test('leaves nothing of what a person\'s own requests made', async () => {
  const { access_token } = (await ada.signIn()).body;
  await api.call('POST /v1/forgot-password', { email: ada.email });
  await api.call('POST /v1/resend-mfa', { email: ada.email });
  expect(await aws.objects(ada.userId)).toEqual(['invitation-sent.json', 'mfa-reset-sent.json', 'password-reset-sent.json']);
  await erase(ada.sub, access_token);
  expect(await aws.objects(ada.userId)).toEqual([]);
});

describe('done again', () => {
  test('is answered in the same way with the ID token', async () => {
    const { id_token } = (await ada.signIn()).body;
    const first = await erase(ada.sub, id_token);
    const second = await erase(ada.sub, id_token);
    expect(second.body).toEqual(first.body);
    expect(second.status).toBe(200);
  });

  test('is refused with the access token, which Cognito no longer knows', async () => {
    const { access_token } = (await ada.signIn()).body;
    await erase(ada.sub, access_token);
    expectRefusal(await erase(ada.sub, access_token), 'INVALID_TOKEN');
  });
});

describe('afterwards', () => {
  test('the address can register again at once, as somebody new', async () => {
    const former = ada.sub;
    await erase(ada.sub, (await ada.signIn()).body.access_token);
    expect(await ada.register()).toMatchObject({ status: 201, body: { email: ada.email, user_id: ada.userId, status: 'CREATED' } });
    expect((await ada.confirm()).status).toBe(200);
    expect((await ada.confirmMfa()).status).toBe(200);
    expect(ada.sub).not.toBe(former);
    expect((await ada.signIn()).status).toBe(200);
  });

  test('the old ID token does nothing to who registered the address since', async () => {
    const former = ada.sub;
    const { id_token } = (await ada.signIn()).body;
    await erase(ada.sub, id_token);
    await ada.enrol();
    await keepEverything(ada);
    const kept = await aws.objects(ada.userId);
    expect((await erase(ada.userId, id_token)).body.user_id).toBe(former);
    expectRefusal(await erase(ada.sub, id_token), 'FORBIDDEN');
    expect(await exists(ada)).toBe(true);
    expect(await aws.objects(ada.userId)).toEqual(kept);
  });
});

describe('after a logout', () => {
  test('refuses the access token', async () => {
    const { access_token } = (await ada.signIn()).body;
    await api.call('POST /v1/logout', { email: ada.email, access_token });
    expectRefusal(await erase(ada.sub, access_token), 'INVALID_TOKEN');
    expect(await exists(ada)).toBe(true);
  });

  test('still takes the ID token, which nobody can revoke', async () => {
    const { access_token, id_token } = (await ada.signIn()).body;
    await api.call('POST /v1/logout', { email: ada.email, access_token });
    expect((await erase(ada.sub, id_token)).status).toBe(200);
    expect(await exists(ada)).toBe(false);
  });
});

describe('API Gateway refuses', () => {
  test('no token, garbage, and a forged one', async () => {
    const { id_token } = (await ada.signIn()).body;
    expectGatewayRefusal(await erase(ada.sub), 401);
    expectGatewayRefusal(await erase(ada.sub, 'garbage'), 401);
    expectGatewayRefusal(await erase(bob.sub, tampered(id_token, { sub: bob.sub, email: bob.email })), 401);
    expect(await exists(bob)).toBe(true);
  });

  test.each(KINDS)('a genuine %s of another pool or another client', async (kind) => {
    expectGatewayRefusal(await erase(ada.userId, (await tokensOfAnotherPool(aws, ada))[kind]), 401);
    expectGatewayRefusal(await erase(ada.sub, (await tokensOfAnotherClient(aws, ada))[kind]), 401);
    expect(await exists(ada)).toBe(true);
  });

  test.each(KINDS)('an expired %s', async (kind) => {
    const { [kind]: token } = (await ada.signIn()).body;
    await api.advance(3600);
    expectGatewayRefusal(await erase(ada.sub, token), 401);
    expect(await exists(ada)).toBe(true);
  });
});

test('refuses a user_id that is none, by name', async () => {
  const { id_token } = (await ada.signIn()).body;
  expectRefusal(await erase('me', id_token), 'INVALID_REQUEST', { user_id: 'must be a user_id as an earlier answer gave it (a UUID)' });
  expectRefusal(await erase(`${ada.sub}%2f`, id_token), 'INVALID_REQUEST', { user_id: 'must be a user_id as an earlier answer gave it (a UUID)' });
});
