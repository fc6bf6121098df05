/**
 * Bundles each operation, trigger and authorizer of the contract into assets/<name>/index.js, the command line into bin/, and what users'
 * handlers and snapshot tests import into runtime.js and snapshot.js. The same sources give the same bytes in any folder, so that asset hashes are
 * stable. What has no row any more goes.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build, transform, type BuildOptions, type Metafile, type TransformOptions } from 'esbuild';
import { commonPasswords, contractRow } from './bundle-plugins';
import { bundlePublic } from './bundle-public';
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

/**
 * Makes files of a folder, and no others are left there. What is imported on demand is a file beside, and what several need is in one more, so that none
 * carries it twice. esbuild splits ES modules only: each file is made CommonJS afterwards.
 */
const bundleInto = async (
  folder: string, entryPoints: Record<string, string>, target: string, options: BuildOptions = {}, onDemand: TransformOptions = {},
): Promise<Metafile['outputs']> => {
  const { outputFiles, metafile } = await build({
    ...shared, ...options, target, format: 'esm', splitting: true, entryPoints, outdir: folder, metafile: true, write: false,
  });
  mkdirSync(join(root, folder), { recursive: true });
  const files = await Promise.all(outputFiles.map(async ({ path, text }) => {
    const { code } = await transform(text, { platform: 'node', minify: true, legalComments: 'none', target, format: 'cjs', ...onDemand });
    writeFileSync(path, code, { mode: code.startsWith('#!') ? 0o755 : 0o644 });
    return basename(path);
  }));
  readdirSync(join(root, folder)).filter((file) => !files.includes(file)).forEach((file) => rmSync(join(root, folder, file)));
  return metafile.outputs;
};

/** As performance.md measured: CommonJS, minified, ES modules of the SDK, the SDK included. */
const bundleHandler = (name: string, entry: string, row?: Operation): Promise<Metafile['outputs']> => bundleInto(`assets/${name}`, { index: entry }, 'node22', {
  alias: {
    '@aws-sdk/credential-provider-node': './lambda/lib/default-credentials.ts',
    // @aws-sdk/s3-presigned-post has a client of an exact version of its own, whose command it takes the endpoint's rules from.
    '@aws-sdk/client-s3': './node_modules/@aws-sdk/client-s3',
  },
  plugins: [commonPasswords, ...row ? [contractRow(row)] : []],
  // By `require`, since node would take longer to look at the file as a module.
}, { supported: { 'dynamic-import': false } });

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
  const local = await bundleInto('bin', { 'cognito-auth-api': 'cli/index.ts', 'worker': 'local/lambda/worker.ts' }, 'node20');
  // What each bundle is made of: from it tests derive which AWS calls a handler can make, and check-package.ts whose code the package carries.
  mkdirSync(join(root, '.cache'), { recursive: true });
  const all: Bundles = { ...Object.fromEntries(bundles), local };
  writeFileSync(join(root, '.cache', 'bundles.json'), JSON.stringify(all));
  writeFileSync(join(root, 'THIRD-PARTY-LICENSES'), noticesOf(thirdParties(root, all)));
  await Promise.all(['runtime', 'snapshot'].map((folder) => bundlePublic(root, folder, shared)));
  console.log(`Bundled ${entries.length} handlers into assets/`);
};

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
