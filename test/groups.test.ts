import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ClientAttributes, FeaturePlan, OAuthScope, ResourceServerScope, StringAttribute, UserPool, UserPoolClient, UserPoolOperation } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApi, CognitoAuthApiProps, GroupOptions } from '../src';
import { problemsOf } from './support/problems';
import { defaultStack, only, resource, synth } from './support/template';

const lambda = (stack: Stack, id = 'Theirs') =>
  new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async (event) => event;') });

const withTrigger = (props: (theirs: IFunction) => CognitoAuthApiProps) => {
  const stack = new Stack(new App(), 'Stack');
  const theirs = lambda(stack);
  const auth = new CognitoAuthApi(stack, 'Auth', props(theirs));
  return { stack, auth, theirs, template: Template.fromStack(stack) };
};

describe('the groups prop', () => {
  const { template, auth, stack } = synth({ groups: { admins: { description: 'All of it', precedence: 1, scopes: ['orders/delete'] }, staff: {} } });
  const pool = stack.resolve(auth.userPool.userPoolId);

  test('makes the groups, in the construct and not under the pool', () => {
    expect(resource(template, 'AuthGroupsadmins').Properties).toEqual({ GroupName: 'admins', Description: 'All of it', Precedence: 1, UserPoolId: pool });
    expect(resource(template, 'AuthGroupsstaff').Properties).toEqual({ GroupName: 'staff', UserPoolId: pool });
    expect(Object.keys(auth.groups)).toEqual(['admins', 'staff']);
  });

  test('makes a scope for each in a resource server of their own', () => {
    expect(only(template, 'AWS::Cognito::UserPoolResourceServer')).toMatchObject({
      Identifier: 'groups', UserPoolId: pool, Scopes: [{ ScopeName: 'admins' }, { ScopeName: 'staff' }],
    });
    expect(auth.groupScopes).toBeDefined();
  });

  test('makes the trigger, which the pool calls with events of version 2', () => {
    const arn = stack.resolve(auth.preTokenGenerationFunction!.functionArn);
    const { LambdaConfig } = only(template, 'AWS::Cognito::UserPool');
    expect(LambdaConfig).toEqual({
      CustomMessage: stack.resolve(auth.customMessageFunction!.functionArn), PreTokenGenerationConfig: { LambdaArn: arn, LambdaVersion: 'V2_0' },
    });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: arn, Principal: 'cognito-idp.amazonaws.com', SourceArn: stack.resolve(auth.userPool.userPoolArn),
    });
  });

  test('tells the trigger the scopes, and nothing of the pool', () => {
    const { Environment, Timeout } = resource(template, 'AuthpretokengenerationFunction').Properties;
    expect(Environment.Variables).toEqual({ GROUP_SCOPES: '{"admins":["orders/delete"],"staff":[]}', TOKEN_CLAIMS: '{}' });
    expect(Timeout).toBe(5);
  });

  test('lets the trigger write its log and nothing else', () => {
    const { Policies } = resource(template, 'AuthpretokengenerationRole').Properties;
    expect(Policies[0].PolicyDocument.Statement).toHaveLength(1);
    expect(Policies[0].PolicyDocument.Statement[0].Action).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
  });

  test('gives no client a scope', () => {
    expect(only(template, 'AWS::Cognito::UserPoolClient').AllowedOAuthScopes).toBeUndefined();
  });
});

test('without groups and claims there is neither trigger nor resource server', () => {
  const { template, auth } = defaultStack();
  template.resourceCountIs('AWS::Cognito::UserPoolResourceServer', 0);
  expect([auth.groups, auth.groupScopes, auth.preTokenGenerationFunction]).toEqual([{}, undefined, undefined]);
});

test('below the Essentials plan there are groups, but no scopes of them, and no rotation', () => {
  const { template } = synth({ groups: { admins: {} }, featurePlan: FeaturePlan.LITE });
  template.resourceCountIs('AWS::Cognito::UserPoolGroup', 1);
  template.resourceCountIs('AWS::Cognito::UserPoolResourceServer', 0);
  expect(only(template, 'AWS::Cognito::UserPool')).toMatchObject({ UserPoolTier: 'LITE', LambdaConfig: { CustomMessage: expect.anything() } });
  expect(only(template, 'AWS::Cognito::UserPoolClient').RefreshTokenRotation).toBeUndefined();
});

