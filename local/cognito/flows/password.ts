import { preventsExistenceErrors } from '../client-user';
import { Cognito } from '../cognito';
import { faults, invalidParameter } from '../errors';
import { allowsFlow } from './allowed';
import { Flow } from './flow';
import { judgeProof, refuseBeforeProof } from '../password-proof';
import { verifyPassword } from '../passwords';
import { checkSecretHash } from '../secret-hash';
import { nextChallenge } from '../sign-in';
import { makeVerifier } from '../srp';
import { Client, Pool, User } from '../state';
import { ClientMetadata, invokeTrigger, userAttributes } from '../triggers';
import { migrateUser } from '../user-migration';
import { userByName } from '../users';

const passwordFlow: Flow = async (cognito, { flow, pool, client, parameters, metadata, admin }) => {
  if ((flow !== 'USER_PASSWORD_AUTH') !== admin) throw invalidParameter('Initiate Auth method not supported.');
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
};

export const passwordFlows: Record<string, Flow> = {
  ADMIN_NO_SRP_AUTH: passwordFlow,
  ADMIN_USER_PASSWORD_AUTH: passwordFlow,
  USER_PASSWORD_AUTH: passwordFlow,
};

export async function passwordSignIn(
  cognito: Cognito, pool: Pool, client: Client, username: string, password: string, metadata: ClientMetadata,
): Promise<User> {
  const prevented = preventsExistenceErrors(client);
  // [D] Only a password that is sent can bring a person over.
  const user = userByName(pool, username) ?? await migrateUser(cognito, { pool, client, username, password, metadata });
  if (user || prevented) await preAuthentication(cognito, pool, client, user, username, metadata);
  if (!user) {
    verifyPassword(password, undefined);
    throw prevented ? faults.incorrectUsernameOrPassword() : faults.userDoesNotExist();
  }
  provePassword(cognito, pool, user, password);
  return user;
}

/** Nothing is awaited here, so that attempts at once do not slip past the lock. */
export function provePassword(cognito: Cognito, pool: Pool, user: User, password: string): void {
  refuseBeforeProof(user, cognito.now());
  const right = verifyPassword(password, user.password);
  judgeProof(pool, user, right, cognito.now());
  // A person whom a former version saved has none.
  user.srp ??= makeVerifier(pool.id, user.username, password);
}

export async function preAuthentication(
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
