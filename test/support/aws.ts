import { AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { LocalApi } from './local';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const region = 'us-east-1';

export interface Aws {
  readonly cognito: CognitoIdentityProviderClient;
  readonly s3: S3Client;
  readonly UserPoolId: string;
  /** The name of the bucket that holds what is kept for people. */
  readonly Bucket: string;
  /** What the pool knows of a person. */
  account(email: string): Promise<{ status: string; attributes: Record<string, string> }>;
  /** What the bucket keeps for a person: the last part of each key. */
  objects(handle: string): Promise<string[]>;
}

/** AWS's own clients, as the administrator of an offline stack, and what the stack named its pool and bucket. */
export const awsOf = async (api: LocalApi): Promise<Aws> => {
  const cognito = new CognitoIdentityProviderClient({ region, credentials, endpoint: api.endpoint('cognito-idp') });
  const s3 = new S3Client({ region, credentials, endpoint: api.endpoint('s3'), forcePathStyle: true });
  const { Buckets } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets!.map(({ Name }) => Name!).find((name) => !/access-?log/i.test(name))!;
  const UserPoolId = Object.entries(await api.outputs()).find(([name]) => /UserPoolId/.test(name))![1];
  return {
    cognito,
    s3,
    UserPoolId,
    Bucket,
    async account(email) {
      const { UserStatus, UserAttributes } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
      return { status: UserStatus!, attributes: Object.fromEntries(UserAttributes!.map(({ Name, Value }) => [Name, Value!])) };
    },
    async objects(handle) {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      return Contents.map(({ Key }) => Key!).filter((key) => key.includes(handle)).map((key) => key.split('/').pop()!).sort();
    },
  };
};
