import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { FeaturePlan, UserPool, type UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import { CognitoAuthApi, Registration, type CognitoAuthApiProps } from '../src';
import { operations } from '../src/contract';
import { problemsOf } from './support/problems';
import { withGoogle } from './support/providers';
import { defaultStack, only, resource, synth } from './support/template';

/** `registration: ADMINISTRATORS`, at synth. */
const closed = { registration: Registration.ADMINISTRATORS } satisfies CognitoAuthApiProps;
const { template, auth, stack } = synth(closed);
const routeOf = (made: Template) => resource(made, 'AuthcreateuserRoute').Properties;
const without = (resources: object, pattern: RegExp) => Object.fromEntries(Object.entries(resources).filter(([id]) => !pattern.test(id)));

test('ANYONE is the default, and its template the same', () => {
  expect(synth({ registration: Registration.ANYONE }).template.toJSON()).toEqual(defaultStack().template.toJSON());
});

test('create-user asks for the scope of the administrators, which is made with their group', () => {
  const { AuthorizationType, AuthorizerId, AuthorizationScopes } = routeOf(template);
  expect([AuthorizationType, AuthorizerId, AuthorizationScopes]).toEqual(['JWT', stack.resolve(auth.authorizer.authorizerId), ['groups/admins']]);
  expect(only(template, 'AWS::Cognito::UserPoolGroup')).toMatchObject({ GroupName: 'admins' });
  expect(only(template, 'AWS::Cognito::UserPoolResourceServer').Scopes).toEqual([{ ScopeName: 'admins', ScopeDescription: expect.any(String) }]);
});

test('no other route changes, and no right', () => {
  const others = (made: Template) => without(made.findResources('AWS::ApiGatewayV2::Route'), /createuser/);
  expect(others(template)).toEqual(others(defaultStack().template));
  const rights = (made: Template) => without(made.findResources('AWS::IAM::Role'), /pretokengeneration/i);
  expect(rights(template)).toEqual(rights(defaultStack().template));
  expect(only(template, 'AWS::ApiGatewayV2::Stage')).toEqual(only(defaultStack().template, 'AWS::ApiGatewayV2::Stage'));
});

test('the functions know, and where anyone may register they know nothing of it', () => {
  const variables = (made: Template) => resource(made, 'AuthcreateuserFunction').Properties.Environment.Variables;
  expect(variables(template).REGISTRATION).toBe('ADMINISTRATORS');
  expect(variables(defaultStack().template)).not.toHaveProperty('REGISTRATION');
});

test('a declared group is the one, as it was declared', () => {
  const declared = synth({ ...closed, groups: { admins: { precedence: 7 } } }).template;
  expect(only(declared, 'AWS::Cognito::UserPoolGroup')).toMatchObject({ GroupName: 'admins', Precedence: 7 });
});

test('on Lite, without scopes, an access token is asked for, and the handler looks for the group', () => {
  const lite = synth({ ...closed, featurePlan: FeaturePlan.LITE }).template;
  expect(routeOf(lite).AuthorizationScopes).toEqual(['aws.cognito.signin.user.admin']);
  expect(only(lite, 'AWS::Cognito::UserPoolGroup')).toMatchObject({ GroupName: 'admins' });
});

test('the token takes the place of the API key there, and only there', () => {
  const { template: keyed, stack: ofKey, auth: api } = synth({ ...closed, apiKey: {} });
  expect(routeOf(keyed)).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId: ofKey.resolve(api.authorizer.authorizerId) });
  expect(resource(keyed, 'AuthresendconfirmationcodeRoute').Properties.AuthorizationType).toBe('CUSTOM');
});

test('all leaves self sign-up out, and the pool takes nobody by itself', () => {
  const { template: all, auth: api } = synth({ ...closed, operations: { all: true } });
  expect(Object.keys(api.routes).filter((name) => /sign-up/.test(name))).toEqual([]);
  expect(Object.keys(api.routes)).toContain('create-user');
  expect(only(all, 'AWS::Cognito::UserPool').AdminCreateUserConfig).toMatchObject({ AllowAdminCreateUserOnly: true });
  expect(problemsOf({ ...closed, operations: { all: true }, selfSignUpEnabled: false })).toEqual([]);
});

