import { allowsFlow } from './allowed';
import { preventsExistenceErrors } from '../client-user';
import { defineChallenge, round } from '../custom-auth';
import { faults, invalidParameter } from '../errors';
import { Flow } from './flow';
import { preAuthentication } from './password';
import { checkSecretHash } from '../secret-hash';
import { User } from '../state';
import { userByName } from '../users';

// [D] Clients with legacy flows have it always.
const FLOWS = ['ALLOW_CUSTOM_AUTH', 'CUSTOM_AUTH_FLOW_ONLY', 'ADMIN_NO_SRP_AUTH', 'USER_PASSWORD_AUTH'];

const customFlow: Flow = async (cognito, { pool, client, parameters, metadata }) => {
  // [O]
  if (!allowsFlow(client, ...FLOWS)) throw invalidParameter('CUSTOM_AUTH is not enabled for the client.');
  const { USERNAME: username, SRP_A: clientPublic } = parameters;
  if (!username) throw faults.missingRequired('USERNAME');
  checkSecretHash(client, username, parameters.SECRET_HASH);
  // [D] The password comes first where the caller says so, never later.
  const withPassword = parameters.CHALLENGE_NAME === 'SRP_A';
  if (withPassword && !clientPublic) throw faults.missingRequired('SRP_A');
  const user = userByName(pool, username);
  if (!user && !preventsExistenceErrors(client)) throw faults.userDoesNotExist();
  await preAuthentication(cognito, pool, client, user, username, metadata);
  if (user && !withPassword) refuseWithoutPassword(user);
  // [D] ClientMetadata of this call reaches neither trigger.
  return defineChallenge(cognito, { pool, client, user, username }, withPassword ? [round('SRP_A')] : [], withPassword ? clientPublic : undefined);
};

/** [M] Unverified, also that one who was invited passes. */
function refuseWithoutPassword(user: User): void {
  if (!user.enabled) throw faults.userIsDisabled();
  if (user.status === 'RESET_REQUIRED') throw faults.passwordResetRequired();
  if (user.status === 'UNCONFIRMED') throw faults.userIsNotConfirmed();
}

export const customFlows: Record<string, Flow> = { CUSTOM_AUTH: customFlow };
