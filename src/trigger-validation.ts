import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { ROTATION_GRACE_PERIOD } from './defaults';
import { problem } from './problem';
import { Settings } from './settings';

/** Those that fit beside what the pool does already. */
const TAKEN = [
  'createAuthChallenge', 'customMessage', 'defineAuthChallenge', 'postAuthentication', 'postConfirmation', 'preAuthentication', 'preSignUp', 'preTokenGeneration',
  'userMigration', 'verifyAuthChallengeResponse',
];

export function triggerProblems({ triggers, featurePlan }: Settings): string[] {
  const given = Object.keys(triggers).filter((name) => triggers[name] !== undefined);
  const refused = given.filter((name) => !TAKEN.includes(name));
  return [
    ...refused.map((name) => problem('triggers', `a map of ${TAKEN.join(', ')}`, name,
      'The others need settings of the pool that the API does not have.')),
    ...triggers.preTokenGeneration && featurePlan === FeaturePlan.LITE ? [problem('triggers.preTokenGeneration', 'left out where featurePlan is "LITE"',
      triggers.preTokenGeneration.node.path, 'It gets events of version 2, which Cognito has from FeaturePlan.ESSENTIALS on.')] : [],
  ];
}

export function featurePlanProblems({ featurePlan, passwordPolicy, tokens }: Settings): string[] {
  if (featurePlan !== FeaturePlan.LITE) return [];
  return [
    ...passwordPolicy.passwordHistorySize ? [problem('passwordPolicy.passwordHistorySize', 'left out where featurePlan is "LITE"',
      passwordPolicy.passwordHistorySize, 'Cognito remembers passwords from FeaturePlan.ESSENTIALS on.')] : [],
    ...tokens.rotationGracePeriod !== ROTATION_GRACE_PERIOD ? [problem('tokens.rotationGracePeriod', 'left out where featurePlan is "LITE"', tokens.rotationGracePeriod,
      'Refresh tokens rotate from FeaturePlan.ESSENTIALS on.')] : [],
  ];
}
