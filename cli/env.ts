import { Command } from 'commander';
import { addApiOptions, ApiFlags, authApiOf } from './auth-api';
import { explained } from './aws-failure';
import type { EnvironmentOptions } from './env/environment-file';

/** What it does at AWS. */
const ACTIONS = [
  'cloudformation:DescribeStacks', 'cloudformation:ListStackResources', 'cognito-idp:DescribeUserPool',
  'cognito-idp:ListUserPoolClients', 'cognito-idp:DescribeUserPoolClient',
];

export function addEnvCommand(program: Command): void {
  addApiOptions(program.command('env')
    .description('prints what an app such as examples/react has to know of a deployed stack, or an offline run, as its .env.local. None of it is a secret')
    .argument('[stack]', 'the deployed CloudFormation stack that has the construct, itself or in a nested stack'))
    .option('--client <name>', 'the app client for "Sign in with ...", by its name or id, where the pool has several that fit')
    .option('--provider <name>', 'the identity provider for it, where the client has several')
    .option('--api-key <key>', 'the key, where the API asks for one: it is printed, for whoever has the app has it too (default: AUTH_API_KEY)')
    .addHelpText('after', '\nFor example: npx cognito-auth-api env MyStack > examples/react/.env.local'
      + '\nIt ends with 0 when it could be printed, and with 1 otherwise.')
    .action(run);
}

async function run(stack: string | undefined, flags: ApiFlags & EnvironmentOptions): Promise<void> {
  try {
    const api = await authApiOf({ ...flags, stack }, '');
    const { environmentFile } = await import('./env/environment-file');
    process.stdout.write(await environmentFile(api, { ...flags, apiKey: flags.apiKey ?? (process.env.AUTH_API_KEY || undefined) }));
  } catch (error) {
    throw explained(error, ACTIONS);
  }
}
