import { AdminAddUserToGroupCommand, CreateGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describeGuards, describeOwnAccount, runAdministration } from '../support/administration';
import { makeAdministrator } from '../support/administrator';
import { bearer } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';

const administration = runAdministration('DELETE /v1/admin/users/{user_id}/groups/{group}');
const { act } = administration;

const administrator = async () => {
  const person = await administration.enrolled();
  await makeAdministrator(administration.api, person);
  return person;
};
const groups = (token: string) => administration.api.call('GET /v1/admin/groups', undefined, bearer(token));

test('a token that still names the group opens nothing more of an administrator\'s, and no new one names it', async () => {
  const { api } = administration;
  const person = await administrator();
  const { access_token, refresh_token } = (await person.signIn()).body;
  expect((await groups(access_token)).status).toBe(200);
  const { status, body } = await act({ user_id: person.sub, group: 'admins' });
  expect([status, body]).toEqual([200, { user_id: person.sub, group: 'admins', status: 'REMOVED_FROM_GROUP' }]);
  expectRefusal(await groups(access_token), 'INVALID_TOKEN');
  expectRefusal(await act({ user_id: administration.grace.sub, group: 'admins' }, access_token), 'INVALID_TOKEN');
  expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token }), 'INVALID_TOKEN');
  expectGatewayRefusal(await groups((await person.signIn()).body.access_token), 403);
});

test('a sign-in that waits for its code is over', async () => {
  const { api } = administration;
  const person = await administrator();
  const { verification_session, verification_type } = (await person.login()).body;
  await act({ user_id: person.sub, group: 'admins' });
  expectRefusal(await api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code: await person.otp() }), 'INVALID_SESSION');
});

test('done again, or of someone who is no member, is answered in the same way', async () => {
  const person = await administrator();
  const done = [200, { user_id: person.sub, group: 'admins', status: 'REMOVED_FROM_GROUP' }];
  const answers = [await act({ user_id: person.sub, group: 'admins' }), await act({ user_id: person.sub, group: 'admins' })];
  expect(answers.map(({ status, body }) => [status, body])).toEqual([done, done]);
});

test('refuses a group that is not there, and leaves the person signed in', async () => {
  const person = await administrator();
  const { access_token } = (await person.signIn()).body;
  expectRefusal(await act({ user_id: person.sub, group: 'nothing' }), 'GROUP_NOT_FOUND');
  expect((await groups(access_token)).status).toBe(200);
});

test('administrators leave any other group, which ends their own sessions, too', async () => {
  const { aws, grace, token } = administration;
  const { UserPoolId } = aws;
  await aws.cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: 'readers' }));
  await aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, GroupName: 'readers', Username: grace.sub }));
  expect((await act({ user_id: grace.sub, group: 'readers' })).status).toBe(200);
  expectRefusal(await groups(token), 'INVALID_TOKEN');
  expect((await groups(await administration.signIn())).status).toBe(200);
});

describeOwnAccount(administration, { group: 'admins' });
describeGuards(administration, {
  person: administrator,
  request: () => ({ group: 'admins' }),
  isUntouched: async (person) => (await groups((await person.signIn()).body.access_token)).status === 200,
});
