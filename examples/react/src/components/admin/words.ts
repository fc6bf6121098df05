/** What Cognito's states of an account mean. */
const STATES: Record<string, string> = {
  CONFIRMED: 'active',
  FORCE_CHANGE_PASSWORD: 'invited',
  UNCONFIRMED: 'not confirmed',
  RESET_REQUIRED: 'has to set a new password',
  EXTERNAL_PROVIDER: 'signs in elsewhere',
};

export const stateOf = (status: string): string => STATES[status] ?? status.toLowerCase().replace(/_/g, ' ');

/** Of people whose name and address are not known. */
export const nameOf = ({ full_name, email, user_id }: { full_name: string | null; email: string | null; user_id: string }): string =>
  full_name ?? email ?? user_id;

const FACTORS: Record<string, string> = {
  SOFTWARE_TOKEN_MFA: 'authenticator app', SMS_MFA: 'text message', EMAIL_OTP: 'mail', WEB_AUTHN: 'passkey',
};

export const factorsOf = (enabled: readonly string[]): string => enabled.map((factor) => FACTORS[factor] ?? factor).join(', ') || 'none';

const RESULTS: Record<string, string> = { Pass: 'right', Fail: 'wrong' };

/** How a sign-in ended. */
export const resultOf = (result: string): string => RESULTS[result] ?? 'not finished';
