import { preventsExistenceErrors } from '../client-user';
import { Cognito } from '../cognito';
import { faults, invalidParameter } from '../errors';
import { allowsFlow } from '../flows';
import { countFailure, forgetFailures, refuseWhileLocked } from '../lockout';
import { operations } from '../operation';
import { temporaryPasswordExpired } from '../password-policy';
import { verifyPassword } from '../passwords';
import { readRefreshToken, refresh, rotates } from '../refresh';
import { checkSecretHash } from '../secret-hash';
import { AuthResponse, nextChallenge } from '../sign-in';
import { Client, Pool, User } from '../state';
import { ClientMetadata, invokeTrigger, userAttributes } from '../triggers';
import { userByName } from '../users';

interface InitiateAuthInput {
  readonly AuthFlow: string;
  readonly ClientId: string;
  readonly UserPoolId?: string;
  readonly AuthParameters?: Record<string, string>;
  readonly ClientMetadata?: ClientMetadata;
}

const REFRESH = ['REFRESH_TOKEN_AUTH', 'REFRESH_TOKEN'];
const ADMIN_PASSWORD = ['ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH'];
const NOT_YET = ['USER_SRP_AUTH', 'CUSTOM_AUTH', 'USER_AUTH'];

async function initiateAuth(cognito: Cognito, input: InitiateAuthInput, pool: Pool, client: Client, admin: boolean): Promise<AuthResponse> {
  const { AuthFlow: flow, AuthParameters: parameters = {}, ClientMetadata: metadata } = input;
  if (NOT_YET.includes(flow)) throw invalidParameter(`the offline Cognito does not have the flow ${flow}`);
  if (REFRESH.includes(flow)) return refreshTokenAuth(cognito, pool, client, parameters, metadata);
  if (ADMIN_PASSWORD.includes(flow) !== admin || (!admin && flow !== 'USER_PASSWORD_AUTH')) {
    throw invalidParameter('Initiate Auth method not supported.');
  }
  // [O] the administrators' flow is refused with a text of its own.
  if (admin && !allowsFlow(client, 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ADMIN_NO_SRP_AUTH')) throw invalidParameter('Auth flow not enabled for this client');
  if (!admin && !allowsFlow(client, 'ALLOW_USER_PASSWORD_AUTH', 'USER_PASSWORD_AUTH')) throw faults.flowNotEnabled(flow);
  const { USERNAME: username, PASSWORD: password } = parameters;
  if (!username) throw faults.missingRequired('USERNAME');
  checkSecretHash(client, username, parameters.SECRET_HASH);
  if (!password) throw faults.missingRequired('PASSWORD');
  const user = await passwordSignIn(cognito, pool, client, username, password, metadata);
  // [D] ClientMetadata of this call reaches the pre-authentication trigger only.
  return nextChallenge(cognito, { pool, client, user });
}

/** [M] The precedence of disabled, reset required, unconfirmed and wrong password is unverified. */
async function passwordSignIn(
  cognito: Cognito, pool: Pool, client: Client, username: string, password: string, metadata: ClientMetadata,
): Promise<User> {
  const prevented = preventsExistenceErrors(client);
  const user = userByName(pool, username);
  if (user || prevented) await preAuthentication(cognito, pool, client, user, username, metadata);
  if (!user) {
    verifyPassword(password, undefined);
    throw prevented ? faults.incorrectUsernameOrPassword() : faults.userDoesNotExist();
  }
  // From here to the count nothing is awaited, so that attempts at once do not slip past the lock.
  refuseWhileLocked(user, cognito.now());
  if (!user.enabled) throw faults.userIsDisabled();
  if (user.status === 'RESET_REQUIRED') throw faults.passwordResetRequired();
  if (!verifyPassword(password, user.password)) {
    countFailure(user, cognito.now());
    throw faults.incorrectUsernameOrPassword();
  }
  // [V] Only to who knows the password.
  if (user.status === 'UNCONFIRMED') throw faults.userIsNotConfirmed();
  const setAt = user.temporaryPasswordSetAt;
  if (user.status === 'FORCE_CHANGE_PASSWORD' && setAt !== undefined && temporaryPasswordExpired(pool, setAt, cognito.now())) {
    throw faults.temporaryPasswordExpired();
  }
  // [M] That the right password alone, before the second factor, ends the count is unverified.
  forgetFailures(user);
  return user;
}

async function preAuthentication(
  cognito: Cognito, pool: Pool, client: Client, user: User | undefined, username: string, metadata: ClientMetadata,
): Promise<void> {
  await invokeTrigger(cognito, pool, {
    trigger: 'PreAuthentication',
    source: 'PreAuthentication_Authentication',
    user,
    username,
    client,
    request: {
      userAttributes: user ? userAttributes(user) : {},
      validationData: metadata ?? null,
      // [D] Only where existence errors are prevented.
      ...(preventsExistenceErrors(client) ? { userNotFound: !user } : {}),
    },
    response: {},
  });
}

async function refreshTokenAuth(
  cognito: Cognito, pool: Pool, client: Client, parameters: Record<string, string>, metadata: ClientMetadata,
): Promise<AuthResponse> {
  // [D] Refused on a client that rotates; [M] the text is unverified. Such a client cannot have the flow enabled either.
  if (rotates(client) || !allowsFlow(client, 'ALLOW_REFRESH_TOKEN_AUTH', 'ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH')) {
    throw faults.flowNotEnabled('REFRESH_TOKEN_AUTH');
  }
  const value = parameters.REFRESH_TOKEN;
  if (!value) throw faults.missingRequired('REFRESH_TOKEN');
  const known = readRefreshToken(cognito, pool, client, value);
  // [O] Here the hash is over the true username, since the caller need not send one.
  checkSecretHash(client, known.user.username, parameters.SECRET_HASH);
  return { ChallengeParameters: {}, AuthenticationResult: await refresh(cognito, client, known, metadata) };
}

export const initiateAuthOperations = operations({
  InitiateAuth: {
    required: ['AuthFlow', 'ClientId'],
    optional: ['AuthParameters', 'ClientMetadata'],
    withoutEffect: ['AnalyticsMetadata', 'UserContextData'],
    run(cognito, input: InitiateAuthInput) {
      const { pool, client } = cognito.client(input.ClientId);
      return initiateAuth(cognito, input, pool, client, false);
    },
  },
  AdminInitiateAuth: {
    signed: true,
    required: ['UserPoolId', 'ClientId', 'AuthFlow'],
    optional: ['AuthParameters', 'ClientMetadata'],
    withoutEffect: ['AnalyticsMetadata', 'ContextData'],
    run(cognito, input: InitiateAuthInput) {
      const pool = cognito.pool(input.UserPoolId!);
      return initiateAuth(cognito, input, pool, cognito.clientOf(pool, input.ClientId), true);
    },
  },
});
