import { faults } from './errors';
import { digits, sha256 } from './random';
import { Code, User, VerifiedAttribute } from './state';

// [O]
const VALIDITY_MS = { SIGN_UP: 24 * 3600_000, ATTRIBUTE: 24 * 3600_000, FORGOT_PASSWORD: 3600_000 };

export type CodePurpose = 'SIGN_UP' | 'FORGOT_PASSWORD' | `ATTRIBUTE:${VerifiedAttribute}`;

/** [M] A new code takes the place of the former one of the same purpose: unverified. */
export function issueCode(user: User, purpose: CodePurpose, attribute: VerifiedAttribute, now: number, pendingValue?: string): string {
  const code = digits(6);
  const validity = VALIDITY_MS[purpose.split(':')[0] as keyof typeof VALIDITY_MS];
  user.codes[purpose] = { hash: sha256(code), expiresAt: now + validity, attribute, ...(pendingValue === undefined ? {} : { pendingValue }) };
  return code;
}

/** Checks without spending: what follows may still refuse, and then the code must go on working. */
export function checkCode(user: User, purpose: CodePurpose, code: string, now: number): Code {
  const known = user.codes[purpose];
  // [O] none requested, or too old
  if (!known || now >= known.expiresAt) throw faults.mailedCodeExpired();
  if (known.hash !== sha256(code)) throw faults.mailedCodeMismatch();
  return known;
}

export function spendCode(user: User, purpose: CodePurpose): void {
  delete user.codes[purpose];
}
