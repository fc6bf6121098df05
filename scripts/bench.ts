/**
 * `npm run bench`: what a cold start of each bundle and a synth of the default stack cost, as whole processes measured in turn. Read the ratios:
 * they hold on any machine, the milliseconds do not. Options: --runs N (default 7).
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';

const root = resolve(__dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
const { values } = parseArgs({ options: { runs: { type: 'string', default: '7' }, help: { type: 'boolean', default: false } } });
const runs = Number(values.runs);
if (values.help || !Number.isInteger(runs) || runs < 1) {
  console.log('npm run bench [-- --runs N]   N: whole number of runs of each case, at least 1 (default 7)');
  process.exit(values.help ? 0 : 1);
}

const environment = {
  PATH: process.env.PATH, AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', USER_POOL_ID: 'eu-central-1_bench',
  CLIENT_ID: 'x', CLIENT_SECRET_ARN: 'x', BUCKET: 'x', APP_NAME: 'x', PASSWORD_RULES: '{}', QR_CODE: 'INLINE',
  MFA_RESET_DELAY: '0', MFA_FACTORS: 'SOFTWARE_TOKEN_MFA', API_KEY_SECRET_ARN: 'x', GROUP_SCOPES: '{}', TOKEN_CLAIMS: '{}', LINKED_PROVIDERS: '[]',
  CDK_VALIDATION: 'false',
};

/** CPU milliseconds, user and system, of a process that loads the file. */
const cpu = (file: string): number => {
  const code = `require(${JSON.stringify(file)});process.on('exit',()=>{const{user,system}=process.cpuUsage();require('fs').writeSync(3,String((user+system)/1000))})`;
  const { status, output, stderr } = spawnSync(process.execPath, ['-e', code], { env: environment, cwd: scratch, stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  if (status !== 0) {
    throw new Error(`${file} failed:\n${stderr.toString()}`);
  }
  return Number(output[3]!.toString());
};

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Medians of interleaved runs, the first of each left out. */
const measure = (cases: Record<string, string>): Record<string, number> => {
  const times: Record<string, number[]> = {};
  for (let run = 0; run <= runs; run++) {
    for (const [name, file] of Object.entries(cases)) {
      const time = cpu(file);
      (times[name] ??= []).push(...run > 0 ? [time] : []);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, list]) => [name, median(list)]));
};

const file = (name: string, code: string) => {
  const path = join(scratch, name);
  writeFileSync(path, code);
  return path;
};

const table = (title: string, times: Record<string, number>, base: string, bytes: (name: string) => number | undefined) => {
  console.log(`\n${title}`);
  console.table(Object.fromEntries(Object.entries(times).map(([name, time]) => [name, {
    ...bytes(name) !== undefined && { bytes: bytes(name) },
    'CPU ms': Number(time.toFixed(1)),
    [`over ${base}`]: Number((time - times[base]).toFixed(1)),
    'ratio': Number((time / times[base]).toFixed(2)),
  }])));
};

const bundles = readdirSync(join(root, 'assets')).sort();
const size = (name: string) => bundles.includes(name)
  ? readdirSync(join(root, 'assets', name)).map((part) => statSync(join(root, 'assets', name, part)).size).reduce((sum, bytes) => sum + bytes, 0)
  : undefined;
console.log(`Node ${process.version}, medians of ${runs} interleaved runs; ${bundles.length} bundles, then the synths ...`);
table('Cold start: loading a bundle, whole process', measure({
  'empty function': file('empty.js', 'exports.handler = async () => ({});'),
  'node:https alone': file('https.js', 'require("node:https"); exports.handler = async () => ({});'),
  ...Object.fromEntries(bundles.map((name) => [name, join(root, 'assets', name, 'index.js')])),
}), 'empty function', size);

/** The library as it is compiled, and CDK beside it as a consumer has it. */
const app = (name: string, code: string) => {
  const source = join(root, '.cache', `bench-${name}.ts`);
  writeFileSync(source, code);
  const outfile = join(root, '.cache', `bench-${name}.js`);
  buildSync({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'cjs', external: ['aws-cdk-lib', 'constructs'] });
  return outfile;
};
const synth = (body: string) => `import { App, Stack } from 'aws-cdk-lib/core';\n${body}`;
const make = (construct: string) => `const app = new App({ outdir: ${JSON.stringify(join(scratch, 'cdk.out'))} }); const stack = new Stack(app, 'S'); ${construct}; app.synth();`;
table('Synth: whole process, CDK\'s validator off', measure({
  'empty app': app('empty', synth(make(''))),
  'default stack': app('default', synth(`import { CognitoAuthApi } from '../src';\n${make('new CognitoAuthApi(stack, \'Auth\')')}`)),
}), 'empty app', () => undefined);
