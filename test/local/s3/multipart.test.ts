import {
  AbortMultipartUploadCommand, CompleteMultipartUploadCommand, type CompletedPart, CreateMultipartUploadCommand, GetObjectCommand,
  ListPartsCommand, PutObjectCommand, UploadPartCommand,
} from '@aws-sdk/client-s3';
import { allow, BUCKET, objects, refusal, withS3 } from './fixture';

const s3 = withS3();
const Bucket = BUCKET;
const Key = 'big';
const MiB = 1024 * 1024;
const first = Buffer.alloc(5 * MiB, 'a');
const second = Buffer.from('the end');

const create = async (more: object = {}) => (await s3.client().send(new CreateMultipartUploadCommand({ Bucket, Key, ...more }))).UploadId!;
const part = async (UploadId: string, PartNumber: number, Body: Buffer, more: object = {}): Promise<CompletedPart> => {
  const { ETag, ChecksumCRC32, ChecksumSHA256 } = await s3.client().send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ...more }));
  return { PartNumber, ETag, ChecksumCRC32, ChecksumSHA256 };
};
const complete = (UploadId: string, Parts: CompletedPart[], more: object = {}) =>
  s3.client().send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));

test('parts become one object, in the order of their numbers', async () => {
  const id = await create({ ContentType: 'text/plain', Metadata: { a: '1' } });
  const two = await part(id, 2, second);
  const one = await part(id, 1, first);
  expect(await complete(id, [one, two])).toMatchObject({ ETag: expect.stringMatching(/^"[0-9a-f]{32}-2"$/), Bucket, Key });
  const answer = await s3.client().send(new GetObjectCommand({ Bucket, Key }));
  expect(answer).toMatchObject({ ContentLength: first.length + second.length, ContentType: 'text/plain', Metadata: { a: '1' } });
  expect(Buffer.from(await answer.Body!.transformToByteArray()).equals(Buffer.concat([first, second]))).toBe(true);
});

test('a composite checksum is that of the parts\', and must be stated with each', async () => {
  const id = await create({ ChecksumAlgorithm: 'SHA256' });
  const one = await part(id, 1, second, { ChecksumAlgorithm: 'SHA256' });
  await expect(complete(id, [{ ...one, ChecksumSHA256: undefined }])).rejects.toEqual(refusal(400, 'InvalidRequest', /checksum for each part/));
  expect(await complete(id, [one])).toMatchObject({ ChecksumSHA256: expect.stringMatching(/=-1$/), ChecksumType: 'COMPOSITE' });
});

test('is refused with parts that are too small, out of order, unknown, or others', async () => {
  const id = await create();
  const one = await part(id, 1, second);
  const two = await part(id, 2, second);
  await expect(complete(id, [one, two])).rejects.toEqual(refusal(400, 'EntityTooSmall'));
  await expect(complete(id, [two, one])).rejects.toEqual(refusal(400, 'InvalidPartOrder'));
  await expect(complete(id, [{ ...two, PartNumber: 3 }])).rejects.toEqual(refusal(400, 'InvalidPart'));
  await expect(complete(id, [{ ...one, ETag: '"0"' }])).rejects.toEqual(refusal(400, 'InvalidPart'));
  await expect(complete(id, [{ ...one, ChecksumCRC32: 'AAAAAA==' }])).rejects.toEqual(refusal(400, 'InvalidPart'));
});

test('can be conditional when it completes', async () => {
  const id = await create();
  const one = await part(id, 1, second);
  await s3.client().send(new PutObjectCommand({ Bucket, Key, Body: 'earlier' }));
  await expect(complete(id, [one], { IfNoneMatch: '*' })).rejects.toEqual(refusal(412, 'PreconditionFailed'));
  await complete(id, [one]);
});

test('is gone once completed or aborted', async () => {
  const id = await create();
  const one = await part(id, 1, second);
  await expect(s3.client(s3.role(allow('s3:PutObject', objects))).send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: id })))
    .rejects.toEqual(refusal(403, 'AccessDenied', /s3:AbortMultipartUpload/));
  await s3.client().send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: id }));
  await expect(part(id, 2, second)).rejects.toEqual(refusal(404, 'NoSuchUpload'));
  await expect(complete(id, [one])).rejects.toEqual(refusal(404, 'NoSuchUpload'));
});

test('does not list its parts', async () => {
  await expect(s3.client().send(new ListPartsCommand({ Bucket, Key, UploadId: await create() })))
    .rejects.toEqual(refusal(501, 'NotImplemented', /GET on an object with \?.*uploadId/));
});
