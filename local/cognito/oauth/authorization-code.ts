import { createHash, randomUUID } from 'node:crypto';
import { AuthorizationRequest } from './authorization-request';
import { Cognito, own } from '../cognito';
import { sameSecret } from './request';
import { OAuthError, redirect, withParameters } from './response';
import { ServiceResponse } from '../../service';
import { sha256 } from '../random';
import { AuthorizationCode, BrowserSession, Client, Pool, User } from '../state';

// [D]
const LIFETIME_MS = 5 * 60_000;

/** Sends a signed-in person back to the client, with a code. */
export function grantCode(
  cognito: Cognito, pool: Pool, user: User, session: BrowserSession, request: AuthorizationRequest, cookies: string[] = [],
): ServiceResponse {
  const now = cognito.now();
  const { authorizationCodes } = cognito.state;
  for (const [hash, { expiresAt }] of Object.entries(authorizationCodes)) if (now >= expiresAt) delete authorizationCodes[hash];
  const code = randomUUID();
  const { client, redirectUri, scopes, nonce, challenge, state } = request;
  authorizationCodes[sha256(code)] = {
    poolId: pool.id,
    clientId: client.id,
    username: user.username,
    redirectUri,
    scopes,
    ...(nonce === undefined ? {} : { nonce }),
    ...(challenge === undefined ? {} : { challenge }),
    authTime: session.authTime,
    expiresAt: now + LIFETIME_MS,
    used: false,
  };
  return redirect(withParameters(redirectUri, { code, state }), cookies);
}

/**
 * Takes a code, once. Another client's attempt leaves it as it is, so that nobody spends a code that is not theirs; a wrong callback or
 * verifier of the client's own spends it. [M] Both are unverified, as are the descriptions.
 */
export function takeCode(
  cognito: Cognito, pool: Pool, client: Client, value: string, redirectUri: string, verifier: string | undefined,
): AuthorizationCode {
  const code = own(cognito.state.authorizationCodes, sha256(value));
  // [D] The error for one that was consumed or never was.
  if (!code || code.poolId !== pool.id || code.clientId !== client.id) throw new OAuthError('invalid_grant');
  if (code.used || cognito.now() >= code.expiresAt) throw new OAuthError('invalid_grant');
  // Before anything is awaited: of two requests at once one succeeds.
  code.used = true;
  if (code.redirectUri !== redirectUri) throw new OAuthError('invalid_grant', 'redirect_uri is not that of the authorization request');
  if (code.challenge === undefined && verifier !== undefined) throw new OAuthError('invalid_grant', 'The code was requested without code_challenge');
  if (code.challenge !== undefined && !(verifier !== undefined && sameSecret(code.challenge, s256(verifier)))) {
    throw new OAuthError('invalid_grant', 'code_verifier does not match code_challenge');
  }
  return code;
}

const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');
