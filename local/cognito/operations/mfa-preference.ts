import { Cognito } from '../cognito';
import { faults, invalidParameter } from '../errors';
import { disableFactor, enableFactor } from '../factors';
import { operations } from '../operation';
import { Factor, User } from '../state';
import { bearer } from '../tokens';
import { existingUser } from '../users';

interface Settings {
  readonly Enabled?: boolean;
  readonly PreferredMfa?: boolean;
}

interface PreferenceInput {
  readonly SMSMfaSettings?: Settings;
  readonly SoftwareTokenMfaSettings?: Settings;
  readonly EmailMfaSettings?: Settings;
}

const MEMBERS: Record<keyof PreferenceInput, Factor> = {
  SMSMfaSettings: 'SMS_MFA',
  SoftwareTokenMfaSettings: 'SOFTWARE_TOKEN_MFA',
  EmailMfaSettings: 'EMAIL_OTP',
};

function checkEnrolled(user: User, factor: Factor): void {
  if (factor === 'SOFTWARE_TOKEN_MFA') {
    if (!user.softwareToken) throw faults.softwareTokenNotVerified();
    return;
  }
  // [O]
  if (!user.attributes[factor === 'SMS_MFA' ? 'phone_number' : 'email']) {
    throw invalidParameter(`User does not have delivery config set to turn on ${factor}`);
  }
}

function setPreference(cognito: Cognito, user: User, input: PreferenceInput): void {
  const members = Object.keys(MEMBERS) as (keyof PreferenceInput)[];
  const settings = members.flatMap((member) => input[member] ? [{ factor: MEMBERS[member], ...input[member] }] : []);
  // [M] unverified text
  if (settings.filter(({ PreferredMfa }) => PreferredMfa).length > 1) throw invalidParameter('Only one MFA method can be preferred.');
  for (const { factor, Enabled, PreferredMfa } of settings) if (Enabled || PreferredMfa) checkEnrolled(user, factor);
  for (const { factor, Enabled, PreferredMfa } of settings) {
    if (Enabled) enableFactor(user, factor);
    if (Enabled === false) disableFactor(user, factor);
    if (PreferredMfa === false && user.preferredMfa === factor) delete user.preferredMfa;
    if (PreferredMfa && Enabled !== false) user.preferredMfa = factor;
  }
  cognito.touch(user);
}

export const mfaPreferenceOperations = operations({
  SetUserMFAPreference: {
    required: ['AccessToken'],
    optional: Object.keys(MEMBERS),
    async run(cognito, input: PreferenceInput & { AccessToken: string }) {
      const { user } = await bearer(cognito, input.AccessToken);
      setPreference(cognito, user, input);
      return {};
    },
  },
  AdminSetUserMFAPreference: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    optional: Object.keys(MEMBERS),
    run(cognito, input: PreferenceInput & { UserPoolId: string; Username: string }) {
      setPreference(cognito, existingUser(cognito.pool(input.UserPoolId), input.Username), input);
      return {};
    },
  },
});
