import { authenticateClient } from './client-authentication';
import { Endpoint } from './endpoint';
import { parameter } from './request';
import { OAuthError } from './response';
import { Fault } from '../errors';
import { revokeToken } from '../operations/refresh-tokens';

/** [D] Ends a refresh token, and with it what it brought; 200 and no body. */
export const revoke: Endpoint = async (cognito, request) => {
  const { form } = request;
  if (request.method !== 'POST' || !form) throw new OAuthError('invalid_request');
  const client = authenticateClient(request, form, 401);
  const token = parameter(form, 'token');
  if (!token) throw new OAuthError('invalid_request', 'token is missing');
  try {
    revokeToken(cognito, { Token: token, ClientId: client.id, ClientSecret: client.secret });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    throw new OAuthError(error.type === 'UnsupportedTokenTypeException' ? 'unsupported_token_type' : 'invalid_request', error.message);
  }
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: '' };
};
