import { createHmac } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { allow, BUCKET, objects, withS3 } from './fixture';
import { ADMIN, REGION } from './served';

const pages = { AllowedOrigins: ['https://app.example.com'], AllowedMethods: ['POST'], AllowedHeaders: [] };
const s3 = withS3({ CorsConfiguration: { CorsRules: [pages] } });
const Key = 'people/ü b';

type Fields = Record<string, string>;
interface Post { url: string; fields: Fields }

const signed = (options: Partial<PresignedPostOptions> = {}, credentials = ADMIN): Promise<Post> => createPresignedPost(s3.client(credentials), {
  Bucket: BUCKET, Key, Expires: 300, Fields: { 'Content-Type': 'image/png' }, Conditions: [['content-length-range', 2, 5]], ...options,
});

const formOf = (fields: Fields, file: string | undefined = 'image', after: Fields = {}) => {
  const form = new FormData();
  Object.entries(fields).forEach(([name, value]) => form.set(name, value));
  if (file !== '') form.set('file', new Blob([file], { type: 'text/html' }), 'evil.html');
  Object.entries(after).forEach(([name, value]) => form.append(name, value));
  return form;
};
const send = ({ url, fields }: Post, change: (fields: Fields) => Fields = (same) => same, ...more: any[]) =>
  fetch(url, { method: 'POST', body: formOf(change(fields), ...more) });
const said = async (answer: Response) => {
  const text = await answer.text();
  return [answer.status, /<Code>(\w+)<\/Code>/.exec(text)?.[1], /<Message>(.*?)<\/Message>/.exec(text)?.[1].replace(/&quot;/g, '"').replace(/&apos;/g, '\'')];
};
const without = (name: string) => (fields: Fields) => Object.fromEntries(Object.entries(fields).filter(([other]) => other.toLowerCase() !== name));
const stored = async () => s3.client().send(new HeadObjectCommand({ Bucket: BUCKET, Key }))
  .then(({ ContentType, ContentLength }) => [ContentType, ContentLength], () => undefined);

/** A form with a policy of one's own, signed as SigV4 says. */
const handMade = (policy: string, fields: Fields = {}): Post => {
  const date = '20261120T150114Z';
  const scope = [date.slice(0, 8), REGION, 's3', 'aws4_request'];
  const key = scope.reduce((parent: string | Buffer, part) => createHmac('sha256', parent).update(part).digest(), `AWS4${ADMIN.secretAccessKey}`);
  return {
    url: `${s3.endpoint}/${BUCKET}`,
    fields: {
      'key': Key, 'policy': policy, 'x-amz-algorithm': 'AWS4-HMAC-SHA256', 'x-amz-credential': [ADMIN.accessKeyId, ...scope].join('/'), 'x-amz-date': date,
      'x-amz-signature': createHmac('sha256', key).update(policy).digest('hex'), ...fields,
    },
  };
};
const base64 = (document: unknown) => Buffer.from(typeof document === 'string' ? document : JSON.stringify(document)).toString('base64');
const LATER = '2099-01-01T00:00:00Z';
const ofTheSignature = ['x-amz-algorithm', 'x-amz-credential', 'x-amz-date', 'key', 'bucket'].map((name) => ['starts-with', `$${name}`, '']);
const withConditions = (conditions: unknown[], fields?: Fields) =>
  handMade(base64({ expiration: LATER, conditions: [...ofTheSignature, ...conditions] }), fields);

