#!/usr/bin/env node
/** The command line of the package: `npx cognito-auth-api <command>`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { addAdminCommand } from './admin';
import { addCheckCommand } from './check';
import { CommandError } from './command-error';
import { addEnvCommand } from './env';
import { addExportUsersCommand } from './export-users';
import { addLocalCommand } from '../local/cli';
import { LocalError } from '../local/local-error';

const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
const program = new Command('cognito-auth-api').description('Tools for stacks made with cognito-auth-api').version(version);
addLocalCommand(program);
addAdminCommand(program);
addCheckCommand(program);
addEnvCommand(program);
addExportUsersCommand(program);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof CommandError || error instanceof LocalError ? error.message : error);
  process.exit(1);
});
