import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CommandError } from './command-error';
import { aws } from './target';

export interface StackResource {
  /** Its logical id, after those of the nested stacks that it is in. */
  readonly path: string;
  readonly type: string;
  readonly id: string;
}

/** Page by page: DescribeStackResources would show the first 100 resources, and a stack of this construct has more. */
export async function resourcesOf(cloudFormation: CloudFormationClient, StackName: string, path = ''): Promise<StackResource[]> {
  const { ListStackResourcesCommand } = await aws();
  const resources: StackResource[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cloudFormation.send(new ListStackResourcesCommand({ StackName, NextToken })).catch(async (error: Error) => {
      throw await namingStack(error, cloudFormation, StackName);
    });
    for (const { ResourceType, LogicalResourceId, PhysicalResourceId, ResourceStatus } of page.StackResourceSummaries ?? []) {
      if (!PhysicalResourceId || ResourceStatus === 'DELETE_COMPLETE') continue;
      resources.push({ path: path + LogicalResourceId, type: ResourceType!, id: PhysicalResourceId });
      if (ResourceType === NESTED_STACK) resources.push(...await resourcesOf(cloudFormation, PhysicalResourceId, `${path}${LogicalResourceId}/`));
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return resources;
}

export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** CloudFormation has no error of its own for a stack that is not there. */
export async function namingStack(error: Error, cloudFormation: CloudFormationClient, stack: string): Promise<Error> {
  return error.name === 'ValidationError' && /does not exist/.test(error.message)
    ? new CommandError(`There is no stack ${stack} in ${await cloudFormation.config.region()}: look at its name, --region and --profile.`) : error;
}
