import type { Page } from 'playwright-core';
import { MouseHands } from '../../support/app-hands';
import { AppUser } from '../../support/app-user';
import { describeInChromium } from '../../support/chromium';
import { runDemoApp, watched, type DemoApp } from '../../support/demo-app';

/** Where the tokens are, and what a reload leaves of them. */
const REFRESH_COOKIE = '__Host-refresh_token';

/** All that a script of the page can read, the page's own address among it. */
const readable = (page: Page) => page.evaluate<string>(
  'JSON.stringify([document.cookie, {...localStorage}, {...sessionStorage}, location.href, history.state, document.documentElement.outerHTML])');

/** What the API answers the page from now on, in text. */
const answersTo = (page: Page): Promise<string>[] => {
  const answers: Promise<string>[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/v1/')) {
      answers.push(response.text().catch(() => ''));
    }
  });
  return answers;
};

const signedIn = async (demo: DemoApp, page: Page): Promise<AppUser> => {
  const user = new AppUser(demo.api, new MouseHands(page));
  await user.open();
  await user.signUp();
  return user;
};

describeInChromium('where refresh tokens travel in bodies', (chromium) => {
  let demo: DemoApp;
  runDemoApp('BODY', (started) => { demo = started; });

  test('they are in memory alone: a script finds none, and a reload signs out, as the page says', async () => {
    const page = await chromium.page();
    const problems = await watched(page);
    const { hands } = await signedIn(demo, page);
    await hands.reads('Tokens are kept in the memory of this page only: reloading it signs you out.');
    expect(await readable(page)).not.toMatch(/eyJ[\w-]+\.[\w-]+/);
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
    await page.reload();
    await hands.sees('Sign in');
    expect(problems).toEqual([]);
  });

  test('an access token that expired is refreshed, and the person notices nothing', async () => {
    const page = await chromium.page();
    const { hands } = await signedIn(demo, page);
    await demo.api.advance(2 * 3600);
    const refreshes: string[] = [];
    page.on('request', (request) => request.url().endsWith('/v1/refresh-token') && refreshes.push(request.url()));
    await hands.follow('Sessions');
    await hands.reads('this one');
    expect(refreshes).toHaveLength(1);
  });

  test('a session that nobody came for in a day ends, which the page says', async () => {
    const page = await chromium.page();
    const { hands } = await signedIn(demo, page);
    await hands.reads(/There is none yet/);
    await demo.api.advance(25 * 3600);
    await hands.follow('Sessions');
    await hands.reads('Your session has ended. Please sign in again.');
    await hands.sees('Sign in');
  });

  test('a session that was ended somewhere else ends here with the next call', async () => {
    const page = await chromium.page();
    const user = await signedIn(demo, page);
    const other = new AppUser(demo.api, new MouseHands(await chromium.page()));
    Object.assign(other, { email: user.email, totpSecret: user.totpSecret });
    await other.open();
    await other.signIn();
    await other.hands.follow('Sessions');
    await other.hands.press('Sign out everywhere');
    await other.hands.reads('You are signed out.');
    await user.hands.follow('Sessions');
    await user.hands.reads('Your session has ended. Please sign in again.');
  });
});

describeInChromium('where they travel in a cookie', (chromium) => {
  let demo: DemoApp;
  runDemoApp('COOKIE', (started) => { demo = started; });

  test('a reload goes on with the session, and no script and no answer ever holds a refresh token', async () => {
    const page = await chromium.page();
    const problems = await watched(page);
    const answers = answersTo(page);
    const { hands } = await signedIn(demo, page);
    await hands.reads('You stay signed in when this page is reloaded, by a cookie that no script can read.');
    await page.reload();
    await hands.sees('Your profile');
    await hands.follow('Tokens');
    await hands.press('Refresh now');
    await hands.reads('The tokens are new.');
    await page.reload();
    await hands.sees('Tokens');

    const cookie = (await page.context().cookies()).find(({ name }) => name === REFRESH_COOKIE)!;
    expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict', path: '/' });
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
    expect(await readable(page)).not.toContain(cookie.value);
    const texts = await Promise.all(answers);
    expect(texts.filter((text) => text.includes('access_token')).length).toBeGreaterThanOrEqual(4);
    expect(texts.filter((text) => text.includes('refresh_token') || text.includes(cookie.value))).toEqual([]);
    expect(problems).toEqual([]);
  });

  test('the cookie goes with the sign-out, and a reload asks to sign in', async () => {
    const page = await chromium.page();
    const user = await signedIn(demo, page);
    await user.signOut();
    expect((await page.context().cookies()).filter(({ name }) => name === REFRESH_COOKIE)).toEqual([]);
    await page.reload();
    await user.hands.sees('Sign in');
    await user.signIn();
    await user.hands.sees('Your profile');
  });

  test('a new password ends the session here, too', async () => {
    const page = await chromium.page();
    const user = await signedIn(demo, page);
    await user.changePassword('Quiet+Seashore-27');
    await page.reload();
    await user.hands.sees('Sign in');
    await user.signIn();
    await page.reload();
    await user.hands.sees('Security');
  });
});
