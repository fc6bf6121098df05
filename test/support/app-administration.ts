import type { AppUser } from './app-user';
import type { LocalApi } from './local';
import { Person } from './person';

/** Everything that an administrator can do to somebody, and to themselves as little as may be. */
export const administer = async (api: LocalApi, { hands, email }: AppUser): Promise<void> => {
  const grace = await new Person(api, 'Grace Hopper').enrol();
  await grace.signIn();
  await hands.follow('Administration');
  await hands.sees('Administration');
  await hands.press('Count again');

  await hands.fill('Look for', 'Grace');
  await hands.choose('In', 'Name');
  await hands.press('Search');
  await hands.activate(hands.page.getByRole('button', { name: 'Open Grace Hopper' }).first());
  await hands.sees('Grace Hopper');
  await hands.reads('authenticator app');
  await hands.press('Mail a code for a new password');
  await hands.reads('A code for a new password is on its way.');
  await hands.choose('Another group', 'admins');
  await hands.press('Add to the group');
  await hands.reads(/^Added to admins/);
  await hands.press('Take out of admins');
  await hands.reads(/^Taken out of admins/);
  await hands.press('Sign out everywhere');
  await hands.reads('Signed out everywhere.');
  await hands.press('Disable');
  await hands.reads(/^The account is disabled/);
  await hands.press('Enable');
  await hands.reads('The account can sign in again.');
  await hands.press('Reset the second factor');
  await hands.reads(/^The second factors are taken away/);
  const download = hands.page.waitForEvent('download');
  await hands.press('Download the data');
  expect((await download).suggestedFilename()).toBe(`${grace.sub}.json`);
  await hands.fill('Type this to erase the person', grace.email);
  await hands.press('Erase this person');
  await hands.reads('The account and everything kept with it is erased.');

  await hands.fill('Look for', email);
  await hands.choose('In', 'Email');
  await hands.press('Search');
  await hands.activate(hands.page.getByRole('button', { name: /^Open / }).first());
  await hands.reads(/^This is your own account/);
  expect(await hands.page.getByRole('button', { name: /^(Disable|Erase|Reset|Take out of admins)/ }).count()).toBe(0);
  await hands.press('Back to the list');

  await hands.fill('Full name', 'Annie Easley');
  await hands.fill('Email', `invited-${email}`);
  await hands.press('Invite');
  await hands.reads(`An invitation is on its way to invited-${email}.`);
  await hands.sees('Annie Easley');
  await hands.press('Back to the list');
};
