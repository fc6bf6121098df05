/**
 * Conditional requests: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html. S3 may also answer
 * 409 ConditionalRequestConflict when two writes meet; here one follows the other, so the later one gets 412.
 */
import type { StoredObject } from './bucket';
import { noSuchKey, notImplemented, preconditionFailed } from './error';
import type { ObjectCall } from './request';

/** Throws where the object must not be read; 'not modified' where the reader has it already. */
export function checkRead(headers: Record<string, string>, object: StoredObject): 'read' | 'not modified' {
  const since = headers['if-modified-since'];
  const until = headers['if-unmodified-since'];
  // Where both kinds are given, the ETag decides: RFC 9110, 13.2.2.
  if (headers['if-match'] !== undefined) {
    if (!lists(headers['if-match'], object.etag)) throw preconditionFailed('If-Match');
  } else if (until !== undefined && object.lastModified > Date.parse(until)) {
    throw preconditionFailed('If-Unmodified-Since');
  }
  if (headers['if-none-match'] !== undefined) return lists(headers['if-none-match'], object.etag) ? 'not modified' : 'read';
  return since !== undefined && object.lastModified <= Date.parse(since) ? 'not modified' : 'read';
}

/** Throws where the object must not be written. To compare ETags, the writer must be allowed to read. */
export function checkWrite({ headers, key, target, access, arn }: ObjectCall): void {
  const ifNoneMatch = headers['if-none-match'];
  const ifMatch = headers['if-match'];
  refuseDates(headers);
  if (ifMatch !== undefined && ifNoneMatch !== undefined) throw notImplemented('If-Match together with If-None-Match');
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') throw notImplemented('a write with If-None-Match other than *');
    if (target.objects.has(key)) throw preconditionFailed('If-None-Match');
  }
  if (ifMatch !== undefined) {
    if (ifMatch === '*') throw notImplemented('a write with If-Match: *');
    access.require('s3:GetObject', arn);
    const object = target.objects.get(key);
    if (!object) throw noSuchKey(key);
    if (!lists(ifMatch, object.etag)) throw preconditionFailed('If-Match');
  }
}

/** Throws where the object must not be deleted. */
export function checkDelete({ headers, key, target, access, arn }: ObjectCall, ifMatch = headers['if-match']): void {
  refuseDates(headers);
  if (headers['if-none-match'] !== undefined) throw notImplemented('a deletion with If-None-Match');
  if (ifMatch === undefined) return;
  if (ifMatch !== '*') access.require('s3:GetObject', arn);
  const object = target.objects.get(key);
  if (!object) throw noSuchKey(key);
  if (!lists(ifMatch, object.etag)) throw preconditionFailed('If-Match');
}

function refuseDates(headers: Record<string, string>): void {
  for (const name of ['if-modified-since', 'if-unmodified-since']) {
    if (headers[name] !== undefined) throw notImplemented(`a write with ${name}`);
  }
}

/** Quotes may be left out, as clients do. */
function lists(header: string, etag: string): boolean {
  return header.split(',').map((item) => item.trim().replace(/^W\//, '').replace(/^"(.*)"$/, '$1')).some((item) => item === '*' || item === etag);
}
