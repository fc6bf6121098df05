import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describeGuards, runAdministration } from '../support/administration';
import { expectRefusal } from '../support/refusal';

const administration = runAdministration('POST /v1/admin/users/{user_id}/enable');
const { act } = administration;

/** Someone who was disabled. */
const disabled = async () => {
  const { aws, enrolled } = administration;
  const person = await enrolled();
  const { refresh_token } = (await person.signIn()).body;
  await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: person.sub }));
  return { person, refresh_token };
};

test('lets someone sign in again, but brings no session back', async () => {
  const { person, refresh_token } = await disabled();
  expectRefusal(await person.login(), 'INVALID_CREDENTIALS');
  const { status, body } = await act({ user_id: person.sub });
  expect([status, body]).toEqual([200, { user_id: person.sub, status: 'ENABLED' }]);
  expect((await person.signIn()).status).toBe(200);
  expectRefusal(await administration.api.call('POST /v1/refresh-token', { email: person.email, refresh_token }), 'INVALID_TOKEN');
});

test('done again, or of someone who was never disabled, is answered in the same way', async () => {
  const { person } = await disabled();
  const answers = [await act({ user_id: person.sub }), await act({ user_id: person.sub.toUpperCase() })];
  expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(2).fill([200, { user_id: person.sub, status: 'ENABLED' }]));
});

describeGuards(administration, {
  person: async () => (await disabled()).person,
  isUntouched: async (person) => (await person.login()).status === 401,
});
