import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function as LambdaFunction, IFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { defaultStack, only, resource } from './support/template';

const POOL = 'AWS::Cognito::UserPool';

const sender = (stack: Stack, id: string) => new LambdaFunction(stack, id, {
  runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};'),
});

const made = (makeProps: (stack: Stack) => CognitoAuthApiProps, use?: (auth: CognitoAuthApi, stack: Stack) => void) => {
  const stack = new Stack(new App(), 'Stack');
  const auth = new CognitoAuthApi(stack, 'Auth', makeProps(stack));
  use?.(auth, stack);
  const template = Template.fromStack(stack);
  return { auth, stack, template, pool: only(template, POOL), arnOf: (fn: IFunction) => stack.resolve(fn.functionArn) };
};

/** What the role of a function of the stack may do, besides what Lambda's own policy lets it. */
const statementsOf = (template: Template, id: string) => Object.values(template.findResources('AWS::IAM::Policy'))
  .filter(({ Properties }) => Properties.Roles.some(({ Ref }: any) => new RegExp(`^${id}ServiceRole`).test(Ref)))
  .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

const both = (stack: Stack): CognitoAuthApiProps => ({ messages: { customEmailSender: sender(stack, 'Mailer'), customSmsSender: sender(stack, 'Texter') } });

test('the pool calls both senders, in place of its own, and encrypts what it tells them', () => {
  const { pool, stack, auth, arnOf } = made(both);
  const [mailer, texter] = ['Mailer', 'Texter'].map((id) => arnOf(stack.node.findChild(id) as LambdaFunction));
  expect(pool.LambdaConfig).toEqual({
    CustomMessage: arnOf(auth.customMessageFunction!),
    CustomEmailSender: { LambdaArn: mailer, LambdaVersion: 'V1_0' },
    CustomSMSSender: { LambdaArn: texter, LambdaVersion: 'V1_0' },
    KMSKeyID: stack.resolve(auth.customSenderKmsKey!.keyArn),
  });
});

test.each(['Mailer', 'Texter'])('%s may be called by this pool and no other, and may decrypt by the key and nothing else', (id) => {
  const { template, stack, auth, arnOf } = made(both);
  template.hasResourceProperties('AWS::Lambda::Permission', {
    FunctionName: arnOf(stack.node.findChild(id) as LambdaFunction), Action: 'lambda:InvokeFunction', Principal: 'cognito-idp.amazonaws.com',
    SourceArn: stack.resolve(auth.userPool.userPoolArn),
  });
  expect(statementsOf(template, id)).toEqual([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: stack.resolve(auth.customSenderKmsKey!.keyArn) }]);
});

test('the key is one of its own, rotates, and lets Cognito do no more than encrypt for this account', () => {
  const { template } = made(both);
  const { Properties, DeletionPolicy } = resource(template, 'AuthCustomSenderKey');
  expect(DeletionPolicy).toBe('Retain');
  expect(Properties.EnableKeyRotation).toBe(true);
  const [account, cognito, ...others] = Properties.KeyPolicy.Statement;
  expect(others).toEqual([]);
  // What lets IAM policies decide, as KMS itself has it by default: those of the senders, and of whoever deploys, in whose name Cognito makes its grant.
  expect(account).toMatchObject({ Action: 'kms:*', Effect: 'Allow' });
  expect(cognito).toEqual({
    Effect: 'Allow', Action: ['kms:Encrypt', 'kms:GenerateDataKey'], Resource: '*', Principal: { Service: 'cognito-idp.amazonaws.com' },
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  });
});

test('the key goes with removalPolicy', () => {
  const { template } = made((stack) => ({ ...both(stack), removalPolicy: RemovalPolicy.DESTROY }));
  expect(resource(template, 'AuthCustomSenderKey').DeletionPolicy).toBe('Delete');
});

test('one sender is enough, and one function may be both', () => {
  expect(made((stack) => ({ messages: { customSmsSender: sender(stack, 'Texter') } })).pool.LambdaConfig).toEqual({
    CustomMessage: expect.anything(), CustomSMSSender: expect.anything(), KMSKeyID: expect.anything(),
  });
  const { template } = made((stack) => {
    const one = sender(stack, 'Both');
    return { messages: { customEmailSender: one, customSmsSender: one } };
  });
  expect(statementsOf(template, 'Both')).toHaveLength(1);
});

test('a key that was given is taken as it is', () => {
  const arn = 'arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000000';
  const { pool, template, auth } = made((stack) => ({ messages: { customEmailSender: sender(stack, 'Mailer'), customSenderKmsKey: Key.fromKeyArn(stack, 'Given', arn) } }));
  expect(pool.LambdaConfig.KMSKeyID).toBe(arn);
  expect(auth.customSenderKmsKey!.keyArn).toBe(arn);
  expect(statementsOf(template, 'Mailer')).toEqual([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: arn }]);
  template.resourceCountIs('AWS::KMS::Key', 1);
});

test('a sender may be told its key without a cycle', () => {
  expect(() => made(both, (auth, stack) => {
    (stack.node.findChild('Mailer') as LambdaFunction).addEnvironment('KEY_ARN', auth.customSenderKmsKey!.keyArn);
  })).not.toThrow();
});

test('a function that was imported is called, and its role is left to its owner', () => {
  const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:mailer';
  const { pool } = made((stack) => ({ messages: { customEmailSender: LambdaFunction.fromFunctionArn(stack, 'Mailer', arn) } }));
  expect(pool.LambdaConfig.CustomEmailSender).toEqual({ LambdaArn: arn, LambdaVersion: 'V1_0' });
});

test('without a sender there is no key', () => {
  const { template, auth } = defaultStack();
  expect(auth.customSenderKmsKey).toBeUndefined();
  expect(only(template, POOL).LambdaConfig.KMSKeyID).toBeUndefined();
});
