/**
 * `npm run stable-bundles`: a source that changes changes the bundles that are made of it, and no other: so that a release changes the asset hashes
 * of the functions it is about. Builds in a copy, as it is and with each of some sources changed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { optionsOf } from './options';
import { readBundles } from './third-party';

const root = resolve(__dirname, '..');
optionsOf('stable-bundles', 'a source that changes changes the bundles that are made of it, and no other', {});

/** A handler; what several load on demand; what is no handler's. Each costs a build. */
const SOURCES = ['lambda/login.ts', 'lambda/lib/enrolment.ts', 'local/server.ts'];

const scratch = mkdtempSync(join(tmpdir(), 'stable-bundles-'));
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...[
  'lambda', 'runtime', 'snapshot', 'cli', 'local', 'src/contract', 'scripts', 'tsconfig.json', 'test/tsconfig.json', 'package.json',
]], { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean);

const build = () => {
  execFileSync(process.execPath, [join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs'), '--tsconfig', 'test/tsconfig.json', 'scripts/bundle.ts'], {
    cwd: scratch, stdio: ['ignore', 'ignore', 'inherit'],
  });
  return Object.fromEntries(readdirSync(join(scratch, 'assets')).map((name) => {
    const hash = createHash('sha256');
    const folder = join(scratch, 'assets', name);
    readdirSync(folder).sort().forEach((file) => hash.update(`${file}\n`).update(readFileSync(join(folder, file))));
    return [name, hash.digest('hex')];
  }));
};

/** The bundles that a source is in, by what the bundler says. */
const madeOf = (source: string) => Object.entries(readBundles(scratch)).filter(([name]) => name !== 'local')
  .filter(([, outputs]) => Object.values(outputs).some(({ inputs }) => source in inputs)).map(([name]) => name).sort();

let problems = 0;
try {
  tracked.forEach((path) => cpSync(join(root, path), join(scratch, path)));
  symlinkSync(join(root, 'node_modules'), join(scratch, 'node_modules'), 'junction');
  console.log(`Building ${SOURCES.length + 1} times ...`);
  const before = build();
  for (const source of SOURCES) {
    appendFileSync(join(scratch, source), '\nprocess.emit(\'a later release\' as never);\n');
    const after = build();
    const changed = Object.keys(after).filter((name) => after[name] !== before[name]).sort();
    const expected = madeOf(source);
    const fine = changed.join() === expected.join();
    problems += fine ? 0 : 1;
    console.log(`${source}: ${changed.length} of ${Object.keys(after).length} bundles changed, ${expected.length} are made of it${
      fine ? '' : `: ${changed.join(', ')} instead of ${expected.join(', ')}`}`);
    cpSync(join(root, source), join(scratch, source));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(problems > 0 ? 1 : 0);
