import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { ADMIN, serve, type Served } from './served';
import { createS3 } from '../../../local/s3';

export const BUCKET = 'the-bucket';

export interface S3Served extends Served {
  client(credentials?: typeof ADMIN, options?: S3ClientConfig): S3Client;
}

/** Serves the S3 stand-in with one bucket for each test of the file. */
export function withS3(properties: Record<string, any> = {}): S3Served {
  const holder = {} as S3Served;
  let clients: S3Client[] = [];
  beforeEach(async () => {
    Object.assign(holder, await serve(createS3), {
      client(credentials?: typeof ADMIN, options: S3ClientConfig = {}) {
        clients.push(new S3Client({ ...holder.config(credentials), ...options }));
        return clients[clients.length - 1];
      },
    });
    holder.make('AWS::S3::Bucket', 'Bucket', { BucketName: BUCKET, ...properties });
  });
  afterEach(async () => {
    clients.forEach((client) => client.destroy());
    clients = [];
    await holder.close();
  });
  return holder;
}

/** What a failed call says. A HEAD's answer has no body, so its name follows from the status. */
export const refusal = (status: number, name?: string, message?: RegExp) => expect.objectContaining({
  ...(name && { name }),
  ...(message && { message: expect.stringMatching(message) }),
  $metadata: expect.objectContaining({ httpStatusCode: status }),
});

export const allow = (Action: string | string[], Resource: string | string[], Condition?: object) =>
  ({ Effect: 'Allow', Action, Resource, ...(Condition && { Condition }) });

export const objects = `arn:aws:s3:::${BUCKET}/*`;
export const bucketArn = `arn:aws:s3:::${BUCKET}`;
