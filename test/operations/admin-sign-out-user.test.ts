import { describeGuards, runAdministration } from '../support/administration';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';

const administration = runAdministration('POST /v1/admin/users/{user_id}/sign-out');
const { act } = administration;

const tokens = new Map<Person, string>();
const signedIn = async () => {
  const person = await administration.enrolled();
  const { access_token, refresh_token } = (await person.signIn()).body;
  tokens.set(person, access_token);
  return { person, access_token, refresh_token };
};

test('ends every session of someone, and a sign-in that waits for its code; they can begin another', async () => {
  const { api } = administration;
  const { person, access_token, refresh_token } = await signedIn();
  const second = (await person.signIn()).body;
  const { verification_session, verification_type } = (await person.login()).body;
  const { status, body } = await act({ user_id: person.sub });
  expect([status, body]).toEqual([200, { user_id: person.sub, status: 'SIGNED_OUT' }]);
  for (const token of [access_token, second.access_token]) {
    expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(token)), 'INVALID_TOKEN');
  }
  for (const token of [refresh_token, second.refresh_token]) {
    expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token: token }), 'INVALID_TOKEN');
  }
  expectRefusal(await api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code: await person.otp() }), 'INVALID_SESSION');
  expect((await person.signIn()).status).toBe(200);
});

test('ends an enrolment that waits for its first code', async () => {
  const { api, aws } = administration;
  const person = new Person(api, 'Bob');
  await person.register();
  await person.confirm();
  expect((await act({ user_id: person.sub })).status).toBe(200);
  expectRefusal(await person.confirmMfa(), 'ENROLMENT_EXPIRED');
  expect(await aws.objects(person.userId)).toEqual(['invitation-sent.json', 'sign-ins.json']);
});

test('administrators sign themselves out by it as well', async () => {
  const { grace, token } = administration;
  expect((await act({ user_id: grace.sub })).status).toBe(200);
  expectRefusal(await act({ user_id: grace.sub }, token), 'INVALID_TOKEN');
});

test('done again is answered in the same way', async () => {
  const { person } = await signedIn();
  const answers = [await act({ user_id: person.sub }), await act({ user_id: person.sub })];
  expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(2).fill([200, { user_id: person.sub, status: 'SIGNED_OUT' }]));
});

describeGuards(administration, {
  person: async () => (await signedIn()).person,
  isUntouched: async (person) => (await administration.api.call('GET /v1/userinfo', undefined, bearer(tokens.get(person)!))).status === 200,
});
