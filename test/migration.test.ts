import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { AppClientAuthFlow, CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { only, resource } from './support/template';

const arnOf = (name: string) => `arn:aws:lambda:eu-central-1:123456789012:function:${name}`;

const build = (makeProps: (theirs: (name: string) => IFunction) => CognitoAuthApiProps) => {
  const stack = new Stack(new App(), 'Stack');
  const auth = new CognitoAuthApi(stack, 'Auth', makeProps((name) => LambdaFunction.fromFunctionArn(stack, name, arnOf(name))));
  return { auth, stack, template: Template.fromStack(stack) };
};
const flowsOf = (template: Template) => Object.values(template.findResources('AWS::Cognito::UserPoolClient'))
  .map(({ Properties: { ExplicitAuthFlows } }) => ExplicitAuthFlows as string[]);

describe('migration', () => {
  const { auth, stack, template } = build((theirs) => ({
    migration: { userMigration: theirs('Legacy') },
    triggers: { preSignUp: theirs('SignUps') },
    clients: { app: { authFlows: [AppClientAuthFlow.USER_PASSWORD] } },
  }));

  test('lets the pool ask the function, and ours before an account is made', () => {
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({
      CustomMessage: expect.anything(), UserMigration: arnOf('Legacy'), PreSignUp: stack.resolve(auth.preSignUpFunction!.functionArn),
    });
  });

  test('lets ours call that function and the user\'s own of the same event, and no others; it has no rights on the pool', () => {
    const { Variables } = resource(template, 'AuthpresignupFunction').Properties.Environment;
    expect(Variables).toEqual({ LINKED_PROVIDERS: '[]', PRE_SIGN_UP_FUNCTION_ARN: arnOf('SignUps'), USER_MIGRATION_FUNCTION_ARN: arnOf('Legacy') });
    const [, ...statements] = resource(template, 'AuthpresignupRole').Properties.Policies[0].PolicyDocument.Statement;
    expect(statements).toEqual(['SignUps', 'Legacy'].map((name) => ({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: arnOf(name) })));
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('opens the password flow for the clients that ask for it, and for no other', () => {
    const flows = flowsOf(template);
    expect(flows).toHaveLength(2);
    expect(flows).toContainEqual(['ALLOW_USER_PASSWORD_AUTH']);
    expect(flows).toContainEqual(['ALLOW_ADMIN_USER_PASSWORD_AUTH']);
  });
});

test('triggers.userMigration attaches the function and guards nothing', () => {
  const { auth, template } = build((theirs) => ({ triggers: { userMigration: theirs('Legacy') } }));
  expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({ CustomMessage: expect.anything(), UserMigration: arnOf('Legacy') });
  expect(auth.preSignUpFunction).toBeUndefined();
});

test('refuses two functions for the same event', () => {
  expect(() => build((theirs) => ({ migration: { userMigration: theirs('Legacy') }, triggers: { userMigration: theirs('Other') } })))
    .toThrow('triggers.userMigration must be left out where migration is given. A pool asks one function for people whom it does not know');
});

test('refuses a pool that is there already, whose triggers are its own', () => {
  expect(() => build((theirs) => ({ migration: { userMigration: theirs('Legacy') }, userPool: UserPool.fromUserPoolId(new Stack(), 'Pool', 'eu-central-1_Theirs123') })))
    .toThrow('migration must be left out where userPool is given');
});