describe('a form as the SDK signs it', () => {
  test('stores the file with the type of the field, whatever the file says of itself', async () => {
    const answer = await send(await signed());
    expect([answer.status, await answer.text(), answer.headers.get('etag')]).toEqual([204, '', expect.stringMatching(/^"\w{32}"$/)]);
    expect(decodeURIComponent(answer.headers.get('location')!)).toBe(`${s3.endpoint}/${BUCKET}/${Key}`);
    expect(await stored()).toEqual(['image/png', 5]);
    const { Body } = await s3.client().send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    expect(await Body!.transformToString()).toBe('image');
  });

  test('takes any bytes, also such as look like the end of a part', async () => {
    const bytes = Buffer.from('\r\n--x\r\n\r\n--\u0000\r\n');
    const form = formOf((await signed({ Conditions: [] })).fields, '');
    form.set('file', new Blob([bytes]));
    expect((await fetch(`${s3.endpoint}/${BUCKET}`, { method: 'POST', body: form })).status).toBe(204);
    const { Body } = await s3.client().send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    expect(Buffer.from(await Body!.transformToByteArray())).toEqual(bytes);
  });

  test('answers as success_action_status says', async () => {
    const post = (status: string) => signed({ Fields: { success_action_status: status } });
    const made = await send(await post('201'));
    expect([made.status, await made.text()]).toEqual([201, expect.stringMatching(/<PostResponse><Location>.*<\/Location><Bucket>the-bucket<\/Bucket><Key>people\/ü b<\/Key>/)]);
    expect((await send(await post('200'))).status).toBe(200);
    expect((await send(await post('404'))).status).toBe(204);
  });

  test('is readable by the pages that the bucket lets in', async () => {
    const ask = async (origin: string) => fetch((await signed()).url, { method: 'POST', headers: { origin }, body: formOf((await signed()).fields) });
    expect((await ask('https://app.example.com')).headers.get('access-control-allow-origin')).toBe('https://app.example.com');
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('ignores what stands after the file, and fields that say so', async () => {
    expect((await send(await signed(), (fields) => ({ ...fields, 'x-ignore-me': 'x' }), 'image', { key: 'other', acl: 'public-read' })).status).toBe(204);
    expect(await stored()).toEqual(['image/png', 5]);
  });
});

describe('is refused', () => {
  afterEach(async () => expect(await stored()).toBeUndefined());

  test.each<[string, (fields: Fields) => Fields, unknown[]]>([
    ['with another key', (fields) => ({ ...fields, key: 'people/c' }), [403, 'AccessDenied', 'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "people/ü b"]']],
    ['with a key that climbs', (fields) => ({ ...fields, key: '../people/ü b' }), [403, 'AccessDenied', expect.stringContaining('"$key"')]],
    ['with another type', (fields) => ({ ...fields, 'Content-Type': 'text/html' }), [403, 'AccessDenied', expect.stringContaining('["eq", "$content-type", "image/png"]')]],
    ['without the type', without('content-type'), [403, 'AccessDenied', expect.stringContaining('"$content-type"')]],
    ['with a field that the policy does not name', (fields) => ({ ...fields, acl: 'public-read' }), [403, 'AccessDenied', 'Invalid according to Policy: Extra input fields: acl']],
    ['with a disposition', (fields) => ({ ...fields, 'Content-Disposition': 'inline' }), [403, 'AccessDenied', expect.stringContaining('Extra input fields: content-disposition')]],
    ['with an encryption of its own', (fields) => ({ ...fields, 'x-amz-server-side-encryption': 'AES256' }), [403, 'AccessDenied', expect.stringContaining('Extra input fields')]],
    ['with a changed policy', (fields) => ({ ...fields, Policy: base64({ expiration: LATER, conditions: [] }) }), [403, 'SignatureDoesNotMatch', expect.any(String)]],
    ['with a changed signature', (fields) => ({ ...fields, 'X-Amz-Signature': 'a'.repeat(64) }), [403, 'SignatureDoesNotMatch', expect.any(String)]],
    ['with somebody else\'s name', (fields) => ({ ...fields, 'X-Amz-Credential': fields['X-Amz-Credential'].replace(ADMIN.accessKeyId, 'AKIANOBODY') }),
      [403, 'InvalidAccessKeyId', expect.any(String)]],
    ['without a policy', without('policy'), [403, 'AccessDenied', 'Access Denied']],
    ['without a signature', without('x-amz-signature'), [400, 'InvalidArgument', expect.stringContaining('x-amz-signature')]],
    ['without a key', without('key'), [400, 'InvalidArgument', expect.stringContaining('\'key\'')]],
    ['with a field twice, in other letters', (fields) => ({ ...fields, KEY: fields.key }), [400, 'InvalidArgument', expect.any(String)]],
    ['with another bucket', (fields) => ({ ...fields, bucket: 'another' }), [400, 'InvalidArgument', expect.any(String)]],
    ['with too many fields', (fields) => ({ ...fields, 'x-ignore-me': 'x'.repeat(21_000) }), [400, 'MaxPostPreDataLengthExceeded', expect.any(String)]],
  ])('%s', async (_how, change, refusal) => {
    expect(await said(await send(await signed(), change))).toEqual(refusal);
  });

  test.each<[string, string, unknown[]]>([
    ['too large', 'images', [400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size']],
    ['too small', 'i', [400, 'EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size']],
    ['absent', '', [400, 'InvalidArgument', 'POST requires exactly one file upload per request.']],
  ])('with a file that is %s', async (_how, file, refusal) => {
    expect(await said(await send(await signed(), undefined, file))).toEqual(refusal);
  });

  test('once it has expired', async () => {
    const post = await signed();
    s3.advance(301_000);
    expect(await said(await send(post))).toEqual([403, 'AccessDenied', 'Invalid according to Policy: Policy expired.']);
  });

  test('where its signer may not write there', async () => {
    const role = s3.role(allow('s3:PutObject', `${objects.slice(0, -1)}elsewhere/*`));
    expect(await said(await send(await signed({}, role)))).toEqual([403, 'AccessDenied', expect.stringContaining('s3:PutObject')]);
  });

  test('where the bucket\'s policy forbids it', async () => {
    const condition = { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } };
    s3.make('AWS::S3::BucketPolicy', 'Policy', {
      Bucket: BUCKET, PolicyDocument: { Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: objects, Condition: condition }] },
    });
    expect(await said(await send(await signed()))).toEqual([403, 'AccessDenied', expect.any(String)]);
  });

  test.each<[string, string, string]>([
    ['no boundary', 'multipart/form-data', '--x\r\n\r\n--x--'],
    ['another boundary', 'multipart/form-data; boundary=y', '--x\r\n\r\n--x--'],
    ['no name', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data\r\n\r\nv\r\n--x--'],
    ['no end', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; name="key"\r\n\r\nv\r\n'],
    ['nothing', 'multipart/form-data; boundary=x', ''],
  ])('with %s', async (_what, type, body) => {
    const answer = await fetch(`${s3.endpoint}/${BUCKET}`, { method: 'POST', headers: { 'content-type': type }, body });
    expect(await said(answer)).toEqual([400, 'MalformedPOSTRequest', expect.any(String)]);
  });
});

describe('a policy made by hand', () => {
  test('may ask for beginnings', async () => {
    const fields = { 'Content-Type': 'image/webp', 'Key': Key };
    const { key, ...post } = withConditions([['starts-with', '$key', 'people/'], ['starts-with', '$Content-Type', 'image/']], fields).fields;
    expect(key).toBe(Key);
    expect((await send({ url: `${s3.endpoint}/${BUCKET}`, fields: post })).status).toBe(204);
    expect(await said(await send({ url: `${s3.endpoint}/${BUCKET}`, fields: { ...post, 'Content-Type': 'text/html' } })))
      .toEqual([403, 'AccessDenied', expect.stringContaining('["starts-with", "$content-type", "image/"]')]);
  });

  test('must name the bucket', async () => {
    const conditions = ofTheSignature.filter(([, name]) => name !== '$bucket');
    expect(await said(await send(handMade(base64({ expiration: LATER, conditions }))))).toEqual([403, 'AccessDenied', 'Invalid according to Policy: Extra input fields: bucket']);
  });

  test.each<[string, unknown]>([
    ['no JSON', '{'],
    ['no expiration', { conditions: [] }],
    ['an expiration that is no time', { expiration: 'never', conditions: [] }],
    ['no conditions', { expiration: LATER }],
    ['an unknown operator', { expiration: LATER, conditions: [['ends-with', '$key', 'x']] }],
    ['a range of words', { expiration: LATER, conditions: [['content-length-range', 'a', 'b']] }],
    ['a number for a text', { expiration: LATER, conditions: [{ key: 1 }] }],
    ['null', null],
  ])('is refused with %s', async (_what, policy) => {
    expect(await said(await send(handMade(base64(policy))))).toEqual([400, 'InvalidPolicyDocument', expect.stringMatching(/^Invalid Policy: /)]);
  });

  test.each([
    [{ acl: 'private' }, 'acl'],
    [{ success_action_redirect: 'https://app.example.com/' }, 'success_action_redirect'],
    [{ 'x-amz-meta-name': '${filename}' }, '${filename}'],
  ])('is told what is not implemented: %j', async (fields, what) => {
    const conditions = Object.entries(fields).map(([name, value]) => ({ [name]: value }));
    expect(await said(await send(withConditions(conditions, fields)))).toEqual([501, 'NotImplemented', expect.stringContaining(what)]);
  });
});
