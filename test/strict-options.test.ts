import { App, Stack, Validations } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Function as LambdaFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { Operation, operations } from '../src/contract';

const rows = Object.values<Operation>(operations);

/** An app that throws at synth what cdk-nag and CDK's own validation find, beyond what the default stack has and what is acknowledged. */
function strictApp(makeProps: (stack: Stack) => CognitoAuthApiProps, acknowledged?: string): App {
  delete process.env.CDK_VALIDATION;
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Stack', { env: { region: 'eu-central-1', account: '123456789012' } });
  const auth = new CognitoAuthApi(stack, 'Auth', makeProps(stack));
  Validations.of(auth.userPool).acknowledge({ id: 'AwsSolutions::AwsSolutions-COG8', reason: 'The plan is a choice' });
  if (auth.clientSecret) Validations.of(auth.clientSecret).acknowledge({ id: 'AwsSolutions::AwsSolutions-SMG4', reason: 'Cognito makes the value' });
  const bucket = auth.bucket && stack.resolve(auth.bucket.bucketArn)['Fn::GetAtt'][0];
  for (const { operation, access } of rows.filter((row) => auth.routes[row.operation])) {
    if (access === 'ANYONE') Validations.of(auth.routes[operation]).acknowledge({ id: 'AwsSolutions::AwsSolutions-APIG4', reason: 'Nobody has a token yet' });
    Validations.of(auth.functions[operation].role!).acknowledge({ id: `AwsSolutions-IAM5[Resource::<${bucket}.Arn>/people/*]`, reason: 'One prefix per person' });
  }
  if (acknowledged) Validations.of(stack).acknowledge({ id: acknowledged, reason: 'As its prop says' });
  return app;
}

test('an API that exists already, under a prefix and with some operations, brings no finding of ours', () => {
  // Theirs is made in a stack of its own, which is not looked at here.
  const app = strictApp((stack) => ({
    httpApi: HttpApi.fromHttpApiAttributes(stack, 'Theirs', { httpApiId: 'abc' }), pathPrefix: '/auth', operations: { include: ['userinfo', 'logout'] },
  }));
  expect(() => app.synth()).not.toThrow();
});

test('a VPC and traces bring the one finding that their props name', () => {
  const vpc = (stack: Stack) => Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-12345678', availabilityZones: ['eu-central-1a', 'eu-central-1b'], privateSubnetIds: ['subnet-11111111', 'subnet-22222222'],
  });
  const props = (stack: Stack) => ({ functionProps: { vpc: vpc(stack), tracing: Tracing.ACTIVE, memorySize: 512, reservedConcurrentExecutions: 2 } });
  expect(() => strictApp(props, 'AwsSolutions-IAM5[Resource::*]').synth()).not.toThrow();
  expect(() => strictApp(props).synth()).toThrow("Acknowledge with 'AwsSolutions-IAM5[Resource::*]");
});

test('mails through SES by a zone, templates and custom senders bring no finding', () => {
  const sender = (stack: Stack) => LambdaFunction.fromFunctionAttributes(stack, 'Sender', {
    functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:sender', sameEnvironment: true,
  });
  const app = strictApp((stack) => ({
    messages: {
      appName: 'Harbour',
      from: 'no-reply@mail.example.com',
      fromName: 'Harbour',
      replyTo: 'help@example.com',
      hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' }),
      configurationSet: ConfigurationSet.fromConfigurationSetName(stack, 'Set', 'mails'),
      templates: { de: { mfaCode: { subject: 'Code', body: '{code}', sms: '{code}' } } },
      customEmailSender: sender(stack),
    },
  }));
  expect(() => app.synth()).not.toThrow();
});
