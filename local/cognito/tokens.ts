import { randomUUID } from 'node:crypto';
import { readable } from './attributes';
import { Cognito, own } from './cognito';
import { faults, notAuthorized } from './errors';
import { keysOf, privateKey } from './keys';
import { customizeTokens, TokenGenerationSource } from './pre-token-generation';
import { refreshTokenString, sha256 } from './random';
import { Client, Pool, SigningKey, TokenSession, User } from './state';
import { tokenValidity } from './token-validity';
import { ClientMetadata } from './triggers';
import { userByName } from './users';

// jose is an ES module; the rest of the code base is CommonJS.
const jose = import('jose');

export interface AuthenticationResult {
  AccessToken: string;
  ExpiresIn: number;
  TokenType: 'Bearer';
  IdToken: string;
  RefreshToken?: string;
}

export function openTokenSession(cognito: Cognito, pool: Pool, client: Client, user: User): TokenSession {
  const now = cognito.now();
  const session: TokenSession = {
    poolId: pool.id,
    clientId: client.id,
    username: user.username,
    originJti: randomUUID(),
    eventId: randomUUID(),
    authTime: Math.floor(now / 1000),
    expiresAt: now + tokenValidity(client, 'RefreshToken') * 1000,
    revoked: false,
  };
  cognito.state.tokenSessions[session.eventId] = session;
  return session;
}

export function newRefreshToken(cognito: Cognito, session: TokenSession): string {
  const token = refreshTokenString();
  cognito.state.refreshTokens[sha256(token)] = { tokenSession: session.eventId };
  return token;
}

export async function signTokens(
  cognito: Cognito, session: TokenSession, source: TokenGenerationSource, clientMetadata: ClientMetadata,
): Promise<AuthenticationResult> {
  const pool = cognito.pool(session.poolId);
  const client = cognito.clientOf(pool, session.clientId);
  const user = userByName(pool, session.username);
  if (!user) throw faults.userDoesNotExist();
  const custom = await customizeTokens(cognito, pool, client, user, source, clientMetadata);
  const keys = await keysOf(cognito, pool);
  const iat = Math.floor(cognito.now() / 1000);
  const revocable = client.config.EnableTokenRevocation !== false;
  const common = {
    sub: user.sub,
    ...(custom.groups.length ? { 'cognito:groups': custom.groups } : {}),
    iss: cognito.issuer(pool),
    // [D] Only with token revocation, which is the default.
    ...(revocable ? { origin_jti: session.originJti } : {}),
    // [M] That refreshed tokens keep the event's id is unverified.
    event_id: session.eventId,
    // [D] A refresh does not change it.
    auth_time: session.authTime,
    iat,
  };
  const expiresIn = tokenValidity(client, 'AccessToken');
  const access = custom.access({
    ...common,
    client_id: client.id,
    token_use: 'access',
    scope: custom.scopes.join(' '),
    exp: iat + expiresIn,
    jti: randomUUID(),
    username: user.username,
  });
  const id = custom.id({
    ...common,
    ...attributeClaims(client, user),
    ...(custom.roles.length ? { 'cognito:roles': custom.roles } : {}),
    ...(custom.preferredRole ? { 'cognito:preferred_role': custom.preferredRole } : {}),
    'cognito:username': user.username,
    'aud': client.id,
    'token_use': 'id',
    'exp': iat + tokenValidity(client, 'IdToken'),
    'jti': randomUUID(),
  });
  const [AccessToken, IdToken] = await Promise.all([sign(access, keys.access), sign(id, keys.id)]);
  return { AccessToken, ExpiresIn: expiresIn, TokenType: 'Bearer', IdToken };
}

async function sign(claims: Record<string, unknown>, key: SigningKey): Promise<string> {
  const { SignJWT } = await jose;
  return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(privateKey(key));
}

function attributeClaims(client: Client, user: User): Record<string, unknown> {
  return Object.fromEntries(Object.entries(readable(client, user.attributes)).filter(([name]) => name !== 'sub').map(([name, value]) => {
    // [D] Booleans, unlike in GetUser.
    if (/^(email|phone_number)_verified$/.test(name)) return [name, value === 'true'];
    if (name === 'updated_at') return [name, Number(value)];
    if (name === 'address') return [name, { formatted: value }];
    return [name, value];
  }));
}

export interface Bearer {
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
  readonly session: TokenSession;
}

/** The access token of a self-service operation [O/D]. */
export async function bearer(cognito: Cognito, token: string): Promise<Bearer> {
  const { decodeJwt, jwtVerify, errors } = await jose;
  const invalid = notAuthorized('Invalid Access Token');
  let poolId: string;
  try {
    poolId = decodeJwt(token).iss!.split('/').pop()!;
  } catch {
    throw invalid;
  }
  const pool = own(cognito.state.pools, poolId);
  if (!pool?.keys) throw invalid;
  const keys = pool.keys;
  const verified = await jwtVerify(token, privateKeyAsPublic(keys.access), {
    algorithms: ['RS256'], issuer: cognito.issuer(pool), currentDate: new Date(cognito.now()),
  }).catch((error: unknown) => {
    throw error instanceof errors.JWTExpired ? notAuthorized('Access Token has expired') : invalid;
  });
  const { payload, protectedHeader } = verified;
  if (payload.token_use !== 'access' || protectedHeader.kid !== keys.access.kid) throw invalid;
  const session = own(cognito.state.tokenSessions, String(payload.event_id));
  const client = own(pool.clients, String(payload.client_id));
  if (!session || !client) throw invalid;
  const user = userByName(pool, session.username);
  if (!user) throw faults.userDoesNotExist();
  // [D] Revocation and global sign-out end access tokens for Cognito's own operations.
  if (session.revoked) throw notAuthorized('Access Token has been revoked');
  if (!String(payload.scope).split(' ').includes('aws.cognito.signin.user.admin')) {
    throw notAuthorized('Access Token does not have required scopes');
  }
  if (!user.enabled) throw faults.userIsDisabled();
  return { pool, client, user, session };
}

const privateKeyAsPublic = ({ jwk }: SigningKey) => ({ kty: 'RSA', alg: 'RS256', n: jwk.n as string, e: jwk.e as string });
