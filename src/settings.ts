import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { FeaturePlan, ICustomAttribute, ManagedLoginVersion, UserPoolTriggers } from 'aws-cdk-lib/aws-cognito';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ApiKeyOptions } from './api-key';
import { AppClientOptions } from './app-client-options';
import { CloudFrontOptions } from './cloud-front';
import { CustomDomainOptions } from './custom-domain';
import * as defaults from './defaults';
import { DomainOptions } from './domain';
import { IdentityProvidersOptions } from './identity-provider-options';
import { MachineClientOptions } from './machine-client-options';
import { ManagedLoginOptions } from './managed-login';
import { OperationFunctionProps, OperationOptions } from './operation-options';
import { CognitoAuthApiProps, GroupOptions, QrCode } from './props';
import { ResourceServerOptions } from './resource-servers';
import { TokenDelivery } from './token-delivery';

/** The props with every default filled in: what the files beside this one build from. */
export interface Settings {
  readonly tokens: { readonly access: Duration; readonly id: Duration; readonly refresh: Duration; readonly rotationGracePeriod: Duration };
  readonly tokenDelivery: TokenDelivery;
  readonly claims: { readonly [claim: string]: string };
  readonly groups: { readonly [name: string]: GroupOptions };
  readonly customAttributes: { readonly [name: string]: ICustomAttribute };
  readonly triggers: UserPoolTriggers;
  readonly identityProviders: IdentityProvidersOptions;
  readonly domain?: DomainOptions;
  readonly managedLogin?: ManagedLoginOptions;
  readonly managedLoginVersion: ManagedLoginVersion;
  readonly clients: { readonly [name: string]: AppClientOptions };
  readonly resourceServers: { readonly [identifier: string]: ResourceServerOptions };
  readonly machineClients: { readonly [name: string]: MachineClientOptions };
  readonly featurePlan: FeaturePlan;
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
  const { tokens, passwordPolicy, cors, throttle } = props;
  return {
    tokens: {
      access: tokens?.access ?? defaults.ACCESS_TOKEN_VALIDITY,
      id: tokens?.id ?? defaults.ID_TOKEN_VALIDITY,
      refresh: tokens?.refresh ?? defaults.REFRESH_TOKEN_VALIDITY,
      rotationGracePeriod: tokens?.rotationGracePeriod ?? defaults.ROTATION_GRACE_PERIOD,
    },
    tokenDelivery: props.tokenDelivery ?? defaults.TOKEN_DELIVERY,
    claims: tokens?.claims ?? {},
    groups: props.groups ?? {},
    customAttributes: props.customAttributes ?? {},
    triggers: props.triggers ?? {},
    identityProviders: props.identityProviders ?? {},
    domain: props.domain,
    managedLogin: props.managedLogin,
    managedLoginVersion: props.managedLogin?.version
      ?? (props.featurePlan === FeaturePlan.LITE ? defaults.MANAGED_LOGIN_VERSION_OF_LITE : defaults.MANAGED_LOGIN_VERSION),
    clients: props.clients ?? {},
    resourceServers: props.resourceServers ?? {},
    machineClients: props.machineClients ?? {},
    featurePlan: props.featurePlan ?? defaults.FEATURE_PLAN,
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
    operations: props.operations ?? {},
    httpApi: props.httpApi,
    pathPrefix: props.pathPrefix ?? '',
    functionProps: props.functionProps ?? {},
    logRetention: props.logRetention ?? defaults.LOG_RETENTION,
    deletionProtection: props.deletionProtection ?? defaults.DELETION_PROTECTION,
    removalPolicy: props.removalPolicy ?? defaults.REMOVAL_POLICY,
    outputs: props.outputs ?? defaults.OUTPUTS,
  };
}
