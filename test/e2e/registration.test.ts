import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminRemoveUserFromGroupCommand, AdminUserGlobalSignOutCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Registration, type CognitoAuthApiProps } from '../../src';
import { type Aws } from '../support/aws';
import type { Tokens } from '../support/foreign-tokens';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

/** `registration: ADMINISTRATORS` over HTTP: with the group's scope at the gateway, and without any. */
let api: LocalApi;
let aws: Aws;
let admin: Person;
let member: Person;
let admins: Tokens;
let members: Tokens;

const closed = { registration: Registration.ADMINISTRATORS } satisfies CognitoAuthApiProps;
const run = (props: CognitoAuthApiProps) => {
  runStack(props, (started, clients) => [api, aws] = [started, clients]);
  beforeAll(async () => {
    [admin, member] = [await firstPerson(), await firstPerson()];
    await aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: aws.UserPoolId, Username: admin.sub, GroupName: 'admins' }));
    admins = (await admin.signIn()).body;
    members = (await member.signIn()).body;
  });
};

/** Invited at Cognito itself, as `cognito-auth-api admin add` does it. */
const firstPerson = async (): Promise<Person> => {
  const person = new Person(api);
  const { User } = await aws.cognito.send(new AdminCreateUserCommand({
    UserPoolId: aws.UserPoolId, Username: person.email, DesiredDeliveryMediums: ['EMAIL'],
    UserAttributes: [{ Name: 'email', Value: person.email }, { Name: 'name', Value: person.name }],
  }));
  person.userId = User!.Username!;
  expect((await person.confirm()).status).toBe(200);
  expect((await person.confirmMfa()).status).toBe(200);
  return person;
};

const register = (person: Person, headers: Record<string, string> = {}) =>
  api.call('POST /v1/users', { full_name: person.name, email: person.email, mobile_phone_number: '+491701234567' }, headers);
const lines = async (): Promise<any[]> => (await api.logs())
  .flatMap(({ message }) => /\{.*"operation":"create-user".*\}/.exec(message) ?? []).map((line) => JSON.parse(line).message);
const isUnknown = (person: Person) => expect(aws.account(person.email)).rejects.toThrow(expect.objectContaining({ name: 'UserNotFoundException' }));

const tests = (expectMemberRefused: (answer: Awaited<ReturnType<typeof register>>) => void) => {
  test('anonymous: 401, and nobody is made', async () => {
    const nobody = new Person(api);
    expectGatewayRefusal(await register(nobody), 401);
    expectGatewayRefusal(await register(nobody, { 'x-api-key': 'key' }), 401);
    await isUnknown(nobody);
  });

  test('a member of no group: 403, and nobody is made', async () => {
    const nobody = new Person(api);
    expectMemberRefused(await register(nobody, bearer(members.access_token)));
    await isUnknown(nobody);
  });

  test('an administrator\'s ID token: 403', async () => {
    expectGatewayRefusal(await register(new Person(api), bearer(admins.id_token)), 403);
  });

  test('an administrator: 201, the mail arrives, and the person goes on alone', async () => {
    const bob = new Person(api, 'Bob');
    const answer = await register(bob, bearer(admins.access_token));
    expect([answer.status, answer.body]).toEqual([201, { email: bob.email, user_id: expect.any(String), status: 'CREATED' }]);
    bob.userId = answer.body.user_id;
    expect(await api.mails(bob.email)).toHaveLength(1);
    expect((await bob.confirm()).status).toBe(200);
    expect((await bob.confirmMfa()).status).toBe(200);
    const { body } = await bob.signIn();
    expect((await api.call('GET /v1/userinfo', undefined, bearer(body.access_token))).body).toMatchObject({ email: bob.email, name: 'Bob', groups: [] });
  });

  test('a known address is answered as ever, and mailed nothing', async () => {
    const before = await api.mails(member.email);
    expect((await register(member, bearer(admins.access_token))).status).toBe(201);
    expect(await api.mails(member.email)).toEqual(before);
  });

  test('what is wrong in the body is told to administrators only', async () => {
    const call = (token: string) => api.call('POST /v1/users', { email: 'no address' }, bearer(token));
    expectRefusal(await call(admins.access_token), 'INVALID_REQUEST', expect.objectContaining({ email: expect.any(String) }));
  });

  test('the invited ask for another mail themselves, strangers for none', async () => {
    const [carol, nobody] = [new Person(api, 'Carol'), new Person(api)];
    carol.userId = (await register(carol, bearer(admins.access_token))).body.user_id;
    await api.advance(301);
    for (const { email } of [carol, nobody]) expect((await api.call('POST /v1/resend-confirmation-code', { email })).status).toBe(200);
    expect(await api.mails(carol.email)).toHaveLength(2);
    expect(await api.mails(nobody.email)).toHaveLength(0);
    await isUnknown(nobody);
    expect((await carol.confirm()).status).toBe(200);
  });

  test('the log says who did it, for whom, with what result, and no address', async () => {
    const dora = new Person(api, 'Dora');
    const { body, headers } = await register(dora, bearer(admins.access_token));
    const line = (await lines()).at(-1);
    expect(line).toEqual({
      operation: 'create-user', request_id: headers.get('apigw-requestid'), status: 201, duration_ms: expect.any(Number),
      actor: admin.sub, action: 'create-user', target: body.user_id, result: 'SUCCESS',
    });
    await api.call('POST /v1/users', { email: 'no address' }, bearer(admins.access_token));
    expect((await lines()).at(-1)).toMatchObject({ actor: admin.sub, action: 'create-user', result: 'INVALID_REQUEST' });
  });
};

describe('with the group\'s scope', () => {
  run(closed);
  tests((answer) => expectGatewayRefusal(answer, 403));

  test('Cognito\'s own SignUp is no way round', async () => {
    const { body } = await api.call('GET /_local/outputs');
    const ClientId = Object.entries<string>(body).find(([name]) => /ClientId/.test(name))![1];
    const response = await fetch(api.endpoint('cognito-idp'), {
      method: 'POST', headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSCognitoIdentityProviderService.SignUp' },
      body: JSON.stringify({ ClientId, Username: 'mallory@example.com', Password: 'Tr0ubled&Waters-9' }),
    });
    expect((await response.json() as any).__type).toBe('NotAuthorizedException');
  });

  test('who has left the group is refused once signed out, though the token still carries it', async () => {
    const former = await firstPerson();
    const membership = { UserPoolId: aws.UserPoolId, Username: former.sub, GroupName: 'admins' };
    await aws.cognito.send(new AdminAddUserToGroupCommand(membership));
    const { access_token } = (await former.signIn()).body as Tokens;
    await aws.cognito.send(new AdminRemoveUserFromGroupCommand(membership));
    await aws.cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId: aws.UserPoolId, Username: former.sub }));
    const nobody = new Person(api);
    expectRefusal(await register(nobody, bearer(access_token)), 'INVALID_TOKEN');
    await isUnknown(nobody);
  });
});

describe('without scopes, on Lite', () => {
  run({ ...closed, featurePlan: FeaturePlan.LITE });
  tests((answer) => expectRefusal(answer, 'FORBIDDEN'));
});
