import { Readable } from 'node:stream';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import { BUCKET, refusal, withS3 } from './fixture';
import { ADMIN } from './served';
import { decodeBody } from '../../../local/s3/body';
import { crc32, crc32c, crc64nvme } from '../../../local/s3/crc';

const s3 = withS3();
const Bucket = BUCKET;
const Key = 'k';
const put = (more: Partial<PutObjectCommandInput>) => s3.client().send(new PutObjectCommand({ Bucket, Key, Body: 'hello world', ...more }));

test.each([
  ['CRC32', crc32, 'cbf43926'],
  ['CRC32C', crc32c, 'e3069283'],
  ['CRC64NVME', crc64nvme, 'ae8b14860a799888'],
])('%s of 123456789 is the catalogue\'s', (_name, crc, expected) => {
  expect(crc(Buffer.from('123456789')).toString('hex')).toBe(expected);
});

describe.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)('%s', (algorithm) => {
  const member = `Checksum${algorithm}` as const;
  const read = () => s3.client().send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));

  test('is verified and echoed', async () => {
    const answer = await put({ ChecksumAlgorithm: algorithm });
    expect(answer).toMatchObject({ [member]: expect.stringMatching(/=$/), ChecksumType: 'FULL_OBJECT' });
    expect((await read())[member]).toBe(answer[member]);
  });

  test('is refused when it is another one', async () => {
    const size = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 }[algorithm];
    await expect(put({ [member]: Buffer.alloc(size, 1).toString('base64') })).rejects.toEqual(refusal(400, 'BadDigest', new RegExp(algorithm)));
    await expect(read()).rejects.toEqual(refusal(404, 'NoSuchKey'));
    await expect(put({ [member]: 'AAAA' })).rejects.toEqual(refusal(400, 'InvalidRequest', /is invalid/));
  });

  test('is verified when it comes after a stream', async () => {
    await put({ Body: Readable.from([Buffer.from('hello '), Buffer.from('world')]), ContentLength: 11, ChecksumAlgorithm: algorithm });
    expect((await read())[member]).toBe((await put({ ChecksumAlgorithm: algorithm }))[member]);
  });
});

test('the SDK sends a CRC32 by default, and S3 makes a CRC64NVME where none is sent', async () => {
  expect((await put({})).ChecksumCRC32).toBe('DUoRhQ==');
  const without = s3.client(ADMIN, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  expect((await without.send(new PutObjectCommand({ Bucket, Key, Body: 'hello world' }))).ChecksumCRC64NVME).toMatch(/^.{11}=$/);
  expect((await s3.client().send(new HeadObjectCommand({ Bucket, Key }))).ChecksumCRC64NVME).toBeUndefined();
});

test('a Content-MD5 is verified', async () => {
  await put({ ContentMD5: 'XrY7u+Ae7tCTyyK7j1rNww==' });
  await expect(put({ ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toEqual(refusal(400, 'BadDigest', /Content-MD5/));
  await expect(put({ ContentMD5: 'AAAA' })).rejects.toEqual(refusal(400, 'InvalidDigest'));
});

test('two checksums are refused', async () => {
  await expect(put({ ChecksumCRC32: 'DUoRhQ==', ChecksumSHA1: 'Kq5sNclPz7QV2+lfQIuc6R7oRu0=' }))
    .rejects.toEqual(refusal(400, 'InvalidRequest', /single/));
});

describe('a chunked body', () => {
  const headers = {
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': '5',
    'x-amz-trailer': 'x-amz-checksum-crc32',
  };
  const decode = (text: string, more: Record<string, string> = {}) => decodeBody({ ...headers, ...more }, Buffer.from(text));
  const codeOf = (...given: Parameters<typeof decode>) => {
    try {
      return decode(...given).body.toString();
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const trailer = 'x-amz-checksum-crc32:AAAAAA==\r\n\r\n';

  test('is put together, with or without signatures', () => {
    expect(decode(`2\r\nab\r\n3\r\nc\r\n\r\n0\r\n${trailer}`))
      .toEqual({ body: Buffer.from('abc\r\n'), trailer: { 'x-amz-checksum-crc32': 'AAAAAA==' } });
    expect(codeOf(`5;chunk-signature=ab12\r\nabcde\r\n0;chunk-signature=ab12\r\n${trailer}`)).toBe('abcde');
  });

  test.each<[string, string, Record<string, string>]>([
    ['IncompleteBody', `5\r\nabc\r\n0\r\n${trailer}`, {}],
    ['IncompleteBody', '5\r\nabcde\r\n', {}],
    ['IncompleteBody', `x\r\nabcde\r\n0\r\n${trailer}`, {}],
    ['IncompleteBody', `4\r\nabcd\r\n0\r\n${trailer}`, {}],
    ['IncompleteBody', `ffffffff\r\nabcde\r\n0\r\n${trailer}`, {}],
    ['MalformedTrailerError', '5\r\nabcde\r\n0\r\n\r\n', {}],
    ['MalformedTrailerError', '5\r\nabcde\r\n0\r\nnonsense\r\n\r\n', {}],
    ['MalformedTrailerError', `5\r\nabcde\r\n0\r\n${trailer}`, { 'x-amz-trailer': 'x-amz-checksum-sha256' }],
    ['MissingContentLength', `5\r\nabcde\r\n0\r\n${trailer}`, { 'x-amz-decoded-content-length': '' }],
    ['NotImplemented', 'abcde', { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'transfer-encoding': 'chunked' }],
  ])('is refused with %s: %j %j', (code, text, more) => {
    expect(codeOf(text, more)).toBe(code);
  });
});
