import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppJourney, isTooWide, passTime, serveFiles, violations } from '../support/small-app';
import { describeInChromium } from '../support/chromium';
import { LocalApi } from '../support/local';

/** The page that needs no build: as one opens it, against an API at another origin. */
const folder = resolve(__dirname, '..', '..', 'examples', 'html');
const html = readFileSync(join(folder, 'index.html'), 'utf8');
const partOf = (tag: string) => [...html.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(([, text]) => text);
const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)![1];

test.each(['script', 'style'])('the policy lets its one %s in, and no other', (tag) => {
  const hashes = partOf(tag).map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  expect(hashes).toHaveLength(1);
  expect(policy).toContain(`${tag}-src ${hashes[0]};`);
  expect(html).not.toMatch(/ (style|on\w+)="/);
});

test('it loads nothing from anywhere, and keeps nothing', () => {
  expect([...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address]) => address)).toEqual(['data:,']);
  expect(html).not.toMatch(/localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|\beval\b/);
});

describeInChromium('in a browser', (chromium) => {
  let api: LocalApi;
  let site: Awaited<ReturnType<typeof serveFiles>>;
  beforeAll(async () => {
    api = await LocalApi.start();
    site = await serveFiles(folder);
  });
  afterAll(async () => {
    site.server.close();
    site.server.closeAllConnections();
    await api.stop();
  });

  const open = async (query = `?api=${api.url}`) => {
    const page = await chromium.page();
    await page.clock.install();
    const refused: string[] = [];
    page.on('console', (message) => message.type() === 'error' && /Content Security/.test(message.text()) && refused.push(message.text()));
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${site.url}/${query}`);
    return { page, refused };
  };

  test('the whole journey: each screen without a finding of axe, in light and dark, at 320 pixels', async () => {
    const { page, refused } = await open();
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
    await app.press('Refresh the tokens');
    await app.says('There are new tokens.');
    await app.press('Sign out');
    await app.screen('Sign in');
    await app.says('You are signed out.');
    await api.advance(600);
    await app.forgetPassword();
    await app.signIn();
    expect(new Set(seen).size).toBe(8);
    expect(refused).toEqual([]);
    expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(0);
  }, 240_000);

  test('an expired token is refreshed by itself, and a session that was ended elsewhere leads back to the sign-in', async () => {
    const { page } = await open();
    const app = new AppJourney(page, api, async () => {});
    await app.person.enrol();
    await app.signIn();
    await passTime(page, api, 3700);
    await app.press('Load again');
    await app.says('This is what the API says now.');
    const { body } = await app.person.signIn();
    await api.call('POST /v1/logout', { email: app.person.email, access_token: body.access_token });
    await app.press('Refresh the tokens');
    await app.screen('Sign in');
    await app.complains('Please sign in again.');
  }, 120_000);

  test('errors are read out, and stand at the field that they are about', async () => {
    const { page } = await open();
    const app = new AppJourney(page, api, async () => {});
    await app.fill('Email', 'nobody@example.com');
    await app.fill('Password', 'Wr0ng-Horse-Battery');
    await app.press('Sign in');
    await app.complains('The email or the password is wrong.');
    await app.press('Create an account');
    await app.fill('Full name', 'Ada');
    await app.fill('Email', 'ada@example.com');
    await app.fill('Mobile phone number', '0170');
    await app.press('Create the account');
    const phone = page.getByLabel('Mobile phone number');
    await page.getByText('must be a phone number').waitFor();
    expect(await phone.getAttribute('aria-invalid')).toBe('true');
    expect(await page.evaluate('document.activeElement.name')).toBe('mobile_phone_number');
    expect(await violations(page)).toEqual([]);
    await app.fill('Mobile phone number', '+491701234567');
    await app.press('Create the account');
    await app.screen('Choose your password');
    await page.getByLabel('Address of the API').fill('http://localhost:1');
    await app.press('Send the mail again');
    await app.complains('The API cannot be reached.');
  }, 120_000);

  test('the name of an account is shown as the text that it is', async () => {
    const { page } = await open();
    const app = new AppJourney(page, api, async () => {});
    Object.assign(app.person, { name: '<img src=x onerror=alert(1)>' });
    await app.person.enrol();
    await app.signIn();
    await page.getByText('<img src=x onerror=alert(1)>').waitFor();
    expect(await page.locator('dl img').count()).toBe(0);
  }, 120_000);

  test('a link names another API on this machine alone: elsewhere it could send a password to whoever made the link', async () => {
    const page = await chromium.page();
    await page.route('https://app.example.com/**', (route) => route.fulfill({ contentType: 'text/html', body: html }));
    await page.goto('https://app.example.com/?api=https://evil.example.com');
    expect(await page.getByLabel('Address of the API').inputValue()).toBe('http://localhost:4000');
    await page.goto(`${site.url}/?api=http://localhost:4321`);
    expect(await page.getByLabel('Address of the API').inputValue()).toBe('http://localhost:4321');
  });
});
