/** A bucket of the template, and what it holds. */
import { randomBytes } from 'node:crypto';
import type { Statement } from '../iam';
import type { Host, Resource } from '../service';
import type { Algorithm, Checksum } from './checksum';
import { type CorsRule, parseCors } from './cors';
import { type Encryption, parseEncryption } from './encryption';
import { expiryOf, type LifecycleRule, parseLifecycle, uploadExpiryOf } from './lifecycle';
import { Known } from './properties';

export interface StoredObject {
  readonly body: Buffer;
  /** Without quotes. */
  readonly etag: string;
  /** Whole seconds, as HTTP dates can say no more. */
  readonly lastModified: number;
  /** Content-Type, Cache-Control and the like, and x-amz-meta-*. */
  readonly headers: Record<string, string>;
  readonly checksum?: Checksum;
  readonly encryption: Encryption;
}

export interface Upload {
  readonly key: string;
  readonly initiated: number;
  readonly headers: Record<string, string>;
  readonly encryption: Encryption;
  readonly checksum?: { algorithm: Algorithm; type: Checksum['type'] };
  readonly parts: Map<number, { body: Buffer; etag: string; checksum?: Checksum }>;
}

export interface Bucket {
  readonly logicalId: string;
  name: string;
  created: number;
  readonly arn: string;
  readonly encryption: Encryption;
  readonly lifecycle: readonly LifecycleRule[];
  readonly cors: readonly CorsRule[];
  policy: readonly Statement[];
  objects: Map<string, StoredObject>;
  readonly uploads: Map<string, Upload>;
}

export function makeBucket(resource: Resource, host: Host, earlierName?: string): Bucket {
  const properties = Known.of(resource);
  const name = properties.text('BucketName') ?? earlierName ?? generatedName(resource.logicalId);
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) throw properties.problem('BucketName', `is not a valid name: ${name}`);
  // They forbid what this stand-in refuses anyway (public access, ACLs), or have no effect on one machine: access logs are not delivered.
  properties.ignore('PublicAccessBlockConfiguration', 'OwnershipControls', 'LoggingConfiguration', 'Tags');
  properties.oneOf('AccessControl', ['Private', 'LogDeliveryWrite', 'BucketOwnerFullControl']);
  if (properties.flag('ObjectLockEnabled')) throw properties.problem('ObjectLockEnabled', 'is not supported by the local S3');
  const versioning = properties.struct('VersioningConfiguration');
  versioning?.oneOf('Status', ['Suspended']);
  const lifecycle = properties.struct('LifecycleConfiguration');
  const cors = properties.struct('CorsConfiguration');
  const bucket: Bucket = {
    logicalId: resource.logicalId,
    name,
    created: host.clock.now(),
    arn: `arn:${host.partition}:s3:::${name}`,
    encryption: parseEncryption(properties.struct('BucketEncryption'), host),
    lifecycle: lifecycle ? parseLifecycle(lifecycle) : [],
    cors: cors ? parseCors(cors) : [],
    policy: [],
    objects: new Map(),
    uploads: new Map(),
  };
  properties.end();
  return bucket;
}

/** CloudFormation's own form is stack, logical id and random; no stack is known here. */
function generatedName(logicalId: string): string {
  return `local-${logicalId.toLowerCase().replace(/[^a-z0-9]/g, '').slice(0, 43)}-${randomBytes(6).toString('hex')}`;
}

/** Forgets what its lifecycle rules have expired. S3 does so within some time after; here it is gone at once. */
export function sweep(bucket: Bucket, now: number): void {
  for (const [key, object] of bucket.objects) {
    if ((expiryOf(bucket.lifecycle, key, object.lastModified)?.at ?? Infinity) <= now) bucket.objects.delete(key);
  }
  for (const [id, upload] of bucket.uploads) {
    if ((uploadExpiryOf(bucket.lifecycle, upload.key, upload.initiated) ?? Infinity) <= now) bucket.uploads.delete(id);
  }
}
