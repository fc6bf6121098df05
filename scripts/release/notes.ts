/** Writes what CHANGELOG.md says of the release where projen looks for the notes of it: in place of a list of commits. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nextRelease } from './changelog';

const root = resolve(__dirname, '..', '..');
const { version, text } = nextRelease(readFileSync(resolve(root, 'CHANGELOG.md'), 'utf8'));
const bumped = readFileSync(resolve(root, 'dist', 'version.txt'), 'utf8').trim();
if (bumped !== version) {
  console.error(`CHANGELOG.md is about ${version}, and the release would be ${bumped}.`);
  process.exit(1);
}
writeFileSync(resolve(root, 'dist', 'changelog.md'), `${text}\n`);
console.log(`dist/changelog.md has the notes of ${version}`);
