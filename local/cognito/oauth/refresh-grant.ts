import { asGrantError } from './grant-error';
import { parameter } from './request';
import { OAuthError } from './response';
import { Grant, tokenResponse } from './token';
import { allowsFlow } from '../flows/allowed';
import { readRefreshToken, refresh, rotates } from '../refresh';

/** [D] The scopes stay those of the sign-in: `scope` counts for client_credentials only. */
export const refreshGrant: Grant = async (cognito, pool, client, form) => {
  const value = parameter(form, 'refresh_token');
  if (!value) throw new OAuthError('invalid_request', 'refresh_token is missing');
  // [D] Rotation and the flow exclude each other, and one of them must be on.
  if (!rotates(client) && !allowsFlow(client, 'ALLOW_REFRESH_TOKEN_AUTH')) throw new OAuthError('unauthorized_client');
  try {
    const known = readRefreshToken(cognito, pool, client, value);
    return tokenResponse(await refresh(cognito, client, known, undefined), known.session.scopes);
  } catch (error) {
    throw asGrantError(error);
  }
};
