import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { builtExample } from '../support/built-example';
import { describeInChromium } from '../support/chromium';
import { runSmallApp, testJourney } from '../support/small-app';

/** The Vue app, built as its own package builds it. */
const folder = resolve(__dirname, '..', '..', 'examples', 'vue');

test('its scripts type-check by its own tsconfig', () => {
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const program = ts.createProgram(fileNames, options);
  expect(fileNames.map((file) => file.replace(`${folder}/`, ''))).toContain('src/journey.ts');
  expect(ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)).toEqual([]);
});

test('it needs what the root has installed, in versions that go with the root\'s', () => {
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  const root = read(resolve(folder, '..', '..', 'package.json')).devDependencies;
  const { dependencies, devDependencies } = read(join(folder, 'package.json'));
  const { 'cognito-auth-api-client': client, ...others } = { ...dependencies, ...devDependencies };
  expect(client).toBeDefined();
  expect(root).toMatchObject(others);
});

describeInChromium('in a browser', (chromium) => {
  // The address is built in: the app is built once with this one, and served with that of the API that runs.
  const VITE_API_URL = 'http://api.example';
  const built = () => builtExample('vue', { VITE_API_URL });
  const small = runSmallApp(chromium, (api) => ({ folder: built(), replaced: { [VITE_API_URL]: api.url } }));

  testJourney(small, async (app) => {
    await app.passTime(3700);
    await app.press('Load again');
    await app.says('This is what the API says now.');
  });

  test('errors are read out and stand at their fields, and a session that was ended elsewhere leads back to the sign-in', async () => {
    const { app } = await small.open();
    await app.person.enrol();
    await app.mistakeNumber();
    await app.press('I have an account');
    await app.signIn();
    await app.endElsewhere();
    await app.passTime(3700);
    await app.press('Load again');
    await app.screen('Sign in');
    await app.complains('Please sign in again.');
  }, 120_000);

  test('what is built names no secret and no folder of this machine', () => {
    const texts = (readdirSync(built(), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(texts.length).toBeGreaterThan(1);
    texts.forEach((text) => expect(text).not.toContain(resolve(folder, '..', '..')));
  });
});
