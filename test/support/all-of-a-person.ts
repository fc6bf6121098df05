import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import type { Aws } from './aws';
import type { LocalApi } from './local';
import type { Person } from './person';

interface AllOfAPerson {
  readonly account: object;
  /** By the last part of the key. */
  readonly objects: Record<string, any>;
  readonly mails: object[];
}

/** Everything that there is of a person: the account with its factors and times, every object with its content, every mail. Two are equal where nothing happened. */
export const allOf = async (api: LocalApi, { cognito, s3, UserPoolId, Bucket }: Aws, { email, userId }: Person): Promise<AllOfAPerson> => {
  const { $metadata, ...account } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const objects = await Promise.all(Contents.filter(({ Key }) => Key!.includes(userId)).map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return [Key!.split('/').pop(), await (Key!.endsWith('.json') ? Body!.transformToString().then(JSON.parse) : Body!.transformToString('base64'))];
  }));
  return { account, objects: Object.fromEntries(objects), mails: await api.mails(email) };
};
