import { SetUserPoolSessionConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describeGuards, runAdministration } from '../support/administration';
import { bearer } from '../support/person';

const administration = runAdministration('GET /v1/admin/users/{user_id}/sessions');
const sessionsOf = (user_id: string) => administration.act({ user_id });

test('tells where someone is signed in, as they see it themselves', async () => {
  const { api, enrolled } = administration;
  const bob = await enrolled();
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
  const { aws, grace } = administration;
  const configuration = { UserPoolId: aws.UserPoolId, TokenSession: { MaxPerUser: 20 } };
  await aws.cognito.send(new SetUserPoolSessionConfigurationCommand({ ...configuration, UserSessionTracking: 'DISABLED' }));
  const { status, body } = await sessionsOf(grace.sub);
  await aws.cognito.send(new SetUserPoolSessionConfigurationCommand({ ...configuration, UserSessionTracking: 'ENABLED' }));
  expect([status, body]).toEqual([200, { tracked: false, sessions: [] }]);
});

describeGuards(administration);
