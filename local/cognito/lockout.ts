import { faults } from './errors';
import { User } from './state';

const FREE_FAILURES = 5;
// [D] "Approximately 15 minutes": both the longest lock and the quiet time after a lock that forgets the failures.
const LONGEST_MS = 15 * 60_000;

/** [D] Attempts while locked are refused unseen and do not lengthen the lock. */
export function refuseWhileLocked(user: User, now: number): void {
  const { lockedUntil } = user.lockout;
  if (now < lockedUntil) throw faults.passwordAttemptsExceeded();
  if (lockedUntil > 0 && now >= lockedUntil + LONGEST_MS) forgetFailures(user);
}

/** [D] From the fifth failure on, 2^(n-5) seconds. */
export function countFailure(user: User, now: number): void {
  const failures = user.lockout.failures + 1;
  const lock = failures < FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES) * 1000, LONGEST_MS);
  user.lockout = { failures, lockedUntil: lock ? now + lock : 0 };
}

export function forgetFailures(user: User): void {
  user.lockout = { failures: 0, lockedUntil: 0 };
}
