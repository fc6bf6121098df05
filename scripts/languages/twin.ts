import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { node } from '../tool';

export const root = resolve(__dirname, '..', '..');
const versionOf = (name: string): string => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;

/** What this repository is built with, which is the lowest version that its users may have. */
export const versions = { cdk: versionOf('aws-cdk-lib'), constructs: versionOf('constructs') };

/** What a language's script works with. */
export interface Work {
  /** A folder of its own, which is deleted in the end. */
  readonly folder: string;
  /** Where jsii-pacmak puts its packages, a folder per language. */
  readonly packages: string;
  /** The assembly of examples/languages. */
  readonly reference: string;
}

/** What `cdk synth` would tell the app, strict checks included. */
export const synthEnvironment = (example: string, outdir: string): NodeJS.ProcessEnv => {
  const { context } = JSON.parse(readFileSync(join(root, 'examples', example, 'cdk.json'), 'utf8'));
  return {
    ...process.env, CDK_VALIDATION: undefined, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context), JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
  };
};

/** The TypeScript app that all the others are held against, from this repository's sources. */
export const synthesizeReference = (outdir: string): Promise<string> => node(
  require.resolve('tsx/cli'), ['--tsconfig', join(root, 'test', 'tsconfig.json'), 'app.ts'],
  { cwd: join(root, 'examples', 'languages'), env: synthEnvironment('languages', outdir) },
);

/** Copies an example to where nothing of this repository is around it, but for the folder that its function is in. */
export const copyExample = (name: string, folder: string): string => {
  for (const each of [name, join('languages', 'orders')]) cpSync(join(root, 'examples', each), join(folder, 'examples', each), { recursive: true });
  return join(folder, 'examples', name);
};

/** The example of README's section "In other languages". */
export const readmeBlock = (language: string): string => {
  const [, section] = /^## In other languages\n([\s\S]*?)^## /m.exec(readFileSync(join(root, 'README.md'), 'utf8'))!;
  return new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(section)![1];
};

/** How many resources the only stack of README's example has. */
export const resourcesOfReadme = (outdir: string): string => {
  const { Resources } = JSON.parse(readFileSync(join(outdir, 'Harbour.template.json'), 'utf8'));
  return `README's example makes ${Object.keys(Resources).length} resources`;
};

export const pacmak = (args: readonly string[], outdir: string): Promise<string> => node(
  require.resolve('jsii-pacmak/bin/jsii-pacmak'), ['--no-npmignore', '--outdir', outdir, ...args],
  { cwd: root, env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20' } },
);
