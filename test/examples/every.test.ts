import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';

const root = resolve(__dirname, '..', '..', 'examples');
const isOurs = (path: string) => !/(?:^|\/)(?:node_modules|cdk\.out)\//.test(path);

/** What `cdk synth` would be run on, in TypeScript: found in the folder, so that a new example is in here by itself. */
const apps = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('/cdk.json') && isOurs(path))
  .map((path) => dirname(path)).filter((name) => existsSync(join(root, name, 'app.ts'))).sort();

/** Whether the example's own test does here what the loop below does; synthesizing one takes some seconds. */
const hasOwnTest = (name: string) => {
  const file = join(__dirname, `${name.split('/')[0]}.test.ts`);
  return existsSync(file) && ['synthesizeExample(', 'LocalApi.start(outdir'].every((call) => readFileSync(file, 'utf8').includes(call));
};

test('the examples are found', () => {
  expect(apps).toEqual(expect.arrayContaining(['minimal', 'locked-down', 'environments', 'platform-team/consumer']));
});

test.each(apps.filter((name) => !hasOwnTest(name)))('%s is synthesized strictly, and starts offline', async (name) => {
  const outdir = synthesizeExample(name);
  let api: LocalApi | undefined;
  try {
    api = await LocalApi.start(outdir);
    expect((await api.call('GET /_local/outputs')).status).toBe(200);
  } finally {
    await api?.stop();
    rmSync(outdir, { recursive: true, force: true });
  }
});

test.each(apps)('%s: its cdk.json makes a synth strict', (name) => {
  expect(JSON.parse(readFileSync(join(root, name, 'cdk.json'), 'utf8'))).toMatchObject({
    app: expect.stringContaining('app.ts'),
    context: { '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true },
  });
});
