import { ListObjectsV2Command, type ListObjectsV2CommandInput, paginateListObjectsV2, PutObjectCommand } from '@aws-sdk/client-s3';
import { BUCKET, refusal, withS3 } from './fixture';

const s3 = withS3();
const Bucket = BUCKET;
const fill = async (...keys: string[]) => {
  const client = s3.client();
  await Promise.all(keys.map((Key) => client.send(new PutObjectCommand({ Bucket, Key, Body: Key }))));
};
const list = (more: Partial<ListObjectsV2CommandInput> = {}) => s3.client().send(new ListObjectsV2Command({ Bucket, ...more }));
const keysOf = async (more?: Partial<ListObjectsV2CommandInput>) => (await list(more)).Contents?.map(({ Key }) => Key) ?? [];

test('lists keys in the order of their bytes', async () => {
  await fill('b', 'a/2', 'a', 'B', 'ü', '😀', '\uffee', 'a&<">\'\u0001');
  expect(await keysOf({ EncodingType: 'url' })).toHaveLength(8);
  expect(await keysOf()).toEqual(['B', 'a', 'a&<">\'\u0001', 'a/2', 'b', 'ü', '\uffee', '😀']);
});

test('says of each object what it is', async () => {
  await fill('k');
  const [object] = (await list({ FetchOwner: true })).Contents!;
  expect(object)
    .toMatchObject({ Key: 'k', Size: 1, ETag: '"8ce4b16b22b58894aa86c421e8759df3"', StorageClass: 'STANDARD', Owner: { ID: expect.any(String) } });
  expect(object.LastModified).toBeInstanceOf(Date);
});

test('groups keys by a delimiter below a prefix', async () => {
  await fill('p/a/1', 'p/a/2', 'p/b', 'p/c/1', 'q');
  const answer = await list({ Prefix: 'p/', Delimiter: '/' });
  expect([answer.Contents?.map(({ Key }) => Key), answer.CommonPrefixes, answer.KeyCount])
    .toEqual([['p/b'], [{ Prefix: 'p/a/' }, { Prefix: 'p/c/' }], 3]);
  expect((await list({ Prefix: 'p/', Delimiter: '/', StartAfter: 'p/a/1' })).CommonPrefixes).toEqual([{ Prefix: 'p/a/' }, { Prefix: 'p/c/' }]);
});

test('pages, with and without groups', async () => {
  const keys = Array.from({ length: 7 }, (_, index) => `p/${index}/x`);
  await fill(...keys, 'p/0/y');
  const pages: number[] = [];
  const seen: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3.client(), pageSize: 3 }, { Bucket, Prefix: 'p/', Delimiter: '/' })) {
    pages.push(page.KeyCount!);
    seen.push(...page.CommonPrefixes!.map(({ Prefix }) => Prefix!));
  }
  expect([pages, seen]).toEqual([[3, 3, 1], keys.map((key) => key.slice(0, -1))]);
  expect(await keysOf({ StartAfter: 'p/5/x', MaxKeys: 1 })).toEqual(['p/6/x']);
  expect(await list({ MaxKeys: 0 })).toMatchObject({ KeyCount: 0, IsTruncated: false });
  await expect(list({ ContinuationToken: '!' })).rejects.toEqual(refusal(400, 'InvalidArgument'));
});
