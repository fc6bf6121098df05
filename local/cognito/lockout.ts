import { faults } from './errors';
import { Lockout, User } from './state';

const FREE_FAILURES = 5;
// [D] "Approximately 15 minutes": both the longest lock and the quiet time after a lock that forgets the failures.
const LONGEST_MS = 15 * 60_000;

/** A person, or what counts a person's codes. */
interface Counted {
  lockout: Lockout;
}

/** [D] Attempts while locked are refused unseen and do not lengthen the lock. */
export function refuseWhileLocked(counted: Counted, now: number): void {
  const { lockedUntil } = counted.lockout;
  if (now < lockedUntil) throw faults.passwordAttemptsExceeded();
  if (lockedUntil > 0 && now >= lockedUntil + LONGEST_MS) forgetFailures(counted);
}

/** [D] From the fifth failure on, 2^(n-5) seconds. */
export function countFailure(counted: Counted, now: number): void {
  const failures = counted.lockout.failures + 1;
  const lock = failures < FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES) * 1000, LONGEST_MS);
  counted.lockout = { failures, lockedUntil: lock ? now + lock : 0 };
}

export function forgetFailures(counted: Counted): void {
  counted.lockout = { failures: 0, lockedUntil: 0 };
}

/**
 * [D] Wrong codes of a second factor lock as wrong passwords do; [M] that they are counted apart, so that who knows the password cannot start again,
 * and the codes of USER_AUTH with them.
 */
export const codeAttempts = (user: User): Counted => user.codeAttempts ??= { lockout: { failures: 0, lockedUntil: 0 } };
