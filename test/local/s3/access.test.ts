import {
  DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, ListBucketsCommand, ListObjectsV2Command, PutObjectCommand,
} from '@aws-sdk/client-s3';
import { allow, BUCKET, bucketArn, objects, refusal, withS3 } from './fixture';
import { ACCOUNT, REGION } from './served';

const KEY = `arn:aws:kms:${REGION}:${ACCOUNT}:key/11111111-2222-4333-8444-555555555555`;
const Bucket = BUCKET;
const Key = 'mfa/1/qr.png';

describe('the caller\'s policies', () => {
  const s3 = withS3();
  const as = (...statements: object[]) => s3.client(s3.role(...statements));
  const put = (client = s3.client(), key = Key) => client.send(new PutObjectCommand({ Bucket, Key: key, Body: 'v' }));
  const get = (client: ReturnType<typeof as>, key = Key) => client.send(new GetObjectCommand({ Bucket, Key: key }));

  test('are needed for each action and key', async () => {
    await put();
    const reader = as(allow('s3:GetObject', `${bucketArn}/mfa/*`));
    await get(reader);
    await expect(put(reader))
      .rejects.toEqual(refusal(403, 'AccessDenied', /assumed-role\/Role\/\w+ is not authorized to perform: s3:Put\w+ on resource: "\S+\/mfa\/1\/qr.png"/));
    await put(s3.client(), 'other');
    await expect(get(reader, 'other')).rejects.toEqual(refusal(403, 'AccessDenied'));
    await expect(reader.send(new ListBucketsCommand({}))).rejects.toEqual(refusal(403, 'AccessDenied', /ListAllMyBuckets/));
    await expect(get(as())).rejects.toEqual(refusal(403, 'AccessDenied'));
  });

  test('decide whether a missing key is 403 or 404', async () => {
    const read = allow('s3:GetObject', objects);
    const list = (Condition?: object) => allow('s3:ListBucket', bucketArn, Condition);
    await expect(get(as(read))).rejects.toEqual(refusal(403, 'AccessDenied'));
    await expect(as(read).send(new HeadObjectCommand({ Bucket, Key }))).rejects.toEqual(refusal(403));
    await expect(get(as(read, list()))).rejects.toEqual(refusal(404, 'NoSuchKey'));
    await expect(as(read, list()).send(new HeadObjectCommand({ Bucket, Key }))).rejects.toEqual(refusal(404, 'NotFound'));
    await expect(get(as(read, list({ StringLike: { 's3:prefix': 'mfa/*' } })))).rejects.toEqual(refusal(404, 'NoSuchKey'));
    await expect(get(as(read, list({ StringLike: { 's3:prefix': 'other/*' } })))).rejects.toEqual(refusal(403, 'AccessDenied'));
  });

  test('may restrict a listing to a prefix', async () => {
    const client = as(allow('s3:ListBucket', bucketArn, { StringLike: { 's3:prefix': 'mfa/*' } }));
    const list = (Prefix?: string) => client.send(new ListObjectsV2Command({ Bucket, Prefix }));
    expect((await list('mfa/1/')).KeyCount).toBe(0);
    await expect(list('other/')).rejects.toEqual(refusal(403, 'AccessDenied', /s3:ListBucket/));
    await expect(list()).rejects.toEqual(refusal(403, 'AccessDenied'));
  });

  test('are asked for each of several deletions', async () => {
    await put();
    const client = as(allow('s3:DeleteObject', `${bucketArn}/mfa/*`));
    const { Deleted, Errors } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key }, { Key: 'other' }] } }));
    expect([Deleted, Errors]).toEqual([[{ Key }], [expect.objectContaining({ Key: 'other', Code: 'AccessDenied' })]]);
  });
});

