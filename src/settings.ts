import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { AccountRecovery, DeviceTracking, FeaturePlan, ICustomAttribute, IUserPool, ManagedLoginVersion, UserPoolTriggers } from 'aws-cdk-lib/aws-cognito';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AccountLinking } from './account-linking';
import { ApiKeyOptions } from './api-key';
import { AppClientOptions } from './app-client-options';
import { CloudFrontOptions } from './cloud-front';
import { CustomDomainOptions } from './custom-domain';
import * as defaults from './defaults';
import { DomainOptions } from './domain';
import { hasAdministrators } from './enabled-operations';
import { IdentityPoolOptions } from './identity-pool-options';
import { IdentityProvidersOptions } from './identity-provider-options';
import { MachineClientOptions } from './machine-client-options';
import { ManagedLoginOptions } from './managed-login';
import { MessageOptions } from './message-options';
import { MfaSettings, mfaOf } from './mfa';
import { MigrationOptions } from './migration';
import { OperationFunctionProps, OperationOptions } from './operation-options';
import { Preset, presets } from './preset';
import { CognitoAuthApiProps, GroupOptions, QrCode } from './props';
import { ResourceServerOptions } from './resource-servers';
import { SignInSettings, signInOf } from './sign-in';
import { ThreatProtectionSettings, threatProtectionOf } from './threat-protection';
import { TokenDelivery } from './token-delivery';

/** The props with every default filled in: what the files beside this one build from. */
export interface Settings {
  readonly signIn: SignInSettings;
  readonly selfSignUpEnabled: boolean;
  readonly mfa: MfaSettings;
  readonly accountRecovery: AccountRecovery;
  readonly deviceTracking?: DeviceTracking;
  readonly threatProtection?: ThreatProtectionSettings;
  /** The user's own; where there is none, what `makeEncryptionKey` makes is for the bucket alone. */
  readonly encryptionKey?: IKey;
  readonly tokens: { readonly access: Duration; readonly id: Duration; readonly refresh: Duration; readonly rotationGracePeriod: Duration };
  readonly tokenDelivery: TokenDelivery;
  readonly claims: { readonly [claim: string]: string };
  /** Grows where a group is added later. */
  readonly groups: { [name: string]: GroupOptions };
  readonly identityPool?: IdentityPoolOptions;
  readonly customAttributes: { readonly [name: string]: ICustomAttribute };
  readonly triggers: UserPoolTriggers;
  readonly accountLinking?: AccountLinking;
  readonly migration?: MigrationOptions;
  /** One that is not made here: nothing of it is changed. */
  readonly userPool?: IUserPool;
  readonly identityProviders: IdentityProvidersOptions;
  readonly domain?: DomainOptions;
  readonly managedLogin?: ManagedLoginOptions;
  readonly managedLoginVersion: ManagedLoginVersion;
  readonly clients: { readonly [name: string]: AppClientOptions };
  readonly resourceServers: { readonly [identifier: string]: ResourceServerOptions };
  readonly machineClients: { readonly [name: string]: MachineClientOptions };
  readonly featurePlan: FeaturePlan;
  readonly maxSessionsPerUser: number;
  readonly passwordPolicy: {
    readonly minLength: number;
    readonly requireLowercase: boolean;
    readonly requireUppercase: boolean;
    readonly requireDigits: boolean;
    readonly requireSymbols: boolean;
    readonly tempPasswordValidity: Duration;
    readonly passwordHistorySize?: number;
  };
  readonly blockCommonPasswords: boolean;
  readonly qrCode: QrCode;
  readonly cors: {
    readonly allowOrigins: string[];
    readonly allowCredentials: boolean;
    readonly allowHeaders: string[];
    readonly maxAge: Duration;
  };
  readonly throttle: { readonly credentialRoutes: Limit; readonly otherRoutes: Limit };
  readonly apiKey?: ApiKeyOptions;
  readonly customDomain?: CustomDomainOptions;
  readonly webAclArn?: string;
  readonly cloudFront?: CloudFrontOptions;
  readonly appName: string;
  readonly messages: Omit<MessageOptions, 'appName'>;
  readonly operations: OperationOptions;
  readonly httpApi?: IHttpApi;
  /** Empty where there is none. */
  readonly pathPrefix: string;
  readonly functionProps: OperationFunctionProps;
  readonly logRetention: RetentionDays;
  readonly deletionProtection: boolean;
  readonly removalPolicy: RemovalPolicy;
  readonly outputs: boolean;
}

