import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';
import { MouseHands } from '../../support/app-hands';
import { AppUser } from '../../support/app-user';
import { VITE } from '../../support/built-example';
import { describeInChromium } from '../../support/chromium';
import { freePort } from '../../support/demo-app';
import { LocalApi } from '../../support/local';

const root = resolve(__dirname, '..', '..', '..');

/** `npm run dev`, told by the environment where the API is: one with no props at all, at another origin. */
describeInChromium('the development server, and the default API', (chromium) => {
  let api: LocalApi;
  let vite: ChildProcess;
  let url: string;
  beforeAll(async () => {
    api = await LocalApi.start();
    const port = await freePort();
    url = `http://localhost:${port}`;
    vite = spawn(process.execPath, [VITE, join(root, 'examples', 'react'), '--port', String(port)], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_ENV: 'development', VITE_API_URL: api.url, VITE_MAILBOX: `${api.url}/_local/` },
    });
    await new Promise<void>((ready) => { vite.stdout!.on('data', (text: Buffer) => text.includes('ready') && ready()); });
  }, 120_000);
  afterAll(async () => {
    vite?.kill();
    await api?.stop();
  });

  test('people register, sign in, see their profile, sign out, and replace a lost app', async () => {
    const page = await chromium.page();
    const hands = new MouseHands(page);
    const user = new AppUser(api, hands);
    await page.goto(url);
    await user.register();
    await user.signIn({ email: false });
    await hands.sees('Your profile');
    await hands.reads(user.phone);
    expect(await page.getByRole('link', { name: 'all mails and text messages are here' }).getAttribute('href')).toBe(`${api.url}/_local/`);
    await user.signOut();
    await hands.follow('Lost the authenticator app?');
    await hands.follow('Back to the sign-in');
    await user.loseApp();
    await user.signIn({ email: false });
    await hands.sees('Your profile');
  });

  test('who signs in by the mailed password is led through password and app by the older operations', async () => {
    const page = await chromium.page();
    const hands = new MouseHands(page);
    const user = new AppUser(api, hands);
    await api.call('POST /v1/users', { full_name: user.name, email: user.email, mobile_phone_number: user.phone });
    await page.goto(url);
    await hands.fill('Email', user.email);
    await hands.fill('Password', await user.mailed());
    await hands.press('Sign in');
    await hands.sees('Choose your own password');
    await hands.fill('New password', user.password);
    await hands.press('Go on');
    await hands.sees('Set up your authenticator app');
    await user.scan();
    await hands.fill('Code that the app shows', await user.otp());
    await hands.press('Confirm and sign in');
    await hands.reads('Your account is ready. Sign in for the first time.');
    await user.signIn();
    await hands.sees('Your profile');
  });

  test('a passkey, which this API does not know, is said to be none of its ways in', async () => {
    const page = await chromium.page();
    const hands = new MouseHands(page);
    await page.goto(url);
    await hands.press('Use a passkey');
    await hands.fill('Email', 'ada@example.com');
    await hands.press('Sign in with a passkey');
    await page.getByRole('alert').filter({ hasText: 'This service does not take passkeys. Please use the password.' }).waitFor();
  });
});
