import { readFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { CfnUserPoolClient } from 'aws-cdk-lib/aws-cognito';
import type { Page } from 'playwright-core';
import { addPerson, PASSWORD, Site, siteStack, startSite } from './site';
import { describeInChromium } from '../../support/chromium';
import { cleanUp, synthesize } from '../fixture';

/** The client as it is, from https://github.com/authts/oidc-client-ts, in a page of another port. */
const LIBRARY = readFileSync(join(dirname(require.resolve('oidc-client-ts/package.json')), 'dist/browser/oidc-client-ts.min.js'));

let site: Site;
let app: Server;
let origin: string;

const appPage = () => `<!doctype html><title>App</title><p id="who">nobody</p><button id="in">In</button><button id="corp">Corp</button>
<button id="renew">Renew</button><button id="silent">Silent</button><button id="out">Out</button>
<script src="/oidc-client-ts.js"></script><script>
const manager = new oidc.UserManager({
  authority: '${site.issuer}',
  metadataUrl: '${site.base}/.well-known/openid-configuration',
  client_id: '${site.clients.Web}',
  redirect_uri: location.origin + '/',
  silent_redirect_uri: location.origin + '/',
  scope: 'openid email profile',
  loadUserInfo: true,
  automaticSilentRenew: false,
});
const show = (user, how) => {
  document.querySelector('#who').textContent = user ? how + ' ' + user.profile.email + ' ' + user.access_token.slice(-12) : 'nobody';
};
const fail = (error) => { document.querySelector('#who').textContent = 'error: ' + error.message; };
const on = (id, run) => document.querySelector(id).addEventListener('click', () => run().catch(fail));
on('#in', () => manager.signinRedirect({ state: 'here' }));
on('#corp', () => manager.signinRedirect({ extraQueryParams: { identity_provider: 'Corp' } }));
on('#renew', () => manager.signinSilent().then((user) => show(user, 'renewed')));
on('#silent', async () => { await manager.removeUser(); show(await manager.signinSilent(), 'silent'); });
on('#out', async () => { await manager.revokeTokens(['refresh_token']); await manager.signoutRedirect({
  extraQueryParams: { client_id: '${site.clients.Web}', logout_uri: location.origin + '/' } }); });
const parameters = new URLSearchParams(location.search);
if (window !== window.parent) manager.signinCallback().catch(fail);
else if (parameters.has('code') || parameters.has('error')) manager.signinRedirectCallback().then((user) => {
  history.replaceState({}, '', '/');
  show(user, 'signed in');
}).catch(fail);
else manager.getUser().then((user) => show(user, 'kept'));
</script>`;

beforeAll(async () => {
  app = createServer((request, response) => {
    const library = request.url === '/oidc-client-ts.js';
    response.setHeader('content-type', library ? 'text/javascript' : 'text/html').end(library ? LIBRARY : appPage());
  });
  await new Promise<void>((resolve) => { app.listen(0, 'localhost', resolve); });
  origin = `http://localhost:${(app.address() as AddressInfo).port}`;
  site = await startSite({}, synthesize((stack) => {
    siteStack(stack);
    const web = stack.node.findChild('Pool').node.findChild('Web').node.defaultChild as CfnUserPoolClient;
    web.callbackUrLs = [`${origin}/`];
    web.logoutUrLs = [`${origin}/`];
  }));
  await addPerson(site, 'ada@example.com', { name: 'Ada' });
});
afterAll(async () => {
  await cleanUp();
  app.closeAllConnections();
  await new Promise((resolve) => { app.close(resolve); });
});

describeInChromium('oidc-client-ts', (chromium) => {
  const shown = (page: Page, text: string) => page.locator('#who', { hasText: text }).textContent({ timeout: 20_000 });

  test('signs in, shows the profile, renews, is signed in silently, and signs out', async () => {
    const page = await chromium.page();
    await page.goto(origin);
    await page.click('#in');
    await page.fill('[name=username]', 'ada@example.com');
    await page.fill('[name=password]', PASSWORD);
    await page.click('button[type=submit]');
    const first = await shown(page, 'signed in ada@example.com');
    await page.reload();
    expect(await shown(page, 'kept ada@example.com')).toBe(first!.replace('signed in', 'kept'));
    await page.click('#renew');
    const renewed = await shown(page, 'renewed ada@example.com');
    expect(renewed!.split(' ').pop()).not.toBe(first!.split(' ').pop());
    // Without a refresh token: by the session at the domain, in a frame that nobody sees.
    await page.click('#silent');
    await shown(page, 'silent ada@example.com');
    await page.click('#out');
    await shown(page, 'nobody');
    await page.click('#in');
    await page.waitForSelector('[name=password]');
  });

  test('signs in with an identity provider, and hears when the person says no', async () => {
    const page = await chromium.page();
    await page.goto(origin);
    await page.click('#corp');
    await page.fill('[name=sub]', '1');
    await page.click('[value=deny]');
    await shown(page, 'error: The person said no');
    await page.goto(origin);
    await page.click('#corp');
    await page.fill('[name=sub]', '1');
    await page.fill('[name=email]', 'corp@example.com');
    await page.click('[value=allow]');
    await shown(page, 'signed in corp@example.com');
  });

  test('has to come back to an address of the client', async () => {
    const page = await chromium.page();
    await page.goto(`${site.base}/oauth2/authorize?response_type=code&client_id=${site.clients.Web}&redirect_uri=${encodeURIComponent(`${origin}/other`)}`);
    expect(await page.textContent('code')).toBe('redirect_mismatch');
  });
});
