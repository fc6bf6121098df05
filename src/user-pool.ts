import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Role } from 'aws-cdk-lib/aws-iam';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { Environment, TriggerName, triggers } from './contract';
import { TRIGGER_TIMEOUT } from './defaults';
import { encryptPool } from './encryption-key';
import { triggerFunctionSettings } from './function-settings';
import { countPasskeys, mfaProps } from './mfa';
import { Settings } from './settings';
import { signInProps } from './sign-in';
import { smsProps } from './sms-role';
import { threatProtectionProps } from './threat-protection';

/** The trigger that writes the mails. It gets no pool id, which would make pool and function need each other: the event carries it. */
export function makeCustomMessageFunction(scope: Construct, settings: Settings): NodejsFunction {
  const name: TriggerName = 'custom-message';
  const environment: Pick<Environment, 'APP_NAME'> = { APP_NAME: settings.appName };
  return makeBundledFunction(scope, name, {
    description: triggers[name].summary,
    statements: [],
    environment,
    timeout: TRIGGER_TIMEOUT,
    removalPolicy: settings.removalPolicy,
    ...triggerFunctionSettings(settings),
  });
}

/**
 * Emits no standard attributes: the L2 renders them without a data type, and later updates of such a pool are reported to fail. All of
 * them exist anyway.
 */
export function makeUserPool(scope: Construct, customMessage: IFunction, smsRole: Role | undefined, settings: Settings): UserPool {
  const pool = new UserPool(scope, 'UserPool', {
    ...signInProps(settings.signIn),
    ...mfaProps(settings.mfa),
    ...smsProps(scope, smsRole),
    ...threatProtectionProps(settings.threatProtection),
    selfSignUpEnabled: settings.selfSignUpEnabled,
    passwordPolicy: settings.passwordPolicy,
    accountRecovery: settings.accountRecovery,
    deviceTracking: settings.deviceTracking,
    featurePlan: settings.featurePlan,
    customAttributes: settings.customAttributes,
    // That of preTokenGeneration needs its version said: makePreTokenGeneration attaches it.
    lambdaTriggers: { ...settings.triggers, preTokenGeneration: undefined, customMessage },
    deletionProtection: settings.deletionProtection,
    removalPolicy: settings.removalPolicy,
  });
  countPasskeys(pool, settings.mfa);
  if (settings.encryptionKey) encryptPool(pool, settings.encryptionKey);
  return pool;
}
