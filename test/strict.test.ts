import { App, Stack, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { operations } from '../src/contract';
import { everyOperation } from './support/every-operation';
import { acknowledgeWhatIsInherent } from './support/inherent';

/** Everything that CDK's own validation and cdk-nag's AwsSolutions find; anything that is not acknowledged throws. */
function strictStack(props?: CognitoAuthApiProps): { app: App; stack: Stack; auth: CognitoAuthApi } {
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Stack');
  return { app, stack, auth: new CognitoAuthApi(stack, 'Auth', props) };
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

test('a stack with every operation passes them, too, and stays far from 500 resources', () => {
  const { app, stack, auth } = strictStack(everyOperation);
  acknowledgeWhatIsInherent(stack, auth);
  Validations.of(auth.smsRole!).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Phone numbers have no ARN' });
  const { template } = app.synth().getStackByName(stack.stackName);
  expect(Object.keys(auth.functions)).toEqual(Object.values(operations).map(({ operation }) => operation));
  expect(Object.keys(template.Resources).length).toBeLessThan(400);
});

test('fails where something is not acknowledged', () => {
  // The pool alone shows it.
  expect(() => strictStack({ operations: { include: ['userinfo'] } }).app.synth()).toThrow(/AwsSolutions-COG8/);
});
