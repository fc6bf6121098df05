import { Secret, TOTP } from 'otpauth';
import { SoftwareToken } from './state';

const PERIOD_MS = 30_000;
// Enough to cover the window of a code that is still valid.
const REMEMBERED_STEPS = 8;

/** [M] 52 base32 characters, unverified: 32 bytes. */
export const newSecret = () => new Secret({ size: 32 }).base32;

export type TotpResult = 'right' | 'wrong' | 'used';

/** [D] SHA-1, 6 digits, 30 s, one step either side; [V/O] a code is taken once. */
export function checkTotp(token: SoftwareToken, code: string, now: number): TotpResult {
  const totp = new TOTP({ secret: Secret.fromBase32(token.secret), algorithm: 'SHA1', digits: 6, period: PERIOD_MS / 1000 });
  const delta = totp.validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return 'wrong';
  const step = Math.floor(now / PERIOD_MS) + delta;
  if (token.usedSteps.includes(step)) return 'used';
  token.usedSteps = [...token.usedSteps, step].slice(-REMEMBERED_STEPS);
  return 'right';
}
