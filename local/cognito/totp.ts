import { Secret, TOTP } from 'otpauth';
import { SoftwareToken } from './state';
import { ShownCode } from '../service';

const PERIOD_MS = 30_000;
// Enough to cover the window of a code that is still valid.
const REMEMBERED_STEPS = 8;

/** [M] 52 base32 characters, unverified: 32 bytes. */
export const newSecret = () => new Secret({ size: 32 }).base32;

export type TotpResult = 'right' | 'wrong' | 'used';

const totpOf = ({ secret }: SoftwareToken) => new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: PERIOD_MS / 1000 });

/** [D] SHA-1, 6 digits, 30 s, one step either side; [V/O] a code is taken once. */
export function checkTotp(token: SoftwareToken, code: string, now: number): TotpResult {
  const delta = totpOf(token).validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return 'wrong';
  const step = Math.floor(now / PERIOD_MS) + delta;
  if (token.usedSteps.includes(step)) return 'used';
  token.usedSteps = [...token.usedSteps, step].slice(-REMEMBERED_STEPS);
  return 'right';
}

export const shownCode = (token: SoftwareToken, now: number): Omit<ShownCode, 'user'> => ({
  code: totpOf(token).generate({ timestamp: now }),
  seconds: Math.ceil((PERIOD_MS - now % PERIOD_MS) / 1000),
  isUsed: token.usedSteps.includes(Math.floor(now / PERIOD_MS)),
});
