export { CognitoAuthApi } from './cognito-auth-api';
export type { AccountLinking } from './account-linking';
export type { ApiKeyOptions } from './api-key';
export { AppClientAuthFlow, AppClientKind } from './app-client-options';
export type { AppClient, AppClientOptions, AppClientTokenOptions } from './app-client-options';
export type { CloudFrontOptions } from './cloud-front';
export type { CustomDomainOptions, MutualTlsOptions } from './custom-domain';
export type { MfaOptions } from './mfa';
export type { MigrationOptions } from './migration';
export { Preset } from './preset';
export { AmbiguousRoleResolution } from './identity-pool-options';
export type { IdentityPoolOptions } from './identity-pool-options';
export type { CognitoAuthApiProps, CorsOptions, GroupOptions, ThrottleOptions, TokenOptions } from './props';
export type { MessageOptions, MessageTemplate, MessageTemplates } from './message-options';
export type { PasskeyOptions, SignInOptions } from './sign-in';
export type { ThreatProtectionOptions } from './threat-protection';
export type { DomainOptions } from './domain';
export type {
  AmazonProviderOptions, AppleProviderOptions, FacebookProviderOptions, GoogleProviderOptions, IdentityProvidersOptions, OidcProviderOptions,
  SamlProviderOptions,
} from './identity-provider-options';
export type { MachineClient, MachineClientOptions } from './machine-client-options';
export { BrandingAssetCategory, BrandingColorMode } from './managed-login';
export type { BrandingAsset, BrandingOptions, ManagedLoginOptions, TermsOptions } from './managed-login';
export { QrCode } from './props';
export type { ResourceServerOptions } from './resource-servers';
export { Registration } from './registration';
export { TokenDelivery } from './token-delivery';
export { RouteAccess } from './route-options';
export type { AddedRoute, AddRouteOptions } from './route-options';
export { OperationFeature } from './operation-feature';
export type { OperationFunctionOptions, OperationFunctionProps, OperationOptions } from './operation-options';
export { UserPoolAction } from './user-pool-action';
