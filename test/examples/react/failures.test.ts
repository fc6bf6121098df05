import type { Page } from 'playwright-core';
import { MouseHands } from '../../support/app-hands';
import { AppUser } from '../../support/app-user';
import { addAuthenticator, describeInChromium } from '../../support/chromium';
import { runDemoApp, type DemoApp } from '../../support/demo-app';

/** What people read when something does not work, and that they can go on. */
describeInChromium('when something does not work', (chromium) => {
  let demo: DemoApp;
  runDemoApp('BODY', (started) => { demo = started; });
  afterEach(() => demo.api.faults());

  const open = async (hash = ''): Promise<{ page: Page; user: AppUser; hands: MouseHands }> => {
    const page = await chromium.page();
    const hands = new MouseHands(page);
    const user = new AppUser(demo.api, hands);
    await user.open(hash);
    return { page, user, hands };
  };
  const member = async () => {
    const opened = await open();
    await opened.user.signUp();
    return opened;
  };
  const alert = (page: Page, text: string | RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();

  test('a field says what is wrong when it is left or the form is sent, gets the focus, and takes it back when it is right', async () => {
    const { page, hands } = await open('#/register');
    await hands.press('Create account');
    for (const text of ['Please enter your name.', 'Please enter your email address.', 'Please enter your phone number.']) {
      await hands.reads(text);
    }
    expect(await page.evaluate('document.activeElement.name')).toBe('full_name');
    await hands.fill('Email', 'ada@example');
    await hands.reads('This is not an email address yet');
    const email = page.getByLabel('Email');
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    const described = await email.getAttribute('aria-describedby');
    expect(await page.locator(`[id="${described}"]`).textContent()).toContain('This is not an email address yet');
    await hands.fill('Email', 'ada@example.com');
    await page.getByText('This is not an email address yet').waitFor({ state: 'detached' });
    await hands.fill('Mobile phone', '0170');
    await hands.reads('Begin with + and the country code');
  });

  test('the rules of a password are ticked as it is typed', async () => {
    const { page, user, hands } = await open('#/forgot-password');
    await hands.fill('Email', user.email);
    await hands.press('Send the code');
    const ticked = () => page.locator('.rules .met').allTextContents();
    await hands.fill('New password', 'harbour');
    expect(await ticked()).toEqual(['a lower-case letter: done']);
    await hands.fill('New password', 'Harbour-27');
    expect(await ticked()).toEqual(['a lower-case letter: done', 'an upper-case letter: done', 'a digit: done', 'a symbol, like !: done']);
    await hands.press('Set password');
    await hands.reads('Still needed: at least 14 characters.');
    await hands.fill('Code of the mail', '123456');
    await hands.fill('New password', 'Lighthouse-Keeper-27');
    expect(await ticked()).toHaveLength(5);
    await hands.press('Set password');
    await alert(page, 'The code is wrong or has expired.');
  });

  test('what the API says of a field stands beside it', async () => {
    const { page, user, hands } = await member();
    await hands.follow('Security');
    await hands.fill('Present password', user.password);
    await hands.fill('New password', 'Harbour-Lights-27');
    await hands.press('Change the password');
    await alert(page, 'The new password is not accepted.');
    await hands.reads(/New password must not contain your name/);
    await hands.fill('Present password', 'not-my-password');
    await hands.fill('New password', 'Quiet+Seashore-27');
    await hands.press('Change the password');
    await alert(page, /The email or the password is wrong/);
  });

  test('a wrong password, a wrong code and a code that was used already can be tried again', async () => {
    const { page, user, hands } = await member();
    await user.signOut();
    await hands.fill('Email', user.email);
    await hands.fill('Password', 'not-my-password');
    await hands.press('Sign in');
    await alert(page, 'The email or the password is wrong.');
    await hands.fill('Password', user.password);
    await hands.press('Sign in');
    await hands.sees('Your second factor');
    await hands.fill('Code of your authenticator app', '12345');
    await hands.press('Sign in');
    await hands.reads('The code has 6 digits.');
    const code = await user.otp();
    await hands.fill('Code of your authenticator app', String((Number(code) + 1) % 1_000_000).padStart(6, '0'));
    await hands.press('Sign in');
    await alert(page, 'The code is wrong.');
    await hands.fill('Code of your authenticator app', code.replace(/(...)/, '$1 '));
    await hands.press('Sign in');
    await hands.sees('Your profile');
  });

  test('a sign-in that took too long begins again, and says why', async () => {
    const { page, user, hands } = await member();
    await user.signOut();
    await hands.fill('Email', user.email);
    await hands.fill('Password', user.password);
    await hands.press('Sign in');
    await hands.sees('Your second factor');
    await demo.api.advance(16 * 60);
    await hands.fill('Code of your authenticator app', await user.otp());
    await hands.press('Sign in');
    await hands.sees('Sign in');
    await alert(page, 'This sign-in is no longer valid. Please sign in again.');
    await user.signIn();
    await hands.sees('Your profile');
  });

  test('what needs a fresh sign-in asks for one in a dialog, and goes on with what was asked; Escape leaves all as it was', async () => {
    const { page, user, hands } = await member();
    await hands.follow('Security');
    await demo.api.advance(600);
    await hands.press('Use another authenticator app');
    const dialog = page.locator('dialog[open]');
    await dialog.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await dialog.getByLabel('Email').inputValue()).toBe(user.email);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await hands.sees('Second factor');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Use another authenticator app');
    await hands.press('Use another authenticator app');
    await user.signIn({ email: false });
    await hands.sees('New authenticator app');
  });

  test('without a network a call says so, a screen offers to try again, and both work when it is back', async () => {
    const { page, user, hands } = await member();
    await page.route('**/v1/**', (route) => route.abort());
    await hands.fill('Full name', 'Ada King');
    await hands.press('Save');
    await alert(page, 'The service cannot be reached. Please check your connection and try again.');
    await hands.follow('Sessions');
    // What reads is tried again by itself first.
    await page.getByRole('button', { name: 'Try again', exact: true }).waitFor();
    await alert(page, 'The service cannot be reached.');
    await page.unroute('**/v1/**');
    await hands.press('Try again');
    await hands.reads('this one');
    await user.rename('Ada King');
  });

  test('who asks too often reads how long to wait', async () => {
    const { page, user, hands } = await member();
    await hands.fill('New phone number', user.phone);
    await hands.press('Change the phone number');
    await hands.sees('Prove your phone number');
    await hands.press('Send the code again');
    await alert(page, /That was too often\. Please try again in [45] minutes\./);
  });

  test('an outage is not taken for a wrong password; while it lasts the button is busy, and sends nothing twice', async () => {
    const { page, user, hands } = await open();
    const fault = { name: 'InternalErrorException', status: 500 };
    await demo.api.faults({ service: 'cognito-idp', operation: 'AdminInitiateAuth', times: 0, fault });
    await page.clock.install();
    let sent = 0;
    page.on('request', (request) => { sent += Number(request.url().endsWith('/v1/login')); });
    await hands.fill('Email', user.email);
    await hands.fill('Password', user.password);
    const first = page.waitForResponse('**/v1/login');
    await hands.press('Sign in');
    const button = page.getByRole('button', { name: 'Sign in', exact: true });
    expect(await button.getAttribute('aria-busy')).toBe('true');
    await button.click({ force: true });
    await page.keyboard.press('Enter');
    expect((await first).status()).toBe(503);
    expect(sent).toBe(1);
    // The client waits as long as the API asks it to, and tries again, twice.
    for (const count of [2, 3]) {
      const next = page.waitForResponse('**/v1/login');
      while (sent < count) {
        await page.clock.runFor(1000);
      }
      await next;
    }
    await alert(page, /The service is not available at the moment\. Please try again/);
    expect(sent).toBe(3);
    expect(await button.getAttribute('aria-busy')).toBeNull();
  });

  test('a mistake of ours is said to be one, without a word of what it was', async () => {
    const { page, user, hands } = await open();
    const json = { message: 'TypeError: undefined is not a function', code: 'INTERNAL_ERROR' };
    await page.route('**/v1/login', (route) => route.fulfill({ status: 500, json }));
    await hands.fill('Email', user.email);
    await hands.fill('Password', user.password);
    await hands.press('Sign in');
    await alert(page, 'Something went wrong on our side. Please try again.');
  });

  test('what an API does not offer is said to be so', async () => {
    const { page, hands } = await member();
    await page.route('**/v1/sessions', (route) => route.fulfill({ status: 404, json: { message: 'Not Found' } }));
    await hands.follow('Sessions');
    await alert(page, 'This service does not offer that.');
  });

  test('a passkey that the device does not have, or does not give, leads back to the password', async () => {
    const { page, user, hands } = await open();
    await addAuthenticator(page);
    await hands.press('Use a passkey');
    await hands.fill('Email', user.email);
    await hands.press('Sign in with a passkey');
    await alert(page, 'The passkey was not used');
    await hands.press('Begin again');
    await hands.sees('Sign in');
  });

  test('what is no picture, and what is too large, is not uploaded', async () => {
    const { page, hands } = await member();
    const choose = async (name: string, mimeType: string, buffer: Buffer) => {
      const chooser = page.waitForEvent('filechooser');
      await hands.press('Choose a picture');
      await (await chooser).setFiles({ name, mimeType, buffer });
    };
    await choose('me.svg', 'image/svg+xml', Buffer.from('<svg/>'));
    await alert(page, 'A picture is a PNG, JPEG or WebP file.');
    await choose('me.png', 'image/png', Buffer.alloc(1_048_577));
    await alert(page, 'A picture has 1024 kB at most.');
    await choose('me.png', 'image/png', Buffer.from('<script>alert(1)</script>'));
    await alert(page, 'This is no picture of the type that was announced.');
  });

  test('an account is deleted by whoever types its address, and by nobody who does not', async () => {
    const { user, hands } = await member();
    await hands.follow('Your data');
    await hands.fill('Type your email address to confirm', 'somebody@example.com');
    await hands.press('Delete my account');
    await hands.reads('This is not your email address.');
    expect((await demo.api.call('POST /v1/login', { email: user.email, password: user.password })).status).toBe(200);
  });

  test('an address that is none is said to be a mistake of the configuration, and nothing else is shown', async () => {
    const page = await chromium.page();
    await page.route('**/config.json', (route) => route.fulfill({ json: { apiUrl: 'api.example.com' } }));
    await page.goto(demo.url);
    await page.getByRole('heading', { name: 'This app is not set up yet' }).waitFor();
    await alert(page, 'apiUrl (VITE_API_URL) must be an address that begins with https://');
    await alert(page, 'It is "api.example.com".');
    await page.route('**/config.json', (route) => route.fulfill({ json: { tokenDelivery: 'POST' } }));
    await page.reload();
    await alert(page, 'tokenDelivery (VITE_TOKEN_DELIVERY) must be BODY or COOKIE, and is "POST".');
  });
});
