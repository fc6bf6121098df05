import { Factor, Pool, User } from './state';

/** What the pool lets people use. */
export function poolFactors({ mfa }: Pool): Factor[] {
  return [
    ...(mfa.SoftwareTokenMfaConfiguration?.Enabled ? ['SOFTWARE_TOKEN_MFA' as const] : []),
    ...(mfa.SmsMfaConfiguration ? ['SMS_MFA' as const] : []),
    ...(mfa.EmailMfaConfiguration ? ['EMAIL_OTP' as const] : []),
  ];
}

function usable(pool: Pool, user: User, factor: Factor): boolean {
  // In a pool with MFA=ON a registered device is asked for even where the preference is off: AdminSetUserMFAPreference
  // answers 200 there and changes nothing [O], which is why AdminDeleteSoftwareToken came. An address is enough, verified or not [D].
  const wanted = pool.mfa.MfaConfiguration === 'ON' || user.mfa.includes(factor);
  if (factor === 'SOFTWARE_TOKEN_MFA') return wanted && user.softwareToken !== undefined;
  if (factor === 'SMS_MFA') return wanted && Boolean(user.attributes.phone_number);
  return wanted && Boolean(user.attributes.email);
}

/** What this person must or may use: none, one, or several to choose from. */
export function userFactors(pool: Pool, user: User): Factor[] {
  if ((pool.mfa.MfaConfiguration ?? 'OFF') === 'OFF') return [];
  const factors = poolFactors(pool).filter((factor) => usable(pool, user, factor));
  return user.preferredMfa && factors.includes(user.preferredMfa) ? [user.preferredMfa] : factors;
}

export function enableFactor(user: User, factor: Factor): void {
  if (!user.mfa.includes(factor)) user.mfa.push(factor);
}

export function disableFactor(user: User, factor: Factor): void {
  user.mfa = user.mfa.filter((other) => other !== factor);
  if (user.preferredMfa === factor) delete user.preferredMfa;
}

/** [V] Both are left out when there is none. [O] A passkey that counts as MFA has a name of its own there, which the API reference does not list. */
export function mfaSettings(user: User) {
  const settings = [...user.mfa, ...(user.passkeyMfa ? ['WEB_AUTHN_MFA'] : [])];
  return {
    ...(user.preferredMfa ? { PreferredMfaSetting: user.preferredMfa } : {}),
    ...(settings.length ? { UserMFASettingList: settings } : {}),
  };
}
