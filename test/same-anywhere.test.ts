import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The same version gives the same files on any machine and day; a handler that changes changes its own function and no other. */
const root = resolve(__dirname, '..');
const DAY = 86_400_000;

let scratch: string;
beforeAll(() => { scratch = realpathSync(mkdtempSync(join(tmpdir(), 'same-anywhere-'))); });
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The sources and bundles in another folder: the package as somebody else has it. */
const copyTo = (folder: string): string => {
  mkdirSync(folder, { recursive: true });
  for (const path of ['src', 'assets', 'package.json', 'package-lock.json', 'test/support']) {
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  return folder;
};

interface Machine {
  readonly env?: NodeJS.ProcessEnv;
  readonly umask?: string;
  readonly cwd?: string;
  readonly preload?: string[];
}

/** What a child process synthesizes there, and what it takes itself to be. */
const synthesizeIn = (folder: string, outdir: string, { env, umask = '022', cwd = folder, preload = [] }: Machine = {}) => {
  const node = [process.execPath, ...[join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs'), ...preload].flatMap((file) => ['--import', file])];
  const command = [...node, join(folder, 'test', 'support', 'synthesize-into.ts'), outdir].map((word) => `'${word}'`).join(' ');
  const { PATH, CDK_VALIDATION } = process.env;
  // A shell, since nothing else sets a umask for one command.
  const said = execFileSync('/bin/sh', ['-c', `umask ${umask}; exec ${command}`], {
    cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { PATH, CDK_VALIDATION, ...env },
  });
  return JSON.parse(said.split('\n')[0]);
};

/** Of CDK's metadata, all but the lines of code that made something: these name the folder, and go into no template. */
const withoutTraces = (metadata: string) => JSON.stringify(Object.entries<any[]>(JSON.parse(metadata))
  .map(([path, entries]) => [path, entries.filter(({ type }) => type !== 'aws:cdk:creationStack').map(({ type, data }) => ({ type, data }))]));

const read = (path: string) => path.endsWith('.metadata.json') ? withoutTraces(readFileSync(path, 'utf8')) : readFileSync(path);

/** Each file below a folder, and what is in it. */
const contents = (folder: string): Record<string, string> => Object.fromEntries(readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => [path.slice(folder.length + 1), createHash('sha256').update(read(path)).digest('hex')] as const)
  .sort(([one], [other]) => one < other ? -1 : 1));

const resourcesIn = (outdir: string, file: string): Record<string, any> => JSON.parse(readFileSync(join(outdir, file), 'utf8')).Resources;

test('another zone, locale, folder, home, umask, clock and CI, and files of another age: the same bytes', () => {
  const here = copyTo(join(scratch, 'here'));
  const there = copyTo(join(scratch, 'far', 'away', 'and with a space'));
  for (const entry of readdirSync(join(there, 'assets'), { recursive: true, withFileTypes: true })) {
    utimesSync(join(entry.parentPath, entry.name), 1_000_000_000, 1_000_000_000);
  }
  const home = join(scratch, 'nobody');
  mkdirSync(home);

  const one = synthesizeIn(here, join(scratch, 'one'), { env: { TZ: 'UTC', LC_ALL: 'C', HOME: process.env.HOME } });
  const other = synthesizeIn(there, join(scratch, 'other'), {
    env: {
      TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', HOME: home, USER: 'nobody',
      CI: 'true', GITHUB_ACTIONS: 'true', NODE_ENV: 'production',
      AWS_REGION: 'eu-north-1', AWS_DEFAULT_REGION: 'eu-north-1', CDK_DEFAULT_REGION: 'eu-north-1', CDK_DEFAULT_ACCOUNT: '999999999999',
    },
    umask: '077',
    cwd: join(there, 'test'),
    preload: [join(root, 'test', 'support', 'another-day.ts')],
  });

  // The other process did take itself to be elsewhere, at another time.
  expect(one).toMatchObject({ zone: 'UTC', cwd: here, umask: 0o022 });
  expect(other).toMatchObject({ zone: 'Pacific/Kiritimati', locale: 'tr-TR', cwd: join(there, 'test'), umask: 0o077 });
  expect(other.now - one.now).toBeGreaterThan(30 * DAY);
  expect(other.date - one.date).toBeGreaterThan(30 * DAY);

  const made = contents(join(scratch, 'one'));
  expect(contents(join(scratch, 'other'))).toEqual(made);
  expect(Object.keys(made)).toEqual(expect.arrayContaining([
    ...['Demo.template.json', 'Demo.assets.json', 'manifest.json'].map((file) => `default/${file}`),
    ...['Stack.template.json', 'Stack.assets.json', 'manifest.json'].map((file) => `everything/${file}`),
  ]));
}, 300_000);

test('where one handler\'s bundle changes, the hash of its function changes and nothing else in the template', () => {
  const there = copyTo(join(scratch, 'changed'));
  appendFileSync(join(there, 'assets', 'login', 'index.js'), '\n// a later release\n');
  synthesizeIn(there, join(scratch, 'later'));
  for (const file of ['default/Demo.template.json', 'everything/Stack.template.json']) {
    const before = resourcesIn(join(scratch, 'one'), file);
    const after = resourcesIn(join(scratch, 'later'), file);
    const changed = Object.keys(after).filter((id) => JSON.stringify(after[id]) !== JSON.stringify(before[id]));
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(changed).toEqual([expect.stringMatching(/^Auth.*login.*Function/)]);
    const [id] = changed;
    expect(after[id].Properties.Code.S3Key).not.toBe(before[id].Properties.Code.S3Key);
    const withoutHash = ({ Properties, Metadata, ...rest }: any) => [rest, { ...Properties, Code: null }, { ...Metadata, 'aws:asset:path': null }];
    expect(withoutHash(after[id])).toEqual(withoutHash(before[id]));
  }
}, 300_000);
