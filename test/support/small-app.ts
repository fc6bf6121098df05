import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { LocalApi } from './local';
import { Person, secretOf } from './person';

const TYPES: Record<string, string> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

/** Serves a folder of files as they are, at an origin of its own. */
export const serveFiles = async (folder: string): Promise<{ url: string; server: Server }> => {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url!, 'http://localhost').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    try {
      response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
      response.end(readFileSync(file));
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return { url: `http://localhost:${(server.address() as AddressInfo).port}`, server };
};

/** What axe finds on the page as it is now. It comes past the page's policy as a tool of the browser would. */
export const violations = async (page: Page): Promise<string[]> => {
  await page.evaluate(axe.source);
  const { violations: found } = await page.evaluate(() => (globalThis as any).axe.run()) as axe.AxeResults;
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
};

/** Whether something sticks out to the right, so that the page scrolls sideways. */
export const isTooWide = (page: Page): Promise<boolean> => page.evaluate('document.documentElement.scrollWidth > innerWidth');

/** Time that passes for the page, which has Playwright's clock, and for the API. */
export const passTime = async (page: Page, api: LocalApi, seconds: number): Promise<void> => {
  await page.clock.fastForward(seconds * 1000);
  await api.advance(seconds);
};

/** What a small app shows, by what a person sees of it: headings, labels, buttons. Both examples have the same. */
export class AppJourney {
  public readonly person: Person;

  public constructor(private readonly page: Page, private readonly api: LocalApi, private readonly look: (screen: string) => Promise<void>) {
    this.person = new Person(api);
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
}
