import { Endpoint } from './endpoint';
import { json, OAuthError } from './response';
import { readable } from '../attributes';
import { Fault } from '../errors';
import { attributesOfScopes, splitScopes } from '../scopes';
import { bearer } from '../tokens';

/** [D] The attributes that the token's scopes and the client let through, booleans as text, and the username. */
export const userInfo: Endpoint = async (cognito, { method, headers, pool }) => {
  if (method !== 'GET' && method !== 'POST') throw new OAuthError('invalid_request', 'Only GET and POST', 405, { allow: 'GET, POST, OPTIONS' });
  const [, token] = /^bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  // [D] status and text
  if (!token) throw bearerError('invalid_request', 'Bad OAuth2 request at UserInfo Endpoint', 400);
  try {
    const { user, client, session, pool: issuedBy } = await bearer(cognito, token, 'openid');
    if (issuedBy !== pool) throw invalidToken();
    const attributes = attributesOfScopes(readable(client, user.attributes), session.scopes ?? splitScopes('openid'));
    const { identities } = user.attributes;
    return json(200, { sub: user.sub, ...attributes, ...(identities ? { identities } : {}), username: user.username });
  } catch (error) {
    throw error instanceof Fault ? invalidToken() : error;
  }
};

// [D]
const invalidToken = () =>
  bearerError('invalid_token', 'Access token is expired, disabled, or deleted, or the user has globally signed out.', 401);

const bearerError = (code: string, text: string, status: number) =>
  new OAuthError(code, text, status, { 'www-authenticate': `Bearer error="${code}", error_description="${text}"` });
