import type { UserPoolType } from '@aws-sdk/client-cognito-identity-provider';
import { CommandError } from './command-error';
import { aws, Target } from './target';

export async function userPoolOf({ cognito, UserPoolId }: Pick<Target, 'cognito' | 'UserPoolId'>): Promise<UserPoolType> {
  const { DescribeUserPoolCommand } = await aws();
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId })).catch(async (error: Error) => {
    throw error.name === 'ResourceNotFoundException'
      ? new CommandError(`There is no user pool ${UserPoolId} in ${await cognito.config.region()}.`) : error;
  });
  return UserPool!;
}
