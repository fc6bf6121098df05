/**
 * Builds the package cognito-auth-api-client: client/src into client/dist, as one minified ES module and its declarations. These have the contract's types
 * written out, so that the package needs no other. The same sources give the same bytes. `npm run client`
 */
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import { clientBundle } from './client-bundle';
import { declarationsOf } from './client-types';

const root = resolve(__dirname, '..');
const client = join(root, 'client');
const dist = join(client, 'dist');

const readJson = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
buildSync(clientBundle(root));
const declarations = declarationsOf(root);
declarations.forEach((text, file) => writeFileSync(join(dist, file), text));

// Both are released together, and from the same contract. The rest of the file stays as it is written: a release takes its version back afterwards.
const { version } = readJson(root);
const own = readJson(client);
if (own.version !== version) {
  const file = join(client, 'package.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/("version": )"[^"]*"/, `$1"${version}"`));
}

// Examples and tests find the package by its name, as its users do.
const link = join(root, 'node_modules', own.name);
rmSync(link, { recursive: true, force: true });
symlinkSync(relative(join(root, 'node_modules'), client), link, 'junction');
console.log(`Built client/dist: index.js and ${declarations.size} declarations`);
