import { App, Stack, Validations } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, Mfa } from 'aws-cdk-lib/aws-cognito';
import { Key } from 'aws-cdk-lib/aws-kms';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CognitoAuthApi, CognitoAuthApiProps, Preset } from '../src';
import { acknowledgeWhatIsInherent } from './support/inherent';

/** CDK's own validation and cdk-nag on; what a prop brings by itself is acknowledged by name. */
function strictApp(makeProps: (stack: Stack) => CognitoAuthApiProps, ...acknowledged: string[]): App {
  delete process.env.CDK_VALIDATION;
  const app = new App({ context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true } });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new Stack(app, 'Stack');
  const auth = new CognitoAuthApi(stack, 'Auth', makeProps(stack));
  acknowledgeWhatIsInherent(stack, auth);
  for (const id of acknowledged) Validations.of(auth.smsRole ?? auth.userPool).acknowledge({ id, reason: 'As its prop says' });
  return app;
}

const WILDCARD = 'AwsSolutions-IAM5[Resource::*]';
const sms = { mfa: { sms: true }, signIn: { phone: true } };

test('text messages bring the one finding that smsRole names', () => {
  expect(() => strictApp(() => sms, WILDCARD).synth()).not.toThrow();
  expect(() => strictApp(() => sms).synth()).toThrow(`Acknowledge with '${WILDCARD}`);
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
