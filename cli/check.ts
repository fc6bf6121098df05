import { Command } from 'commander';
import { addApiOptions, ApiFlags, authApiOf } from './auth-api';
import { explained } from './aws-failure';
import type { CheckOptions } from './check/check';
import { CommandError } from './command-error';

/** What it does at AWS. */
const ACTIONS = [
  'cloudformation:DescribeStacks', 'cloudformation:ListStackResources', 'cognito-idp:DescribeUserPool',
  'cognito-idp:AdminCreateUser', 'cognito-idp:AdminDeleteUser',
];

export function addCheckCommand(program: Command): void {
  addApiOptions(program.command('check')
    .description('goes through a person\'s way in a deployed stack, or an offline run, with a throw-away account, deletes it, and says what differs from the contract')
    .option('--stack <name>', 'the deployed CloudFormation stack that has the construct, itself or in a nested stack'))
    .option('--email <address>', 'of the throw-away account (default: one that gets no mail)')
    .option('--keep', 'leaves the account there, and says how to delete it')
    .option('--api-key <key>', 'the key, where the API asks for one (default: AUTH_API_KEY)')
    .option('--origin <origin>', 'where the app\'s pages are, such as https://app.example.com: they have to be let in, and refresh tokens in cookies are only for them')
    .addHelpText('after', '\nFor example: npx cognito-auth-api check --stack MyStack'
      + '\nIt takes about four minutes on AWS, most of them for codes to become new. Offline it moves the run\'s clock instead.'
      + '\nIt ends with 0 where nothing differs, and with 1 otherwise.')
    .action(run);
}

async function run(flags: ApiFlags & CheckOptions): Promise<void> {
  if (flags.email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(flags.email)) {
    throw new CommandError(`That is no email address: ${JSON.stringify(flags.email)}`);
  }
  const { check, Interrupted } = await import('./check/check');
  try {
    const apiKey = flags.apiKey ?? (process.env.AUTH_API_KEY || undefined);
    if (!await check(await authApiOf(flags, ' to --stack'), { ...flags, apiKey }, (line) => console.log(line))) process.exitCode = 1;
  } catch (error) {
    if (error instanceof Interrupted) process.exit(130);
    throw explained(error, ACTIONS);
  }
}
