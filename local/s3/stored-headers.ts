/** The headers that S3 keeps with an object and answers with it. */
import { encodings } from './body';
import { notImplemented, S3Error } from './error';
import { headerValue } from './request';

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];
const META = 'x-amz-meta-';

/** What a GET's query may put in their place. */
export const OVERRIDES = ['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type', 'expires']
  .map((name) => `response-${name}`);

export const STORED_HEADERS = [`${META}*`, 'x-amz-storage-class'];

export function storedHeaders(headers: Record<string, string>): Record<string, string> {
  const storageClass = headers['x-amz-storage-class'] ?? 'STANDARD';
  if (storageClass !== 'STANDARD') throw notImplemented(`the storage class ${storageClass}`);
  const metadata = Object.entries(headers).filter(([name]) => name.startsWith(META));
  const size = metadata.reduce((sum, [name, value]) => sum + Buffer.byteLength(name.slice(META.length)) + Buffer.byteLength(value), 0);
  if (size > 2048) throw new S3Error(400, 'MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size');
  const encoding = encodings(headers).filter((name) => name !== 'aws-chunked').join(',');
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(KEPT.filter((name) => headers[name]).map((name) => [name, headers[name]])),
    ...(encoding && { 'content-encoding': encoding }),
    ...Object.fromEntries(metadata),
  };
}

export function overrides(query: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(OVERRIDES
    .filter((name) => query.has(name))
    .map((name) => [name.slice('response-'.length), headerValue(name, query.get(name)!)]));
}
