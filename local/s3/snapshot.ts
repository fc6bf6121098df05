/** A bucket's content as JSON. Unfinished uploads are not kept. */
import type { Bucket, StoredObject } from './bucket';

/** By logical id, as a generated name may differ from run to run. */
export type Snapshot = Record<string, { name: string; created: number; objects: Record<string, Kept> }>;

type Kept = Omit<StoredObject, 'body'> & { body: string };

export function keep(buckets: Iterable<Bucket>): Snapshot {
  return Object.fromEntries([...buckets].map(({ logicalId, name, created, objects }) => [logicalId, {
    name,
    created,
    objects: Object.fromEntries([...objects].map(([key, object]) => [key, { ...object, body: object.body.toString('base64') }])),
  }]));
}

export function objectsOf(kept: Snapshot[string]): Map<string, StoredObject> {
  return new Map(Object.entries(kept.objects).map(([key, object]) => [key, { ...object, body: Buffer.from(object.body, 'base64') }]));
}

/** The buckets alone. */
export function empty(snapshot: Snapshot): Snapshot {
  return Object.fromEntries(Object.entries(snapshot).map(([logicalId, bucket]) => [logicalId, { ...bucket, objects: {} }]));
}
