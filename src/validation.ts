import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { accountLinkingProblems } from './account-linking-validation';
import { clientsProblems } from './app-client-rules';
import { claimProblems, customAttributeProblems } from './attribute-validation';
import { corsProblems } from './cors-validation';
import { domainProblems } from './domain-rules';
import { edgeProblems } from './edge-validation';
import { existingUserPoolProblems } from './existing-user-pool-validation';
import { functionPropsProblems } from './function-props-validation';
import { groupProblems } from './group-validation';
import { identityPoolProblems } from './identity-pool-validation';
import { identityProviderProblems } from './identity-provider-rules';
import { machineClientsProblems } from './machine-client-rules';
import { managedLoginProblems } from './managed-login-rules';
import { mfaProblems } from './mfa-rules';
import { migrationProblems } from './migration';
import { operationsProblems } from './operations-validation';
import { passwordPolicyProblems } from './password-policy-validation';
import { poolProblems } from './pool-rules';
import { CognitoAuthApiProps } from './props';
import { refuse } from './refuse';
import { registrationProblems } from './registration-rules';
import { resourceServerProblems } from './resource-server-rules';
import { broken, ourPage, Rule } from './rule';
import { senderProblems } from './sender-rules';
import { sessionProblems } from './session-tracking';
import { Settings } from './settings';
import { shapeProblems } from './shape-validation';
import { signInProblems } from './sign-in-rules';
import { stageProblems } from './stage-validation';
import { templateProblems } from './template-rules';
import { throttleProblems } from './throttle-validation';
import { tokenDeliveryProblems } from './token-delivery';
import { tokenProblems } from './token-validation';
import { featurePlanProblems, triggerProblems } from './trigger-validation';

function refuseProps(scope: IConstruct, problems: string[]): void {
  refuse(problems, 'InvalidPropsError', `CognitoAuthApi "${scope.node.path}"`, { one: 'a prop', several: 'props' });
}

/** Throws where the props are not even of their types, which compilers see, but nobody else before. Nothing else could be read then. */
export function validateShape(scope: IConstruct, props: CognitoAuthApiProps): void {
  const problems = shapeProblems(props, 'CognitoAuthApiProps');
  refuseProps(scope, problems);
}

/** Throws once, with all that is wrong. Values that CDK only knows when deploying are left to AWS. */
export function validate(scope: IConstruct, settings: Settings, props: CognitoAuthApiProps): void {
  const problems = [
    ...signInProblems(settings),
    ...mfaProblems(settings, props.mfa),
    ...poolProblems(scope, settings),
    ...tokenProblems(settings),
    ...passwordPolicyProblems(settings),
    ...corsProblems(settings),
    ...throttleProblems(settings),
    ...appNameProblems(settings),
    ...senderProblems(scope, settings),
    ...templateProblems(settings),
    ...removalPolicyProblems(settings),
    ...featurePlanProblems(settings),
    ...groupProblems(settings),
    ...customAttributeProblems(settings),
    ...claimProblems(settings),
    ...triggerProblems(settings),
    ...operationsProblems(settings),
    ...registrationProblems(props, settings),
    ...sessionProblems(props.maxSessionsPerUser, settings),
    ...stageProblems(props),
    ...functionPropsProblems(props, settings),
    ...edgeProblems(scope, settings),
    ...tokenDeliveryProblems(props),
    ...identityPoolProblems(settings),
    ...accountLinkingProblems(props),
    ...migrationProblems(props),
    ...existingUserPoolProblems(props, settings),
    ...domainProblems(settings),
    ...managedLoginProblems(settings),
    ...identityProviderProblems(scope, settings),
    ...resourceServerProblems(settings),
    ...clientsProblems(settings),
    ...machineClientsProblems(settings),
  ];
  refuseProps(scope, problems);
}

export const appNameRules = {
  appName: {
    path: 'messages.appName',
    allowed: '1 to 64 printable characters without a colon, with no space at either end',
    advice: 'Authenticator apps show it before a colon, and mails have it in their subject.',
    link: ourPage('API.md#cognito-auth-api.MessageOptions.property.appName'),
  },
} satisfies Record<string, Rule>;

/** As the contract bounds names: no control characters, lone surrogates, line separators, nor what reverses the writing direction. */
const APP_NAME = /^(?=.*\S)[^:\p{Cc}\p{Cs}\u2028\u2029\u202A-\u202E\u2066-\u2069]{1,64}$/u;

function appNameProblems({ appName }: Settings): string[] {
  return Token.isUnresolved(appName) || (APP_NAME.test(appName) && appName === appName.trim()) ? [] : [broken(appNameRules.appName, appName)];
}

export const removalPolicyRules = {
  removalPolicy: {
    path: 'removalPolicy',
    allowed: '"retain", "destroy" or "retain-on-update-or-delete"',
    advice: 'User pools, buckets, keys and logs have no snapshots: use RemovalPolicy.RETAIN.',
    link: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  },
} satisfies Record<string, Rule>;

function removalPolicyProblems({ removalPolicy }: Settings): string[] {
  return removalPolicy === RemovalPolicy.SNAPSHOT ? [broken(removalPolicyRules.removalPolicy, removalPolicy)] : [];
}
