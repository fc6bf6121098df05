import { Stack, Token } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, StandardThreatProtectionMode } from 'aws-cdk-lib/aws-cognito';
import { IConstruct } from 'constructs';
import { isEnabled, rows } from './enabled-operations';
import { includesEmail } from './mfa-rules';
import { Rule, broken } from './rule';
import { Settings } from './settings';

export const poolRules = {
  accountRecovery: {
    path: 'accountRecovery',
    allowed: 'one that includes email where the API has {operations}',
    advice: 'These operations mail a code to people whose address is verified, and nobody\'s number is: choose AccountRecovery.EMAIL_ONLY, or exclude them.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html',
  },
  deviceTracking: {
    path: 'deviceTracking',
    allowed: 'left out where the API has the operation "refresh-token"',
    advice: 'In a pool that remembers devices Cognito wants the key of the device with each refresh, which clients of the operation do not have, so that people '
      + 'were signed out with their first access token: exclude "refresh-token", or leave deviceTracking out.',
    link: 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html',
  },
  threatProtection: {
    path: 'threatProtection',
    allowed: 'left out where featurePlan is "{plan}"',
    advice: 'Cognito has threat protection in FeaturePlan.PLUS only, which costs more per active user.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html',
  },
  encryptionKey: {
    path: 'encryptionKey',
    allowed: 'of the stack\'s own {place}, {own}',
    advice: 'Buckets, secrets, log groups and the pool take keys of their own account and region only.',
    link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html',
  },
} satisfies Record<string, Rule>;

const { NO_ENFORCEMENT } = StandardThreatProtectionMode;

/** These let Cognito send a code that sets a new password. */
const SEND_RESET_CODES = ['forgot-password', 'reset-password', 'resend-mfa'];

export function poolProblems(scope: IConstruct, settings: Settings): string[] {
  const { accountRecovery, deviceTracking, threatProtection, featurePlan } = settings;
  const there = rows.filter((row) => isEnabled(row, settings)).map(({ operation }) => operation);
  const sending = there.filter((operation) => SEND_RESET_CODES.includes(operation));
  const protects = threatProtection?.custom !== undefined || (threatProtection?.standard ?? NO_ENFORCEMENT) !== NO_ENFORCEMENT;
  return [
    ...sending.length > 0 && !includesEmail(accountRecovery) ? [broken(poolRules.accountRecovery, `AccountRecovery.${AccountRecovery[accountRecovery]}`, {
      operations: sending.map((operation) => `"${operation}"`).join(', '),
    })] : [],
    ...deviceTracking && there.includes('refresh-token') ? [broken(poolRules.deviceTracking, deviceTracking)] : [],
    ...protects && featurePlan !== FeaturePlan.PLUS ? [broken(poolRules.threatProtection, threatProtection, { plan: featurePlan })] : [],
    ...keyProblems(scope, settings),
  ];
}

function keyProblems(scope: IConstruct, { encryptionKey }: Settings): string[] {
  if (!encryptionKey) return [];
  return (['account', 'region'] as const).flatMap((place) => {
    const [own, given] = [Stack.of(scope)[place], encryptionKey.env[place]];
    return own === given || Token.isUnresolved(own) || Token.isUnresolved(given) ? [] : [broken(poolRules.encryptionKey, given, { place, own })];
  });
}
