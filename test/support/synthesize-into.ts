/**
 * Synthesizes the stacks that logical-ids.test.ts locks into a folder, as `cdk synth` would: `synthesize-into.ts FOLDER`. Run by
 * same-anywhere.test.ts in processes that are told other things about the machine.
 */
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { everything } from './everything';
import { synthesize } from './synthesize';

const [, , folder] = process.argv;
console.log(JSON.stringify({
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  locale: Intl.DateTimeFormat().resolvedOptions().locale,
  date: new Date().getTime(),
  now: Date.now(),
  cwd: process.cwd(),
  umask: process.umask(),
}));
synthesize(undefined, join(folder, 'default'));
everything(new App({ outdir: join(folder, 'everything') })).app.synth();
