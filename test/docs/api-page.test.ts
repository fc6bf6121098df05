import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { apiPage } from '../../scripts/api-page/page';
import { openApiDocument } from '../../scripts/openapi/document';
import { errors, operations, type Operation } from '../../src/contract';
import { violations } from '../support/axe';
import { describeInChromium } from '../support/chromium';

const FILE = resolve(__dirname, '..', '..', 'docs', 'api.html');
const page = readFileSync(FILE, 'utf8');

test('shows every operation, and what every error means', () => {
  const document: any = openApiDocument();
  for (const row of Object.values<Operation>(operations)) {
    expect(page).toContain(`<h3 id="${row.operation}">`);
  }
  for (const code of Object.keys(errors).filter((name) => name in document.components.schemas)) {
    expect(page).toContain(`<h3 id="error-${code}">`);
  }
});

test('every link within it leads somewhere, and no two places have one name', () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const missing = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.includes(id));
  expect(missing).toEqual([]);
});

test('has no script, and asks for nothing from elsewhere', () => {
  expect(page).not.toMatch(/<(?:script|link|img|iframe|object|form)\b|\son\w+=|@import|url\(/i);
  expect(page).toContain('default-src &#39;none&#39;');
});

test('what the contract says is text, whatever it is', () => {
  const document: any = JSON.parse(JSON.stringify(openApiDocument()));
  const hostile = '<img src=x onerror=alert(1)>" `<b>`';
  document.info.title = hostile;
  document.paths['/v1/login'].post.summary = hostile;
  document.components.schemas.LoginRequest.properties.email.description = hostile;
  document.components.examples.FORBIDDEN.value.message = hostile;
  expect(apiPage(document)).not.toMatch(/<img|<b>/);
});

describeInChromium('in a browser', (browser) => {
  test.each(['light', 'dark'] as const)('axe finds nothing, and nothing is wider than 320 pixels, %s', async (colorScheme) => {
    const tab = await browser.page();
    const asked: string[] = [];
    tab.on('request', (request) => asked.push(request.url()));
    await tab.setViewportSize({ width: 320, height: 640 });
    await tab.emulateMedia({ colorScheme });
    await tab.goto(pathToFileURL(FILE).href);
    expect(await tab.evaluate(() => (globalThis as any).document.documentElement.scrollWidth)).toBe(320);
    await tab.evaluate(() => (globalThis as any).document.querySelectorAll('details').forEach((details: any) => { details.open = true; }));
    expect(await tab.evaluate(() => (globalThis as any).document.documentElement.scrollWidth)).toBe(320);
    expect(await violations(tab)).toEqual([]);
    expect(asked).toEqual([pathToFileURL(FILE).href]);
  });
});
