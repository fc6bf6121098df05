import { Cognito } from '../cognito';
import { faults, invalidParameter } from '../errors';
import { disableFactor, enableFactor } from '../factors';
import { operations } from '../operation';
import { Factor, Pool, User } from '../state';
import { bearer } from '../tokens';
import { existingUser } from '../users';
import { passkeysOf } from '../webauthn/options';
import { countsAsMfa, knownRelyingPartyId } from '../webauthn/relying-party';

interface Settings {
  readonly Enabled?: boolean;
  readonly PreferredMfa?: boolean;
}

interface PreferenceInput {
  readonly SMSMfaSettings?: Settings;
  readonly SoftwareTokenMfaSettings?: Settings;
  readonly EmailMfaSettings?: Settings;
  readonly WebAuthnMfaSettings?: { readonly Enabled?: boolean };
}

type CodeMember = Exclude<keyof PreferenceInput, 'WebAuthnMfaSettings'>;

const MEMBERS: Record<CodeMember, Factor> = {
  SMSMfaSettings: 'SMS_MFA',
  SoftwareTokenMfaSettings: 'SOFTWARE_TOKEN_MFA',
  EmailMfaSettings: 'EMAIL_OTP',
};

function checkEnrolled(user: User, factor: Factor): void {
  if (factor === 'SOFTWARE_TOKEN_MFA') {
    if (!user.softwareToken) throw faults.softwareTokenNotVerified();
    return;
  }
  // [O] For SMS also where it is to be off (amplify-js#5766, in another wording of 2020).
  if (!user.attributes[factor === 'SMS_MFA' ? 'phone_number' : 'email']) {
    throw invalidParameter(`User does not have delivery config set to turn on ${factor}`);
  }
}

/** [D] Only where the pool lets passkeys count; [M] its text, and which of the three comes first. */
function checkPasskeyMfa(cognito: Cognito, pool: Pool, user: User, others: readonly Settings[]): void {
  if (!countsAsMfa(pool.mfa)) throw invalidParameter('Passkeys are not configured for MFA in this user pool.');
  const relyingParty = knownRelyingPartyId(cognito, pool);
  // [O] The texts of both. The other factor must be in the same request, although it is on already; applications on GitHub, October 2026.
  if (relyingParty === undefined || passkeysOf(user, relyingParty).length === 0) {
    throw invalidParameter('User does not have applicable WebAuthn credentials to enable WebAuthn MFA.');
  }
  if (!others.some(({ Enabled }) => Enabled)) throw invalidParameter('WebAuthn MFA requires enabling an additional MFA setting.');
}

function setPreference(cognito: Cognito, pool: Pool, user: User, input: PreferenceInput): void {
  const members = Object.keys(MEMBERS) as CodeMember[];
  const settings = members.flatMap((member) => input[member] ? [{ factor: MEMBERS[member], ...input[member] }] : []);
  // [M] unverified text
  if (settings.filter(({ PreferredMfa }) => PreferredMfa).length > 1) throw invalidParameter('Only one MFA method can be preferred.');
  for (const { factor, Enabled, PreferredMfa } of settings) if (Enabled || PreferredMfa || factor === 'SMS_MFA') checkEnrolled(user, factor);
  const passkey = input.WebAuthnMfaSettings?.Enabled;
  if (passkey) checkPasskeyMfa(cognito, pool, user, settings);
  for (const { factor, Enabled, PreferredMfa } of settings) {
    if (Enabled) enableFactor(user, factor);
    if (Enabled === false) disableFactor(user, factor);
    if (PreferredMfa === false && user.preferredMfa === factor) delete user.preferredMfa;
    if (PreferredMfa && Enabled !== false) user.preferredMfa = factor;
  }
  if (passkey !== undefined) user.passkeyMfa = passkey;
  cognito.touch(user);
}

export const mfaPreferenceOperations = operations({
  SetUserMFAPreference: {
    required: ['AccessToken'],
    optional: [...Object.keys(MEMBERS), 'WebAuthnMfaSettings'],
    async run(cognito, input: PreferenceInput & { AccessToken: string }) {
      const { pool, user } = await bearer(cognito, input.AccessToken);
      setPreference(cognito, pool, user, input);
      return {};
    },
  },
  AdminSetUserMFAPreference: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    optional: [...Object.keys(MEMBERS), 'WebAuthnMfaSettings'],
    run(cognito, input: PreferenceInput & { UserPoolId: string; Username: string }) {
      const pool = cognito.pool(input.UserPoolId);
      setPreference(cognito, pool, existingUser(pool, input.Username), input);
      return {};
    },
  },
});
