import { operations } from '../../../src/contract';
import { KeyboardHands, MouseHands } from '../../support/app-hands';
import { calledBy, journey } from '../../support/app-journey';
import { AppUser } from '../../support/app-user';
import { addAuthenticator, describeInChromium } from '../../support/chromium';
import { runDemoApp, watched, type DemoApp } from '../../support/demo-app';

const all = Object.values(operations).map(({ operation }) => operation).sort();

describe.each(['BODY', 'COOKIE'] as const)('with refresh tokens by %s', (delivery) => {
  let demo: DemoApp;

  describeInChromium('the whole journey through the app, across reloads', (chromium) => {
    runDemoApp(delivery, (started) => { demo = started; });

    test('by mouse: nothing throws, nothing is forbidden by the policy, nothing is stored, and every operation is called', async () => {
      const page = await chromium.page();
      const [problems, called] = [await watched(page), calledBy(page)];
      await addAuthenticator(page);
      await journey(demo.api, new AppUser(demo.api, new MouseHands(page)), delivery);
      expect(problems).toEqual([]);
      expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
      expect([...called].sort()).toEqual(all);
    }, 300_000);

    test('by keyboard alone', async () => {
      const page = await chromium.page();
      await page.addInitScript('addEventListener("pointerdown", () => console.error("something was pointed at"), true)');
      const problems = await watched(page);
      await addAuthenticator(page);
      await journey(demo.api, new AppUser(demo.api, new KeyboardHands(page)), delivery);
      expect(problems).toEqual([]);
    }, 300_000);
  });
});
