import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readSeed } from '../local/seed';
import { destinationOf, documents, type Block } from './support/markdown';
import { awsProblems, commandsOf, hasAws, shellProblems } from './support/shell-blocks';
import { makesStack, templatesOf } from './support/synthesized-blocks';
import { syntaxProblems, typeProblems } from './support/typed-blocks';

/** Every code block of every document is checked by its language, or stands below with the reason why nothing here can; and every link leads somewhere. */
const root = resolve(__dirname, '..');
const all = documents();
const blocks = all.flatMap((document) => document.blocks);
const named = (block: Block) => `${block.document}:${block.line}`;
const of = (...languages: string[]) => blocks.filter(({ language }) => languages.includes(language));

/** Shows a stack that cannot be. */
const REFUSED = 'docs/validation.md';

/** What nothing here can run or compile, by `document language`. */
const UNCHECKED: Record<string, string> = {
  'docs/clients.md swift': 'there is no Swift on Linux machines of CI; test/clients-doc.test.ts holds its routes and fields against the contract',
  'docs/guide/groups-and-administrators.md text': 'a query for CloudWatch Logs Insights, which only AWS runs',
};

/** A policy has a version and statements, and a seed is one for `--seed`. */
function jsonProblems(block: Block): string[] {
  let given: any;
  try {
    given = JSON.parse(block.code);
  } catch (error) {
    return [`${named(block)}: ${(error as Error).message}`];
  }
  if ('Statement' in given && given.Version !== '2012-10-17') {
    return [`${named(block)}: a policy is of the version 2012-10-17`];
  }
  if ('users' in given) {
    const folder = mkdtempSync(join(tmpdir(), 'document-seed-'));
    try {
      writeFileSync(join(folder, 'seed.json'), block.code);
      readSeed(join(folder, 'seed.json'));
    } catch (error) {
      return [`${named(block)}: ${(error as Error).message}`];
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
  return [];
}

/** Compiled and run by a script of CI, which reads it where it stands. */
const scriptReads = (script: string, file = script) => (block: Block): string[] =>
  readFileSync(join(root, 'scripts', `${file}.ts`), 'utf8').includes(block.document.split('/').at(-1)!)
    && readFileSync(join(root, '.ci', 'run'), 'utf8').includes(`npm run --silent ${script}`) ? []
    : [`${named(block)}: npm run ${script} does not read it, or CI does not run that`];

/** Every line stands in one example of the language, which a script of CI compiles. */
const inExample = (ending: string) => (block: Block): string[] => {
  const lines = block.code.split('\n').map((line) => line.trim()).filter(Boolean);
  const files = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending) && !file.includes('node_modules'));
  const holds = files.some((file) => {
    const there = new Set(readFileSync(join(root, 'examples', file), 'utf8').split('\n').map((line) => line.trim()));
    return lines.every((line) => there.has(line));
  });
  return holds ? [] : [`${named(block)}: no file of examples/**/*${ending} has all of its lines`];
};

