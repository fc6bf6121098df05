/** CopyObject. */
import type { Bucket } from './bucket';
import { checksumElement, checksumOf } from './checksum';
import { ENCRYPTION_HEADERS, encryptionHeaders, encryptionOf, requireKey } from './encryption';
import { invalidArgument, invalidRequest, S3Error } from './error';
import { findObject } from './get-object';
import { etagOf, store } from './put-object';
import { type ObjectCall, type Operation, xmlAnswer } from './request';
import { STORED_HEADERS, storedHeaders } from './stored-headers';

export function copyObject(bucketOf: (name: string) => Bucket): Operation {
  return {
    headers: [...STORED_HEADERS, ...ENCRYPTION_HEADERS, 'x-amz-copy-source', 'x-amz-metadata-directive'],
    handle(call) {
      const { access, arn, headers, host, target, key } = call;
      const from = sourceOf(call, bucketOf);
      const directive = headers['x-amz-metadata-directive'] ?? 'COPY';
      if (!['COPY', 'REPLACE'].includes(directive)) throw invalidArgument('Unknown metadata directive.');
      if (directive === 'COPY' && from.arn === arn && headers['x-amz-server-side-encryption'] === undefined) {
        throw invalidRequest('This copy request is illegal because it is trying to copy an object to itself without changing the object\'s metadata, '
          + 'storage class, website redirect location or encryption attributes.');
      }
      const source = findObject({ ...from, headers: {} });
      requireKey('kms:Decrypt', source.encryption, from.arn, access, host);
      access.require('s3:PutObject', arn);
      const encryption = encryptionOf(headers, target.encryption, host);
      requireKey('kms:GenerateDataKey', encryption, arn, access, host);
      const { body } = source;
      const checksum = checksumOf(source.checksum?.algorithm ?? 'CRC64NVME', body);
      const kept = directive === 'COPY' ? source.headers : storedHeaders(headers);
      const answer = store(call, { body, headers: kept, encryption, checksum, etag: etagOf(body, encryption) });
      return xmlAnswer(['CopyObjectResult', [
        ['ETag', answer.etag],
        ['LastModified', new Date(target.objects.get(key)!.lastModified).toISOString()],
        [checksumElement(checksum.algorithm), checksum.value],
        ['ChecksumType', checksum.type],
      ]], encryptionHeaders(encryption));
    },
  };
}

function sourceOf(call: ObjectCall, bucketOf: (name: string) => Bucket): ObjectCall {
  let path: string;
  try {
    path = decodeURIComponent(call.headers['x-amz-copy-source']);
  } catch {
    throw invalidArgument('Invalid copy source encoding.');
  }
  const [, bucket, key] = /^\/?([^/]+)\/([^?]+)$/s.exec(path) ?? [];
  if (key === undefined) throw new S3Error(400, 'InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey');
  const target = bucketOf(bucket);
  return { ...call, bucket, key, target, arn: `${target.arn}/${key}` };
}
