import { App, Validations } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { propShapes } from '../src/prop-shapes';
import { everything } from './support/everything';
import { acknowledgeWhatIsInherent } from './support/inherent';

const MOST_RESOURCES = 500;
const APIG4 = 'AwsSolutions::AwsSolutions-APIG4';
const SMG4 = 'AwsSolutions::AwsSolutions-SMG4';
const ANYWHERE = 'AwsSolutions-IAM5[Resource::*]';

/** The props that contradict others of them. */
const elsewhere: Record<string, string> = {
  userPool: 'is there in place of a new pool, which most of the others are about: existing-user-pool.test.ts, strict-identities.test.ts',
  httpApi: 'has a stage of its own, which cors, throttle, customDomain and cloudFront are about: existing-http-api.test.ts, strict-options.test.ts',
  registration: 'has no self sign-up beside it: registration.test.ts, strict-options.test.ts',
  deviceTracking: 'goes with no refresh-token, which operations.all has: pool-options.test.ts, strict-options.test.ts',
};

delete process.env.CDK_VALIDATION;
const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
const { stack, auth, props, open, files, userFiles } = everything(app);

test('every prop is on, but for those that contradict another one', () => {
  const on = Object.keys(props);
  expect([...on, ...Object.keys(elsewhere)].sort()).toEqual(Object.keys(propShapes.CognitoAuthApiProps).sort());
});

test('with everything on, CDK\'s validation and cdk-nag find what is inherent and nothing else, and there is room for more', () => {
  acknowledgeWhatIsInherent(stack, auth);
  Validations.of(open.routes.GET).acknowledge({ id: APIG4, reason: 'Open on purpose' });
  for (const { secret } of [auth.clients.server, ...Object.values(auth.machineClients)]) {
    Validations.of(secret!).acknowledge({ id: SMG4, reason: 'Cognito makes the value, so nothing can rotate it in place' });
  }
  Validations.of(auth.smsRole!).acknowledge({ id: ANYWHERE, reason: 'Phone numbers have no ARN' });
  for (const fn of stack.node.findAll().filter((one) => one instanceof LambdaFunction)) {
    Validations.of(fn.role!).acknowledge({ id: ANYWHERE, reason: 'Traces have no ARN' });
  }
  const bucket = stack.resolve(files.bucketArn)['Fn::GetAtt'][0];
  Validations.of(userFiles).acknowledge({
    id: `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/private/<cognito-identity.amazonaws.com:sub>/*]`, reason: 'Each person\'s own folder',
  });
  Validations.of(files).acknowledge({ id: 'AwsSolutions::AwsSolutions-S1', reason: 'Not ours' });
  Validations.of(auth.distribution!).acknowledge({ id: 'AwsSolutions::AwsSolutions-CFR1', reason: 'People may be anywhere' });
  Validations.of(auth.distribution!).acknowledge({ id: 'AwsSolutions::AwsSolutions-CFR3', reason: 'API Gateway and the functions log each request' });
  const assembly = app.synth();
  const count = Object.keys(assembly.getStackByName(stack.stackName).template.Resources).length;
  console.info(`Everything on: ${count} of ${MOST_RESOURCES} resources`);
  expect(count).toBeLessThan(MOST_RESOURCES);
});
