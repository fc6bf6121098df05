import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccountRecovery, CustomThreatProtectionMode, FeaturePlan, Mfa, StandardThreatProtectionMode } from 'aws-cdk-lib/aws-cognito';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CognitoAuthApi, CognitoAuthApiProps, OperationFeature, Preset } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { defaultStack, only, resource, synth } from './support/template';

const POOL = 'AWS::Cognito::UserPool';
/** The one operation that needs no bucket. */
const small = { operations: { include: ['userinfo'] } };
const poolOf = (props: CognitoAuthApiProps) => only(synth({ ...small, ...props }).template, POOL);

test('selfSignUpEnabled lets people sign up at Cognito, through clients that are not ours', () => {
  const { template } = synth({ ...small, selfSignUpEnabled: true });
  expect(only(template, POOL).AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: false });
  expect(only(template, 'AWS::Cognito::UserPoolClient').GenerateSecret).toBe(true);
});

test('where people sign themselves up, an address is changed once the new one is proven', () => {
  const heldBy = (props: CognitoAuthApiProps) => poolOf(props).UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate;
  expect(heldBy({ selfSignUpEnabled: true })).toEqual(['email']);
  expect(heldBy({ selfSignUpEnabled: true, signIn: { phone: true } })).toEqual(['email', 'phone_number']);
  expect(heldBy({ selfSignUpEnabled: true, signIn: { email: false, username: true } })).toBeUndefined();
  expect(heldBy({})).toBeUndefined();
});

describe('where people change their own address and number', () => {
  const profile = { operations: { features: [OperationFeature.PROFILE] } };
  const pool = only(synth(profile).template, POOL);

  test('the pool keeps the old ones until the new ones are proven, which takes codes by mail and by text', () => {
    expect(pool.UserAttributeUpdateSettings).toEqual({ AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] });
    expect(pool.AutoVerifiedAttributes).toEqual(['email', 'phone_number']);
    expect(pool.SmsConfiguration).toMatchObject({ SnsCallerArn: { 'Fn::GetAtt': [expect.stringMatching(/^AuthSmsRole/), 'Arn'] } });
    for (const words of [pool.SmsVerificationMessage, pool.EmailVerificationMessage]) expect(words).toBe('Your verification code is {####}.');
  });

  test('texts are no second factor for that, and the names that people sign in with stay what they were', () => {
    expect(pool.EnabledMfas).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect(pool.UsernameAttributes).toEqual(['email']);
    expect(pool.AccountRecoverySetting).toEqual({ RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] });
  });

  test('no client writes more than before: the bearer of any token could, without a fresh sign-in', () => {
    expect(only(synth(profile).template, 'AWS::Cognito::UserPoolClient').WriteAttributes).toEqual(['family_name', 'given_name', 'locale', 'name']);
  });

  test('nothing of it is there where nobody does', () => {
    for (const name of ['UserAttributeUpdateSettings', 'SmsConfiguration']) expect(poolOf({})).not.toHaveProperty(name);
    expect(poolOf({}).AutoVerifiedAttributes).toEqual(['email']);
  });
});

test('accountRecovery reaches the pool', () => {
  expect(poolOf({ accountRecovery: AccountRecovery.NONE }).AccountRecoverySetting).toEqual({ RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] });
  expect(synth({ accountRecovery: AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA }).template.findResources(POOL)).toMatchObject({
    AuthUserPool8115E87F: {
      Properties: { AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }, { Name: 'verified_phone_number', Priority: 2 }] } },
    },
  });
});

test('deviceTracking reaches the pool', () => {
  expect(poolOf({ deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: false } }).DeviceConfiguration)
    .toEqual({ ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false });
});

describe('threatProtection', () => {
  const featurePlan = FeaturePlan.PLUS;

  test('acts on risks unless it is told to report them only', () => {
    expect(poolOf({ featurePlan, threatProtection: {} }).UserPoolAddOns).toEqual({ AdvancedSecurityMode: 'ENFORCED' });
    expect(poolOf({ featurePlan, threatProtection: { standard: StandardThreatProtectionMode.AUDIT_ONLY } }).UserPoolAddOns)
      .toEqual({ AdvancedSecurityMode: 'AUDIT' });
  });

  test('guards challenges of one\'s own where asked to', () => {
    expect(poolOf({ featurePlan, threatProtection: { custom: CustomThreatProtectionMode.AUDIT_ONLY } }).UserPoolAddOns)
      .toEqual({ AdvancedSecurityMode: 'ENFORCED', AdvancedSecurityAdditionalFlows: { CustomAuthMode: 'AUDIT' } });
  });

  test('judges by the address that the API names, also in unsigned calls', () => {
    expect(only(synth({ ...small, featurePlan, threatProtection: {} }).template, 'AWS::Cognito::UserPoolClient').EnablePropagateAdditionalUserContextData)
      .toBe(true);
  });
});

