/**
 * `npm run mutants`: takes one defence at a time out of a copy of the sources and runs the test that holds it, which must fail. Options: --only TEXT for
 * those whose name contains it, --every N and --from K for one in N.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mutants } from './mutants-list';
import { optionsOf } from './options';

const root = resolve(__dirname, '..');
const { only, every, from } = optionsOf('mutants', 'takes one defence at a time out, and runs the test that holds it', {
  only: { meaning: 'text in the names of those that are taken out' },
  every: { meaning: 'one in so many of these', min: 1, fallback: 1 },
  from: { meaning: 'the first of which is this one, counted from 0 and over and over', min: 0, fallback: 0 },
});
const chosen = mutants.filter(({ name }) => name.includes(only ?? '')).filter((_, index) => index % Number(every) === Number(from) % Number(every));
if (chosen.length === 0) {
  console.error(`No mutant has ${JSON.stringify(only)} in its name:\n${mutants.map(({ name }) => name).join('\n')}`);
  process.exit(1);
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
