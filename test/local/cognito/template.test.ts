import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DescribeUserPoolClientCommand, GetGroupCommand, GetUserPoolMfaConfigCommand, GetUserPoolSessionConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider';
import { App, Duration, Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { StandIn, startStandIn } from './stand-in';
import { createCognito, propertiesWithoutEffect } from '../../../local/cognito';
import { shapeOf } from '../../../local/cognito/pool-shape';
import { Host, Made } from '../../../local/service';

let standIn: StandIn;
beforeEach(async () => { standIn = await startStandIn(); });
afterEach(async () => { await standIn.close(); });

const make = (type: string, properties: object, logicalId = 'Thing') => standIn.service.make({ type: `AWS::Cognito::${type}`, logicalId, properties });

describe('physical ids', () => {
  test('look like AWS\'s', () => {
    const pool = make('UserPool', {});
    expect(pool.ref).toMatch(/^eu-central-1_[A-Za-z0-9]{9}$/);
    expect(pool.attributes).toEqual({
      Arn: `arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${pool.ref}`,
      ProviderName: `cognito-idp.eu-central-1.amazonaws.com/${pool.ref}`,
      ProviderURL: `https://cognito-idp.eu-central-1.amazonaws.com/${pool.ref}`,
      UserPoolId: pool.ref,
    });
    const client = make('UserPoolClient', { UserPoolId: pool.ref, GenerateSecret: true });
    expect(client.ref).toMatch(/^[a-z0-9]{26}$/);
    expect(client.attributes).toMatchObject({ ClientId: client.ref, ClientSecret: expect.stringMatching(/^[a-z0-9]{51}$/) });
    expect(make('UserPoolClient', { UserPoolId: pool.ref }, 'Public').attributes.ClientSecret).toBeUndefined();
  });

  test('are the same at each start, and differ between resources', async () => {
    const other = await startStandIn();
    const again = other.service.make({ type: 'AWS::Cognito::UserPool', logicalId: 'Thing', properties: {} });
    await other.close();
    expect(make('UserPool', {}).ref).toBe(again.ref);
    expect(make('UserPool', {}, 'Second').ref).not.toBe(again.ref);
  });
});

describe('properties', () => {
  test.each([
    ['UserPool', { Nonsense: 1 }, 'AWS::Cognito::UserPool Thing: the offline Cognito does not have the property Nonsense'],
    ['UserPool', { Policies: { PasswordPolicy: { Length: 8 } } }, 'property Policies.PasswordPolicy.Length'],
    ['UserPool', { Schema: [{ Name: 'a' }, { Title: 'b' }] }, 'property Schema[1].Title'],
    ['UserPool', { LambdaConfig: { PreSignIn: 'arn' } }, 'property LambdaConfig.PreSignIn'],
    ['UserPool', { EnabledMfas: ['FAX'] }, 'EnabledMfas has no value FAX'],
    ['UserPool', { MfaConfiguration: 'ON' }, 'AWS::Cognito::UserPool Thing: Invalid MFA configuration given'],
    ['UserPool', { UsernameAttributes: ['email'], AliasAttributes: ['email'] }, 'Only one of the aliasAttributes or usernameAttributes'],
    ['UserPool', { VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } }, 'does not have confirmation by link'],
    ['UserPoolClient', { UserPoolId: 'eu-central-1_nosuchone' }, 'AWS::Cognito::UserPoolClient Thing: User pool eu-central-1_nosuchone does not exist.'],
    ['UserPoolIdentityProvider', { UserPoolId: 'eu-central-1_nosuchone' }, 'User pool eu-central-1_nosuchone does not exist.'],
    ['ManagedLoginBranding', { Theme: 1 }, 'AWS::Cognito::ManagedLoginBranding Thing: the offline Cognito does not have the property Theme'],
    ['Terms', { Text: 1 }, 'AWS::Cognito::Terms Thing: the offline Cognito does not have the property Text'],
    ['UserPoolUICustomizationAttachment', { HTML: 1 }, 'does not have the property HTML'],
    ['UserPoolSessionConfigurationAttachment', { Limit: 1 }, 'does not have the property Limit'],
    ['UserPoolSessionConfigurationAttachment', { UserPoolId: 'eu-central-1_nosuchone' }, 'User pool eu-central-1_nosuchone does not exist.'],
    ['UserPoolGroup', { Members: [] }, 'AWS::Cognito::UserPoolGroup Thing: the offline Cognito does not have the property Members'],
    ['UserPoolUser', {}, 'the offline Cognito does not make AWS::Cognito::UserPoolUser (Thing)'],
  ])('%s %j is refused', (type, properties, text) => {
    expect(() => make(type, properties)).toThrow(text);
  });

  test('a client that rotates needs the refresh flow to be off, and the default has it on', () => {
    const { ref } = make('UserPool', {});
    const rotation = { UserPoolId: ref, RefreshTokenRotation: { Feature: 'ENABLED' } };
    expect(() => make('UserPoolClient', rotation)).toThrow(/ALLOW_REFRESH_TOKEN_AUTH cannot be enabled together/);
    expect(() => make('UserPoolClient', { ...rotation, ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] })).not.toThrow();
  });

  test.each([
    [{ AllowedOAuthFlows: ['client_credentials', 'code'], GenerateSecret: true }],
    [{ AllowedOAuthFlows: ['client_credentials'] }],
    [{ CallbackURLs: ['http://example.com/callback'] }],
    [{ CallbackURLs: ['https://example.com/callback#part'] }],
    [{ LogoutURLs: ['/bye'] }],
    [{ CallbackURLs: ['https://example.com'], DefaultRedirectURI: 'https://example.com/other' }],
    [{ RefreshTokenRotation: { RetryGracePeriodSeconds: 61 } }],
    [{ AuthSessionValidity: 2 }],
    [{ ExplicitAuthFlows: ['ALLOW_USER_AUTH', 'USER_PASSWORD_AUTH'] }],
  ])('AWS would refuse %j', (properties) => {
    const { ref } = make('UserPool', {});
    expect(() => make('UserPoolClient', { UserPoolId: ref, ...properties })).toThrow(/^AWS::Cognito::UserPoolClient Thing: /);
  });

  test.each([
    [{ ProviderName: 'Corp', ProviderType: 'LDAP' }, 'LDAP is not a type of identity provider'],
    [{ ProviderName: 'Mine', ProviderType: 'Google' }, 'The provider of the type Google must have the name Google'],
    [{ ProviderName: '_corp', ProviderType: 'OIDC' }, '_corp is not a valid name of an identity provider'],
  ])('AWS would refuse the identity provider %j', (properties, text) => {
    const { ref } = make('UserPool', {});
    expect(() => make('UserPoolIdentityProvider', { UserPoolId: ref, ProviderDetails: {}, ...properties })).toThrow(text);
  });

  test('what belongs to the look of a client needs the client', () => {
    const pool = make('UserPool', {}).ref;
    const client = make('UserPoolClient', { UserPoolId: pool }).ref;
    for (const type of ['ManagedLoginBranding', 'Terms', 'UserPoolUICustomizationAttachment']) {
      expect(() => make(type, { UserPoolId: pool, ClientId: 'nobody' })).toThrow('User pool client nobody does not exist.');
      expect(make(type, { UserPoolId: pool, ClientId: client }).ref).toBeTruthy();
    }
    expect(make('UserPoolUICustomizationAttachment', { UserPoolId: pool, ClientId: 'ALL' }).ref).toBeTruthy();
  });

  test('what has no effect here is told with the reason', () => {
    expect(propertiesWithoutEffect({
      type: 'AWS::Cognito::UserPool',
      logicalId: 'Pool',
      properties: { UserPoolTier: 'PLUS', UserPoolAddOns: { AdvancedSecurityMode: 'ENFORCED' }, MfaConfiguration: 'OFF', Schema: [{ Name: 'a', DeveloperOnlyAttribute: true }] },
    })).toEqual([
      { property: 'UserPoolTier', why: 'every feature is there in every tier' },
      { property: 'UserPoolAddOns.AdvancedSecurityMode', why: 'threat protection is not simulated' },
      { property: 'Schema[0].DeveloperOnlyAttribute', why: 'developer-only attributes are like others' },
    ]);
  });
});

