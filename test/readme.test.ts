import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

/** README's code is type-checked as it stands, against the sources. */
const root = resolve(__dirname, '..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/^## (.+)$|```ts\n([\s\S]*?)```/gm)].reduce<{ section: string; code: string }[]>((found, [, heading, code]) => {
  const section = heading ?? found.at(-1)?.section;
  return [...found, { section, code: code ?? '' }];
}, []).filter(({ code }) => code);

test('every section with code is found', () => {
  expect(blocks.map(({ section }) => section)).toEqual(expect.arrayContaining(['Use it']));
});

test('all of it compiles', () => {
  const { config } = ts.readConfigFile(join(root, 'test', 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'test'));
  const files = new Map(blocks.map(({ code }, index) => [join(root, 'test', `readme-${index}.ts`), code]));
  // Examples may declare what they do not use.
  const host = ts.createCompilerHost({ ...options, noUnusedLocals: false });
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => files.has(file) ? ts.createSourceFile(file, files.get(file)!, rest[0]) : getSourceFile(file, ...rest);
  const program = ts.createProgram([...files.keys(), join(root, 'lambda', 'lib', 'contract-row.d.ts')], { ...options, noUnusedLocals: false }, host);
  const problems = [...files.keys()].flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => `${blocks[[...files.keys()].indexOf(file)].section}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`));
  expect(problems).toEqual([]);
});
