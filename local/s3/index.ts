/** S3 on one machine, path style. What it does not do answers 501 and says what. */
import { randomBytes } from 'node:crypto';
import { type Host, type Made, type Resource, type Service, type ServiceRequest, type ServiceResponse } from '../service';
import { Access } from './access';
import { decodeBody } from './body';
import { type Bucket, makeBucket, sweep } from './bucket';
import { parseBucketPolicy } from './bucket-policy';
import { corsHeaders, preflight } from './cors';
import { S3Error } from './error';
import { operationFor } from './operations';
import { isForm, postObject } from './post-object';
import { checkUnderstood, readRequest } from './request';
import { empty, keep, objectsOf, type Snapshot } from './snapshot';
import { writeXml } from './xml';

export function createS3(host: Host): Service {
  return new S3(host);
}

class S3 implements Service {
  readonly endpointPrefix = 's3';
  readonly types = ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy'];
  private readonly buckets = new Map<string, Bucket>();
  /** What `restore` brought for buckets that are not made yet. */
  private waiting: Snapshot = {};

  constructor(private readonly host: Host) {}

  make(resource: Resource): Made {
    if (resource.type === 'AWS::S3::BucketPolicy') return this.makePolicy(resource);
    const kept = this.waiting[resource.logicalId];
    const bucket = makeBucket(resource, this.host, kept?.name);
    if (this.buckets.has(bucket.name)) throw new Error(`${resource.type} ${resource.logicalId}: BucketName: ${bucket.name} is there already`);
    if (kept) fill(bucket, kept);
    this.buckets.set(bucket.name, bucket);
    const { name, arn } = bucket;
    const suffix = this.host.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    return {
      ref: name,
      attributes: { Arn: arn, DomainName: `${name}.s3.${suffix}`, RegionalDomainName: `${name}.s3.${this.host.region}.${suffix}` },
    };
  }

  async handle(request: ServiceRequest): Promise<ServiceResponse> {
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    // The SDK corrects its clock by this header when its signature is refused for its time.
    const common = { 'x-amz-request-id': requestId, 'date': new Date(this.host.clock.now()).toUTCString(), 'server': 'AmazonS3' };
    try {
      const answer = this.answer(request);
      return { ...answer, headers: { ...common, ...answer.headers } };
    } catch (error) {
      if (!(error instanceof S3Error)) throw error;
      // A HEAD's answer has no body, so its client learns the status alone.
      if (request.method === 'HEAD') return { status: error.status, headers: common, body: '' };
      const document = writeXml(['Error', [
        ['Code', error.code],
        ['Message', error.message],
        ...Object.entries(error.details),
        ['Resource', request.url.split('?')[0]],
        ['RequestId', requestId],
      ]]);
      const cors = this.corsHeaders(request);
      return { status: error.status, headers: { ...common, 'content-type': 'application/xml', ...cors }, body: document };
    }
  }

  snapshot(): Snapshot {
    this.buckets.forEach((bucket) => sweep(bucket, this.host.clock.now()));
    return { ...this.waiting, ...keep(this.buckets.values()) };
  }

  withoutData(): Snapshot {
    return empty(this.snapshot());
  }

  restore(state: unknown): void {
    this.waiting = state as Snapshot;
    for (const bucket of this.buckets.values()) {
      const kept = this.waiting[bucket.logicalId];
      if (kept) fill(bucket, kept);
    }
  }

  /** Nothing in here waits, so one request is done before the next begins: conditional writes need no lock. */
  private answer(request: ServiceRequest): ServiceResponse {
    const s3 = readRequest(request);
    const now = this.host.clock.now();
    if (request.method === 'OPTIONS') return preflight(this.bucketOf(s3.bucket ?? '').cors, request.headers);
    if (s3.bucket !== undefined && isForm(request, s3.key)) {
      const target = this.bucketOf(s3.bucket);
      sweep(target, now);
      const made = postObject(request, target, this.host, (bucket) => this.buckets.get(bucket)?.policy ?? []);
      return { ...made, headers: { ...made.headers, ...this.corsHeaders(request) } };
    }
    const access = Access.of(request, s3.headers, this.host, (bucket) => this.buckets.get(bucket)?.policy ?? []);
    const operation = operationFor(s3, { bucketOf: (name) => this.bucketOf(name), all: () => this.buckets.values() });
    checkUnderstood(s3, operation, this.host);
    const target = s3.bucket === undefined ? undefined : this.bucketOf(s3.bucket);
    this.buckets.forEach((bucket) => sweep(bucket, now));
    const arn = target && `${target.arn}/${s3.key ?? ''}`;
    const answer = operation.handle({ ...s3, ...decodeBody(s3.headers, request.body), access, host: this.host, now, target, arn });
    return { ...answer, headers: { ...answer.headers, ...this.corsHeaders(request) } };
  }

  private makePolicy(resource: Resource): Made {
    const { bucket: name, statements } = parseBucketPolicy(resource);
    const bucket = this.buckets.get(name);
    if (!bucket) throw new Error(`${resource.type} ${resource.logicalId}: Bucket: ${JSON.stringify(name)} is not a bucket of this template`);
    bucket.policy = statements;
    return { ref: name, attributes: {} };
  }

  private bucketOf(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (!bucket) throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: name });
    return bucket;
  }

  private corsHeaders(request: ServiceRequest): Record<string, string> {
    const name = /^\/([^/?]*)/.exec(request.url)?.[1] ?? '';
    return corsHeaders(this.buckets.get(name)?.cors ?? [], request.method, request.headers.origin);
  }
}

function fill(bucket: Bucket, kept: Snapshot[string]): void {
  bucket.created = kept.created;
  bucket.objects = objectsOf(kept);
}
