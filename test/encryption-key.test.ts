import { Annotations, App, Stack } from 'aws-cdk-lib';
import { Annotations as Found, Match, Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { only, resource } from './support/template';

const SERVICE_ACTIONS = [
  'kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo',
];

function encrypted(props: CognitoAuthApiProps = {}) {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'us-east-1', account: '123456789012' } });
  const key = new Key(stack, 'Key', { enableKeyRotation: true });
  const auth = new CognitoAuthApi(stack, 'Auth', { encryptionKey: key, apiKey: {}, cloudFront: {}, groups: { editors: {} }, ...props });
  // That of Cognito's own sender is about mails.
  Annotations.of(stack).acknowledgeWarning('cognito-auth-api:cognitoSender');
  return { stack, key, auth, template: Template.fromStack(stack), arn: stack.resolve(key.keyArn) };
}

describe('a key of the same app', () => {
  const { auth, key, template, arn } = encrypted();
  const all = (type: string) => Object.values<any>(template.findResources(type)).map(({ Properties }) => Properties);

  test('is the only one', () => {
    template.resourceCountIs('AWS::KMS::Key', 1);
    expect(auth.encryptionKey).toBe(key);
  });

  test('encrypts the pool', () => {
    expect(only(template, 'AWS::Cognito::UserPool').KeyConfiguration).toEqual({ KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: arn });
  });

  test('encrypts the bucket, while S3\'s access logs keep S3\'s key', () => {
    const algorithm = (bucket: any) => bucket.BucketEncryption.ServerSideEncryptionConfiguration[0].ServerSideEncryptionByDefault;
    expect(algorithm(resource(template, 'AuthBucket').Properties)).toEqual({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn });
    expect(algorithm(resource(template, 'AuthAccessLogBucket').Properties)).toEqual({ SSEAlgorithm: 'AES256' });
  });

  test('encrypts every secret and every log group', () => {
    expect(all('AWS::SecretsManager::Secret').map(({ KmsKeyId }) => KmsKeyId)).toEqual([arn, arn, arn]);
    const groups = all('AWS::Logs::LogGroup');
    expect(groups.length).toBe(Object.keys(auth.functions).length + 4);
    expect(groups.filter(({ KmsKeyId }) => JSON.stringify(KmsKeyId) !== JSON.stringify(arn))).toEqual([]);
  });

  test('lets CloudWatch Logs use it for log groups of this account and region, and Cognito for pools of this account', () => {
    const { Statement } = only(template, 'AWS::KMS::Key').KeyPolicy;
    expect(Statement).toContainEqual({
      Effect: 'Allow', Principal: { Service: { 'Fn::Join': ['', ['logs.us-east-1.', { Ref: 'AWS::URLSuffix' }]] } }, Action: SERVICE_ACTIONS, Resource: '*',
      Condition: {
        ArnLike: {
          'kms:EncryptionContext:aws:logs:arn': {
            'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:us-east-1:', { Ref: 'AWS::AccountId' }, ':log-group:*']],
          },
        },
      },
    });
    expect(Statement).toContainEqual({
      Effect: 'Allow', Principal: { Service: 'cognito-idp.amazonaws.com' }, Action: SERVICE_ACTIONS, Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  test('may be used by each function for what it reads and writes, once', () => {
    const kms = (operation: string) => resource(template, `Auth${operation}Role`).Properties.Policies[0].PolicyDocument.Statement
      .filter(({ Action }: any) => JSON.stringify(Action).includes('kms:'));
    expect(kms('login')).toEqual([{ Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: arn }]);
    expect(kms('logout')).toEqual([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: arn }]);
    expect(kms('apikey')).toEqual([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: arn }]);
  });

  test('brings no warning', () => {
    expect(Found.fromStack(auth.userPool.stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

test('functions that read no secret get no right on the key', () => {
  const { template } = encrypted({ cloudFront: undefined, apiKey: undefined, operations: { include: ['logout'] } });
  expect(JSON.stringify(resource(template, 'AuthlogoutRole'))).not.toContain('kms:');
  template.resourceCountIs('AWS::S3::Bucket', 0);
});

test('a log group of a route of one\'s own has the key, too', () => {
  const stack = new Stack(new App(), 'Stack');
  const key = new Key(stack, 'Key');
  const auth = new CognitoAuthApi(stack, 'Auth', { encryptionKey: key, operations: { include: ['userinfo'] } });
  const route = auth.addRoute('Orders', { path: '/orders', entry: require.resolve('../examples/protected-routes/orders.ts') });
  const groups = Object.values<any>(Template.fromStack(stack).findResources('AWS::Logs::LogGroup'));
  expect(route.handler).toBeDefined();
  expect(groups.map(({ Properties }) => Properties.KmsKeyId)).toEqual(groups.map(() => stack.resolve(key.keyArn)));
});

test('a key of another stack gets its statements there, and no cycle', () => {
  const app = new App();
  const keys = new Stack(app, 'Keys');
  const stack = new Stack(app, 'Stack');
  new CognitoAuthApi(stack, 'Auth', { encryptionKey: new Key(keys, 'Key') });
  const { Statement } = only(Template.fromStack(keys), 'AWS::KMS::Key').KeyPolicy;
  expect(JSON.stringify(Statement)).toContain('cognito-idp.amazonaws.com');
  expect(JSON.stringify(Statement)).not.toContain('ImportValue');
  expect(only(Template.fromStack(stack), 'AWS::Cognito::UserPool').KeyConfiguration.KmsKeyArn).toHaveProperty('Fn::ImportValue');
});

describe('an imported key', () => {
  const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1', account: '123456789012' } });
  const arn = 'arn:aws:kms:eu-central-1:123456789012:key/11111111-2222-3333-4444-555555555555';
  new CognitoAuthApi(stack, 'Auth', { encryptionKey: Key.fromKeyArn(stack, 'Key', arn) });
  const template = Template.fromStack(stack);

  test('encrypts the same, and none is made', () => {
    template.resourceCountIs('AWS::KMS::Key', 0);
    expect(only(template, 'AWS::Cognito::UserPool').KeyConfiguration).toEqual({ KeyType: 'CUSTOMER_MANAGED_KEY', KmsKeyArn: arn });
  });

  test('brings a warning that names what its policy must allow', () => {
    Found.fromStack(stack).hasWarning('/Stack/Auth', Match.stringLikeRegexp(
      'encryptionKey is imported, .* must let logs\\.eu-central-1\\.amazonaws\\.com and cognito-idp\\.amazonaws\\.com use the key \\(kms:Decrypt, .*\\)'));
  });
});

test('refuses a key of another region or account', () => {
  const refused = (region: string, account: string) => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-central-1', account: '123456789012' } });
    const key = Key.fromKeyArn(stack, 'Key', `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`);
    try {
      new CognitoAuthApi(stack, 'Auth', { encryptionKey: key });
    } catch (error) {
      return (error as Error).message.split('\n').slice(1);
    }
    return [];
  };
  const why = 'Buckets, secrets, log groups and the pool take keys of their own account and region only. '
    + 'See https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html';
  expect(refused('us-east-1', '210987654321')).toEqual([
    `  - encryptionKey must be of the stack's own account, 123456789012, but is "210987654321". ${why}`,
    `  - encryptionKey must be of the stack's own region, eu-central-1, but is "us-east-1". ${why}`,
  ]);
  expect(refused('eu-central-1', '123456789012')).toEqual([]);
  // Whatever the stack will be deployed to.
  expect(problemsOf((stack) => ({ encryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/1') }))).toEqual([]);
});
