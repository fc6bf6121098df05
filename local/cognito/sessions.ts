import { Cognito } from './cognito';
import { faults } from './errors';
import { sessionString, sha256 } from './random';
import { Challenge, Client, FirstChallenge, Pool, Session, SignUpStep, User } from './state';
import { userByName } from './users';

// Long enough that an expired or used session is told from one that never was.
const REMEMBERED_MS = 24 * 3600_000;
const DEFAULT_MINUTES = 3;

/** Opaque, and bound to pool, client, user and next challenge [D]. */
export function openSession(
  cognito: Cognito, pool: Pool, client: Client, user: Pick<User, 'username'>, challenge: Session['challenge'],
  more: Partial<Session> = {}, session = sessionString(),
): string {
  const now = cognito.now();
  const { sessions } = cognito.state;
  for (const [hash, { expiresAt }] of Object.entries(sessions)) {
    // Oldest first: JavaScript keeps the order of insertion.
    if (expiresAt + REMEMBERED_MS > now) break;
    delete sessions[hash];
  }
  const minutes = client.config.AuthSessionValidity ?? DEFAULT_MINUTES;
  sessions[sha256(session)] = {
    ...more, poolId: pool.id, clientId: client.id, username: user.username, challenge, expiresAt: now + minutes * 60_000, used: false,
  };
  return session;
}

export interface OpenSession {
  readonly session: Session;
  readonly pool: Pool;
  readonly client: Client;
  readonly user: User;
}

/** Nobody's, too. */
export type FirstSession = Omit<OpenSession, 'user'> & { readonly user: User | undefined };

/** Finds a session that may still answer one of these challenges. Spending it is the caller's, once the answer is right. */
export function readSession(cognito: Cognito, value: string, challenge: Challenge, clientId?: string): OpenSession {
  const { user, ...open } = readFirstSession(cognito, value, challenge, clientId);
  if (!user) throw faults.sessionInvalid();
  if (!user.enabled) throw faults.userIsDisabled();
  return { ...open, user };
}

export function readFirstSession(
  cognito: Cognito, value: string, challenge: FirstChallenge | SignUpStep | Challenge, clientId?: string,
): FirstSession {
  const session = cognito.state.sessions[sha256(value)];
  const pool = session && cognito.state.pools[session.poolId];
  const client = pool?.clients[session.clientId];
  if (!session || !pool || !client || session.challenge !== challenge || (clientId !== undefined && clientId !== session.clientId)) {
    throw faults.sessionInvalid();
  }
  // [O] single use
  if (session.used) throw faults.sessionUsed();
  if (cognito.now() >= session.expiresAt) throw faults.sessionExpired();
  return { session, pool, client, user: userByName(pool, session.username) };
}

/** Whether the challenge is a first factor, where its name alone does not tell. */
export const isFirst = ({ state: { sessions } }: Cognito, value: string | undefined) => value !== undefined && sessions[sha256(value)]?.first === true;

/** Before anything is awaited, so that of two equal answers at once only one succeeds. */
export function spend(session: Session): void {
  session.used = true;
}
