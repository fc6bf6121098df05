import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Function as LambdaFunction, IFunction } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { domain, facebook, google, oidc } from './support/providers';
import { defaultStack, only, resource } from './support/template';

const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:theirs';
const identityProviders = { google, facebook, oidc: { Corp: oidc } };
const withProviders = (providers: string[], props: CognitoAuthApiProps = {}): CognitoAuthApiProps =>
  ({ accountLinking: { providers }, domain, identityProviders, ...props });

const build = (makeProps: (theirs: IFunction) => CognitoAuthApiProps = () => ({})) => {
  const stack = new Stack(new App(), 'Stack');
  const auth = new CognitoAuthApi(stack, 'Auth', withProviders(['Google', 'Corp'], makeProps(LambdaFunction.fromFunctionArn(stack, 'Theirs', ARN))));
  return { auth, stack, template: Template.fromStack(stack) };
};

describe('accountLinking', () => {
  const { auth, stack, template } = build();

  test('makes the trigger, which the pool calls before it takes anybody in', () => {
    const arn = stack.resolve(auth.preSignUpFunction!.functionArn);
    expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({ CustomMessage: expect.anything(), PreSignUp: arn });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: arn, Principal: 'cognito-idp.amazonaws.com', SourceArn: stack.resolve(auth.userPool.userPoolArn),
    });
  });

  test('tells it whose people to link, and nothing of the pool', () => {
    const { Environment, Timeout } = resource(template, 'AuthpresignupFunction').Properties;
    expect(Environment.Variables).toEqual({ LINKED_PROVIDERS: '["Google","Corp"]' });
    expect(Timeout).toBe(5);
  });

  test('allows it the calls that are in its bundle, on the one pool, by a policy of its own', () => {
    expect(only(template, 'AWS::IAM::Policy')).toMatchObject({
      PolicyDocument: {
        Statement: [{
          Effect: 'Allow', Action: ['cognito-idp:ListUsers', 'cognito-idp:AdminLinkProviderForUser'], Resource: stack.resolve(auth.userPool.userPoolArn),
        }],
      },
      Roles: [stack.resolve(auth.preSignUpFunction!.role!.roleName)],
    });
    const bundles = JSON.parse(readFileSync(resolve(__dirname, '..', '.cache', 'bundles.json'), 'utf8'));
    const [, bundle] = Object.entries<any>(bundles['pre-sign-up']).find(([file]) => file.includes('/account-linking-'))!;
    const calls = Object.entries<any>(bundle.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .flatMap(([path]) => /client-cognito-identity-provider\/.*\/(\w+)Command\.js$/.exec(path)?.[1] ?? []);
    expect(calls.sort()).toEqual(['AdminLinkProviderForUser', 'ListUsers']);
    expect(resource(template, 'AuthpresignupRole').Properties.Policies[0].PolicyDocument.Statement).toHaveLength(1);
  });

  test('is not there by default', () => {
    expect(defaultStack().auth.preSignUpFunction).toBeUndefined();
    expect(only(defaultStack().template, 'AWS::Cognito::UserPool').LambdaConfig).toEqual({ CustomMessage: expect.anything() });
  });
});

test('makes ours call the user\'s own preSignUp: that function and no other', () => {
  const { template, auth, stack } = build((preSignUp) => ({ triggers: { preSignUp } }));
  expect(only(template, 'AWS::Cognito::UserPool').LambdaConfig.PreSignUp).toEqual(stack.resolve(auth.preSignUpFunction!.functionArn));
  expect(resource(template, 'AuthpresignupFunction').Properties.Environment.Variables.PRE_SIGN_UP_FUNCTION_ARN).toBe(ARN);
  expect(resource(template, 'AuthpresignupRole').Properties.Policies[0].PolicyDocument.Statement[1])
    .toEqual({ Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: ARN });
});

const link = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html';

test.each<[string, CognitoAuthApiProps, string]>([
  ['no provider', withProviders([]),
    `accountLinking.providers must be at least one identity provider, each once, but is []. Name those that are trusted to say whose an email address is, or leave accountLinking out: nothing is linked then. ${link}`],
  ['a provider twice', withProviders(['Google', 'Google']),
    `accountLinking.providers must be at least one identity provider, each once, but is ["Google","Google"]. Name those that are trusted to say whose an email address is, or leave accountLinking out: nothing is linked then. ${link}`],
  ['linking where nobody can come from elsewhere', { accountLinking: { providers: ['Google'] } },
    `accountLinking must be left out where there are no identityProviders, but is ["Google"]. Declare the providers whose people are to be linked. ${link}`],
  ['a provider that is not declared', withProviders(['Corp', 'google']),
    `accountLinking.providers[1] must be one of identityProviders (Google, Facebook, Corp), but is "google". Write it as the pool has it: names are case-sensitive. ${link}`],
  ['a provider that verifies no address', withProviders(['Facebook']),
    'accountLinking.providers[0] must be a provider that says which addresses it has verified, but is "Facebook". Facebook says it of none, so every sign-up from there would be refused: '
    + 'leave it out. See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-specifying-attribute-mapping.html'],
])('refuses %s', (_, props, message) => {
  expect(problemsOf(props)).toEqual([message]);
});
