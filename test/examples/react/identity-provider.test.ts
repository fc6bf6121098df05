import { AdminAddUserToGroupCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Page } from 'playwright-core';
import { MouseHands } from '../../support/app-hands';
import { AppUser } from '../../support/app-user';
import { awsOf } from '../../support/aws';
import { describeInChromium } from '../../support/chromium';
import { runDemoApp, watched, type DemoApp } from '../../support/demo-app';

describeInChromium('"Sign in with Google", whom a stub plays', (chromium) => {
  let demo: DemoApp;
  runDemoApp('BODY', (started) => { demo = started; });

  const leave = async (page: Page): Promise<AppUser> => {
    const user = new AppUser(demo.api, new MouseHands(page));
    await user.open();
    await user.hands.press('Sign in with Google');
    await page.locator('[name=sub]').waitFor();
    return user;
  };

  test('signs in by code and PKCE, checks the tokens, and leaves nothing behind in storage or address', async () => {
    const page = await chromium.page();
    const problems = await watched(page);
    const authorize = page.waitForRequest('**/oauth2/authorize?**');
    const exchange = page.waitForRequest('**/oauth2/token');
    const user = await leave(page);
    const { hands } = user;
    const asked = new URL((await authorize).url()).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      response_type: 'code', code_challenge_method: 'S256', identity_provider: 'Google', redirect_uri: `${demo.url}/`,
    });
    await user.agreeAtGoogle('grace');
    expect(new URLSearchParams((await exchange).postData()!).get('code_verifier')).toMatch(/^[\w-]{43}$/);
    await page.getByText('Signed by the user pool').nth(1).waitFor();
    expect(page.url()).toBe(`${demo.url}/`);
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
    await page.reload();
    await hands.sees('Sign in');
    expect(problems).toEqual([]);
  });

  test('the group-protected route lets them in when they are in the group', async () => {
    const page = await chromium.page();
    const user = await leave(page);
    const { hands } = user;
    await user.agreeAtGoogle('linus');
    await hands.press('Ask for the reports');
    await hands.reads('These are only for administrators.');
    const { cognito, UserPoolId } = await awsOf(demo.api);
    const { Users } = await cognito.send(new ListUsersCommand({ UserPoolId, Filter: 'email = "linus@example.com"' }));
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: Users![0].Username, GroupName: 'admins' }));
    await hands.press('Sign out');
    await hands.sees('Sign in');
    await hands.press('Sign in with Google');
    await user.agreeAtGoogle('linus');
    await hands.press('Ask for the reports');
    await page.getByLabel('Answer of GET /v1/reports').waitFor();
  });

  test('someone who says no, or comes back to a tab that never left, is told so, and can sign in otherwise', async () => {
    const page = await chromium.page();
    const { hands } = await leave(page);
    await page.fill('[name=sub]', '1');
    await page.click('[value=deny]');
    await page.getByRole('alert').filter({ hasText: 'Google did not sign you in.' }).waitFor();
    await hands.sees('Sign in');
    await page.goto(`${demo.url}/?code=stolen&state=guessed`);
    await page.getByRole('alert').filter({ hasText: 'This sign-in was not begun in this tab.' }).waitFor();
    expect(page.url()).toBe(`${demo.url}/`);
  });
});
