import {
  AdminSetUserPasswordCommand, GetTokensFromRefreshTokenCommand, GetUserCommand, RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createPerson, makePerson, makePool, signIn } from './person';
import { StandIn, startStandIn } from './stand-in';
import { EMAIL, OTHER_PASSWORD, PASSWORD } from '../../conformance/vectors/setup';

let one: StandIn;
let two: StandIn;
beforeEach(async () => { [one, two] = [await startStandIn(), await startStandIn()]; });
afterEach(async () => { await Promise.all([one.close(), two.close()]); });

const saved = (standIn: StandIn) => JSON.parse(JSON.stringify(standIn.service.snapshot()));

test('a restarted stand-in has the people, the keys and the tokens of the former one', async () => {
  const before = makePool(one, {}, { GenerateSecret: false });
  const { AccessToken, RefreshToken } = await makePerson(one, before.pool, before.client);
  await createPerson(one, before.pool);
  two.service.restore(saved(one));
  const after = makePool(two);
  expect(after.client.ref).toBe(before.client.ref);
  expect((await two.client.send(new GetUserCommand({ AccessToken }))).UserAttributes).toHaveLength(3);
  await two.client.send(new GetTokensFromRefreshTokenCommand({ ClientId: after.client.ref, RefreshToken }));
  expect((await signIn(two, after.client, EMAIL)).AuthenticationResult).toBeDefined();
});

test('a challenge that was open goes on after the restart', async () => {
  const before = makePool(one);
  await createPerson(one, before.pool);
  await one.client.send(new AdminSetUserPasswordCommand({ UserPoolId: before.pool.ref, Username: EMAIL, Password: PASSWORD }));
  const { Session } = await signIn(one, before.client);
  two.service.restore(saved(one));
  const { AuthenticationResult } = await two.client.send(new RespondToAuthChallengeCommand({
    ClientId: before.client.ref, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD: OTHER_PASSWORD },
  }));
  expect(AuthenticationResult).toBeDefined();
});

test('the client\'s secret survives, and the template\'s new settings win', () => {
  const before = makePool(one, {}, { GenerateSecret: true });
  two.service.restore(saved(one));
  const after = makePool(two, { MfaConfiguration: 'ON', EnabledMfas: ['SOFTWARE_TOKEN_MFA'] }, { GenerateSecret: true });
  expect(after.client.attributes.ClientSecret).toBe(before.client.attributes.ClientSecret);
  expect((two.service.snapshot() as any).pools[after.pool.ref].mfa.MfaConfiguration).toBe('ON');
});

test('restoring after the template was made is refused, since its client secret was handed out', () => {
  makePool(one);
  expect(() => one.service.restore(saved(one))).toThrow(/must be restored before/);
});

test('a snapshot is a copy', async () => {
  const { pool } = makePool(one);
  const before = saved(one);
  await createPerson(one, pool);
  expect(before.pools[pool.ref].users).toEqual({});
});

test('neither passwords nor sessions nor refresh tokens nor codes are kept in clear', async () => {
  const { pool, client } = makePool(one);
  const { RefreshToken } = await makePerson(one, pool, client);
  const text = JSON.stringify(one.service.snapshot());
  for (const secret of [PASSWORD, RefreshToken!]) expect(text).not.toContain(secret);
});
