import { faults } from './errors';
import { User } from './state';

const HOUR_MS = 3600_000;

/** Calls per user and hour. */
const LIMITS: Record<string, number> = {
  // [D] 5 to 20, depending on the risk that AWS sees: the strictest.
  ConfirmForgotPassword: 5,
  // [D]
  ResendConfirmationCode: 5,
  // [D]
  ConfirmSignUp: 15,
  // [D]
  ChangePassword: 5,
  // [M] unverified
  ForgotPassword: 20,
  // [M] unverified
  GetUserAttributeVerificationCode: 5,
  // [M] unverified
  VerifyUserAttribute: 15,
};

export function countCall(user: User, operation: string, now: number): void {
  const calls = (user.calls[operation] ?? []).filter((at) => at > now - HOUR_MS);
  user.calls[operation] = calls;
  if (calls.length >= LIMITS[operation]) throw faults.limitExceeded();
  calls.push(now);
}
