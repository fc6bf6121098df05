/**
 * `npm run baseline`, after `npx projen compile`: keeps the public API, the wire and the stateful resources of two stacks in test/baseline, for later
 * versions to be compared with. `npm run prepare-release` does so for each release; by hand it is for a breaking change that is meant.
 */
import { resolve } from 'node:path';
import { optionsOf } from './options';
import { keepApi } from './release/api-changes';
import { keepCreateOnly } from './release/create-only';
import { keepStacks, readStackBaseline } from './release/stack-baseline';
import { keepWire } from './release/wire';

const root = resolve(__dirname, '..');
const { spec } = optionsOf('baseline', 'keeps what the next versions are compared with', {
  spec: { meaning: 'a folder with @aws-cdk/aws-service-spec installed: takes from it what CloudFormation calls create-only' },
});
process.env.CDK_VALIDATION = 'false';

try {
  if (spec !== undefined) {
    keepCreateOnly(root, spec);
  }
  keepApi(root);
  keepWire(root);
  const { version } = readStackBaseline(root);
  keepStacks(root, version);
  console.log(`Kept the API, the wire and the stateful resources in test/baseline, as of ${version}`);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
