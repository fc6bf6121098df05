import { SetUserPoolSessionConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider';
import { auditLine, makeAdministrator } from '../support/administrator';
import { isForAdministratorsOnly } from '../support/administrators-only';
import { awsOf, type Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';

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

const NOBODY = '01234567-89ab-4def-8123-456789abcdef';
const sessionsOf = (userId: string) => api.call(`GET /v1/admin/users/${userId}/sessions`, undefined, bearer(token));

test('tells where someone is signed in, as they see it themselves', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  expect((await sessionsOf(bob.sub)).body).toEqual({ tracked: true, sessions: [] });
  await bob.signIn();
  const { access_token } = (await bob.signIn()).body;
  const { status, headers, body } = await sessionsOf(bob.sub);
  expect([status, headers.get('cache-control'), body.tracked]).toEqual([200, 'no-store', true]);
  const own = (await api.call('GET /v1/sessions', undefined, bearer(access_token))).body.sessions;
  expect(body.sessions).toEqual(own.map(({ current, ...session }: any) => session));
  expect(body.sessions).toHaveLength(2);
  await api.call('POST /v1/logout', { email: bob.email, access_token });
  expect((await sessionsOf(bob.sub)).body.sessions).toEqual([]);
});

test('says so where the pool does not track sessions', async () => {
  const configuration = { UserPoolId: aws.UserPoolId, TokenSession: { MaxPerUser: 20 } };
  await aws.cognito.send(new SetUserPoolSessionConfigurationCommand({ ...configuration, UserSessionTracking: 'DISABLED' }));
  const { status, body } = await sessionsOf(ada.sub);
  await aws.cognito.send(new SetUserPoolSessionConfigurationCommand({ ...configuration, UserSessionTracking: 'ENABLED' }));
  expect([status, body]).toEqual([200, { tracked: false, sessions: [] }]);
});

test('refuses an account that there is not, and what is no id', async () => {
  expectRefusal(await sessionsOf(NOBODY), 'USER_NOT_FOUND');
  expectRefusal(await sessionsOf(ada.userId), 'USER_NOT_FOUND');
  expectRefusal(await sessionsOf(encodeURIComponent(ada.email)), 'INVALID_REQUEST', { user_id: expect.any(String) });
});

test('the log says who looked at whose', async () => {
  const { sub } = await new Person(api).enrol();
  await sessionsOf(sub);
  expect(await auditLine(api, 'admin-list-sessions')).toMatchObject({ actor: ada.sub, action: 'admin-list-sessions', target: sub, result: 'SUCCESS', status: 200 });
  await sessionsOf(NOBODY);
  expect(await auditLine(api, 'admin-list-sessions')).toMatchObject({ actor: ada.sub, target: NOBODY, result: 'USER_NOT_FOUND', status: 404 });
});

isForAdministratorsOnly(() => ({ api, aws, route: `GET /v1/admin/users/${ada.sub}/sessions` }));
