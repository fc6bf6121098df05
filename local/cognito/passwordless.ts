import { faults, invalidParameter } from './errors';
import { allowedFirstFactors, allowsPasswordless } from './first-factors';
import { checkPassword } from './password-policy';
import { Pool } from './state';

/** [D] A password may be left out, or blank, where people can sign in by a one-time code; then there must be somewhere to send it. */
export function checkPasswordOrAddress(pool: Pool, attributes: Record<string, string>, password: string | undefined): void {
  if (password || !allowsPasswordless(pool)) {
    if (!password) throw faults.password('Password not long enough');
    checkPassword(pool, password);
    return;
  }
  checkAddress(pool, attributes);
}

export function checkAddress(pool: Pool, attributes: Record<string, string>): void {
  const allowed = allowedFirstFactors(pool);
  const reachable = (allowed.includes('EMAIL_OTP') && attributes.email) || (allowed.includes('SMS_OTP') && attributes.phone_number);
  // [M] unverified text
  if (!reachable) throw invalidParameter('An email address or a phone number is required for a user without a password.');
}
