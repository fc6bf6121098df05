import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Block } from './markdown';

const root = resolve(__dirname, '..', '..');

/** A command of a block, in the shell's own words: quotes are taken off, what is a variable is left. */
export interface Command {
  readonly words: readonly string[];
  readonly at: string;
}

/** Splits a block into its commands, as far as documents go: quotes, continued lines, comments, `&&`, `||`, `|`, `;`, functions in one line. */
export function commandsOf({ document, line, code }: Block): Command[] {
  const commands: Command[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let row = line + 1;
  let start = row;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    // Where it writes to and reads from is no argument.
    const given = words.filter((one, index) => !/^\d?[<>]/.test(one) && !/^\d?[<>]+$/.test(words[index - 1] ?? ''));
    if (given.length > 0) commands.push({ words: given, at: `${document}:${start}` });
    words = [];
    start = row;
  };
  for (let index = 0; index < code.length; index++) {
    const letter = code[index];
    if (letter === '\n') row++;
    if (letter === '\\' && code[index + 1] === '\n') {
      endWord();
      row++;
      index++;
    } else if (letter === '\'' || letter === '"') {
      const end = code.indexOf(letter, index + 1);
      const text = code.slice(index + 1, end);
      row += text.split('\n').length - 1;
      word = (word ?? '') + text;
      index = end;
    } else if (letter === '#' && word === undefined) {
      index = code.indexOf('\n', index) - 1;
    } else if (letter === ' ') {
      endWord();
    } else if (/[\n;|&]/.test(letter)) {
      endCommand();
    } else {
      word = (word ?? '') + letter;
    }
  }
  endCommand();
  return commands;
}

const packageOf = (folder: string): any => JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/** Options that a command's --help knows, and its subcommands. */
const helps = new Map<string, string>();
const helpOf = (...words: string[]): string => {
  const key = words.join(' ');
  if (!helps.has(key)) helps.set(key, execFileSync(process.execPath, [join(root, 'bin', 'cognito-auth-api.js'), ...words, '--help'], { encoding: 'utf8' }));
  return helps.get(key)!;
};
const subcommandsIn = (help: string) => [...(help.split(/^Commands:$/m)[1] ?? '').matchAll(/^ {2}(\w[\w-]*)/gm)].map(([, name]) => name);
const flagsIn = (help: string) => [...help.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, flag]) => flag);
const flagsOf = (words: readonly string[]) => words.filter((word) => word.startsWith('--') && word !== '--').map((word) => word.split('=')[0]);

function ourCommand(words: readonly string[]): string[] {
  const path: string[] = [];
  let help = helpOf();
  for (const word of words) {
    if (!subcommandsIn(help).includes(word)) break;
    path.push(word);
    help = helpOf(...path);
  }
  if (subcommandsIn(help).length > 0 && !words.includes('--help')) {
    return [`cognito-auth-api ${path.join(' ')} has no "${words[path.length]}"`];
  }
  return flagsOf(words).filter((flag) => flag !== '--help' && !flagsIn(help).includes(flag)).map((flag) => `cognito-auth-api ${path.join(' ')} has no ${flag}`);
}

/** `cdk --help` of aws-cdk 2.1148.1, of which documents use these. */
const cdk: Record<string, readonly string[]> = {
  bootstrap: ['--qualifier', '--trust', '--cloudformation-execution-policies', '--profile', '--termination-protection'],
  deploy: ['--all', '--require-approval', '--context', '--profile', '--no-rollback', '--rollback', '--outputs-file', '--strict', '--import-existing-resources', '--method'],
  destroy: ['--all', '--force', '--profile'],
  diff: ['--strict', '--context', '--profile', '--fail'],
  import: ['--resource-mapping', '--record-resource-mapping', '--force', '--profile'],
  init: ['--language', '--generate-only'],
  list: ['--long'],
  rollback: ['--orphan', '--force'],
  synth: ['--quiet', '--strict', '--context', '--output'],
};

function cdkCommand([name, ...words]: readonly string[]): string[] {
  return !cdk[name] ? [`cdk ${name} is not known`] : flagsOf(words).filter((flag) => !cdk[name].includes(flag)).map((flag) => `cdk ${name} has no ${flag} that is known`);
}

function npx(words: readonly string[]): string[] {
  const [program, ...rest] = words.filter((word, index) => !(index === 0 && word === '--yes'));
  const [name] = program.split('@');
  if (name === 'cognito-auth-api') return ourCommand(rest);
  if (name === 'cdk' || name === 'aws-cdk') return cdkCommand(rest);
  return existsSync(join(root, 'node_modules', '.bin', name)) ? [] : [`npx ${name}: no such program is installed`];
}

