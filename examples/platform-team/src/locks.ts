import { RemovalPolicy, Token } from 'aws-cdk-lib';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CognitoAuthApiProps, Preset } from 'cognito-auth-api';
import { Construct } from 'constructs';
import { MIN_PASSWORD_LENGTH } from './defaults';

export const WHOM_TO_ASK = 'Ask the identity platform team (#identity-platform) for an exception.';

/** A prop that teams may set within bounds, or not at all. */
interface PropLock {
  /** As it is typed. */
  readonly prop: string;
  /** Completes "must be ...". */
  readonly allowed: string;
  /** Undefined where the team leaves it to the defaults. */
  given(props: CognitoAuthApiProps): unknown;
  keeps(given: any): boolean;
}

/** The logs of a year, or all there ever were: INFINITE is a number, too. */
const keepsLogs = (days: number) => days >= RetentionDays.ONE_YEAR;
const isTrue = (given: unknown) => given === true;

const PASSWORD_CLASSES = ['requireLowercase', 'requireUppercase', 'requireDigits', 'requireSymbols'] as const;

export const propLocks: PropLock[] = [
  {
    prop: 'passwordPolicy.minLength', allowed: `at least ${MIN_PASSWORD_LENGTH}`,
    given: ({ passwordPolicy }) => passwordPolicy?.minLength, keeps: (length: number) => length >= MIN_PASSWORD_LENGTH,
  },
  ...PASSWORD_CLASSES.map((name): PropLock => (
    { prop: `passwordPolicy.${name}`, allowed: 'true', given: ({ passwordPolicy }) => passwordPolicy?.[name], keeps: isTrue })),
  { prop: 'mfa.mode', allowed: 'REQUIRED', given: ({ mfa }) => mfa?.mode, keeps: (mode: Mfa) => mode === Mfa.REQUIRED },
  { prop: 'deletionProtection', allowed: 'true', given: ({ deletionProtection }) => deletionProtection, keeps: isTrue },
  {
    prop: 'removalPolicy', allowed: '"retain" or "retain-on-update-or-delete"', given: ({ removalPolicy }) => removalPolicy,
    keeps: (policy: RemovalPolicy) => policy === RemovalPolicy.RETAIN || policy === RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  },
  { prop: 'logRetention', allowed: 'at least 365 days', given: ({ logRetention }) => logRetention, keeps: keepsLogs },
  {
    prop: 'functionProps.logRetention', allowed: 'at least 365 days', given: ({ functionProps }) => functionProps?.logRetention, keeps: keepsLogs,
  },
  {
    prop: 'preset', allowed: 'PRODUCTION, whose defaults keep what people entrust to us', given: ({ preset }) => preset,
    keeps: (preset: Preset) => preset === Preset.PRODUCTION,
  },
  // Nobody sees from here how that one is protected.
  { prop: 'userPool', allowed: 'left out, so that the pool is made here', given: ({ userPool }) => userPool?.node.path, keeps: () => false },
];

/** What of the template shows that a lock is kept, whatever was done to it after the constructor: escape hatches, aspects, another injector. */
export interface ResourceLock {
  readonly type: string;
  /** The property as CloudFormation has it. */
  readonly property: string;
  readonly allowed: string;
  keeps(found: any): boolean;
}

const USER_POOL = 'AWS::Cognito::UserPool';
const LOG_GROUP = 'AWS::Logs::LogGroup';
const RETAINED = [USER_POOL, LOG_GROUP, 'AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::SecretsManager::Secret'];
const PASSWORD_POLICY = 'Properties.Policies.PasswordPolicy';

export const resourceLocks: ResourceLock[] = [
  {
    type: USER_POOL, property: `${PASSWORD_POLICY}.MinimumLength`, allowed: `at least ${MIN_PASSWORD_LENGTH}`,
    keeps: (length) => length >= MIN_PASSWORD_LENGTH,
  },
  ...['RequireLowercase', 'RequireUppercase', 'RequireNumbers', 'RequireSymbols'].map((name) => (
    { type: USER_POOL, property: `${PASSWORD_POLICY}.${name}`, allowed: 'true', keeps: isTrue })),
  { type: USER_POOL, property: 'Properties.MfaConfiguration', allowed: 'ON', keeps: (mode) => mode === 'ON' },
  { type: USER_POOL, property: 'Properties.DeletionProtection', allowed: 'ACTIVE', keeps: (protection) => protection === 'ACTIVE' },
  // Without a number CloudWatch keeps them for ever.
  {
    type: LOG_GROUP, property: 'Properties.RetentionInDays', allowed: 'at least 365, or left out', keeps: (days) => days === undefined || keepsLogs(days),
  },
  ...RETAINED.flatMap((type) => ['DeletionPolicy', 'UpdateReplacePolicy'].map((property) => (
    { type, property, allowed: 'Retain or RetainExceptOnCreate', keeps: (policy: string) => ['Retain', 'RetainExceptOnCreate'].includes(policy) }))),
];

/** Throws at the line that gives a locked prop, with all of them at once. What only the deployment knows is left to the template's locks. */
export function refuseLocked(scope: Construct, id: string, props: CognitoAuthApiProps = {}): void {
  const broken = propLocks.flatMap(({ prop, allowed, given, keeps }) => {
    const value = given(props);
    return value === undefined || Token.isUnresolved(value) || keeps(value) ? [] : [`${prop} must be ${allowed}, but is ${JSON.stringify(value)}.`];
  });
  if (broken.length === 0) return;
  const path = scope.node.path ? `${scope.node.path}/${id}` : id;
  throw new Error(`Acme has locked what the auth API "${path}" is given:\n${broken.map((line) => `  - ${line}`).join('\n')}\n${WHOM_TO_ASK}`);
}
