import { Cognito } from './cognito';
import { invalidParameter } from './errors';
import { userFactors } from './factors';
import { sha256 } from './random';
import { FirstChoice, Pool, User } from './state';
import { fold } from './users';
import { passkeysOf } from './webauthn/options';
import { countsAsMfa, knownRelyingPartyId } from './webauthn/relying-party';

/** What AllowedFirstAuthFactors names. */
export type FirstFactor = 'PASSWORD' | 'EMAIL_OTP' | 'SMS_OTP' | 'WEB_AUTHN';

const OTPS: readonly FirstFactor[] = ['EMAIL_OTP', 'SMS_OTP'];
const FACTORS: readonly FirstFactor[] = ['PASSWORD', ...OTPS, 'WEB_AUTHN'];

type Config = Record<string, any>;

const allowedBy = (config: Config): FirstFactor[] => config.Policies?.SignInPolicy?.AllowedFirstAuthFactors ?? ['PASSWORD'];

/** [D] Passwords where the pool names nothing. */
export const allowedFirstFactors = ({ config }: Pool): FirstFactor[] => allowedBy(config);

/** [D] Then people need no password at all. */
export const allowsPasswordless = (pool: Pool) => allowedFirstFactors(pool).some((factor) => OTPS.includes(factor));

export function checkFirstFactors(config: Config, mfa: Config): void {
  const allowed = allowedBy(config);
  const unknown = allowed.find((factor) => !FACTORS.includes(factor));
  // [D] SOFTWARE_TOKEN is in the API and not supported; [M] the texts of these two are unverified.
  if (unknown !== undefined || allowed.length === 0) throw invalidParameter(`AllowedFirstAuthFactors can not be ${unknown ?? 'empty'}.`);
  // [D] Nobody could come to register a passkey.
  if (allowed.every((factor) => factor === 'WEB_AUTHN')) throw invalidParameter('WEB_AUTHN must be accompanied by another first auth factor.');
  if (mfa.MfaConfiguration !== 'ON') return;
  // [O] go-to-k/cdkd#1975
  if (allowed.some((factor) => OTPS.includes(factor))) {
    throw invalidParameter('Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled');
  }
  // [O] go-to-k/cdkd#2064
  if (allowed.includes('WEB_AUTHN') && !countsAsMfa(mfa)) {
    throw invalidParameter('Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor');
  }
}

/** What this person may begin with. [M] The order is unverified. */
export function firstChoices(cognito: Cognito, pool: Pool, user: User): FirstChoice[] {
  const allowed = allowedFirstFactors(pool);
  // [D] Who must, or chose to, pass a second factor begins with the password.
  const alone = pool.mfa.MfaConfiguration !== 'ON' && userFactors(pool, user).length === 0;
  // [D] Unless the passkey is both factors at once.
  const passkeyCounts = alone || (user.passkeyMfa === true && countsAsMfa(pool.mfa));
  const relyingParty = knownRelyingPartyId(cognito, pool);
  const hasPasskey = relyingParty !== undefined && passkeysOf(user, relyingParty).length > 0;
  const possible: Record<FirstFactor, boolean> = {
    PASSWORD: user.password !== undefined,
    // [D] The address need not be verified: the code that comes back verifies it.
    EMAIL_OTP: alone && Boolean(user.attributes.email),
    SMS_OTP: alone && Boolean(user.attributes.phone_number),
    WEB_AUTHN: passkeyCounts && hasPasskey,
  };
  return choicesOf(FACTORS.filter((factor) => allowed.includes(factor) && possible[factor]));
}

/** [O] Both ways to prove a password are offered, whatever flows of its own the client has [D]. */
const choicesOf = (factors: readonly FirstFactor[]): FirstChoice[] =>
  factors.flatMap((factor) => factor === 'PASSWORD' ? [factor, 'PASSWORD_SRP' as const] : [factor]);

/** [D] For nobody some that the pool allows. [M] Which ones is unverified: here those that suit the name, and always the same for it. */
export function simulatedChoices(cognito: Cognito, pool: Pool, username: string): FirstChoice[] {
  const allowed = allowedFirstFactors(pool);
  const required = pool.mfa.MfaConfiguration === 'ON';
  const possible: Record<FirstFactor, boolean> = {
    PASSWORD: true,
    EMAIL_OTP: !required && !username.startsWith('+'),
    SMS_OTP: !required && !username.includes('@'),
    WEB_AUTHN: knownRelyingPartyId(cognito, pool) !== undefined && /^[A-Z]/.test(sha256(`${pool.id}/passkey/${fold(pool, username)}`)),
  };
  const suitable = FACTORS.filter((factor) => allowed.includes(factor) && possible[factor]);
  return choicesOf(suitable.length > 0 ? suitable : allowed.slice(0, 1));
}
