/** ListObjectsV2, HeadBucket and ListBuckets. */
import type { Bucket, StoredObject } from './bucket';
import { invalidArgument } from './error';
import { type BucketCall, type Call, emptyAnswer, numberOf, type Operation, xmlAnswer } from './request';
import type { Xml } from './xml';

type Entry = { name: string; object?: StoredObject };

export const listObjectsV2: Operation<BucketCall> = {
  query: ['list-type', 'prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after', 'encoding-type', 'fetch-owner'],
  handle({ query, access, target, host }) {
    const given = (name: string, key: string) => query.has(name) ? { [key]: query.get(name)! } : {};
    access.require('s3:ListBucket', target.arn, {
      ...given('prefix', 's3:prefix'), ...given('delimiter', 's3:delimiter'), ...given('max-keys', 's3:max-keys'),
    });
    const prefix = query.get('prefix') ?? '';
    const delimiter = query.get('delimiter') ?? '';
    const maxKeys = Math.min(numberOf(query, 'max-keys', 0, 2 ** 31 - 1) ?? 1000, 1000);
    const token = query.get('continuation-token');
    const encode = encoderOf(query.get('encoding-type'));
    const startAfter = token === undefined ? query.get('start-after') ?? '' : '';
    const seen = token === undefined ? '' : readToken(token);
    const owner: Xml[] = query.get('fetch-owner') === 'true' ? [['Owner', [['ID', host.accountId]]]] : [];

    const rest = entriesOf(target, prefix, delimiter, startAfter).filter(({ name }) => compare(name, seen) > 0);
    const page = rest.slice(0, maxKeys);
    const truncated = maxKeys > 0 && rest.length > page.length;
    const optional = (name: string, value: string | undefined): Xml[] => value === undefined ? [] : [[name, value]];
    return xmlAnswer(['ListBucketResult', [
      ['Name', target.name],
      ['Prefix', encode(prefix)],
      ...optional('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
      ['MaxKeys', maxKeys],
      ...optional('EncodingType', query.get('encoding-type')),
      ['KeyCount', page.length],
      ['IsTruncated', truncated],
      ...optional('ContinuationToken', token),
      ...optional('NextContinuationToken', truncated ? writeToken(page[page.length - 1].name) : undefined),
      ...optional('StartAfter', query.has('start-after') ? encode(query.get('start-after')!) : undefined),
      ...page.map(({ name, object }): Xml => object
        ? ['Contents', [...contentsOf(encode(name), object), ...owner]]
        : ['CommonPrefixes', [['Prefix', encode(name)]]]),
    ]]);
  },
};

export const headBucket: Operation<BucketCall> = {
  handle({ access, target, host }) {
    access.require('s3:ListBucket', target.arn);
    return emptyAnswer(200, { 'x-amz-bucket-region': host.region });
  },
};

export function listBuckets(all: () => Iterable<Bucket>): Operation<Call> {
  return {
    handle({ access, host }) {
      access.require('s3:ListAllMyBuckets', `arn:${host.partition}:s3:::*`);
      return xmlAnswer(['ListAllMyBucketsResult', [
        ['Owner', [['ID', host.accountId]]],
        ['Buckets', [...all()].sort((a, b) => compare(a.name, b.name)).map(({ name, created }): Xml =>
          ['Bucket', [['Name', name], ['CreationDate', new Date(created).toISOString()]]])],
      ]]);
    },
  };
}

/** Keys and common prefixes below the prefix, in the order of their UTF-8 bytes. */
function entriesOf({ objects }: Bucket, prefix: string, delimiter: string, startAfter: string): Entry[] {
  const entries = new Map<string, Entry>();
  for (const [key, object] of objects) {
    if (!key.startsWith(prefix) || compare(key, startAfter) <= 0) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const name = end < 0 ? key : key.slice(0, end + delimiter.length);
    if (end >= 0) entries.set(`prefix ${name}`, { name });
    else entries.set(`key ${name}`, { name, object });
  }
  return [...entries.values()].sort((a, b) => compare(a.name, b.name));
}

function contentsOf(key: string, object: StoredObject): Xml[] {
  return [
    ['Key', key],
    ['LastModified', new Date(object.lastModified).toISOString()],
    ['ETag', `"${object.etag}"`],
    ...(object.checksum ? [['ChecksumAlgorithm', object.checksum.algorithm], ['ChecksumType', object.checksum.type]] as Xml[] : []),
    ['Size', object.body.length],
    ['StorageClass', 'STANDARD'],
  ];
}

function encoderOf(type: string | undefined): (text: string) => string {
  if (type === undefined) return (text) => text;
  if (type !== 'url') throw invalidArgument('Invalid Encoding Method specified in Request');
  return (text) => encodeURIComponent(text).replace(/%2F/g, '/').replace(/%20/g, '+');
}

const writeToken = (name: string): string => Buffer.from(name).toString('base64');

function readToken(token: string): string {
  const name = Buffer.from(token, 'base64').toString();
  if (writeToken(name) !== token) throw invalidArgument('The continuation token provided is incorrect');
  return name;
}

function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
