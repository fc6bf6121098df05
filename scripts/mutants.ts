/**
 * `npm run mutants`: takes one defence at a time out of a copy of the sources and runs the test that holds it, which must fail. Options: --only TEXT for
 * those whose name contains it, --list.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { mutants } from './mutants-list';

const root = resolve(__dirname, '..');
const usage = 'npm run mutants [-- --only TEXT] [-- --list]   TEXT: a part of a mutant\'s name';
const { values } = parseArgs({ options: { only: { type: 'string', default: '' }, list: { type: 'boolean' }, help: { type: 'boolean' } } });
const chosen = mutants.filter(({ name }) => name.includes(values.only!));
if (values.help || values.list || chosen.length === 0) {
  console.log(values.list ? mutants.map(({ name, test }) => `${name}: ${test}`).join('\n') : usage);
  process.exit(values.help || values.list ? 0 : 1);
}

const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
const run = (command: string, ...args: string[]) => spawnSync(command, args, { cwd: copy, encoding: 'utf8', maxBuffer: 1e9 });
const tsx = (...args: string[]) => run(process.execPath, 'node_modules/tsx/dist/cli.mjs', '--tsconfig', 'test/tsconfig.json', ...args);

/** The outcome of test files: how many tests passed and failed, or why they did not run. */
const runTests = (...tests: string[]): { passed: number; failed: number; titles: string[]; broken?: string } => {
  const bundled = tsx('scripts/bundle.ts');
  if (bundled.status !== 0) {
    return { passed: 0, failed: 0, titles: [], broken: bundled.stderr };
  }
  const { stdout, stderr } = run(process.execPath, 'node_modules/jest/bin/jest.js', '--json', '--silent', ...tests);
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(stdout);
    const all = testResults.flatMap(({ assertionResults }: any) => assertionResults);
    const titles = all.filter(({ status }: any) => status === 'failed').map(({ fullName }: any) => fullName);
    return { passed: numPassedTests, failed: numFailedTests, titles, broken: all.length === 0 ? testResults[0]?.message ?? stderr : undefined };
  } catch {
    return { passed: 0, failed: 0, titles: [], broken: stderr };
  }
};

const main = (): number => {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  files.split('\0').filter((file) => file && existsSync(join(root, file))).forEach((file) => cpSync(join(root, file), join(copy, file)));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

  const tests = [...new Set(chosen.map(({ test }) => test))];
  console.log(`Without any mutant: ${tests.length} test files ...`);
  const sound = runTests(...tests);
  if (sound.broken || sound.failed > 0) {
    console.error(`They fail already: ${sound.broken ?? sound.titles.join('; ')}`);
    return 1;
  }

  let survivors = 0;
  for (const { name, file, find, replace, test } of chosen) {
    const text = readFileSync(join(copy, file), 'utf8');
    if (text.split(find).length !== 2) {
      console.error(`${name}: ${file} has not exactly one ${JSON.stringify(find)}`);
      survivors++;
      continue;
    }
    writeFileSync(join(copy, file), text.replace(find, () => replace));
    const { failed, titles, broken } = runTests(test);
    writeFileSync(join(copy, file), text);
    const caught = failed > 0;
    survivors += caught ? 0 : 1;
    console.log(caught ? `caught    ${name}: "${titles[0]}"${failed > 1 ? ` and ${failed - 1} more` : ''}` : `SURVIVED  ${name}: ${broken ?? test}`);
  }
  console.log(`${chosen.length} mutants, ${chosen.length - survivors} caught, ${survivors} survived`);
  return survivors > 0 ? 1 : 0;
};

const cleanUp = () => rmSync(copy, { recursive: true, force: true });
process.on('exit', cleanUp);
process.on('SIGINT', () => process.exit(130));
process.exit(main());
