/**
 * Verifies AWS Signature Version 4: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html.
 * A request is signed in its Authorization header, or pre-signed in its query.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type ServiceRequest, SignatureError, type SignedPolicy } from './service';
import { canonicalHeaders, canonicalPath, canonicalQuery, parseQuery } from './sigv4-canonical';

const ALGORITHM = 'AWS4-HMAC-SHA256';
const MAX_SKEW = 15 * 60_000;
const MAX_EXPIRES = 7 * 24 * 3600;
/** What S3 takes in place of the body's hash. */
const S3_PAYLOADS = /^(UNSIGNED-PAYLOAD|STREAMING-(UNSIGNED-PAYLOAD-TRAILER|AWS4-HMAC-SHA256-PAYLOAD(-TRAILER)?))$/;
const MISMATCH = 'The request signature we calculated does not match the signature you provided. Check your key and signing method.';

const UNKNOWN_KEY = 'The AWS Access Key Id you provided does not exist in our records.';

interface Claimed {
  readonly accessKeyId: string;
  /** date/region/service/aws4_request */
  readonly scope: string[];
  readonly signedHeaders: string[];
  readonly signature: string;
  /** As sent: 20261120T150114Z. */
  readonly date: string;
  /** Of a pre-signed request only: seconds. */
  readonly expires?: number;
}

/** The access key id that signed the request; undefined where the request is unsigned. Throws `SignatureError`. */
export function verifySignature(
  request: ServiceRequest,
  service: string,
  region: string,
  secretOf: (accessKeyId: string) => string | undefined,
  now: number,
): string | undefined {
  const [path, ...rest] = request.signedUrl.split('?');
  const query = parseQuery(rest.join('?'));
  const claimed = claimOf(request, query);
  if (!claimed) return undefined;

  const secret = secretOf(claimed.accessKeyId);
  if (secret === undefined) throw new SignatureError('InvalidAccessKeyId', UNKNOWN_KEY);
  checkScope(claimed, service, region);
  checkTime(claimed, now);
  checkSignedHeaders(claimed, request.headers);

  const canonicalRequest = [
    request.method,
    canonicalPath(path, service),
    canonicalQuery(query),
    canonicalHeaders(claimed.signedHeaders, request.headers),
    claimed.signedHeaders.join(';'),
    payloadHash(request, service, query, claimed),
  ].join('\n');
  const stringToSign = [ALGORITHM, claimed.date, claimed.scope.join('/'), sha256(canonicalRequest)].join('\n');
  checkSignature(claimed, secret, stringToSign);
  return claimed.accessKeyId;
}

/** The access key id that signed the policy of a form. That the policy has not expired is for who reads it to see. Throws `SignatureError`. */
export function verifyPolicySignature(
  { policy, credential, date, signature }: SignedPolicy,
  service: string,
  region: string,
  secretOf: (accessKeyId: string) => string | undefined,
): string {
  const parts: Record<string, string> = { Credential: credential, SignedHeaders: 'host', Signature: signature };
  const claimed = claim((name) => parts[name], date);
  const secret = secretOf(claimed.accessKeyId);
  if (secret === undefined) throw new SignatureError('InvalidAccessKeyId', UNKNOWN_KEY);
  checkScope(claimed, service, region);
  checkSignature(claimed, secret, policy);
  return claimed.accessKeyId;
}

function checkSignature({ scope, signature }: Claimed, secret: string, stringToSign: string): void {
  const key = scope.reduce((parent: string | Buffer, part) => hmac(parent, part), `AWS4${secret}`);
  if (!equal(hmac(key, stringToSign).toString('hex'), signature)) throw new SignatureError('SignatureDoesNotMatch', MISMATCH);
}

