import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminDisableUserCommand, CreateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { auditLine, makeAdministrator } from '../support/administrator';
import { isForAdministratorsOnly } from '../support/administrators-only';
import { awsOf, type Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';

let api: LocalApi;
let aws: Aws;
let ada: Person;
let token: string;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  aws = await awsOf(api);
  ada = await new Person(api).enrol();
  await makeAdministrator(api, ada);
  token = (await ada.signIn()).body.access_token;
});
afterAll(() => api?.stop());

const counts = async () => {
  const { status, body } = await api.call('GET /v1/admin/counts', undefined, bearer(token));
  expect(status).toBe(200);
  return body;
};
const invite = async (name: string): Promise<string> => {
  const { cognito, UserPoolId } = aws;
  const { User } = await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: `${name}@example.org`, MessageAction: 'SUPPRESS' }));
  return User!.Username!;
};
const some = <Result>(count: number, make: (number: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, number) => make(number)));
const makeGroup = (GroupName: string) => aws.cognito.send(new CreateGroupCommand({ UserPoolId: aws.UserPoolId, GroupName }));
const join = (GroupName: string, Username: string) =>
  aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: aws.UserPoolId, GroupName, Username }));

test('counts accounts by status, who can sign in, and who is in which group', async () => {
  await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: await invite('locked') }));
  await invite('invited');
  await makeGroup('empty');
  expect(await counts()).toEqual({
    users: 3,
    counted: 3,
    complete: true,
    by_status: { CONFIRMED: 1, FORCE_CHANGE_PASSWORD: 2 },
    enabled: 2,
    disabled: 1,
    groups: expect.arrayContaining([{ group: 'admins', members: 1, complete: true }, { group: 'empty', members: 0, complete: true }]),
    groups_complete: true,
  });
});

test('passes over a group that goes meanwhile', async () => {
  await api.faults({ function: 'admin-count-users', operation: 'ListUsersInGroup', fault: { name: 'ResourceNotFoundException', status: 400 }, times: 1 });
  const { groups } = await counts();
  expect(groups.map(({ members }: any) => members).sort()).toEqual([0, 0]);
});

test('stops where a request has no time for more, and says where', async () => {
  const crew = await some(610, (number) => invite(`crew-${number}`));
  await makeGroup('crew');
  await some(400, (number) => join('crew', crew[number]));
  const few = await counts();
  expect(few).toMatchObject({ users: 613, counted: 600, complete: false, groups_complete: true });
  expect(few.enabled + few.disabled).toBe(600);
  expect(Object.values<number>(few.by_status).reduce((sum, one) => sum + one)).toBe(600);
  // Three groups have six pages each.
  expect(few.groups).toContainEqual({ group: 'crew', members: 360, complete: false });
  expect(few.groups).toContainEqual({ group: 'admins', members: 1, complete: true });

  await some(20, (number) => makeGroup(`watch-${number}`));
  const before = (await api.calls()).at(-1)!.number;
  const many = await counts();
  expect([many.groups.length, many.groups_complete]).toEqual([20, false]);
  expect(many.groups).toContainEqual({ group: 'crew', members: 60, complete: false });
  const calls = (await api.calls(before)).map(({ operation }) => operation);
  expect(calls.filter((operation) => operation === 'ListUsersInGroup')).toHaveLength(20);
  expect(calls.filter((operation) => operation === 'ListUsers')).toHaveLength(10);
}, 60_000);

test('the log says who asked', async () => {
  await counts();
  expect(await auditLine(api, 'admin-count-users')).toMatchObject({ actor: ada.sub, action: 'admin-count-users', result: 'SUCCESS', status: 200 });
});

isForAdministratorsOnly(() => ({ api, aws, route: 'GET /v1/admin/counts' }));
