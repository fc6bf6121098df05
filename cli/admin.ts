import { Command } from 'commander';
import { addAdministrator } from './add-administrator';
import { explained } from './aws-failure';
import { Flags, targetOf } from './target';
import { ADMINISTRATORS_GROUP } from '../src/contract/limits';

interface AddFlags extends Flags {
  readonly group: string;
  readonly name?: string;
}

export function addAdminCommand(program: Command): void {
  program.command('admin').description('manages who administers a stack, deployed or local')
    .command('add')
    .description('makes a person an administrator: invites them where they have no account yet, and adds them to the group. It may be run again')
    .argument('<email>', 'the person\'s email address')
    .option('--stack <name>', 'the deployed CloudFormation stack that has the user pool, itself or in a nested stack')
    .option('--user-pool-id <id>', 'the user pool, in place of --stack')
    .option('--local [url]', 'the offline run at this address (default: http://localhost:4000)')
    .option('--region <name>', 'the region of AWS (default: as for the AWS command line)')
    .option('--profile <name>', 'the profile with the credentials (default: as for the AWS command line)')
    .option('--group <name>', 'the group', ADMINISTRATORS_GROUP)
    .option('--name <full name>', 'the person\'s full name, for the account that is made')
    .addHelpText('after', '\nIt ends with 0 when the person is in the group, and with 1 otherwise.')
    .action(add);
}

async function add(email: string, { group, name, ...flags }: AddFlags): Promise<void> {
  try {
    await addAdministrator(await targetOf(flags), { email, group, name }, (line) => console.log(line));
  } catch (error) {
    throw explained(error);
  }
}
