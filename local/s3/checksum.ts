/** Verifies what a request says its body sums up to: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html. */
import { createHash } from 'node:crypto';
import { crc32, crc32c, crc64nvme } from './crc';
import { invalidRequest, notImplemented, S3Error } from './error';

export type Algorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

export interface Checksum {
  readonly algorithm: Algorithm;
  /** Base64; of a composite one with `-<number of parts>` at its end. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

const DIGESTS: Record<Algorithm, (data: Uint8Array) => Buffer> = {
  CRC32: crc32,
  CRC32C: crc32c,
  CRC64NVME: crc64nvme,
  SHA1: (data) => createHash('sha1').update(data).digest(),
  SHA256: (data) => createHash('sha256').update(data).digest(),
};

/** Headers that speak of checksums without being one. */
const ABOUT = ['x-amz-checksum-mode', 'x-amz-checksum-algorithm', 'x-amz-checksum-type'];

export function checksumOf(algorithm: Algorithm, data: Uint8Array): Checksum {
  return { algorithm, value: DIGESTS[algorithm](data).toString('base64'), type: 'FULL_OBJECT' };
}

export function algorithmOf(name: string): Algorithm {
  const algorithm = name.toUpperCase() as Algorithm;
  if (!Object.hasOwn(DIGESTS, algorithm)) throw notImplemented(`the checksum algorithm ${name}`);
  return algorithm;
}

export const checksumHeader = (algorithm: Algorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** As the elements of S3's XML are named: ChecksumCRC32. */
export const checksumElement = (algorithm: Algorithm): string => `Checksum${algorithm}`;

export function checksumHeaders(checksum: Checksum | undefined): Record<string, string> {
  return checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type } : {};
}

/**
 * The checksum that came with the body, in the headers, the trailer, or the query of a pre-signed request; undefined where
 * none came. A pre-signed checksum is enforced although some report that S3 overlooks it: an SDK that pre-signs a PUT without
 * its body signs the checksum of nothing, and a URL that relies on S3's leniency should fail here.
 */
export function verifyChecksums(headers: Record<string, string>, trailer: Record<string, string>, body: Buffer): Checksum | undefined {
  verifyMd5(headers['content-md5'], body);
  const sent = Object.entries({ ...headers, ...trailer }).filter(([name]) => name.startsWith('x-amz-checksum-') && !ABOUT.includes(name));
  if (sent.length > 1) throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
  const selected = headers['x-amz-sdk-checksum-algorithm'];
  if (sent.length === 0) {
    if (selected === undefined) return undefined;
    throw invalidRequest('x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.');
  }
  const [[name, value]] = sent;
  const algorithm = algorithmOf(name.slice('x-amz-checksum-'.length));
  if (selected !== undefined && selected.toUpperCase() !== algorithm) {
    throw invalidRequest('Value for x-amz-sdk-checksum-algorithm header is invalid.');
  }
  const actual = checksumOf(algorithm, body);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(value) || value.length !== actual.value.length) throw invalidRequest(`Value for ${name} header is invalid.`);
  if (value !== actual.value) throw new S3Error(400, 'BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  return actual;
}

function verifyMd5(sent: string | undefined, body: Buffer): void {
  if (sent === undefined) return;
  const actual = createHash('md5').update(body).digest('base64');
  if (sent.length !== actual.length) throw new S3Error(400, 'InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (sent !== actual) throw new S3Error(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
}
