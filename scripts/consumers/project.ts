import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from '../languages/twin';

/** What somebody writes who begins: the app of examples/languages and a handler that imports what handlers may import. */
export type Language = 'TypeScript' | 'CommonJS' | 'ES modules';

const sources = { app: join('examples', 'languages', 'app.ts'), handler: join('examples', 'protected-routes', 'orders.ts') };

export interface Packages {
  readonly tarball: string;
  readonly cdk: string;
  readonly constructs: string;
  readonly typescript?: string;
}

/** Writes a project into an empty folder. */
export const writeProject = (folder: string, language: Language, { tarball, cdk, constructs, typescript = '' }: Packages): void => {
  mkdirSync(folder, { recursive: true });
  const write = (file: string, content: string) => writeFileSync(join(folder, file), content);
  write('package.json', JSON.stringify({
    name: 'consumer',
    private: true,
    ...language === 'ES modules' && { type: 'module' },
    dependencies: { 'aws-cdk-lib': cdk, constructs, 'cognito-auth-api': `file:${tarball}` },
    ...language === 'TypeScript' && { devDependencies: { typescript, '@types/node': '^20', '@types/aws-lambda': '^8' } },
  }, undefined, 2));
  cpSync(join(root, 'examples', 'languages', 'orders'), join(folder, 'orders'), { recursive: true });
  for (const [name, file] of Object.entries(sources)) {
    const source = readFileSync(join(root, file), 'utf8');
    if (language === 'TypeScript') {
      write(`${name}.ts`, source);
      continue;
    }
    const module = language === 'CommonJS' ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext;
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module, target: ts.ScriptTarget.ES2022 } });
    write(`${name}.js`, language === 'ES modules' ? `const __dirname = import.meta.dirname;\n${outputText}` : outputText);
  }
  if (language === 'TypeScript') {
    write('tsconfig.json', JSON.stringify({
      compilerOptions: { strict: true, skipLibCheck: false, target: 'es2022', types: ['node'] }, files: ['app.ts', 'handler.ts'],
    }, undefined, 2));
  }
};
