/**
 * `npm run check-package`, after `npx projen compile`: what the package would carry to its users is exactly the files that the sources give, 8 MB at
 * most, without a path of this machine; and of other packages only code whose licence allows it and of which no vulnerability is known.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readBundles, thirdParties } from './third-party';

const root = resolve(__dirname, '..');
const MAX_PACKED = 8 * 1024 * 1024;
const LICENSES = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', '(MIT AND Zlib)'];
const DOCUMENTS = ['API.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'LICENSE', 'README.md', 'SECURITY.md', 'THIRD-PARTY-LICENSES', 'VERSIONING.md'];

const problems: string[] = [];
const check = (fine: boolean, problem: string) => fine || problems.push(problem);

if (!existsSync(join(root, 'lib', 'index.js'))) {
  console.error('There is no lib/ yet: run `npx projen compile` first');
  process.exit(1);
}
const npm = (...args: string[]) => spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 1e9 });

const [{ size, files }] = JSON.parse(npm('pack', '--dry-run', '--json', '--ignore-scripts').stdout);
const paths: string[] = files.map(({ path }: { path: string }) => path);
const bundles = readBundles(root);
const compiled = (readdirSync(join(root, 'src'), { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'))
  .map((file) => `lib/${file.replace(/\.ts$/, '')}`).flatMap((file) => [`${file}.js`, `${file}.d.ts`]);
const expected = new Set([
  ...DOCUMENTS, '.jsii', 'package.json', 'runtime.js', 'runtime.d.ts', 'snapshot.js', 'snapshot.d.ts', ...compiled,
  ...Object.values(bundles).flatMap((outputs) => Object.keys(outputs)),
]);
const extra = paths.filter((path) => !expected.has(path));
const missing = [...expected].filter((path) => !paths.includes(path));
check(extra.length === 0, `Nobody asked for ${extra.join(', ')}`);
check(missing.length === 0, `There is no ${missing.join(', ')}`);
check(size <= MAX_PACKED, `${size} bytes packed are more than ${MAX_PACKED}`);
for (const path of paths) {
  const text = readFileSync(join(root, path), 'utf8');
  check(![root, homedir()].some((folder) => folder.length > 1 && text.includes(`${folder}/`)), `${path} names a folder of this machine`);
}

const packages = thirdParties(root, bundles);
for (const { name, license, notices } of packages) {
  check(LICENSES.includes(license), `${name} has the licence ${license}`);
  check(notices !== '' || license === 'Apache-2.0', `${name} has no licence text to carry along`);
}
const { dependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
check(Object.keys(dependencies).length === 0, `A dependency would be installed with it: ${Object.keys(dependencies).join(', ')}`);

const audit = JSON.parse(npm('audit', '--json').stdout || '{}');
if (audit.vulnerabilities) {
  const known = packages.filter(({ name }) => audit.vulnerabilities[name]).map(({ name }) => `${name}: ${audit.vulnerabilities[name].severity}`);
  check(known.length === 0, `Vulnerabilities are known of ${known.join(', ')}`);
}
const audited = audit.vulnerabilities ? 'no known vulnerability' : 'vulnerabilities unchecked, since this registry answers no `npm audit`';

problems.forEach((problem) => console.error(problem));
console.log(`${paths.length} files, ${(size / 1024 / 1024).toFixed(2)} MB packed, code of ${packages.length} other packages, ${audited}: ${
  problems.length} problems`);
process.exit(problems.length > 0 ? 1 : 0);
