import { CfnResource, Validations } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { tracksSessions } from './enabled-operations';
import { broken, numberBreaks, numberRule, ourPage, Rule } from './rule';
import { Settings } from './settings';

const TYPE = 'AWS::Cognito::UserPoolSessionConfigurationAttachment';

/**
 * Makes the pool track sessions, where an operation needs it: nobody else should pay with longer tokens. When it goes, the pool tracks none again.
 *
 * CloudFormation has the resource since November 2026, CDK its class since 2.278, and our CDK may be older: its validation takes the type for a mistake then.
 */
export function makeSessionTracking(scope: Construct, userPool: cognito.IUserPool, settings: Settings): CfnResource | undefined {
  if (!tracksSessions(settings)) return undefined;
  const resource = new CfnResource(scope, 'SessionTracking', {
    type: TYPE,
    properties: { UserPoolId: userPool.userPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: settings.maxSessionsPerUser } },
  });
  if (!('CfnUserPoolSessionConfigurationAttachment' in cognito)) {
    Validations.of(resource).acknowledge({ id: 'CloudFormation-Validate::F3006', reason: `${TYPE} is newer than this CDK` });
  }
  return resource;
}

const LIMIT = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolTokenSessionConfigType.html';

export const sessionRules = {
  maxSessionsPerUser: numberRule('maxSessionsPerUser', 1, 100, 'These are Cognito\'s bounds.', LIMIT),
  tracked: {
    path: 'maxSessionsPerUser',
    allowed: 'left out where the API has neither "sessions" nor "delete-session"',
    advice: 'Sessions are counted only where they are tracked: add OperationFeature.SESSIONS to operations.features, or leave it out.',
    link: ourPage('docs/guide/operations.md#sessions'),
  },
} satisfies Record<string, Rule>;

export function sessionProblems(given: number | undefined, settings: Settings): string[] {
  if (given === undefined) return [];
  return tracksSessions(settings) ? numberBreaks(sessionRules.maxSessionsPerUser, given) : [broken(sessionRules.tracked, given)];
}
