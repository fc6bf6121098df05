import { randomUUID } from 'node:crypto';
import { asGrantError } from './grant-error';
import { OAuthError } from './response';
import { Grant } from './token';
import { keysOf } from '../keys';
import { customizeClientToken } from '../pre-token-generation';
import { allowedScopes, customScopes, splitScopes } from '../scopes';
import { tokenValidity } from '../token-validity';
import { sign } from '../tokens';

/** A token of the client itself: nobody's name, no ID token, no refresh token, and no scope but those of resource servers [D]. */
export const clientCredentials: Grant = async (cognito, pool, client, form) => {
  if (client.secret === undefined || !client.config.AllowedOAuthFlows?.includes('client_credentials')) throw new OAuthError('unauthorized_client');
  const allowed = allowedScopes(pool, client).filter((scope) => customScopes(pool).includes(scope));
  const asked = splitScopes(form.get('scope') ?? undefined);
  // [D] Who asks for none gets all that the client has. [M] That another one is an error, and which, is unverified.
  if (allowed.length === 0 || !asked.every((scope) => allowed.includes(scope))) throw new OAuthError('invalid_scope');
  const metadata = metadataOf(form.get('aws_client_metadata'));
  try {
    const custom = await customizeClientToken(cognito, pool, client, asked.length > 0 ? asked : allowed, metadata);
    const iat = Math.floor(cognito.now() / 1000);
    const expiresIn = tokenValidity(client, 'AccessToken');
    // [O] In this form.
    const claims = custom.access({
      sub: client.id,
      token_use: 'access',
      scope: custom.scopes.join(' '),
      auth_time: iat,
      iss: cognito.issuer(pool),
      exp: iat + expiresIn,
      iat,
      version: 2,
      jti: randomUUID(),
      client_id: client.id,
    });
    return { access_token: await sign(claims, (await keysOf(cognito, pool)).access), expires_in: expiresIn, token_type: 'Bearer' };
  } catch (error) {
    throw asGrantError(error);
  }
};

/** [D] JSON of strings, for the trigger. */
function metadataOf(text: string | null): Record<string, string> | undefined {
  if (text === null) return undefined;
  try {
    const metadata = JSON.parse(text);
    if (typeof metadata === 'object' && metadata !== null && Object.values(metadata).every((value) => typeof value === 'string')) return metadata;
  } catch {
    // Answered below.
  }
  throw new OAuthError('invalid_request', 'aws_client_metadata is not a JSON object of strings');
}
