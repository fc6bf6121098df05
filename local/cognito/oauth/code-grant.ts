import { takeCode } from './authorization-code';
import { asGrantError } from './grant-error';
import { parameter } from './request';
import { OAuthError } from './response';
import { Grant, tokenResponse } from './token';
import { newRefreshToken, openTokenSession, signTokens } from '../tokens';
import { userByName } from '../users';

export const codeGrant: Grant = async (cognito, pool, client, form) => {
  if (!client.config.AllowedOAuthFlows?.includes('code')) throw new OAuthError('unauthorized_client');
  const [value, redirectUri] = [parameter(form, 'code'), parameter(form, 'redirect_uri')];
  if (!value || !redirectUri) throw new OAuthError('invalid_request', `${value ? 'redirect_uri' : 'code'} is missing`);
  const { username, scopes, authTime, nonce } = takeCode(cognito, pool, client, value, redirectUri, parameter(form, 'code_verifier'));
  const user = userByName(pool, username);
  if (!user?.enabled) throw new OAuthError('invalid_grant', 'User is disabled or gone');
  try {
    const session = openTokenSession(cognito, pool, client, user, { scopes, authTime });
    const result = await signTokens(cognito, session, 'HostedAuth', undefined, nonce);
    return tokenResponse({ ...result, RefreshToken: newRefreshToken(cognito, session) }, scopes);
  } catch (error) {
    throw asGrantError(error);
  }
};
