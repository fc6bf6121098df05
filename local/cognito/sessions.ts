import { Cognito } from './cognito';
import { faults } from './errors';
import { sessionString, sha256 } from './random';
import { Challenge, Client, FirstChallenge, Pool, Session, SignUpStep, State, User } from './state';
import { userByName } from './users';

// Long enough that an expired or used session is told from one that never was.
const REMEMBERED_MS = 24 * 3600_000;
const DEFAULT_MINUTES = 3;

/** When the oldest may be forgotten: before there is nothing to look for, and looking takes the longer the more there are. */
const nextSweeps = new WeakMap<State['sessions'], number>();

function forgetOld(sessions: State['sessions'], now: number): void {
  if (now < (nextSweeps.get(sessions) ?? 0)) return;
  nextSweeps.delete(sessions);
  for (const [hash, { expiresAt }] of Object.entries(sessions)) {
    // Oldest first: JavaScript keeps the order of insertion.
    if (expiresAt + REMEMBERED_MS > now) {
      nextSweeps.set(sessions, expiresAt + REMEMBERED_MS);
      break;
    }
    delete sessions[hash];
  }
}

/** Opaque, and bound to pool, client, user and next challenge [D]. */
export function openSession(
  cognito: Cognito, pool: Pool, client: Client, user: Pick<User, 'username'>, challenge: Session['challenge'],
  more: Partial<Session> = {}, session = sessionString(),
): string {
  const now = cognito.now();
  const { sessions } = cognito.state;
  forgetOld(sessions, now);
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
export const isFirst = (cognito: Cognito, value: string | undefined) =>
  value !== undefined && cognito.state.sessions[sha256(value)]?.first === true;

/** Before anything is awaited, so that of two equal answers at once only one succeeds. */
export function spend(session: Session): void {
  session.used = true;
}
