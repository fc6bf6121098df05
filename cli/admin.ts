import { Command } from 'commander';
import { addAdministrator } from './add-administrator';
import { explained } from './aws-failure';
import { addPoolOptions, Flags, targetOf } from './target';
import { ADMINISTRATORS_GROUP } from '../src/contract/limits';

interface AddFlags extends Flags {
  readonly group: string;
  readonly name?: string;
}

/** What it does at AWS. */
const ACTIONS = [
  'cloudformation:ListStackResources (with --stack)', 'cognito-idp:DescribeUserPool', 'cognito-idp:GetGroup', 'cognito-idp:AdminGetUser',
  'cognito-idp:AdminCreateUser', 'cognito-idp:AdminAddUserToGroup',
];

export function addAdminCommand(program: Command): void {
  addPoolOptions(program.command('admin').description('manages who administers a stack, deployed or local')
    .command('add')
    .description('makes a person an administrator: invites them where they have no account yet, and adds them to the group. It may be run again')
    .argument('<email>', 'the person\'s email address'))
    .option('--group <name>', 'the group', ADMINISTRATORS_GROUP)
    .option('--name <full name>', 'the person\'s full name, for the account that is made')
    .addHelpText('after', '\nFor example: npx cognito-auth-api admin add ada@example.com --stack MyStack'
      + '\nIt ends with 0 when the person is in the group, and with 1 otherwise.')
    .action(add);
}

async function add(email: string, { group, name, ...flags }: AddFlags): Promise<void> {
  try {
    await addAdministrator(await targetOf(flags, 'Whose administrator?'), { email, group, name }, (line) => console.log(line));
  } catch (error) {
    throw explained(error, ACTIONS);
  }
}
