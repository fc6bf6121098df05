import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import ts from 'typescript';

const EXPORT = /^export \* from '\.\/([\w-]+)';$/gm;

/** The types that a file of runtime/ exports, which must need no other file. */
const declarationsOf = (file: string): string => {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(file, 'utf8'), {
    fileName: file, reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022, strict: true },
  });
  const problems = diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  if (problems.length > 0 || /\bfrom ['"]\./.test(outputText)) {
    throw new Error(`${file} does not describe its own types: ${problems.join('; ') || outputText}`);
  }
  return outputText;
};

/**
 * Bundles runtime/ into runtime.js and runtime.d.ts at the root, where `cognito-auth-api/runtime` is looked for. CommonJS, which a package without
 * `exports` can be asked for from ES modules, too.
 */
export const bundleRuntime = async (root: string, shared: BuildOptions): Promise<void> => {
  await build({ ...shared, entryPoints: ['runtime/index.ts'], outfile: 'runtime.js', target: 'node20' });
  const index = readFileSync(join(root, 'runtime', 'index.ts'), 'utf8');
  const files = [...index.matchAll(EXPORT)].map(([, name]) => join(root, 'runtime', `${name}.ts`));
  writeFileSync(join(root, 'runtime.d.ts'), files.map(declarationsOf).join('\n'));
};
