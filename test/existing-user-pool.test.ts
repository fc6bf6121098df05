import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  AccountRecovery, ClientAttributes, FeaturePlan, IUserPool, Mfa, StandardThreatProtectionMode, StringAttribute, UserPool,
  UserPoolClientIdentityProvider, UserPoolProps,
} from 'aws-cdk-lib/aws-cognito';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AppClientAuthFlow, CognitoAuthApi, CognitoAuthApiProps, MessageOptions, OperationFeature, UserPoolAction } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { google, withGoogle } from './support/providers';
import { only, resource } from './support/template';

const WEB_ACL = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/a/b';
const ID = 'eu-central-1_Theirs123';
const env = { region: 'eu-central-1', account: '123456789012' };
const imported = (stack: Stack) => UserPool.fromUserPoolId(stack, 'Theirs', ID);

const build = (props: CognitoAuthApiProps = {}, makePool: (stack: Stack) => IUserPool = imported) => {
  const stack = new Stack(new App(), 'Stack', { env });
  const auth = new CognitoAuthApi(stack, 'Auth', { userPool: makePool(stack), ...props });
  return { auth, stack };
};
const statements = (template: Template, role: string) => resource(template, role).Properties.Policies[0].PolicyDocument.Statement;
const poolArn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:cognito-idp:eu-central-1:123456789012:userpool/${ID}`]] };

test('what needs a domain is taken without: that pool may have its own', () => {
  const { auth, stack } = build({
    identityProviders: { google },
    managedLogin: { terms: { termsOfUse: { default: 'https://example.com/terms' }, privacyPolicy: { default: 'https://example.com/privacy' } } },
    resourceServers: { orders: { scopes: { read: 'Read orders' } } },
    clients: { web: { callbackUrls: ['https://app.example.com/'] } },
    machineClients: { billing: { scopes: ['orders/read'] } },
  });
  auth.addClient('other', { callbackUrls: ['https://other.example.com/'] });
  auth.addMachineClient('reports', { scopes: ['orders/read'] });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::Cognito::UserPoolDomain', 0);
  expect([auth.domain, auth.domainUrl]).toEqual([undefined, undefined]);
  template.resourcePropertiesCountIs('AWS::Cognito::UserPoolClient', { UserPoolId: ID, AllowedOAuthFlows: ['code'] }, 2);
  template.resourcePropertiesCountIs('AWS::Cognito::UserPoolClient', { UserPoolId: ID, AllowedOAuthFlows: ['client_credentials'] }, 2);
  expect(only(template, 'AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({ UserPoolId: ID, ProviderName: 'Google' });
});

describe('with an imported pool', () => {
  const { auth, stack } = build({
    groups: { admins: { precedence: 1, createRole: true } }, identityPool: {}, webAclArn: WEB_ACL,
  });
  auth.grantUserFiles(Bucket.fromBucketName(stack, 'Files', 'files'));
  auth.addGroup('staff');
  const template = Template.fromStack(stack);

  test('makes neither a pool nor anything that would change it', () => {
    template.resourceCountIs('AWS::Cognito::UserPool', 0);
    template.resourceCountIs('AWS::Cognito::UserPoolResourceServer', 0);
    const { customMessageFunction, preTokenGenerationFunction, preSignUpFunction, groupScopes } = auth;
    for (const made of [customMessageFunction, preTokenGenerationFunction, preSignUpFunction, groupScopes]) expect(made).toBeUndefined();
    expect(auth.userPool).toBe(stack.node.findChild('Theirs'));
    expect(auth.userPoolId).toBe(ID);
  });

  test('makes the client, the groups, the identity pool and the association in it', () => {
    expect(only(template, 'AWS::Cognito::UserPoolClient')).toMatchObject({ UserPoolId: ID, GenerateSecret: true, RefreshTokenRotation: { Feature: 'ENABLED' } });
    expect(Object.values(template.findResources('AWS::Cognito::UserPoolGroup')).map(({ Properties }) => [Properties.UserPoolId, Properties.GroupName]))
      .toEqual([[ID, 'admins'], [ID, 'staff']]);
    expect(only(template, 'AWS::Cognito::IdentityPool').CognitoIdentityProviders).toEqual([{
      ClientId: stack.resolve(auth.clientId), ProviderName: { 'Fn::Join': ['', ['cognito-idp.eu-central-1.', { Ref: 'AWS::URLSuffix' }, `/${ID}`]] }, ServerSideTokenCheck: true,
    }]);
    expect(only(template, 'AWS::WAFv2::WebACLAssociation').ResourceArn).toEqual(poolArn);
  });

  test('admits its tokens', () => {
    const issuer = { 'Fn::Join': ['', ['https://cognito-idp.eu-central-1.', { Ref: 'AWS::URLSuffix' }, `/${ID}`]] };
    expect(only(template, 'AWS::ApiGatewayV2::Authorizer').JwtConfiguration).toEqual({ Audience: [stack.resolve(auth.clientId)], Issuer: issuer });
    expect(stack.resolve(auth.issuer)).toEqual(issuer);
  });

  test('lets each operation do on it what its code calls', () => {
    expect(statements(template, 'AuthloginRole')).toContainEqual({ Effect: 'Allow', Action: 'cognito-idp:AdminInitiateAuth', Resource: poolArn });
    expect(resource(template, 'AuthloginFunction').Properties.Environment.Variables).toMatchObject({ USER_POOL_ID: ID, CLIENT_ID: stack.resolve(auth.clientId) });
    expect(Object.keys(auth.functions)).toHaveLength(16);
  });

  test('grants on it, also to its triggers', () => {
    const other = build();
    const theirs = LambdaFunction.fromFunctionAttributes(other.stack, 'Trigger', {
      functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:t', role: other.auth.functions.login.role, sameEnvironment: true,
    });
    other.auth.grantToTrigger(theirs, UserPoolAction.LIST_USERS);
    expect(only(Template.fromStack(other.stack), 'AWS::IAM::Policy').PolicyDocument.Statement).toEqual([{ Effect: 'Allow', Action: 'cognito-idp:ListUsers', Resource: poolArn }]);
  });
});

test('with a pool that is made elsewhere in the app, nothing of it is changed', () => {
  const alone = new Stack(new App(), 'Pool', { env });
  const theirs = new UserPool(alone, 'Theirs', { signInAliases: { email: true } });
  const before = only(Template.fromStack(alone), 'AWS::Cognito::UserPool');

  const app = new App();
  const pool = new UserPool(new Stack(app, 'Pool', { env }), 'Theirs', { signInAliases: { email: true } });
  const stack = new Stack(app, 'Stack', { env });
  const auth = new CognitoAuthApi(stack, 'Auth', { userPool: pool, groups: { admins: {} } });
  expect(only(Template.fromStack(Stack.of(pool)), 'AWS::Cognito::UserPool')).toEqual(before);
  expect(auth.issuer).toBe(pool.userPoolProviderUrl);
  expect(theirs).toBeDefined();
  Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPoolGroup', 1);
});

test('featurePlan says that it is on Lite, and passwordPolicy which rules it has', () => {
  const { stack } = build({ featurePlan: FeaturePlan.LITE, passwordPolicy: { minLength: 10, requireSymbols: false } });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPoolClient').RefreshTokenRotation).toBeUndefined();
  expect(JSON.parse(resource(template, 'AuthconfirmuserFunction').Properties.Environment.Variables.PASSWORD_RULES)).toMatchObject({ minLength: 10, requireSymbols: false });
});

describe('refuses beside userPool', () => {
  const left = 'must be left out where userPool is given, but is';
  const pool = 'See https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html';
  const trigger = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html';
  const there = `That pool is not made here: set it where it is. ${pool}`;

  test.each<[CognitoAuthApiProps, string]>([
    [{ deletionProtection: false }, `deletionProtection ${left} false. ${there}`],
    [{ customAttributes: { tenant: new StringAttribute() } }, `customAttributes ${left} ["tenant"]. ${there}`],
    [{ triggers: { preSignUp: LambdaFunction.fromFunctionArn(new Stack(), 'F', 'arn:aws:lambda:eu-central-1:123456789012:function:f') } },
      `triggers ${left} ["preSignUp"]. Attach them to that pool where it is made; grantToTrigger allows them things there. ${pool}`],
    [{ accountLinking: { providers: ['Google'] }, ...withGoogle },
      `accountLinking ${left} ["providers"]. It takes a trigger, and that pool gets none: attach one of your own there. ${pool}`],
    [{ passwordPolicy: { passwordHistorySize: 3 } }, `passwordPolicy.passwordHistorySize ${left} 3. ${there}`],
    [{ passwordPolicy: { tempPasswordValidity: Duration.days(3) } }, `passwordPolicy.tempPasswordValidity ${left} 3 days. ${there}`],
    [{ tokens: { claims: { mail: 'email' } } }, `tokens.claims ${left} ["mail"]. They take a trigger, and that pool gets none: attach one of your own there. ${trigger}`],
    [{ groups: { admins: { scopes: ['orders/delete'] } } },
      `groups.admins.scopes ${left} ["orders/delete"]. They take a trigger, and that pool gets none: check the claim cognito:groups in your handlers. ${trigger}`],
    [{ messages: { appName: 'Acme', from: 'a@example.com' } as MessageOptions },
      `messages.from ${left} "a@example.com". That pool sends its own mails: only messages.appName has another use, in authenticator apps and password rules. ${pool}`],
    [{ accountRecovery: AccountRecovery.EMAIL_ONLY }, `accountRecovery ${left} ${AccountRecovery.EMAIL_ONLY}. ${there}`],
    [{ deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: false }, operations: { exclude: ['refresh-token'] } },
      `deviceTracking ${left} ["challengeRequiredOnNewDevice","deviceOnlyRememberedOnUserPrompt"]. ${there}`],
    [{ selfSignUpEnabled: true }, `selfSignUpEnabled ${left} true. ${there}`],
    [{ signIn: { phone: true } }, `signIn ${left} ["phone"]. ${there}`],
    [{ threatProtection: { standard: StandardThreatProtectionMode.AUDIT_ONLY }, featurePlan: FeaturePlan.PLUS },
      `threatProtection ${left} ["standard"]. ${there}`],
    ...(['sms', 'email', 'passkey'] as const).map((factor): [CognitoAuthApiProps, string] => [{ mfa: { [factor]: false } },
      `mfa.${factor} ${left} false. Set it on that pool: here only mfa.mode, mfa.totp and mfa.resetDelay count, which say what the operations have to go along with. ${pool}`]),
  ])('%#', (props, message) => {
    expect(problemsOf((stack) => ({ userPool: imported(stack), ...props }))).toEqual([message]);
  });

  test('a pool of the app that our operations could not work on', () => {
    const pools = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html';
    const factors = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html';
    expect(problemsOf((stack) => ({ userPool: new UserPool(stack, 'A') })))
      .toEqual([`userPool must be a pool with the email address as username attribute, but is []. Make it with signInAliases: { email: true } and no other alias but phone. ${pools}`]);
    expect(problemsOf((stack) => ({ userPool: new UserPool(stack, 'A', { signInAliases: { email: true, username: true } }) }))).toHaveLength(1);
    const changing = (theirs: UserPoolProps) => problemsOf((stack) => ({
      userPool: new UserPool(stack, 'A', { signInAliases: { email: true }, ...theirs }), operations: { features: [OperationFeature.PROFILE] },
    }));
    expect(changing({ keepOriginal: { email: true } })).toEqual([
      'userPool must be a pool that keeps email addresses and phone numbers until new ones are verified, where the API has the operation "update-userinfo", but is '
      + '["email"]. Make it with autoVerify and keepOriginal, both { email: true, phone: true }, or leave the operation out: a mistyped address would be the person\'s '
      + 'name at once. See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-email-phone-verification.html',
    ]);
    expect(changing({})).toHaveLength(1);
    expect(changing({ keepOriginal: { email: true, phone: true }, autoVerify: { email: true, phone: true } })).toEqual([]);
    expect(problemsOf((stack) => ({ userPool: new UserPool(stack, 'A', { signInAliases: { email: true }, mfa: Mfa.REQUIRED }) })))
      .toEqual([`userPool must be a pool that takes TOTP where it requires MFA, but is ["SMS_MFA"]. Make it with mfaSecondFactor: { otp: true, sms: false }. ${factors}`]);
  });

  test('a scope that is neither declared nor of a form that another one of the pool could have', () => {
    const clients = { web: { callbackUrls: ['https://app.example.com/'], scopes: ['opendi'] } };
    expect(problemsOf((stack) => ({ userPool: imported(stack), clients }))).toEqual([expect.stringMatching(/^clients\.web\.scopes\[0\] must be one of openid, /)]);
  });

  test('routes for groups', () => {
    const { auth } = build({ groups: { admins: {} } });
    expect(() => auth.addRoute('Admin', { path: '/admin', handler: auth.functions.login, groups: ['admins'] }))
      .toThrow('groups must be left out where userPool of CognitoAuthApi is given, but is ["admins"]. They take a trigger, and that pool gets none: check the claim cognito:groups');
  });

  test('scopes of a group that is added', () => {
    expect(() => build().auth.addGroup('admins', { scopes: ['orders/delete'] })).toThrow('groups.admins.scopes must be left out where userPool is given');
  });
});

describe('what the pool has already may be named', () => {
  const custom = new ClientAttributes().withStandardAttributes({ fullname: true }).withCustomAttributes('tenant');
  const clients = {
    web: {
      callbackUrls: ['https://app.example.com/'], scopes: ['openid', 'orders/read'], authFlows: [AppClientAuthFlow.CUSTOM],
      identityProviders: [UserPoolClientIdentityProvider.COGNITO, UserPoolClientIdentityProvider.custom('Okta')], readAttributes: custom, writeAttributes: custom,
    },
  };
  const identityProviders = { google: { ...google, attributeMapping: { 'email': 'email', 'custom:tenant': 'hd' } } };
  const { auth, stack } = build({ clients, identityProviders, machineClients: { billing: { scopes: ['orders/write'] } }, identityPool: {} });
  auth.addClient('later', { ...clients.web, identityPool: true });
  auth.addMachineClient('later', { scopes: ['orders/write'] });
  const template = Template.fromStack(stack);

  test('its domain, scopes, providers, attributes and triggers, by clients', () => {
    const web = stack.resolve(auth.clients.web.clientId).Ref;
    expect(template.findResources('AWS::Cognito::UserPoolClient')[web].Properties).toMatchObject({
      UserPoolId: ID, AllowedOAuthScopes: ['openid', 'orders/read'], SupportedIdentityProviders: ['COGNITO', 'Okta'], ReadAttributes: ['custom:tenant', 'name'],
      WriteAttributes: ['custom:tenant', 'name'], ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
    });
    template.resourceCountIs('AWS::Cognito::UserPoolDomain', 0);
    expect(auth.domainUrl).toBeUndefined();
  });

  test('attributes, by providers that are made in it', () => {
    expect(only(template, 'AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({ UserPoolId: ID, AttributeMapping: { 'custom:tenant': 'hd' } });
  });

  test('clients of apps and machines are admitted, and trusted where they say so', () => {
    expect(only(template, 'AWS::Cognito::IdentityPool').CognitoIdentityProviders.map(({ ClientId }: any) => ClientId))
      .toEqual([auth.clientId, auth.clients.later.clientId].map((id) => stack.resolve(id)));
    template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 2);
  });

  test('nothing of the kind without userPool', () => {
    expect(problemsOf({ clients, identityProviders, machineClients: { billing: { scopes: ['orders/write'] } } }).map((line) => line.split(' must be')[0])).toEqual([
      'identityProviders', 'identityProviders.google.attributeMapping', 'clients.web.callbackUrls', 'clients.web.scopes[1]', 'clients.web.identityProviders[1]',
      'clients.web.authFlows', 'clients.web.readAttributes', 'clients.web.writeAttributes', 'machineClients', 'machineClients.billing.scopes[0]',
    ]);
  });
});

test('mfa.mode and mfa.totp say which operations fit the pool, and change nothing of it', () => {
  const { auth, stack } = build({ mfa: { mode: Mfa.OPTIONAL } });
  Template.fromStack(stack).resourceCountIs('AWS::Cognito::UserPool', 0);
  expect(Object.keys(auth.functions)).toEqual(expect.not.arrayContaining(['confirm-mfa', 'reset-mfa']));
});

test('encryptionKey encrypts the rest, and Cognito is not admitted to it', () => {
  const stack = new Stack(new App(), 'Stack', { env });
  const userPool = imported(stack);
  new CognitoAuthApi(stack, 'Auth', { userPool, encryptionKey: new Key(stack, 'Key') });
  new CognitoAuthApi(stack, 'Imported', {
    userPool, encryptionKey: Key.fromKeyArn(stack, 'ImportedKey', 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555'),
  });
  const services = only(Template.fromStack(stack), 'AWS::KMS::Key').KeyPolicy.Statement.map(({ Principal }: any) => Principal.Service).filter(Boolean);
  expect(services).toEqual([{ 'Fn::Join': ['', ['logs.eu-central-1.', { Ref: 'AWS::URLSuffix' }]] }]);
  Annotations.fromStack(stack).hasWarning('/Stack/Imported', Match.stringLikeRegexp('must let logs\\.eu-central-1\\.amazonaws\\.com use the key'));
});

test.each<CognitoAuthApiProps>([
  { customAttributes: undefined, triggers: undefined, deletionProtection: undefined },
  { messages: { appName: 'Acme' }, blockCommonPasswords: false, tokens: { access: Duration.minutes(10) } },
  { groups: { admins: { description: 'd', precedence: 3, scopes: [] } }, outputs: false },
  { domain: { prefix: 'harbour' }, clients: { web: { callbackUrls: ['https://app.example.com/'] } } },
])('accepts beside userPool %j', (props) => {
  expect(() => build(props)).not.toThrow();
});
