import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FeaturePlan, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { AmbiguousRoleResolution, CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { defaultStack, only, resource } from './support/template';

const POOL = 'AWS::Cognito::IdentityPool';
const ATTACHMENT = 'AWS::Cognito::IdentityPoolRoleAttachment';

const build = (props: CognitoAuthApiProps = { identityPool: {} }, further: (auth: CognitoAuthApi, stack: Stack) => void = () => {}) => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1' } });
  const auth = new CognitoAuthApi(stack, 'Auth', props);
  further(auth, stack);
  return { auth, stack, template: Template.fromStack(stack) };
};
const imported = (stack: Stack, name: string) => Role.fromRoleArn(stack, name, `arn:aws:iam::123456789012:role/${name}`);
const trusts = (amr: string, pool: unknown) => [{
  Effect: 'Allow',
  Action: 'sts:AssumeRoleWithWebIdentity',
  Principal: { Federated: 'cognito-identity.amazonaws.com' },
  Condition: {
    'StringEquals': { 'cognito-identity.amazonaws.com:aud': pool }, 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': amr },
  },
}];

describe('identityPool: {}', () => {
  const { auth, stack, template } = build();
  const pool = stack.resolve(auth.identityPool!.ref);
  const providerName = stack.resolve(auth.userPool.userPoolProviderName);
  const clientId = stack.resolve(auth.clientId);

  test('takes ID tokens of the API\'s client, asks Cognito about each, and knows no guests', () => {
    expect(only(template, POOL)).toEqual({
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: false,
      CognitoIdentityProviders: [{ ClientId: clientId, ProviderName: providerName, ServerSideTokenCheck: true }],
    });
  });

  test('gives the role that the token names, else the one of everybody', () => {
    expect(only(template, ATTACHMENT)).toEqual({
      IdentityPoolId: pool,
      Roles: { authenticated: stack.resolve(auth.authenticatedRole!.roleArn) },
      RoleMappings: {
        Client0: { Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole', IdentityProvider: { 'Fn::Join': ['', [providerName, ':', clientId]] } },
      },
    });
  });

  test('makes a role that only who is signed in can have, and that is allowed nothing', () => {
    expect(resource(template, 'AuthIdentityPoolAuthenticatedRole').Properties).toEqual({
      Description: 'Whoever is signed in', AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trusts('authenticated', pool) },
    });
    expect(auth.unauthenticatedRole).toBeUndefined();
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('stays when the stack goes, for people\'s files lie under its ids', () => {
    template.hasResource(POOL, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('is an output', () => {
    expect(Object.values(template.findOutputs('*')).map(({ Value }) => Value)).toContainEqual(pool);
  });

  test('is not there by default', () => {
    defaultStack().template.resourceCountIs(POOL, 0);
    expect(defaultStack().auth.identityPool).toBeUndefined();
  });
});

test('guests get a role of their own, where they are asked for', () => {
  const { auth, stack, template } = build({ identityPool: { allowUnauthenticatedIdentities: true } });
  expect(only(template, POOL).AllowUnauthenticatedIdentities).toBe(true);
  expect(resource(template, 'AuthIdentityPoolUnauthenticatedRole').Properties.AssumeRolePolicyDocument.Statement)
    .toEqual(trusts('unauthenticated', stack.resolve(auth.identityPool!.ref)));
  expect(only(template, ATTACHMENT).Roles).toEqual({
    authenticated: stack.resolve(auth.authenticatedRole!.roleArn), unauthenticated: stack.resolve(auth.unauthenticatedRole!.roleArn),
  });
});

test('roles that are there already are given, and none is made', () => {
  const stack = new Stack(new App(), 'Stack');
  new CognitoAuthApi(stack, 'Auth', {
    identityPool: {
      authenticatedRole: imported(stack, 'People'),
      allowUnauthenticatedIdentities: true,
      unauthenticatedRole: imported(stack, 'Guests'),
      ambiguousRoleResolution: AmbiguousRoleResolution.DENY,
    },
  });
  const { Roles, RoleMappings } = only(Template.fromStack(stack), ATTACHMENT);
  expect(Roles).toEqual({ authenticated: 'arn:aws:iam::123456789012:role/People', unauthenticated: 'arn:aws:iam::123456789012:role/Guests' });
  expect(RoleMappings.Client0.AmbiguousRoleResolution).toBe('Deny');
  expect(stack.node.findChild('Auth').node.findChild('IdentityPool').node.children.map(({ node }) => node.id)).toEqual(['Resource', 'RoleAttachment']);
});

describe('clients with identityPool', () => {
  const web = { callbackUrls: ['https://app.example.com/'], identityPool: true };
  const domain = { prefix: 'harbour-login' };
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`web${index}`, web]));
  const tooMany = 'the clients that an identity pool trusts must be at most 10, the API\'s own among them, but is 11. An identity pool maps the roles of no more: '
    + 'let several apps share a client, or make an identity pool of your own for the rest. See https://docs.aws.amazon.com/cognitoidentity/latest/APIReference/API_SetIdentityPoolRoles.html';
  const noPool = 'identityPool must be left out where there is no identityPool, but is true. There are no credentials to have: give the identityPool prop, too. '
    + 'See https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-integrating-user-pools-with-identity-pools.html';

  test('are trusted as the API\'s own is, whether declared or added; others are not', () => {
    const { auth, stack, template } = build({ identityPool: {}, domain, clients: { web, plain: { ...web, identityPool: false } } }, (made) => {
      made.addClient('later', { ...web, identityPool: true });
      made.addClient('unsaid', { callbackUrls: web.callbackUrls });
    });
    const { ProviderName } = only(template, POOL).CognitoIdentityProviders[0];
    const trusted = [auth.clientId, auth.clients.web.clientId, auth.clients.later.clientId].map((id) => stack.resolve(id));
    expect(only(template, POOL).CognitoIdentityProviders)
      .toEqual(trusted.map((ClientId) => ({ ClientId, ProviderName, ServerSideTokenCheck: true })));
    expect(only(template, ATTACHMENT).RoleMappings).toEqual(Object.fromEntries(trusted.map((id, index) => [`Client${index}`, {
      Type: 'Token', AmbiguousRoleResolution: 'AuthenticatedRole', IdentityProvider: { 'Fn::Join': ['', [ProviderName, ':', id]] },
    }])));
  });

  test('may have the roles of groups and files of their own beside them: nothing needs itself', () => {
    expect(() => build({
      identityPool: {}, domain, clients: { web }, groups: { admins: { createRole: true } }, tokens: { claims: { mail: 'email' } },
    }, (auth, stack) => auth.grantUserFiles(new Bucket(stack, 'Files')))).not.toThrow();
  });

  test('are at most nine', () => {
    expect(problemsOf({ identityPool: {}, domain, clients: many(9) })).toEqual([]);
    expect(problemsOf({ identityPool: {}, domain, clients: many(10) })).toEqual([tooMany]);
  });

  test('fail without an identity pool', () => {
    expect(problemsOf({ domain, clients: { web } })).toEqual([`clients.web.${noPool}`]);
  });

  test('that are added fail in the same way, and leave nothing behind', () => {
    const full = build({ identityPool: {}, domain, clients: many(9) }).auth;
    expect(() => full.addClient('web', web)).toThrow(tooMany);
    expect(Object.keys(full.clients)).toHaveLength(9);
    const bare = build({ domain }).auth;
    expect(() => bare.addClient('web', web)).toThrow(`addClient("web") of CognitoAuthApi "Stack/Auth" has an option that cannot be deployed:\n  - ${noPool}`);
    expect(bare.clients).toEqual({});
  });
});

describe('trustClient', () => {
  const clients = (auth: CognitoAuthApi, count: number) => Array.from({ length: count }, (_, index) =>
    auth.userPool.addClient(`Web${index}`, { disableOAuth: true }));

  test('takes the tokens of a further client, once', () => {
    const { template, stack, auth } = build(undefined, (made) => {
      const [web] = clients(made, 1);
      made.trustClient(web);
      made.trustClient(web);
    });
    const web = stack.resolve((auth.userPool.node.findChild('Web0') as UserPoolClient).userPoolClientId);
    expect(only(template, POOL).CognitoIdentityProviders.map(({ ClientId }: any) => ClientId)).toEqual([stack.resolve(auth.clientId), web]);
    expect(Object.keys(only(template, ATTACHMENT).RoleMappings)).toEqual(['Client0', 'Client1']);
  });

  test('fails for the eleventh', () => {
    const { auth } = build();
    const web = clients(auth, 10);
    web.slice(0, 9).forEach((client) => auth.trustClient(client));
    expect(() => auth.trustClient(web[9])).toThrow('trustClient of CognitoAuthApi "Stack/Auth" cannot be deployed:\n  - the clients that an identity pool trusts must be at most 10, the API\'s own '
      + 'among them, but is 11. An identity pool maps the roles of no more');
  });

  test.each(['trustClient', 'grantUserFiles'] as const)('%s needs an identity pool', (method) => {
    const { auth } = defaultStack();
    expect(() => (auth[method] as (value: unknown) => void)(auth.apiClient)).toThrow(`${method} of CognitoAuthApi "Stack/Auth" needs the identityPool prop`);
  });
});

describe('roles of groups', () => {
  test('createRole makes one that trusts the identity pool', () => {
    const { auth, stack, template } = build({ identityPool: {}, groups: { editors: { createRole: true, precedence: 1 } } });
    const role = resource(template, 'AuthGroupRoleseditors').Properties;
    expect(role).toEqual({
      Description: 'Members of the group editors',
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: trusts('authenticated', stack.resolve(auth.identityPool!.ref)) },
    });
    expect(only(template, 'AWS::Cognito::UserPoolGroup').RoleArn).toEqual(stack.resolve(auth.groupRoles.editors.roleArn));
  });

  test('role is one that is there already, also without an identity pool of ours', () => {
    const stack = new Stack(new App(), 'Stack');
    const auth = new CognitoAuthApi(stack, 'Auth', { groups: { editors: { role: imported(stack, 'Editors') } } });
    expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPoolGroup').RoleArn).toBe('arn:aws:iam::123456789012:role/Editors');
    expect(auth.groupRoles.editors.roleArn).toBe('arn:aws:iam::123456789012:role/Editors');
  });

  test('one of the app\'s own is assumed by identityPoolPrincipal', () => {
    const { template, stack, auth } = build(undefined, (made, scope) => {
      made.addGroup('editors', { role: new Role(scope, 'Editors', { assumedBy: made.identityPoolPrincipal! }) });
    });
    expect(resource(template, 'Editors').Properties.AssumeRolePolicyDocument.Statement).toEqual(trusts('authenticated', stack.resolve(auth.identityPool!.ref)));
  });
});

describe('grantUserFiles', () => {
  const OWN = '${cognito-identity.amazonaws.com:sub}/';
  const OBJECTS = ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject'];

  test('allows each person their own folder below the prefix, and nothing else', () => {
    const { template, stack, auth } = build(undefined, (made, scope) => {
      made.grantUserFiles(new Bucket(scope, 'Files'), 'private/');
    });
    const bucketArn = stack.resolve((stack.node.findChild('Files') as Bucket).bucketArn);
    const policy = only(template, 'AWS::IAM::Policy');
    expect(policy.PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: OBJECTS, Resource: { 'Fn::Join': ['', [bucketArn, `/private/${OWN}*`]] } },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: bucketArn, Condition: { StringLike: { 's3:prefix': [`private/${OWN}`, `private/${OWN}*`] } } },
    ]);
    expect(policy.Roles).toEqual([stack.resolve((auth.authenticatedRole as Role).roleName)]);
  });

  test('without a prefix the folders lie at the root of the bucket', () => {
    const { template, stack } = build(undefined, (made, scope) => {
      made.grantUserFiles(new Bucket(scope, 'Files'));
    });
    const bucketArn = stack.resolve((stack.node.findChild('Files') as Bucket).bucketArn);
    expect(only(template, 'AWS::IAM::Policy').PolicyDocument.Statement[0].Resource).toEqual({ 'Fn::Join': ['', [bucketArn, `/${OWN}*`]] });
  });

  test('reaches the roles of groups, of those that come later, too, and not that of guests', () => {
    const { template, stack, auth } = build({
      identityPool: { allowUnauthenticatedIdentities: true }, groups: { editors: { createRole: true }, staff: {} },
    }, (made, scope) => {
      made.grantUserFiles(new Bucket(scope, 'Files'));
      made.addGroup('authors', { createRole: true });
    });
    const names = [auth.authenticatedRole, auth.groupRoles.editors, auth.groupRoles.authors].map((role) => stack.resolve((role as Role).roleName));
    expect(only(template, 'AWS::IAM::Policy').Roles).toEqual(names);
  });

  test('lets the bucket\'s key be used through S3 only', () => {
    const { template, stack } = build(undefined, (made, scope) => {
      const encryptionKey = new Key(scope, 'Key');
      made.grantUserFiles(new Bucket(scope, 'Files', { encryption: BucketEncryption.KMS, encryptionKey }));
    });
    expect(only(template, 'AWS::IAM::Policy').PolicyDocument.Statement[2]).toEqual({
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: stack.resolve((stack.node.findChild('Key') as Key).keyArn),
      Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['s3.eu-central-1.', { Ref: 'AWS::URLSuffix' }]] } } },
    });
  });

  test('makes one policy per bucket and prefix', () => {
    const { template } = build(undefined, (made, scope) => {
      const bucket = new Bucket(scope, 'Files');
      expect(made.grantUserFiles(bucket, 'a/')).toBe(made.grantUserFiles(bucket, 'a/'));
      made.grantUserFiles(bucket, 'b/');
    });
    template.resourceCountIs('AWS::IAM::Policy', 2);
  });

  test.each(['private', '/private/', 'a//', '*/', 'a?/', '${aws:username}/', '/'])('refuses the prefix %j', (prefix) => {
    const { auth, stack } = build();
    const bucket = Bucket.fromBucketName(stack, 'Files', 'files');
    expect(() => auth.grantUserFiles(bucket, prefix)).toThrow('grantUserFiles of CognitoAuthApi "Stack/Auth" cannot be deployed:\n  - the prefix of grantUserFiles must be empty, or segments that each end in '
      + `a slash, such as "private/", without "*", "?" and "$", but is ${JSON.stringify(prefix)}.`);
  });

  test('works on a bucket of another stack', () => {
    const app = new App();
    const files = new Bucket(new Stack(app, 'Files'), 'Files');
    new CognitoAuthApi(new Stack(app, 'Stack'), 'Auth', { identityPool: {} }).grantUserFiles(files);
    expect(() => app.synth()).not.toThrow();
  });
});