test.each<[CognitoAuthApiProps, string[]]>([
  [{ selfSignUpEnabled: true },
    ['selfSignUpEnabled must be false or left out where registration is "ADMINISTRATORS", but is true. Only administrators make accounts then: leave out one of the two.']],
  [{ operations: { include: ['create-user', 'confirm-user', 'confirm-mfa', 'login', 'mfa-verify', 'sign-up'] } },
    ['operations.include must be without the operations of self sign-up where registration is "ADMINISTRATORS", but is "sign-up". '
      + 'Only administrators make accounts then: leave out one of the two.']],
  [{ operations: { exclude: ['create-user'] } },
    ['registration must be "ANYONE" or left out where operations have no "create-user", but is "ADMINISTRATORS". It says who may call "create-user": '
      + 'let operations have that, or leave registration out.']],
  [{ operations: { include: ['userinfo'] } }, [expect.stringMatching(/^registration must be "ANYONE" or left out where operations have no "create-user"/) as unknown as string]],
])('refuses %j', (props, messages) => {
  expect(problemsOf({ ...closed, ...props })).toEqual(messages);
});

test('the contract still says that anyone may call: it is the default API', () => {
  expect(operations['POST /v1/users']).toMatchObject({ access: 'ANYONE', registers: true });
});

describe('identity providers', () => {
  const WARNING = 'registration is ADMINISTRATORS, but whoever signs in through one of the identityProviders';
  const warnings = (props: CognitoAuthApiProps) =>
    Annotations.fromStack(synth(props).stack).findWarning('/Stack/Auth', Match.stringLikeRegexp(WARNING)).map(({ entry }) => entry.data as string);

  test('make accounts, too, which a warning says and names what acknowledges it', () => {
    expect(warnings({ ...closed, ...withGoogle })).toEqual([expect.stringContaining("acknowledgeWarning('cognito-auth-api:federatedRegistration')")]);
  });

  test('are no matter where there are none, or where anyone may register', () => {
    expect(warnings(closed)).toEqual([]);
    expect(warnings({ ...closed, identityProviders: { oidc: {} } })).toEqual([]);
    expect(warnings(withGoogle)).toEqual([]);
  });
});

describe('in a pool that is there already', () => {
  const given = (pool: (scope: Stack) => CognitoAuthApiProps['userPool']) => (scope: Stack) => ({ ...closed, userPool: pool(scope) });
  const theirs = (props: UserPoolProps) => given((scope) => new UserPool(scope, 'Theirs', { signInAliases: { email: true }, ...props }));

  test('the group is looked for by the handler, and is the pool\'s own', () => {
    const own = new Stack(new App(), 'Stack');
    new CognitoAuthApi(own, 'Auth', { ...closed, userPool: UserPool.fromUserPoolId(own, 'Theirs', 'eu-central-1_Theirs123') });
    const made = Template.fromStack(own);
    expect(routeOf(made).AuthorizationScopes).toEqual(['aws.cognito.signin.user.admin']);
    made.resourceCountIs('AWS::Cognito::UserPoolGroup', 0);
    expect(resource(made, 'AuthcreateuserFunction').Properties.Environment.Variables.REGISTRATION).toBe('ADMINISTRATORS');
  });

  test('is refused where people sign up there by themselves', () => {
    expect(problemsOf(theirs({ selfSignUpEnabled: true }))).toEqual([expect.stringMatching(
      /^userPool must be a pool in which people make no accounts by themselves, where registration is "ADMINISTRATORS", but is .*\. Make it with selfSignUpEnabled: false\.$/,
    )]);
    expect(problemsOf(theirs({ selfSignUpEnabled: false }))).toEqual([]);
    expect(problemsOf(theirs({}))).toEqual([]);
    expect(problemsOf((scope) => ({ ...theirs({ selfSignUpEnabled: true })(scope), registration: undefined }))).toEqual([]);
  });
});
