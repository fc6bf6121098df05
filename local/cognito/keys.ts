import { createPrivateKey, JsonWebKey, KeyObject } from 'node:crypto';
import { Cognito } from './cognito';
import { domainHost } from './domain-host';
import { sha256 } from './random';
import { Pool, SigningKey } from './state';

type Use = 'access' | 'id';
type Keys = NonNullable<Pool['keys']>;

const making = new WeakMap<Pool, Promise<Keys>>();
const privateKeys = new WeakMap<SigningKey, KeyObject>();

/** [D] Access and ID tokens are signed by different keys. Made when first needed: a key takes longer than everything else. */
export async function keysOf(cognito: Cognito, pool: Pool): Promise<Keys> {
  if (pool.keys) return pool.keys;
  if (!making.has(pool)) making.set(pool, makeKeys(cognito, pool));
  return making.get(pool)!;
}

async function makeKeys(cognito: Cognito, pool: Pool): Promise<Keys> {
  const [access, id] = await Promise.all([makeKey(cognito, pool, 'access'), makeKey(cognito, pool, 'id')]);
  pool.keys = { access, id };
  return pool.keys;
}

async function makeKey(cognito: Cognito, pool: Pool, use: Use): Promise<SigningKey> {
  const jwk = await cognito.makeKey();
  const kid = Buffer.from(sha256(`${pool.id}/${use}/${jwk.n}`), 'base64url').toString('base64');
  return { kid, jwk: jwk as Record<string, unknown> };
}

export function privateKey(key: SigningKey): KeyObject {
  let known = privateKeys.get(key);
  if (!known) {
    known = createPrivateKey({ key: key.jwk as JsonWebKey, format: 'jwk' });
    privateKeys.set(key, known);
  }
  return known;
}

const publicJwk = ({ kid, jwk }: SigningKey) => ({ alg: 'RS256', e: jwk.e, kid, kty: 'RSA', n: jwk.n, use: 'sig' });

export async function jwks(cognito: Cognito, pool: Pool): Promise<{ keys: object[] }> {
  const { access, id } = await keysOf(cognito, pool);
  return { keys: [publicJwk(id), publicJwk(access)] };
}

export function openIdConfiguration(cognito: Cognito, pool: Pool): object {
  const issuer = cognito.issuer(pool);
  const domain = pool.customDomain ?? pool.domain;
  return {
    id_token_signing_alg_values_supported: ['RS256'],
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['code', 'token'],
    scopes_supported: ['openid', 'email', 'phone', 'profile'],
    subject_types_supported: ['public'],
    ...(domain === undefined ? {} : endpoints(cognito, domain)),
  };
}

function endpoints(cognito: Cognito, domain: string): object {
  const base = `https://${domainHost(domain, cognito.host.region)}`;
  return {
    authorization_endpoint: `${base}/oauth2/authorize`,
    end_session_endpoint: `${base}/logout`,
    revocation_endpoint: `${base}/oauth2/revoke`,
    token_endpoint: `${base}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    userinfo_endpoint: `${base}/oauth2/userInfo`,
  };
}