test('roles of groups do not take the Essentials plan', () => {
  const { template } = build({ identityPool: {}, groups: { editors: { createRole: true } }, featurePlan: FeaturePlan.LITE });
  expect(only(template, 'AWS::Cognito::UserPoolGroup').RoleArn).toBeDefined();
  template.resourceCountIs('AWS::Cognito::UserPoolResourceServer', 0);
});

const nobody = 'Nobody gets it: people who are not signed in have no credentials unless you say so. See https://docs.aws.amazon.com/cognito/latest/developerguide/identity-pools.html';
const roles = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html';

test.each<[string, (stack: Stack) => CognitoAuthApiProps, string]>([
  ['a role of guests without guests', (stack) => ({ identityPool: { unauthenticatedRole: imported(stack, 'Guests') } }),
    `identityPool.unauthenticatedRole must be left out where identityPool.allowUnauthenticatedIdentities is not true, but is "Stack/Guests". ${nobody}`],
  ['one role for people and guests', (stack) => ({
    identityPool: { authenticatedRole: imported(stack, 'Same'), unauthenticatedRole: Role.fromRoleArn(stack, 'Again', 'arn:aws:iam::123456789012:role/Same'), allowUnauthenticatedIdentities: true },
  }), 'identityPool.unauthenticatedRole must be another role than identityPool.authenticatedRole, but is "Stack/Again". Whoever is not signed in would be allowed '
    + 'what people are who are: use two roles. See https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html'],
  ['a role to make that nobody could have', () => ({ groups: { editors: { createRole: true } } }),
    `groups.editors.createRole must be left out where there is no identityPool, but is true. The role would trust nobody: give identityPool, or role for one that an identity pool of yours gives. ${roles}`],
  ['two roles for a group', (stack) => ({ identityPool: {}, groups: { editors: { createRole: true, role: imported(stack, 'Editors') } } }),
    `groups.editors.createRole must be left out where groups.editors.role is given, but is true. A group has one role: remove one of the two. ${roles}`],
])('refuses %s', (_, props, message) => {
  const stack = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'eu-central-1' } });
  expect(problemsOf(() => props(stack))).toEqual([message]);
});
