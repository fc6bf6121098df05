import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { PreSignUpEnvironment, TriggerName, triggers } from './contract';
import { TRIGGER_TIMEOUT } from './defaults';
import { triggerFunctionSettings } from './function-settings';
import { Settings } from './settings';
import { invokeStatements } from './users-trigger';

/** Our pre-sign-up trigger, which calls the user's own. Attached only where accounts are linked or migrated. */
export function makePreSignUpFunction(scope: Construct, settings: Settings): NodejsFunction | undefined {
  const { accountLinking, migration, triggers: { preSignUp: theirs } } = settings;
  if (!accountLinking && !migration) return undefined;
  const name: TriggerName = 'pre-sign-up';
  const environment: PreSignUpEnvironment = {
    LINKED_PROVIDERS: JSON.stringify(accountLinking?.providers ?? []),
    ...theirs && { PRE_SIGN_UP_FUNCTION_ARN: theirs.functionArn },
    ...migration && { USER_MIGRATION_FUNCTION_ARN: migration.userMigration.functionArn },
  };
  return makeBundledFunction(scope, name, {
    description: triggers[name].summary,
    statements: [...invokeStatements(theirs), ...invokeStatements(migration?.userMigration)],
    environment: { ...environment },
    timeout: TRIGGER_TIMEOUT,
    removalPolicy: settings.removalPolicy,
    ...triggerFunctionSettings(settings),
  });
}