describe('CDK', () => {
  const declarations = readFileSync(join(dirname(require.resolve('aws-cdk-lib/aws-cognito')), 'lib/cognito.generated.d.ts'), 'utf8');
  const propertiesOf = (name: string) => {
    const start = declarations.indexOf(`export interface ${name} {`);
    return [...declarations.slice(start, declarations.indexOf('\n}', start)).matchAll(/readonly (\w+)\??:/g)].map(([, property]) => property.toLowerCase());
  };

  test.each([
    'UserPool', 'UserPoolClient', 'UserPoolGroup', 'UserPoolResourceServer', 'UserPoolDomain', 'UserPoolIdentityProvider', 'ManagedLoginBranding', 'Terms',
    'UserPoolUICustomizationAttachment',
  ])('every property of %s is known', (type) => {
    const known = Object.keys(shapeOf(`AWS::Cognito::${type}`)).map((name) => name.toLowerCase());
    expect(propertiesOf(`Cfn${type}Props`).filter((name) => !known.includes(name))).toEqual([]);
  });

  test('a pool with everything that CDK\'s own constructs set is made', async () => {
    const app = new App();
    const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1', account: '123456789012' } });
    const pool = new cognito.UserPool(stack, 'Pool', {
      signInAliases: { email: true },
      signInCaseSensitive: false,
      mfa: cognito.Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: { minLength: 14, tempPasswordValidity: Duration.days(1), passwordHistorySize: 5 },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      customAttributes: { plan: new cognito.StringAttribute({ mutable: true, maxLen: 20 }) },
      deletionProtection: true,
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
      passkeyRelyingPartyId: 'example.com',
      userInvitation: { emailSubject: 'Welcome', emailBody: '{username} {####}' },
    });
    pool.addClient('Server', {
      generateSecret: true,
      authFlows: { adminUserPassword: true },
      preventUserExistenceErrors: true,
      refreshTokenRotationGracePeriod: Duration.seconds(10),
      disableOAuth: true,
      enableTokenRevocation: true,
      authSessionValidity: Duration.minutes(15),
      accessTokenValidity: Duration.minutes(30),
    });
    pool.addClient('App', {
      oAuth: { flows: { authorizationCodeGrant: true }, callbackUrls: ['https://example.com'] },
      readAttributes: new cognito.ClientAttributes().withStandardAttributes({ email: true }),
    });
    pool.addGroup('admins', { groupName: 'admins', precedence: 1 });
    pool.addResourceServer('Groups', { identifier: 'groups', scopes: [{ scopeName: 'admins', scopeDescription: 'admins' }] });
    pool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'example' } });
    const made: Record<string, Made> = {};
    const resolve = (value: any): any => {
      if (Array.isArray(value)) return value.map(resolve);
      if (typeof value !== 'object' || value === null) return value;
      if (value.Ref) return made[value.Ref].ref;
      return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolve(inner)]));
    };
    const resources = Object.entries(app.synth().getStackByName('Stack').template.Resources as Record<string, any>)
      .filter(([, { Type }]) => Type.startsWith('AWS::Cognito'));
    for (const [logicalId, { Type, Properties }] of resources) {
      made[logicalId] = standIn.service.make({ type: Type, logicalId, properties: resolve(Properties) });
    }
    const id = (type: string, at = 0) => made[resources.filter(([, { Type }]) => Type === `AWS::Cognito::${type}`)[at][0]].ref;
    const UserPoolId = id('UserPool');
    expect(await standIn.client.send(new GetUserPoolMfaConfigCommand({ UserPoolId }))).toMatchObject({
      MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true },
    });
    expect((await standIn.client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId: id('UserPoolClient') }))).UserPoolClient).toMatchObject({
      AuthSessionValidity: 15, AccessTokenValidity: 30, TokenValidityUnits: { AccessToken: 'minutes' }, RefreshTokenRotation: { RetryGracePeriodSeconds: 10 },
    });
    expect((await standIn.client.send(new GetGroupCommand({ UserPoolId, GroupName: 'admins' }))).Group).toMatchObject({ Precedence: 1 });
  });
});

