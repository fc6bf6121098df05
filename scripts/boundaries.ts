import { readFileSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';

/** Who may import whom: what test/boundaries.test.ts checks, and docs/architecture.md shows. */
const root = resolve(__dirname, '..');

export const sources = (folder: string) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.parentPath.includes('cdk.out') && !entry.parentPath.includes('node_modules'))
  .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const IMPORT = /(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+'([^']+)'|\bimport\(\s*'([^']+)'\s*\)|\brequire\('([^']+)'\)/g;

/** What a file imports: a path from the root for our own files, else the package's name. */
export const imports = (file: string): string[] => [...readFileSync(join(root, file), 'utf8').matchAll(IMPORT)]
  .map(([, ...specifiers]) => specifiers.find(Boolean)!)
  .map((specifier) => specifier.startsWith('.') ? relative(root, resolve(root, dirname(file), specifier)) : specifier);

const isBuiltin = (name: string) => builtinModules.includes(name.replace('node:', ''));
const within = (...folders: string[]) => (name: string) => folders.some((folder) => name === folder || name.startsWith(`${folder}/`));
const isCdk = (name: string) => within('aws-cdk-lib', 'constructs')(name);
const isHandler = (name: string) => /^lambda\/[^/]+$/.test(name) || within('lambda/triggers', 'lambda/authorizers')(name);

export const boundaries: readonly (readonly [folder: string, rule: string, allowed: (name: string) => boolean])[] = [
  ['src/contract', 'the contract imports nothing but itself', within('src/contract')],
  ['src', 'the construct imports CDK, the contract and itself', (name) => isCdk(name) || isBuiltin(name) || within('src')(name)],
  ['runtime', 'what users\' handlers import imports nothing but itself', within('runtime')],
  ['snapshot', 'what users\' snapshot tests import imports nothing but itself', within('snapshot')],
  ['lambda', 'a handler imports the contract, runtime, lambda/lib and packages, never another handler',
    (name) => within('src/contract', 'runtime', 'lambda/lib', 'contract:row', 'contract:common-passwords')(name)
      || (!within('src', 'lambda', 'local', 'client', 'test', 'scripts')(name) && !isHandler(name) && !isCdk(name))],
  ['client/src', 'the client imports nothing but itself and, by types alone, the contract', within('client/src', 'src/contract')],
  ['local', 'the offline run imports nothing of ours but itself: it tests what is deployed, not what we meant',
    (name) => within('local')(name) || (!within('src', 'lambda', 'runtime', 'client', 'test', 'scripts')(name) && !isCdk(name))],
  ['cli', 'the command line imports itself, the offline run\'s command, the contract and how temporary passwords are made',
    (name) => within('cli', 'local/cli', 'local/local-error', 'src/contract', 'lambda/lib/temporary-password')(name)
      || (!within('src', 'lambda', 'runtime', 'local', 'client', 'test', 'scripts')(name) && !isCdk(name))],
  ['examples', 'an example imports the package by its public name',
    (name) => name === 'cognito-auth-api' || within('examples')(name) || !within('src', 'lambda', 'runtime', 'local', 'client', 'test', 'scripts')(name)],
];
