import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { type ServiceRequest, SignatureError } from '../../local/service';
import { verifySignature } from '../../local/sigv4';

class Sha256 {
  private readonly hash;
  constructor(secret?: any) { this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret); }
  update(data: any): void { this.hash.update(data); }
  async digest(): Promise<Uint8Array> { return this.hash.digest(); }
  reset(): void { throw new Error('not used'); }
}

const NOW = Date.parse('2026-11-20T15:01:14Z');
const credentials = { accessKeyId: 'AKIAONE', secretAccessKey: 'secret-one' };

interface Draft {
  service?: string;
  method?: string;
  path?: string;
  query?: Record<string, string | string[]>;
  headers?: Record<string, string>;
  body?: string;
  token?: string;
}

const urlOf = (path: string, query: Record<string, any> = {}) => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`));
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
};

const signerOf = ({ service = 's3', token }: Draft) => new SignatureV4({
  credentials: { ...credentials, sessionToken: token }, region: 'eu-west-1', service, sha256: Sha256, uriEscapePath: service !== 's3',
});

const draftOf = ({ method = 'PUT', path = '/_local/s3/b/k', query = {}, headers = {}, body = '' }: Draft): any =>
  ({ method, protocol: 'http:', hostname: '127.0.0.1', path, query, headers: { host: '127.0.0.1:4000', ...headers }, body });

async function signed(draft: Draft, at = NOW): Promise<ServiceRequest> {
  const { method, path, query, headers }: any = await signerOf(draft).sign(draftOf(draft), { signingDate: new Date(at) });
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value as string]));
  const signedUrl = urlOf(path, query as any);
  return { method, url: signedUrl, signedUrl, headers: lower, body: Buffer.from(draft.body ?? '') };
}

async function presigned(draft: Draft, expiresIn = 600): Promise<ServiceRequest> {
  const unsigned = draftOf({ ...draft, headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...draft.headers } });
  const { method, path, query } = await signerOf(draft).presign(unsigned, { signingDate: new Date(NOW), expiresIn });
  const signedUrl = urlOf(path, query as any);
  return { method, url: signedUrl, signedUrl, headers: { host: '127.0.0.1:4000' }, body: Buffer.from(draft.body ?? '') };
}

const verify = (request: ServiceRequest, { service = 's3', region = 'eu-west-1', now = NOW } = {}) =>
  verifySignature(request, service, region, (id) => id === credentials.accessKeyId ? credentials.secretAccessKey : undefined, now);

const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof SignatureError) return error.code;
    throw error;
  }
  return 'accepted';
};

describe('a signature in the header', () => {
  test.each<[string, Draft]>([
    ['plain', {}],
    ['with a body', { body: '{"a":1}' }],
    ['with a key to be encoded once', { path: '/_local/s3/b/a%20b%2Bc%27%28d%29/%C3%BC//x/../y' }],
    ['with a query', { query: { 'list-type': '2', 'prefix': "a b/ü+&='*", 'a': ['2', '10'], 'flag': '' } }],
    ['with several spaces in a header', { headers: { 'x-amz-meta-a': '  a   b ' } }],
    ['with a session token', { token: 'a/session+token==' }],
    ['of another service', { service: 'cognito-idp', method: 'POST', path: '/_local/cognito-idp/', body: '{}' }],
    ['of another service with an encoded path', { service: 'secretsmanager', path: '/_local/a%20b/./c/../d' }],
  ])('is accepted: %s', async (_what, draft) => {
    expect(verify(await signed(draft), { service: draft.service })).toBe('AKIAONE');
  });

  test('is accepted with an unsigned or streamed payload, for S3 alone', async () => {
    for (const payload of ['UNSIGNED-PAYLOAD', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD']) {
      const request = await signed({ body: 'whatever', headers: { 'x-amz-content-sha256': payload } });
      expect(verify({ ...request, body: Buffer.from('other') })).toBe('AKIAONE');
      const elsewhere = await signed({ service: 'cognito-idp', headers: { 'x-amz-content-sha256': payload } });
      expect(codeOf(() => verify(elsewhere, { service: 'cognito-idp' }))).toBe('SignatureDoesNotMatch');
    }
  });

  test('is refused when anything that was signed has changed', async () => {
    const request = await signed({ query: { prefix: 'a' }, headers: { 'x-amz-meta-role': 'user' }, body: 'one' });
    const changes: Partial<ServiceRequest>[] = [
      { method: 'DELETE' },
      { signedUrl: request.signedUrl.replace('/k', '/other') },
      { signedUrl: request.signedUrl.replace('prefix=a', 'prefix=b') },
      { signedUrl: `${request.signedUrl}&acl` },
      { body: Buffer.from('two') },
      { headers: { ...request.headers, 'x-amz-meta-role': 'admin' } },
      { headers: { ...request.headers, host: 'evil.example' } },
      { headers: { ...request.headers, authorization: request.headers.authorization.replace(/.$/, (last) => last === '0' ? '1' : '0') } },
      { headers: { ...request.headers, authorization: request.headers.authorization.replace(/Signature=.*/, 'Signature=00') } },
      { headers: { ...request.headers, authorization: request.headers.authorization.replace('host;', 'constructor;host;') } },
      { signedUrl: '/_local/s3/b/%E0%A4%A' },
    ];
    for (const change of changes) expect(codeOf(() => verify({ ...request, ...change }))).toBe('SignatureDoesNotMatch');
  });

  test('is refused with an x-amz header that was added on the way', async () => {
    const request = await signed({});
    expect(codeOf(() => verify({ ...request, headers: { ...request.headers, 'x-amz-meta-role': 'admin' } }))).toBe('AccessDenied');
  });

  test('is refused of an unknown key', async () => {
    const request = await signed({});
    expect(codeOf(() => verifySignature(request, 's3', 'eu-west-1', () => undefined, NOW))).toBe('InvalidAccessKeyId');
    expect(codeOf(() => verifySignature(request, 's3', 'eu-west-1', () => 'another-secret', NOW))).toBe('SignatureDoesNotMatch');
  });

  test('is refused for another region or service', async () => {
    const request = await signed({});
    expect(codeOf(() => verify(request, { region: 'us-east-1' }))).toBe('SignatureDoesNotMatch');
    expect(codeOf(() => verify(request, { service: 'cognito-idp' }))).toBe('SignatureDoesNotMatch');
  });

  test('is refused more than 15 minutes from now, on either side', async () => {
    for (const minutes of [-16, 16]) {
      const request = await signed({}, NOW + minutes * 60_000);
      expect(codeOf(() => verify(request))).toBe('RequestTimeTooSkewed');
    }
    expect(verify(await signed({}, NOW - 14 * 60_000))).toBe('AKIAONE');
  });

  test.each(['Bearer x', 'AWS AKIAONE:sig', 'AWS4-HMAC-SHA256 ', 'AWS4-HMAC-SHA256 Credential=AKIAONE/x, SignedHeaders=host, Signature=1'])(
    'is refused when it is %s', (authorization) => {
      const headers = { 'host': 'h', authorization, 'x-amz-date': '20261120T150114Z' };
      const request = { method: 'GET', url: '/', signedUrl: '/', headers, body: Buffer.alloc(0) };
      expect(codeOf(() => verify(request))).toBe('SignatureDoesNotMatch');
    });
});

describe('a pre-signed request', () => {
  test('is accepted with any body', async () => {
    const request = await presigned({ path: '/_local/s3/b/a%20b' });
    expect(verify({ ...request, body: Buffer.from('anything') })).toBe('AKIAONE');
  });

  test('is accepted with a session token', async () => {
    expect(verify(await presigned({ token: 'a/session+token==' }))).toBe('AKIAONE');
  });

  test('is accepted until its last second', async () => {
    const request = await presigned({}, 600);
    expect(verify(request, { now: NOW + 599_999 })).toBe('AKIAONE');
    expect(codeOf(() => verify(request, { now: NOW + 600_000 }))).toBe('AccessDenied');
  });

  test('is refused when it comes from the future, or asks for more than a week', async () => {
    const request = await presigned({});
    expect(codeOf(() => verify(request, { now: NOW - 16 * 60_000 }))).toBe('AccessDenied');
    const longer = { ...request, signedUrl: request.signedUrl.replace('X-Amz-Expires=600', 'X-Amz-Expires=604801') };
    expect(codeOf(() => verify(longer))).toBe('SignatureDoesNotMatch');
  });

  test('is refused when its query was changed', async () => {
    const request = await presigned({ query: { 'response-content-type': 'image/png' } });
    const changes = [
      request.signedUrl.replace('image%2Fpng', 'text%2Fhtml'),
      request.signedUrl.replace('X-Amz-Expires=600', 'X-Amz-Expires=6000'),
      `${request.signedUrl}&uploadId=1`,
      `${request.signedUrl}&X-Amz-Expires=6000`,
      request.signedUrl.replace(/&?X-Amz-Algorithm=[^&]*/, ''),
      request.signedUrl.replace(/X-Amz-Signature=[^&]*/, 'X-Amz-Signature='),
    ];
    for (const signedUrl of changes) expect(codeOf(() => verify({ ...request, signedUrl }))).toBe('SignatureDoesNotMatch');
  });

  test('is refused with an x-amz header that was not signed', async () => {
    const request = await presigned({});
    expect(codeOf(() => verify({ ...request, headers: { ...request.headers, 'x-amz-meta-a': 'b' } }))).toBe('AccessDenied');
  });

  test('is refused when it also has an authorization header', async () => {
    const request = await presigned({});
    expect(codeOf(() => verify({ ...request, headers: { ...request.headers, authorization: 'Bearer x' } }))).toBe('SignatureDoesNotMatch');
  });
});

test('an unsigned request has no access key', () => {
  expect(verify({ method: 'GET', url: '/', signedUrl: '/_local/s3/b/k?a=1', headers: { host: 'h' }, body: Buffer.alloc(0) })).toBeUndefined();
});
