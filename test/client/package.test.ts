import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildSync } from 'esbuild';
import ts from 'typescript';
import { clientBundle } from '../../scripts/client-bundle';
import { holdAnswers } from '../support/documented-answers';
import { LocalApi } from '../support/local';

/** What the package carries, and that it works where it is installed: alone, for a browser's and for Node's way to find modules. */
const root = resolve(__dirname, '..', '..');
const client = join(root, 'client');
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8');
const { version, license } = JSON.parse(read('package.json'));
const own = JSON.parse(read('client', 'package.json'));

let folder: string;
let files: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-package-'));
  const npm = (...args: string[]) => execFileSync('npm', [...args, '--offline', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, encoding: 'utf8' });
  const [packed] = JSON.parse(npm('pack', client, '--json'));
  files = packed.files.map(({ path }: { path: string }) => path);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'app', private: true, type: 'module' }));
  npm('install', `./${packed.filename}`);
  // Of other packages the app's code needs only the types of Node.
  mkdirSync(join(folder, 'node_modules', '@types'));
  symlinkSync(join(root, 'node_modules', '@types', 'node'), join(folder, 'node_modules', '@types', 'node'));
  symlinkSync(join(root, 'node_modules', 'undici-types'), join(folder, 'node_modules', 'undici-types'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const APP = `
import { ApiError, createClient, createSession } from 'cognito-auth-api-client';

const client = createClient({ url: process.argv[2]! });
const session = createSession({ client });
const { status } = await client.call('POST /v1/forgot-password', { body: { email: 'ada@example.com' } });
const codes: string[] = [];
const note = (error: unknown) => { codes.push(error instanceof ApiError ? error.code : 'none'); };
await client.call('POST /v1/login', { body: { email: 'ada@example.com', password: 'wrong' } }).catch(note);
await session.call('GET /v1/userinfo').catch(note);
console.log(JSON.stringify({ status, codes }));
`;

const compile = (options: ts.CompilerOptions, code = APP) => {
  const file = join(folder, 'app.ts');
  writeFileSync(file, code);
  const program = ts.createProgram([file], {
    strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false, target: ts.ScriptTarget.ES2022, outDir: join(folder, 'out'),
    typeRoots: [join(folder, 'node_modules', '@types')], preserveSymlinks: true, ...options,
  });
  program.emit(program.getSourceFile(file));
  // The package's declarations are checked too, as they are not where skipLibCheck is on.
  const checked = program.getSourceFiles().filter(({ fileName }) => fileName === file || fileName.includes('cognito-auth-api-client'));
  return [...program.getOptionsDiagnostics(), ...checked.flatMap((source) => program.getSemanticDiagnostics(source))].map(({ messageText, file: of }) => `${of?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
};
const NODE = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, types: ['node'] };
const BUNDLER = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, types: ['node'] };

test('carries the module, its declarations and its documents, and nothing else', () => {
  expect(files.filter((path) => !/^dist\/[\w-]+\.d\.ts$/.test(path)).sort()).toEqual(['LICENSE', 'README.md', 'dist/index.js', 'package.json']);
  expect(files).toEqual(expect.arrayContaining(['dist/index.d.ts', 'dist/contract.d.ts']));
});

test('has at most 4 kB to load, and nothing that is run by being loaded', () => {
  const module = readFileSync(join(client, 'dist', 'index.js'));
  expect(gzipSync(module, { level: 9 }).length).toBeLessThanOrEqual(4096);
  expect(own.sideEffects).toBe(false);
  const { outputFiles: [{ text }] } = buildSync({
    stdin: { contents: 'import "cognito-auth-api-client"; import { createClient } from "cognito-auth-api-client";', resolveDir: folder },
    bundle: true, format: 'esm', minify: true, write: false, logLevel: 'silent',
  });
  expect(text.trim()).toBe('');
});

test('needs no other package, and names nothing outside of it', () => {
  expect(Object.keys(own).filter((name) => /dependencies/i.test(name))).toEqual([]);
  for (const path of files.filter((name) => name.startsWith('dist/'))) {
    const imported = [...read('client', path).matchAll(/(?:from|import)\s*\(?['"]([^'"]+)['"]/g)].map(([, name]) => name);
    expect(imported.filter((name) => !files.includes(name.replace('./', 'dist/').replace(/\.js$/, '.d.ts')))).toEqual([]);
    expect(read('client', path)).not.toContain(root);
  }
});

test('has the version and the licence of the construct', () => {
  expect(own).toMatchObject({ version, license });
  expect(read('client', 'LICENSE')).toBe(read('LICENSE'));
});

test('is built as it lies there, byte by byte', () => {
  const before = files.filter((path) => path.startsWith('dist/')).map((path) => [path, read('client', path)]);
  const { outputFiles: [{ text }] } = buildSync({ ...clientBundle(root), write: false });
  expect(before).toEqual(expect.arrayContaining([['dist/index.js', text]]));
});

test.each<[string, ts.CompilerOptions]>([
  ['a bundler\'s resolution', BUNDLER],
  ['Node\'s resolution', NODE],
  ['the types of a browser', { ...BUNDLER, types: [], lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'] }],
])('compiles strictly by %s', (_, options) => {
  const code = options.lib ? APP.replace('process.argv[2]!', '\'https://auth.example.com\'') : APP;
  expect(compile(options, code)).toEqual([]);
  expect(compile(options, code.replace('email: \'ada', 'emial: \'ada'))).toEqual([expect.stringContaining('emial')]);
});

describe('on Node', () => {
  const { node } = holdAnswers();
  let api: LocalApi;
  beforeAll(async () => { api = await LocalApi.start(); });
  afterAll(() => api.stop());

  test('calls the API', async () => {
    expect(compile(NODE)).toEqual([]);
    const output = await node([join(folder, 'out', 'app.js'), api.url], folder);
    expect(JSON.parse(output)).toEqual({ status: 'PASSWORD_FORGOT_CONFIRMATION_SENT', codes: ['INVALID_CREDENTIALS', 'INVALID_TOKEN'] });
  });
});
