import { MouseHands } from '../../support/app-hands';
import { screens } from '../../support/app-screens';
import { AppUser } from '../../support/app-user';
import { violations } from '../../support/axe';
import { addAuthenticator, describeInChromium } from '../../support/chromium';
import { runDemoApp, type DemoApp } from '../../support/demo-app';

describeInChromium('each screen of the app', (chromium) => {
  let demo: DemoApp;
  runDemoApp('BODY', (started) => { demo = started; });

  test('has no violation that axe knows of, in light and dark, and is as wide as a page of 320 pixels', async () => {
    const page = await chromium.page();
    // Colours are judged as they are at rest.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await addAuthenticator(page);
    const found: Record<string, unknown> = {};
    await screens(demo.api, new AppUser(demo.api, new MouseHands(page)), async (name) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        found[`${name}, ${colorScheme}`] = await violations(page);
      }
      await page.setViewportSize({ width: 320, height: 640 });
      found[`${name}, at 320`] = await violations(page);
      found[`${name}, overflowing at 320`] = await page.evaluate('document.documentElement.scrollWidth > 320');
      await page.setViewportSize({ width: 1280, height: 800 });
    });
    const wrong = Object.fromEntries(Object.entries(found).filter(([, problems]) => problems !== false && String(problems) !== ''));
    expect(wrong).toEqual({});
    expect(Object.keys(found).length).toBeGreaterThanOrEqual(4 * 29);
  }, 240_000);

  test('gets the focus at its heading, names itself in the title, and can be skipped to', async () => {
    const page = await chromium.page();
    const user = new AppUser(demo.api, new MouseHands(page));
    await user.open();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('BODY');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await user.hands.follow('Create an account');
    await user.hands.sees('Create your account');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Create your account');
    expect(await page.title()).toBe('Create your account - Harbour');
  });

  test('moves unless the person wants no motion', async () => {
    const page = await chromium.page();
    await page.goto(demo.url);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    const animation = () => page.locator('.step').evaluate((element) => (globalThis as any).getComputedStyle(element).animationName);
    expect(await animation()).toBe('appear');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await animation()).toBe('none');
  });

  test('is light or dark as the system is, and otherwise where the person switches, until the page is reloaded', async () => {
    const page = await chromium.page();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(demo.url);
    const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const [dark, light] = ['rgb(14, 21, 23)', 'rgb(243, 246, 246)'];
    const button = page.getByRole('button', { name: 'Dark colours' });
    await button.waitFor();
    expect(await background()).toBe(dark);
    await button.click();
    expect(await background()).toBe(light);
    expect(await button.getAttribute('aria-pressed')).toBe('false');
    await page.reload();
    await button.waitFor();
    expect(await background()).toBe(dark);
  });
});
