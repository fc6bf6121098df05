import { AdminAddUserToGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PNG } from 'pngjs';
import type { AppUser } from './app-user';
import { awsOf } from './aws';
import type { LocalApi } from './local';

/** A sun above the sea. */
const landscape = (): Buffer => {
  const png = new PNG({ width: 96, height: 96 });
  for (let index = 0; index < 96 * 96; index++) {
    const [x, y] = [index % 96, Math.floor(index / 96)];
    const isSun = (x - 60) ** 2 + (y - 36) ** 2 < 300;
    png.data.set([...isSun ? [255, 214, 120] : y < 58 ? [240, 168, 140] : [20, 96, 110], 255], index * 4);
  }
  return PNG.sync.write(png);
};

/** Goes through every screen, and stops at each with its name: for screenshots, and for what must be true of all of them. */
export const screens = async (api: LocalApi, user: AppUser, at: (name: string) => Promise<void>): Promise<void> => {
  const { hands } = user;
  const { page } = hands;

  await user.open();
  await hands.sees('Sign in');
  await at('sign-in');
  await hands.press('Sign in');
  await hands.reads('Please enter your password.');
  await at('sign-in-errors');
  await hands.press('Use a passkey');
  await at('sign-in-passkey');
  await user.open('#/');
  await page.reload();
  await hands.press('Sign in with Google');
  await user.agreeAtGoogle('grace');
  await page.getByText('Signed by the user pool').nth(1).waitFor();
  await at('federated');
  await hands.press('Sign out');
  await hands.sees('Sign in');

  await hands.follow('Create an account');
  await hands.sees('Create your account');
  await at('register');
  await hands.fill('Full name', user.name);
  await hands.fill('Email', user.email);
  await hands.fill('Mobile phone', user.phone);
  await hands.press('Create account');
  await hands.sees('Look into your mail');
  await at('register-mail');
  await hands.fill('Temporary password', await user.mailed());
  await hands.fill('New password', 'Tr0ubled');
  await at('register-password');
  await hands.fill('New password', user.password);
  await hands.press('Set password');
  await user.scan();
  await at('authenticator');
  await hands.fill('First code that the app shows', await user.otp());
  await hands.press('Confirm');
  await hands.reads('Your account is ready.');
  await at('first-sign-in');
  await hands.fill('Password', 'not-my-password');
  await hands.press('Sign in');
  await hands.reads(/The email or the password is wrong/);
  await at('wrong-password');
  await hands.fill('Password', user.password);
  await hands.press('Sign in');
  await hands.sees('Your second factor');
  await at('second-factor');

  await user.open('#/sign-up');
  await page.reload();
  await hands.sees('Create your account with a code');
  await at('sign-up');
  await hands.fill('Email', `other-${user.email}`);
  await hands.press('Send the code');
  await hands.sees('Look into your mail');
  await at('sign-up-code');

  await user.open('#/forgot-password');
  await hands.sees('Forgot your password?');
  await at('forgot-password');
  await hands.fill('Email', user.email);
  await hands.press('Send the code');
  await hands.sees('Choose a new password');
  await at('forgot-password-code');

  await user.open('#/reset-mfa');
  await hands.sees('Lost your authenticator app?');
  await at('reset-mfa');
  await hands.fill('Email', user.email);
  await hands.press('Send the code');
  await hands.sees('Prove that it is you');
  await at('reset-mfa-code');

  const { cognito, UserPoolId } = await awsOf(api);
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: user.email, GroupName: 'admins' }));
  await user.open('#/');
  await user.signIn();
  await hands.sees('Your profile');
  await user.setPicture(landscape());
  await at('profile');
  await page.setViewportSize({ width: 320, height: 640 });
  await hands.press('Menu');
  await at('menu');
  await page.setViewportSize({ width: 320, height: 640 });
  await hands.press('Menu');
  await page.setViewportSize({ width: 1280, height: 800 });
  await hands.press('Prove the present number');
  await hands.sees('Prove your phone number');
  await at('profile-code');

  await user.addPasskey();
  await at('security');
  await hands.press('Use another authenticator app');
  await user.scan();
  await at('new-authenticator');
  await hands.follow('Sessions');
  await hands.sees('Sessions');
  await hands.reads('this one');
  await at('sessions');
  await hands.follow('Tokens');
  await page.getByText('Signed by the user pool').nth(1).waitFor();
  await at('tokens');
  await hands.follow('Your data');
  await hands.sees('Delete the account');
  await at('data');
  await hands.follow('Reports');
  await page.getByLabel('Answer of GET /v1/reports').waitFor();
  await at('reports');
  await hands.follow('Administration');
  await hands.sees('Administration');
  await page.getByRole('button', { name: 'Open Grace Hopper' }).waitFor();
  await hands.reads('in admins');
  await at('administration');
  await hands.press('Open Grace Hopper');
  await page.getByLabel('Another group').waitFor();
  await at('person');

  await api.advance(600);
  await hands.follow('Security');
  await hands.press('Use another authenticator app');
  await page.locator('dialog[open]').getByRole('heading', { name: 'Sign in' }).waitFor();
  await at('sign-in-again');
};
