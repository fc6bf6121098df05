import type { Page } from 'playwright-core';
import { violations } from './axe';
import type { Chromium } from './chromium';
import { watched } from './demo-app';
import { LocalApi } from './local';
import { Person, secretOf } from './person';
import { serveFiles, type ServedFiles } from './serve-files';

/** Whether something sticks out to the right, so that the page scrolls sideways. */
const isTooWide = (page: Page): Promise<boolean> => page.evaluate('document.documentElement.scrollWidth > innerWidth');

/** What a small app shows, by what a person sees of it: headings, labels, buttons. Both examples have the same. */
export class AppJourney {
  public readonly person: Person;
  /** Called at each screen. */
  public look = async (_screen: string): Promise<void> => {};

  public constructor(private readonly page: Page, private readonly api: LocalApi) {
    this.person = new Person(api);
  }

  /** Time that passes for the page, which has Playwright's clock, and for the API. */
  public async passTime(seconds: number): Promise<void> {
    await this.page.clock.fastForward(seconds * 1000);
    await this.api.advance(seconds);
  }

  /** Waits for a screen, looks at it, and expects the focus at its heading. */
  public async screen(heading: string): Promise<void> {
    await this.page.getByRole('heading', { name: heading, level: 2 }).waitFor();
    expect(await this.page.evaluate('document.activeElement.textContent')).toBe(heading);
    await this.look(heading);
  }

  public fill(label: string, value: string): Promise<void> {
    return this.page.getByLabel(label, { exact: true }).filter({ visible: true }).fill(value);
  }

  public press(button: string): Promise<void> {
    return this.page.getByRole('button', { name: button, exact: true }).click();
  }

  public async says(text: string | RegExp): Promise<void> {
    await this.page.getByRole('status').filter({ hasText: text }).waitFor();
  }

  public async complains(text: string | RegExp): Promise<void> {
    await this.page.getByRole('alert').filter({ hasText: text }).first().waitFor();
  }

  public async register(): Promise<void> {
    const { person } = this;
    await this.press('Create an account');
    await this.screen('Create an account');
    await this.fill('Full name', person.name);
    await this.fill('Email', person.email);
    await this.fill('Mobile phone number', '+491701234567');
    await this.press('Create the account');
    await this.screen('Choose your password');
    await this.says('temporary password');
  }

  public async choosePassword(): Promise<void> {
    await this.fill('Temporary password', secretOf(await this.api.mail(this.person.email)));
    await this.fill('New password', this.person.password);
    await this.press('Set the password');
    await this.screen('Set up your authenticator app');
  }

  /** Scans the code from the pixels of the page's image. */
  public async enrol(): Promise<void> {
    const image = this.page.getByRole('img', { name: 'QR code for your authenticator app' });
    await this.page.waitForFunction('document.querySelector("img").complete && document.querySelector("img").naturalWidth > 0');
    expect(await image.getAttribute('src')).toMatch(/^(https?|data):/);
    this.person.totpSecret = (await this.page.locator('code').textContent())!;
    await this.fill('Code', await this.person.otp());
    await this.press('Finish');
    await this.screen('Sign in');
    await this.says('Your authenticator app is set up. Please sign in.');
  }

  public async signIn(): Promise<void> {
    await this.fill('Email', this.person.email);
    await this.fill('Password', this.person.password);
    await this.press('Sign in');
    await this.screen('Enter your code');
    await this.fill('Code', await this.person.otp());
    await this.press('Sign in');
    await this.screen('You are signed in');
    await this.page.getByText(this.person.email).first().waitFor();
  }

  public async forgetPassword(): Promise<void> {
    const { person } = this;
    await this.press('Forgot password');
    await this.screen('Forgot your password?');
    await this.fill('Email', person.email);
    await this.press('Send me a code');
    await this.screen('Set a new password');
    person.password = 'An0ther-Bridge-Over';
    await this.fill('Code', secretOf(await this.api.mail(person.email)));
    await this.fill('New password', person.password);
    await this.press('Set the password');
    await this.screen('Sign in');
    await this.says('Your new password is set.');
  }

  /** Makes a mistake in a field, which is told there. */
  public async mistakeNumber(): Promise<void> {
    await this.press('Create an account');
    await this.fill('Full name', 'Ada');
    await this.fill('Email', 'ada@example.com');
    await this.fill('Mobile phone number', '0170');
    await this.press('Create the account');
    await this.page.getByText('must be a phone number').waitFor();
    expect(await this.page.getByLabel('Mobile phone number').getAttribute('aria-invalid')).toBe('true');
    expect(await this.page.evaluate('document.activeElement.name')).toBe('mobile_phone_number');
    expect(await violations(this.page)).toEqual([]);
  }

  /** Ends every session of the person, at another device of theirs. */
  public async endElsewhere(): Promise<void> {
    const { body } = await this.person.signIn();
    await this.api.call('POST /v1/logout', { email: this.person.email, access_token: body.access_token });
  }
}

interface Files {
  readonly folder: string;
  readonly replaced?: Record<string, string>;
  /** What a person opens. */
  readonly path?: string;
}

/** A small app at an origin of its own, beside the API. */
export interface SmallApp {
  readonly api: LocalApi;
  readonly url: string;
  /** Opens it in a narrow page that has a clock of its own. What goes wrong there is in `problems`. */
  open(): Promise<{ page: Page; problems: string[]; app: AppJourney }>;
}

/** Serves a small app for the tests of the block that it is called in. */
export const runSmallApp = (chromium: Chromium, filesFor: (api: LocalApi) => Files): SmallApp => {
  let api: LocalApi;
  let site: ServedFiles;
  let home: string;
  beforeAll(async () => {
    api = await LocalApi.start();
    const { folder, replaced, path = '/' } = filesFor(api);
    site = await serveFiles(folder, replaced);
    home = site.url + path;
  }, 240_000);
  afterAll(async () => {
    site?.stop();
    await api?.stop();
  });
  return {
    get api() { return api; },
    get url() { return site.url; },
    open: async () => {
      const page = await chromium.page();
      await page.clock.install();
      const problems = await watched(page);
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(home);
      return { page, problems, app: new AppJourney(page, api) };
    },
  };
};

/** `refresh` is how the app comes by new tokens. */
export const testJourney = (small: SmallApp, refresh: (app: AppJourney) => Promise<void>): void => {
  test('the whole journey: each screen without a finding of axe, in light and dark, at 320 pixels', async () => {
    const { page, problems, app } = await small.open();
    const seen: string[] = [];
    app.look = async (screen) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect([screen, colorScheme, await violations(page), await isTooWide(page)]).toEqual([screen, colorScheme, [], false]);
      }
      seen.push(screen);
    };
    await app.register();
    await app.choosePassword();
    await app.enrol();
    await app.signIn();
    await refresh(app);
    await app.press('Sign out');
    await app.screen('Sign in');
    await app.says('You are signed out.');
    await small.api.advance(600);
    await app.forgetPassword();
    await app.signIn();
    expect(new Set(seen).size).toBe(8);
    expect(problems).toEqual([]);
    expect(await page.evaluate('localStorage.length + sessionStorage.length + document.cookie.length')).toBe(0);
  }, 240_000);
};
