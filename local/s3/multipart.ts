/** Multipart uploads: CreateMultipartUpload, UploadPart, CompleteMultipartUpload, AbortMultipartUpload. */
import { createHash, randomBytes } from 'node:crypto';
import type { Upload } from './bucket';
import { algorithmOf, type Checksum, checksumElement, checksumHeader, checksumOf, verifyChecksums } from './checksum';
import { ENCRYPTION_HEADERS, encryptionHeaders, encryptionOf, requireKey } from './encryption';
import { invalidArgument, invalidRequest, notImplemented, S3Error } from './error';
import { CHECKSUM_HEADERS, etagOf, store } from './put-object';
import { emptyAnswer, numberOf, type ObjectCall, type Operation, xmlAnswer } from './request';
import { STORED_HEADERS, storedHeaders } from './stored-headers';
import { type Element, malformed, readXml, textOf } from './xml';

const MIN_PART = 5 * 1024 * 1024;
const MAX_PARTS = 10_000;

export const createMultipartUpload: Operation = {
  query: ['uploads'],
  headers: [...STORED_HEADERS, ...ENCRYPTION_HEADERS, 'x-amz-checksum-algorithm', 'x-amz-checksum-type'],
  handle({ access, arn, key, headers, target, host, now }) {
    access.require('s3:PutObject', arn);
    const encryption = encryptionOf(headers, target.encryption, host);
    requireKey('kms:GenerateDataKey', encryption, arn, access, host);
    const uploadId = randomBytes(24).toString('base64url');
    const checksum = uploadChecksum(headers);
    target.uploads.set(uploadId, { key, initiated: now, headers: storedHeaders(headers), encryption, checksum, parts: new Map() });
    return xmlAnswer(['InitiateMultipartUploadResult', [['Bucket', target.name], ['Key', key], ['UploadId', uploadId]]], {
      ...encryptionHeaders(encryption),
      ...(checksum && { 'x-amz-checksum-algorithm': checksum.algorithm, 'x-amz-checksum-type': checksum.type }),
    });
  },
};

export const uploadPart: Operation = {
  query: ['partNumber', 'uploadId'],
  headers: CHECKSUM_HEADERS,
  handle(call) {
    const { access, arn, headers, trailer, body, query, host } = call;
    access.require('s3:PutObject', arn);
    const { upload } = findUpload(call);
    const number = numberOf(query, 'partNumber', 1, MAX_PARTS);
    if (number === undefined) throw invalidArgument('Part number must be given');
    requireKey('kms:Decrypt', upload.encryption, arn, access, host);
    const sent = verifyChecksums(headers, trailer, body);
    if (sent && upload.checksum && sent.algorithm !== upload.checksum.algorithm) {
      throw invalidRequest(`Checksum Type mismatch occurred, expected checksum Type: ${upload.checksum.algorithm.toLowerCase()}, `
        + `actual checksum Type: ${sent.algorithm.toLowerCase()}`);
    }
    const checksum = sent ?? (upload.checksum && checksumOf(upload.checksum.algorithm, body));
    const etag = etagOf(body, upload.encryption);
    upload.parts.set(number, { body, etag, checksum });
    const echoed: Record<string, string> = checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value } : {};
    return emptyAnswer(200, { etag: `"${etag}"`, ...encryptionHeaders(upload.encryption), ...echoed });
  },
};

export const completeMultipartUpload: Operation = {
  query: ['uploadId'],
  headers: ['x-amz-checksum-type', ...['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'].map((name) => `x-amz-checksum-${name}`)],
  handle(call) {
    const { access, arn, body, key, target, host, headers } = call;
    access.require('s3:PutObject', arn);
    const { uploadId, upload } = findUpload(call);
    requireKey('kms:Decrypt', upload.encryption, arn, access, host);
    const parts = chosenParts(readXml(body, 'CompleteMultipartUpload'), upload);
    const content = Buffer.concat(parts.map((part) => part.body));
    const checksum = wholeChecksum(upload, parts, content);
    const claimed = headers[checksumHeader(checksum.algorithm)];
    if (claimed !== undefined && claimed !== checksum.value) {
      throw new S3Error(400, 'BadDigest', `The ${checksum.algorithm} you specified did not match the calculated checksum.`);
    }
    const md5s = Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex')));
    const etag = `${createHash('md5').update(md5s).digest('hex')}-${parts.length}`;
    const answer = store(call, { body: content, headers: upload.headers, encryption: upload.encryption, checksum, etag });
    target.uploads.delete(uploadId);
    return xmlAnswer(['CompleteMultipartUploadResult', [
      ['Location', `/${target.name}/${key}`], ['Bucket', target.name], ['Key', key], ['ETag', answer.etag],
      [checksumElement(checksum.algorithm), checksum.value], ['ChecksumType', checksum.type],
    ]], encryptionHeaders(upload.encryption));
  },
};

