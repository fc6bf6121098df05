/** `npm start`: bundles what has changed, synthesizes examples/minimal, and runs the synthesized stack offline. Arguments go to `cognito-auth-api local`. */
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const out = join(root, 'examples', 'minimal', 'cdk.out');
const tsx = (...script: string[]) => [require.resolve('tsx/cli'), '--tsconfig', join(root, 'test', 'tsconfig.json'), ...script];

const modified = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const newest = (folder: string): number => Math.max(0, ...readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile()).map((entry) => modified(join(entry.parentPath, entry.name))));

const step = (title: string, args: string[], env: NodeJS.ProcessEnv = {}) => {
  console.log(title);
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
  if (status !== 0) {
    process.exit(status ?? 1);
  }
};

const isBundled = Math.max(...['lambda', 'runtime', 'src/contract', 'cli', 'local', 'scripts'].map(newest), modified(join(root, 'package-lock.json')))
  < modified(join(root, '.cache', 'bundles.json'));
if (!isBundled) {
  step('Bundling the handlers ...', tsx('scripts/bundle.ts'));
}
// The validator takes most of a synth; `npm test` runs it, strictly.
step('Synthesizing examples/minimal ...', tsx('examples/minimal/app.ts'), { CDK_OUTDIR: out, CDK_VALIDATION: 'false' });
const local = spawn(process.execPath, ['bin/cognito-auth-api.js', 'local', out, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
(['SIGINT', 'SIGTERM'] as const).forEach((signal) => process.on(signal, () => local.kill(signal)));
local.on('exit', (code) => process.exit(code ?? 0));
