import { describeGuards, NOBODY, runAdministration } from '../support/administration';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';

const administration = runAdministration('PUT /v1/admin/users/{user_id}/groups/{group}');
const { act, enrolled } = administration;

const groupsOf = async (person: Person) => (await administration.api.call('GET /v1/userinfo', undefined, bearer((await person.signIn()).body.access_token))).body.groups;

test('takes effect when the person refreshes, and not before', async () => {
  const { api } = administration;
  const person = await enrolled();
  const { access_token, refresh_token } = (await person.signIn()).body;
  const { status, body } = await act({ user_id: person.sub, group: 'admins' });
  expect([status, body]).toEqual([200, { user_id: person.sub, group: 'admins', status: 'ADDED_TO_GROUP' }]);
  expectGatewayRefusal(await api.call('GET /v1/admin/groups', undefined, bearer(access_token)), 403);
  const refreshed = (await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).body;
  expect((await api.call('GET /v1/admin/groups', undefined, bearer(refreshed.access_token))).status).toBe(200);
});

test('takes effect at the next sign-in', async () => {
  const person = await enrolled();
  await act({ user_id: person.sub, group: 'admins' });
  expect(await groupsOf(person)).toEqual(['admins']);
});

test('a group with a name of other characters is one of its own', async () => {
  const { aws } = administration;
  const { CreateGroupCommand } = await import('@aws-sdk/client-cognito-identity-provider');
  const group = 'é,admins/1%2F';
  await aws.cognito.send(new CreateGroupCommand({ UserPoolId: aws.UserPoolId, GroupName: group }));
  const person = await enrolled();
  expect(await act({ user_id: person.sub, group })).toMatchObject({ status: 200, body: { group } });
  expectGatewayRefusal(await administration.api.call('GET /v1/admin/groups', undefined, bearer((await person.signIn()).body.access_token)), 403);
});

test('done again, or of a member, is answered in the same way', async () => {
  const { grace } = administration;
  const done = [200, { user_id: grace.sub, group: 'admins', status: 'ADDED_TO_GROUP' }];
  const answers = [await act({ user_id: grace.sub, group: 'admins' }), await act({ user_id: grace.sub.toUpperCase(), group: 'admins' })];
  expect(answers.map(({ status, body }) => [status, body])).toEqual([done, done]);
});

test('refuses a group that is not there, whoever it is for', async () => {
  const person = await enrolled();
  expectRefusal(await act({ user_id: person.sub, group: 'Admins' }), 'GROUP_NOT_FOUND');
  expectRefusal(await act({ user_id: NOBODY, group: 'nothing' }), 'USER_NOT_FOUND');
  expect(await groupsOf(person)).toEqual([]);
});

test.each(['two words', 'a'.repeat(129), '\u0007'])('refuses %j, which is no name of a group', async (group) => {
  const person = await enrolled();
  expectRefusal(await act({ user_id: person.sub, group }), 'INVALID_REQUEST', { group: 'must be the name of a group, of 1 to 128 characters without spaces' });
});

describeGuards(administration, {
  request: () => ({ group: 'admins' }),
  isUntouched: async (person) => (await groupsOf(person)).length === 0,
});