test('sessions are tracked where a resource says so, and no longer where it has gone', async () => {
  const { ref: UserPoolId } = make('UserPool', {});
  const configuration = async () => standIn.client.send(new GetUserPoolSessionConfigurationCommand({ UserPoolId }));
  const properties = { UserPoolId, UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 5 } };
  expect(make('UserPoolSessionConfigurationAttachment', properties, 'Tracking').ref).toBe(UserPoolId);
  expect(await configuration()).toMatchObject({ UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 5 } });
  make('UserPool', {});
  expect(await configuration()).toMatchObject({ UserSessionTracking: 'DISABLED', TokenSession: { MaxPerUser: 20 } });
  expect(() => make('UserPoolSessionConfigurationAttachment', { ...properties, TokenSession: { MaxPerUser: 0 } })).toThrow('must be between 1 and 100');
});

test('the issuer of the new type has a host of its own', () => {
  expect(make('UserPool', { IssuerConfiguration: { Type: 'UPDATED' } }).attributes.ProviderURL).toMatch(/^https:\/\/issuer-cognito-idp\./);
});

test('the stand-in says what it makes', () => {
  const service = createCognito({} as Host);
  expect([service.endpointPrefix, service.types]).toEqual(['cognito-idp', [
    'AWS::Cognito::ManagedLoginBranding', 'AWS::Cognito::Terms', 'AWS::Cognito::UserPool', 'AWS::Cognito::UserPoolClient', 'AWS::Cognito::UserPoolDomain',
    'AWS::Cognito::UserPoolGroup', 'AWS::Cognito::UserPoolIdentityProvider', 'AWS::Cognito::UserPoolResourceServer',
    'AWS::Cognito::UserPoolSessionConfigurationAttachment', 'AWS::Cognito::UserPoolUICustomizationAttachment',
  ]]);
});
