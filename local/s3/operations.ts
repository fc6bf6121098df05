/** Which operation a request asks for. */
import type { Bucket } from './bucket';
import { copyObject } from './copy-object';
import { deleteObject, deleteObjects } from './delete-object';
import { notImplemented } from './error';
import { getObject, headObject } from './get-object';
import { headBucket, listBuckets, listObjectsV2 } from './list';
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, uploadPart } from './multipart';
import { putObject } from './put-object';
import type { Operation, S3Request } from './request';

interface Buckets {
  bucketOf(name: string): Bucket;
  all(): Iterable<Bucket>;
}

export function operationFor(request: S3Request, buckets: Buckets): Operation<any> {
  const operation = request.bucket === undefined ? ofAccount(request, buckets)
    : request.key === undefined ? ofBucket(request) : ofObject(request, buckets);
  if (!operation) throw notImplemented(describe(request));
  return operation;
}

function ofAccount({ method, key }: S3Request, { all }: Buckets): Operation<any> | undefined {
  return method === 'GET' && key === undefined ? listBuckets(all) : undefined;
}

function ofBucket({ method, query }: S3Request): Operation<any> | undefined {
  if (method === 'HEAD') return headBucket;
  if (method === 'GET' && query.get('list-type') === '2') return listObjectsV2;
  if (method === 'POST' && query.has('delete')) return deleteObjects;
  return undefined;
}

function ofObject({ method, query, headers }: S3Request, { bucketOf }: Buckets): Operation<any> | undefined {
  const upload = query.has('uploadId');
  switch (method) {
    // Its parts can be listed, which is not done here.
    case 'GET': return upload ? undefined : getObject;
    case 'HEAD': return headObject;
    case 'PUT':
      if (upload) return headers['x-amz-copy-source'] === undefined ? uploadPart : undefined;
      return headers['x-amz-copy-source'] === undefined ? putObject : copyObject(bucketOf);
    case 'POST': return upload ? completeMultipartUpload : query.has('uploads') ? createMultipartUpload : undefined;
    case 'DELETE': return upload ? abortMultipartUpload : deleteObject;
    default: return undefined;
  }
}

/** Without values: they may be long, or secret. */
function describe({ method, bucket, key, query }: S3Request): string {
  const on = key !== undefined ? 'an object' : bucket !== undefined ? 'a bucket' : 'the account';
  const parameters = query.size > 0 ? ` with ?${[...query.keys()].join('&')}` : '';
  return `${method} on ${on}${parameters}`;
}
