import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { AppClientAuthFlow, AppClientKind, AppClientOptions } from './app-client-options';
import { broken, Rule } from './rule';
import { Settings } from './settings';

const AUTH_FLOWS = 'https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html';

export const clientFlowRules = {
  secret: {
    path: 'clients.{name}.generateSecret',
    allowed: 'left out where kind is "NATIVE"',
    advice: 'Whoever has the app has what is in it: PKCE proves that the same app asks for the tokens.',
    link: 'https://www.rfc-editor.org/rfc/rfc8252#section-8.5',
  },
  userAuth: {
    path: 'clients.{name}.authFlows',
    allowed: 'without USER_AUTH where featurePlan is "LITE"',
    advice: 'Choice-based sign-in comes with FeaturePlan.ESSENTIALS.',
    link: AUTH_FLOWS,
  },
  custom: {
    path: 'clients.{name}.authFlows',
    allowed: 'without CUSTOM where {missing} of triggers is missing',
    advice: 'All three triggers decide together: give defineAuthChallenge, createAuthChallenge and verifyAuthChallengeResponse.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html',
  },
  userPassword: {
    path: 'clients.{name}.authFlows',
    allowed: 'without USER_PASSWORD where migration is missing',
    advice: 'A password need not be sent to Cognito unless someone else is to check it, as migration lets your function do: take USER_SRP.',
    link: 'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-import-using-lambda.html',
  },
} satisfies Record<string, Rule>;

const CUSTOM_TRIGGERS = ['defineAuthChallenge', 'createAuthChallenge', 'verifyAuthChallengeResponse'];

export function clientFlowProblems(name: string, options: AppClientOptions, { featurePlan, triggers, migration, userPool }: Settings): string[] {
  const { kind, generateSecret, authFlows = [] } = options;
  // A pool that is made elsewhere has its triggers there.
  const missing = userPool ? [] : CUSTOM_TRIGGERS.filter((trigger) => triggers[trigger] === undefined);
  return [
    ...generateSecret && kind === AppClientKind.NATIVE ? [broken(clientFlowRules.secret, generateSecret, { name })] : [],
    ...authFlows.includes(AppClientAuthFlow.USER_AUTH) && featurePlan === FeaturePlan.LITE
      ? [broken(clientFlowRules.userAuth, authFlows, { name })] : [],
    ...authFlows.includes(AppClientAuthFlow.CUSTOM) && missing.length > 0
      ? [broken(clientFlowRules.custom, authFlows, { name, missing: missing.join(', ') })] : [],
    ...authFlows.includes(AppClientAuthFlow.USER_PASSWORD) && !migration && !userPool
      ? [broken(clientFlowRules.userPassword, authFlows, { name })] : [],
  ];
}
