/** A request as S3 understands it, and its answer. */
import type { Host, ServiceRequest, ServiceResponse } from '../service';
import { parseQuery } from '../sigv4-canonical';
import type { Access } from './access';
import type { Bucket } from './bucket';
import { invalidArgument, notImplemented, S3Error } from './error';
import { type Xml, writeXml } from './xml';

export interface S3Request {
  readonly method: string;
  /** Undefined: the request is about the account. */
  readonly bucket?: string;
  /** Undefined: the request is about the bucket. */
  readonly key?: string;
  /** Without what belongs to the signature. */
  readonly query: ReadonlyMap<string, string>;
  /** With the x-amz- headers that a pre-signed request carries in its query. */
  readonly headers: Record<string, string>;
}

/** One call of an operation. */
export interface Call extends S3Request {
  /** Free of aws-chunked. */
  readonly body: Buffer;
  readonly trailer: Record<string, string>;
  readonly access: Access;
  readonly host: Host;
  readonly now: number;
}

export interface ObjectCall extends Call {
  readonly key: string;
  readonly target: Bucket;
  readonly arn: string;
}

export interface BucketCall extends Call {
  readonly target: Bucket;
}

/** What an operation understands. All else is refused, by name. */
export interface Operation<C extends Call = ObjectCall> {
  readonly query?: string[];
  /** x-amz- headers; a trailing * stands for any ending. */
  readonly headers?: string[];
  handle(call: C): ServiceResponse;
}

const OF_THE_SIGNATURE = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token|Content-Sha256)$/i;
/** `x-id` names the SDK's operation and means nothing. */
const COMMON_QUERY = ['x-id'];
const COMMON_HEADERS = ['x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token', 'x-amz-user-agent', 'x-amz-expected-bucket-owner',
  'x-amz-decoded-content-length', 'x-amz-trailer'];

export function readRequest(request: ServiceRequest): S3Request {
  const [path, ...rest] = request.url.split('?');
  const [, bucket, ...key] = path.split('/').map(decodeSegment);
  const headers = { ...request.headers };
  const query = new Map<string, string>();
  for (const [name, value] of parseQuery(rest.join('?'))) {
    if (OF_THE_SIGNATURE.test(name)) continue;
    if (/^x-amz-/i.test(name)) headers[name.toLowerCase()] = headerValue(name, value);
    else if (query.has(name)) throw invalidArgument(`The query parameter ${name} may be given once.`);
    else query.set(name, value);
  }
  if (Buffer.byteLength(key.join('/')) > 1024) throw new S3Error(400, 'KeyTooLongError', 'Your key is too long');
  return { method: request.method, bucket: bucket || undefined, key: key.join('/') || undefined, query, headers };
}

/** Refuses what the operation does not understand. */
export function checkUnderstood(request: S3Request, operation: Operation<any>, host: Host): void {
  for (const name of request.query.keys()) {
    if (![...COMMON_QUERY, ...operation.query ?? []].includes(name)) throw notImplemented(`the query parameter ${name} with ${request.method}`);
  }
  const known = [...COMMON_HEADERS, ...operation.headers ?? []];
  for (const name of Object.keys(request.headers).filter((header) => header.startsWith('x-amz-'))) {
    const understood = known.some((other) => other.endsWith('*') ? name.startsWith(other.slice(0, -1)) : name === other);
    if (!understood) throw notImplemented(`the header ${name} with ${request.method}`);
  }
  const owner = request.headers['x-amz-expected-bucket-owner'];
  if (owner !== undefined && owner !== host.accountId) throw new S3Error(403, 'AccessDenied', 'Access Denied');
}

export function xmlAnswer(document: Xml, headers: Record<string, string> = {}): ServiceResponse {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: writeXml(document) };
}

export function emptyAnswer(status: number, headers: Record<string, string> = {}): ServiceResponse {
  return { status, headers, body: '' };
}

/** A whole number in the query. */
export function numberOf(query: ReadonlyMap<string, string>, name: string, min: number, max: number): number | undefined {
  const value = query.get(name);
  if (value === undefined) return undefined;
  if (!/^\d{1,10}$/.test(value) || Number(value) < min || Number(value) > max) {
    throw invalidArgument(`Argument ${name} must be an integer between ${min} and ${max}`);
  }
  return Number(value);
}

/** A value of the query that is to stand in a header. */
export function headerValue(name: string, value: string): string {
  if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) throw invalidArgument(`${name} has characters that a header cannot carry`);
  return value;
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}