function npm([name, ...words]: readonly string[], folders: readonly string[]): string[] {
  const script = name === 'run' ? words.find((word) => !word.startsWith('-')) : name;
  if (['ci', 'install', 'init', 'pack', 'ls', 'outdated'].includes(name)) return [];
  const scripts = folders.filter((folder) => existsSync(join(root, folder, 'package.json'))).flatMap((folder) => Object.keys(packageOf(folder).scripts ?? {}));
  return scripts.includes(script!) ? [] : [`npm run ${script}: there is no such script`];
}

/** Programs of everybody's machine, or of other tool chains, whose options are not looked at. What they do with our packages is checked by scripts of CI. */
const OTHERS = ['.', 'cat', 'cd', 'cp', 'curl', 'dotnet', 'echo', 'git', 'go', 'gradle', 'jq', 'ls', 'mkdir', 'mvn', 'open', 'pip', 'pnpm', 'python', 'python3', 'rm', 'sed',
  'source', 'terraform', 'tr', 'uv', 'yarn'];

/** Files that a reader makes, or a command before: not of this repository. */
const THEIRS = ['cdk.out', 'people.csv', 'people.json', '.env.local', 'cdk.json', 'seed.json', 'mapping.json', 'outputs.json', 'pool.json', 'users.json', 'users.csv', 'groups.json', '.venv/bin/activate', '.venv/bin/pip'];

const looksLikeFile = (word: string) => /^[\w.@/-]+\.(ts|tsx|js|mjs|json|html|md|csv|py|java|go|cs|sh|yml|local|example)$/.test(word) || /^(examples|docs|scripts|test|client)\//.test(word);

function missingFiles(words: readonly string[], folders: readonly string[]): string[] {
  return words.filter(looksLikeFile).filter((word) => !THEIRS.includes(word) && !folders.some((folder) => existsSync(join(root, folder, word))))
    .map((word) => `${word} is not there`);
}

/** What is wrong with a block in sh, but for what the aws command line is to say. */
export function shellProblems(block: Block): string[] {
  const { status, stderr } = spawnSync('bash', ['-n'], { input: block.code, encoding: 'utf8' });
  if (status !== 0) {
    return [`${block.document}:${block.line}: ${stderr.trim()}`];
  }
  // A document speaks of its own folder or of the root.
  const folders = ['.', dirname(block.document)];
  const functions = [...block.code.matchAll(/^(\w+)\(\) \{/gm)].map(([, name]) => name);
  return commandsOf(block).flatMap(({ words: given, at }) => {
    // A function's own command, and what is set for one command.
    const words = given.filter((word) => !['{', '}'].includes(word) && !/^\w+\(\)$/.test(word));
    const first = words.findIndex((word) => !/^\w+=/.test(word) && word !== 'export');
    if (first < 0 || words[0] === 'export') return [];
    const [program, ...rest] = words.slice(first);
    const problems = program === 'npm' ? npm(rest, folders)
      : program === 'npx' ? npx(rest)
        : program === 'cdk' ? cdkCommand(rest)
          : program === 'aws' || functions.includes(program) || OTHERS.includes(program) ? []
            : [`${program} is no program that this test knows`];
    return [...problems, ...missingFiles(rest, folders)].map((problem) => `${at}: ${problem}`);
  });
}

export const hasAws = spawnSync('aws', ['--version'], { stdio: 'ignore' }).status === 0;

/**
 * What the aws command line says to a command before it calls anybody: it knows service, operation and options, and validates what it is given. Nobody
 * listens where it would call. Whether AWS would do it only AWS can tell.
 */
export async function awsProblems(block: Block): Promise<string[]> {
  // `configure` asks questions.
  const commands = commandsOf(block).filter(({ words }) => words.includes('aws') && !words.includes('configure')).map(({ words, at }) => ({ words: words.slice(words.indexOf('aws') + 1), at }));
  const env = {
    ...process.env, AWS_ACCESS_KEY_ID: 'documents', AWS_SECRET_ACCESS_KEY: 'documents', AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1',
    AWS_MAX_ATTEMPTS: '1', AWS_PROFILE: undefined,
  };
  const answers: string[] = [];
  for (const { words, at } of commands) {
    const endpoint = words.indexOf('--endpoint-url');
    // Variables of the shell have some value.
    const given = (endpoint < 0 ? words : words.toSpliced(endpoint, 2)).map((word) => word.replace(/\$\w+/g, 'value'));
    answers.push(...await new Promise<string[]>((resolved) => execFile('aws', [...given, '--endpoint-url', 'http://127.0.0.1:9'], { env }, (error, _, stderr) =>
      resolved(!error || /Could not connect to the endpoint URL/.test(stderr) ? [] : [`${at}: aws ${given.join(' ').slice(0, 80)}: ${stderr.trim().split('\n').slice(-2).join(' ')}`]))));
  }
  return answers;
}
