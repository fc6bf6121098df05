#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { LocalError } from './local-error';
import { LocalRun, startLocal } from './server';

interface Flags {
  readonly port?: string;
  readonly stack?: string;
  readonly data?: string;
  readonly site?: string;
  readonly seed?: string;
  readonly watch?: boolean;
  readonly verbose?: boolean;
}

function program(): Command {
  const { version } = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8'));
  const command = new Command('cognito-auth-api').description('Tools for stacks made with cognito-auth-api').version(version);
  command.command('local')
    .description('runs a synthesized stack on this machine: no AWS account, no Docker')
    .argument('[cdk.out]', 'the directory that "cdk synth" wrote', 'cdk.out')
    .option('--port <number>', 'the port to listen on, 0 for any free one (default: PORT, or 4000)')
    .option('--stack <name>', 'the stack to run, where several have an HTTP API')
    .option('--data <file>', 'keeps users, files and mails in this file; it holds secrets, so only its owner can read it')
    .option('--site <directory>', 'serves a built app at /, beside the API: files of this directory, with a strict CSP, and /config.json')
    .option('--seed <file>', 'makes the users and groups of this JSON file, confirmed and ready to sign in; who is there already is left alone')
    .option('--watch', 'takes a changed cdk.out over without a restart, and keeps users, files, mails and the clock')
    .option('--verbose', 'prints what the functions and the API log')
    .action(run);
  return command;
}

async function run(directory: string, flags: Flags): Promise<void> {
  const started = await startLocal({
    directory,
    port: portOf(flags.port ?? (process.env.PORT || '4000')),
    stack: flags.stack,
    dataFile: flags.data,
    site: flags.site,
    seedFile: flags.seed,
    watch: flags.watch,
    log: (line) => console.log(line),
    onLogEntry: flags.verbose ? (entry) => console.log(`[${entry.group}] ${entry.message}`) : undefined,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void started.stop().then(() => process.exit(0), fail));
  }
  greet(started, flags);
}

function greet(started: LocalRun, flags: Flags): void {
  const pool = started.userPoolIds[0];
  const endpoint = `http://127.0.0.1:${started.port}/_local/cognito-idp`;
  console.log(`
${flags.site ? `App: ${started.url}/\n` : ''}Mailbox: ${started.url}/_local/ (mails, texts, and the codes of authenticator apps)
Ready: ${started.url}${signInPages(started)}
AWS endpoint, for example:
  AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local aws --region ${started.region} --endpoint-url ${endpoint} cognito-idp ${
    pool ? `list-users --user-pool-id ${pool}` : 'list-user-pools --max-results 10'}
Try:
  ${firstCall(started)}
${flags.data ? `\nThe state is kept in ${flags.data}, which holds secrets.` : '\nNothing is kept when it stops; --data FILE keeps it.'}
Stop with Ctrl-C.`);
}

/** The domains cannot be reached offline, whatever the outputs and the tokens say. */
function signInPages({ url, userPoolDomains, identityProviders }: LocalRun): string {
  const pages = userPoolDomains.map((domain) => `\nSign-in page and OAuth endpoints of ${domain}: ${url}/_local/auth/${domain}`);
  const stub = identityProviders.length > 0 ? `\nA stub at ${url}/_local/idp/ plays the identity providers (but for SAML, which is not emulated): ${identityProviders.join(', ')}` : '';
  return `${pages.join('')}${stub}`;
}

/** A call that works on a fresh stack: registration where there is one. */
function firstCall(started: LocalRun): string {
  const register = started.routeKeys.find((key) => /^POST \S*\/users$/.test(key));
  if (register) {
    const person = { full_name: 'Ada Lovelace', email: 'ada@example.com', mobile_phone_number: '+15555550100' };
    return `curl -X POST ${started.url}${register.split(' ')[1]} -H 'content-type: application/json' -d '${JSON.stringify(person)}'`;
  }
  const key = started.routeKeys.find((one) => one.startsWith('GET ')) ?? started.routeKeys[0] ?? '$default';
  const [method, path] = key === '$default' ? ['GET', '/'] : key.split(' ');
  return `curl -X ${method === 'ANY' ? 'GET' : method} '${started.url}${path.replace(/\{(\w+)\+?\}/g, '$1')}'`;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new LocalError(`The port must be a number from 0 to 65535, and is ${JSON.stringify(text)}.`);
  }
  return port;
}

function fail(error: unknown): never {
  console.error(error instanceof LocalError ? error.message : error);
  process.exit(1);
}

program().parseAsync().catch(fail);
