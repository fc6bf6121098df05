import { join, resolve } from 'node:path';
import ts from 'typescript';
import type { Block } from './markdown';

const root = resolve(__dirname, '..', '..');

/** What is wrong with the TypeScript of documents, by block: all of it in one program, against the sources. */
export function typeProblems(blocks: readonly Block[]): string[] {
  const { config } = ts.readConfigFile(join(root, 'test', 'tsconfig.json'), ts.sys.readFile);
  const { options: given } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'test'));
  // Examples may declare what they do not use.
  const options = { ...given, noEmit: true, noUnusedLocals: false, jsx: ts.JsxEmit.ReactJSX, types: ['node', 'jest'] };
  const files = new Map(blocks.map((block, index) => [join(root, 'test', `document-${index}.${block.language}`), block]));
  // A block without imports is a module all the same: its names are its own.
  const codeOf = (file: string) => `${files.get(file)!.code}\nexport {};\n`;
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.has(file) ? codeOf(file) : readFile(file);
  host.getSourceFile = (file, ...rest) => files.has(file) ? ts.createSourceFile(file, codeOf(file), rest[0]) : getSourceFile(file, ...rest);
  const program = ts.createProgram([...files.keys(), join(root, 'lambda', 'lib', 'contract-row.d.ts')], options, host);
  return [...files].flatMap(([file, { document, line }]) => {
    const source = program.getSourceFile(file)!;
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(({ messageText, start = 0 }) => {
      const at = line + 1 + source.getLineAndCharacterOfPosition(start).line;
      return `${document}:${at}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
}

/** JavaScript has no types to check, only a grammar. */
export const syntaxProblems = ({ document, line, code }: Block): string[] => {
  const { diagnostics = [] } = ts.transpileModule(code, { fileName: 'block.js', reportDiagnostics: true, compilerOptions: { allowJs: true, target: ts.ScriptTarget.ES2022 } });
  return diagnostics.map(({ messageText, start, file }) =>
    `${document}:${line + 1 + (file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
};
