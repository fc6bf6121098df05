import { Cognito } from './cognito';
import { Pool, State, TokenSession, User } from './state';

type Sessions = State['tokenSessions'];

/** Those of each person, in the order in which they began: a look at all that the state holds would take longer with each sign-in. */
const indexes = new WeakMap<Sessions, Map<string, TokenSession[]>>();

const keyOf = (poolId: string, username: string) => `${poolId}/${username}`;

function add(known: Map<string, TokenSession[]>, session: TokenSession): void {
  const key = keyOf(session.poolId, session.username);
  const ofPerson = known.get(key);
  if (ofPerson) ofPerson.push(session);
  else known.set(key, [session]);
}

function index(sessions: Sessions): Map<string, TokenSession[]> {
  let known = indexes.get(sessions);
  if (!known) {
    known = new Map();
    for (const session of Object.values(sessions)) add(known, session);
    indexes.set(sessions, known);
  }
  return known;
}

export function addTokenSession({ state: { tokenSessions } }: Cognito, session: TokenSession): void {
  const known = index(tokenSessions);
  tokenSessions[session.eventId] = session;
  add(known, session);
}

/** Those that are neither revoked, which leave the index, nor expired. */
export function liveTokenSessions(cognito: Cognito, pool: Pool, { username }: Pick<User, 'username'>): TokenSession[] {
  const known = index(cognito.state.tokenSessions);
  const key = keyOf(pool.id, username);
  const valid = (known.get(key) ?? []).filter(({ revoked }) => !revoked);
  known.set(key, valid);
  return valid.filter(({ expiresAt }) => cognito.now() < expiresAt);
}

/** Global sign-out: every refresh token, and for Cognito's own operations every access token [D]. */
export function endTokenSessions({ state: { tokenSessions } }: Cognito, pool: Pool, { username }: Pick<User, 'username'>): void {
  const known = index(tokenSessions);
  const key = keyOf(pool.id, username);
  for (const session of known.get(key) ?? []) session.revoked = true;
  known.delete(key);
}
