import { existsSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { holdAnswers } from './documented-answers';

export const EXECUTABLE = '/usr/bin/chromium';

// Debian's Chromium, by root, in a closed network: without these it looks for Google's hosts at every start.
export const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  // A page that asks for a host of the outside fails at once, here and where there is a network.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** A browser that was started for one file of tests. */
export interface Chromium {
  /** A page of its own profile: no cookies, no storage, no passkeys of other pages. */
  page(): Promise<Page>;
}

/**
 * Describes what happens in a real browser. Where there is none, the tests are skipped under a name that says what to install. Each page closes
 * with the browser, after the last test. What the API answers to pages has to be documented.
 */
export function describeInChromium(name: string, tests: (browser: Chromium) => void): void {
  if (!existsSync(EXECUTABLE)) {
    describe.skip(`${name} (needs ${EXECUTABLE}: apt-get install chromium)`, () => tests({ page: () => Promise.reject(new Error(`no ${EXECUTABLE}`)) }));
    return;
  }
  describe(name, () => {
    let browser: Browser;
    const answers = holdAnswers();
    // Starting it takes a second where the machine is idle.
    beforeAll(async () => { browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS }); }, 60_000);
    afterAll(async () => { await browser?.close(); });
    tests({
      page: async () => {
        const context = await browser.newContext();
        answers.watch(context);
        return context.newPage();
      },
    });
  });
}

/** Gives a page an authenticator that holds passkeys and says yes to everything: https://www.w3.org/TR/webauthn-3/#sctn-automation. */
export async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
}
