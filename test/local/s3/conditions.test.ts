import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { allow, BUCKET, objects, refusal, withS3 } from './fixture';

const s3 = withS3();
const Bucket = BUCKET;
const Key = 'counter.json';
const put = async (Body: string, more: object = {}, client = s3.client()) =>
  (await client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))).ETag!;
const read = async () => ((await s3.client().send(new GetObjectCommand({ Bucket, Key }))).Body!.transformToString());
const outcomes = async (attempts: Promise<unknown>[]) => (await Promise.allSettled(attempts)).map((result) =>
  result.status === 'fulfilled' ? 'won' : `${result.reason.$metadata.httpStatusCode} ${result.reason.name}`).sort();

describe('a write', () => {
  test('that must be the first is refused with 412 when the key is there', async () => {
    await put('1', { IfNoneMatch: '*' });
    await expect(put('2', { IfNoneMatch: '*' })).rejects.toEqual(refusal(412, 'PreconditionFailed', /pre-conditions/));
    expect(await read()).toBe('1');
  });

  test('that must follow the one that was read is refused with 412 when another came between', async () => {
    const first = await put('1');
    const second = await put('2', { IfMatch: first });
    await expect(put('3', { IfMatch: first })).rejects.toEqual(refusal(412, 'PreconditionFailed'));
    await put('4', { IfMatch: second.replace(/"/g, '') });
    expect(await read()).toBe('4');
  });

  test('that must follow another is refused with 404 when there is none', async () => {
    await expect(put('1', { IfMatch: '"9a0364b9e99bb480dd25e1f0284c8555"' })).rejects.toEqual(refusal(404, 'NoSuchKey'));
  });

  test('wins once, of many that would be the first', async () => {
    const results = await outcomes(Array.from({ length: 20 }, (_, index) => put(String(index), { IfNoneMatch: '*' })));
    expect(results).toEqual([...Array(19).fill('412 PreconditionFailed'), 'won']);
  });

  test('wins once, of many that follow the same one', async () => {
    const before = await put('start');
    const results = await outcomes(Array.from({ length: 20 }, (_, index) => put(String(index), { IfMatch: before })));
    expect(results).toEqual([...Array(19).fill('412 PreconditionFailed'), 'won']);
  });

  test('with If-Match needs the right to read', async () => {
    const before = await put('1');
    const writer = s3.client(s3.role(allow('s3:PutObject', objects)));
    await expect(put('2', { IfMatch: before }, writer)).rejects.toEqual(refusal(403, 'AccessDenied', /s3:GetObject/));
    await put('2', { IfMatch: before }, s3.client(s3.role(allow(['s3:PutObject', 's3:GetObject'], objects))));
  });

  test('under other conditions is not implemented', async () => {
    await expect(put('1', { IfNoneMatch: '"abc"' })).rejects.toEqual(refusal(501, 'NotImplemented'));
    await expect(put('1', { IfMatch: '*' })).rejects.toEqual(refusal(501, 'NotImplemented'));
  });
});

describe('a deletion', () => {
  const remove = (IfMatch: string) => s3.client().send(new DeleteObjectCommand({ Bucket, Key, IfMatch }));

  test('of what was read is refused with 412 when it has changed', async () => {
    const first = await put('1');
    await put('2');
    await expect(remove(first)).rejects.toEqual(refusal(412, 'PreconditionFailed'));
    expect(await read()).toBe('2');
  });

  test('of what was read is refused with 404 when it is gone', async () => {
    const etag = await put('1');
    await remove(etag);
    await expect(remove(etag)).rejects.toEqual(refusal(404, 'NoSuchKey'));
    await expect(remove('*')).rejects.toEqual(refusal(404, 'NoSuchKey'));
  });

  test('wins once, of many', async () => {
    const etag = await put('1');
    expect((await outcomes(Array.from({ length: 5 }, () => remove(etag)))).filter((result) => result === 'won')).toHaveLength(1);
  });
});

describe('a read', () => {
  const get = async (condition: object) => (await s3.client().send(new GetObjectCommand({ Bucket, Key, ...condition }))).$metadata.httpStatusCode;
  const minute = 60_000;

  test('with If-Match and If-None-Match', async () => {
    const etag = await put('1');
    expect(await get({ IfMatch: etag })).toBe(200);
    await expect(get({ IfMatch: '"other"' })).rejects.toEqual(refusal(412, 'PreconditionFailed'));
    expect(await get({ IfNoneMatch: '"other"' })).toBe(200);
    await expect(get({ IfNoneMatch: etag })).rejects.toEqual(refusal(304));
    await expect(s3.client().send(new HeadObjectCommand({ Bucket, Key, IfNoneMatch: '*' }))).rejects.toEqual(refusal(304));
  });

  test('with dates, which yield to ETags', async () => {
    const etag = await put('1');
    const [past, future] = [new Date(Date.now() - minute), new Date(Date.now() + minute)];
    expect(await get({ IfModifiedSince: past })).toBe(200);
    await expect(get({ IfModifiedSince: future })).rejects.toEqual(refusal(304));
    expect(await get({ IfUnmodifiedSince: future })).toBe(200);
    await expect(get({ IfUnmodifiedSince: past })).rejects.toEqual(refusal(412, 'PreconditionFailed'));
    expect(await get({ IfMatch: etag, IfUnmodifiedSince: past })).toBe(200);
    await expect(get({ IfNoneMatch: etag, IfModifiedSince: past })).rejects.toEqual(refusal(304));
  });
});
