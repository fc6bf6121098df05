import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { CognitoAuthApiProps, OperationFeature } from '../src';
import { PENDING_PREFIX } from '../src/contract';
import { defaultStack, only, resource, synth } from './support/template';

const { template, auth, stack } = defaultStack();
const bucket = resource(template, 'AuthBucket').Properties;
const logs = resource(template, 'AuthAccessLogBucket').Properties;

describe('the bucket', () => {
  test('is encrypted with a key of its own, which rotates', () => {
    expect(bucket.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([{
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: stack.resolve(auth.encryptionKey!.keyArn) },
    }]);
    expect(only(template, 'AWS::KMS::Key').EnableKeyRotation).toBe(true);
  });

  test('forgets what is pending within a day, but no markers that guard an account', () => {
    expect(bucket.LifecycleConfiguration.Rules).toEqual([
      { Id: 'ExpirePending', Prefix: PENDING_PREFIX, ExpirationInDays: 1, Status: 'Enabled' },
      { Id: 'AbortUploads', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
    ]);
  });

  test('keeps no versions: what is erased is gone', () => {
    expect(bucket.VersioningConfiguration).toBeUndefined();
  });

  test('logs who reads and writes', () => {
    expect(bucket.LoggingConfiguration).toEqual({ DestinationBucketName: stack.resolve(auth.accessLogBucket!.bucketName) });
  });
});

test('only with pictures may pages reach the bucket: those of cors.allowOrigins, with forms and for pictures', () => {
  const corsOf = (props: CognitoAuthApiProps) => resource(synth(props).template, 'AuthBucket').Properties.CorsConfiguration;
  expect(bucket.CorsConfiguration).toBeUndefined();
  expect(corsOf({ operations: { features: [OperationFeature.EXPORT] } })).toBeUndefined();
  const operations = { features: [OperationFeature.PICTURE] };
  expect(corsOf({ operations })).toEqual({ CorsRules: [{ AllowedMethods: ['GET', 'POST'], AllowedOrigins: ['*'], MaxAge: 3600 }] });
  const cors = { allowOrigins: ['https://app.example.com'], maxAge: Duration.seconds(0) };
  expect(corsOf({ operations, cors })).toEqual({ CorsRules: [{ AllowedMethods: ['GET', 'POST'], AllowedOrigins: cors.allowOrigins }] });
});

describe('the bucket of access logs', () => {
  test('is encrypted by S3, as log delivery wants, and keeps 90 days', () => {
    expect(logs.BucketEncryption.ServerSideEncryptionConfiguration).toEqual([{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }]);
    expect(logs.LifecycleConfiguration.Rules).toEqual([{ Id: 'Expire', ExpirationInDays: 90, Status: 'Enabled' }]);
  });

  test('takes logs from the service on behalf of that bucket only, and by policy: an ACL would be refused', () => {
    expect(logs.AccessControl).toBeUndefined();
    expect(resource(template, 'AuthAccessLogBucketPolicy').Properties.PolicyDocument.Statement).toContainEqual({
      Effect: 'Allow',
      Principal: { Service: 'logging.s3.amazonaws.com' },
      Action: 's3:PutObject',
      Resource: stack.resolve(auth.accessLogBucket!.arnForObjects('*')),
      Condition: { ArnLike: { 'aws:SourceArn': stack.resolve(auth.bucket!.bucketArn) }, StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });
});

describe.each(['AuthBucket', 'AuthAccessLogBucket'])('%s', (id) => {
  const properties = resource(template, id).Properties;

  test('is private', () => {
    expect(properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
    });
    expect(properties.OwnershipControls).toEqual({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] });
  });

  test('refuses requests without TLS', () => {
    expect(resource(template, `${id}Policy`).Properties.PolicyDocument.Statement).toContainEqual(expect.objectContaining({
      Effect: 'Deny', Action: 's3:*', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }));
  });

  test('is kept when it leaves the stack', () => {
    expect(resource(template, id)).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });
});

test('removalPolicy: DESTROY reaches buckets, key and every log group, and brings no function that empties buckets', () => {
  const destroyed = synth({ removalPolicy: RemovalPolicy.DESTROY }).template;
  for (const type of ['AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Logs::LogGroup']) destroyed.allResources(type, { DeletionPolicy: 'Delete' });
  expect(Object.keys(destroyed.toJSON().Resources)).toEqual(Object.keys(template.toJSON().Resources));
});
