import { authenticateClient } from './client-authentication';
import { clientCredentials } from './client-credentials';
import { codeGrant } from './code-grant';
import { Endpoint } from './endpoint';
import { refreshGrant } from './refresh-grant';
import { repeated } from './request';
import { json, OAuthError } from './response';
import { Cognito, own } from '../cognito';
import { Client, Pool } from '../state';
import { AuthenticationResult } from '../tokens';

export type Grant = (cognito: Cognito, pool: Pool, client: Client, form: URLSearchParams) => Promise<object>;

const GRANTS: Record<string, Grant> = { authorization_code: codeGrant, refresh_token: refreshGrant, client_credentials: clientCredentials };

/** [D] https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export const token: Endpoint = async (cognito, request) => {
  const { form } = request;
  if (request.method !== 'POST') throw new OAuthError('invalid_request', 'Only POST', 405, { allow: 'POST, OPTIONS' });
  if (!form) throw new OAuthError('invalid_request', 'The body must be application/x-www-form-urlencoded');
  if (repeated(form)) throw new OAuthError('invalid_request', 'A parameter is given twice');
  const type = form.get('grant_type');
  if (!type) throw new OAuthError('invalid_request', 'grant_type is missing');
  const grant = own(GRANTS, type);
  if (!grant) throw new OAuthError('unsupported_grant_type');
  const client = authenticateClient(request, form);
  // [M] A client that is not enabled for OAuth can do nothing here: unverified.
  if (client.config.AllowedOAuthFlowsUserPoolClient !== true) throw new OAuthError('unauthorized_client');
  return json(200, await grant(cognito, request.pool, client, form));
};

/** [D] Without `openid` there is no ID token. */
export const tokenResponse = (result: AuthenticationResult, scopes: readonly string[] | undefined): object => ({
  ...(!scopes || scopes.includes('openid') ? { id_token: result.IdToken } : {}),
  access_token: result.AccessToken,
  ...(result.RefreshToken === undefined ? {} : { refresh_token: result.RefreshToken }),
  expires_in: result.ExpiresIn,
  token_type: result.TokenType,
});
