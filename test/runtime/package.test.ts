import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildSync } from 'esbuild';
import ts from 'typescript';

/** How `cognito-auth-api/runtime` is found by those who installed the package. */
const root = resolve(__dirname, '..', '..');
let consumer: string;

/** Node's own ES modules know no file without its ending unless package.json has `exports`. */
const { exports: exported } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const ESM = exported ? 'cognito-auth-api/runtime' : 'cognito-auth-api/runtime.js';

const write = (name: string, text: string) => {
  const file = join(consumer, name);
  writeFileSync(file, text);
  return file;
};

const EVENT = JSON.stringify({ requestContext: { authorizer: { jwt: { claims: { sub: 'x', username: 'x', client_id: 'c', token_use: 'access' } } } } });
const run = (file: string) => {
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
  return stdout || stderr;
};

beforeAll(() => {
  consumer = mkdtempSync(join(tmpdir(), 'consumer-'));
  const installed = join(consumer, 'node_modules', 'cognito-auth-api');
  mkdirSync(installed, { recursive: true });
  ['package.json', 'runtime.js', 'runtime.d.ts'].forEach((file) => cpSync(join(root, file), join(installed, file)));
});
afterAll(() => rmSync(consumer, { recursive: true, force: true }));

test('is small, and needs nothing', () => {
  expect(statSync(join(root, 'runtime.js')).size).toBeLessThan(2500);
  expect(readFileSync(join(root, 'runtime.js'), 'utf8')).not.toMatch(/\brequire\(|\bimport\(/);
});

test('is found by require', () => {
  expect(run(write('a.cjs', `console.log(require('cognito-auth-api/runtime').currentUser(${EVENT}).userId)`))).toBe('x\n');
});

test('is found by import, with the names of what it exports', () => {
  expect(run(write('b.mjs', `import { currentUser } from '${ESM}';\nconsole.log(currentUser(${EVENT}).userId)`))).toBe('x\n');
});

test.each(['cjs', 'esm'] as const)('is found by esbuild, as NodejsFunction calls it, in a bundle of format %s', (format) => {
  const entry = write('c.ts', `import { currentUser } from 'cognito-auth-api/runtime';\nconsole.log(currentUser(${EVENT}).userId);`);
  const outfile = join(consumer, `bundle-${format}.${format === 'cjs' ? 'cjs' : 'mjs'}`);
  buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format });
  expect(run(outfile)).toBe('x\n');
});

const { CommonJS, ESNext, Node16, NodeNext, Preserve } = ts.ModuleKind;
const { Node10, Bundler, Node16: node16, NodeNext: nodeNext } = ts.ModuleResolutionKind;

test.each([
  ['Node10', 'd.ts', CommonJS, Node10, 'cognito-auth-api/runtime'],
  ['Bundler', 'e.ts', ESNext, Bundler, 'cognito-auth-api/runtime'],
  ['Preserve', 'f.ts', Preserve, Bundler, 'cognito-auth-api/runtime'],
  ['Node16, CommonJS', 'g.cts', Node16, node16, 'cognito-auth-api/runtime'],
  ['NodeNext, ES modules', 'h.mts', NodeNext, nodeNext, ESM],
])('is found by TypeScript, with its types: %s', (_, name, module, moduleResolution, specifier) => {
  const file = write(name, `import { currentCaller, currentUser } from '${specifier}';
declare const event: { requestContext: object };
const id: string = currentUser(event).userId;
const caller = currentCaller(event);
export const one: string | undefined = caller.machine ? caller.clientId : caller.email;
// @ts-expect-error a machine has no groups
export const groups = currentCaller(event).groups;
export default id;
`);
  const options = { module, moduleResolution, strict: true, noEmit: true, skipLibCheck: false, types: [], target: ts.ScriptTarget.ES2022, ignoreDeprecations: '5.0' };
  const found = ts.getPreEmitDiagnostics(ts.createProgram([file], options)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  expect(found).toEqual([]);
});
