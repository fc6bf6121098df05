import { CommandError } from './command-error';
import { resourcesOf } from './stack-resources';
import { aws } from './target';

/** The only user pool of a deployed stack. */
export async function poolOfStack(stack: string, config: { readonly region?: string; readonly profile?: string }): Promise<string> {
  const { CloudFormationClient } = await aws();
  const pools = (await resourcesOf(new CloudFormationClient(config), stack)).filter(({ type }) => type === 'AWS::Cognito::UserPool');
  if (pools.length > 1) {
    const list = pools.map(({ path, id }) => `\n  ${id}  ${path}`).join('');
    throw new CommandError(`The stack ${stack} has several user pools: give one to --user-pool-id.${list}`);
  }
  if (pools.length === 0) {
    throw new CommandError(`The stack ${stack} has no user pool: give another --stack, or --user-pool-id where the pool was made elsewhere.`);
  }
  return pools[0].id;
}
