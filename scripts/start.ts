/**
 * `npm start`: bundles what has changed, builds the app of examples/react, synthesizes examples/demo, and runs the synthesized stack offline with the app
 * beside it and two people who can sign in. Arguments go to `cognito-auth-api local`.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '..');
const demo = join('examples', 'demo');
const react = join('examples', 'react');
const out = join(demo, 'cdk.out');
const site = join(react, 'dist');

const MADE = ['node_modules', 'dist', 'cdk.out'];
const modified = (path: string): number => statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
/** When anything in it changed, what is made of it left out. */
const newest = (path: string): number => !statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() ? modified(path)
  : Math.max(0, ...readdirSync(join(root, path)).filter((name) => !MADE.includes(name)).map((name) => newest(join(path, name))));
const isNewer = (made: string, ...sources: string[]): boolean => modified(made) > Math.max(...sources.map(newest));

/** Says what goes on and how long it took; what a tool prints is shown only where it failed. */
const step = async (title: string, script: string, args: string[], env: NodeJS.ProcessEnv = {}, cwd = '.') => {
  const started = Date.now();
  const child = spawn(process.execPath, [script, ...args], { cwd: join(root, cwd), stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let printed = '';
  [child.stdout, child.stderr].forEach((stream) => stream.on('data', (chunk) => { printed += chunk; }));
  const code = await new Promise<number | null>((ended) => child.on('close', ended));
  if (code !== 0) {
    console.error(printed.trimEnd());
    console.error(`${title}: failed`);
    process.exit(code ?? 1);
  }
  console.log(`${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
};
const tsx = (title: string, script: string, env?: NodeJS.ProcessEnv) =>
  step(title, require.resolve('tsx/cli'), ['--tsconfig', join(root, 'test', 'tsconfig.json'), script], env);

/** The port that `local` will take. The demo's stack names it as a callback of "Sign in with ...", so any free one is chosen here. */
const portOf = async (args: string[]): Promise<string> => {
  const given = args.map((arg, index) => arg === '--port' ? args[index + 1] : /^--port=(.*)$/.exec(arg)?.[1]).findLast((port) => port !== undefined)
    ?? (process.env.PORT || '4000');
  if (given !== '0') {
    return given;
  }
  const server = createServer();
  const port = await new Promise<number>((listening) => server.listen(0, '127.0.0.1', () => listening((server.address() as { port: number }).port)));
  await new Promise((closed) => server.close(closed));
  return String(port);
};

const bundle = async () => {
  if (!isNewer('.cache/bundles.json', 'lambda', 'runtime', 'src/contract', 'cli', 'local', 'scripts', 'package-lock.json')) {
    await tsx('Bundled the handlers and the offline run', 'scripts/bundle.ts');
  }
};

/** The validator takes most of a synth; `npm test` runs it, strictly. */
const synthesize = async (appUrl: string) => {
  const choices = JSON.stringify({ appUrl, tokenDelivery: process.env.TOKEN_DELIVERY ?? 'BODY' });
  const stamp = join(out, 'start.json');
  const isFresh = isNewer(stamp, 'src', 'assets', demo, 'runtime', 'package-lock.json') && readFileSync(join(root, stamp), 'utf8') === choices;
  if (!isFresh) {
    await tsx('Synthesized examples/demo', join(demo, 'app.ts'), { APP_URL: appUrl, CDK_OUTDIR: join(root, out), CDK_VALIDATION: 'false' });
    writeFileSync(join(root, stamp), choices);
  }
};

const buildApp = async () => {
  const isThere = existsSync(join(root, react, 'package.json'));
  if (isThere && !isNewer(join(site, 'index.html'), react, 'client', 'src/contract', 'package-lock.json')) {
    await step('Built the app of examples/react', join(root, 'node_modules', 'vite', 'bin', 'vite.js'), ['build'], { NODE_ENV: 'production' }, react);
  }
  return isThere;
};

const main = async () => {
  const args = process.argv.slice(2);
  const isHelp = args.some((arg) => arg === '--help' || arg === '-h');
  const port = await portOf(args);
  const [hasApp] = isHelp ? [false, await bundle()]
    : await Promise.all([buildApp(), bundle().then(() => synthesize(process.env.APP_URL ?? `http://localhost:${/^\d+$/.test(port) ? port : 4000}`))]);
  const local = spawn(process.execPath, [
    'bin/cognito-auth-api.js', 'local', out, ...hasApp ? ['--site', site] : [], '--seed', join(demo, 'seed.json'), ...args, '--port', port,
  ], { cwd: root, stdio: 'inherit' });
  (['SIGINT', 'SIGTERM'] as const).forEach((signal) => process.on(signal, () => local.kill(signal)));
  local.on('exit', (code) => process.exit(code ?? 0));
};

void main();
