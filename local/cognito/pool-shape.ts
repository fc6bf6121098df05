import { Shape } from './shape';

const PINPOINT = 'analytics leave AWS';
const THREAT = 'threat protection is not simulated';
const DELIVERY = 'mail and SMS go to the mailbox';
const SENDER = 'mail and SMS go to the mailbox, so that offline nothing is sent to anybody';
const FEDERATION = 'the stub identity provider brings its claims as they are';
const LOOK = 'the sign-in page is a plain one';
const DOMAIN = 'the domain is served by the runner itself';
const LINK = 'confirmation by link is refused';

/** What CreateUserPool and AWS::Cognito::UserPool have in common. */
const POOL: Shape = {
  AccountRecoverySetting: { RecoveryMechanisms: [{ Name: true, Priority: true }] },
  AdminCreateUserConfig: {
    AllowAdminCreateUserOnly: true,
    InviteMessageTemplate: { EmailMessage: true, EmailSubject: true, SMSMessage: true },
    UnusedAccountValidityDays: true,
  },
  AliasAttributes: true,
  AutoVerifiedAttributes: true,
  DeletionProtection: true,
  DeviceConfiguration: {
    ChallengeRequiredOnNewDevice: 'devices are not tracked',
    DeviceOnlyRememberedOnUserPrompt: 'devices are not tracked',
  },
  EmailConfiguration: {
    ConfigurationSet: DELIVERY, EmailSendingAccount: DELIVERY, From: DELIVERY, ReplyToEmailAddress: DELIVERY, SourceArn: DELIVERY,
  },
  EmailVerificationMessage: true,
  EmailVerificationSubject: true,
  IssuerConfiguration: { Type: true },
  KeyConfiguration: { KeyType: 'nothing is encrypted at rest', KmsKeyArn: 'nothing is encrypted at rest' },
  LambdaConfig: {
    CreateAuthChallenge: true,
    CustomEmailSender: { LambdaArn: SENDER, LambdaVersion: SENDER },
    CustomMessage: true,
    CustomSMSSender: { LambdaArn: SENDER, LambdaVersion: SENDER },
    DefineAuthChallenge: true,
    InboundFederation: { LambdaArn: FEDERATION, LambdaVersion: FEDERATION },
    KMSKeyID: SENDER,
    PostAuthentication: true,
    PostConfirmation: true,
    PreAuthentication: true,
    PreSignUp: true,
    PreTokenGeneration: true,
    PreTokenGenerationConfig: { LambdaArn: true, LambdaVersion: true },
    UserMigration: true,
    VerifyAuthChallengeResponse: true,
  },
  MfaConfiguration: true,
  Policies: {
    PasswordPolicy: {
      MinimumLength: true,
      PasswordHistorySize: true,
      RequireLowercase: true,
      RequireNumbers: true,
      RequireSymbols: true,
      RequireUppercase: true,
      TemporaryPasswordValidityDays: true,
    },
    SignInPolicy: { AllowedFirstAuthFactors: true },
  },
  Schema: [{
    AttributeDataType: true,
    DeveloperOnlyAttribute: 'developer-only attributes are like others',
    Mutable: true,
    Name: true,
    NumberAttributeConstraints: { MaxValue: true, MinValue: true },
    Required: true,
    StringAttributeConstraints: { MaxLength: true, MinLength: true },
  }],
  SmsAuthenticationMessage: true,
  SmsConfiguration: {
    EumsSms: DELIVERY, ExternalId: DELIVERY, SnsCallerArn: DELIVERY, SnsRegion: DELIVERY,
  },
  SmsVerificationMessage: true,
  UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: true },
  UserPoolAddOns: { AdvancedSecurityAdditionalFlows: { CustomAuthMode: THREAT }, AdvancedSecurityMode: THREAT },
  UserPoolTags: 'tags have no effect',
  UserPoolTier: 'every feature is there in every tier',
  UsernameAttributes: true,
  UsernameConfiguration: { CaseSensitive: true },
  VerificationMessageTemplate: {
    DefaultEmailOption: true,
    EmailMessage: true,
    EmailMessageByLink: LINK,
    EmailSubject: true,
    EmailSubjectByLink: LINK,
    SmsMessage: true,
  },
};

