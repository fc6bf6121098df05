import { SetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS, type Person } from './access-token';
import { answering } from './aws-errors';
import { cognito } from './cognito';
import { environment } from './environment';

const CODES = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'] as const;

/** A factor that follows the password, as a code. */
export type CodeFactor = (typeof CODES)[number];
/** A passkey is no second factor, but counts as both where it is switched on. */
export type Factor = CodeFactor | 'WEB_AUTHN';

/** Cognito's word for it in what GetUser lists. */
const PASSKEY_SETTING = 'WEB_AUTHN_MFA';

/** What the pool offers, and whether everyone needs one of them. */
export const offered = (environment.MFA_FACTORS ?? '').split(' ').filter((name) => name !== '') as Factor[];
export const isRequired = environment.MFA_REQUIRED === 'true';
export const offeredCodes = CODES.filter((factor) => offered.includes(factor));

/** Where the codes go, and what says that it is the person's. */
export const ADDRESS = { SMS_MFA: 'phone_number', EMAIL_OTP: 'email' } as const;

const hasAddress = (factor: Factor, { attributes }: Person) => factor in ADDRESS && Boolean(attributes[ADDRESS[factor as keyof typeof ADDRESS]]);

/** Whether Cognito has it in the person's settings. */
export const isSet = (factor: Factor, { factors }: Person): boolean =>
  factors.includes(factor) || (factor === 'WEB_AUTHN' && factors.includes(PASSKEY_SETTING));

/** Whether it is asked for. Where MFA is required, codes go to whatever address there is, in the settings or not: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SMSMfaSettingsType.html */
export const isOn = (factor: Factor, person: Person): boolean => isSet(factor, person) || (isRequired && hasAddress(factor, person));

/** What `mfa` and `set-mfa` answer. */
export const described = (person: Person) => ({
  required: isRequired,
  preferred: person.preferredFactor ?? null,
  factors: offered.map((type) => ({ type, enabled: isOn(type, person) })),
});

const MEMBER = { SOFTWARE_TOKEN_MFA: 'SoftwareTokenMfaSettings', SMS_MFA: 'SMSMfaSettings', EMAIL_OTP: 'EmailMfaSettings' } as const;

export interface Settings {
  readonly on: readonly CodeFactor[];
  /** Cognito takes no settings of a factor without an address, not even that it be off: only what was on may be here. */
  readonly off?: readonly CodeFactor[];
  readonly preferred?: string;
  /** Left as it is where undefined. Cognito takes `true` only beside another factor of the same request. */
  readonly passkey?: boolean;
}

/** Sets the bearer's factors. What it does not name stays. */
export const setFactors = async (AccessToken: string, { on, off = [], preferred, passkey }: Settings): Promise<void> => {
  await cognito.send(new SetUserMFAPreferenceCommand({
    AccessToken,
    ...Object.fromEntries(on.map((factor) => [MEMBER[factor], { Enabled: true, PreferredMfa: factor === preferred }])),
    ...Object.fromEntries(off.map((factor) => [MEMBER[factor], { Enabled: false, PreferredMfa: false }])),
    ...passkey !== undefined && { WebAuthnMfaSettings: { Enabled: passkey } },
  })).catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));
};
