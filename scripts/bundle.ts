/**
 * Bundles each operation, trigger and authorizer of the contract into assets/<name>/index.js, the command line into bin/, and what users'
 * handlers import into runtime.js. The same sources give the same bytes in any folder, so that asset hashes are stable. What has no row any more goes.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { commonPasswords, contractRow, loadedOnDemand } from './bundle-plugins';
import { bundleRuntime } from './bundle-runtime';
import { noticesOf, thirdParties, type Bundles } from './third-party';
import { authorizers, operations, triggers, type Operation } from '../src/contract';

const root = resolve(__dirname, '..');

const shared = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  metafile: true,
  logLevel: 'error',
} as const satisfies BuildOptions;

/** As performance.md measured: CommonJS, minified, ES modules of the SDK, the SDK included. */
const bundleHandler = async (name: string, entry: string, row?: Operation, file = 'index.js'): Promise<Metafile['outputs']> => {
  const parts = new Map<string, string>();
  const { metafile } = await build({
    ...shared,
    entryPoints: [entry],
    outfile: `assets/${name}/${file}`,
    target: 'node22',
    alias: {
      '@aws-sdk/credential-provider-node': './lambda/lib/default-credentials.ts',
      // @aws-sdk/s3-presigned-post has a client of an exact version of its own, whose command it takes the endpoint's rules from.
      '@aws-sdk/client-s3': './node_modules/@aws-sdk/client-s3',
    },
    plugins: [commonPasswords, loadedOnDemand(parts), ...row ? [contractRow(row)] : []],
  });
  const outputs = await Promise.all([...parts].map(([part, source]) => bundleHandler(name, source, row, part)));
  return Object.assign(metafile.outputs, ...outputs);
};

const bundleCommand = async (entry: string, file: string): Promise<Metafile['outputs']> => {
  const parts = new Map<string, string>();
  const { metafile } = await build({ ...shared, entryPoints: [entry], outfile: `bin/${file}`, target: 'node20', plugins: [loadedOnDemand(parts)] });
  const outputs = await Promise.all([...parts].map(([part, source]) => bundleCommand(source, part)));
  return Object.assign(metafile.outputs, ...outputs);
};

const entries = [
  ...Object.values<Operation>(operations).map((row) => ({ name: row.operation, entry: `lambda/${row.operation}.ts`, row })),
  ...Object.keys(triggers).map((name) => ({ name, entry: `lambda/triggers/${name}.ts`, row: undefined })),
  ...Object.keys(authorizers).map((name) => ({ name, entry: `lambda/authorizers/${name}.ts`, row: undefined })),
];

const main = async () => {
  const missing = entries.filter(({ entry }) => !existsSync(join(root, entry)));
  if (missing.length > 0) {
    throw new Error(`The contract names operations without a handler: ${missing.map(({ entry }) => entry).join(', ')}`);
  }
  const assets = join(root, 'assets');
  if (existsSync(assets)) {
    const stale = readdirSync(assets).filter((name) => !entries.some((entry) => entry.name === name));
    stale.forEach((name) => rmSync(join(assets, name), { recursive: true }));
  }
  const bundles = await Promise.all(entries.map(async ({ name, entry, row }) => [name, await bundleHandler(name, entry, row)] as const));
  const local = { ...await bundleCommand('cli/index.ts', 'cognito-auth-api.js'), ...await bundleCommand('local/lambda/worker.ts', 'worker.js') };
  // What each bundle is made of: from it tests derive which AWS calls a handler can make, and check-package.ts whose code the package carries.
  mkdirSync(join(root, '.cache'), { recursive: true });
  const all: Bundles = { ...Object.fromEntries(bundles), local };
  writeFileSync(join(root, '.cache', 'bundles.json'), JSON.stringify(all));
  writeFileSync(join(root, 'THIRD-PARTY-LICENSES'), noticesOf(thirdParties(root, all)));
  await bundleRuntime(root, shared);
  console.log(`Bundled ${entries.length} handlers into assets/`);
};

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
