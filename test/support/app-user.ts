import { readFileSync } from 'node:fs';
import { TOTP } from 'otpauth';
import type { Hands } from './app-hands';
import type { LocalApi } from './local';
import { secretOf } from './person';
import { pictures } from './pictures';

let count = 0;

/**
 * Someone who uses the app of examples/react, and reads their mails and their authenticator app beside it. Each method is one thing that they do
 * there.
 */
export class AppUser {
  public email = `user-${++count}-${process.pid}@example.com`;
  public password = 'Tr0ubled&Waters-9';
  public readonly name = 'Ada Byron';
  public phone = `+4917${String(process.pid % 10_000).padStart(4, '0')}${String(count).padStart(4, '0')}`;
  public totpSecret = '';

  constructor(private readonly api: LocalApi, public hands: Hands) {}

  public async open(hash = ''): Promise<void> {
    await this.hands.page.goto(`${this.api.url}/${hash}`);
  }

  /** A code of the authenticator app that was not used yet. */
  public async otp(): Promise<string> {
    const now = await this.api.advance(30);
    return new TOTP({ secret: this.totpSecret }).generate({ timestamp: now.getTime() });
  }

  /** The secret of the newest mail or text message. */
  public async mailed(to = this.email): Promise<string> {
    const message = await this.api.mail(to);
    return message.channel === 'EMAIL' ? secretOf(message) : /\d{6}/.exec(message.body)![0];
  }

  /** As scanned from the QR code that is shown. */
  public async scan(): Promise<void> {
    this.totpSecret = (await this.hands.page.locator('.secret code').innerText()).replace(/\s/g, '');
    await this.seesImage('QR code for your authenticator app. The key below is the same.');
  }

  public async register(): Promise<void> {
    const { hands } = this;
    await hands.follow('Create an account');
    await hands.sees('Create your account');
    await hands.fill('Full name', this.name);
    await hands.fill('Email', this.email);
    await hands.fill('Mobile phone', this.phone);
    await hands.press('Create account');
    await hands.sees('Look into your mail');
    await hands.press('Send the mail again');
    await hands.reads(/a new mail is on its way/);
    await hands.fill('Temporary password', await this.mailed());
    await hands.fill('New password', this.password);
    await hands.press('Set password');
    await hands.sees('Set up your authenticator app');
    await this.scan();
    await hands.fill('First code that the app shows', await this.otp());
    await hands.press('Confirm');
    await hands.reads('Your account is ready.');
  }

  public async signUp(): Promise<void> {
    const { hands } = this;
    await hands.follow('Create an account');
    await hands.follow('Use a mailed code instead');
    await hands.fill('Email', this.email);
    await hands.press('Send the code');
    await hands.sees('Look into your mail');
    await hands.press('Send the code again');
    await hands.reads(/a new one is on its way/);
    await hands.fill('Code of the mail', await this.mailed());
    await hands.fill('Full name', this.name);
    await hands.fill('New password', this.password);
    await hands.press('Create account');
    await hands.sees('Set up your authenticator app');
    await this.scan();
    await hands.fill('Code that the app shows', await this.otp());
    await hands.press('Confirm and sign in');
    await hands.sees('Your profile');
  }

  /** Password and code, wherever the app asks for them. */
  public async signIn({ email = true } = {}): Promise<void> {
    const { hands } = this;
    if (email) {
      await hands.fill('Email', this.email);
    }
    await hands.fill('Password', this.password);
    await hands.press('Sign in');
    await hands.sees('Your second factor');
    await hands.fill('Code of your authenticator app', await this.otp());
    await hands.press('Sign in');
    await hands.page.getByRole('heading', { name: 'Your second factor' }).waitFor({ state: 'detached' });
  }

  public async signInByPasskey(): Promise<void> {
    const { hands } = this;
    await hands.press('Use a passkey');
    await hands.fill('Email', this.email);
    await hands.press('Sign in with a passkey');
    await hands.page.getByRole('navigation').waitFor();
  }

  /** At the page of the stub that plays Google. */
  public async agreeAtGoogle(sub: string): Promise<void> {
    const { page } = this.hands;
    await page.fill('[name=sub]', sub);
    await page.fill('[name=email]', `${sub}@example.com`);
    await page.fill('[name=name]', 'Grace Hopper');
    await page.click('[value=allow]');
    await this.hands.sees('Hello, Grace Hopper');
  }

  public async signOut(): Promise<void> {
    await this.hands.press('Sign out');
    await this.hands.reads('You are signed out.');
  }

  public async rename(name: string): Promise<void> {
    const { hands } = this;
    await hands.follow('Profile');
    await hands.fill('Full name', name);
    await hands.fill('Language of mails', 'en');
    await hands.press('Save');
    await hands.reads('Saved.');
    await hands.reads(name);
  }

  public async provePhone(): Promise<void> {
    const { hands } = this;
    await hands.press('Prove the present number');
    await hands.sees('Prove your phone number');
    await hands.fill('Code for your phone number', await this.mailed(this.phone));
    await hands.press('Confirm');
    await hands.reads('Proven.');
  }