interface Limit {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export function settingsOf(props: CognitoAuthApiProps): Settings {
  const settings = withDefaults(props);
  return { ...settings, groups: { ...!props.userPool && hasAdministrators(settings) && defaults.ADMINISTRATORS, ...settings.groups } };
}

function withDefaults(props: CognitoAuthApiProps): Settings {
  const { tokens, passwordPolicy, cors, throttle } = props;
  const preset = presets[props.preset ?? Preset.PRODUCTION];
  return {
    signIn: signInOf(props),
    selfSignUpEnabled: props.selfSignUpEnabled ?? (props.operations?.all && !props.userPool ? true : defaults.SELF_SIGN_UP_ENABLED),
    mfa: mfaOf(props),
    accountRecovery: props.accountRecovery ?? defaults.ACCOUNT_RECOVERY,
    deviceTracking: props.deviceTracking,
    threatProtection: threatProtectionOf(props),
    encryptionKey: props.encryptionKey,
    tokens: {
      access: tokens?.access ?? defaults.ACCESS_TOKEN_VALIDITY,
      id: tokens?.id ?? defaults.ID_TOKEN_VALIDITY,
      refresh: tokens?.refresh ?? defaults.REFRESH_TOKEN_VALIDITY,
      rotationGracePeriod: tokens?.rotationGracePeriod ?? defaults.ROTATION_GRACE_PERIOD,
    },
    tokenDelivery: props.tokenDelivery ?? defaults.TOKEN_DELIVERY,
    claims: tokens?.claims ?? {},
    groups: { ...props.groups },
    identityPool: props.identityPool,
    customAttributes: props.customAttributes ?? {},
    triggers: props.triggers ?? {},
    accountLinking: props.accountLinking,
    migration: props.migration,
    userPool: props.userPool,
    identityProviders: props.identityProviders ?? {},
    domain: props.domain,
    managedLogin: props.managedLogin,
    managedLoginVersion: props.managedLogin?.version
      ?? (props.featurePlan === FeaturePlan.LITE ? defaults.MANAGED_LOGIN_VERSION_OF_LITE : defaults.MANAGED_LOGIN_VERSION),
    clients: props.clients ?? {},
    resourceServers: props.resourceServers ?? {},
    machineClients: props.machineClients ?? {},
    featurePlan: props.featurePlan ?? defaults.FEATURE_PLAN,
    maxSessionsPerUser: props.maxSessionsPerUser ?? defaults.MAX_SESSIONS_PER_USER,
    passwordPolicy: {
      minLength: passwordPolicy?.minLength ?? defaults.PASSWORD_MIN_LENGTH,
      requireLowercase: passwordPolicy?.requireLowercase ?? defaults.PASSWORD_REQUIRE_LOWERCASE,
      requireUppercase: passwordPolicy?.requireUppercase ?? defaults.PASSWORD_REQUIRE_UPPERCASE,
      requireDigits: passwordPolicy?.requireDigits ?? defaults.PASSWORD_REQUIRE_DIGITS,
      requireSymbols: passwordPolicy?.requireSymbols ?? defaults.PASSWORD_REQUIRE_SYMBOLS,
      tempPasswordValidity: passwordPolicy?.tempPasswordValidity ?? defaults.TEMPORARY_PASSWORD_VALIDITY,
      passwordHistorySize: passwordPolicy?.passwordHistorySize,
    },
    blockCommonPasswords: props.blockCommonPasswords ?? defaults.BLOCK_COMMON_PASSWORDS,
    qrCode: props.qrCode ?? defaults.QR_CODE,
    cors: {
      allowOrigins: cors?.allowOrigins ?? defaults.CORS_ALLOW_ORIGINS,
      allowCredentials: cors?.allowCredentials ?? (props.tokenDelivery === TokenDelivery.COOKIE || defaults.CORS_ALLOW_CREDENTIALS),
      allowHeaders: cors?.allowHeaders ?? defaults.CORS_ALLOW_HEADERS,
      maxAge: cors?.maxAge ?? defaults.CORS_MAX_AGE,
    },
    throttle: {
      credentialRoutes: {
        rateLimit: throttle?.credentialRoutes?.rateLimit ?? defaults.CREDENTIAL_RATE_LIMIT,
        burstLimit: throttle?.credentialRoutes?.burstLimit ?? defaults.CREDENTIAL_BURST_LIMIT,
      },
      otherRoutes: {
        rateLimit: throttle?.otherRoutes?.rateLimit ?? defaults.RATE_LIMIT,
        burstLimit: throttle?.otherRoutes?.burstLimit ?? defaults.BURST_LIMIT,
      },
    },
    apiKey: props.apiKey,
    customDomain: props.customDomain,
    webAclArn: props.webAclArn,
    cloudFront: props.cloudFront,
    appName: props.messages?.appName ?? defaults.APP_NAME,
    messages: props.messages ?? {},
    operations: props.operations ?? {},
    httpApi: props.httpApi,
    pathPrefix: props.pathPrefix ?? '',
    functionProps: props.functionProps ?? {},
    logRetention: props.logRetention ?? preset.logRetention,
    deletionProtection: props.deletionProtection ?? preset.deletionProtection,
    removalPolicy: props.removalPolicy ?? preset.removalPolicy,
    outputs: props.outputs ?? defaults.OUTPUTS,
  };
}
