import { IUserPool } from 'aws-cdk-lib/aws-cognito';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { PreSignUpEnvironment, TriggerName, triggers } from './contract';
import { TRIGGER_TIMEOUT } from './defaults';
import { triggerFunctionSettings } from './function-settings';
import { Settings } from './settings';
import { grantToTrigger } from './trigger-grants';
import { UserPoolAction } from './user-pool-action';
import { invokeStatements } from './users-trigger';

/** Whose people may come into accounts that are there already. */
export interface AccountLinking {
  /**
   * Names the identity providers that are trusted to say whose an email address is, as the pool has them: `Google`, `SignInWithApple`,
   * `LoginWithAmazon`, or the name of an OIDC or SAML provider. Whoever can sign in at one of them with an address that it calls verified gets into
   * the account with that address, without its password and its second factor. At least one, each once. Facebook verifies no address.
   */
  readonly providers: string[];
}

/** Our pre-sign-up trigger, which calls the user's own. Attached only where accounts are linked. */
export function makePreSignUpFunction(scope: Construct, settings: Settings): NodejsFunction | undefined {
  const { accountLinking, triggers: { preSignUp: theirs } } = settings;
  if (!accountLinking) return undefined;
  const name: TriggerName = 'pre-sign-up';
  const environment: PreSignUpEnvironment = {
    LINKED_PROVIDERS: JSON.stringify(accountLinking.providers),
    ...theirs && { PRE_SIGN_UP_FUNCTION_ARN: theirs.functionArn },
  };
  return makeBundledFunction(scope, name, {
    description: triggers[name].summary,
    statements: invokeStatements(theirs),
    environment: { ...environment },
    timeout: TRIGGER_TIMEOUT,
    removalPolicy: settings.removalPolicy,
    ...triggerFunctionSettings(settings),
  });
}

/** What linking takes, once the pool is there. */
export function allowLinking(scope: Construct, pool: IUserPool, fn: NodejsFunction): void {
  grantToTrigger(scope, pool, fn, [UserPoolAction.LIST_USERS, UserPoolAction.ADMIN_LINK_PROVIDER_FOR_USER]);
}
