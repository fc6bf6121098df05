import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

const BASELINE = ['test', 'baseline', 'api.jsii.gz'];

const readAssembly = (root: string): any => {
  if (!existsSync(join(root, '.jsii'))) {
    throw new Error('There is no .jsii yet: run `npx projen compile` first');
  }
  return JSON.parse(readFileSync(join(root, '.jsii'), 'utf8'));
};

/** Keeps the public API that was compiled last, for later comparisons. What is only read by people stays out. */
export const keepApi = (root: string): void => {
  const { readme, dependencyClosure, fingerprint, ...assembly } = readAssembly(root);
  const zipped = gzipSync(JSON.stringify(assembly), { level: 9 });
  // Which system zipped it is in the tenth byte: the same API gives the same file everywhere.
  zipped[9] = 255;
  writeFileSync(join(root, ...BASELINE), zipped);
};

/** What of the API that was kept is gone or means something else, in the words of jsii-diff. */
export const apiChanges = (root: string): string[] => {
  readAssembly(root);
  // Within the repository, so that jsii finds the assemblies of CDK from there.
  const folder = join(root, '.cache', 'baseline');
  mkdirSync(folder, { recursive: true });
  const assembly = gunzipSync(readFileSync(join(root, ...BASELINE))).toString();
  writeFileSync(join(folder, '.jsii'), assembly);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'baseline', jsii: {}, peerDependencies: JSON.parse(assembly).dependencies }));
  const compare = [join(root, 'node_modules', 'jsii-diff', 'bin', 'jsii-diff'), folder, root, '--keys', '--ignore-file', join(root, '.compatignore')];
  const { status, stdout, stderr } = spawnSync(process.execPath, compare, {
    encoding: 'utf8', env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0] },
  });
  const problems = `${stdout}\n${stderr}`.split('\n').filter((line) => /^err\s/.test(line)).map((line) => line.replace(/^err\s+-\s+/, ''));
  if (status !== 0 && problems.length === 0) {
    throw new Error(`jsii-diff failed: ${stdout}${stderr}`);
  }
  return problems;
};
