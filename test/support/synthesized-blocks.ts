import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import ts from 'typescript';
import type { Block } from './markdown';

/** What a block may declare in place of making it, by the name that it has there. */
const declared = (stack: Stack): Record<string, unknown> => {
  const handler = (id: string) => new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};') });
  return new Proxy<Record<string, () => unknown>>({
    stack: () => stack,
    legacy: () => handler('Legacy'),
    welcome: () => handler('Welcome'),
    ownWords: () => handler('OwnWords'),
    certificateArn: () => 'arn:aws:acm:us-east-1:123456789012:certificate/example',
  }, { get: (made, name: string) => made[name]?.() });
};

const declarationsIn = (code: string) => [...code.matchAll(/^declare const (\w+):/gm)].map(([, name]) => name);

/** Whether a block makes a stack, and not only a part of one. A test that makes one is run by a test runner: test/snapshot.test.ts. */
export const makesStack = ({ code }: Block) => /new CognitoAuthApi\(/.test(code) && /^import /m.test(code) && !/^test\(/m.test(code);

/**
 * Runs a block as `cdk synth` would run it as an app, and answers the templates that it made. CDK's own validation is for the examples; where a block
 * names files of its reader's (`entry`), they are made beside it.
 */
export function templatesOf({ code }: Block): any[] {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'document-')));
  const former = process.cwd();
  const apps: App[] = [];
  class RecordedApp extends App {
    constructor(props?: any) {
      super({ analyticsReporting: false, ...props, outdir: join(folder, `cdk.out.${apps.length}`), context: { ...props?.context, 'aws:cdk:bundling-stacks': [] } });
      apps.push(this);
    }
  }
  const load = (name: string): unknown => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const loaded = require(name);
    return name === 'aws-cdk-lib' ? Object.create(loaded, { App: { value: RecordedApp, enumerable: true } }) : loaded;
  };
  try {
    for (const [, entry] of code.matchAll(/entry: '([^']+)'/g)) {
      mkdirSync(join(folder, dirname(entry)), { recursive: true });
      writeFileSync(join(folder, entry), 'export const handler = async () => ({ statusCode: 204 });\n');
    }
    writeFileSync(join(folder, 'package-lock.json'), '{}\n');
    process.chdir(folder);
    const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } });
    const names = declarationsIn(code);
    const made = names.length > 0 ? declared(new Stack(new RecordedApp(), 'Demo', { env: { region: 'us-east-1' } })) : {};
    new Function('require', 'exports', ...names, outputText)(load, {}, ...names.map((name) => made[name]));
    return apps.flatMap((app) => app.synth().stacks.map(({ template }) => template));
  } finally {
    process.chdir(former);
    rmSync(folder, { recursive: true, force: true });
  }
}
