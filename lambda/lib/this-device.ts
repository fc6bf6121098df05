import { AdminRevokeUserSessionCommand, RevokeTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { isOneOf } from './aws-errors';
import { clientSecret } from './client-secret';
import { ClientId, UserPoolId, cognito } from './cognito';
import { HttpError } from './http-error';
import { refreshIfAlive } from './refresh';
import { claimsOf } from './sign-in';
import { trackedSessions } from './tracked-sessions';

/** For `.catch`: goes on with `instead` after the exceptions named. */
const taking = <Value>(instead: Value, names: readonly string[]) => (error: unknown): Value => {
  if (isOneOf(error, names)) {
    return instead;
  }
  throw error;
};

/** What logout got. */
export interface SentTokens {
  readonly email?: string;
  readonly access_token?: string;
  readonly refresh_token?: string;
}

/** Ends what an access token stands for, if it is of the person named, and says whether all of it is over. Without one there is nothing to end by it. */
export type EndByAccessToken = (tokens: SentTokens, end: (accessToken: string) => Promise<boolean>) => Promise<boolean>;

/**
 * Ends the session that an access token belongs to, and says whether it did. Cognito lists no session in the first seconds after a sign-in, none that
 * began before sessions were tracked, and none at all in a pool that does not track them. RevokeUserSession refuses the current one.
 */
const endByList = async (accessToken: string): Promise<boolean> => {
  const sessions = await trackedSessions(accessToken).catch(taking([], ['OperationNotEnabledException']));
  const current = sessions.find(({ IsCurrentSession }) => IsCurrentSession);
  if (!current) {
    return false;
  }
  await cognito.send(new AdminRevokeUserSessionCommand({ UserPoolId, Username: claimsOf(accessToken).username, SessionId: current.SessionId }))
    // It has ended meanwhile.
    .catch(taking(undefined, ['ResourceNotFoundException', 'UserNotFoundException']));
  return true;
};

/** Ends the session that a refresh token belongs to, if it still goes on, and says whether that is the access token's. */
const endByRefreshToken = async (refreshToken: string, email: string | undefined, accessToken: string | undefined): Promise<boolean> => {
  const tokens = await refreshIfAlive(refreshToken, email);
  if (!tokens) {
    return false;
  }
  await cognito.send(new RevokeTokenCommand({ Token: tokens.refresh_token, ClientId, ClientSecret: await clientSecret() }));
  return accessToken !== undefined && claimsOf(tokens.access_token).origin_jti === claimsOf(accessToken).origin_jti;
};

/** Ends the session of the tokens, and no other. The refresh token alone does where Cognito has no session to list. */
export const endThisSession = async (tokens: SentTokens, endByAccessToken: EndByAccessToken): Promise<void> => {
  const { email, access_token, refresh_token } = tokens;
  let tried: Promise<boolean> | undefined;
  // First, so that nothing has ended where it turns out to be somebody else's.
  const byRefreshToken = () => tried ??= refresh_token === undefined ? Promise.resolve(false) : endByRefreshToken(refresh_token, email, access_token);
  const over = await endByAccessToken(tokens, async (accessToken) => await byRefreshToken() || endByList(accessToken));
  await byRefreshToken();
  if (!over) {
    throw new HttpError('INVALID_REQUEST', { refresh_token: 'is required: the session is not listed (yet), and only its own refresh token ends it' });
  }
};
