import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { ROTATION_GRACE_PERIOD } from './defaults';
import { broken, Rule } from './rule';
import { Settings } from './settings';

/** Those that fit beside what the pool does already. */
const TAKEN = [
  'createAuthChallenge', 'defineAuthChallenge', 'postAuthentication', 'postConfirmation', 'preAuthentication', 'preSignUp', 'preTokenGeneration',
  'userMigration', 'verifyAuthChallengeResponse',
];

const SENDERS = ['customEmailSender', 'customSmsSender'];
const PLANS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html';
const NOT_ON_LITE = 'left out where featurePlan is "LITE"';

export const triggerRules = {
  customMessage: {
    path: 'triggers',
    allowed: `a map of ${TAKEN.join(', ')}`,
    advice: 'The API writes its mails itself, by customMessageFunction: name the app with messages.appName.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html',
  },
  sender: {
    path: 'triggers',
    allowed: `a map of ${TAKEN.join(', ')}`,
    advice: 'Give it as messages.{sender}, which makes the key that it needs.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-sender-triggers.html',
  },
  taken: {
    path: 'triggers',
    allowed: `a map of ${TAKEN.join(', ')}`,
    advice: 'The others need settings of the pool that the API does not have.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-identity-pools-working-with-aws-lambda-triggers.html',
  },
  preTokenGenerationPlan: {
    path: 'triggers.preTokenGeneration',
    allowed: NOT_ON_LITE,
    advice: 'It gets events of version 2, which Cognito has from FeaturePlan.ESSENTIALS on.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html',
  },
} satisfies Record<string, Rule>;

export function triggerProblems({ triggers, featurePlan }: Settings): string[] {
  const given = Object.keys(triggers).filter((name) => triggers[name] !== undefined);
  const refused = given.filter((name) => !TAKEN.includes(name));
  return [
    ...refused.map((name) => name === 'customMessage' ? broken(triggerRules.customMessage, name)
      : SENDERS.includes(name) ? broken(triggerRules.sender, name, { sender: name }) : broken(triggerRules.taken, name)),
    ...triggers.preTokenGeneration && featurePlan === FeaturePlan.LITE
      ? [broken(triggerRules.preTokenGenerationPlan, triggers.preTokenGeneration)] : [],
  ];
}

export const featurePlanRules = {
  passwordHistory: {
    path: 'passwordPolicy.passwordHistorySize', allowed: NOT_ON_LITE, advice: 'Cognito remembers passwords from FeaturePlan.ESSENTIALS on.', link: PLANS,
  },
  rotation: { path: 'tokens.rotationGracePeriod', allowed: NOT_ON_LITE, advice: 'Refresh tokens rotate from FeaturePlan.ESSENTIALS on.', link: PLANS },
} satisfies Record<string, Rule>;

export function featurePlanProblems({ featurePlan, passwordPolicy: { passwordHistorySize }, tokens: { rotationGracePeriod } }: Settings): string[] {
  if (featurePlan !== FeaturePlan.LITE) return [];
  return [
    ...passwordHistorySize ? [broken(featurePlanRules.passwordHistory, passwordHistorySize)] : [],
    ...rotationGracePeriod === ROTATION_GRACE_PERIOD ? [] : [broken(featurePlanRules.rotation, rotationGracePeriod)],
  ];
}