  /** Ends the session. */
  public async changeEmail(): Promise<void> {
    const { hands } = this;
    const next = `new-${this.email}`;
    await hands.fill('New email address', next);
    await hands.press('Change the email address');
    await hands.sees('Prove your email address');
    await hands.fill('Code for your email address', await this.mailed(next));
    await hands.press('Confirm');
    await hands.reads('Your email address is changed.');
    this.email = next;
  }

  public async setPicture(buffer = pictures['image/png']): Promise<void> {
    const { hands } = this;
    const chooser = hands.page.waitForEvent('filechooser');
    await hands.press('Choose a picture');
    await (await chooser).setFiles({ name: 'me.png', mimeType: 'image/png', buffer });
    await hands.reads('This is your picture now.');
    await this.seesImage('You');
  }

  public async deletePicture(): Promise<void> {
    await this.hands.press('Delete it');
    await this.hands.reads('Your picture is deleted.');
  }

  /** Off and on again. */
  public async turnPasskeyFactor(): Promise<void> {
    const { hands } = this;
    await hands.press('Ask for a second factor with passkeys, too');
    await hands.press('Let a passkey count as both factors');
    await hands.reads('Saved.');
    await hands.page.getByRole('button', { name: 'Ask for a second factor with passkeys, too' }).waitFor();
  }

  /** Ends the session. */
  public async replaceApp(): Promise<void> {
    const { hands } = this;
    await hands.press('Use another authenticator app');
    await hands.sees('New authenticator app');
    await this.scan();
    await hands.fill('First code that the new app shows', await this.otp());
    await hands.press('Confirm');
    await hands.reads('Your new authenticator app is set up');
  }

  public async addPasskey(): Promise<void> {
    const { hands } = this;
    await hands.follow('Security');
    await hands.reads('You have no passkey yet.');
    await hands.press('Add a passkey');
    await hands.reads(/The passkey is added/);
  }

  public async deletePasskey(): Promise<void> {
    const { hands } = this;
    await hands.follow('Security');
    await hands.activate(hands.page.getByRole('button', { name: /^Delete the passkey/ }));
    await hands.reads('The passkey is deleted here.');
    await hands.reads('You have no passkey yet.');
  }

  /** Ends the session. */
  public async changePassword(next: string): Promise<void> {
    const { hands } = this;
    await hands.follow('Security');
    await hands.fill('Present password', this.password);
    await hands.fill('New password', next);
    await hands.press('Change the password');
    await hands.reads('Your password is changed');
    this.password = next;
  }

  /** Ends the session. */
  public async changePasswordByCode(next: string): Promise<void> {
    const { hands } = this;
    await hands.follow('Security');
    await hands.press('Mail me a code instead');
    await hands.reads(`We have sent a code to ${this.email}.`);
    await this.typeCodeAndPassword(next);
  }

  public async forgetPassword(next: string): Promise<void> {
    const { hands } = this;
    await hands.follow('Forgot the password?');
    await hands.fill('Email', this.email);
    await hands.press('Send the code');
    await hands.sees('Choose a new password');
    await this.typeCodeAndPassword(next);
  }

  public async loseApp(): Promise<void> {
    const { hands } = this;
    await hands.follow('Lost the authenticator app?');
    await hands.fill('Email', this.email);
    await hands.press('Send the code');
    await hands.sees('Prove that it is you');
    await hands.fill('Password', this.password);
    await hands.fill('Code of the mail', await this.mailed());
    await hands.press('Reset the second factor');
    await hands.sees('Set up your new authenticator app');
    await this.scan();
    await hands.fill('First code that the app shows', await this.otp());
    await hands.press('Confirm');
    await hands.reads('Your new authenticator app is set up.');
  }

  public async endOtherSession(): Promise<void> {
    const { hands } = this;
    await hands.follow('Sessions');
    await hands.activate(hands.page.getByRole('button', { name: /^Sign out the session of/ }).first());
    await hands.reads('That session has ended.');
  }

  public async lookAtTokens(): Promise<void> {
    const { hands } = this;
    await hands.follow('Tokens');
    await hands.page.getByText('Signed by the user pool').nth(1).waitFor();
    await hands.press('Ask whose ID token it is');
    await hands.reads(`"email": "${this.email}"`);
    await hands.press('Refresh now');
    await hands.reads('The tokens are new.');
    await hands.page.getByText('Signed by the user pool').nth(1).waitFor();
  }

  /** What the export holds. */
  public async exportData(): Promise<any> {
    const { hands } = this;
    await hands.follow('Your data');
    const download = hands.page.waitForEvent('download');
    await hands.press('Download my data');
    return JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  }

  public async deleteAccount(): Promise<void> {
    const { hands } = this;
    await hands.follow('Your data');
    await hands.fill('Type your email address to confirm', this.email);
    await hands.press('Delete my account');
    await hands.reads('Your account and everything kept with it is deleted.');
  }

  /** Fails where there is an image, but nothing in it. */
  private async seesImage(name: string): Promise<void> {
    await this.hands.page.getByRole('img', { name, exact: true }).evaluate((image: any) => image.decode());
  }

  private async typeCodeAndPassword(next: string): Promise<void> {
    const { hands } = this;
    await hands.fill('Code of the mail', await this.mailed());
    await hands.fill('New password', next);
    await hands.press('Set password');
    await hands.reads('Your password is changed');
    this.password = next;
  }
}
