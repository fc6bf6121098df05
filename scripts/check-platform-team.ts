/**
 * `npm run check-platform-team`, after `npx projen compile`: examples/platform-team is built and packed as a company would vend it, beside the packed
 * cognito-auth-api, and its two consumers synthesize the templates that they do in this repository. Needs no network: CDK is that of node_modules/.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const example = join(root, 'examples', 'platform-team');
const consumers = ['consumer', 'existing-consumer'];

if (!existsSync(join(root, 'lib', 'index.js'))) {
  console.error('There is no lib/ yet: run `npx projen compile` first');
  process.exit(1);
}
const folder = mkdtempSync(join(tmpdir(), 'platform-team-'));
const modules = join(folder, 'node_modules');
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Packs the package in a folder and puts what is in the tarball where `npm install` would. Answers the packed files. */
function install(from: string, name: string): string[] {
  const [{ filename, files }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: from, encoding: 'utf8' }));
  const to = join(modules, name);
  mkdirSync(to, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, filename), '-C', to, '--strip-components=1']);
  return files.map(({ path }: { path: string }) => path).sort();
}

function synthesize(app: string, outdir: string, tsconfig: string[]): { status: number | null; stderr: string } {
  const { context } = JSON.parse(readFileSync(join(dirname(app), 'cdk.json'), 'utf8'));
  return spawnSync(process.execPath, [require.resolve('tsx/cli'), ...tsconfig, app], {
    cwd: dirname(app),
    encoding: 'utf8',
    // This script runs by tsx itself, which hands its own tsconfig down.
    env: { ...process.env, TSX_TSCONFIG_PATH: undefined, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
}

const templatesIn = (outdir: string) => readdirSync(outdir).filter((file) => file.endsWith('.template.json'));

const fail = (problem: string): never => {
  console.error(problem);
  return process.exit(1);
};

console.log('Packing cognito-auth-api');
install(root, 'cognito-auth-api');
for (const name of ['aws-cdk-lib', 'constructs', '@types/node']) {
  mkdirSync(dirname(join(modules, name)), { recursive: true });
  symlinkSync(join(root, 'node_modules', name), join(modules, name));
}

console.log('Building and packing @acme/auth-api');
const library = join(folder, 'auth-api');
cpSync(example, library, { recursive: true, filter: (path) => !consumers.some((name) => path === join(example, name)) });
const built = spawnSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', library], { encoding: 'utf8' });
if (built.status !== 0) fail(`@acme/auth-api does not compile:\n${built.stdout}`);
const packed = install(library, '@acme/auth-api');
const stray = packed.filter((file) => file !== 'package.json' && !file.startsWith('dist/'));
if (stray.length > 0 || !packed.includes('dist/index.d.ts')) fail(`@acme/auth-api carries ${packed.join(', ')}`);

for (const name of consumers) {
  console.log(`Synthesizing ${name}`);
  const app = join(folder, name);
  cpSync(join(example, name), app, { recursive: true, filter: (path) => !path.includes('cdk.out') });
  const [installed, here] = [join(folder, `${name}-installed`), join(folder, `${name}-here`)];
  for (const { status, stderr } of [
    synthesize(join(app, 'app.ts'), installed, []),
    synthesize(join(example, name, 'app.ts'), here, ['--tsconfig', join(root, 'test', 'tsconfig.json')]),
  ]) {
    if (status !== 0) fail(`${name} is not synthesized:\n${stderr}`);
  }
  for (const file of templatesIn(here)) {
    const [one, other] = [installed, here].map((outdir) => readFileSync(join(outdir, file), 'utf8'));
    if (one !== other) fail(`${file} of ${name} is not the template that the sources give`);
    console.log(`${file}: ${Object.keys(JSON.parse(one).Resources).length} resources, the same as from the sources`);
  }

  const broken = readFileSync(join(app, 'app.ts'), 'utf8').replace('messages: {', 'deletionProtection: false, messages: {');
  writeFileSync(join(app, 'app.ts'), broken);
  const { status, stderr } = synthesize(join(app, 'app.ts'), installed, []);
  if (status === 0 || !stderr.includes('deletionProtection must be true, but is false')) fail(`${name} gets past a lock:\n${stderr}`);
}
console.log(`@acme/auth-api, ${packed.length} files: its ${consumers.length} consumers synthesize what the sources do, and none gets past a lock`);
