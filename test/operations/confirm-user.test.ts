import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, readQrCode, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const NEW = 'Tr0ubled&Waters-9';
const DAYS = 24 * 3600;
const TOO_COMMON = 'is too common: digits and symbols around a well-known password do not make it safe';
const TOO_CLOSE = 'must not contain your name, your email address or the name of this app';

const registered = async (name?: string) => {
  const person = new Person(api, name);
  await person.register();
  return { person, temporary: secretOf(await api.mail(person.email)) };
};
const confirm = (user_id: string, email: string, temporary_password: string, new_password = NEW) =>
  api.call(`POST /v1/users/${user_id}/confirm`, { email, temporary_password, new_password });

describe('the temporary password and one of their own', () => {
  test('make the account active, and its email address a proven one', async () => {
    const { person, temporary } = await registered();
    const { status, body } = await confirm(person.userId, person.email.toUpperCase(), temporary);
    const account = await aws.account(person.email);
    expect(body).toEqual({
      email: person.email,
      user_id: account.attributes.sub,
      verification_session: expect.any(String),
      qr_code_secret: expect.stringMatching(/^[A-Z2-7]{32,}$/),
      qr_code_secret_url: expect.stringMatching(/^https?:/),
      status: 'ACTIVE',
    });
    expect(status).toBe(200);
    expect(account).toMatchObject({ status: 'CONFIRMED', attributes: { email_verified: 'true' } });
    expect(account.attributes.phone_number_verified ?? 'false').toBe('false');
  });

  test('are taken with the id that login answered as well', async () => {
    const { person, temporary } = await registered();
    const { body: { user_id } } = await person.login(temporary);
    const answer = await confirm(user_id.toUpperCase(), person.email, temporary);
    expect(answer).toMatchObject({ status: 200, body: { user_id, status: 'ACTIVE' } });
  });

  test('cannot be the same', async () => {
    const { person, temporary } = await registered();
    const answer = await confirm(person.userId, person.email, temporary, temporary);
    expectRefusal(answer, 'PASSWORD_REFUSED', { new_password: expect.stringContaining('temporary') });
    expect((await confirm(person.userId, person.email, temporary)).status).toBe(200);
  });

  test('leave the temporary password worthless', async () => {
    const { person, temporary } = await registered();
    await person.confirm();
    expectRefusal(await person.login(temporary), 'INVALID_CREDENTIALS');
  });

  test('may be sent again while no authenticator app is confirmed: the newest QR code is the one that counts', async () => {
    const { person, temporary } = await registered();
    const first = await confirm(person.userId, person.email, temporary);
    const second = await confirm(person.userId, person.email, temporary);
    expect(second.status).toBe(200);
    expect(Object.keys(second.body)).toEqual(Object.keys(first.body));
    expect(second.body.qr_code_secret).not.toBe(first.body.qr_code_secret);
    expect(await readQrCode(first.body.qr_code_secret_url)).toContain(second.body.qr_code_secret);

    person.totpSecret = first.body.qr_code_secret;
    expectRefusal(await person.confirmMfa(), 'CODE_MISMATCH');
    person.totpSecret = second.body.qr_code_secret;
    expect((await person.confirmMfa()).status).toBe(200);
  });
});

describe('whatever is wrong with the temporary password, the answer is the same', () => {
  let unknown: ReturnType<typeof visible>;
  beforeAll(async () => {
    const answer = await confirm('01234567-89ab-cdef-0123-456789abcdef', 'nobody@example.com', NEW);
    expectRefusal(answer, 'INVALID_CREDENTIALS');
    unknown = visible(answer);
  });

  test('it is wrong', async () => {
    const { person, temporary } = await registered();
    expect(visible(await confirm(person.userId, person.email, `${temporary}x`))).toEqual(unknown);
    expect((await aws.account(person.email)).attributes.email_verified ?? 'false').toBe('false');
    expect((await person.confirm()).status).toBe(200);
  });

  test('the account has its authenticator app already, and the passwords are right', async () => {
    const { person, temporary } = await registered();
    await person.confirm();
    await person.confirmMfa();
    expect(visible(await confirm(person.userId, person.email, temporary, person.password))).toEqual(unknown);
    expect(visible(await confirm(person.userId, person.email, person.password, 'Quiet#Harbour-77'))).toEqual(unknown);
    expect((await person.signIn()).status).toBe(200);
  });

  test('the account is disabled', async () => {
    const { person, temporary } = await registered();
    await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: person.email }));
    expect(visible(await confirm(person.userId, person.email, temporary))).toEqual(unknown);
  });

  test('it expired, a day after it was mailed; another one can be asked for', async () => {
    const { person, temporary } = await registered();
    await api.advance(DAYS);
    expect(visible(await confirm(person.userId, person.email, temporary))).toEqual(unknown);
    await api.call('POST /v1/resend-confirmation-code', { email: person.email });
    expect((await person.confirm()).status).toBe(200);
  });

  test('it was guessed too often', async () => {
    const { person, temporary } = await registered();
    // Long enough apart to be counted: each one doubles the time that the account is locked.
    for (let guess = 0; guess < 8; guess++) {
      await api.advance(20);
      expect(visible(await confirm(person.userId, person.email, `${temporary}${guess}`))).toEqual(unknown);
    }
    expect(visible(await confirm(person.userId, person.email, temporary))).toEqual(unknown);
    await api.advance(1800);
    expect((await person.confirm()).status).toBe(200);
  });
});

