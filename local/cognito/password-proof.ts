import { faults } from './errors';
import { countFailure, forgetFailures, refuseWhileLocked } from './lockout';
import { temporaryPasswordExpired } from './password-policy';
import { Pool, User } from './state';

/** What is refused before the password is looked at. [M] The precedence of lock, reset and wrong password is unverified. */
export function refuseBeforeProof(user: User, now: number): void {
  refuseWhileLocked(user, now);
  if (user.status === 'RESET_REQUIRED') throw faults.passwordResetRequired();
}

/** The one verdict on a password, however it was proven. Nothing is awaited here, so that attempts at once do not slip past the lock. */
export function judgeProof(pool: Pool, user: User, right: boolean, now: number): void {
  refuseBeforeProof(user, now);
  if (!right) {
    countFailure(user, now);
    throw faults.incorrectUsernameOrPassword();
  }
  // [D] With a wrong password a disabled person is told of the wrong password, where existence errors are prevented; [M] elsewhere.
  if (!user.enabled) throw faults.userIsDisabled();
  // [V] Only to who knows the password.
  if (user.status === 'UNCONFIRMED') throw faults.userIsNotConfirmed();
  const setAt = user.temporaryPasswordSetAt;
  if (user.status === 'FORCE_CHANGE_PASSWORD' && setAt !== undefined && temporaryPasswordExpired(pool, setAt, now)) {
    throw faults.temporaryPasswordExpired();
  }
  // [M] That the right password alone, before the second factor, ends the count is unverified.
  forgetFailures(user);
}
