import { UserPool, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { Role } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';
import { makeBundledFunction } from './bundled-function';
import { CustomMessageEnvironment, TriggerName, triggers } from './contract';
import { TRIGGER_TIMEOUT } from './defaults';
import { encryptPool } from './encryption-key';
import { triggerFunctionSettings } from './function-settings';
import { poolEmail } from './messages';
import { countPasskeys, mfaProps } from './mfa';
import { Settings } from './settings';
import { signInProps } from './sign-in';
import { smsProps } from './sms-role';
import { threatProtectionProps } from './threat-protection';
import { invokeStatements } from './users-trigger';

/** The trigger that writes the mails. It gets no pool id, which would make pool and function need each other: the event carries it. */
export function makeCustomMessageFunction(scope: Construct, settings: Settings): NodejsFunction {
  const name: TriggerName = 'custom-message';
  const { triggers: { customMessage: theirs }, messages: { templates } } = settings;
  const file = 'message-templates.json';
  const environment: CustomMessageEnvironment = {
    APP_NAME: settings.appName,
    ...templates && { MESSAGE_TEMPLATES: file },
    ...theirs && { CUSTOM_MESSAGE_FUNCTION_ARN: theirs.functionArn },
  };
  return makeBundledFunction(scope, name, {
    description: triggers[name].summary,
    statements: invokeStatements(theirs),
    environment: { ...environment },
    files: templates && { [file]: JSON.stringify(templates) },
    timeout: TRIGGER_TIMEOUT,
    removalPolicy: settings.removalPolicy,
    ...triggerFunctionSettings(settings),
  });
}

/** The roles and keys that a pool may come with. */
export interface UserPoolParts {
  readonly customMessage: IFunction;
  readonly preSignUp?: IFunction;
  readonly customSenderKmsKey?: IKey;
  readonly smsRole?: Role;
}

/**
 * Whoever signs up by themselves writes the address, and so can change it. It names them and receives their codes: the old one stays until the new
 * one is proven. Not verified on AWS what this does to what identity providers map.
 */
function selfSignUpProps({ selfSignUpEnabled, signIn: { email, phone } }: Settings): UserPoolProps {
  return { selfSignUpEnabled, ...selfSignUpEnabled && (email || phone) && { keepOriginal: { email, phone } } };
}

/**
 * Emits no standard attributes: the L2 renders them without a data type, and later updates of such a pool are reported to fail. All of
 * them exist anyway.
 */
export function makeUserPool(scope: Construct, parts: UserPoolParts, settings: Settings): UserPool {
  const { customMessage, preSignUp, customSenderKmsKey, smsRole } = parts;
  const pool = new UserPool(scope, 'UserPool', {
    ...signInProps(settings.signIn),
    ...mfaProps(settings.mfa),
    ...smsProps(scope, smsRole),
    ...threatProtectionProps(settings.threatProtection),
    ...selfSignUpProps(settings),
    passwordPolicy: settings.passwordPolicy,
    accountRecovery: settings.accountRecovery,
    deviceTracking: settings.deviceTracking,
    featurePlan: settings.featurePlan,
    customAttributes: settings.customAttributes,
    email: poolEmail(scope, settings),
    customSenderKmsKey,
    // That of preTokenGeneration needs its version said: makePreTokenGeneration attaches it.
    lambdaTriggers: { ...settings.triggers, ...settings.migration, preTokenGeneration: undefined, customMessage, ...preSignUp && { preSignUp } },
    deletionProtection: settings.deletionProtection,
    removalPolicy: settings.removalPolicy,
  });
  countPasskeys(pool, settings.mfa);
  if (settings.encryptionKey) encryptPool(pool, settings.encryptionKey);
  return pool;
}
