import {
  AdminAddUserToGroupCommand, AdminDeleteUserAttributesCommand, AdminDisableUserCommand, AdminUpdateUserAttributesCommand, CreateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool, unsigned, type Tokens } from '../support/foreign-tokens';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api, 'Ada King Byron').enrol();
});
beforeEach(() => api.advance(10));

const userinfo = (token: string) => api.call('GET /v1/userinfo', undefined, bearer(token));
const user = (person: Person) => ({ UserPoolId: aws.UserPoolId, Username: person.email });
const KINDS = ['id_token', 'access_token'] as const;

/** What both tokens of a new sign-in say; it must be the same. */
const seen = async (person: Person) => {
  const tokens: Tokens = (await person.signIn()).body;
  const [byId, byAccess] = [await userinfo(tokens.id_token), await userinfo(tokens.access_token)];
  expect(byId.status).toBe(200);
  expect(byAccess.status).toBe(200);
  expect(byId.body).toEqual(byAccess.body);
  return byId.body;
};

test('says who the person is, and keeps it out of caches', async () => {
  expect(await seen(ada)).toEqual({
    user_id: ada.sub,
    email: ada.email,
    name: 'Ada King Byron',
    given_name: 'Ada',
    family_name: 'King Byron',
    phone_number: '+491701234567',
    groups: [],
  });
  const { headers } = await userinfo((await ada.signIn()).body.id_token);
  expect(headers.get('cache-control')).toBe('no-store');
});

describe('names', () => {
  test.each([
    [{ name: 'Plato' }, { name: 'Plato', given_name: 'Plato', family_name: null }],
    [{ name: 'Ada King Byron' }, { name: 'Ada King Byron', given_name: 'Ada', family_name: 'King Byron' }],
    [{ name: 'Ada King Byron', given_name: 'Augusta Ada' }, { name: 'Ada King Byron', given_name: 'Augusta Ada', family_name: 'King Byron' }],
    [{ name: 'Ada King Byron', family_name: 'Lovelace' }, { name: 'Ada King Byron', given_name: 'Ada', family_name: 'Lovelace' }],
    [{ name: '', given_name: 'Augusta', family_name: 'King' }, { name: null, given_name: 'Augusta', family_name: 'King' }],
    [{ name: '' }, { name: null, given_name: null, family_name: null }],
    [{ name: '李 小龙' }, { name: '李 小龙', given_name: '李', family_name: '小龙' }],
  ])('of %j are %j', async (attributes, names) => {
    const UserAttributes = Object.entries({ given_name: '', family_name: '', ...attributes }).map(([Name, Value]) => ({ Name, Value }));
    await aws.cognito.send(new AdminUpdateUserAttributesCommand({ ...user(ada), UserAttributes }));
    expect(await seen(ada)).toMatchObject(names);
  });
});

test('absent values are null, and the fields are there', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  await aws.cognito.send(new AdminDeleteUserAttributesCommand({ ...user(bob), UserAttributeNames: ['name', 'phone_number'] }));
  expect(await seen(bob)).toEqual({
    user_id: bob.sub, email: bob.email, name: null, given_name: null, family_name: null, phone_number: null, groups: [],
  });
});

test('an access token shows a change at once, an ID token from the next refresh on', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const tokens = (await eve.signIn()).body;
  await aws.cognito.send(new AdminUpdateUserAttributesCommand({ ...user(eve), UserAttributes: [{ Name: 'name', Value: 'Eve Online' }] }));
  expect((await userinfo(tokens.access_token)).body.name).toBe('Eve Online');
  expect((await userinfo(tokens.id_token)).body.name).toBe('Eve');
  const fresh = (await api.call('POST /v1/refresh-token', { email: eve.email, refresh_token: tokens.refresh_token })).body;
  expect((await userinfo(fresh.id_token)).body.name).toBe('Eve Online');
});

test('groups are a list, as the token names them since the sign-in', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  const before = (await bob.signIn()).body;
  const names = ['readers', 'writers,of-all', '[odd]'];
  for (const GroupName of names) {
    await aws.cognito.send(new CreateGroupCommand({ UserPoolId: aws.UserPoolId, GroupName }));
    await aws.cognito.send(new AdminAddUserToGroupCommand({ ...user(bob), GroupName }));
  }
  const { groups } = await seen(bob);
  expect(groups.sort()).toEqual(names.sort());
  for (const kind of KINDS) {
    expect((await userinfo(before[kind])).body.groups).toEqual([]);
  }
});

test('a logout ends what the access token shows; the ID token, which nobody can revoke, shows it until it expires', async () => {
  const tokens = (await ada.signIn()).body;
  await api.call('POST /v1/logout', { email: ada.email, access_token: tokens.access_token });
  expectRefusal(await userinfo(tokens.access_token), 'INVALID_TOKEN');
  expect(await userinfo(tokens.id_token)).toMatchObject({ status: 200, body: { user_id: ada.sub } });
});

test('refuses the access token of someone who was disabled or deleted', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const disabled = (await eve.signIn()).body;
  await aws.cognito.send(new AdminDisableUserCommand(user(eve)));
  expectRefusal(await userinfo(disabled.access_token), 'INVALID_TOKEN');

  const mallory = await new Person(api, 'Mallory').enrol();
  const deleted = (await mallory.signIn()).body;
  await api.call(`DELETE /v1/users/${mallory.sub}`, undefined, bearer(deleted.id_token));
  expectRefusal(await userinfo(deleted.access_token), 'INVALID_TOKEN');
});

describe('API Gateway refuses', () => {
  let tokens: Tokens;
  beforeAll(async () => {
    tokens = (await ada.signIn()).body;
  });

  test('a call without a token', async () => {
    expectGatewayRefusal(await api.call('GET /v1/userinfo'), 401);
    expectGatewayRefusal(await api.call('GET /v1/userinfo', undefined, { 'x-api-key': tokens.access_token }), 401);
  });

  test.each(['garbage', 'a.b.c', 'Basic YTpi'])('garbage: %s', async (authorization) => {
    expectGatewayRefusal(await api.call('GET /v1/userinfo', undefined, { authorization }), 401);
    expectGatewayRefusal(await userinfo(authorization), 401);
  });

  test('a refresh token', async () => {
    expectGatewayRefusal(await userinfo(tokens.refresh_token), 401);
  });

  test.each(KINDS)('a forged %s', async (kind) => {
    expectGatewayRefusal(await userinfo(tampered(tokens[kind], { 'sub': 'someone', 'cognito:groups': ['admins'] })), 401);
    expectGatewayRefusal(await userinfo(unsigned(tokens[kind])), 401);
  });

  test.each(KINDS)('a genuine %s of another pool or another client', async (kind) => {
    expectGatewayRefusal(await userinfo((await tokensOfAnotherPool(aws, ada))[kind]), 401);
    expectGatewayRefusal(await userinfo((await tokensOfAnotherClient(aws, ada))[kind]), 401);
  });

  test.each(KINDS)('an expired %s', async (kind) => {
    const { [kind]: token } = (await ada.signIn()).body;
    await api.advance(3600);
    expectGatewayRefusal(await userinfo(token), 401);
  });
});
