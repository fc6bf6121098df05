import { App, Stack, StackProps, Validations } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AccountRecovery, FeaturePlan, Mfa } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CognitoAuthApi, CognitoAuthApiProps, Preset, Registration } from '../src';
import { acknowledgeWhatIsInherent } from './support/inherent';

// What goes with the others is in everything.test.ts; all of it in one file, since CDK takes seconds to start its validation.
beforeAll(() => {
  // Whatever the shell says: here it is on.
  delete process.env.CDK_VALIDATION;
});

const emptyApp = () => new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });

/** An app that throws at synth what cdk-nag and CDK's own validation find, beyond what the default stack has and what is acknowledged. */
function strictApp(makeProps: (stack: Stack) => CognitoAuthApiProps, acknowledged?: string, stackProps?: StackProps): App {
  const app = emptyApp();
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Stack', stackProps);
  const auth = new CognitoAuthApi(stack, 'Auth', makeProps(stack));
  acknowledgeWhatIsInherent(stack, auth);
  if (acknowledged) Validations.of(stack).acknowledge({ id: acknowledged, reason: 'As its prop says' });
  return app;
}

const europe = { env: { region: 'eu-central-1', account: '123456789012' } };
const WILDCARD = 'AwsSolutions-IAM5[Resource::*]';
/** Enough where the finding is the same, whatever operations there are. */
const operations = { include: ['userinfo'] };

test('an API that exists already, under a prefix and with some operations, brings no finding of ours', () => {
  // Theirs is made in a stack of its own, which is not looked at here.
  const app = strictApp((stack) => ({
    httpApi: HttpApi.fromHttpApiAttributes(stack, 'Theirs', { httpApiId: 'abc' }), pathPrefix: '/auth', operations: { include: ['userinfo', 'logout'] },
  }), undefined, europe);
  expect(() => app.synth()).not.toThrow();
});

test('a VPC and traces bring the one finding that their props name', () => {
  const vpc = (stack: Stack) => Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-12345678', availabilityZones: ['eu-central-1a', 'eu-central-1b'], privateSubnetIds: ['subnet-11111111', 'subnet-22222222'],
  });
  const props = (stack: Stack) => ({ functionProps: { vpc: vpc(stack), tracing: Tracing.ACTIVE, memorySize: 512, reservedConcurrentExecutions: 2 } });
  expect(() => strictApp(props, WILDCARD, europe).synth()).not.toThrow();
  expect(() => strictApp((stack) => ({ ...props(stack), operations }), undefined, europe).synth()).toThrow(`Acknowledge with '${WILDCARD}`);
});

test('mails through SES by a zone, templates and custom senders bring no finding, nor does registration by administrators', () => {
  const sender = (stack: Stack) => LambdaFunction.fromFunctionAttributes(stack, 'Sender', {
    functionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:sender', sameEnvironment: true,
  });
  const app = strictApp((stack) => ({
    registration: Registration.ADMINISTRATORS,
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
  }), undefined, europe);
  expect(() => app.synth()).not.toThrow();
});

test('text messages bring the one finding that smsRole names', () => {
  const sms = { mfa: { sms: true }, signIn: { phone: true } };
  expect(() => strictApp(() => sms, WILDCARD).synth()).not.toThrow();
  expect(() => strictApp(() => ({ ...sms, operations })).synth()).toThrow(`Acknowledge with '${WILDCARD}`);
});

test('passkeys as MFA, a key of one\'s own, threat protection and device tracking bring none', () => {
  const app = strictApp((stack) => ({
    featurePlan: FeaturePlan.PLUS,
    threatProtection: {},
    signIn: { passkey: { relyingPartyId: 'example.com' } },
    mfa: { passkey: true },
    encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: true },
    operations: { exclude: ['refresh-token'] },
    selfSignUpEnabled: true,
  }));
  expect(() => app.synth()).not.toThrow();
});

test('optional MFA with one-time codes brings cdk-nag\'s finding about MFA, and that of smsRole', () => {
  const app = strictApp(() => ({
    preset: Preset.DEVELOPMENT,
    mfa: { mode: Mfa.OPTIONAL, sms: true },
    signIn: { phone: true, emailOtp: true, smsOtp: true },
    accountRecovery: AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA,
  }), WILDCARD);
  Validations.of(app).acknowledge({ id: 'AwsSolutions::AwsSolutions-COG2', reason: 'A choice' });
  expect(() => app.synth()).not.toThrow();
});

test('CDK\'s validation finds nothing in the edge\'s resources', () => {
  const app = emptyApp();
  const stack = new Stack(app, 'Stack', { env: { region: 'us-east-1' } });
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:123456789012:certificate/x');
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
  const truststoreBucket = Bucket.fromBucketName(stack, 'Truststore', 'truststore');
  new CognitoAuthApi(stack, 'Direct', {
    customDomain: {
      domainName: 'direct.example.com', certificate, hostedZone,
      mutualTls: { truststoreBucket, truststoreKey: 'ca.pem', truststoreVersion: '1', ownershipCertificate: certificate },
    },
    webAclArn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/people/01234567-89ab-cdef-0123-456789abcdef',
    apiKey: {},
  });
  new CognitoAuthApi(stack, 'Fronted', { cloudFront: { domainName: 'auth.example.com', certificate, hostedZone }, apiKey: {} });
  expect(() => app.synth()).not.toThrow();
});