test('the featurePlan prop reaches the pool', () => {
  expect(only(synth({ featurePlan: FeaturePlan.PLUS }).template, 'AWS::Cognito::UserPool').UserPoolTier).toBe('PLUS');
});

describe('the customAttributes and tokens.claims props', () => {
  const { template } = synth({ customAttributes: { tenant: new StringAttribute({ maxLen: 64, mutable: true }) }, tokens: { claims: { tenant_id: 'custom:tenant' } } });

  test('add the attribute to the pool', () => {
    expect(only(template, 'AWS::Cognito::UserPool').Schema).toEqual([
      { Name: 'tenant', AttributeDataType: 'String', Mutable: true, StringAttributeConstraints: { MaxLength: '64' } },
    ]);
  });

  test('let our client read it, and never write it', () => {
    const { ReadAttributes, WriteAttributes } = only(template, 'AWS::Cognito::UserPoolClient');
    expect(ReadAttributes).toContain('custom:tenant');
    expect(WriteAttributes).not.toContain('custom:tenant');
  });

  test('tell the trigger what to copy', () => {
    expect(resource(template, 'AuthpretokengenerationFunction').Properties.Environment.Variables).toEqual({
      GROUP_SCOPES: '{}', TOKEN_CLAIMS: '{"tenant_id":"custom:tenant"}',
    });
  });
});

describe('the triggers prop', () => {
  test('attaches functions to the pool, beside ours', () => {
    const { template, stack, theirs } = withTrigger((fn) => ({ triggers: { postConfirmation: fn } }));
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({
      CustomMessage: expect.anything(), PostConfirmation: stack.resolve(theirs.functionArn),
    });
  });

  test('attaches preTokenGeneration itself where ours is not needed, with events of version 2', () => {
    const { template, stack, theirs, auth } = withTrigger((fn) => ({ triggers: { preTokenGeneration: fn } }));
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig.PreTokenGenerationConfig).toEqual({
      LambdaArn: stack.resolve(theirs.functionArn), LambdaVersion: 'V2_0',
    });
    expect(auth.preTokenGenerationFunction).toBeUndefined();
  });

  test('makes ours call preTokenGeneration where groups are declared: that function and no other', () => {
    const { template, stack, theirs, auth } = withTrigger((fn) => ({ groups: { admins: {} }, triggers: { preTokenGeneration: fn } }));
    const arn = stack.resolve(theirs.functionArn);
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig.PreTokenGenerationConfig.LambdaArn)
      .toEqual(stack.resolve(auth.preTokenGenerationFunction!.functionArn));
    expect(resource(template, 'AuthpretokengenerationFunction').Properties.Environment.Variables.PRE_TOKEN_GENERATION_FUNCTION_ARN).toEqual(arn);
    expect(resource(template, 'AuthpretokengenerationRole').Properties.Policies[0].PolicyDocument.Statement[1])
      .toEqual({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arn });
  });

  test('leaves the pool\'s other triggers to be added later', () => {
    const { auth, stack } = withTrigger(() => ({ groups: { admins: {} } }));
    expect(() => (auth.userPool as UserPool).addTrigger(UserPoolOperation.POST_AUTHENTICATION, lambda(stack, 'Later'))).not.toThrow();
  });
});

