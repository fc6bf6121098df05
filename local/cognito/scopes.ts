import { Client, Pool } from './state';

export const ADMIN_SCOPE = 'aws.cognito.signin.user.admin';
const OPENID_SCOPES = ['openid', 'email', 'phone', 'profile'];

interface ResourceServer {
  readonly Identifier: string;
  readonly Scopes?: { ScopeName: string }[];
}

/** `server/scope` of the pool's resource servers. */
export const customScopes = (pool: Pool): string[] => Object.values(pool.resourceServers as Record<string, ResourceServer>)
  .flatMap(({ Identifier, Scopes = [] }) => Scopes.map(({ ScopeName }) => `${Identifier}/${ScopeName}`));

/** What a client may ask for: those it lists, of which a custom one must exist too. */
export function allowedScopes(pool: Pool, client: Client): string[] {
  const known = [...OPENID_SCOPES, ADMIN_SCOPE, ...customScopes(pool)];
  return (client.config.AllowedOAuthScopes as string[] | undefined ?? []).filter((scope) => known.includes(scope));
}

export const splitScopes = (text: string | undefined): string[] => [...new Set((text ?? '').split(' ').filter(Boolean))];

/** What a person may be asked to grant to the client; undefined where that is invalid. [D] No scope at all means all of the client's. */
export function requestedScopes(pool: Pool, client: Client, text: string | undefined): string[] | undefined {
  const allowed = allowedScopes(pool, client);
  const scopes = splitScopes(text);
  if (scopes.length === 0) return allowed.length > 0 ? allowed : undefined;
  // [D] Only together with openid.
  const alone = !scopes.includes('openid') && scopes.some((scope) => OPENID_SCOPES.includes(scope));
  return alone || !scopes.every((scope) => allowed.includes(scope)) ? undefined : scopes;
}

const OF_SCOPE: Record<string, string[]> = { email: ['email', 'email_verified'], phone: ['phone_number', 'phone_number_verified'] };

/**
 * [D] Which of the attributes that a client may read the scopes let through: `openid` alone all of them, as does `profile`.
 * Without scopes the sign-in was one by the API, which knows none.
 */
export function attributesOfScopes(attributes: Record<string, string>, scopes: readonly string[] | undefined): Record<string, string> {
  const narrowing = (scopes ?? []).filter((scope) => scope in OF_SCOPE);
  if (narrowing.length === 0 || scopes?.includes('profile')) return attributes;
  const names = ['sub', ...narrowing.flatMap((scope) => OF_SCOPE[scope])];
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => names.includes(name)));
}
