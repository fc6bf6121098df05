import { rmSync } from 'node:fs';
import { AdminCreateUserCommand, AdminSetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { AccountRecovery, Mfa } from 'aws-cdk-lib/aws-cognito';
import type { Page } from 'playwright-core';
import { MouseHands } from '../../support/app-hands';
import { AppUser } from '../../support/app-user';
import { awsOf, type Aws } from '../../support/aws';
import { builtExample } from '../../support/built-example';
import { describeInChromium } from '../../support/chromium';
import { LocalApi } from '../../support/local';
import { synthesize } from '../../support/synthesize';

/** Whatever a sign-in asks for, on a pool that asks for more than the demo's. */
describeInChromium('a pool with every second factor, none of them required', (chromium) => {
  let folder: string;
  let api: LocalApi;
  let aws: Aws;
  beforeAll(async () => {
    folder = synthesize({
      mfa: { mode: Mfa.OPTIONAL, sms: true, email: true },
      messages: { appName: 'Harbour', from: 'no-reply@example.com', sesRegion: 'us-east-1' },
      accountRecovery: AccountRecovery.NONE,
      operations: { all: true, exclude: ['forgot-password', 'confirm-password', 'reset-password', 'admin-reset-password'] },
      signIn: { passkey: { relyingPartyId: 'example.com' } },
      selfSignUpEnabled: true,
    });
    api = await LocalApi.start(folder, '--site', builtExample('react'));
    aws = await awsOf(api);
  }, 120_000);
  afterAll(async () => {
    await api?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = async (): Promise<{ page: Page; user: AppUser; hands: MouseHands }> => {
    const page = await chromium.page();
    const hands = new MouseHands(page);
    const user = new AppUser(api, hands);
    await user.open();
    return { page, user, hands };
  };
  const typePassword = async ({ user, hands }: { user: AppUser; hands: MouseHands }, password = user.password) => {
    await hands.fill('Email', user.email);
    await hands.fill('Password', password);
    await hands.press('Sign in');
  };
  /** Signed in by password alone, with a proven number. */
  const member = async () => {
    const opened = await open();
    const { user, hands } = opened;
    await hands.follow('Create an account');
    await hands.fill('Full name', user.name);
    await hands.fill('Email', user.email);
    await hands.fill('Mobile phone', user.phone);
    await hands.press('Create account');
    await hands.sees('Look into your mail');
    await hands.fill('Temporary password', await user.mailed());
    await hands.fill('New password', user.password);
    await hands.press('Set password');
    await hands.reads('Your account is ready.');
    await hands.fill('Password', user.password);
    await hands.press('Sign in');
    await hands.sees('Your profile');
    await user.provePhone();
    return opened;
  };

  test('someone who was invited signs in by the mailed password, and chooses their own on the way', async () => {
    const opened = await open();
    const { user, hands } = opened;
    await aws.cognito.send(new AdminCreateUserCommand({
      UserPoolId: aws.UserPoolId, Username: user.email, TemporaryPassword: 'Temporary-Pass-1', UserAttributes: [{ Name: 'email', Value: user.email }],
    }));
    await typePassword(opened, 'Temporary-Pass-1');
    await hands.sees('Choose your own password');
    await hands.fill('New password', user.password);
    await hands.press('Go on');
    await hands.sees('Your profile');
  });

  test('who has several factors chooses one: a text message or a mail', async () => {
    const opened = await member();
    const { user, hands, page } = opened;
    await aws.cognito.send(new AdminSetUserMFAPreferenceCommand({
      UserPoolId: aws.UserPoolId, Username: user.email, SMSMfaSettings: { Enabled: true }, EmailMfaSettings: { Enabled: true },
    }));
    for (const [factor, label, to] of [['Text message', 'Code of the text message', user.phone], ['Mail', 'Code of the mail', user.email]] as const) {
      await user.signOut();
      await typePassword(opened);
      await hands.sees('Choose your second factor');
      await page.getByLabel(factor, { exact: true }).check();
      await hands.press('Go on');
      await page.getByLabel(label, { exact: true }).waitFor();
      await hands.fill(label, /\d{6,8}/.exec((await api.mail(to)).body)![0]);
      await hands.press('Sign in');
      await page.getByRole('navigation').waitFor();
    }
    await hands.follow('Security');
    await page.getByRole('group', { name: 'Asked for first' }).getByLabel('Text message').check();
    await hands.press('Save');
    await hands.reads('Saved.');
    await user.signOut();
    await typePassword(opened);
    await hands.reads('We have sent 6 digits to your phone.');
  });
});
