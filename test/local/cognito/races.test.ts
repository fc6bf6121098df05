import {
  AdminSetUserPasswordCommand, GetTokensFromRefreshTokenCommand, RespondToAuthChallengeCommand, SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { createPerson, makePerson, makePool, signIn } from './person';
import { StandIn, startStandIn } from './stand-in';
import { CLIENT, EMAIL, OTHER_PASSWORD, PASSWORD } from '../../conformance/vectors/setup';

let standIn: StandIn;
beforeEach(async () => { standIn = await startStandIn(); });
afterEach(async () => { await standIn.close(); });

const TRIGGER = 'arn:aws:lambda:eu-central-1:123456789012:function:slow';
/** Slow enough that the calls meet inside the trigger. */
const slowly = async (event: any) => {
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  return event;
};

const many = async <T>(count: number, run: () => Promise<T>) => {
  const results = await Promise.allSettled(Array.from({ length: count }, run));
  const done = results.flatMap((result) => result.status === 'fulfilled' ? [result.value] : []);
  const names = results.flatMap((result) => result.status === 'rejected' ? [`${result.reason.name}: ${result.reason.message}`] : []);
  return { done, names };
};

test('of several answers to one session a single one succeeds', async () => {
  standIn.triggers.set(TRIGGER, slowly);
  const { pool, client } = makePool(standIn, { LambdaConfig: { PostAuthentication: TRIGGER } });
  await createPerson(standIn, pool);
  await standIn.client.send(new AdminSetUserPasswordCommand({ UserPoolId: pool.ref, Username: EMAIL, Password: PASSWORD }));
  const { Session } = await signIn(standIn, client);
  const { done, names } = await many(4, () => standIn.client.send(new RespondToAuthChallengeCommand({
    ClientId: client.ref, ChallengeName: 'NEW_PASSWORD_REQUIRED', Session, ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD: OTHER_PASSWORD },
  })));
  expect(done).toHaveLength(1);
  expect(new Set(names)).toEqual(new Set(['NotAuthorizedException: Invalid session for the user, session can only be used once.']));
});

test('of several refreshes without a grace a single one succeeds', async () => {
  standIn.triggers.set(TRIGGER, slowly);
  const { pool, client } = makePool(standIn, { LambdaConfig: { PreTokenGeneration: TRIGGER } }, {
    ...CLIENT.rotating, RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  });
  const { RefreshToken } = await makePerson(standIn, pool, client);
  const { done, names } = await many(4, () => standIn.client.send(new GetTokensFromRefreshTokenCommand({ ClientId: client.ref, RefreshToken })));
  expect(done).toHaveLength(1);
  expect(names.every((name) => name.startsWith('RefreshTokenReuseException'))).toBe(true);
});

test('a refresh whose trigger failed can be tried again', async () => {
  let fails = false;
  standIn.triggers.set(TRIGGER, (event) => {
    if (fails) throw new Error('not now');
    return event;
  });
  const { pool, client } = makePool(standIn, { LambdaConfig: { PreTokenGeneration: TRIGGER } }, {
    ...CLIENT.rotating, RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 },
  });
  const { RefreshToken } = await makePerson(standIn, pool, client);
  const refresh = () => standIn.client.send(new GetTokensFromRefreshTokenCommand({ ClientId: client.ref, RefreshToken }));
  fails = true;
  await expect(refresh()).rejects.toMatchObject({ name: 'UserLambdaValidationException' });
  fails = false;
  await refresh();
});

test('of several sign-ups with one email a single one succeeds', async () => {
  standIn.triggers.set(TRIGGER, slowly);
  const { client } = makePool(standIn, { LambdaConfig: { PreSignUp: TRIGGER } });
  const { done, names } = await many(4, () => standIn.client.send(new SignUpCommand({ ClientId: client.ref, Username: EMAIL, Password: PASSWORD })));
  expect(done).toHaveLength(1);
  expect(names.every((name) => name.startsWith('UsernameExistsException'))).toBe(true);
});

test('wrong passwords at once do not slip past the lock', async () => {
  standIn.triggers.set(TRIGGER, slowly);
  const { pool, client } = makePool(standIn, { LambdaConfig: { PreAuthentication: TRIGGER } });
  await createPerson(standIn, pool);
  const { names } = await many(20, () => signIn(standIn, client, EMAIL, 'Wrong-password-1'));
  expect(names.filter((name) => name.includes('Incorrect'))).toHaveLength(5);
  expect(names.filter((name) => name.includes('attempts exceeded'))).toHaveLength(15);
});
