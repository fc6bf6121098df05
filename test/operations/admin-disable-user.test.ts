import { describeGuards, describeOwnAccount, runAdministration } from '../support/administration';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';

const administration = runAdministration('POST /v1/admin/users/{user_id}/disable');
const { act, enrolled } = administration;

test('ends every session of someone, and a sign-in that waits for its code, and lets them begin no other', async () => {
  const { api } = administration;
  const person = await enrolled();
  const { access_token, refresh_token } = (await person.signIn()).body;
  const { verification_session, verification_type } = (await person.login()).body;
  const { status, body } = await act({ user_id: person.sub });
  expect([status, body]).toEqual([200, { user_id: person.sub, status: 'DISABLED' }]);
  expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(access_token)), 'INVALID_TOKEN');
  expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token }), 'INVALID_TOKEN');
  expectRefusal(await api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code: await person.otp() }), 'INVALID_SESSION');
  expectRefusal(await person.login(), 'INVALID_CREDENTIALS');
});

test('nothing of before goes on once they are enabled again', async () => {
  const { api, token } = administration;
  const person = await enrolled();
  const { access_token, refresh_token } = (await person.signIn()).body;
  const { verification_session, verification_type } = (await person.login()).body;
  await act({ user_id: person.sub });
  expect((await api.call(`POST /v1/admin/users/${person.sub}/enable`, undefined, bearer(token))).status).toBe(200);
  expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(access_token)), 'INVALID_TOKEN');
  expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token }), 'INVALID_TOKEN');
  expectRefusal(await api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code: await person.otp() }), 'INVALID_SESSION');
  expect((await person.signIn()).status).toBe(200);
});

test('an invited person cannot accept the invitation meanwhile', async () => {
  const person = new Person(administration.api, 'Bob');
  await person.register();
  const { sub } = (await administration.aws.account(person.email)).attributes;
  expect((await act({ user_id: sub })).status).toBe(200);
  expectRefusal(await person.confirm(), 'INVALID_CREDENTIALS');
});

test('another administrator is disabled at once', async () => {
  const { api, aws } = administration;
  const { makeAdministrator } = await import('../support/administrator');
  const other = await new Person(api, 'Heidi').enrol();
  await makeAdministrator(api, other);
  const { access_token } = (await other.signIn()).body;
  expect((await act({ user_id: other.sub })).status).toBe(200);
  expectRefusal(await act({ user_id: administration.grace.sub }, access_token), 'INVALID_TOKEN');
  expect((await aws.account(administration.grace.email)).status).toBe('CONFIRMED');
});

test('who came from an identity provider is found by their sub, which is no name of theirs', async () => {
  const { api } = administration;
  const person = await enrolled();
  // As Cognito answers of them: their username alone is known to it.
  await api.faults({ function: 'admin-disable-user', operation: 'AdminGetUser', fault: { name: 'UserNotFoundException', status: 400 } });
  expect((await act({ user_id: person.sub })).status).toBe(200);
  await api.faults();
  expectRefusal(await person.login(), 'INVALID_CREDENTIALS');
});

test('done again is answered in the same way', async () => {
  const person = await enrolled();
  const answers = [await act({ user_id: person.sub }), await act({ user_id: person.sub })];
  expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(2).fill([200, { user_id: person.sub, status: 'DISABLED' }]));
});

describeOwnAccount(administration);
describeGuards(administration, { isUntouched: async (person) => (await person.signIn()).status === 200 });
