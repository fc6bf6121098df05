/** GetObject and HeadObject. */
import type { ServiceResponse } from '../service';
import type { StoredObject } from './bucket';
import { checksumHeaders } from './checksum';
import { checkRead } from './conditions';
import { encryptionHeaders, requireKey } from './encryption';
import { noSuchKey, S3Error } from './error';
import { expiryOf } from './lifecycle';
import { emptyAnswer, type ObjectCall, type Operation } from './request';
import { overrides, OVERRIDES } from './stored-headers';

export const getObject: Operation = { query: OVERRIDES, headers: ['x-amz-checksum-mode'], handle: (call) => read(call, true) };
export const headObject: Operation = { query: OVERRIDES, headers: ['x-amz-checksum-mode'], handle: (call) => read(call, false) };

/** The object, for a caller who may read it. */
export function findObject({ access, arn, key, target }: ObjectCall): StoredObject {
  access.require('s3:GetObject', arn);
  const object = target.objects.get(key);
  if (object) return object;
  // Only who may list the bucket learns that a key is not there. S3 takes the key for the `s3:prefix` that a policy may
  // restrict the listing to: https://github.com/ceph/ceph/pull/68577 says so; the documentation does not.
  access.require('s3:ListBucket', target.arn, { 's3:prefix': key });
  throw noSuchKey(key);
}

function read(call: ObjectCall, withBody: boolean): ServiceResponse {
  const { headers, query, access, arn, host } = call;
  const object = findObject(call);
  const checksum = headers['x-amz-checksum-mode'] === 'ENABLED' ? object.checksum : undefined;
  // A HEAD decrypts nothing, but for the checksum.
  if (withBody || checksum) requireKey('kms:Decrypt', object.encryption, arn, access, host);
  const common = {
    'etag': `"${object.etag}"`,
    'last-modified': new Date(object.lastModified).toUTCString(),
    ...expirationHeader(call, object),
  };
  if (checkRead(headers, object) === 'not modified') return emptyAnswer(304, common);

  const range = rangeOf(headers, object);
  const body = range ? object.body.subarray(range.start, range.end + 1) : object.body;
  return {
    status: range ? 206 : 200,
    headers: {
      ...object.headers,
      ...overrides(query),
      ...common,
      'accept-ranges': 'bytes',
      'content-length': String(body.length),
      ...(range && { 'content-range': `bytes ${range.start}-${range.end}/${object.body.length}` }),
      ...encryptionHeaders(object.encryption),
      // It sums up the whole object, not the range.
      ...(range ? {} : checksumHeaders(checksum)),
    },
    body: withBody ? body : '',
  };
}

/** The range asked for; undefined for the whole object, also where S3 does not understand the header or several are asked for. */
function rangeOf(headers: Record<string, string>, { body, etag }: StoredObject): { start: number; end: number } | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '') ?? [];
  if (from === undefined || (from === '' && to === '')) return undefined;
  if (headers['if-range'] !== undefined && headers['if-range'] !== `"${etag}"`) return undefined;
  if (from !== '' && to !== '' && Number(to) < Number(from)) return undefined;
  const start = from === '' ? Math.max(0, body.length - Number(to)) : Number(from);
  const end = from === '' || to === '' ? body.length - 1 : Math.min(Number(to), body.length - 1);
  if (start >= body.length || (from === '' && Number(to) === 0)) {
    const details = { RangeRequested: headers.range, ActualObjectSize: String(body.length) };
    throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable', details);
  }
  return { start, end };
}

/** When the lifecycle rules end the object's life. */
export function expirationHeader({ target, key }: ObjectCall, object: StoredObject): Record<string, string> {
  const expiry = expiryOf(target.lifecycle, key, object.lastModified);
  if (!expiry) return {};
  return { 'x-amz-expiration': `expiry-date="${new Date(expiry.at).toUTCString()}", rule-id="${encodeURIComponent(expiry.ruleId)}"` };
}
