import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { faults } from './errors';
import { makeVerifier } from './srp';
import { Pool, User } from './state';

// Small, since tests sign in hundreds of times; large enough that a missing comparison would show in the timing.
const COST = { N: 512, r: 8, p: 1 };

export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${salt.toString('base64url')}.${scryptSync(password, salt, 32, COST).toString('base64url')}`;
}

const NOBODY = hashPassword(randomBytes(16).toString('hex'));

/** Takes as long for a user who does not exist, or has no password, as for one who does. */
export function verifyPassword(password: string, hash: string | undefined): boolean {
  const [salt, expected] = (hash ?? NOBODY).split('.');
  const actual = scryptSync(password, Buffer.from(salt, 'base64url'), 32, COST);
  return timingSafeEqual(actual, Buffer.from(expected, 'base64url')) && hash !== undefined;
}

export function setPassword(pool: Pool, user: User, password: string): void {
  const remembered = pool.config.Policies?.PasswordPolicy?.PasswordHistorySize ?? 0;
  if (remembered > 0) {
    const former = [...(user.password ? [user.password] : []), ...user.formerPasswords].slice(0, remembered);
    if (former.some((hash) => verifyPassword(password, hash))) throw faults.passwordHistory();
    user.formerPasswords = former;
  }
  storePassword(pool, user, password);
}

/** Also what SRP checks against; the password itself is kept nowhere. */
export function storePassword(pool: Pool, user: User, password: string): void {
  user.password = hashPassword(password);
  user.srp = makeVerifier(pool.id, user.username, password);
}
