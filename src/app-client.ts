import {
  CfnUserPoolClient, CfnUserPoolIdentityProvider, ClientAttributes, FeaturePlan, IUserPool, ManagedLoginVersion, OAuthScope, UserPoolClient,
  UserPoolClientIdentityProvider, UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct, IDependable } from 'constructs';
import { AppClient, AppClientAuthFlow, AppClientOptions } from './app-client-options';
import { makeSecretOf } from './app-clients';
import * as defaults from './defaults';
import { providersOf } from './identity-providers';
import { makeBranding, makeTerms } from './managed-login';
import { Settings } from './settings';

/** What clients lean on: Cognito makes none that names a provider or a scope that is not there yet. */
export interface ClientContext {
  readonly userPool: IUserPool;
  readonly identityProviders: { readonly [name: string]: CfnUserPoolIdentityProvider };
  readonly resourceServers: { readonly [identifier: string]: UserPoolResourceServer };
  readonly settings: Settings;
}

export function makeAppClient(scope: Construct, options: AppClientOptions, context: ClientContext): AppClient {
  const { userPool, settings } = context;
  const { access, id, refresh, rotationGracePeriod } = lifetimesOf(options, settings);
  const providers = supportedProviders(options, settings);
  const scopes = scopesOf(options);
  const rotates = settings.featurePlan !== FeaturePlan.LITE;
  const userPoolClient = new UserPoolClient(scope, 'Client', {
    userPool,
    generateSecret: options.generateSecret ?? false,
    authFlows: flowsOf(options, rotates),
    refreshTokenRotationGracePeriod: rotates ? rotationGracePeriod : undefined,
    disableOAuth: options.callbackUrls === undefined,
    oAuth: options.callbackUrls && {
      flows: { authorizationCodeGrant: true },
      callbackUrls: options.callbackUrls,
      logoutUrls: options.logoutUrls,
      scopes: scopes.map((name) => OAuthScope.custom(name)),
    },
    supportedIdentityProviders: providers.map((name) => UserPoolClientIdentityProvider.custom(name)),
    preventUserExistenceErrors: true,
    authSessionValidity: defaults.AUTH_SESSION_VALIDITY,
    accessTokenValidity: access,
    idTokenValidity: id,
    refreshTokenValidity: refresh,
    enableTokenRevocation: true,
    readAttributes: options.readAttributes ?? new ClientAttributes()
      .withStandardAttributes(defaults.READ_ATTRIBUTES)
      .withCustomAttributes(...Object.keys(settings.customAttributes)),
  });
  (userPoolClient.node.defaultChild as CfnUserPoolClient).writeAttributes = writeAttributesOf(options, settings);
  userPoolClient.node.addDependency(...leansOn(providers, scopes, context));

  const { userPoolClientId: clientId } = userPoolClient;
  const managed = options.callbackUrls !== undefined && settings.managedLoginVersion === ManagedLoginVersion.NEWER_MANAGED_LOGIN;
  const { branding = {}, terms } = settings.managedLogin ?? {};
  return {
    userPoolClient,
    clientId,
    secret: options.generateSecret ? makeSecretOf(scope, 'Secret', 'The secret of a Cognito app client', userPoolClient, settings) : undefined,
    branding: managed ? makeBranding(scope, userPool, clientId, options.branding ?? branding) : undefined,
    terms: managed && terms ? makeTerms(scope, userPool, clientId, terms) : [],
  };
}

/** What is unset is as in the props. */
export const lifetimesOf = ({ tokens }: AppClientOptions, settings: Settings): Settings['tokens'] => ({
  access: tokens?.access ?? settings.tokens.access,
  id: tokens?.id ?? settings.tokens.id,
  refresh: tokens?.refresh ?? settings.tokens.refresh,
  rotationGracePeriod: tokens?.rotationGracePeriod ?? settings.tokens.rotationGracePeriod,
});

export const scopesOf = ({ scopes = defaults.APP_CLIENT_SCOPES }: AppClientOptions) => scopes;

/** By their names. `COGNITO` is the pool itself. */
export function supportedProviders({ identityProviders, callbackUrls }: AppClientOptions, settings: Settings): string[] {
  if (identityProviders) return identityProviders.map(({ name }) => name);
  // Providers need the pages, and with them callback URLs.
  return ['COGNITO', ...callbackUrls ? providersOf(settings.identityProviders).map(({ name }) => name) : []];
}

/** Cognito vouches for these itself, and lets no client write them. Not verified on AWS that a mapping does without. */
export const VERIFIED_ATTRIBUTES = ['email_verified', 'phone_number_verified'];

/** What a provider maps is written by the client's right to do so: without it the second sign-in of a person fails. */
export function mappedAttributes(options: AppClientOptions, settings: Settings): string[] {
  const supported = supportedProviders(options, settings);
  return providersOf(settings.identityProviders).filter(({ name }) => supported.includes(name)).flatMap(({ mapping }) => Object.keys(mapping))
    .filter((attribute) => !VERIFIED_ATTRIBUTES.includes(attribute));
}

function writeAttributesOf(options: AppClientOptions, settings: Settings): string[] {
  if (options.writeAttributes) return options.writeAttributes.attributes();
  const { selfSignUpEnabled, signIn: { phone: phoneNumber } } = settings;
  const own = new ClientAttributes().withStandardAttributes({
    ...defaults.WRITE_ATTRIBUTES, ...selfSignUpEnabled && { ...defaults.SIGN_UP_ATTRIBUTES, phoneNumber },
  }).attributes();
  return [...new Set([...own, ...mappedAttributes(options, settings)])].sort();
}

/** A client with no flow at all would get Cognito's default ones, SRP among them: the flow that takes AWS credentials stands for none, as rotation excludes the other. */
function flowsOf({ authFlows = [] }: AppClientOptions, rotates: boolean) {
  return {
    userSrp: authFlows.includes(AppClientAuthFlow.USER_SRP),
    user: authFlows.includes(AppClientAuthFlow.USER_AUTH),
    userPassword: authFlows.includes(AppClientAuthFlow.USER_PASSWORD),
    custom: authFlows.includes(AppClientAuthFlow.CUSTOM),
    adminUserPassword: rotates && authFlows.length === 0,
  };
}

export function leansOn(providers: string[], scopes: string[], { identityProviders, resourceServers }: ClientContext): IDependable[] {
  return [
    ...providers.map((name) => identityProviders[name]),
    ...Object.entries(resourceServers).filter(([identifier]) => scopes.some((name) => name.startsWith(`${identifier}/`))).map(([, server]) => server),
  ].filter((one) => one !== undefined);
}
