/** Prints the version that is released next, for projen's `nextVersionCommand`. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { nextRelease } from './changelog';

try {
  console.log(nextRelease(readFileSync(resolve(__dirname, '..', '..', 'CHANGELOG.md'), 'utf8')).version);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
