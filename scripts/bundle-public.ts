import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import ts from 'typescript';

const EXPORT = /^export \* from '\.\/([\w-]+)';$/gm;

/** The types that a file exports, which must need no other file. */
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
 * Bundles a folder that users import beside the construct, `runtime` or `snapshot`, into <folder>.js and <folder>.d.ts at the root, where
 * `cognito-auth-api/<folder>` is looked for. CommonJS, which a package without `exports` can be asked for from ES modules, too.
 */
export const bundlePublic = async (root: string, folder: string, shared: BuildOptions): Promise<void> => {
  await build({ ...shared, entryPoints: [`${folder}/index.ts`], outfile: `${folder}.js`, target: 'node20' });
  const index = join(root, folder, 'index.ts');
  const files = [...readFileSync(index, 'utf8').matchAll(EXPORT)].map(([, name]) => join(root, folder, `${name}.ts`));
  writeFileSync(join(root, `${folder}.d.ts`), (files.length > 0 ? files : [index]).map(declarationsOf).join('\n'));
};
