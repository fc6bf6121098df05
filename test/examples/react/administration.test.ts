import { AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminDeleteUserCommand, AdminRemoveUserFromGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Page } from 'playwright-core';
import { MouseHands } from '../../support/app-hands';
import { AppUser } from '../../support/app-user';
import { awsOf, type Aws } from '../../support/aws';
import { describeInChromium } from '../../support/chromium';
import { runDemoApp, type DemoApp } from '../../support/demo-app';
import { Person } from '../../support/person';

/** What administrators see besides what the journey does. */
describeInChromium('the page for administrators', (chromium) => {
  let demo: DemoApp;
  let aws: Aws;
  runDemoApp('BODY', (started) => { demo = started; });
  beforeAll(async () => { aws = await awsOf(demo.api); });
  beforeEach(async () => demo.api.reset());

  const invite = (email: string, name: string) => aws.cognito.send(new AdminCreateUserCommand({
    UserPoolId: aws.UserPoolId, Username: email, MessageAction: 'SUPPRESS', UserAttributes: [{ Name: 'email', Value: email }, { Name: 'name', Value: name }],
  }));
  const open = async (): Promise<{ page: Page; user: AppUser; hands: MouseHands }> => {
    const page = await chromium.page();
    const hands = new MouseHands(page);
    const user = new AppUser(demo.api, hands);
    await user.open();
    await user.signUp();
    return { page, user, hands };
  };
  const inAdmins = (email: string) => ({ UserPoolId: aws.UserPoolId, Username: email, GroupName: 'admins' });
  const administrator = async () => {
    const opened = await open();
    const { user, hands } = opened;
    await aws.cognito.send(new AdminAddUserToGroupCommand(inAdmins(user.email)));
    await user.lookAtTokens();
    await hands.follow('Administration');
    return opened;
  };
  const listed = (page: Page) => page.getByRole('list', { name: 'People' }).getByRole('listitem');
  const look = async (hands: MouseHands, text: string, by: string) => {
    await hands.fill('Look for', text);
    await hands.choose('In', by);
    await hands.press('Search');
  };
  const alert = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();

  test('lists people page by page, and who is looked for; a person leads back to the same search', async () => {
    for (let number = 10; number < 55; number++) {
      await invite(`guest-${number}@example.com`, `Guest ${number}`);
    }
    const { page, hands } = await administrator();
    await hands.press('Show more');
    await listed(page).nth(39).waitFor();
    await hands.press('Show more');
    await listed(page).nth(45).waitFor();
    await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
    const names = await listed(page).getByRole('button').evaluateAll((buttons) => buttons.map((button: any) => button.getAttribute('aria-label')));
    expect(new Set(names).size).toBe(46);

    await look(hands, 'Guest 2', 'Name');
    await page.getByRole('button', { name: 'Open Guest 30' }).waitFor({ state: 'detached' });
    await listed(page).first().waitFor();
    expect(await listed(page).count()).toBe(10);
    await page.getByRole('button', { name: 'Open Guest 23' }).click();
    await hands.sees('Guest 23');
    expect(await page.getByText('invited').count()).toBe(1);
    await hands.press('Back to the list');
    await listed(page).nth(9).waitFor();
    expect([await page.getByLabel('Look for').inputValue(), await page.getByLabel('In', { exact: true }).inputValue()]).toEqual(['Guest 2', 'NAME']);

    await look(hands, '"nobody\\', 'Name');
    await hands.reads('Nobody is found.');
    await invite('late@example.com', '"nobody\\ at all');
    await hands.press('Search');
    await page.getByRole('button', { name: 'Open "nobody\\ at all' }).waitFor();
  }, 60_000);

  test('shows the search that was begun last, whatever comes back first', async () => {
    await invite('slow@example.com', 'Slow');
    await invite('quick@example.com', 'Quick');
    const { page, hands } = await administrator();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => { release = resolve; });
    await page.route(/search=slow/, async (route) => {
      await held;
      await route.continue();
    });
    await look(hands, 'slow', 'Email');
    await hands.reads('Loading the people');
    await look(hands, 'quick', 'Email');
    await page.getByRole('button', { name: 'Open Quick' }).waitFor();
    const late = page.waitForResponse(/search=slow/);
    release();
    await (await late).finished();
    expect(await listed(page).count()).toBe(1);
    await page.getByRole('button', { name: 'Open Quick' }).waitFor();
  });

  test('asks for a fresh sign-in after ten minutes, and then does what was asked', async () => {
    const grace = await new Person(demo.api, 'Grace Hopper').enrol();
    const { page, user, hands } = await administrator();
    await demo.api.advance(600);
    await look(hands, grace.email, 'Email');
    await page.getByRole('button', { name: 'Open Grace Hopper' }).click();
    await hands.choose('Another group', 'admins');
    await hands.press('Add to the group');
    await page.locator('dialog[open]').getByText('a sign-in of the last ten minutes').waitFor();
    await user.signIn({ email: false });
    await hands.reads('Added to admins: it counts from the next sign-in or refresh on.');
    await page.getByRole('button', { name: 'Take out of admins' }).waitFor();
  });

  test('erases a person by their address, typed, and nobody otherwise', async () => {
    const grace = await new Person(demo.api, 'Grace Hopper').enrol();
    const { page, hands } = await administrator();
    await page.getByRole('button', { name: 'Open Grace Hopper' }).click();
    await hands.fill('Type this to erase the person', 'ada@example.com');
    await hands.press('Erase this person');
    await hands.reads('This is something else.');
    await grace.signIn();
    await hands.fill('Type this to erase the person', grace.email.toUpperCase());
    await hands.press('Erase this person');
    await hands.reads('The account and everything kept with it is erased.');
    await expect(aws.account(grace.email)).rejects.toThrow('User does not exist.');
  });

  test('says what went wrong, and offers to try again', async () => {
    await invite('grace@example.com', 'Grace Hopper');
    const { page, hands } = await administrator();
    await hands.fill('Full name', 'Grace Hopper');
    await hands.fill('Email', 'grace@example.com');
    await hands.press('Invite');
    await alert(page, /already/);

    await aws.cognito.send(new AdminDeleteUserCommand({ UserPoolId: aws.UserPoolId, Username: 'grace@example.com' }));
    await page.getByRole('button', { name: 'Open Grace Hopper' }).click();
    await alert(page, /There is no such person/);
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await hands.press('Back to the list');
    await listed(page).first().waitFor();
    expect(await page.getByRole('button', { name: 'Open Grace Hopper' }).count()).toBe(0);

    await page.route('**/v1/admin/counts', (route) => route.abort());
    await hands.press('Count again');
    await alert(page, 'The service cannot be reached.');
    await page.unroute('**/v1/admin/counts');
    await hands.press('Try again');
    await hands.reads('in admins');
  });

  test('is for administrators: neither others nor who is none any more get to see anyone', async () => {
    const { page, hands } = await open();
    expect(await page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
    await page.evaluate('location.hash = "#/admin"');
    await hands.reads('This is only for administrators.');
    expect(await listed(page).count()).toBe(0);

    const former = await administrator();
    await aws.cognito.send(new AdminRemoveUserFromGroupCommand(inAdmins(former.user.email)));
    await former.user.lookAtTokens();
    await former.page.evaluate('location.hash = "#/admin"');
    await former.hands.reads('This is only for administrators.');
    expect(await former.page.getByRole('link', { name: 'Administration' }).count()).toBe(0);
  });
});
