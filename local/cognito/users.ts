import { randomUUID } from 'node:crypto';
import { Cognito } from './cognito';
import { faults } from './errors';
import { Pool, User, UserStatus } from './state';
import { endTokenSessions } from './token-sessions';

const indexes = new WeakMap<Pool, Map<string, string>>();

/** [D] Without a UsernameConfiguration names are case-sensitive. */
export const fold = (pool: Pool, name: string) => pool.config.UsernameConfiguration?.CaseSensitive === false ? name.toLowerCase() : name;

/** Whether an identity provider's sign-in made the user, who keeps it when an administrator sets a password. */
export const isFederated = ({ status, attributes }: User): boolean =>
  status === 'EXTERNAL_PROVIDER' || Boolean(attributes.identities?.includes('"primary":true'));

/** The values under which a user can be named, besides the username. */
function aliases(pool: Pool, user: User): string[] {
  const { attributes, sub } = user;
  // [O] Who came from an identity provider may have the email of somebody else, and must not be taken for them. [D/O] Nor does the sub name them: aws/aws-sdk-js#3774.
  if (isFederated(user)) return [];
  const usernames = pool.config.UsernameAttributes as string[] ?? [];
  // [D] An alias counts once it is verified; an attribute that *is* the username counts at once.
  const verified = ((pool.config.AliasAttributes as string[]) ?? [])
    .filter((name) => name === 'preferred_username' || attributes[`${name}_verified`] === 'true');
  return [sub, ...[...usernames, ...verified].map((name) => attributes[name]).filter((value) => value !== undefined)];
}

function index(pool: Pool): Map<string, string> {
  let known = indexes.get(pool);
  if (!known) {
    known = new Map();
    for (const user of Object.values(pool.users)) {
      for (const alias of aliases(pool, user)) known.set(fold(pool, alias), user.username);
    }
    indexes.set(pool, known);
  }
  return known;
}

function forget(pool: Pool, user: User): void {
  const known = index(pool);
  for (const alias of aliases(pool, user)) {
    if (known.get(fold(pool, alias)) === user.username) known.delete(fold(pool, alias));
  }
}

function remember(pool: Pool, user: User): void {
  for (const alias of aliases(pool, user)) index(pool).set(fold(pool, alias), user.username);
}

export function userByName(pool: Pool, name: string): User | undefined {
  const folded = fold(pool, name);
  const username = Object.hasOwn(pool.users, folded) ? folded : index(pool).get(folded);
  return username === undefined ? undefined : pool.users[fold(pool, username)];
}

/** For the admin operations, which hide nothing. */
export function existingUser(pool: Pool, name: string): User {
  const user = userByName(pool, name);
  if (!user) throw faults.userDoesNotExist();
  return user;
}

/** Every change of attributes goes through here, so that the index of aliases follows. */
export function changeAttributes(pool: Pool, user: User, change: (attributes: Record<string, string>) => void): void {
  forget(pool, user);
  change(user.attributes);
  remember(pool, user);
}

export interface NewUser {
  readonly username: string;
  readonly sub: string;
  readonly attributes: Record<string, string>;
}

/** In a pool that signs in by email or phone the username is the sub, and triggers see it before the person is there. */
export function newUser(name: string | undefined, attributes: Record<string, string>): NewUser {
  const sub = randomUUID();
  return { username: name ?? sub, sub, attributes };
}

export function addUser(cognito: Cognito, pool: Pool, { username, sub, attributes }: NewUser, status: UserStatus): User {
  const now = cognito.now();
  const user: User = {
    username,
    sub,
    attributes: { ...attributes, sub },
    enabled: true,
    status,
    createdAt: now,
    modifiedAt: now,
    formerPasswords: [],
    mfa: [],
    lockout: { failures: 0, lockedUntil: 0 },
    codes: {},
    calls: {},
  };
  pool.users[fold(pool, user.username)] = user;
  remember(pool, user);
  return user;
}

export function removeUser(cognito: Cognito, pool: Pool, user: User): void {
  forget(pool, user);
  delete pool.users[fold(pool, user.username)];
  for (const group of Object.values(pool.groups)) group.members = group.members.filter((member) => member !== user.username);
  endTokenSessions(cognito, pool, user);
  forgetSessions(cognito, pool, user);
  // Or somebody new of the same name would be signed in.
  for (const records of [cognito.state.browserSessions, cognito.state.authorizationCodes]) {
    for (const [hash, { poolId, username }] of Object.entries(records)) if (poolId === pool.id && username === user.username) delete records[hash];
  }
}

/** Nobody has that name. */
const NOBODY = '';

/** What the person holds of tokens and sessions is answered as nobody's, and says nothing of the person any more. */
function forgetSessions({ state }: Cognito, pool: Pool, user: User): void {
  const isTheirs = ({ poolId, username }: { poolId: string; username: string }) => poolId === pool.id && username === user.username;
  for (const [id, { tracked, ...session }] of Object.entries(state.tokenSessions)) {
    if (isTheirs(session)) state.tokenSessions[id] = { ...session, username: NOBODY, revoked: true };
  }
  for (const [hash, session] of Object.entries(state.sessions)) {
    const { poolId, clientId, challenge, expiresAt, used } = session;
    if (isTheirs(session)) state.sessions[hash] = { poolId, clientId, username: NOBODY, challenge, expiresAt, used };
  }
}

export const groupsOf = (pool: Pool, user: User) => Object.values(pool.groups)
  .filter((group) => group.members.includes(user.username))
  // [D] The lower the number, the higher the precedence; none comes last.
  .sort((a, b) => (a.precedence ?? Infinity) - (b.precedence ?? Infinity) || (a.name < b.name ? -1 : 1));