export const abortMultipartUpload: Operation = {
  query: ['uploadId'],
  handle(call) {
    call.access.require('s3:AbortMultipartUpload', call.arn);
    call.target.uploads.delete(findUpload(call).uploadId);
    return emptyAnswer(204);
  },
};

function findUpload({ query, key, target }: ObjectCall): { uploadId: string; upload: Upload } {
  const uploadId = query.get('uploadId') ?? '';
  const upload = target.uploads.get(uploadId);
  if (upload?.key === key) return { uploadId, upload };
  throw new S3Error(404, 'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.', { UploadId: uploadId });
}

/** SHA sums cannot be put together, so they are of the parts; CRC64NVME is always of the whole. */
function uploadChecksum(headers: Record<string, string>): Upload['checksum'] {
  const name = headers['x-amz-checksum-algorithm'];
  if (name === undefined) return undefined;
  const algorithm = algorithmOf(name);
  const byDefault = algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  const type = headers['x-amz-checksum-type'] ?? byDefault;
  const possible = algorithm === 'CRC64NVME' ? ['FULL_OBJECT'] : algorithm.startsWith('SHA') ? ['COMPOSITE'] : ['FULL_OBJECT', 'COMPOSITE'];
  if (!possible.includes(type)) {
    throw invalidRequest(`The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`);
  }
  return { algorithm, type: type as Checksum['type'] };
}

type Part = { body: Buffer; etag: string; checksum?: Checksum };

function chosenParts(document: Element, upload: Upload): Part[] {
  const { children } = document;
  if (children.length < 1 || children.length > MAX_PARTS || children.some(({ name }) => name !== 'Part')) throw malformed();
  const listed = children.map((element) => ({ element, number: Number(textOf(element, 'PartNumber')) }));
  if (listed.some(({ number }, index) => index > 0 && number <= listed[index - 1].number)) {
    throw new S3Error(400, 'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.');
  }
  return listed.map(({ element, number }, index) => {
    const part = upload.parts.get(number);
    if (part?.etag !== textOf(element, 'ETag')?.replace(/^"(.*)"$/, '$1') || !part) throw invalidPart(number);
    const unknown = element.children.find(({ name }) => !/^(PartNumber|ETag|Checksum(CRC32C?|CRC64NVME|SHA1|SHA256))$/.test(name));
    if (unknown) throw notImplemented(`the element ${unknown.name} of CompleteMultipartUpload`);
    const { algorithm, type } = upload.checksum ?? {};
    const claimed = element.children.find(({ name }) => name.startsWith('Checksum'));
    const right = part.checksum && claimed?.name === checksumElement(part.checksum.algorithm) && claimed.text === part.checksum.value;
    if (claimed && !right) throw invalidPart(number);
    if (!claimed && type === 'COMPOSITE') {
      throw invalidRequest(`The upload was created using a ${algorithm!.toLowerCase()} checksum. The complete request must include the checksum for `
        + `each part. It was missing for part ${number} in the request.`);
    }
    if (index < listed.length - 1 && part.body.length < MIN_PART) {
      throw new S3Error(400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', { PartNumber: String(number) });
    }
    return part;
  });
}

function wholeChecksum({ checksum }: Upload, parts: Part[], content: Buffer): Checksum {
  const { algorithm, type } = checksum ?? { algorithm: 'CRC64NVME' as const, type: 'FULL_OBJECT' as const };
  if (type === 'FULL_OBJECT') return checksumOf(algorithm, content);
  const ofParts = Buffer.concat(parts.map((part) => Buffer.from(part.checksum!.value, 'base64')));
  return { algorithm, value: `${checksumOf(algorithm, ofParts).value}-${parts.length}`, type };
}

function invalidPart(number: number): S3Error {
  return new S3Error(400, 'InvalidPart', 'One or more of the specified parts could not be found. The part may not have been uploaded, or the '
    + 'specified entity tag may not match the part\'s entity tag.', { PartNumber: String(number) });
}
