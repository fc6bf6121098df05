import { AccountRecovery, Mfa, UserPool } from 'aws-cdk-lib/aws-cognito';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { CustomMessageEnvironment, TriggerName, triggers } from './contract';
import { TRIGGER_TIMEOUT } from './defaults';
import { triggerFunctionSettings } from './function-settings';
import { poolEmail } from './messages';
import { Settings } from './settings';

/** The trigger that writes the mails. It gets no pool id, which would make pool and function need each other: the event carries it. */
export function makeCustomMessageFunction(scope: Construct, settings: Settings): NodejsFunction {
  const name: TriggerName = 'custom-message';
  const { templates } = settings.messages;
  const file = 'message-templates.json';
  const environment: CustomMessageEnvironment = { APP_NAME: settings.appName, ...templates && { MESSAGE_TEMPLATES: file } };
  return makeBundledFunction(scope, name, {
    description: triggers[name].summary,
    statements: [],
    environment: { ...environment },
    files: templates && { [file]: JSON.stringify(templates) },
    timeout: TRIGGER_TIMEOUT,
    removalPolicy: settings.removalPolicy,
    ...triggerFunctionSettings(settings),
  });
}

/**
 * Emits no standard attributes: the L2 renders them without a data type, and later updates of such a pool are reported to fail. All of
 * them exist anyway.
 */
export function makeUserPool(scope: Construct, customMessage: IFunction, senderKey: IKey | undefined, settings: Settings): UserPool {
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
    email: poolEmail(scope, settings),
    customSenderKmsKey: senderKey,
    // That of preTokenGeneration needs its version said: makePreTokenGeneration attaches it.
    lambdaTriggers: { ...settings.triggers, preTokenGeneration: undefined, customMessage },
    deletionProtection: settings.deletionProtection,
    removalPolicy: settings.removalPolicy,
  });
}
