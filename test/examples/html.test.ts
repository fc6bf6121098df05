import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeInChromium } from '../support/chromium';
import { runSmallApp, testJourney } from '../support/small-app';

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
  const small = runSmallApp(chromium, (api) => ({ folder, path: `/?api=${api.url}` }));

  testJourney(small, async (app) => {
    await app.press('Refresh the tokens');
    await app.says('There are new tokens.');
  });

  test('an expired token is refreshed by itself, and a session that was ended elsewhere leads back to the sign-in', async () => {
    const { app } = await small.open();
    await app.person.enrol();
    await app.signIn();
    await app.passTime(3700);
    await app.press('Load again');
    await app.says('This is what the API says now.');
    await app.endElsewhere();
    await app.press('Refresh the tokens');
    await app.screen('Sign in');
    await app.complains('Please sign in again.');
  }, 120_000);

  test('errors are read out, and stand at the field that they are about', async () => {
    const { page, app } = await small.open();
    await app.fill('Email', 'nobody@example.com');
    await app.fill('Password', 'Wr0ng-Horse-Battery');
    await app.press('Sign in');
    await app.complains('The email or the password is wrong.');
    await app.mistakeNumber();
    await app.fill('Mobile phone number', '+491701234567');
    await app.press('Create the account');
    await app.screen('Choose your password');
    await page.getByLabel('Address of the API').fill('http://localhost:1');
    await app.press('Send the mail again');
    await app.complains('The API cannot be reached.');
  }, 120_000);

  test('the name of an account is shown as the text that it is', async () => {
    const { page, app } = await small.open();
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
    await page.goto(`${small.url}/?api=http://localhost:4321`);
    expect(await page.getByLabel('Address of the API').inputValue()).toBe('http://localhost:4321');
  });
});
