import { createCipheriv, randomBytes } from 'node:crypto';
import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt } from 'jose';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const MINUTES = 60;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Someone who has typed the right password. */
const loggedIn = async () => {
  const person = await new Person(api).enrol();
  const { body } = await person.login();
  return { person, verification_session: body.verification_session as string };
};
const verify = (person: Person, verification_session: string, otp_code: string, more: object = {}) =>
  api.call('POST /v1/mfa-verify', { email: person.email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session, otp_code, ...more });

describe('password and code', () => {
  test('are answered the tokens of the person', async () => {
    const { person, verification_session } = await loggedIn();
    const { status, body } = await verify(person, verification_session, await person.otp());
    expect(body).toEqual({
      id_token: expect.stringMatching(JWT), access_token: expect.stringMatching(JWT), refresh_token: expect.any(String), expires_in: 3600,
    });
    expect(status).toBe(200);
    const { sub } = (await aws.account(person.email)).attributes;
    expect(decodeJwt(body.id_token)).toMatchObject({ sub, email: person.email, email_verified: true, token_use: 'id' });
    expect(decodeJwt(body.access_token)).toMatchObject({ sub, token_use: 'access' });
  });

  test.each(['email', 'email in capitals', 'handle', 'sub'])('are taken with the %s as email', async (what) => {
    const { person, verification_session } = await loggedIn();
    const email = {
      'email': person.email,
      'email in capitals': person.email.toUpperCase(),
      'handle': person.userId,
      'sub': (await aws.account(person.email)).attributes.sub,
    }[what];
    expect((await verify(person, verification_session, await person.otp(), { email })).status).toBe(200);
  });

  test('open two sign-ins side by side, each with a code of its own', async () => {
    const { person, verification_session: one } = await loggedIn();
    const { body: { verification_session: two } } = await person.login();
    expect(two).not.toBe(one);
    expect((await verify(person, two, await person.otp())).status).toBe(200);
    expect((await verify(person, one, await person.otp())).status).toBe(200);
  });
});

describe('a code', () => {
  test('that is wrong is refused, and the right one still works', async () => {
    const { person, verification_session } = await loggedIn();
    expectRefusal(await verify(person, verification_session, await person.wrongCode()), 'CODE_MISMATCH');
    expect((await verify(person, verification_session, await person.otp())).status).toBe(200);
  });

  test('is spent: neither this sign-in nor another takes it again, and the next one works', async () => {
    const { person, verification_session: one } = await loggedIn();
    const { body: { verification_session: two } } = await person.login();
    const otp = await person.otp();
    expect((await verify(person, one, otp)).status).toBe(200);
    expectRefusal(await verify(person, one, otp), 'INVALID_SESSION');
    expectRefusal(await verify(person, two, otp), 'CODE_ALREADY_USED');
    expect((await verify(person, two, await person.otp())).status).toBe(200);
  });

  test('opens one session when it is sent twice at once', async () => {
    const { person, verification_session } = await loggedIn();
    const otp = await person.otp();
    const answers = await Promise.all([1, 2, 3, 4].map(() => verify(person, verification_session, otp)));
    const [first, ...others] = answers.map(({ status }) => status).sort();
    expect(first).toBe(200);
    expect(others.every((status) => status === 401 || status === 429)).toBe(true);
  });

  test('of somebody else opens nothing', async () => {
    const { person, verification_session } = await loggedIn();
    const { person: other } = await loggedIn();
    expectRefusal(await verify(person, verification_session, await other.otp()), 'CODE_MISMATCH');
  });

  test('is worthless a minute and a half later', async () => {
    const { person, verification_session } = await loggedIn();
    const otp = await person.otp();
    await api.advance(90);
    expectRefusal(await verify(person, verification_session, otp), 'CODE_MISMATCH');
  });
});

describe('wrong codes', () => {
  const wrongly = async (person: Person, verification_session: string, times: number) => {
    for (let attempt = 0; attempt < times; attempt++) {
      expectRefusal(await verify(person, verification_session, await person.wrongCode()), 'CODE_MISMATCH');
    }
  };

  test('are forgiven four times in a quarter of an hour, and forgotten once the right one came', async () => {
    const { person, verification_session } = await loggedIn();
    await wrongly(person, verification_session, 4);
    expect((await verify(person, verification_session, await person.otp())).status).toBe(200);
    expect(await aws.objects(person.userId)).not.toContain('sign-ins.json');
    const { body } = await person.login();
    await wrongly(person, body.verification_session, 4);
    expect((await verify(person, body.verification_session, await person.otp())).status).toBe(200);
  });

  test('end at the fifth: then the right one waits too, over new sign-ins, until the quarter of an hour is over', async () => {
    const { person, verification_session } = await loggedIn();
    await wrongly(person, verification_session, 5);
    const refused = await verify(person, verification_session, await person.otp());
    expectRefusal(refused, 'TOO_MANY_REQUESTS');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(14 * MINUTES);
    const { body } = await person.login();
    expectRefusal(await verify(person, body.verification_session, await person.otp()), 'TOO_MANY_REQUESTS');

    await api.advance(15 * MINUTES);
    expect((await person.signIn()).status).toBe(200);
  });

  test('are counted one by one, also when many come at once', async () => {
    const { person, verification_session } = await loggedIn();
    const wrong = await person.wrongCode();
    const codes = (await Promise.all(Array.from({ length: 20 }, () => verify(person, verification_session, wrong)))).map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'CODE_MISMATCH').length).toBeLessThanOrEqual(5);
    expect(new Set(codes)).toEqual(new Set(['CODE_MISMATCH', 'TOO_MANY_REQUESTS']));
  });

  test('of one person are none of another\'s', async () => {
    const { person, verification_session } = await loggedIn();
    const { person: other } = await loggedIn();
    await wrongly(person, verification_session, 5);
    expect((await other.signIn()).status).toBe(200);
  });
});

