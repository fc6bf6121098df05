import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { allow, BUCKET, objects, refusal, withS3 } from './fixture';
import { ADMIN } from './served';

const s3 = withS3();
const Bucket = BUCKET;
const Key = 'qr/ü b.png';
const codeOf = async (answer: Response) => `${answer.status} ${/<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1] ?? ''}`.trim();
const request = async (url: string, init?: RequestInit) => codeOf(await fetch(url, init));
const getUrl = (more: object = {}, expiresIn = 600) => getSignedUrl(s3.client(), new GetObjectCommand({ Bucket, Key, ...more }), { expiresIn });
const putUrl = (more: object = {}, calculation: 'WHEN_REQUIRED' | 'WHEN_SUPPORTED' = 'WHEN_REQUIRED') =>
  getSignedUrl(s3.client(ADMIN, { requestChecksumCalculation: calculation }), new PutObjectCommand({ Bucket, Key, ...more }));

describe('a pre-signed GET', () => {
  beforeEach(() => s3.client().send(new PutObjectCommand({ Bucket, Key, Body: 'image', ContentType: 'image/png' })));

  test('is answered to whoever has it', async () => {
    const answer = await fetch(await getUrl());
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, 'image/png', 'image']);
  });

  test('can state other headers, which nobody can change', async () => {
    const url = await getUrl({ ResponseContentType: 'text/plain' });
    expect((await fetch(url)).headers.get('content-type')).toBe('text/plain');
    expect(await request(url.replace('text%2Fplain', 'text%2Fhtml'))).toBe('403 SignatureDoesNotMatch');
  });

  test('is refused once it has expired', async () => {
    const url = await getUrl({}, 600);
    s3.advance(599_000 - 1000);
    expect((await fetch(url)).status).toBe(200);
    s3.advance(2000);
    expect(await request(url)).toBe('403 AccessDenied');
  });

  test.each<[string, (url: string) => string, RequestInit]>([
    ['another key', (url) => url.replace('b.png', 'c.png'), {}],
    ['a longer life', (url) => url.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000'), {}],
    ['another method', (url) => url, { method: 'PUT', body: 'x' }],
    ['another parameter', (url) => `${url}&versionId=1`, {}],
    ['another signature', (url) => url.replace(/X-Amz-Signature=../, 'X-Amz-Signature=zz'), {}],
  ])('is refused with %s', async (_what, change, init) => {
    expect(await request(change(await getUrl()), init)).toBe('403 SignatureDoesNotMatch');
  });

  test('is refused with a key that is unknown', async () => {
    expect(await request((await getUrl()).replace(ADMIN.accessKeyId, 'AKIANOBODY'))).toBe('403 InvalidAccessKeyId');
  });

  test('can do what its signer can, now', async () => {
    const signer = s3.client(s3.role(allow('s3:PutObject', objects)));
    expect(await request(await getSignedUrl(signer, new GetObjectCommand({ Bucket, Key })))).toBe('403 AccessDenied');
  });
});

describe('a pre-signed PUT', () => {
  test('takes any body and its signed headers', async () => {
    const url = await putUrl({ Metadata: { a: '1' } });
    expect(await request(url, { method: 'PUT', body: 'real', headers: { 'content-type': 'image/png' } })).toBe('200');
    expect(await s3.client().send(new HeadObjectCommand({ Bucket, Key })))
      .toMatchObject({ ContentLength: 4, ContentType: 'image/png', Metadata: { a: '1' } });
  });

  test('is refused with x-amz headers that were not signed', async () => {
    expect(await request(await putUrl(), { method: 'PUT', body: 'real', headers: { 'x-amz-meta-role': 'admin' } })).toBe('403 AccessDenied');
  });

  test('enforces the checksum that the SDK made of no body', async () => {
    const url = await putUrl({}, 'WHEN_SUPPORTED');
    expect(url).toContain('x-amz-checksum-crc32=AAAAAA');
    expect(await request(url, { method: 'PUT', body: 'real' })).toBe('400 BadDigest');
  });

  test('enforces the checksum of the expected body', async () => {
    const url = await putUrl({ ChecksumSHA256: Buffer.from('a'.repeat(32)).toString('base64') });
    expect(await request(url, { method: 'PUT', body: 'real' })).toBe('400 BadDigest');
  });

  test('can be conditional', async () => {
    const url = await putUrl({ IfNoneMatch: '*' });
    const init = { method: 'PUT', body: 'real', headers: { 'if-none-match': '*' } };
    expect(await request(url, { method: 'PUT', body: 'real' })).toBe('403 SignatureDoesNotMatch');
    expect([await request(url, init), await request(url, init)]).toEqual(['200', '412 PreconditionFailed']);
  });
});

describe('is refused', () => {
  test('unsigned', async () => {
    expect(await request(`${s3.endpoint}/${Bucket}/k`)).toBe('403 AccessDenied');
    expect(await request(`${s3.endpoint}/`)).toBe('403 AccessDenied');
    expect(await request(`${s3.endpoint}/none/k`)).toBe('403 AccessDenied');
  });

  test('a form without a policy', async () => {
    const form = new FormData();
    form.set('key', 'k');
    form.set('file', 'v');
    expect(await request(`${s3.endpoint}/${Bucket}`, { method: 'POST', body: form })).toBe('403 AccessDenied');
  });

  test('a wrong secret', async () => {
    const client = s3.client({ ...ADMIN, secretAccessKey: 'wrong' });
    await expect(client.send(new PutObjectCommand({ Bucket, Key, Body: 'v' }))).rejects.toEqual(refusal(403, 'SignatureDoesNotMatch'));
  });

  test('a clock that is wrong, until the SDK has corrected it', async () => {
    s3.advance(3600_000);
    const once = s3.client();
    await expect(once.send(new PutObjectCommand({ Bucket, Key, Body: 'v' }))).rejects.toEqual(refusal(403, 'RequestTimeTooSkewed'));
    await once.send(new PutObjectCommand({ Bucket, Key, Body: 'v' }));
  });
});
