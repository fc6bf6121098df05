/**
 * `npx projen compat`, after `npx projen compile`: whether the public API is still what the last release promised, by jsii-diff. There may be no
 * release on npm, and no network: it is compared with what test/baseline keeps of the last one. A break that is meant has its key in .compatignore.
 */
import { resolve } from 'node:path';
import { apiChanges } from './release/api-changes';
import { readStackBaseline } from './release/stack-baseline';

const root = resolve(__dirname, '..');

try {
  const changes = apiChanges(root);
  const { version } = readStackBaseline(root);
  const than = version === 'unreleased' ? 'what was kept of it (there is no release yet)' : `version ${version}`;
  if (changes.length > 0) {
    console.error(`The API breaks ${than}:\n  ${changes.join('\n  ')}\n${version === 'unreleased'
      ? 'Where that is meant: npm run baseline, and say so in CHANGELOG.md.'
      : 'Leave what was there beside what is new, or release a new major version: see VERSIONING.md.'}`);
    process.exit(1);
  }
  console.log(`The API still has all that is in ${than}`);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
