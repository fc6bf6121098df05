/**
 * `npm run prepare-release -- --release 1.2.0`, after `npx projen compile`: gives what is unreleased in CHANGELOG.md this version, and keeps the API,
 * the wire and the stateful resources that later versions are compared with. Refuses a version that breaks more than it says. What it changes is to be
 * committed; then the workflow is run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { optionsOf } from './options';
import { apiChanges, keepApi } from './release/api-changes';
import { released } from './release/changelog';
import { replaced } from './release/replaced';
import { holding, keepStacks, readStackBaseline } from './release/stack-baseline';
import { currentWire, keepWire, readWire, wireChanges } from './release/wire';
import { lockedStacks, stackNames } from '../test/support/templates';

const root = resolve(__dirname, '..');
const changelog = resolve(root, 'CHANGELOG.md');
const { release } = optionsOf('prepare-release', 'gives what is unreleased in CHANGELOG.md a version', {
  release: { meaning: 'the version, as 1.2.3' },
});
process.env.CDK_VALIDATION = 'false';

try {
  const { stacks } = readStackBaseline(root);
  const breaking = [
    ...apiChanges(root),
    ...wireChanges(readWire(root), currentWire()),
    ...stackNames.flatMap((name) => replaced(stacks[name], holding(lockedStacks[name]())).map((line) => `${name}: ${line}`)),
  ];
  const today = new Date().toISOString().slice(0, 10);
  writeFileSync(changelog, released(readFileSync(changelog, 'utf8'), release ?? '', today, breaking));
  keepApi(root);
  keepWire(root);
  keepStacks(root, release!);
  console.log(`CHANGELOG.md has version ${release} on top, and test/baseline is of it.`);
  console.log(`Commit both as "chore: release ${release}", and run the workflow "release".`);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
