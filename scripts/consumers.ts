/**
 * `npm run consumers`, after `npx projen compile`: packs the package, and makes a new app of each kind of consumer that installs it in an empty folder and
 * synthesizes examples/languages without esbuild, Docker and network. The template must be that of this repository, letter by letter.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compareAssemblies } from './compare-assemblies';
import { bundlersIn, checkAssets } from './consumers/checks';
import { MakeManager, npmManager, pnpm, yarn, yarnClassic, yarnPnp } from './consumers/managers';
import { Offline, offline } from './consumers/offline';
import { Language, Packages, writeProject } from './consumers/project';
import { root, synthEnvironment, synthesizeReference, versions } from './languages/twin';
import { optionsOf } from './options';
import { inScratch, npm, secondsSince } from './tool';

interface Consumer {
  readonly language: Language;
  readonly manager: MakeManager;
  readonly packages: Omit<Packages, 'tarball'>;
}

const floor = versions;
const newest = { cdk: '^2', constructs: '^10' };
const consumers: Record<string, Consumer> = {
  'typescript-floor': { language: 'TypeScript', manager: npmManager, packages: { ...floor, typescript: '~5.9.3' } },
  'typescript-newest': { language: 'TypeScript', manager: npmManager, packages: { ...newest, typescript: 'latest' } },
  'javascript': { language: 'CommonJS', manager: npmManager, packages: floor },
  'esm': { language: 'ES modules', manager: npmManager, packages: floor },
  'pnpm': { language: 'CommonJS', manager: pnpm, packages: floor },
  'yarn-classic': { language: 'CommonJS', manager: yarnClassic, packages: floor },
  'yarn': { language: 'CommonJS', manager: yarn, packages: floor },
  'yarn-pnp': { language: 'CommonJS', manager: yarnPnp, packages: floor },
};

const { only } = optionsOf('consumers', 'installs the package as each kind of consumer does, and synthesizes with it', {
  only: { meaning: `one of ${Object.keys(consumers).join(', ')}` },
});
if (only !== undefined && !(only in consumers)) {
  console.error(`--only must be one of ${Object.keys(consumers).join(', ')}, and is ${JSON.stringify(only)}.`);
  process.exit(1);
}
if (!existsSync(join(root, 'lib', 'index.js'))) {
  console.error('There is no lib/ yet: run `npx projen compile` first');
  process.exit(1);
}

/** A token as API Gateway hands it to a handler. */
const CLAIMS = { sub: '42', token_use: 'access', client_id: 'c', username: '42', shop: 'harbour' };
const EVENT = { requestContext: { authorizer: { jwt: { claims: CLAIMS, scopes: null } } } };

/** Which versions there are; Plug'n'Play leaves packages in archives. */
const installed = (folder: string): string => ['aws-cdk-lib', 'typescript'].map((name) => [name, join(folder, 'node_modules', name, 'package.json')])
  .filter(([, file]) => existsSync(file)).map(([name, file]) => `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`).join(', ')
  || 'packages in archives';

/** What all consumers of a run share. */
interface Run {
  readonly tarball: string;
  /** Where package managers keep what they download. */
  readonly downloads: string;
  /** What this repository synthesizes. */
  readonly reference: string;
  readonly shut: Offline;
}

const check = async (name: string, folder: string, run: Run): Promise<string> => {
  const { language, manager: makeManager, packages } = consumers[name];
  writeProject(folder, language, { ...packages, tarball: run.tarball });
  const manager = await makeManager(run.downloads);
  await manager.install(folder);
  const bundlers = bundlersIn(folder);
  if (bundlers.length > 0) throw new Error(`There is a bundler: ${bundlers.join(', ')}`);

  if (language === 'TypeScript') {
    await manager.exec(folder, ['tsc', '--noEmit', '--module', 'esnext', '--moduleResolution', 'bundler']);
    await manager.exec(folder, ['tsc', '--module', 'node16', '--moduleResolution', 'node16']);
  }
  // No command is found any more: neither a bundler nor Docker.
  const nowhere = join(folder, 'no-commands');
  mkdirSync(nowhere);
  const outdir = join(folder, 'cdk.out');
  const { NODE_OPTIONS, ...env } = synthEnvironment('languages', outdir);
  const offlineEnv = { ...env, PATH: nowhere, Path: nowhere };
  const printed = await run.shut.start([...manager.nodeArgs, 'app.js'], folder, offlineEnv);
  if (/bundling/i.test(printed)) throw new Error(`Something was bundled: ${printed}`);
  const handle = `import('./handler.js').then(async (module) => console.log(JSON.stringify(await module.handler(${JSON.stringify(EVENT)}))))`;
  const handled = await run.shut.start([...manager.nodeArgs, '-e', handle], folder, offlineEnv);
  if (!handled.includes('"userId":"42"')) throw new Error(`The handler answered ${handled}`);
  const functions = checkAssets(outdir);
  const help = await manager.exec(folder, ['cognito-auth-api', '--help']);
  if (!/Usage: cognito-auth-api/.test(help)) throw new Error(`cognito-auth-api --help printed ${help}`);
  return `${compareAssemblies(run.reference, outdir)}, ${functions} functions with their code, ${installed(folder)}`;
};

/** Two at a time: installing mostly waits. */
const inPairs = async <T>(items: readonly T[], work: (item: T) => Promise<boolean>): Promise<boolean[]> => {
  const waiting = [...items];
  const results: boolean[] = [];
  await Promise.all([1, 2].map(async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) results.push(await work(item));
  }));
  return results;
};

const main = async (scratch: string): Promise<boolean> => {
  const started = Date.now();
  const shut = await offline();
  console.log(`Synthesizing without commands on the PATH, and without a network by ${shut.by}`);
  const [downloads, reference] = ['downloads', 'reference'].map((name) => join(scratch, name));
  mkdirSync(downloads);
  const [{ filename }] = JSON.parse(await npm(['pack', '--json', '--ignore-scripts', '--pack-destination', scratch], { cwd: root }));
  await synthesizeReference(reference);
  console.log(`The package, and the templates of examples/languages: ${secondsSince(started)}`);

  const asked = Object.keys(consumers).filter((name) => only === undefined || name === only);
  const results = await inPairs(asked, async (name) => {
    const begun = Date.now();
    const folder = join(scratch, name);
    try {
      console.log(`${name}: ${await check(name, folder, { tarball: join(scratch, filename), downloads, reference, shut })} (${secondsSince(begun)})`);
      return true;
    } catch (error) {
      console.error(`${name}: ${(error as Error).message}`);
      return false;
    } finally {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    }
  });
  console.log(`${results.filter(Boolean).length} consumers are served, ${results.filter((fine) => !fine).length} are not (${secondsSince(started)})`);
  return results.every(Boolean);
};

void inScratch('consumers', main);
