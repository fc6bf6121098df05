import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CommandError } from './command-error';
import { aws } from './target';

interface Pool {
  /** Its logical id, after those of the nested stacks that it is in. */
  readonly path: string;
  readonly id: string;
}

/** The only user pool of a deployed stack. */
export async function poolOfStack(stack: string, config: { readonly region?: string; readonly profile?: string }): Promise<string> {
  const { CloudFormationClient } = await aws();
  const cloudFormation = new CloudFormationClient(config);
  const pools = await poolsOf(cloudFormation, stack).catch(async (error: Error) => {
    // CloudFormation has no error of its own for that.
    if (error.name === 'ValidationError' && /does not exist/.test(error.message)) {
      throw new CommandError(`There is no stack ${stack} in ${await cloudFormation.config.region()}: look at its name, --region and --profile.`);
    }
    throw error;
  });
  if (pools.length > 1) {
    const list = pools.map(({ path, id }) => `\n  ${id}  ${path}`).join('');
    throw new CommandError(`The stack ${stack} has several user pools: give one to --user-pool-id.${list}`);
  }
  if (pools.length === 0) {
    throw new CommandError(`The stack ${stack} has no user pool: give another --stack, or --user-pool-id where the pool was made elsewhere.`);
  }
  return pools[0].id;
}

/** Page by page: DescribeStackResources would show the first 100 resources, and a stack of this construct has more. */
async function poolsOf(cloudFormation: CloudFormationClient, StackName: string, path = ''): Promise<Pool[]> {
  const { ListStackResourcesCommand } = await aws();
  const pools: Pool[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudFormation.send(new ListStackResourcesCommand({ StackName, NextToken }));
    for (const { ResourceType, LogicalResourceId, PhysicalResourceId, ResourceStatus } of page.StackResourceSummaries ?? []) {
      if (!PhysicalResourceId || ResourceStatus === 'DELETE_COMPLETE') continue;
      if (ResourceType === 'AWS::Cognito::UserPool') pools.push({ path: path + LogicalResourceId, id: PhysicalResourceId });
      if (ResourceType === 'AWS::CloudFormation::Stack') pools.push(...await poolsOf(cloudFormation, PhysicalResourceId, `${path}${LogicalResourceId}/`));
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return pools;
}
