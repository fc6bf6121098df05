import { App, Stack, Validations } from 'aws-cdk-lib';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CognitoAuthApi, UserPoolAction } from '../src';
import { acknowledgeWhatIsInherent } from './support/inherent';
import { withGoogle } from './support/providers';

beforeAll(() => {
  // Whatever the shell says: here it is on.
  delete process.env.CDK_VALIDATION;
});

const strictApp = () => {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
};

function everything(guests: boolean) {
  const app = strictApp();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1', account: '123456789012' } });
  const theirs = (name: string) => LambdaFunction.fromFunctionArn(stack, name, `arn:aws:lambda:eu-central-1:123456789012:function:${name}`);
  const auth = new CognitoAuthApi(stack, 'Auth', {
    groups: { admins: { createRole: true, precedence: 1, scopes: ['orders/delete'] }, staff: {} },
    identityPool: { allowUnauthenticatedIdentities: guests },
    accountLinking: { providers: ['Google'] },
    ...withGoogle,
    triggers: { customMessage: theirs('Mails'), preSignUp: theirs('SignUps'), preTokenGeneration: theirs('Tokens') },
  });
  auth.addGroup('authors', { createRole: true });
  const files = new Bucket(stack, 'Files', { enforceSSL: true });
  const policy = auth.grantUserFiles(files, 'private/');
  auth.grantToTrigger(auth.preTokenGenerationFunction!, UserPoolAction.ADMIN_GET_USER);
  acknowledgeWhatIsInherent(stack, auth);
  Validations.of(files).acknowledge({ id: 'AwsSolutions::AwsSolutions-S1', reason: 'Not ours' });
  const arn = stack.resolve(files.bucketArn)['Fn::GetAtt'][0];
  Validations.of(policy).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${arn}.Arn>/private/<cognito-identity.amazonaws.com:sub>/*]`, reason: 'Each person\'s own folder',
  });
  return { app, stack, auth };
}

test('a stack with an identity pool, roles, linking and triggers of one\'s own passes CDK\'s validation and cdk-nag, and stays far below 500 resources', () => {
  const { app, stack } = everything(false);
  const assembly = app.synth();
  const resources = Object.keys(assembly.getStackByName(stack.stackName).template.Resources);
  console.info(`Identity pool, three groups, two roles of groups, linking, files of one's own: ${resources.length} of 500 resources`);
  expect(resources).toHaveLength(136);
});

test('guests are a finding, as they should be', () => {
  expect(() => everything(true).app.synth()).toThrow(/AwsSolutions-COG7/);
});

test('with a pool that is there already, nothing is found that is not the pool\'s', () => {
  const app = strictApp();
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1', account: '123456789012' } });
  const auth = new CognitoAuthApi(stack, 'Auth', { userPool: UserPool.fromUserPoolId(stack, 'Theirs', 'eu-central-1_Theirs123'), groups: { staff: {} }, identityPool: {} });
  acknowledgeWhatIsInherent(stack, auth);
  expect(() => app.synth()).not.toThrow();
});
