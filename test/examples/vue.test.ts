import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { AppJourney, isTooWide, passTime, serveFiles, violations } from '../support/small-app';
import { buildExample } from '../support/build-example';
import { describeInChromium } from '../support/chromium';
import { LocalApi } from '../support/local';

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
  let api: LocalApi;
  let out: string;
  let site: Awaited<ReturnType<typeof serveFiles>>;
  beforeAll(async () => {
    api = await LocalApi.start();
    out = mkdtempSync(join(tmpdir(), 'example-vue-'));
    buildExample('vue', out, { VITE_API_URL: api.url });
    site = await serveFiles(out);
  }, 240_000);
  afterAll(async () => {
    site?.server.close();
    site?.server.closeAllConnections();
    await api.stop();
    rmSync(out, { recursive: true, force: true });
  });

  const open = async () => {
    const page = await chromium.page();
    await page.clock.install();
    const complaints: string[] = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && !/status of 4/.test(message.text()) && complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${site.url}/`);
    return { page, complaints };
  };

  test('the whole journey: each screen without a finding of axe, in light and dark, at 320 pixels', async () => {
    const { page, complaints } = await open();
    const seen: string[] = [];
    const app = new AppJourney(page, api, async (screen) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect([screen, colorScheme, await violations(page), await isTooWide(page)]).toEqual([screen, colorScheme, [], false]);
      }
      seen.push(screen);
    });
    await app.register();
    await app.choosePassword();
    await app.enrol();
    await app.signIn();
    await passTime(page, api, 3700);
    await app.press('Load again');
    await app.says('This is what the API says now.');
    await app.press('Sign out');
    await app.screen('Sign in');
    await app.says('You are signed out.');
    await api.advance(600);
    await app.forgetPassword();
    await app.signIn();
    expect(new Set(seen).size).toBe(8);
    expect(complaints).toEqual([]);
    expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(0);
  }, 240_000);

  test('errors are read out and stand at their fields, and a session that was ended elsewhere leads back to the sign-in', async () => {
    const { page } = await open();
    const app = new AppJourney(page, api, async () => {});
    await app.person.enrol();
    await app.press('Create an account');
    await app.fill('Full name', 'Ada');
    await app.fill('Email', 'ada@example.com');
    await app.fill('Mobile phone number', '0170');
    await app.press('Create the account');
    await page.getByText('must be a phone number').waitFor();
    expect(await page.getByLabel('Mobile phone number').getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.name')).toBe('mobile_phone_number');
    expect(await violations(page)).toEqual([]);
    await app.press('I have an account');
    await app.signIn();
    const { body } = await app.person.signIn();
    await api.call('POST /v1/logout', { email: app.person.email, access_token: body.access_token });
    await passTime(page, api, 3700);
    await app.press('Load again');
    await app.screen('Sign in');
    await app.complains('Please sign in again.');
  }, 120_000);

  test('what is built names no secret and no folder of this machine', () => {
    const texts = (readdirSync(out, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    expect(texts.length).toBeGreaterThan(1);
    texts.forEach((text) => expect(text).not.toContain(resolve(folder, '..', '..')));
  });
});
