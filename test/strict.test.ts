import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CognitoAuthApi } from '../src';
import { Operation, operations } from '../src/contract';

/** Everything that CDK's own validation and cdk-nag's AwsSolutions find; anything that is not acknowledged throws. */
function strictStack(): { app: App; stack: Stack; auth: CognitoAuthApi } {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Stack');
  return { app, stack, auth: new CognitoAuthApi(stack, 'Auth') };
}

function acknowledgeWhatIsInherent(stack: Stack, auth: CognitoAuthApi): void {
  Validations.of(auth.userPool).acknowledge({ id: 'AwsSolutions::AwsSolutions-COG8', reason: 'The Plus plan multiplies the bill: it is a choice, not a default' });
  Validations.of(auth.clientSecret).acknowledge({ id: 'AwsSolutions::AwsSolutions-SMG4', reason: 'Cognito makes the value, so nothing can rotate it in place' });
  const bucket = stack.resolve(auth.bucket.bucketArn)['Fn::GetAtt'][0];
  for (const row of Object.values<Operation>(operations)) {
    if (row.access === 'ANYONE') {
      Validations.of(auth.routes[row.operation]).acknowledge({ id: 'AwsSolutions::AwsSolutions-APIG4', reason: 'Whoever signs in has no token yet' });
    }
    if (row.actions.some((action) => action.startsWith('s3:'))) {
      Validations.of(auth.functions[row.operation].role!).acknowledge({
        id: `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/people/*]`, reason: 'One prefix per person, below the one that is named',
      });
    }
  }
}

beforeAll(() => {
  // Whatever the shell says: here it is on.
  delete process.env.CDK_VALIDATION;
});

test('the default stack passes CDK\'s validation and cdk-nag, but for what is inherent in an auth API', () => {
  const { app, stack, auth } = strictStack();
  acknowledgeWhatIsInherent(stack, auth);
  expect(() => app.synth()).not.toThrow();
});

test('fails where something is not acknowledged', () => {
  expect(() => strictStack().app.synth()).toThrow(/AwsSolutions-COG8/);
});
