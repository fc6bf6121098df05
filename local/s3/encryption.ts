/** Server-side encryption: nothing is encrypted here, but who may use the key is checked, and the headers say what S3's would. */
import type { Host } from '../service';
import type { Access } from './access';
import { invalidArgument, notImplemented } from './error';
import type { Known } from './properties';

export interface Encryption {
  readonly algorithm: 'AES256' | 'aws:kms';
  /** With aws:kms. */
  readonly keyArn?: string;
  /** The account's own aws/s3 key needs no grant: its key policy admits whoever may use S3. */
  readonly awsManaged?: boolean;
  readonly bucketKey?: boolean;
}

const PREFIX = 'x-amz-server-side-encryption';
export const ENCRYPTION_HEADERS = [PREFIX, `${PREFIX}-aws-kms-key-id`, `${PREFIX}-bucket-key-enabled`];

/** The bucket's default. S3 encrypts with AES256 where none is given. */
export function parseEncryption(property: Known | undefined, host: Host): Encryption {
  const rules = property?.list('ServerSideEncryptionConfiguration') ?? [];
  property?.end();
  if (rules.length > 1) throw property!.problem('ServerSideEncryptionConfiguration', 'takes one rule');
  const [rule] = rules;
  const byDefault = rule?.struct('ServerSideEncryptionByDefault');
  const algorithm = byDefault?.oneOf('SSEAlgorithm', ['AES256', 'aws:kms'] as const) ?? 'AES256';
  const key = byDefault?.text('KMSMasterKeyID');
  const bucketKey = rule?.flag('BucketKeyEnabled') ?? false;
  byDefault?.end();
  rule?.end();
  return algorithm === 'AES256' ? { algorithm } : { ...kmsKey(key, host), bucketKey };
}

/** What the request asks for, or else the bucket's default. */
export function encryptionOf(headers: Record<string, string>, byDefault: Encryption, host: Host): Encryption {
  const algorithm = headers[PREFIX];
  const key = headers[`${PREFIX}-aws-kms-key-id`];
  const bucketKey = headers[`${PREFIX}-bucket-key-enabled`];
  if (key !== undefined && algorithm !== 'aws:kms') throw invalidArgument(`${PREFIX}-aws-kms-key-id needs ${PREFIX}: aws:kms`);
  if (algorithm === undefined) return byDefault;
  if (algorithm === 'AES256') return { algorithm };
  if (algorithm !== 'aws:kms') throw notImplemented(`the encryption ${algorithm}`);
  return { ...kmsKey(key, host), bucketKey: bucketKey === undefined ? byDefault.bucketKey : bucketKey === 'true' };
}

function kmsKey(key: string | undefined, { partition, region, accountId }: Host): Encryption {
  const prefix = `arn:${partition}:kms:${region}:${accountId}:`;
  if (key === undefined) return { algorithm: 'aws:kms', keyArn: `${prefix}key/aws-s3`, awsManaged: true };
  if (/(^|:)alias\//.test(key)) throw notImplemented(`a key named by its alias (${key}): give its ARN`);
  return { algorithm: 'aws:kms', keyArn: key.startsWith('arn:') ? key : `${prefix}key/${key}` };
}

/** Refuses a caller who may not use the key for this. */
export function requireKey(
  action: 'kms:Decrypt' | 'kms:GenerateDataKey',
  encryption: Encryption,
  objectArn: string,
  access: Access,
  host: Host,
): void {
  if (encryption.keyArn === undefined || encryption.awsManaged) return;
  access.require(action, encryption.keyArn, {
    'kms:ViaService': `s3.${host.region}.amazonaws.com`,
    'kms:CallerAccount': host.accountId,
    // With a bucket key, one data key serves the bucket.
    'kms:EncryptionContext:aws:s3:arn': encryption.bucketKey ? objectArn.replace(/\/.*$/s, '') : objectArn,
  });
}

export function encryptionHeaders({ algorithm, keyArn, bucketKey }: Encryption): Record<string, string> {
  return {
    [PREFIX]: algorithm,
    ...(keyArn !== undefined && { [`${PREFIX}-aws-kms-key-id`]: keyArn }),
    ...(bucketKey && { [`${PREFIX}-bucket-key-enabled`]: 'true' }),
  };
}
