import { Cognito, own } from './cognito';
import { Fault, faults, notAuthorized } from './errors';
import { sha256 } from './random';
import { Client, Pool, RefreshToken, TokenSession, User } from './state';
import { AuthenticationResult, newRefreshToken, signTokens } from './tokens';
import { ClientMetadata } from './triggers';
import { userByName } from './users';

interface Known {
  readonly token: RefreshToken;
  readonly session: TokenSession;
  readonly user: User;
}

export const rotates = (client: Client) => client.config.RefreshTokenRotation?.Feature === 'ENABLED';

export function readRefreshToken(cognito: Cognito, pool: Pool, client: Client, value: string): Known {
  const token = own(cognito.state.refreshTokens, sha256(value));
  const session = token && cognito.state.tokenSessions[token.tokenSession];
  const user = session && userByName(pool, session.username);
  // [O] Also for another client's token.
  if (!session || session.clientId !== client.id || session.poolId !== pool.id) throw notAuthorized('Invalid Refresh Token');
  if (!user) throw faults.userDoesNotExist();
  // [O]
  if (session.revoked) throw notAuthorized('Refresh Token has been revoked');
  // [M] unverified text
  if (cognito.now() >= session.expiresAt) throw notAuthorized('Refresh Token has expired');
  if (token.replacedUntil !== undefined && cognito.now() >= token.replacedUntil) {
    // [D] the name; [M] the text, and that the other tokens of the sign-in live on: unverified.
    throw new Fault('RefreshTokenReuseException', 'Refresh token has been invalidated by rotation.');
  }
  if (!user.enabled) throw faults.userIsDisabled();
  return { token, session, user };
}

export async function refresh(
  cognito: Cognito, client: Client, { token, session }: Known, clientMetadata: ClientMetadata,
): Promise<AuthenticationResult> {
  // [D]
  if (session.tracked) session.tracked.lastActiveAt = cognito.now();
  if (!rotates(client)) return signTokens(cognito, session, 'RefreshTokens', clientMetadata);
  // Before anything is awaited, so that two refreshes at once see each other. The end of the grace stays where the first
  // one put it; a retry within it gets a new token too [M].
  const graceMs = (client.config.RefreshTokenRotation.RetryGracePeriodSeconds ?? 0) * 1000;
  const before = token.replacedUntil;
  token.replacedUntil ??= cognito.now() + graceMs;
  try {
    const result = await signTokens(cognito, session, 'RefreshTokens', clientMetadata);
    // [D] The new one lasts for what remains of the first one's validity.
    return { ...result, RefreshToken: newRefreshToken(cognito, session) };
  } catch (error) {
    // A failed trigger must not cost the session.
    token.replacedUntil = before;
    throw error;
  }
}
