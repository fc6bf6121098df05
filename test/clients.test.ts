import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ClientAttributes, FeaturePlan, StringAttribute, UserPoolClientIdentityProvider } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { AppClientAuthFlow, AppClientKind, AppClientOptions, CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { clientWithSecret, googleProvider } from './support/identity-samples';
import { fullProblemsOf as problemsOf } from './support/problems';
import { defaultStack, resource, synth } from './support/template';

const domain = { prefix: 'harbour' };
const callbackUrls = ['https://app.example.com/callback'];
const web: AppClientOptions = { callbackUrls };

const clientOf = (options: AppClientOptions, props: CognitoAuthApiProps = {}) =>
  resource(synth({ domain, ...props, clients: { web: options } }).template, 'AuthClientswebClient').Properties;

describe('a client with callbackUrls', () => {
  const client = clientOf({ callbackUrls, logoutUrls: ['https://app.example.com/'] });

  test('takes the authorization code grant, and never the implicit one', () => {
    expect(client).toMatchObject({
      AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['code'], CallbackURLs: callbackUrls, LogoutURLs: ['https://app.example.com/'],
    });
  });

  test('asks who someone is, and not for Cognito\'s own scope', () => {
    expect(client.AllowedOAuthScopes).toEqual(['openid', 'email', 'profile']);
  });

  test('signs nobody in at Cognito\'s API: its only flow takes AWS credentials', () => {
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_ADMIN_USER_PASSWORD_AUTH']);
  });

  test('has no secret', () => {
    expect(client.GenerateSecret).toBe(false);
  });

  test('tells nobody whether an account exists, and its tokens can be revoked', () => {
    expect(client).toMatchObject({ PreventUserExistenceErrors: 'ENABLED', EnableTokenRevocation: true });
  });

  test('rotates refresh tokens', () => {
    expect(client.RefreshTokenRotation).toEqual({ Feature: 'ENABLED', RetryGracePeriodSeconds: 10 });
  });

  test('has explicit attributes', () => {
    expect(client.ReadAttributes).toEqual(['email', 'email_verified', 'family_name', 'given_name', 'locale', 'name', 'phone_number', 'phone_number_verified']);
    expect(client.WriteAttributes).toEqual(['family_name', 'given_name', 'locale', 'name']);
  });

  test('has tokens as long as those of the API', () => {
    expect(client).toMatchObject({
      AuthSessionValidity: 15, AccessTokenValidity: 60, IdTokenValidity: 60, RefreshTokenValidity: 1440,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
    });
  });

  test('takes the pool alone where there are no providers', () => {
    expect(client.SupportedIdentityProviders).toEqual(['COGNITO']);
  });
});

describe('the options of a client', () => {
  test('authFlows open Cognito\'s API, without pages', () => {
    const client = clientOf({ authFlows: [AppClientAuthFlow.USER_SRP, AppClientAuthFlow.USER_AUTH] }, { domain: undefined });
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH', 'ALLOW_USER_AUTH']);
    expect(client.AllowedOAuthFlowsUserPoolClient).toBe(false);
    for (const property of ['AllowedOAuthFlows', 'AllowedOAuthScopes', 'CallbackURLs', 'LogoutURLs']) expect(client).not.toHaveProperty(property);
  });

  test('CUSTOM goes with its three triggers', () => {
    const stack = new Stack(new App(), 'Stack');
    const trigger = new Function(stack, 'Trigger', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = 0') });
    new CognitoAuthApi(stack, 'Auth', {
      triggers: { defineAuthChallenge: trigger, createAuthChallenge: trigger, verifyAuthChallengeResponse: trigger },
      clients: { web: { authFlows: [AppClientAuthFlow.CUSTOM] } },
    });
    expect(resource(Template.fromStack(stack), 'AuthClientswebClient').Properties.ExplicitAuthFlows).toEqual(['ALLOW_CUSTOM_AUTH']);
  });

  test('generateSecret puts the secret into Secrets Manager, without a custom resource', () => {
    const { template, auth, stack } = synth({ domain, clients: { web: clientWithSecret } });
    expect(resource(template, 'AuthClientswebClient').Properties.GenerateSecret).toBe(true);
    expect(resource(template, 'AuthClientswebSecret')).toMatchObject({
      DeletionPolicy: 'Retain', Properties: { SecretString: { 'Fn::GetAtt': [stack.resolve(auth.clients.web.clientId).Ref, 'ClientSecret'] } },
    });
    expect(auth.clients.web.secret!.node.path).toBe('Stack/Auth/Clients/web/Secret');
    expect(synth({ domain, clients: { web } }).auth.clients.web.secret).toBeUndefined();
  });

  test('tokens, each by itself', () => {
    const tokens = { access: Duration.minutes(5), rotationGracePeriod: Duration.seconds(0), id: undefined };
    const client = clientOf({ ...web, tokens }, { tokens: { refresh: Duration.days(2) } });
    expect(client).toMatchObject({
      AccessTokenValidity: 5, IdTokenValidity: 60, RefreshTokenValidity: 2880, RefreshTokenRotation: { RetryGracePeriodSeconds: 0 },
    });
  });

  test('scopes of resource servers, which are made before', () => {
    const { template, auth, stack } = synth({
      domain, resourceServers: { orders: { scopes: { read: 'Read orders' } }, other: { scopes: { read: 'Read' } } }, clients: { web: { ...web, scopes: ['openid', 'orders/read'] } },
    });
    const { Properties, DependsOn } = resource(template, 'AuthClientswebClient');
    expect(Properties.AllowedOAuthScopes).toEqual(['openid', 'orders/read']);
    expect(DependsOn).toEqual([stack.getLogicalId(auth.resourceServers.orders.node.defaultChild as any)]);
  });

  test('identityProviders limit who may say who someone is', () => {
    const client = clientOf({ ...web, identityProviders: [UserPoolClientIdentityProvider.GOOGLE] }, { identityProviders: googleProvider });
    expect(client.SupportedIdentityProviders).toEqual(['Google']);
  });

  test('what a provider maps may be written, since Cognito does so by the client\'s right; that it is verified never', () => {
    expect(clientOf(web, { identityProviders: googleProvider }).WriteAttributes).toEqual(['email', 'family_name', 'given_name', 'locale', 'name']);
    expect(clientOf({ ...web, identityProviders: [UserPoolClientIdentityProvider.COGNITO] }, { identityProviders: googleProvider }).WriteAttributes)
      .toEqual(['family_name', 'given_name', 'locale', 'name']);
    expect(clientOf({ authFlows: [AppClientAuthFlow.USER_SRP] }, { identityProviders: googleProvider })).toMatchObject({
      SupportedIdentityProviders: ['COGNITO'], WriteAttributes: ['family_name', 'given_name', 'locale', 'name'],
    });
  });

  test('where people sign themselves up it may write what SignUp takes', () => {
    expect(clientOf(web, { selfSignUpEnabled: true }).WriteAttributes).toEqual(['email', 'family_name', 'given_name', 'locale', 'name']);
    expect(clientOf(web, { selfSignUpEnabled: true, signIn: { phone: true } }).WriteAttributes).toEqual(['email', 'family_name', 'given_name', 'locale', 'name', 'phone_number']);
    expect(clientOf(web, { signIn: { phone: true } }).WriteAttributes).not.toContain('phone_number');
    const { template } = synth({ selfSignUpEnabled: true });
    expect(resource(template, 'AuthApiClient').Properties.WriteAttributes).not.toContain('email');
  });

  test('readAttributes and writeAttributes replace the lists', () => {
    const client = clientOf({
      ...web, readAttributes: new ClientAttributes().withStandardAttributes({ email: true }), writeAttributes: new ClientAttributes().withCustomAttributes('theme'),
    }, { customAttributes: { theme: new StringAttribute({ mutable: true }) } });
    expect(client).toMatchObject({ ReadAttributes: ['email'], WriteAttributes: ['custom:theme'] });
  });

  test('customAttributes are shown', () => {
    expect(clientOf(web, { customAttributes: { theme: new StringAttribute({ mutable: true }) } }).ReadAttributes).toContain('custom:theme');
  });

  test('on the Lite plan refresh tokens do not rotate', () => {
    const client = clientOf(web, { featurePlan: FeaturePlan.LITE });
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
    expect(client).not.toHaveProperty('RefreshTokenRotation');
  });

  test('NATIVE apps are called back under a scheme of their own', () => {
    const native = { kind: AppClientKind.NATIVE, callbackUrls: ['com.example.app://callback', 'http://127.0.0.1:7777/'], logoutUrls: ['com.example.app:/bye'] };
    expect(clientOf(native)).toMatchObject({ CallbackURLs: native.callbackUrls, LogoutURLs: native.logoutUrls });
  });
});

test('without the prop there is the API\'s own client alone', () => {
  expect([defaultStack().auth.clients, defaultStack().auth.machineClients]).toEqual([{}, {}]);
  defaultStack().template.resourceCountIs('AWS::Cognito::UserPoolClient', 1);
});

describe('addClient', () => {
  test('makes one as the prop does', () => {
    const stack = new Stack(new App(), 'Stack');
    const auth = new CognitoAuthApi(stack, 'Auth', { domain });
    const client = auth.addClient('web', web);
    expect(auth.clients).toEqual({ web: client });
    expect(Template.fromStack(stack).toJSON()).toEqual(synth({ domain, clients: { web } }).template.toJSON());
  });

  test('refuses what the prop would, all of it, by the names that were typed', () => {
    const { auth } = synth({ clients: { web: { authFlows: [AppClientAuthFlow.USER_SRP] } } });
    expect(() => auth.addClient('web', { callbackUrls: ['http://app.example.com/'], scopes: ['orders/read'] })).toThrow([
      'addClient("web") of CognitoAuthApi "Stack/Auth" has 4 options that cannot be deployed:',
      '  - clients must be a map whose keys no other client has, but is "web". Choose another name. See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html',
      '  - callbackUrls must be left out where neither domain nor userPool is given, but is ["http://app.example.com/"]. The sign-in pages are at the domain: give one, such as '
      + 'domain: { prefix: "harbour-login" }. See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html',
      '  - callbackUrls[0] must be an https address, or an http one of localhost, 127.0.0.1 or [::1], but is "http://app.example.com/". The code travels in it, '
      + 'and over http everybody on the way could read it. See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html',
      '  - scopes[0] must be one of openid, email, phone, profile, aws.cognito.signin.user.admin, but is "orders/read". Declare it in resourceServers, or correct '
      + 'its name. See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html',
    ].join('\n'));
    expect(Object.keys(auth.clients)).toEqual(['web']);
  });
});

const SETTINGS = 'See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolClient.html';
const FLOWS = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html';
const SCOPES = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html';
const REFRESH = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-refresh-token.html';
const TOKENS = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html';
const ATTRIBUTES = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html';
const orders = { scopes: { read: 'Read orders' } };
const standard = 'openid, email, phone, profile, aws.cognito.signin.user.admin';
const written = (client: AppClientOptions, more: CognitoAuthApiProps = {}): CognitoAuthApiProps =>
  ({ domain, ...more, clients: { web: { ...web, ...client } } });

describe('refuses', () => {
  test.each<[string, CognitoAuthApiProps, string]>([
    ['a name that logical IDs cannot hold', { domain, clients: { '1 app': web } },
      `clients must be a map whose keys start with a letter and have 1 to 64 letters, digits, hyphens and underscores, but is "1 app". The name becomes a part of the logical IDs: use names such as "web". ${SETTINGS}`],
    ['a client that signs nobody in', { clients: { web: {} } },
      `clients.web must be given callbackUrls or authFlows, but is []. Without either nobody can sign in through it: give callbackUrls for Cognito's sign-in pages, authFlows for its API. ${FLOWS}`],
    ['pages without a domain', { clients: { web } },
      'clients.web.callbackUrls must be left out where neither domain nor userPool is given, but is ["https://app.example.com/callback"]. The sign-in pages are at the domain: give one, such as '
      + 'domain: { prefix: "harbour-login" }. See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-assign-domain.html'],
    ['what is for pages without any', { domain, clients: { web: { authFlows: [AppClientAuthFlow.USER_SRP], logoutUrls: ['https://app.example.com/'] } } },
      `clients.web.logoutUrls must be left out where there are no callbackUrls, but is ["https://app.example.com/"]. It is for Cognito's sign-in pages: give callbackUrls, or remove it. ${SETTINGS}`],
    ['no address at all', written({ callbackUrls: [] }),
      `clients.web.callbackUrls must be 1 to 100 addresses, but is 0. Cognito takes no more: use one address of your own that leads on, or a client per app. ${SETTINGS}`],
    ['too many addresses', written({ logoutUrls: Array.from({ length: 101 }, (_, index) => `https://${index}.example.com/`) }),
      `clients.web.logoutUrls must be 1 to 100 addresses, but is 101. Cognito takes no more: use one address of your own that leads on, or a client per app. ${SETTINGS}`],
    ['a logout address without TLS', written({ logoutUrls: ['http://app.example.com/'] }),
      'clients.web.logoutUrls[0] must be an https address, or an http one of localhost, 127.0.0.1 or [::1], but is "http://app.example.com/". '
      + `The code travels in it, and over http everybody on the way could read it. ${SETTINGS}`],
    ['no scopes', written({ scopes: [] }), `clients.web.scopes must be 1 to 50 scopes, but is 0. Leave it out for openid, email and profile. ${SCOPES}`],
    ['a scope that nobody declared', written({ scopes: ['orders/write'] }, { resourceServers: { orders } }),
      `clients.web.scopes[0] must be one of ${standard}, orders/read, but is "orders/write". Declare it in resourceServers, or correct its name. ${SCOPES}`],
    ['the scope of a group', written({ scopes: ['openid', 'groups/admins'] }, { groups: { admins: {} } }),
      `clients.web.scopes[1] must be one of ${standard}, but is "groups/admins". Declare it in resourceServers, or correct its name. ${SCOPES}`],
    ['a scope that a group gives', written({ scopes: ['orders/read'] }, { resourceServers: { orders }, groups: { clerks: { scopes: ['orders/read'] } } }),
      'clients.web.scopes[0] must be a scope that no group gives, but is "orders/read". Members get it without asking, and whoever else asked through this client '
      + `would get it, too: leave it out. ${SCOPES}`],
    ['no provider at all', written({ identityProviders: [] }),
      `clients.web.identityProviders must be at least one of them, each once, but is []. Leave it out for the pool and all of identityProviders. ${SETTINGS}`],
    ['a secret in an installed app', written({ kind: AppClientKind.NATIVE, generateSecret: true }),
      'clients.web.generateSecret must be left out where kind is "NATIVE", but is true. Whoever has the app has what is in it: PKCE proves that the same app asks for the tokens. '
      + 'See https://www.rfc-editor.org/rfc/rfc8252#section-8.5'],
    ['USER_AUTH on the Lite plan', { featurePlan: FeaturePlan.LITE, clients: { web: { authFlows: [AppClientAuthFlow.USER_AUTH] } } },
      `clients.web.authFlows must be without USER_AUTH where featurePlan is "LITE", but is ["USER_AUTH"]. Choice-based sign-in comes with FeaturePlan.ESSENTIALS. ${FLOWS}`],
    ['USER_PASSWORD where nobody is migrated', { clients: { web: { authFlows: [AppClientAuthFlow.USER_PASSWORD] } } },
      'clients.web.authFlows must be without USER_PASSWORD where migration is missing, but is ["USER_PASSWORD"]. A password need not be sent to Cognito unless someone else is to check it, '
      + 'as migration lets your function do: take USER_SRP. See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-import-using-lambda.html'],
    ['CUSTOM without its triggers', { clients: { web: { authFlows: [AppClientAuthFlow.CUSTOM] } } },
      'clients.web.authFlows must be without CUSTOM where defineAuthChallenge, createAuthChallenge, verifyAuthChallengeResponse of triggers is missing, but is ["CUSTOM"]. '
      + 'All three triggers decide together: give defineAuthChallenge, createAuthChallenge and verifyAuthChallengeResponse. '
      + 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-challenge.html'],
    ['an access token that is too short', written({ tokens: { access: Duration.minutes(4) } }),
      `clients.web.tokens.access must be 5 minutes to 1 day, in whole minutes, but is 4 minutes. These are Cognito's limits. ${TOKENS}`],
    ['a grace that is too long', written({ tokens: { rotationGracePeriod: Duration.seconds(61) } }),
      'clients.web.tokens.rotationGracePeriod must be 0 seconds to 1 minute, in whole seconds, but is 1 minute 1 second. '
      + `These are Cognito's limits; shorter is safer, 10 seconds cover a lost answer. ${REFRESH}`],
    ['a grace on the Lite plan', written({ tokens: { rotationGracePeriod: Duration.seconds(5) } }, { featurePlan: FeaturePlan.LITE }),
      'clients.web.tokens.rotationGracePeriod must be left out where featurePlan is "LITE", but is 5 seconds. Refresh tokens rotate from FeaturePlan.ESSENTIALS on. '
      + 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html'],
    ['a refresh token that ends first', written({ tokens: { refresh: Duration.hours(1) } }, { tokens: { id: Duration.hours(2) } }),
      `clients.web.tokens.refresh must be longer than the ID token (2 hours), but is 1 hour. A refresh token that ends first refreshes nothing. What is unset is as in tokens. ${REFRESH}`],
    ['an attribute that the pool has not', written({ readAttributes: new ClientAttributes().withCustomAttributes('theme') }),
      `clients.web.readAttributes must be standard attributes and those of customAttributes, but is ["custom:theme"]. Declare it in customAttributes, or correct its name. ${ATTRIBUTES}`],
    ['writing an attribute that stays as it is', written({ writeAttributes: new ClientAttributes().withCustomAttributes('tenant') }, { customAttributes: { tenant: new StringAttribute() } }),
      'clients.web.writeAttributes must be standard attributes other than sub, and mutable ones of customAttributes, but is ["custom:tenant"]. '
      + `Declare it in customAttributes with mutable: true, or leave it out. ${ATTRIBUTES}`],
    ['writing that an address is verified', written({ writeAttributes: new ClientAttributes().withStandardAttributes({ email: true, emailVerified: true }) }),
      'clients.web.writeAttributes must be without email_verified and phone_number_verified, but is ["email_verified"]. People would say of themselves that an address is proven: '
      + `leave it out. ${ATTRIBUTES}`],
    ['not writing what a provider maps', written({ writeAttributes: new ClientAttributes().withStandardAttributes({ fullname: true }) }, { identityProviders: googleProvider }),
      'clients.web.writeAttributes must be a list with email, which its identity providers map, but is ["name"]. Cognito writes them by this right, and people could not sign in a '
      + 'second time: add them, or leave the provider or the mapping out. See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html'],
  ])('%s', (_, props, problem) => {
    expect(problemsOf(props)).toEqual([problem]);
  });

  test('more clients than an authorizer has audiences', () => {
    const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`web${index}`, web]));
    const problem = 'clients and machineClients must be at most 49 together, but is 50. An authorizer of API Gateway admits 50 audiences, and the API\'s own client is one '
      + 'of them: let apps share a client, or make a second API. See https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html';
    expect(problemsOf({ domain, clients: many })).toEqual([problem]);
    const { auth } = synth({ domain, clients: Object.fromEntries(Object.entries(many).slice(1)) });
    expect(() => auth.addClient('web0', web)).toThrow(problem);
  });
});

describe('an attribute that tokens.claims copies', () => {
  const props = (client: AppClientOptions): CognitoAuthApiProps => ({
    domain,
    customAttributes: { tenant: new StringAttribute({ mutable: true }) },
    tokens: { claims: { tenant_id: 'custom:tenant' } },
    identityProviders: { google: { ...googleProvider.google!, attributeMapping: { 'custom:tenant': 'hd' } } },
    clients: { web: { ...web, ...client } },
  });

  test('may come from an identity provider, where nobody else can write it', () => {
    expect(resource(synth(props({})).template, 'AuthClientswebClient').Properties.WriteAttributes).toContain('custom:tenant');
  });

  test('is refused where people could sign themselves up with it', () => {
    const copied: CognitoAuthApiProps = { domain, selfSignUpEnabled: true, tokens: { claims: { mail: 'email' } }, clients: { web } };
    expect(() => synth(copied)).toThrow('must be a list without email, which tokens.claims copies to access tokens');
  });

  test.each<[string, AppClientOptions]>([
    ['whose tokens may write', { scopes: ['openid', 'aws.cognito.signin.user.admin'] }],
    ['that signs people in at Cognito\'s API', { authFlows: [AppClientAuthFlow.USER_SRP] }],
  ])('is refused for a client %s', (_, client) => {
    expect(() => synth(props(client))).toThrow('must be a list without custom:tenant, which tokens.claims copies to access tokens');
  });
});