export const CREATE_USER_POOL: Shape = { ...POOL, PoolName: true };

const USER_POOL: Shape = {
  ...POOL,
  UserPoolName: true,
  EmailAuthenticationMessage: true,
  EmailAuthenticationSubject: true,
  EnabledMfas: true,
  WebAuthnFactorConfiguration: true,
  WebAuthnRelyingPartyID: true,
  WebAuthnUserVerification: true,
};

const CLIENT: Shape = {
  AccessTokenValidity: true,
  AllowedOAuthFlows: true,
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: true,
  AnalyticsConfiguration: PINPOINT,
  AuthSessionValidity: true,
  CallbackURLs: true,
  ClientName: true,
  DefaultRedirectURI: true,
  EnablePropagateAdditionalUserContextData: THREAT,
  EnableTokenRevocation: true,
  ExplicitAuthFlows: true,
  GenerateSecret: true,
  IdTokenValidity: true,
  LogoutURLs: true,
  PreventUserExistenceErrors: true,
  ReadAttributes: true,
  RefreshTokenRotation: { Feature: true, RetryGracePeriodSeconds: true },
  RefreshTokenValidity: true,
  SupportedIdentityProviders: true,
  TokenValidityUnits: { AccessToken: true, IdToken: true, RefreshToken: true },
  UserPoolId: true,
  WriteAttributes: true,
};

export const CREATE_USER_POOL_CLIENT: Shape = { ...CLIENT, ClientSecret: true };
export const UPDATE_USER_POOL_CLIENT: Shape = { ...CLIENT, ClientId: true };

const USER_POOL_GROUP: Shape = { Description: true, GroupName: true, Precedence: true, RoleArn: true, UserPoolId: true };

const USER_POOL_RESOURCE_SERVER: Shape = {
  Identifier: true, Name: true, Scopes: [{ ScopeName: true, ScopeDescription: true }], UserPoolId: true,
};

const USER_POOL_DOMAIN: Shape = {
  CustomDomainConfig: { CertificateArn: DOMAIN, SecurityPolicy: DOMAIN },
  Domain: true,
  ManagedLoginVersion: LOOK,
  Routing: { Failover: DOMAIN },
  UserPoolId: true,
};

const USER_POOL_IDENTITY_PROVIDER: Shape = {
  AttributeMapping: true, IdpIdentifiers: true, ProviderDetails: true, ProviderName: true, ProviderType: true, UserPoolId: true,
};

const MANAGED_LOGIN_BRANDING: Shape = {
  Assets: LOOK, ClientId: true, ReturnMergedResources: LOOK, Settings: LOOK, UseCognitoProvidedValues: LOOK, UserPoolId: true,
};

const TERMS: Shape = { ClientId: true, Enforcement: 'the page only links them', Links: true, TermsName: true, TermsSource: true, UserPoolId: true };

const SESSION_CONFIGURATION: Shape = { TokenSession: { MaxPerUser: true }, UserPoolId: true, UserSessionTracking: true };

const UI_CUSTOMIZATION: Shape = { ClientId: true, CSS: LOOK, UserPoolId: true };

const SHAPES: Readonly<Record<string, Shape>> = {
  'AWS::Cognito::ManagedLoginBranding': MANAGED_LOGIN_BRANDING,
  'AWS::Cognito::Terms': TERMS,
  'AWS::Cognito::UserPool': USER_POOL,
  'AWS::Cognito::UserPoolClient': CLIENT,
  'AWS::Cognito::UserPoolDomain': USER_POOL_DOMAIN,
  'AWS::Cognito::UserPoolGroup': USER_POOL_GROUP,
  'AWS::Cognito::UserPoolIdentityProvider': USER_POOL_IDENTITY_PROVIDER,
  'AWS::Cognito::UserPoolResourceServer': USER_POOL_RESOURCE_SERVER,
  'AWS::Cognito::UserPoolSessionConfigurationAttachment': SESSION_CONFIGURATION,
  'AWS::Cognito::UserPoolUICustomizationAttachment': UI_CUSTOMIZATION,
};

export const shapeOf = (type: string): Shape => SHAPES[type] ?? {};