/** What an arrow connects is declared: mermaid draws an empty box for a name that is misspelt. */
function mermaidProblems(block: Block): string[] {
  const lines = block.code.split('\n').map((line) => line.trim());
  const [kind] = lines;
  const declared = new Set(lines.flatMap((line) => /^(?:participant |actor )?(\w+)(?=\[|\(|\{| as )/.exec(line)?.[1] ?? []));
  const used = lines.flatMap((line) => {
    const [, from, to] = /^(\w+) ?(?:-->>|->>|-->|-\.->|==>)(?:\|[^|]*\|)? ?(\w+)/.exec(line) ?? [];
    return from ? [from, to] : [];
  });
  return [
    .../^(flowchart (LR|TB)|sequenceDiagram)$/.test(kind) ? [] : [`${named(block)}: ${kind} is no diagram that is used here`],
    ...used.filter((name) => !declared.has(name)).map((name) => `${named(block)}: ${name} is not declared`),
  ];
}

/** How a language is checked; what needs all blocks of it at once has a test of its own. */
const checkers: Record<string, ((block: Block) => string[]) | 'all at once'> = {
  ts: 'all at once',
  tsx: 'all at once',
  js: syntaxProblems,
  json: jsonProblems,
  sh: shellProblems,
  mermaid: mermaidProblems,
  kotlin: scriptReads('kotlin'),
  python: inExample('.py'),
  java: inExample('.java'),
  go: inExample('.go'),
  csharp: scriptReads('languages', 'languages/dotnet'),
  xml: inExample('pom.xml'),
  // What a block before it is answered: see below.
  text: ({ document, line }) => document === REFUSED ? [] : [`${document}:${line}: what shows this?`],
};
const isUnchecked = ({ document, language }: Block) => `${document} ${language}` in UNCHECKED;

test('every code block has a checker, or a reason why there is none', () => {
  expect(blocks.length).toBeGreaterThan(40);
  expect(blocks.filter((block) => !checkers[block.language] && !isUnchecked(block)).map((block) => `${named(block)}: "${block.language}" has no checker`)).toEqual([]);
});

test('no reason is left of a block that has gone', () => {
  const present = new Set(blocks.map(({ document, language }) => `${document} ${language}`));
  expect(Object.keys(UNCHECKED).filter((key) => !present.has(key))).toEqual([]);
});

test('all TypeScript compiles', () => {
  expect(of('ts', 'tsx').length).toBeGreaterThan(25);
  expect(typeProblems(of('ts', 'tsx'))).toEqual([]);
});

describe('what makes a stack is synthesized', () => {
  const apps = of('ts').filter((block) => makesStack(block) && block.document !== REFUSED);

  test('they are found', () => {
    expect(apps.length).toBeGreaterThan(15);
  });

  test.each(apps.map((block) => [named(block), block] as const))('%s', (_, block) => {
    const types = templatesOf(block).flatMap((template) => Object.values<any>(template.Resources ?? {}).map(({ Type }) => Type));
    expect(types).toContain('AWS::Cognito::UserPoolClient');
  });
});

test(`what ${REFUSED} says is refused is refused in these words`, () => {
  const [shown, answer] = blocks.filter(({ document }) => document === REFUSED);
  expect(() => templatesOf(shown)).toThrow(answer.code.trim());
});

test.each(Object.keys(checkers).filter((language) => checkers[language] !== 'all at once'))('%s is sound', (language) => {
  const check = checkers[language] as (block: Block) => string[];
  expect(of(language).filter((block) => !isUnchecked(block)).flatMap(check)).toEqual([]);
});

describe('the aws command line takes its commands (skipped where it is not installed)', () => {
  const withAws = of('sh').filter((block) => commandsOf(block).some(({ words }) => words.includes('aws')));

  (hasAws ? test.each : test.skip.each)(withAws.map((block) => [named(block), block] as const))('%s', async (_, block) => {
    expect(await awsProblems(block)).toEqual([]);
  });
});

test('CONTRIBUTING has its map and three recipes, and AGENTS leads there', () => {
  const contributing = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const [, recipes] = /^## Recipes\n([\s\S]*?)^## /m.exec(contributing)!;
  expect(recipes.match(/^\*\*.+?\.\*\*/gm)).toHaveLength(3);
  expect(readFileSync(join(root, 'AGENTS.md'), 'utf8')).toContain('](CONTRIBUTING.md)');
  // What the map names is there; `<noun>` and the like stand for several.
  const [, map] = /^## Where is it\?\n([\s\S]*?)^One name/m.exec(contributing)!;
  const paths = [...map.matchAll(/`((?:src|lambda|cli|local|client|runtime|scripts|docs|test|examples)\/[\w./-]*)`/g)].map(([, path]) => path);
  expect(paths.length).toBeGreaterThan(80);
  expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

describe('links', () => {
  const links = all.flatMap((document) => document.links).filter(({ target }) => !/^[a-z]+:/.test(target));
  const byPath = new Map(all.map((document) => [document.path, document]));

  test('every relative one leads to a file or folder', () => {
    expect(links.length).toBeGreaterThan(80);
    const lost = links.filter((link) => !existsSync(join(root, destinationOf(link).path)));
    expect(lost.map(({ document, line, target }) => `${document}:${line}: ${target}`)).toEqual([]);
  });

  test('every anchor leads to a heading', () => {
    const lost = links.filter((link) => {
      const { path, anchor } = destinationOf(link);
      return anchor !== undefined && byPath.has(path) && !byPath.get(path)!.anchors.has(anchor);
    });
    expect(lost.map(({ document, line, target }) => `${document}:${line}: ${target}`)).toEqual([]);
  });

  test('every page of docs/ is found from README, over one other page at most', () => {
    const from = (paths: readonly string[]) => paths.flatMap((path) => byPath.get(path)?.links.map((link) => destinationOf(link).path) ?? []);
    const near = from(['README.md']);
    const found = new Set([...near, ...from(near)]);
    const pages = readdirSync(join(root, 'docs')).map((file) => `docs/${file}`).filter((file) => file.endsWith('.md') && statSync(join(root, file)).isFile());
    expect(pages.filter((page) => !found.has(page))).toEqual([]);
  });
});

describe('what is wrong is seen', () => {
  const block = (language: string, code: string): Block => ({ document: 'docs/clients.md', line: 1, language, code: `${code}\n` });

  test.each([
    ['npm run no-such-script', 'there is no such script'],
    ['npx cognito-auth-api admin remove ada@example.com', 'cognito-auth-api admin has no "remove"'],
    ['npx cognito-auth-api local cdk.out --no-such-flag', 'cognito-auth-api local has no --no-such-flag'],
    ['npx cdk synth && npx cdk undeploy', 'cdk undeploy is not known'],
    ['cat \\\n  docs/no-such-file.md', 'docs/no-such-file.md is not there'],
    ['echo one | frobnicate', 'frobnicate is no program'],
    ['echo \'one', 'unexpected EOF'],
  ])('sh: %s', (code, problem) => {
    expect(shellProblems(block('sh', code)).join()).toContain(problem);
  });

  (hasAws ? test.each : test.skip.each)([
    ['aws cognito-idp no-such-operation', 'aws cognito-idp no-such-operation: '],
    ['aws cognito-idp get-csv-header', '--user-pool-id'],
    ['aws cognito-idp get-csv-header --user-pool-id POOL_ID --no-such-flag', '--no-such-flag'],
  ])('sh: %s', async (code, problem) => {
    expect((await awsProblems(block('sh', code))).join()).toContain(problem);
  });

  test('json: a seed with a field that there is not, a policy without its version', () => {
    expect(jsonProblems(block('json', '{ "users": [{ "email": "ada@example.com", "pasword": "x" }] }')).join()).toContain('pasword');
    expect(jsonProblems(block('json', '{ "Statement": [] }')).join()).toContain('2012-10-17');
  });

  test('python: a line that no example has', () => {
    expect(inExample('.py')(block('python', 'import this')).join()).toContain('examples/**/*.py');
  });

  test('mermaid: an arrow from nowhere', () => {
    expect(mermaidProblems(block('mermaid', 'flowchart LR\n  a[A]\n  a --> b')).join()).toContain('b is not declared');
  });

  test('js: what is no JavaScript', () => {
    expect(syntaxProblems(block('js', 'const one: string = 1;')).join()).toContain('docs/clients.md:2');
  });
});