describe('at synth, an app client of the pool is refused', () => {
  const build = (add: (auth: CognitoAuthApi, app: App) => void, props: CognitoAuthApiProps = { groups: { admins: { scopes: ['orders/delete'] } } }) => {
    const app = new App();
    add(new CognitoAuthApi(new Stack(app, 'Stack'), 'Auth', props), app);
    return () => app.synth();
  };

  test('when it lists the scope of a group, in whatever stack it is', () => {
    expect(build((auth) => auth.userPool.addClient('Machine', {
      generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.custom('groups/admins')] },
    }))).toThrow(/oAuth\.scopes of the app client "Stack\/Auth\/UserPool\/Machine\/Resource" must be a list without groups\/admins, which only members of a group may hold, but is \["groups\/admins"\]\. .* See https:/);
    expect(build((auth, app) => {
      const other = new Stack(app, 'Other');
      auth.userPool.addResourceServer('Orders', { identifier: 'orders', scopes: [new ResourceServerScope({ scopeName: 'delete', scopeDescription: 'd' })] });
      new UserPoolClient(other, 'Web', {
        userPool: auth.userPool, oAuth: { callbackUrls: ['https://app.example.com'], scopes: [OAuthScope.custom('orders/delete')] },
      });
    })).toThrow(/"Other\/Web\/Resource" must be a list without orders\/delete,/);
  });

  test('when it may write an attribute that is copied to a claim, and a client without a list may', () => {
    const props = { customAttributes: { tenant: new StringAttribute({ mutable: true }) }, tokens: { claims: { tenant_id: 'custom:tenant', nick: 'nickname' } } };
    expect(build((auth) => auth.userPool.addClient('Web', { disableOAuth: true }), props)).toThrow(/writeAttributes of the app client "Stack\/Auth\/UserPool\/Web\/Resource" must be a list without nickname, custom:tenant, which tokens.claims copies to access tokens, but is left out\./);
    const writeAttributes = new ClientAttributes().withStandardAttributes({ nickname: true });
    expect(build((auth) => auth.userPool.addClient('Web', { disableOAuth: true, writeAttributes }), props)).toThrow(/must be a list without nickname, which tokens.claims copies to access tokens, but is \["nickname"\]\. .* See https:/);
  });

  test('and others are not', () => {
    const writeAttributes = new ClientAttributes().withStandardAttributes({ fullname: true });
    expect(build((auth, app) => {
      auth.userPool.addClient('Web', { writeAttributes, oAuth: { callbackUrls: ['https://app.example.com'], flows: { authorizationCodeGrant: true }, scopes: [OAuthScope.OPENID] } });
      new CognitoAuthApi(new Stack(app, 'Other'), 'Auth').userPool.addClient('Web', { disableOAuth: true });
    }, { groups: { admins: {} }, tokens: { claims: { mail: 'email' } } })).not.toThrow();
  });
});

const aName = 'groups must be a map whose keys are 1 to 128 printable ASCII characters without space, quote, backslash, slash, comma and square brackets, but is';
const aScope = 'must be a full scope such as "orders/write", and none of "groups/..." or "aws.cognito....", but is';
const scopeAdvice = 'A group gives its own scope by itself, and those of Cognito belong to everyone who signs in.';
const aClaim = 'tokens.claims must be a map whose keys are 1 to 128 printable ASCII characters without space, quote and backslash, and no claims of Cognito\'s or API Gateway\'s, but is';
const many = (count: number, options: GroupOptions = {}) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`group-${index}`, options]));
const fn = LambdaFunction.fromFunctionArn(new Stack(), 'Fn', 'arn:aws:lambda:eu-central-1:123456789012:function:fn');

