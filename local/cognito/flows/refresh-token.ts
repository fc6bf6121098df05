import { allowsFlow } from './allowed';
import { Flow } from './flow';
import { faults } from '../errors';
import { readRefreshToken, refresh, rotates } from '../refresh';
import { checkSecretHash } from '../secret-hash';

const refreshTokenFlow: Flow = async (cognito, { pool, client, parameters, metadata }) => {
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
};

export const refreshTokenFlows: Record<string, Flow> = { REFRESH_TOKEN: refreshTokenFlow, REFRESH_TOKEN_AUTH: refreshTokenFlow };
