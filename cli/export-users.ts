import { Command } from 'commander';
import { explained } from './aws-failure';
import { CommandError } from './command-error';
import { addPoolOptions, Flags, targetOf } from './target';

/** What it does at AWS. */
const ACTIONS = [
  'cloudformation:ListStackResources (with --stack)', 'cognito-idp:DescribeUserPool', 'cognito-idp:ListGroups', 'cognito-idp:ListUsersInGroup', 'cognito-idp:ListUsers',
];

/** Listing is limited by the second, for all of the account: a long export has to wait now and then. */
const MAX_ATTEMPTS = 10;

interface ExportFlags extends Flags {
  readonly format: string;
  readonly out?: string;
  readonly force?: boolean;
}

export function addExportUsersCommand(program: Command): void {
  addPoolOptions(program.command('export-users')
    .description('writes the users of a pool, their attributes, groups and memberships to a file that only you can read'))
    .option('--format <format>', 'json, which keeps everything as it is; or csv for spreadsheets, with the groups in a file of their own', 'json')
    .option('--out <file>', 'where to (default: users.json or users.csv)')
    .option('--force', 'overwrites what is there')
    .addHelpText('after', '\nFor example: npx cognito-auth-api export-users --stack MyStack --format csv --out users.csv'
      + '\nIt ends with 0 when the files are written, and with 1 otherwise; then nothing is.')
    .action(run);
}

async function run({ format, out = `users.${format}`, force, ...flags }: ExportFlags): Promise<void> {
  if (format !== 'json' && format !== 'csv') throw new CommandError(`--format must be json or csv, and is ${JSON.stringify(format)}.`);
  try {
    const target = await targetOf(flags, 'Whose users?', MAX_ATTEMPTS);
    const { exportUsers } = await import('./export-users/export');
    const { Progress } = await import('./export-users/progress');
    console.log(await exportUsers(target, { format, out, force }, new Progress(process.stderr)));
  } catch (error) {
    throw explained(error, ACTIONS);
  }
}
