import { randomUUID } from 'node:crypto';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { environment } from './environment';
import { HttpError } from './http-error';
import { NoThrottleRetries } from './retry';
import { timeLimits } from './time-limits';

export const s3 = new S3Client({ retryStrategy: new NoThrottleRetries(), requestHandler: timeLimits });
export const Bucket = environment.BUCKET;

export interface Stored<Content> {
  readonly content: Content;
  /** Identifies this very version, for a conditional write. */
  readonly etag: string;
}

/** The JSON object kept under a key, or undefined where there is none. */
export const read = async <Content>(Key: string): Promise<Stored<Content> | undefined> => {
  try {
    const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return { content: JSON.parse(await Body!.transformToString()), etag: ETag! };
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') {
      return undefined;
    }
    throw error;
  }
};

export const write = (Key: string, content: unknown) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body: JSON.stringify(content), ContentType: 'application/json' }));

/**
 * Writes only where the object is still the version named, or, without one, where there is none. False when somebody else was faster: not when the
 * SDK's second try found what its first had written, which the writer's mark tells.
 */
export const writeIfUnchanged = async (Key: string, content: object, etag: string | undefined): Promise<boolean> => {
  const written_by = randomUUID();
  const condition = etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag };
  const Body = JSON.stringify({ ...content, written_by });
  try {
    await s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/json', ...condition }));
    return true;
  } catch (error) {
    // 412, or 409 when two conditional writes met, or 404 when the version named has been deleted meanwhile.
    if (['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'].includes((error as Error).name)) {
      return (await read<{ written_by?: string }>(Key))?.content.written_by === written_by;
    }
    throw error;
  }
};

/** The same, where whoever was slower is to come again: two requests side by side cannot share one count, or one turn. */
export const writeInTurn = async (key: string, content: object, etag: string | undefined): Promise<void> => {
  if (!await writeIfUnchanged(key, content, etag)) {
    throw new HttpError('TOO_MANY_REQUESTS', undefined, 1);
  }
};

/** Changes what is kept under a key, if anything is and nobody else changes it meanwhile. */
export const amend = async <Content extends object>(key: string, change: (content: Content) => Content): Promise<void> => {
  const stored = await read<Content>(key);
  if (stored) {
    await writeIfUnchanged(key, change(stored.content), stored.etag);
  }
};

export const remove = (Key: string) => s3.send(new DeleteObjectCommand({ Bucket, Key }));
