import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminDisableUserCommand, CreateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { describeGuards, runAdministration } from '../support/administration';

const administration = runAdministration('GET /v1/admin/counts');

const counts = async () => {
  const { status, body } = await administration.act({});
  expect(status).toBe(200);
  return body;
};
const invite = async (name: string): Promise<string> => {
  const { cognito, UserPoolId } = administration.aws;
  const { User } = await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: `${name}@example.org`, MessageAction: 'SUPPRESS' }));
  return User!.Username!;
};
const some = <Result>(count: number, make: (number: number) => Promise<Result>) =>
  Promise.all(Array.from({ length: count }, (_, number) => make(number)));
const makeGroup = (GroupName: string) => {
  const { cognito, UserPoolId } = administration.aws;
  return cognito.send(new CreateGroupCommand({ UserPoolId, GroupName }));
};
const join = (GroupName: string, Username: string) => {
  const { cognito, UserPoolId } = administration.aws;
  return cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName, Username }));
};

test('counts accounts by status, who can sign in, and who is in which group', async () => {
  const { cognito, UserPoolId } = administration.aws;
  await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: await invite('locked') }));
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
  await administration.api.faults({ function: 'admin-count-users', operation: 'ListUsersInGroup', fault: { name: 'ResourceNotFoundException', status: 400 }, times: 1 });
  const { groups } = await counts();
  expect(groups.map(({ members }: any) => members).sort()).toEqual([0, 0]);
});

test('stops where a request has no time for more, and says where', async () => {
  const { api } = administration;
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

describeGuards(administration);
