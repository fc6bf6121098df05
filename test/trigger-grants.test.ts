import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { UserPoolTriggers } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { CognitoAuthApi, CognitoAuthApiProps, UserPoolAction } from '../src';
import { withGoogle } from './support/providers';
import { only } from './support/template';

const lambda = (stack: Stack, id = 'Theirs') =>
  new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async (event) => event;') });

/** Everything of ours that calls triggers, beside theirs. */
const everything: CognitoAuthApiProps = { groups: { admins: { createRole: true } }, identityPool: {}, accountLinking: { providers: ['Google'] }, ...withGoogle };

const EVENTS: (keyof UserPoolTriggers)[] = [
  'createAuthChallenge', 'customMessage', 'defineAuthChallenge', 'postAuthentication', 'postConfirmation', 'preAuthentication', 'preSignUp', 'preTokenGeneration',
  'userMigration', 'verifyAuthChallengeResponse',
];

describe.each(EVENTS)('a trigger of the user\'s own for %s', (name) => {
  test.each<[string, CognitoAuthApiProps]>([['alone', {}], ['beside all of ours', everything]])('may have rights on the pool, %s, and nothing needs itself', (_, props) => {
    const app = new App();
    const stack = new Stack(app, 'Stack');
    const theirs = lambda(stack);
    const auth = new CognitoAuthApi(stack, 'Auth', { ...props, triggers: { [name]: theirs } });
    auth.grantToTrigger(theirs, UserPoolAction.ADMIN_GET_USER, UserPoolAction.ADMIN_ADD_USER_TO_GROUP);
    if (auth.identityPool) auth.grantUserFiles(new Bucket(stack, 'Files'));
    const policies = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy')).map(({ Properties }) => Properties);
    expect(policies.filter(({ Roles }) => JSON.stringify(Roles) === JSON.stringify([stack.resolve(theirs.role!.roleName)]))
      .map(({ PolicyDocument }) => PolicyDocument.Statement)).toEqual([[{
      Effect: 'Allow', Action: ['cognito-idp:AdminGetUser', 'cognito-idp:AdminAddUserToGroup'], Resource: stack.resolve(auth.userPool.userPoolArn),
    }]]);
    expect(() => app.synth()).not.toThrow();
  });
});

test('the same right granted in the usual way would make function and pool need each other', () => {
  const stack = new Stack(new App(), 'Stack');
  const theirs = lambda(stack);
  new CognitoAuthApi(stack, 'Auth', { triggers: { preSignUp: theirs } }).grant(theirs, UserPoolAction.ADMIN_GET_USER);
  expect(() => Template.fromStack(stack)).toThrow(/cycl/i);
});

test('a trigger in another stack may have rights, too', () => {
  const app = new App();
  const theirs = lambda(new Stack(app, 'Triggers'));
  const auth = new CognitoAuthApi(new Stack(app, 'Stack'), 'Auth', { triggers: { postConfirmation: theirs } });
  auth.grantToTrigger(theirs, UserPoolAction.ADMIN_ADD_USER_TO_GROUP);
  expect(() => app.synth()).not.toThrow();
});

test('what is granted later comes into the same policy', () => {
  const stack = new Stack(new App(), 'Stack');
  const theirs = lambda(stack);
  const auth = new CognitoAuthApi(stack, 'Auth', { triggers: { preSignUp: theirs } });
  expect(auth.grantToTrigger(theirs, UserPoolAction.LIST_USERS)).toBe(auth.grantToTrigger(theirs, UserPoolAction.ADMIN_GET_USER));
  expect(only(Template.fromStack(stack), 'AWS::IAM::Policy').PolicyDocument.Statement.map(({ Action }: any) => Action))
    .toEqual(['cognito-idp:ListUsers', 'cognito-idp:AdminGetUser']);
});

test.each<[string, (stack: Stack) => [IFunction, ...UserPoolAction[]], string]>([
  ['to allow nothing', (stack) => [lambda(stack)], 'grantToTrigger of CognitoAuthApi "Stack/Auth" needs at least one UserPoolAction.'],
  ['a function without a role', (stack) => [LambdaFunction.fromFunctionArn(stack, 'F', 'arn:aws:lambda:eu-central-1:123456789012:function:f'), UserPoolAction.LIST_USERS],
    'grantToTrigger of CognitoAuthApi "Stack/Auth" needs a function with a role, but "Stack/F" was imported without one.'],
])('refuses %s', (_, parameters, message) => {
  const stack = new Stack(new App(), 'Stack');
  const auth = new CognitoAuthApi(stack, 'Auth');
  expect(() => auth.grantToTrigger(...parameters(stack))).toThrow(message);
});

test('a customMessage of the user\'s own is called by ours: that function and no other', () => {
  const stack = new Stack(new App(), 'Stack');
  const theirs = lambda(stack);
  const auth = new CognitoAuthApi(stack, 'Auth', { triggers: { customMessage: theirs } });
  const template = Template.fromStack(stack);
  expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({ CustomMessage: stack.resolve(auth.customMessageFunction!.functionArn) });
  template.hasResourceProperties('AWS::Lambda::Function', {
    Environment: { Variables: { APP_NAME: 'our app', CUSTOM_MESSAGE_FUNCTION_ARN: stack.resolve(theirs.functionArn) } },
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    Policies: [{
      PolicyDocument: {
        Statement: [
          { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }, { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: stack.resolve(theirs.functionArn) },
        ],
      },
    }],
  });
});

test('a preSignUp of the user\'s own is called by the pool where ours is not needed', () => {
  const stack = new Stack(new App(), 'Stack');
  const theirs = lambda(stack);
  const auth = new CognitoAuthApi(stack, 'Auth', { triggers: { preSignUp: theirs } });
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPool').LambdaConfig.PreSignUp).toEqual(stack.resolve(theirs.functionArn));
  expect(auth.preSignUpFunction).toBeUndefined();
});