describe('the user_id of somebody else', () => {
  test('is refused to who has the temporary password, and nothing happens', async () => {
    const { person, temporary } = await registered();
    const { person: other } = await registered();
    for (const id of [other.userId, (await aws.account(other.email)).attributes.sub]) {
      expectRefusal(await confirm(id, person.email, temporary), 'FORBIDDEN');
    }
    expect(await aws.account(person.email)).toMatchObject({ status: 'FORCE_CHANGE_PASSWORD' });
    expect((await person.confirm()).status).toBe(200);
  });

  test('is not even looked at without it', async () => {
    const { person } = await registered();
    const { person: other } = await registered();
    expectRefusal(await confirm(other.userId, person.email, NEW), 'INVALID_CREDENTIALS');
  });
});

describe('refuses a new password', () => {
  test.each([
    ['Sh0rt&Sweet', 'must have at least 14 characters'],
    ['troubled waters', 'must have an upper-case letter, a digit'],
    ['TROUBLED&WATERS-9', 'must have a lower-case letter'],
    ['TroubledWaters99', 'must have a symbol'],
    ['x', 'must have at least 14 characters, an upper-case letter, a digit, a symbol'],
    ['P@ssw0rd2024!!', TOO_COMMON],
    ['Iloveyou12345!', TOO_COMMON],
    ['Qwertyuiop123!', TOO_COMMON],
    ['!!2024-Passw0rd', TOO_COMMON],
    ['Grey-Byr0n-Harbour7', TOO_CLOSE],
    ['Ada8yron_is_fine1', TOO_CLOSE],
    ['Some-P3RSON-else7', TOO_CLOSE],
    ['Welcome2OurApp!!', TOO_CLOSE],
  ])('%s: it %s', async (password, why) => {
    const { person, temporary } = await registered('Ada Byron');
    expectRefusal(await confirm(person.userId, person.email, temporary, password), 'PASSWORD_REFUSED', { new_password: why });
    expect((await person.confirm()).status).toBe(200);
  });

  test('only after the temporary one was right: a stranger learns nothing from it', async () => {
    const { person } = await registered();
    expectRefusal(await confirm(person.userId, person.email, NEW, 'x'), 'INVALID_CREDENTIALS');
  });
});

describe('the QR code', () => {
  test('lies encrypted with the key of the stack, under an address of ten minutes that no cache keeps', async () => {
    const { person } = await registered();
    const { body } = await person.confirm();
    const url = new URL(body.qr_code_secret_url);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('600');
    const { status, headers } = await fetch(url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('image/png');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-amz-server-side-encryption')).toBe('aws:kms');
    expect(headers.get('x-amz-server-side-encryption-aws-kms-key-id')).toMatch(/^arn:aws:kms:/);
  });

  test('is shown to nobody without the signature, nor to who changes the address', async () => {
    const [{ person }, { person: other }] = [await registered(), await registered()];
    const { body: { qr_code_secret_url } } = await person.confirm();
    await other.confirm();
    const unsigned = new URL(qr_code_secret_url);
    unsigned.search = '';
    expect((await fetch(unsigned)).status).toBe(403);
    const ofAnother = new URL(qr_code_secret_url);
    ofAnother.pathname = ofAnother.pathname.replace(person.userId, other.userId);
    expect(ofAnother.pathname).toContain(other.userId);
    expect((await fetch(ofAnother)).status).toBe(403);
    const prolonged = new URL(qr_code_secret_url);
    prolonged.searchParams.set('X-Amz-Expires', '6000');
    expect((await fetch(prolonged)).status).toBe(403);
  });

  test('cannot be fetched after ten minutes', async () => {
    const { person } = await registered();
    const { body } = await person.confirm();
    await api.advance(9 * 60);
    expect((await fetch(body.qr_code_secret_url)).status).toBe(200);
    await api.advance(61);
    expect((await fetch(body.qr_code_secret_url)).status).toBe(403);
  });

  test('is gone once the authenticator app is confirmed', async () => {
    const { person } = await registered();
    const { body } = await person.confirm();
    expect(await aws.objects(person.userId)).toEqual(['enrolment.json', 'invitation-sent.json', 'qr.png']);
    await person.confirmMfa();
    expect(await aws.objects(person.userId)).toEqual(['invitation-sent.json']);
    expect((await fetch(body.qr_code_secret_url)).ok).toBe(false);
  });

  test('names the address and the app exactly, so that authenticator apps show them', async () => {
    const { person } = await registered();
    const { body } = await person.confirm();
    const address = new URL(await readQrCode(body.qr_code_secret_url));
    expect(Object.fromEntries(address.searchParams)).toEqual({
      secret: body.qr_code_secret, issuer: 'our app', algorithm: 'SHA1', digits: '6', period: '30',
    });
    expect(decodeURIComponent(address.pathname)).toContain(person.email);
  });
});
