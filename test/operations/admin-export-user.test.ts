import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { operations } from '../../src/contract';
import { describeGuards, runAdministration } from '../support/administration';
import { everyOperation } from '../support/every-operation';
import { bearer } from '../support/person';
import { pictureOf } from '../support/pictures';
import { expectRefusal } from '../support/refusal';
import { invited } from '../support/stages';

const ROUTE = 'GET /v1/admin/users/{user_id}/export';
/** With threat protection, so that sign-ins are kept, but without device tracking. */
const administration = runAdministration(ROUTE, { ...everyOperation, featurePlan: FeaturePlan.PLUS, threatProtection: {} });
const exportOf = (user_id: string) => administration.act({ user_id });

test('answers what the person would get, but for what Cognito shows to them alone', async () => {
  const { api, enrolled } = administration;
  const bob = await enrolled();
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
  const { api, aws } = administration;
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
  const { api, grace } = administration;
  await api.faults({ function: 'admin-export-user', operation, fault: { name, status: 400 }, times: 0 });
  const { status, body } = await exportOf(grace.sub);
  await api.faults();
  expect([status, category in body, body.account.status]).toEqual([200, false, 'CONFIRMED']);
});

test('says so where an account goes while it is looked at', async () => {
  const { api, grace } = administration;
  await api.faults({ function: 'admin-export-user', operation: 'AdminListUserSessions', fault: { name: 'UserNotFoundException', status: 400 }, times: 1 });
  expectRefusal(await exportOf(grace.sub), 'USER_NOT_FOUND');
});

test('every category that the contract names is one that it answers', () => {
  const { properties, required } = operations[ROUTE].success.body;
  expect(Object.keys(properties).filter((name) => !(required as string[]).includes(name))).toEqual(['devices', 'sessions', 'sign_in_events', 'picture']);
});

describeGuards(administration);
