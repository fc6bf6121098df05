import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { FeaturePlan, OAuthScope } from 'aws-cdk-lib/aws-cognito';
import { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { only, resource } from './support/template';

const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:theirs';

const build = (makeProps: (theirs: IFunction) => CognitoAuthApiProps, further: (auth: CognitoAuthApi) => void) => {
  const stack = new Stack(new App(), 'Stack');
  const theirs = LambdaFunction.fromFunctionAttributes(stack, 'Theirs', { functionArn: ARN, sameEnvironment: true });
  const auth = new CognitoAuthApi(stack, 'Auth', makeProps(theirs));
  further(auth);
  return { auth, stack, theirs, template: Template.fromStack(stack) };
};
const environmentOf = (template: Template) => resource(template, 'AuthpretokengenerationFunction').Properties.Environment.Variables;
const handler = (auth: CognitoAuthApi) => auth.functions.userinfo;

test('a group that is added is as one of the props', () => {
  const options = { description: 'All of it', precedence: 1, scopes: ['orders/delete'] };
  const late = build(() => ({}), (auth) => auth.addGroup('admins', options)).template.toJSON();
  const early = build(() => ({ groups: { admins: options } }), () => {}).template.toJSON();
  expect(late).toEqual(early);
});

test('beside those of the props it is in the scopes and what the trigger knows', () => {
  const { template, auth } = build(() => ({ groups: { staff: {} } }), (made) => made.addGroup('admins', { scopes: ['orders/delete'] }));
  expect(only(template, 'AWS::Cognito::UserPoolResourceServer').Scopes.map(({ ScopeName }: any) => ScopeName)).toEqual(['staff', 'admins']);
  expect(environmentOf(template)).toEqual({ GROUP_SCOPES: '{"staff":[],"admins":["orders/delete"]}', TOKEN_CLAIMS: '{}' });
  expect(Object.keys(auth.groups)).toEqual(['staff', 'admins']);
});

test('routes can ask for it from then on', () => {
  build(() => ({}), (auth) => {
    const options = { path: '/admin', handler: handler(auth), groups: ['admins'] };
    expect(() => auth.addRoute('Admin', options)).toThrow('must be a declared group, and none is declared, but is "admins"');
    expect(auth.addGroup('admins').groupName).toBe('admins');
    expect(() => auth.addRoute('Admin', options)).not.toThrow();
  });
});

test('no client may list its scope', () => {
  const app = new App();
  const auth = new CognitoAuthApi(new Stack(app, 'Stack'), 'Auth');
  auth.userPool.addClient('Machine', { generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.custom('groups/admins')] } });
  auth.addGroup('admins');
  expect(() => app.synth()).toThrow(/oAuth.scopes of the app client "Stack\/Auth\/UserPool\/Machine\/Resource" must be a list without groups\/admins/);
});

test('the first of all groups puts our trigger before the user\'s own, which the pool called until then', () => {
  const { template, auth, stack } = build((theirs) => ({ triggers: { preTokenGeneration: theirs } }), (made) => {
    expect(made.preTokenGenerationFunction).toBeUndefined();
    made.addGroup('admins');
  });
  const ours = stack.resolve(auth.preTokenGenerationFunction!.functionArn);
  expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig.PreTokenGenerationConfig).toEqual({ LambdaArn: ours, LambdaVersion: 'V2_0' });
  expect(environmentOf(template)).toMatchObject({ PRE_TOKEN_GENERATION_FUNCTION_ARN: ARN });
  const permissions = Object.values(template.findResources('AWS::Lambda::Permission', { Properties: { Principal: 'cognito-idp.amazonaws.com' } }));
  expect(permissions.map(({ Properties }) => Properties.FunctionName)).toEqual(expect.arrayContaining([ours]));
  expect(permissions.map(({ Properties }) => Properties.FunctionName)).not.toContain(ARN);
});

test('below the Essentials plan it gives no scope', () => {
  const { template, auth } = build(() => ({ featurePlan: FeaturePlan.LITE }), (made) => made.addGroup('admins'));
  template.resourceCountIs('AWS::Cognito::UserPoolGroup', 1);
  template.resourceCountIs('AWS::Cognito::UserPoolResourceServer', 0);
  expect(auth.preTokenGenerationFunction).toBeUndefined();
});

describe('refuses', () => {
  const refusal = (name: string, options = {}, props: CognitoAuthApiProps = { groups: { staff: {} } }) => {
    const auth = new CognitoAuthApi(new Stack(new App(), 'Stack'), 'Auth', props);
    const before = auth.node.findAll().length;
    try {
      auth.addGroup(name, options);
    } catch (error) {
      expect(auth.node.findAll()).toHaveLength(before);
      return (error as Error).message;
    }
    return undefined;
  };

  test('a name that is taken', () => {
    expect(refusal('staff')).toBe('addGroup("staff") of CognitoAuthApi "Stack/Auth" cannot be deployed:\n  - name must be that of no group that is declared already, but is '
      + '"staff". Take another name, or change the group where it is declared. See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html');
  });

  test('what the groups prop refuses, all at once', () => {
    expect(refusal('two words', { precedence: -1, createRole: true })!.split('\n').map((line) => line.slice(0, 40))).toEqual([
      'addGroup("two words") of CognitoAuthApi ', '  - groups must be a map whose keys are ', '  - groups.two words.precedence must be ', '  - groups.two words.createRole must be ',
    ]);
  });

  test('one more than a resource server has scopes', () => {
    const groups = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`group-${index}`, {}]));
    expect(refusal('more', {}, { groups })).toContain('groups must be at most 100 groups, but is 101');
  });
});

test('the caller\'s props stay as they are', () => {
  const groups = { staff: {} };
  new CognitoAuthApi(new Stack(new App(), 'Stack'), 'Auth', { groups }).addGroup('admins');
  expect(groups).toEqual({ staff: {} });
});