/** What the request says of its signature, wherever it says it. */
function claimOf(request: ServiceRequest, query: [string, string][]): Claimed | undefined {
  const header = request.headers.authorization;
  const presigned = query.some(([name]) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature');
  if (header !== undefined && presigned) throw malformed('Only one auth mechanism allowed');
  if (header !== undefined) {
    if (!header.startsWith(`${ALGORITHM} `)) {
      throw malformed(`The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`);
    }
    const parts = new Map(header.slice(ALGORITHM.length).split(',').map((part): [string, string] => {
      const [name, ...value] = part.trim().split('=');
      return [name, value.join('=')];
    }));
    return claim((name) => parts.get(name), request.headers['x-amz-date']);
  }
  if (!presigned) return undefined;
  const one = (name: string) => {
    const values = query.filter(([other]) => other === name);
    if (values.length > 1) throw malformed(`Query-string authentication allows ${name} once`);
    return values[0]?.[1];
  };
  if (one('X-Amz-Algorithm') !== ALGORITHM) throw malformed(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  const expires = one('X-Amz-Expires') ?? '';
  if (!/^\d{1,9}$/.test(expires)) throw malformed('X-Amz-Expires should be a number');
  return { ...claim((name) => one(`X-Amz-${name}`), one('X-Amz-Date')), expires: Number(expires) };
}

function claim(part: (name: string) => string | undefined, date: string | undefined): Claimed {
  const [accessKeyId, ...scope] = (part('Credential') ?? '').split('/');
  const signature = part('Signature') ?? '';
  const signedHeaders = (part('SignedHeaders') ?? '').split(';');
  if (!accessKeyId || scope.length !== 4 || !signedHeaders.includes('host') || !signature) {
    throw malformed('The signature needs Credential (key/date/region/service/aws4_request), SignedHeaders with host, and Signature');
  }
  if (!/^\d{8}T\d{6}Z$/.test(date ?? '')) throw malformed('AWS authentication requires a valid X-Amz-Date');
  return { accessKeyId, scope, signedHeaders, signature, date: date! };
}

function checkScope({ scope, date }: Claimed, service: string, region: string): void {
  const expected = [date.slice(0, 8), region, service, 'aws4_request'];
  const wrong = expected.findIndex((part, index) => part !== scope[index]);
  if (wrong >= 0) throw malformed(`The credential scope is wrong: got "${scope.join('/')}", expecting "${expected.join('/')}"`);
}

function checkTime({ date, expires }: Claimed, now: number): void {
  const signedAt = Date.parse(date.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (expires === undefined) {
    if (!(Math.abs(now - signedAt) <= MAX_SKEW)) {
      throw new SignatureError('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.');
    }
    return;
  }
  if (expires < 1 || expires > MAX_EXPIRES) throw malformed(`X-Amz-Expires must be between 1 and ${MAX_EXPIRES} seconds`);
  if (!(signedAt - now <= MAX_SKEW)) throw new SignatureError('AccessDenied', 'Request is not yet valid');
  if (now >= signedAt + expires * 1000) throw new SignatureError('AccessDenied', 'Request has expired');
}

/** A header that changes what the request means must be signed, or anyone on the way could add it. */
function checkSignedHeaders({ signedHeaders }: Claimed, headers: Record<string, string>): void {
  const unsigned = Object.keys(headers).filter((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name));
  if (unsigned.length > 0) {
    throw new SignatureError('AccessDenied', `There were headers present in the request which were not signed: ${unsigned.join(', ')}`);
  }
  const absent = signedHeaders.find((name) => !Object.hasOwn(headers, name));
  if (absent !== undefined) throw new SignatureError('SignatureDoesNotMatch', `${MISMATCH} The signed header ${absent} was not sent.`);
}

function payloadHash(request: ServiceRequest, service: string, query: [string, string][], { expires }: Claimed): string {
  const presigned = expires !== undefined;
  const declared = request.headers['x-amz-content-sha256'] ?? (presigned ? query.find(([name]) => name === 'X-Amz-Content-Sha256')?.[1] : undefined);
  // S3 leaves the body of a pre-signed request unsigned, and requires the header otherwise; other services default to the body's hash.
  if (declared === undefined) {
    if (service === 's3' && presigned) return 'UNSIGNED-PAYLOAD';
    if (service === 's3') throw malformed('Missing required header for this request: x-amz-content-sha256');
    return sha256(request.body);
  }
  if (service === 's3' && S3_PAYLOADS.test(declared)) return declared;
  if (!equal(sha256(request.body), declared)) {
    throw new SignatureError('SignatureDoesNotMatch', "The provided 'x-amz-content-sha256' header does not match what was computed.");
  }
  return declared;
}

function malformed(message: string): SignatureError {
  // Services name this differently (AuthorizationHeaderMalformed, IncompleteSignature, ...); the seam has one name.
  return new SignatureError('SignatureDoesNotMatch', message);
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

function equal(ours: string, theirs: string): boolean {
  const [a, b] = [Buffer.from(ours), Buffer.from(theirs)];
  return a.length === b.length && timingSafeEqual(a, b);
}
