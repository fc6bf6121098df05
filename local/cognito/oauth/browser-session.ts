import { randomBytes } from 'node:crypto';
import { Cognito, own } from '../cognito';
import { OAuthRequest } from './request';
import { sha256 } from '../random';
import { BrowserSession, Pool, User } from '../state';
import { userByName } from '../users';

// [O] the name
const COOKIE = 'cognito';
// [D] Fixed, whatever the tokens' validity.
const LIFETIME_MS = 3600_000;

/** `HttpOnly` and `Lax`; not `Secure`, since the runner speaks plain HTTP. */
export const cookieLine = (root: string, name: string, value: string, maxAge: number): string =>
  `${name}=${value}; Path=${root}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax`;

export interface SignedIn {
  readonly session: BrowserSession;
  readonly user: User;
}

/** Who is signed in at the domain in this browser. */
export function readBrowserSession(cognito: Cognito, { pool, cookies }: OAuthRequest): SignedIn | undefined {
  const session = cookies[COOKIE] === undefined ? undefined : own(cognito.state.browserSessions, sha256(cookies[COOKIE]));
  if (!session || session.poolId !== pool.id || cognito.now() >= session.expiresAt) return undefined;
  const user = userByName(pool, session.username);
  return user?.enabled ? { session, user } : undefined;
}

/** Answers the cookie to set: a new one at each sign-in, so that nobody is signed in under an id that another one planted. */
export function openBrowserSession(
  cognito: Cognito, root: string, pool: Pool, user: User, provider: string,
): { session: BrowserSession; cookie: string } {
  const now = cognito.now();
  const { browserSessions } = cognito.state;
  for (const [hash, { expiresAt }] of Object.entries(browserSessions)) if (now >= expiresAt) delete browserSessions[hash];
  const value = randomBytes(32).toString('base64url');
  const session: BrowserSession = {
    poolId: pool.id, username: user.username, provider, authTime: Math.floor(now / 1000), expiresAt: now + LIFETIME_MS,
  };
  browserSessions[sha256(value)] = session;
  return { session, cookie: cookieLine(root, COOKIE, value, LIFETIME_MS / 1000) };
}

/** [D] /logout ends the session in this browser, and no token. */
export function endBrowserSession(cognito: Cognito, { root, cookies }: OAuthRequest): string {
  if (cookies[COOKIE] !== undefined) delete cognito.state.browserSessions[sha256(cookies[COOKIE])];
  return cookieLine(root, COOKIE, '', 0);
}