describe('the role for text messages', () => {
  const asked: CognitoAuthApiProps[] = [
    { ...small, mfa: { sms: true } },
    { ...small, signIn: { phone: true } },
    { ...small, mfa: { mode: Mfa.OPTIONAL }, signIn: { phone: true, smsOtp: true } },
    { ...small, accountRecovery: AccountRecovery.PHONE_ONLY_WITHOUT_MFA },
  ];

  test.each(asked)('is there with %j, in the construct\'s own scope', (props) => {
    const { template, auth, stack } = synth(props);
    expect(auth.smsRole!.node.path).toBe('Stack/Auth/SmsRole');
    expect(only(template, POOL).SmsConfiguration).toEqual({ SnsCallerArn: stack.resolve(auth.smsRole!.roleArn), ExternalId: 'StackAuth0CADE007' });
  });

  test('is assumed by Cognito alone, with the external ID of this construct', () => {
    const { AssumeRolePolicyDocument } = resource(synth(asked[0]).template, 'AuthSmsRole').Properties;
    expect(AssumeRolePolicyDocument.Statement).toEqual([{
      Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: 'sts:AssumeRole',
      Condition: { StringEquals: { 'sts:ExternalId': 'StackAuth0CADE007' } },
    }]);
  });

  test('may publish text messages, which have no ARN, and do nothing else', () => {
    const { Policies, ManagedPolicyArns } = resource(synth(asked[0]).template, 'AuthSmsRole').Properties;
    expect(Policies.map(({ PolicyDocument }: any) => PolicyDocument.Statement)).toEqual([[{ Effect: 'Allow', Action: 'sns:Publish', Resource: '*' }]]);
    expect(ManagedPolicyArns).toBeUndefined();
  });

  test('of another API has another external ID', () => {
    const stack = new Stack();
    const [one, two] = ['One', 'Two'].map((id) => new CognitoAuthApi(stack, id, asked[0]));
    const trust = (auth: CognitoAuthApi) => stack.resolve(auth.smsRole!.assumeRolePolicy).Statement[0].Condition.StringEquals['sts:ExternalId'];
    expect(trust(one)).not.toBe(trust(two));
  });

  test('is not there where nothing is texted', () => {
    expect(defaultStack().auth.smsRole).toBeUndefined();
    expect(synth({ accountRecovery: AccountRecovery.NONE, ...small }).auth.smsRole).toBeUndefined();
  });
});

describe('preset', () => {
  const policies = (props: CognitoAuthApiProps) => {
    const { template } = synth({ ...small, ...props });
    const resources = Object.values<any>(template.toJSON().Resources);
    return {
      pool: only(template, POOL).DeletionProtection,
      deletion: new Set(resources.map(({ DeletionPolicy }) => DeletionPolicy).filter(Boolean)),
      logs: new Set(resources.filter(({ Type }) => Type === 'AWS::Logs::LogGroup').map(({ Properties }) => Properties.RetentionInDays)),
    };
  };

  test('DEVELOPMENT lets the stack go, and keeps logs a week', () => {
    expect(policies({ preset: Preset.DEVELOPMENT })).toEqual({ pool: 'INACTIVE', deletion: new Set(['Delete']), logs: new Set([7]) });
  });

  test('PRODUCTION is the defaults', () => {
    expect(policies({ preset: Preset.PRODUCTION })).toEqual(policies({}));
    expect(policies({})).toEqual({ pool: 'ACTIVE', deletion: new Set(['Retain']), logs: new Set([365]) });
  });

  test('yields to what is given itself', () => {
    const given = { deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN, logRetention: RetentionDays.ONE_MONTH };
    expect(policies({ preset: Preset.DEVELOPMENT, ...given })).toEqual({ pool: 'ACTIVE', deletion: new Set(['Retain']), logs: new Set([30]) });
  });
});

const plans = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html';
const recovery = (operations: string, given: string) => `accountRecovery must be one that includes email where the API has ${operations}, but is "AccountRecovery.${given}". These `
  + 'operations mail a code to people whose address is verified, and nobody\'s number is: choose AccountRecovery.EMAIL_ONLY, or exclude them. '
  + 'See https://docs.aws.amazon.com/cognito/latest/developerguide/managing-users-passwords.html';
const costs = 'Cognito has threat protection in FeaturePlan.PLUS only, which costs more per active user.';

test.each<[CognitoAuthApiProps, string[]]>([
  [{ accountRecovery: AccountRecovery.NONE }, [recovery('"forgot-password", "reset-password", "resend-mfa"', 'NONE')]],
  [{ accountRecovery: AccountRecovery.PHONE_ONLY_WITHOUT_MFA, operations: { exclude: ['resend-mfa', 'reset-mfa', 'reset-password'] } },
    [recovery('"forgot-password"', 'PHONE_ONLY_WITHOUT_MFA')]],
  [{ deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: true } },
    ['deviceTracking must be left out where the API has the operation "refresh-token", but is {"challengeRequiredOnNewDevice":true,"deviceOnlyRememberedOnUserPrompt":true}. In a '
      + 'pool that remembers devices Cognito wants the key of the device with each refresh, which clients of the operation do not have, so that people were signed out with '
      + 'their first access token: exclude "refresh-token", or leave deviceTracking out. '
      + 'See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html']],
  [{ threatProtection: {} }, [`threatProtection must be left out where featurePlan is "ESSENTIALS", but is {"standard":"ENFORCED"}. ${costs} ${plans}`]],
  [{
    threatProtection: { standard: StandardThreatProtectionMode.NO_ENFORCEMENT, custom: CustomThreatProtectionMode.AUDIT_ONLY },
    featurePlan: FeaturePlan.LITE,
  },
  [`threatProtection must be left out where featurePlan is "LITE", but is {"standard":"OFF","custom":"AUDIT"}. ${costs} ${plans}`]],
])('refuses %j', (props, messages) => {
  expect(problemsOf(props)).toEqual(messages);
});

test.each<CognitoAuthApiProps>([
  { threatProtection: { standard: StandardThreatProtectionMode.NO_ENFORCEMENT } },
  { accountRecovery: AccountRecovery.NONE, operations: { include: ['userinfo'] } },
  { accountRecovery: AccountRecovery.PHONE_WITHOUT_MFA_AND_EMAIL },
])('accepts %j', (props) => {
  expect(problemsOf(props)).toEqual([]);
});
