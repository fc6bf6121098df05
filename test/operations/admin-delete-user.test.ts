import { PutObjectCommand } from '@aws-sdk/client-s3';
import { accountObjects, personObjects } from '../../src/contract';
import { describeGuards, describeOwnAccount, runAdministration } from '../support/administration';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';

const administration = runAdministration('DELETE /v1/admin/users/{user_id}');
const { act, enrolled } = administration;

const exists = async ({ email }: Person) => (await administration.aws.account(email).catch((error: Error) => error.name)) !== 'UserNotFoundException';

/** Every kind of object that can be kept for a person. */
const keepEverything = async ({ userId, sub }: Person) => {
  const { s3, Bucket } = administration.aws;
  const keys = [...Object.values(personObjects).map((key) => key(userId)), ...Object.values(accountObjects).map((key) => key(sub))];
  await Promise.all(keys.map((Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: '{}' }))));
};

test('erases someone: their sessions, everything in the bucket, the account', async () => {
  const { api, aws } = administration;
  const person = await enrolled();
  const { access_token, refresh_token } = (await person.signIn()).body;
  await keepEverything(person);
  await keepEverything(administration.grace);
  const kept = await aws.objects(administration.grace.userId);
  const { status, body } = await act({ user_id: person.sub });
  expect([status, body]).toEqual([200, { user_id: person.sub, status: 'USER_DELETED' }]);
  expect(await exists(person)).toBe(false);
  expectRefusal(await person.login(), 'INVALID_CREDENTIALS');
  expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token }), 'INVALID_TOKEN');
  expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(access_token)), 'INVALID_TOKEN');
  expect([...await aws.objects(person.userId), ...await aws.objects(person.sub)]).toEqual([]);
  expect(await aws.objects(administration.grace.userId)).toEqual(kept);
});

test('done again finds nobody, also where the address has registered anew', async () => {
  const person = await enrolled();
  const former = person.sub;
  expect((await act({ user_id: former })).status).toBe(200);
  expectRefusal(await act({ user_id: former }), 'USER_NOT_FOUND');
  await person.enrol();
  expectRefusal(await act({ user_id: former }), 'USER_NOT_FOUND');
  expect((await person.signIn()).status).toBe(200);
});

test('what failed half way is done by the same request again', async () => {
  const { api, aws } = administration;
  const person = await enrolled();
  await keepEverything(person);
  await api.faults({ function: 'admin-delete-user', operation: 'AdminDeleteUser', fault: 'RESET', times: 0 });
  expectRefusal(await act({ user_id: person.sub }), 'SERVICE_UNAVAILABLE');
  await api.faults();
  expect([await exists(person), await aws.objects(person.userId)]).toEqual([true, []]);
  expect((await act({ user_id: person.sub })).status).toBe(200);
  expect(await exists(person)).toBe(false);
});

describeOwnAccount(administration);
describeGuards(administration, { isUntouched: async (person) => (await person.signIn()).status === 200 });