describe('the verification_session', () => {
  test('is of one person: nobody else\'s email, handle or sub goes with it, nor an unknown one', async () => {
    const { person, verification_session } = await loggedIn();
    const { person: other } = await loggedIn();
    for (const email of [
      other.email, other.userId, (await aws.account(other.email)).attributes.sub, 'nobody@example.com', '01234567-89ab-cdef-0123-456789abcdef',
    ]) {
      expectRefusal(await verify(person, verification_session, await person.otp(), { email }), 'INVALID_SESSION');
    }
    expect((await verify(person, verification_session, await person.otp())).status).toBe(200);
  });

  test('is of one kind', async () => {
    const { person, verification_session } = await loggedIn();
    expectRefusal(await verify(person, verification_session, await person.otp(), { verification_type: 'SMS_MFA' }), 'INVALID_SESSION');

    const halfway = new Person(api);
    await halfway.register();
    await halfway.confirm();
    const { body } = await halfway.login();
    expectRefusal(await verify(halfway, body.verification_session, await halfway.otp()), 'INVALID_SESSION');
    expectRefusal(await verify(halfway, body.verification_session, '123456', { verification_type: 'MFA_SETUP' }), 'INVALID_REQUEST', {
      verification_type: 'must be SOFTWARE_TOKEN_MFA or SMS_MFA, as the login answer said',
    });
  });

  test('cannot be changed anywhere', async () => {
    const { person, verification_session } = await loggedIn();
    const otp = await person.otp();
    const bytes = Buffer.from(verification_session, 'base64url');
    for (const at of [0, 11, 12, Math.floor(bytes.length / 2), bytes.length - 17, bytes.length - 16, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = 255 - changed[at];
      expectRefusal(await verify(person, changed.toString('base64url'), otp), 'INVALID_SESSION');
    }
    for (const cut of [bytes.subarray(0, -1), bytes.subarray(0, -12), bytes.subarray(0, 28), bytes.subarray(0, 12), bytes.subarray(1)]) {
      expectRefusal(await verify(person, cut.toString('base64url'), otp), 'INVALID_SESSION');
    }
    expect((await verify(person, verification_session, otp)).status).toBe(200);
  });

  test('cannot be made by somebody who has another key, such as another pool\'s', async () => {
    const { person, verification_session } = await loggedIn();
    const { sub } = (await aws.account(person.email)).attributes;
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', randomBytes(32), iv);
    const content = JSON.stringify({
      session: 'x'.repeat(900), sub, email: person.email, challenge: 'SOFTWARE_TOKEN_MFA', begun: Date.now(),
    });
    const forged = Buffer.concat([iv, cipher.update(content, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    expectRefusal(await verify(person, forged, await person.otp()), 'INVALID_SESSION');

    const elsewhere = await LocalApi.start();
    try {
      const namesake = await new Person(elsewhere).enrol();
      const { body } = await namesake.login();
      expectRefusal(await verify(person, body.verification_session, await person.otp(), { email: namesake.email }), 'INVALID_SESSION');
      expectRefusal(await verify(person, body.verification_session, await person.otp()), 'INVALID_SESSION');
    } finally {
      await elsewhere.stop();
    }
    expect((await verify(person, verification_session, await person.otp())).status).toBe(200);
  });

  test('ends after a quarter of an hour', async () => {
    const { person, verification_session } = await loggedIn();
    await api.advance(14 * MINUTES);
    expectRefusal(await verify(person, verification_session, await person.wrongCode()), 'CODE_MISMATCH');
    await api.advance(MINUTES);
    expectRefusal(await verify(person, verification_session, await person.otp()), 'INVALID_SESSION');
  });

  test('serves once: after the sign-in a new code opens nothing', async () => {
    const { person, verification_session } = await loggedIn();
    expect((await verify(person, verification_session, await person.otp())).status).toBe(200);
    expectRefusal(await verify(person, verification_session, await person.otp()), 'INVALID_SESSION');
  });

  test('is worthless once the account is disabled', async () => {
    const { person, verification_session } = await loggedIn();
    await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: person.email }));
    expectRefusal(await verify(person, verification_session, await person.otp()), 'INVALID_SESSION');
  });

  test('is worthless once the account is erased', async () => {
    const { person, verification_session } = await loggedIn();
    const { body: { access_token } } = await person.signIn();
    const { sub } = (await aws.account(person.email)).attributes;
    await api.call(`DELETE /v1/users/${sub}`, undefined, { authorization: `Bearer ${access_token}` });
    expectRefusal(await verify(person, verification_session, await person.otp()), 'INVALID_SESSION');
  });

  test('is worthless once the second factor was reset, with the old code and with a new one', async () => {
    const { person, verification_session } = await loggedIn();
    await api.call('POST /v1/resend-mfa', { email: person.email });
    const { body } = await api.call(`POST /v1/users/${person.userId}/reset-mfa`, {
      email: person.email, password: person.password, verification_code: secretOf(await api.mail(person.email)),
    });
    expectRefusal(await verify(person, verification_session, await person.otp()), 'INVALID_SESSION');
    person.totpSecret = body.qr_code_secret;
    expectRefusal(await verify(person, verification_session, await person.otp()), 'INVALID_SESSION');
  });
});
