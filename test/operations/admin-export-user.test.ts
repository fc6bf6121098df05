import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { operations } from '../../src/contract';
import { auditLine, makeAdministrator } from '../support/administrator';
import { isForAdministratorsOnly } from '../support/administrators-only';
import type { Aws } from '../support/aws';
import { everyOperation } from '../support/every-operation';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { pictureOf } from '../support/pictures';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { invited } from '../support/stages';

/** With threat protection, so that sign-ins are kept, but without device tracking. */
let api: LocalApi;
let aws: Aws;
let ada: Person;
let token: string;
runStack({ ...everyOperation, featurePlan: FeaturePlan.PLUS, threatProtection: {} }, (...started) => {
  [api, aws] = started;
});
beforeAll(async () => {
  ada = await new Person(api).enrol();
  await makeAdministrator(api, ada);
});
beforeEach(async () => {
  token = (await ada.signIn()).body.access_token;
});

const NOBODY = '01234567-89ab-4def-8123-456789abcdef';
const exportOf = (userId: string, accessToken = token) => api.call(`GET /v1/admin/users/${userId}/export`, undefined, bearer(accessToken));

test('answers what the person would get, but for what Cognito shows to them alone', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  const { access_token } = (await bob.signIn()).body;
  const picture = pictureOf(api, bob.sub, access_token);
  await picture.upload('image/webp');
  await picture.set();
  const own = (await api.call(`GET /v1/users/${bob.sub}/export`, undefined, bearer(access_token))).body;
  const { status, headers, body } = await exportOf(bob.sub);
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  const { passkeys, ...shown } = own;
  expect(passkeys).toEqual([]);
  expect(body).toEqual({
    ...shown,
    exported_at: expect.any(String),
    sessions: own.sessions.map(({ current, ...session }: any) => session),
    picture: { ...own.picture, url: expect.any(String) },
    not_included: [expect.stringMatching(/^The list of passkeys: /), ...own.not_included],
  });
  expect(body.sessions).toHaveLength(1);
  expect(body.records.map(({ what }: any) => what)).toContain('When an invitation was last mailed.');
  expect((await fetch(body.picture.url)).headers.get('content-type')).toBe('image/webp');
  expect(JSON.stringify(body)).not.toContain(bob.totpSecret);
});

test('of someone who cannot sign in: who has not come yet, or is locked out', async () => {
  const eve = await invited(api, 'Eve');
  const { sub } = (await aws.account(eve.email)).attributes;
  expect((await exportOf(sub)).body).toMatchObject({ user_id: sub, account: { status: 'FORCE_CHANGE_PASSWORD' }, sessions: [], groups: [] });
  await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: sub }));
  expect((await exportOf(sub)).body.account.enabled).toBe(false);
});

test.each([
  ['AdminListDevices', 'InvalidParameterException', 'devices'],
  ['AdminListUserSessions', 'OperationNotEnabledException', 'sessions'],
  ['AdminListUserAuthEvents', 'UserPoolAddOnNotEnabledException', 'sign_in_events'],
])('leaves out what the pool does not keep: %s answers %s', async (operation, name, category) => {
  await api.faults({ function: 'admin-export-user', operation, fault: { name, status: 400 }, times: 0 });
  const { status, body } = await exportOf(ada.sub);
  await api.faults();
  expect([status, category in body, body.account.status]).toEqual([200, false, 'CONFIRMED']);
});

test('asks for a sign-in of the last ten minutes, which a refresh is not', async () => {
  const { access_token, refresh_token } = (await ada.signIn()).body;
  await api.advance(601);
  expectRefusal(await exportOf(ada.sub, access_token), 'REAUTHENTICATION_REQUIRED');
  const { body } = await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token });
  expectRefusal(await exportOf(ada.sub, body.access_token), 'REAUTHENTICATION_REQUIRED');
});

test('refuses an account that there is not, or not any more, and what is no id', async () => {
  expectRefusal(await exportOf(NOBODY), 'USER_NOT_FOUND');
  expectRefusal(await exportOf(ada.userId), 'USER_NOT_FOUND');
  expectRefusal(await exportOf(encodeURIComponent(ada.email)), 'INVALID_REQUEST', { user_id: expect.any(String) });
  await api.faults({ function: 'admin-export-user', operation: 'AdminListUserSessions', fault: { name: 'UserNotFoundException', status: 400 }, times: 1 });
  expectRefusal(await exportOf(ada.sub), 'USER_NOT_FOUND');
});

test('the log says who took whose', async () => {
  const { sub, email } = await new Person(api).enrol();
  await exportOf(sub);
  expect(await auditLine(api, 'admin-export-user')).toMatchObject({ actor: ada.sub, action: 'admin-export-user', target: sub, result: 'SUCCESS', status: 200 });
  await api.advance(601);
  await exportOf(sub);
  expect(await auditLine(api, 'admin-export-user')).toMatchObject({ actor: ada.sub, target: sub, result: 'REAUTHENTICATION_REQUIRED', status: 401 });
  expect(JSON.stringify(await api.logs())).not.toContain(email);
});

test('every category that the contract names is one that it answers', () => {
  const { properties, required } = operations['GET /v1/admin/users/{user_id}/export'].success.body;
  expect(Object.keys(properties).filter((name) => !(required as string[]).includes(name))).toEqual(['devices', 'sessions', 'sign_in_events', 'picture']);
});

isForAdministratorsOnly(() => ({ api, aws, route: `GET /v1/admin/users/${ada.sub}/export` }));