describe('refuses', () => {
  test.each(['two words', 'a,admins', '[admins]', 'a/b', 'a"b', 'a\\b', 'Käufer', 'x'.repeat(129), ''])('the group name %j', (name) => {
    expect(problemsOf({ groups: { [name]: {} } })).toEqual([
      `${aName} ${JSON.stringify(name)}. The name becomes a part of a scope and of the list that API Gateway writes as [a b]: use names such as "admins".`,
    ]);
  });

  test.each(['groups/staff', 'aws.cognito.signin.user.admin', 'aws.cognito.x/y', 'openid', 'orders', 'orders/two words', '/write', 'orders/', ''])('the scope %j', (scope) => {
    expect(problemsOf({ groups: { admins: { scopes: [scope] } } })).toEqual([`groups.admins.scopes[0] ${aScope} ${JSON.stringify(scope)}. ${scopeAdvice}`]);
  });

  test.each<[CognitoAuthApiProps, string]>([
    [{ groups: { admins: { precedence: -1 } } },
      'groups.admins.precedence must be a whole number from 0 to 2147483647, but is -1. These are Cognito\'s limits; the lowest number wins.'],
    [{ groups: { admins: { description: 'x'.repeat(2049) } } },
      'groups.admins.description must be at most 2048 characters, but is 2049. This is Cognito\'s limit.'],
    [{ groups: many(101) },
      'groups must be at most 100 groups, but is 101. A resource server has no more scopes: make groups that no route asks for with CfnUserPoolGroup on userPool.'],
    [{ groups: many(20, { scopes: [`orders/${'x'.repeat(200)}`] }) },
      'groups must be names and scopes of at most 3700 bytes together with tokens.claims, as JSON, but is 4453. The trigger reads them from its environment, '
      + 'where Lambda allows 4 KB: shorten the names, or give fewer scopes.'],
    [{ groups: { admins: { scopes: ['a/b'] } }, featurePlan: FeaturePlan.LITE },
      'groups.admins.scopes must be left out where featurePlan is "LITE", but is ["a/b"]. Only from FeaturePlan.ESSENTIALS on can a trigger change access tokens.'],

    [{ customAttributes: { 'custom:tenant': new StringAttribute() } },
      'customAttributes must be a map whose keys are 1 to 20 characters without spaces and colons, but is "custom:tenant". Write the name without "custom:", which Cognito adds.'],
    [{ customAttributes: { ['x'.repeat(21)]: new StringAttribute() } },
      `customAttributes must be a map whose keys are 1 to 20 characters without spaces and colons, but is "${'x'.repeat(21)}". Write the name without "custom:", which Cognito adds.`],
    [{ customAttributes: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`a${index}`, new StringAttribute()])) },
      'customAttributes must be at most 50 attributes, but is 51. This is Cognito\'s limit: keep what is not needed at sign-in in a table of your own, by the user\'s sub.'],

    ...['scope', 'scp', 'sub', 'token_use', 'client_id', 'cognito:groups', 'two words', ''].map((claim): [CognitoAuthApiProps, string] => [
      { tokens: { claims: { [claim]: 'email' } } }, `${aClaim} ${JSON.stringify(claim)}. Choose a name of your own, such as "tenant_id".`,
    ]),
    ...['name', 'given_name', 'family_name', 'locale'].map((attribute): [CognitoAuthApiProps, string] => [
      { tokens: { claims: { who: attribute } } },
      `tokens.claims.who must be an attribute that no client may write, none of family_name, given_name, locale, name, but is "${attribute}". `
      + 'People change it themselves, and the claim would say what they like: use one of customAttributes, which only administrators write.',
    ]),
    ...['tenant', 'custom:tenant', 'fullname'].map((attribute): [CognitoAuthApiProps, string] => [
      { tokens: { claims: { tenant_id: attribute } } },
      `tokens.claims.tenant_id must be a standard attribute or one of customAttributes, which starts with "custom:", but is "${attribute}". Declare it in customAttributes, or correct its name.`,
    ]),
    [{ tokens: { claims: { mail: 'email' } }, featurePlan: FeaturePlan.LITE },
      'tokens.claims must be left out where featurePlan is "LITE", but is ["mail"]. Only from FeaturePlan.ESSENTIALS on can a trigger change access tokens.'],

    [{ triggers: { customEmailSender: fn } },
      'triggers must be a map of createAuthChallenge, customMessage, defineAuthChallenge, postAuthentication, postConfirmation, preAuthentication, preSignUp, preTokenGeneration, userMigration, '
      + 'verifyAuthChallengeResponse, but is "customEmailSender". Give it as messages.customEmailSender, which makes the key that it needs.'],
    [{ triggers: { preTokenGeneration: fn }, featurePlan: FeaturePlan.LITE },
      'triggers.preTokenGeneration must be left out where featurePlan is "LITE", but is "Default/Fn". It gets events of version 2, which Cognito has from FeaturePlan.ESSENTIALS on.'],
    [{ passwordPolicy: { passwordHistorySize: 3 }, featurePlan: FeaturePlan.LITE },
      'passwordPolicy.passwordHistorySize must be left out where featurePlan is "LITE", but is 3. Cognito remembers passwords from FeaturePlan.ESSENTIALS on.'],
    [{ tokens: { rotationGracePeriod: Duration.seconds(5) }, featurePlan: FeaturePlan.LITE },
      'tokens.rotationGracePeriod must be left out where featurePlan is "LITE", but is 5 seconds. Refresh tokens rotate from FeaturePlan.ESSENTIALS on.'],
  ])('%#', (props, message) => {
    expect(problemsOf(props)).toEqual([message]);
  });
});

test.each<CognitoAuthApiProps>([
  { groups: many(100) },
  { groups: { 'a.b-c_d:e+f@g=h!(i)': { precedence: 0 }, 'Admins': {}, 'admins': {} } },
  { groups: { admins: { scopes: ['https://api.example.com/orders/write'] }, staff: { scopes: [] } } },
  { tokens: { claims: { 'https://example.com/tenant': 'custom:tenant', 'mail': 'email', 'id': 'sub' } }, customAttributes: { tenant: new StringAttribute() } },
  { triggers: { preTokenGeneration: undefined } },
])('accepts %j', (props) => {
  expect(() => synth(props)).not.toThrow();
});
