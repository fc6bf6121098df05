import { Readable } from 'node:stream';
import {
  CopyObjectCommand, CreateBucketCommand, DeleteObjectCommand, DeleteObjectsCommand, GetObjectCommand, GetObjectTaggingCommand, HeadBucketCommand,
  HeadObjectCommand, ListBucketsCommand, ListObjectsCommand, PutObjectCommand, type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { BUCKET, refusal, withS3 } from './fixture';

const s3 = withS3();
const Bucket = BUCKET;
const none = Buffer.alloc(0);
const put = (Key: string, Body: PutObjectCommandInput['Body'], more: Partial<PutObjectCommandInput> = {}) =>
  s3.client().send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = async (Key: string, more: object = {}) => {
  const answer = await s3.client().send(new GetObjectCommand({ Bucket, Key, ...more }));
  return { ...answer, text: await answer.Body!.transformToString() };
};

describe('an object', () => {
  test('is stored and read with all its headers', async () => {
    await put('a/b.txt', 'content', {
      ContentType: 'text/plain', CacheControl: 'no-store', ContentDisposition: 'inline', ContentLanguage: 'en', ContentEncoding: 'identity',
      Metadata: { one: '1', two: 'b c' },
    });
    expect(await get('a/b.txt')).toMatchObject({
      text: 'content', ContentLength: 7, ContentType: 'text/plain', CacheControl: 'no-store', ContentDisposition: 'inline', ContentLanguage: 'en',
      ContentEncoding: 'identity', Metadata: { one: '1', two: 'b c' }, ETag: '"9a0364b9e99bb480dd25e1f0284c8555"', AcceptRanges: 'bytes',
      ServerSideEncryption: 'AES256',
    });
    expect(await s3.client().send(new HeadObjectCommand({ Bucket, Key: 'a/b.txt' })))
      .toMatchObject({ ContentLength: 7, Metadata: { one: '1', two: 'b c' } });
  });

  test.each([
    'a b+c&d=e?f#g', "it's (1)!*~.txt", 'ü/日本/😀', '100%', '%2F', 'a//b/../c/.', 'slash/', '__proto__', '<x>&"',
  ])('may be called %s', async (key) => {
    await put(key, key);
    expect((await get(key)).text).toBe(key);
  });

  test('may be empty, binary and large', async () => {
    await put('empty', none);
    expect(await get('empty')).toMatchObject({ text: '', ContentLength: 0, ContentType: 'application/octet-stream' });
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
    await put('binary', bytes);
    const answer = await s3.client().send(new GetObjectCommand({ Bucket, Key: 'binary' }));
    expect(Buffer.from(await answer.Body!.transformToByteArray())).toEqual(bytes);
  });

  test('is stored free of the chunks of a streamed upload', async () => {
    const lines = ['first\r\n', '5;x\r\n', '0\r\n\r\n', 'last'];
    await put('streamed', Readable.from(lines.map((line) => Buffer.from(line))), { ContentLength: Buffer.byteLength(lines.join('')) });
    expect(s3.seen[0].headers)
      .toMatchObject({ 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-trailer': 'x-amz-checksum-crc32' });
    const answer = await get('streamed', { ChecksumMode: 'ENABLED' });
    expect(answer).toMatchObject({ text: lines.join(''), ChecksumCRC32: expect.any(String) });
    expect(answer.ContentEncoding).toBeUndefined();
  });

  test('is copied, with its headers or with others', async () => {
    await put('from ü', 'content', { ContentType: 'text/plain', Metadata: { a: '1' } });
    await s3.client().send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: encodeURI(`${BUCKET}/from ü`) }));
    expect(await get('to')).toMatchObject({ text: 'content', ContentType: 'text/plain', Metadata: { a: '1' } });
    const others = { MetadataDirective: 'REPLACE', Metadata: { b: '2' } } as const;
    await s3.client().send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${BUCKET}/to`, ...others }));
    expect((await get('to')).Metadata).toEqual({ b: '2' });
    await expect(s3.client().send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${BUCKET}/to` })))
      .rejects.toEqual(refusal(400, 'InvalidRequest'));
    await expect(s3.client().send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${BUCKET}/none` })))
      .rejects.toEqual(refusal(404, 'NoSuchKey'));
  });

  test('is deleted, once and again', async () => {
    await put('k', 'v');
    await s3.client().send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await s3.client().send(new DeleteObjectCommand({ Bucket, Key: 'k' }));
    await expect(get('k')).rejects.toEqual(refusal(404, 'NoSuchKey'));
    await expect(s3.client().send(new HeadObjectCommand({ Bucket, Key: 'k' }))).rejects.toEqual(refusal(404, 'NotFound'));
  });

  test('is deleted together with others', async () => {
    for (const key of ['a', 'b&<', 'c']) await put(key, 'v');
    const Objects = [{ Key: 'a' }, { Key: 'b&<' }, { Key: 'none' }];
    const { Deleted, Errors } = await s3.client().send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect([Deleted, Errors]).toEqual([Objects, undefined]);
    const twice = { Objects: [{ Key: 'c' }, { Key: 'c', ETag: 'x' }], Quiet: true };
    const quiet = await s3.client().send(new DeleteObjectsCommand({ Bucket, Delete: twice }));
    expect([quiet.Deleted, quiet.Errors]).toEqual([undefined, [expect.objectContaining({ Key: 'c', Code: 'NoSuchKey' })]]);
  });

  test('can have other headers for one answer', async () => {
    await put('k', 'v');
    const others = { ResponseContentType: 'image/png', ResponseCacheControl: 'no-cache', ResponseContentDisposition: 'attachment; filename="x.png"' };
    expect(await get('k', others))
      .toMatchObject({ ContentType: 'image/png', CacheControl: 'no-cache', ContentDisposition: 'attachment; filename="x.png"' });
    await expect(get('k', { ResponseContentType: 'a\r\nset-cookie: b' })).rejects.toEqual(refusal(400, 'InvalidArgument'));
  });
});

describe('a range', () => {
  test.each([
    ['bytes=0-2', '012', 'bytes 0-2/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-500', '56789', 'bytes 5-9/10'],
    ['bytes=-500', '0123456789', 'bytes 0-9/10'],
  ])(
    '%s is %s', async (Range, text, ContentRange) => {
      await put('k', '0123456789');
      expect(await get('k', { Range })).toMatchObject({ text, ContentRange, ContentLength: text.length, $metadata: { httpStatusCode: 206 } });
    });

  test.each(['bytes=3-1', 'lines=1-2', 'bytes=0-1,3-4', 'bytes=-'])('%s is the whole object', async (Range) => {
    await put('k', '0123456789');
    expect(await get('k', { Range })).toMatchObject({ text: '0123456789', $metadata: { httpStatusCode: 200 } });
  });

  test('behind the end is refused', async () => {
    await put('k', '0123456789');
    await expect(get('k', { Range: 'bytes=10-' })).rejects.toEqual(refusal(416, 'InvalidRange'));
  });
});

describe('a bucket', () => {
  test('is there or not', async () => {
    expect((await s3.client().send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe('eu-west-1');
    await expect(s3.client().send(new HeadBucketCommand({ Bucket: 'none' }))).rejects.toEqual(refusal(404, 'NotFound'));
    await expect(s3.client().send(new GetObjectCommand({ Bucket: 'none', Key: 'k' }))).rejects.toEqual(refusal(404, 'NoSuchBucket'));
    expect((await s3.client().send(new ListBucketsCommand({}))).Buckets).toEqual([{ Name: BUCKET, CreationDate: expect.any(Date) }]);
  });
});

describe('what is not implemented is refused by name', () => {
  test.each<[string, any, RegExp]>([
    ['an operation on a bucket', new CreateBucketCommand({ Bucket: 'new' }), /PUT on a bucket/],
    ['an operation on an object', new GetObjectTaggingCommand({ Bucket, Key: 'k' }), /query parameter tagging/],
    ['the old listing', new ListObjectsCommand({ Bucket }), /GET on a bucket/],
    ['a version', new GetObjectCommand({ Bucket, Key: 'k', VersionId: '1' }), /query parameter versionId/],
    ['a header', new PutObjectCommand({ Bucket, Key: 'k', Body: none, Tagging: 'a=b' }), /header x-amz-tagging/],
    ['an ACL', new PutObjectCommand({ Bucket, Key: 'k', Body: none, ACL: 'public-read' }), /header x-amz-acl/],
    ['a storage class', new PutObjectCommand({ Bucket, Key: 'k', Body: none, StorageClass: 'GLACIER' }), /storage class GLACIER/],
    ['an encryption', new PutObjectCommand({ Bucket, Key: 'k', Body: none, ServerSideEncryption: 'aws:kms:dsse' }), /encryption aws:kms:dsse/],
  ])('%s', async (_what, command, message) => {
    await expect(s3.client().send(command)).rejects.toThrow(message);
  });
});
