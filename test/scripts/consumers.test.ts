import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundlersIn, checkAssets } from '../../scripts/consumers/checks';
import { isShut, preload } from '../../scripts/consumers/offline';
import { run } from '../../scripts/tool';

let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'consumer-')); });
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (file: string, content: string) => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), content);
};

describe('without a network', () => {
  test('the preloaded file keeps a program from a server on this very machine', async () => {
    expect(await isShut(preload)).toBe(true);
  });

  test('what shuts nothing off is found out', async () => {
    expect(await isShut({ by: 'nothing', start: (args, cwd, env) => run(process.execPath, args, { cwd, env }) })).toBe(false);
  });

  test.each([
    ['names', 'require("node:dns").lookup("localhost", () => {})'],
    ['names, by promises', 'require("node:dns").promises.lookup("localhost")'],
    ['datagrams', 'require("node:dgram").createSocket("udp4").send("x", 9, "127.0.0.1")'],
    ['fetch', 'fetch("http://127.0.0.1:4999/")'],
  ])('%s are refused', async (_, code) => {
    await expect(preload.start(['-e', code], folder, process.env)).rejects.toThrow('There is no network for a synth');
  });

  test('what needs none goes on', async () => {
    expect(await preload.start(['-e', 'console.log("made")'], folder, process.env)).toBe('made\n');
  });
});

describe('the code of functions', () => {
  const HASH = 'ab12'.repeat(16);
  const template = (functions: object[]) => write('App.template.json', JSON.stringify({
    Resources: Object.fromEntries(functions.map((properties, index) => [`Fn${index}`, { Type: 'AWS::Lambda::Function', Properties: properties }])),
  }));
  const fn = { Code: { S3Key: `${HASH}.zip` }, Handler: 'index.handler' };

  test.each(['js', 'cjs', 'mjs'])('is there as index.%s', (extension) => {
    template([fn, fn]);
    write(`asset.${HASH}/index.${extension}`, 'exports.handler = () => {}');
    expect(checkAssets(folder)).toBe(2);
  });

  test('fails where the folder or the file is missing, or the file is empty', () => {
    template([fn]);
    const problem = `The handler index.handler of Fn0 is not in asset.${HASH}, or is empty`;
    expect(() => checkAssets(folder)).toThrow(problem);
    write(`asset.${HASH}/other.js`, 'x');
    expect(() => checkAssets(folder)).toThrow(problem);
    write(`asset.${HASH}/index.js`, '');
    expect(() => checkAssets(folder)).toThrow(problem);
  });

  test('fails where there is no function, and where something was bundled', () => {
    template([]);
    expect(() => checkAssets(folder)).toThrow('There is no function');
    mkdirSync(join(folder, 'bundling-temp-1'));
    expect(() => checkAssets(folder)).toThrow('Bundled at synth: bundling-temp-1');
  });
});

test.each([
  ['node_modules/esbuild/package.json', '{}'],
  ['node_modules/@esbuild/linux-x64/bin/esbuild', 'x'],
  ['node_modules/.pnpm/esbuild@0.28.2/node_modules/esbuild/package.json', '{}'],
  ['.pnp.cjs', '[["esbuild", [["npm:0.28.2", {}]]]]'],
])('a bundler is seen in %s', (file, content) => {
  write(file, content);
  write('node_modules/aws-cdk-lib/aws-lambda-nodejs/lib/bundling.js', 'esbuild');
  expect(bundlersIn(folder)).not.toEqual([]);
});

test('CDK, which knows how to call one, is none', () => {
  write('node_modules/aws-cdk-lib/aws-lambda-nodejs/lib/esbuild.js', 'esbuild');
  expect(bundlersIn(folder)).toEqual([]);
});
