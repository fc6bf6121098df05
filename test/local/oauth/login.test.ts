import { AdminCreateUserCommand, AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { TOTP } from 'otpauth';
import { addPerson, authorizeUrl, browser, CALLBACK, PASSWORD, Site, startSite, triggerEvents } from './site';
import { cleanUp } from '../fixture';

let site: Site;
beforeAll(async () => {
  site = await startSite({ mfa: Mfa.REQUIRED });
});
afterAll(cleanUp);

const codeOf = (secret: string) => {
  site.run.clock.advance(30_000);
  return new TOTP({ secret }).generate({ timestamp: site.run.clock.now() });
};

let people = 0;
async function newcomer() {
  const email = `person-${++people}@example.com`;
  await addPerson(site, email);
  const person = browser(site);
  await person.open(authorizeUrl(site));
  return { email, person };
}

async function enrolled() {
  const { email, person } = await newcomer();
  const { text } = await person.submit({ username: email, password: PASSWORD });
  const secret = /id="secret">(\w+)</.exec(text)![1];
  const { url } = await person.submit({ USER_CODE: codeOf(secret) });
  expect(url.searchParams.get('code')).toBeTruthy();
  return { email, secret };
}

const fresh = async () => {
  const person = browser(site);
  await person.open(authorizeUrl(site));
  return person;
};

describe('the sign-in page', () => {
  test('sets up the authenticator app, and asks for its code from then on', async () => {
    const { email, secret } = await enrolled();
    const person = await fresh();
    const { text } = await person.submit({ username: email, password: PASSWORD });
    expect(text).toContain('Code of your authenticator app');
    const { url } = await person.submit({ SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) });
    expect(url.href).toMatch(`${CALLBACK}?code=`);
    expect(url.searchParams.get('state')).toBe('st');
    const sources = triggerEvents(site).map(({ triggerSource }) => triggerSource);
    expect(sources).toEqual(expect.arrayContaining(['PreAuthentication_Authentication', 'PostAuthentication_Authentication']));
  });

  test('lets a wrong code be corrected, of the set-up too', async () => {
    const { email, person } = await newcomer();
    const { text } = await person.submit({ username: email, password: PASSWORD });
    const secret = /id="secret">(\w+)</.exec(text)![1];
    const wrong = await person.submit({ USER_CODE: '000000' });
    expect(wrong).toMatchObject({ status: 400, text: expect.stringContaining(secret) });
    await person.submit({ USER_CODE: codeOf(secret) });
    const again = await fresh();
    await again.submit({ username: email, password: PASSWORD });
    expect((await again.submit({ SOFTWARE_TOKEN_MFA_CODE: '000000' })).text).toContain('Invalid code received for user');
    expect((await again.submit({ SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) })).url.searchParams.get('code')).toBeTruthy();
  });

  test('has a new password chosen in place of a temporary one', async () => {
    const email = 'new@example.com';
    await site.aws.send(new AdminCreateUserCommand({ UserPoolId: site.pool, Username: email, MessageAction: 'SUPPRESS', TemporaryPassword: PASSWORD }));
    const person = await fresh();
    expect((await person.submit({ username: email, password: PASSWORD })).text).toContain('Choose a new password');
    expect((await person.submit({ NEW_PASSWORD: 'weak' })).text).toContain('Password did not conform with policy');
    const { text } = await person.submit({ NEW_PASSWORD: `${PASSWORD}!` });
    const { url } = await person.submit({ USER_CODE: codeOf(/id="secret">(\w+)</.exec(text)![1]) });
    expect(url.searchParams.get('code')).toBeTruthy();
  });

  test.each([['wrong'], [''], ['x'.repeat(300)]])('refuses the password "%s" with the same words as an unknown person', async (password) => {
    const { email, person } = await newcomer();
    const known = await person.submit({ username: email, password });
    const unknown = await (await fresh()).submit({ username: 'nobody@example.com', password });
    const error = (text: string) => /role="alert">([^<]*)/.exec(text)![1];
    expect(known.status).toBe(400);
    expect(error(known.text)).toBe(error(unknown.text));
  });

  test('begins again when the sign-in took too long', async () => {
    const { email, secret } = await enrolled();
    const person = await fresh();
    await person.submit({ username: email, password: PASSWORD });
    site.run.clock.advance(200_000);
    const { status, text } = await person.submit({ SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) });
    expect(status).toBe(400);
    expect(text).toMatch(/session is expired[\s\S]*name="password"/);
  });

  test('says what it is not, and has no script', async () => {
    const { text, headers } = await (await fresh()).open(authorizeUrl(site));
    expect(text).toContain('offline');
    expect(text).not.toMatch(/<script| on\w+=/i);
    expect(headers.get('content-security-policy')).toBe(
      'default-src \'none\'; style-src \'unsafe-inline\'; base-uri \'none\'; frame-ancestors \'none\'; form-action \'self\' http://localhost:9');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('what somebody typed into the address or the form', () => {
  const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

  test('is text on the page', async () => {
    const person = browser(site);
    for (const page of [
      await person.open(authorizeUrl(site, { state: EVIL, nonce: EVIL, login_hint: EVIL, lang: EVIL })),
      await person.submit({ username: EVIL, password: EVIL }),
      await person.open(`${site.base}/error?error=${encodeURIComponent(EVIL)}`),
    ]) {
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(page.text).not.toMatch(/<script|<img/);
    }
  });

  test('comes back to the client as it was sent', async () => {
    const { url } = await browser(site).open(authorizeUrl(site, { state: `${EVIL}\r\nset-cookie: a=b`, scope: 'nope' }));
    expect(url.searchParams.get('state')).toBe(`${EVIL}\r\nset-cookie: a=b`);
  });
});

describe('a form', () => {
  test('of another site is refused, whatever it knows', async () => {
    const { email, person } = await newcomer();
    const token = (await person.jar.getCookies(site.base)).find(({ key }) => key === 'XSRF-TOKEN')!.value;
    const fields = { username: email, password: PASSWORD };
    const url = authorizeUrl(site, {}, 'login');
    expect((await person.post(url, fields)).status).toBe(403);
    expect((await person.post(url, { ...fields, _csrf: 'a'.repeat(43) })).status).toBe(403);
    expect((await person.post(url, { ...fields, _csrf: token }, { origin: 'http://localhost:5173' })).status).toBe(403);
    expect((await person.post(url, { ...fields, _csrf: token }, { origin: 'null' })).status).toBe(403);
    expect((await browser(site).post(url, { ...fields, _csrf: token })).status).toBe(403);
    expect((await person.post(url, { ...fields, _csrf: token })).text).toContain('id="secret"');
  });

  test('under way belongs to the browser and the client that began it', async () => {
    const { email, secret } = await enrolled();
    const person = await fresh();
    const { text } = await person.submit({ username: email, password: PASSWORD });
    const step = /name="step" value="([^"]+)"/.exec(text)![1];
    const thief = await fresh();
    const stolen = await thief.submit({ step, SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) });
    expect(stolen).toMatchObject({ status: 400, text: expect.stringContaining('Invalid session for the user.') });
    const _csrf = /name="_csrf" value="([^"]+)"/.exec(text)![1];
    const other = await person.post(authorizeUrl(site, { client_id: site.clients.Other, scope: 'openid' }, 'login'),
      { _csrf, step, SOFTWARE_TOKEN_MFA_CODE: codeOf(secret) });
    expect(other).toMatchObject({ status: 400, text: expect.stringContaining('Invalid session for the user.') });
  });

  test('never shows the session, with which the API would hand out tokens', async () => {
    const { email } = await enrolled();
    const { text } = await (await fresh()).submit({ username: email, password: PASSWORD });
    expect(text).not.toMatch(/[\w-]{100}/);
  });
});

test('wrong codes of the second factor lock here too', async () => {
  const { email, secret } = await enrolled();
  const person = await fresh();
  await person.submit({ username: email, password: PASSWORD });
  for (let attempt = 0; attempt < 5; attempt++) await person.submit({ SOFTWARE_TOKEN_MFA_CODE: '000000' });
  const code = new TOTP({ secret }).generate({ timestamp: site.run.clock.now() });
  const { status, text, url } = await person.submit({ SOFTWARE_TOKEN_MFA_CODE: code });
  expect([status, url.searchParams.get('code')]).toEqual([400, null]);
  expect(text).toContain('attempts exceeded');
});

test('a locked person stays locked here too', async () => {
  const { email, person } = await newcomer();
  for (let attempt = 0; attempt < 5; attempt++) await person.submit({ username: email, password: 'wrong' });
  expect((await person.submit({ username: email, password: PASSWORD })).text).toContain('Password attempts exceeded');
  await site.aws.send(new AdminSetUserPasswordCommand({ UserPoolId: site.pool, Username: email, Password: PASSWORD, Permanent: true }));
});
