import { AccountRecovery, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { CustomMessageEnvironment, TriggerName, triggers } from './contract';
import { TRIGGER_TIMEOUT } from './defaults';
import { triggerFunctionSettings } from './function-settings';
import { Settings } from './settings';
import { invokeStatements } from './users-trigger';

/** The trigger that writes the mails. It gets no pool id, which would make pool and function need each other: the event carries it. */
export function makeCustomMessageFunction(scope: Construct, settings: Settings): NodejsFunction {
  const name: TriggerName = 'custom-message';
  const { customMessage: theirs } = settings.triggers;
  const environment: CustomMessageEnvironment = {
    APP_NAME: settings.appName, ...theirs && { CUSTOM_MESSAGE_FUNCTION_ARN: theirs.functionArn },
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

/**
 * Emits no standard attributes: the L2 renders them without a data type, and later updates of such a pool are reported to fail. All of
 * them exist anyway.
 */
export function makeUserPool(scope: Construct, customMessage: IFunction, preSignUp: IFunction | undefined, settings: Settings): UserPool {
  return new UserPool(scope, 'UserPool', {
    signInAliases: { email: true },
    // Cannot be changed later, and people do not remember how they once wrote their address.
    signInCaseSensitive: false,
    selfSignUpEnabled: false,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: settings.passwordPolicy,
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    featurePlan: settings.featurePlan,
    customAttributes: settings.customAttributes,
    // That of preTokenGeneration needs its version said: makePreTokenGeneration attaches it.
    lambdaTriggers: { ...settings.triggers, preTokenGeneration: undefined, customMessage, ...preSignUp && { preSignUp } },
    deletionProtection: settings.deletionProtection,
    removalPolicy: settings.removalPolicy,
  });
}
