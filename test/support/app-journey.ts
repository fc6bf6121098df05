import { AdminAddUserToGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Page } from 'playwright-core';
import { administer } from './app-administration';
import type { AppUser } from './app-user';
import { awsOf } from './aws';
import type { LocalApi } from './local';
import { operations } from '../../src/contract';

/**
 * Everything that the app can do, in the order in which one person could come to it. Now and then they reload the page: in cookie mode they go on
 * where they were, otherwise they sign in again.
 */
export const journey = async (api: LocalApi, user: AppUser, delivery: 'BODY' | 'COOKIE'): Promise<void> => {
  const { hands } = user;
  const reload = async (title: string) => {
    await hands.page.reload();
    if (delivery === 'BODY') {
      await hands.sees('Sign in');
      await user.signIn();
    }
    await hands.sees(title);
  };
  await user.open();
  await user.register();
  await user.signIn({ email: false });
  await hands.sees('Your profile');
  await user.rename('Ada King');
  await user.provePhone();
  await user.setPicture();
  await user.deletePicture();
  await reload('Your profile');
  await user.lookAtTokens();

  await user.addPasskey();
  await user.turnPasskeyFactor();
  await user.signOut();
  await user.signInByPasskey();
  await reload('Your profile');
  await user.deletePasskey();
  await user.replaceApp();
  await user.signIn();

  // The same person at another device.
  const { body } = await api.call('POST /v1/login', { email: user.email, password: user.password });
  const { verification_type, verification_session } = body;
  await api.call('POST /v1/mfa-verify', { email: user.email, verification_type, verification_session, otp_code: await user.otp() });
  await api.advance(10);
  await user.endOtherSession();

  await hands.follow('Reports');
  await hands.reads('These are only for administrators.');
  const { cognito, UserPoolId } = await awsOf(api);
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: user.email, GroupName: 'admins' }));
  await user.lookAtTokens();
  await hands.follow('Reports');
  await hands.page.getByLabel('Answer of GET /v1/reports').waitFor();
  await administer(api, user);

  await hands.follow('Profile');
  await user.changeEmail();
  await user.signIn();
  await reload('Your profile');
  await user.signOut();
  await user.loseApp();
  await user.signIn({ email: false });
  await user.changePassword('Quiet+Seashore-27');
  await user.signIn();
  await user.changePasswordByCode('Third_Lighthouse.3');
  await user.signIn();
  await user.signOut();
  // One mail of a kind in five minutes.
  await api.advance(300);
  await user.forgetPassword('Fourth_Lighthouse.4');
  await user.signIn();
  expect(await user.exportData()).toMatchObject({ account: { attributes: { email: user.email, name: 'Ada King' } } });
  await user.deleteAccount();

  await user.signUp();
  await hands.follow('Sessions');
  await hands.press('Sign out everywhere');
  await hands.reads('You are signed out.');
};

const routes = Object.entries(operations).map(([key, { operation }]) => {
  const [method, path] = key.split(' ');
  return { operation, method, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`), path };
});

/** The operations of the contract that the page calls from now on. */
export const calledBy = (page: Page): Set<string> => {
  const called = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const matching = routes.filter(({ method, pattern }) => method === request.method() && pattern.test(pathname));
    const route = matching.find(({ path }) => path === pathname) ?? matching[0];
    if (route) {
      called.add(route.operation);
    }
  });
  return called;
};
