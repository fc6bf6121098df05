import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { defaultStack, only, resource, synth } from './support/template';

const POOL = 'AWS::Cognito::UserPool';

describe('the default user pool', () => {
  const { template } = defaultStack();
  const pool = only(template, POOL);

  test('lets people sign in with their email address in any case', () => {
    expect(pool.UsernameAttributes).toEqual(['email']);
    expect(pool.UsernameConfiguration).toEqual({ CaseSensitive: false });
  });

  test('lets nobody sign up by calling Cognito directly', () => {
    expect(pool.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true });
  });

  test('requires a second factor, and takes no other than TOTP', () => {
    expect(pool.MfaConfiguration).toBe('ON');
    expect(pool.EnabledMfas).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect(pool.SmsConfiguration).toBeUndefined();
  });

  test('wants 14 characters of all four classes, and keeps a temporary password 1 day', () => {
    expect(pool.Policies).toEqual({
      PasswordPolicy: {
        MinimumLength: 14,
        RequireLowercase: true,
        RequireUppercase: true,
        RequireNumbers: true,
        RequireSymbols: true,
        TemporaryPasswordValidityDays: 1,
      },
    });
  });

  test('recovers accounts by email only', () => {
    expect(pool.AccountRecoverySetting).toEqual({ RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] });
  });

  test('is on the Essentials plan, without threat protection', () => {
    expect(pool.UserPoolTier).toBe('ESSENTIALS');
    expect(pool.UserPoolAddOns).toBeUndefined();
  });

  test('emits no schema, since later updates of a pool with standard attributes in it fail', () => {
    expect(pool.Schema).toBeUndefined();
  });

  test('is kept when it leaves the stack, and protected from deletion', () => {
    template.hasResource(POOL, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', Properties: { DeletionProtection: 'ACTIVE' } });
  });
});

describe('the custom message trigger', () => {
  const { template, auth, stack } = defaultStack();
  const customMessage = resource(template, 'AuthcustommessageFunction');

  test('is called by the pool, and by this pool only', () => {
    const arn = stack.resolve(auth.customMessageFunction!.functionArn);
    expect(only(template, POOL).LambdaConfig).toEqual({ CustomMessage: arn });
    template.hasResourceProperties('AWS::Lambda::Permission', {
      FunctionName: arn, Principal: 'cognito-idp.amazonaws.com', SourceArn: stack.resolve(auth.userPool.userPoolArn),
    });
  });

  test('knows the name of the app and nothing else, the pool\'s id least of all', () => {
    expect(customMessage.Properties.Environment).toEqual({ Variables: { APP_NAME: 'our app' } });
  });

  test('ends when Cognito stops waiting', () => {
    expect(customMessage.Properties.Timeout).toBe(5);
  });

  test('may write its log and nothing else', () => {
    const role = resource(template, 'AuthcustommessageRole').Properties;
    expect(role.Policies[0].PolicyDocument.Statement).toEqual([
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: stack.resolve(auth.customMessageFunction!.logGroup.logGroupArn) },
    ]);
  });
});

describe('the props of the pool', () => {
  test('passwordPolicy reaches the pool, and unset members keep their defaults', () => {
    const { template } = synth({
      passwordPolicy: {
        minLength: 20, requireSymbols: false, requireDigits: undefined, tempPasswordValidity: Duration.days(3), passwordHistorySize: 5,
      },
    });
    expect(only(template, POOL).Policies.PasswordPolicy).toEqual({
      MinimumLength: 20,
      RequireLowercase: true,
      RequireUppercase: true,
      RequireNumbers: true,
      RequireSymbols: false,
      TemporaryPasswordValidityDays: 3,
      PasswordHistorySize: 5,
    });
  });

  test('deletionProtection: false lets the pool be deleted', () => {
    expect(only(synth({ deletionProtection: false }).template, POOL).DeletionProtection).toBe('INACTIVE');
  });

  test('removalPolicy: DESTROY alone leaves the deletion protection on', () => {
    const { template } = synth({ removalPolicy: RemovalPolicy.DESTROY });
    template.hasResource(POOL, { DeletionPolicy: 'Delete', Properties: { DeletionProtection: 'ACTIVE' } });
  });

  test('messages.appName reaches the mails', () => {
    const { template } = synth({ messages: { appName: 'Acme' } });
    template.hasResourceProperties('AWS::Lambda::Function', {
      Timeout: 5, Environment: { Variables: Match.exact({ APP_NAME: 'Acme' }) },
    });
  });
});