describe('a bucket policy', () => {
  const s3 = withS3();
  const policy = (...Statement: object[]) =>
    s3.make('AWS::S3::BucketPolicy', 'Policy', { Bucket, PolicyDocument: { Version: '2012-10-17', Statement } });
  const put = (client = s3.client()) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'v' }));

  test('that denies insecure transport lets local requests through', async () => {
    const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
    policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [bucketArn, objects], Condition });
    await put();
  });

  test('that denies wins over what the caller may do', async () => {
    const Condition = { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } };
    policy({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:PutObject', Resource: objects, Condition });
    await expect(put()).rejects.toEqual(refusal(403, 'AccessDenied'));
  });

  test('can allow a role what its own policies do not say', async () => {
    policy(
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/Role` }, Action: 's3:PutObject', Resource: objects },
      { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 's3:GetObject', Resource: objects },
    );
    const client = s3.client(s3.role());
    await put(client);
    await expect(client.send(new GetObjectCommand({ Bucket, Key }))).rejects.toEqual(refusal(403, 'AccessDenied'));
  });

  test('is refused when it allows everybody, names no bucket, or has a condition that is not understood', () => {
    expect(() => policy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: objects })).toThrow(/Allow to everybody/);
    expect(() => policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: objects })).toThrow(/needs a Principal/);
    expect(() => policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: objects, Condition: { IpAddress: {} } })).toThrow(/IpAddress/);
    expect(() => s3.make('AWS::S3::BucketPolicy', 'P', { Bucket: 'none', PolicyDocument: { Statement: [] } }))
      .toThrow(/BucketPolicy P: Bucket: "none"/);
  });
});

describe('a bucket with a key', () => {
  const rule = { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY }, BucketKeyEnabled: true };
  const s3 = withS3({ BucketEncryption: { ServerSideEncryptionConfiguration: [rule] } });
  const viaS3 = { StringEquals: { 'kms:ViaService': `s3.${REGION}.amazonaws.com`, 'kms:EncryptionContext:aws:s3:arn': bucketArn } };
  const put = (client = s3.client(), more: object = {}) => client.send(new PutObjectCommand({ Bucket, Key, Body: 'v', ...more }));
  const echoed = { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY, BucketKeyEnabled: true };

  test('echoes it, and its ETag is not the content\'s MD5', async () => {
    const first = await put();
    expect(first).toMatchObject(echoed);
    expect((await put()).ETag).not.toBe(first.ETag);
    expect(await s3.client().send(new GetObjectCommand({ Bucket, Key }))).toMatchObject(echoed);
  });

  test('needs kms:GenerateDataKey for a write', async () => {
    const write = allow('s3:PutObject', objects);
    await expect(put(s3.client(s3.role(write)))).rejects.toEqual(refusal(403, 'AccessDenied', /kms:GenerateDataKey on resource: "arn:aws:kms/));
    await put(s3.client(s3.role(write, allow('kms:GenerateDataKey', KEY, viaS3))));
  });

  test('needs kms:Decrypt for a read, and for a HEAD only to tell the checksum', async () => {
    await put();
    const read = allow('s3:GetObject', objects);
    const without = s3.client(s3.role(read));
    await expect(without.send(new GetObjectCommand({ Bucket, Key }))).rejects.toEqual(refusal(403, 'AccessDenied', /kms:Decrypt/));
    await without.send(new HeadObjectCommand({ Bucket, Key }));
    await expect(without.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }))).rejects.toEqual(refusal(403));
    await s3.client(s3.role(read, allow('kms:Decrypt', KEY, viaS3))).send(new GetObjectCommand({ Bucket, Key }));
  });

  test('yields to what a write asks for', async () => {
    expect(await put(s3.client(), { ServerSideEncryption: 'AES256' })).toMatchObject({ ServerSideEncryption: 'AES256' });
    expect(await put(s3.client(), { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'other' }))
      .toMatchObject({ SSEKMSKeyId: `arn:aws:kms:${REGION}:${ACCOUNT}:key/other` });
    await put(s3.client(s3.role(allow('s3:PutObject', objects))), { ServerSideEncryption: 'aws:kms' });
    await expect(put(s3.client(), { SSEKMSKeyId: KEY })).rejects.toEqual(refusal(400, 'InvalidArgument'));
    await expect(put(s3.client(), { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: 'alias/x' })).rejects.toEqual(refusal(501, 'NotImplemented'));
  });
});
