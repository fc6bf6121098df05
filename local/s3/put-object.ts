/** PutObject. */
import { createHash, randomBytes } from 'node:crypto';
import type { StoredObject } from './bucket';
import { checksumHeaders, checksumOf, verifyChecksums } from './checksum';
import { checkWrite } from './conditions';
import { type Encryption, ENCRYPTION_HEADERS, encryptionHeaders, encryptionOf, requireKey } from './encryption';
import { expirationHeader } from './get-object';
import { emptyAnswer, type ObjectCall, type Operation } from './request';
import { STORED_HEADERS, storedHeaders } from './stored-headers';

export const CHECKSUM_HEADERS = ['x-amz-checksum-*', 'x-amz-sdk-checksum-algorithm'];

export const putObject: Operation = {
  headers: [...STORED_HEADERS, ...ENCRYPTION_HEADERS, ...CHECKSUM_HEADERS],
  handle(call) {
    const { access, arn, headers, trailer, body, target, host } = call;
    access.require('s3:PutObject', arn);
    const encryption = encryptionOf(headers, target.encryption, host);
    requireKey('kms:GenerateDataKey', encryption, arn, access, host);
    // S3 sums up what came without a checksum by itself.
    const checksum = verifyChecksums(headers, trailer, body) ?? checksumOf('CRC64NVME', body);
    const object = { body, headers: storedHeaders(headers), encryption, checksum, etag: etagOf(body, encryption) };
    return emptyAnswer(200, store(call, object));
  },
};

/** Stores the object if the request's conditions hold, in one step. Answers its headers. */
export function store(call: ObjectCall, object: Omit<StoredObject, 'lastModified'>): Record<string, string> {
  checkWrite(call);
  const stored = { ...object, lastModified: Math.floor(call.now / 1000) * 1000 };
  call.target.objects.set(call.key, stored);
  return {
    etag: `"${object.etag}"`,
    ...expirationHeader(call, stored),
    ...encryptionHeaders(object.encryption),
    ...checksumHeaders(object.checksum),
  };
}

/** The MD5 of the content; of an object under a KMS key it is something else, and another at each write. */
export function etagOf(body: Buffer, { algorithm }: Encryption): string {
  return algorithm === 'AES256' ? createHash('md5').update(body).digest('hex') : randomBytes(16).toString('hex');
}
