import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { IKey } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket, CorsRule, HttpMethods, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { PENDING_PREFIX } from './contract';
import * as defaults from './defaults';
import { EnabledOperation } from './enabled-operations';
import { Settings } from './settings';

/** Who read or wrote what in the bucket. Log delivery cannot write to a bucket with a key of our own without rights on that key. */
export function makeAccessLogBucket(scope: Construct, settings: Settings): Bucket {
  return new Bucket(scope, 'AccessLogBucket', {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [{ id: 'Expire', expiration: defaults.BUCKET_ACCESS_LOG_RETENTION }],
    removalPolicy: settings.removalPolicy,
  });
}

/**
 * Pending enrolments, QR codes, mail limits, the markers that guard an account, and pictures (contract/objects.ts). Not versioned: what is deleted
 * when an enrolment is done or a person is erased is gone.
 */
export function makeBucket(scope: Construct, key: IKey, logs: Bucket, enabled: readonly EnabledOperation[], settings: Settings): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.KMS,
    encryptionKey: key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    lifecycleRules: [
      { id: 'ExpirePending', prefix: PENDING_PREFIX, expiration: defaults.PENDING_OBJECT_EXPIRY },
      { id: 'AbortUploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
    cors: enabled.some(({ row }) => row.feature === 'PICTURE') ? [pagesOf(settings)] : undefined,
    removalPolicy: settings.removalPolicy,
  });
  deliverAccessLogs(bucket, logs);
  return bucket;
}

/** The app's pages send forms to the bucket, and read pictures. What lets them is the signature of the form or of the address. */
function pagesOf({ cors }: Settings): CorsRule {
  return { allowedOrigins: cors.allowOrigins, allowedMethods: [HttpMethods.GET, HttpMethods.POST], maxAge: cors.maxAge.toSeconds() || undefined };
}

/** By hand: whether the L2 uses a bucket policy, or an ACL that the log bucket's ownership setting refuses, hangs on the user's feature flags. */
function deliverAccessLogs(from: Bucket, to: Bucket): void {
  (from.node.defaultChild as CfnBucket).loggingConfiguration = { destinationBucketName: to.bucketName };
  to.addToResourcePolicy(new PolicyStatement({
    principals: [new ServicePrincipal('logging.s3.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [to.arnForObjects('*')],
    conditions: { ArnLike: { 'aws:SourceArn': from.bucketArn }, StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  }));
}
