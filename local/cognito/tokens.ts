import { createHash, randomUUID } from 'node:crypto';
import { readable } from './attributes';
import { Cognito, own } from './cognito';
import { faults, notAuthorized } from './errors';
import { identitiesClaim } from './identities';
import { keysOf, privateKey } from './keys';
import { customizeTokens, TokenGenerationSource } from './pre-token-generation';
import { refreshTokenString, sha256 } from './random';
import { ADMIN_SCOPE, attributesOfScopes } from './scopes';
import { Client, Pool, SigningKey, TokenSession, User } from './state';
import { addTokenSession } from './token-sessions';
import { tokenValidity } from './token-validity';
import { ClientMetadata } from './triggers';
import { trackedSession } from './user-sessions';
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

/** A sign-in through the pool's domain has scopes, and may have been a while ago. */
type Hosted = Required<Pick<TokenSession, 'scopes' | 'authTime'>>;

export function openTokenSession(cognito: Cognito, pool: Pool, client: Client, user: User, hosted?: Hosted): TokenSession {
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
    ...hosted,
    ...trackedSession(cognito, pool, user),
  };
  addTokenSession(cognito, session);
  return session;
}

export function newRefreshToken(cognito: Cognito, session: TokenSession): string {
  const token = refreshTokenString();
  cognito.state.refreshTokens[sha256(token)] = { tokenSession: session.eventId };
  return token;
}

export async function signTokens(
  cognito: Cognito, session: TokenSession, source: TokenGenerationSource, clientMetadata: ClientMetadata, nonce?: string,
): Promise<AuthenticationResult> {
  const pool = cognito.pool(session.poolId);
  const client = cognito.clientOf(pool, session.clientId);
  const user = userByName(pool, session.username);
  if (!user) throw faults.userDoesNotExist();
  const custom = await customizeTokens(cognito, pool, client, user, source, clientMetadata, session.scopes);
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
    // [O] Only tokens of the pool's domain say so.
    ...(session.scopes ? { version: 2 } : {}),
    scope: custom.scopes.join(' '),
    exp: iat + expiresIn,
    jti: randomUUID(),
    username: user.username,
  });
  const id = custom.id({
    ...common,
    ...attributeClaims(client, user, session.scopes),
    ...identitiesClaim(user),
    ...(custom.roles.length ? { 'cognito:roles': custom.roles } : {}),
    ...(custom.preferredRole ? { 'cognito:preferred_role': custom.preferredRole } : {}),
    'cognito:username': user.username,
    'aud': client.id,
    'token_use': 'id',
    'exp': iat + tokenValidity(client, 'IdToken'),
    'jti': randomUUID(),
  });
  const AccessToken = await sign(access, keys.access);
  // [O] Both only where an OpenID Connect client asked; [M] that a refreshed ID token has no nonce is unverified.
  const oidc = session.scopes ? { at_hash: halfHash(AccessToken), ...(nonce === undefined ? {} : { nonce }) } : {};
  const IdToken = await sign({ ...id, ...oidc }, keys.id);
  return { AccessToken, ExpiresIn: expiresIn, TokenType: 'Bearer', IdToken };
}

/** https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken */
const halfHash = (token: string) => createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');

export async function sign(claims: Record<string, unknown>, key: SigningKey): Promise<string> {
  const { SignJWT } = await jose;
  return new SignJWT(claims).setProtectedHeader({ kid: key.kid, alg: 'RS256' }).sign(privateKey(key));
}

function attributeClaims(client: Client, user: User, scopes: readonly string[] | undefined): Record<string, unknown> {
  const attributes = attributesOfScopes(readable(client, user.attributes), scopes);
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'sub' && name !== 'identities').map(([name, value]) => {
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

/** The access token of a self-service operation [O/D], or with another scope of what that opens. */
export async function bearer(cognito: Cognito, token: string, scope = ADMIN_SCOPE): Promise<Bearer> {
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
  if (!String(payload.scope).split(' ').includes(scope)) {
    throw notAuthorized('Access Token does not have required scopes');
  }
  if (!user.enabled) throw faults.userIsDisabled();
  return { pool, client, user, session };
}

const privateKeyAsPublic = ({ jwk }: SigningKey) => ({ kty: 'RSA', alg: 'RS256', n: jwk.n as string, e: jwk.e as string });
