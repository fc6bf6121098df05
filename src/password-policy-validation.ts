import { Duration } from 'aws-cdk-lib';
import { durationBreaks, durationRule, numberBreaks, numberRule, Rule } from './rule';
import { Settings } from './settings';

const POLICY = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_PasswordPolicyType.html';

export const passwordPolicyRules = {
  minLength: numberRule('passwordPolicy.minLength', 8, 99,
    'Cognito takes 6 to 99, but NIST SP 800-63B allows no password below 8 characters.', 'https://pages.nist.gov/800-63-3/sp800-63b.html'),
  tempPasswordValidity: durationRule('passwordPolicy.tempPasswordValidity', Duration.days(1), Duration.days(1), Duration.days(365),
    'Cognito counts whole days; a short time is safer, since the password travels by mail.', POLICY),
  passwordHistorySize: numberRule('passwordPolicy.passwordHistorySize', 0, 24, 'These are Cognito\'s limits; 0 keeps no history.', POLICY),
} satisfies Record<string, Rule>;

export function passwordPolicyProblems({ passwordPolicy }: Settings): string[] {
  return [
    ...numberBreaks(passwordPolicyRules.minLength, passwordPolicy.minLength),
    ...durationBreaks(passwordPolicyRules.tempPasswordValidity, passwordPolicy.tempPasswordValidity),
    ...numberBreaks(passwordPolicyRules.passwordHistorySize, passwordPolicy.passwordHistorySize),
  ];
}
