/**
 * `npm run screenshots`: each screen of examples/react in light and dark, at 320, 768 and 1280 pixels, into docs/images. It needs Chromium and `npm run
 * bundle` before it. Look at them: nothing may overlap, be cut off or look unfinished.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { palettePng } from './palette-png';
import { MouseHands } from '../test/support/app-hands';
import { screens } from '../test/support/app-screens';
import { AppUser } from '../test/support/app-user';
import { addAuthenticator, EXECUTABLE, FLAGS } from '../test/support/chromium';
import { DemoApp } from '../test/support/demo-app';

const WIDTHS = [320, 768, 1280];
const out = resolve(__dirname, '..', 'docs', 'images');

const run = async () => {
  mkdirSync(out, { recursive: true });
  const demo = await DemoApp.start('BODY');
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
  try {
    const page = await (await browser.newContext({ reducedMotion: 'reduce', timezoneId: 'UTC', locale: 'en-GB' })).newPage();
    await addAuthenticator(page);
    let files = 0;
    const ada = Object.assign(new AppUser(demo.api, new MouseHands(page)), { email: 'ada@example.com', phone: '+491701234567' });
    await screens(demo.api, ada, async (name) => {
      // What is behind a dialog is dark as far as one sees.
      const fullPage = await page.locator('dialog[open]').count() === 0;
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 720 });
          await page.evaluate('scrollTo(0, 0)');
          writeFileSync(join(out, `${name}-${colorScheme}-${width}.png`), palettePng(await page.screenshot({ fullPage, caret: 'hide' })));
          files++;
        }
      }
      await page.setViewportSize({ width: 1280, height: 800 });
    });
    console.log(`${files} pictures in ${out}`);
  } finally {
    await browser.close();
    await demo.stop();
  }
};

void run();
