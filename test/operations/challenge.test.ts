import { createCipheriv, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import {
  AdminCreateUserCommand, AdminDisableUserCommand, AdminSetUserPasswordCommand, AdminUpdateUserAttributesCommand,
  AdminSetUserMFAPreferenceCommand, AssociateSoftwareTokenCommand,
  VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { OperationFeature } from '../../src';
import { Authenticator, type Behaviour } from '../support/authenticator';
import { awsOf, type Aws } from '../support/aws';
import { answerTo, begin, registerPasskey, sentCode } from '../support/challenge';
import { LocalApi, type Answer } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { synthesize } from '../support/synthesize';

const MINUTES = 60;
const FRESH = 'Quiet#Harbour-77';

/** Where everyone has an authenticator app, or a text message beside it; and where codes and passkeys stand in for the password. */
let strict: LocalApi;
let loose: LocalApi;
let strictAws: Aws;
let looseAws: Aws;
const folders: string[] = [];
beforeAll(async () => {
  folders.push(synthesize({ mfa: { sms: true }, operations: { features: [OperationFeature.CHALLENGE] } }));
  folders.push(synthesize({
    mfa: { mode: Mfa.OPTIONAL }, signIn: { phone: true, emailOtp: true, smsOtp: true, passkey: { relyingPartyId: 'example.com' } },
  }));
  [strict, loose] = await Promise.all(folders.map((folder) => LocalApi.start(folder)));
  [strictAws, looseAws] = await Promise.all([awsOf(strict), awsOf(loose)]);
});
afterAll(async () => {
  await Promise.all([strict?.stop(), loose?.stop()]);
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});
beforeEach(() => Promise.all([strict.advance(10), loose.advance(10)]));

let count = 0;
const registered = async (api: LocalApi) => {
  const person = new Person(api);
  const phone = `+4917012345${String(++count).padStart(3, '0')}`;
  const { body } = await api.call('POST /v1/users', { full_name: person.name, email: person.email, mobile_phone_number: phone });
  person.userId = body.user_id;
  return { person, phone, temporary: secretOf(await api.mail(person.email)) };
};
const setPhone = (aws: Aws, { email }: Person, Value: string) => aws.cognito.send(new AdminUpdateUserAttributesCommand({
  UserPoolId: aws.UserPoolId, Username: email, UserAttributes: [{ Name: 'phone_number', Value }],
}));
/** With a password of their own, in the pool without required factors. */
const confirmed = async () => {
  const { person, phone } = await registered(loose);
  expect(await person.confirm()).toMatchObject({ status: 200 });
  return { person, phone };
};
const withPasskey = async () => {
  const { person } = await confirmed();
  const authenticator = new Authenticator({ origin: loose.url });
  await registerPasskey(looseAws, (await person.login()).body.access_token, authenticator);
  return { person, authenticator };
};
/** With an app and no number. */
const enrolled = async () => {
  const { person } = await registered(strict);
  await setPhone(strictAws, person, '');
  await person.confirm();
  await person.confirmMfa();
  return person;
};
/** With a temporary password that was just typed. */
const invited = async () => {
  const { person, temporary } = await registered(strict);
  await setPhone(strictAws, person, '');
  return { person, temporary, asked: await begin(strict, person.email, 'PASSWORD', { password: temporary }) };
};
/** With a QR code on the screen. */
const enrolling = async () => {
  const { person, asked } = await invited();
  const next = await answerTo(strict, asked, { new_password: person.password });
  expect(next.body).toMatchObject({ verification_type: 'MFA_SETUP' });
  person.totpSecret = next.body.qr_code_secret;
  return { person, asked: next };
};
/** With an app and a number, and neither preferred. */
const withBoth = async () => {
  const { person, phone } = await registered(strict);
  await person.confirm();
  const asked = await begin(strict, person.email, 'PASSWORD', { password: person.password });
  const { body: { access_token: AccessToken } } = await answerTo(strict, asked, { otp_code: await sentCode(strict, phone) });
  person.totpSecret = (await strictAws.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }))).SecretCode!;
  await strictAws.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: await person.otp() }));
  await strictAws.cognito.send(new AdminSetUserMFAPreferenceCommand({
    UserPoolId: strictAws.UserPoolId, Username: person.email, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
  }));
  return { person, phone };
};
const password = (api: LocalApi, person: Person) => begin(api, person.email, 'PASSWORD', { password: person.password });
const wrongOf = (code: string) => code.replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
/** Sets another password, by the mail. */
const recover = async (api: LocalApi, person: Person) => {
  await api.advance(301);
  await api.call('POST /v1/forgot-password', { email: person.email });
  const verification_code = secretOf(await api.mail(person.email));
  expect(await api.call(`POST /v1/users/${person.userId}/confirm-password`, { email: person.email, new_password: FRESH, verification_code }))
    .toMatchObject({ status: 200 });
  person.password = FRESH;
};

describe('the request', () => {
  const session = 'A'.repeat(200);

  test.each<[string, string, string]>([
    ...['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP', 'SMS_OTP', 'MFA_SETUP']
      .map((type): [string, string, string] => [type, 'otp_code', 'the code: 6 digits of the authenticator app or the text message, 8 of the mail']),
    ['WEB_AUTHN', 'credential', 'what the browser answered to the credential_request_options, as its toJSON() gives it: id, rawId, type and response'],
    ['NEW_PASSWORD_REQUIRED', 'new_password', 'a password of 1 to 256 printable characters that neither starts nor ends with a space'],
    ['SELECT_MFA_TYPE', 'factor', 'one of the factors of the answer before: SOFTWARE_TOKEN_MFA, SMS_MFA or EMAIL_OTP'],
  ])('for %s must have %s', async (verification_type, field, description) => {
    expectRefusal(await strict.call('POST /v1/challenge', { verification_session: session, verification_type }), 'INVALID_REQUEST', {
      [field]: `is required: ${description}`,
    });
  });

  test.each([
    [{ otp_code: '1234567' }, 'otp_code'], [{ otp_code: '12345' }, 'otp_code'], [{ otp_code: 123456 }, 'otp_code'], [{ otp_code: '12345678 ' }, 'otp_code'],
    [{ credential: '{}' }, 'credential'], [{ credential: { id: 'a', rawId: 'a', type: 'public-key' } }, 'credential'],
    [{ credential: { id: 'a', rawId: 'a', type: 'password', response: {} } }, 'credential'],
    [{ credential: { id: 'a=', rawId: 'a', type: 'public-key', response: {} } }, 'credential'],
    [{ credential: { id: 'a', rawId: 'a', type: 'public-key', response: [] } }, 'credential'],
    [{ factor: 'WEB_AUTHN' }, 'factor'], [{ new_password: ' x' }, 'new_password'], [{ verification_type: 'PASSWORD' }, 'verification_type'],
    [{ verification_session: '' }, 'verification_session'], [{ email: 'x' }, 'email'], [{ session: 'x' }, 'session'],
  ])('with %j is refused by that name', async (fields, field) => {
    const { status, body } = await strict.call('POST /v1/challenge', {
      verification_session: session, verification_type: 'SOFTWARE_TOKEN_MFA', otp_code: '123456', ...fields,
    });
    expect({ status, fields: Object.keys(body.fields ?? {}) }).toEqual({ status: 400, fields: [field] });
  });
});

describe('the session', () => {
  test('is of one person: the own email, handle and sub go with it, nobody else\'s', async () => {
    const [person, other] = [await enrolled(), await enrolled()];
    const asked = await password(strict, person);
    const sub = async ({ email }: Person) => (await strictAws.account(email)).attributes.sub;
    for (const email of [other.email, other.userId, await sub(other), 'nobody@example.com', '01234567-89ab-cdef-0123-456789abcdef']) {
      expectRefusal(await answerTo(strict, asked, { email, otp_code: await person.otp() }), 'INVALID_SESSION');
    }
    for (const email of [person.email.toUpperCase(), person.userId, await sub(person)]) {
      expect(await answerTo(strict, await password(strict, person), { email, otp_code: await person.otp() })).toMatchObject({ status: 200 });
    }
  });

  test('opens nothing with another person\'s code', async () => {
    const [person, other] = [await enrolled(), await enrolled()];
    expectRefusal(await answerTo(strict, await password(strict, person), { otp_code: await other.otp() }), 'CODE_MISMATCH');
    const [{ person: ada }, { person: bob }] = [await confirmed(), await confirmed()];
    const [hers] = [await begin(loose, ada.email, 'EMAIL_OTP'), await begin(loose, bob.email, 'EMAIL_OTP')];
    expectRefusal(await answerTo(loose, hers, { otp_code: await sentCode(loose, bob.email) }), 'INVALID_CODE');
  });

  test('is of one step: it answers no other, here or at the old operations', async () => {
    const { person: newcomer, asked: first } = await invited();
    const { asked: setUp } = await enrolling();
    const both = (await withBoth()).person;
    const [choice, totp] = [await password(strict, both), await password(strict, await enrolled())];
    const { person, phone } = await confirmed();
    const [email, sms, passkey] = await Promise.all(['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'].map((factor) => begin(loose, person.email, factor)));
    const credential = new Authenticator().create({ challenge: 'AAAA', rp: { id: 'x' }, user: { id: 'x' } });
    const all = { otp_code: '123456', new_password: FRESH, factor: 'SMS_MFA', credential };
    const types = ['NEW_PASSWORD_REQUIRED', 'MFA_SETUP', 'SELECT_MFA_TYPE', 'SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'];
    const at = (api: LocalApi, ...answers: Answer[]) => answers.map((asked) => ({ api, asked }));
    const begun = [...at(strict, first, setUp, choice, totp), ...at(loose, email, sms, passkey)];
    for (const { api, asked } of begun) {
      const { verification_session, verification_type: own } = asked.body;
      for (const verification_type of types.filter((type) => type !== own)) {
        expectRefusal(await api.call('POST /v1/challenge', { ...all, verification_session, verification_type }), 'INVALID_SESSION');
      }
      for (const verification_type of ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'].filter((type) => type !== own)) {
        expectRefusal(await api.call('POST /v1/mfa-verify', { email: asked.body.email, verification_session, verification_type, otp_code: '123456' }), 'INVALID_SESSION');
      }
      if (api === strict && own !== 'MFA_SETUP') {
        expectRefusal(await api.call(`POST /v1/users/${newcomer.userId}/confirm-mfa`, { email: asked.body.email, otp: '123456', verification_session }), 'INVALID_SESSION');
      }
    }
    // They have all stayed good for their own.
    expect(await answerTo(strict, first, { new_password: FRESH })).toMatchObject({ status: 200 });
    expect(await answerTo(loose, sms, { otp_code: await sentCode(loose, phone) })).toMatchObject({ status: 200 });
  });

  test('cannot be changed, cut, or made by somebody else', async () => {
    const person = await enrolled();
    const asked = await password(strict, person);
    const bytes = Buffer.from(asked.body.verification_session, 'base64url');
    const otp_code = await person.otp();
    const send = (verification_session: string) => strict.call('POST /v1/challenge', { verification_session, verification_type: 'SOFTWARE_TOKEN_MFA', otp_code });
    for (const at of [0, 12, Math.floor(bytes.length / 2), bytes.length - 16, bytes.length - 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = 255 - changed[at];
      expectRefusal(await send(changed.toString('base64url')), 'INVALID_SESSION');
    }
    expectRefusal(await send(bytes.subarray(0, -1).toString('base64url')), 'INVALID_SESSION');
    const cipher = createCipheriv('aes-256-gcm', randomBytes(32), bytes.subarray(0, 12));
    const { sub } = (await strictAws.account(person.email)).attributes;
    const content = JSON.stringify({ session: 'x'.repeat(900), sub, email: person.email, challenge: 'SOFTWARE_TOKEN_MFA', begun: Date.now() });
    expectRefusal(await send(Buffer.concat([bytes.subarray(0, 12), cipher.update(content), cipher.final(), cipher.getAuthTag()]).toString('base64url')), 'INVALID_SESSION');
    const elsewhere = await begin(loose, (await confirmed()).person.email, 'EMAIL_OTP');
    expectRefusal(await answerTo(strict, elsewhere, { otp_code: '12345678' }), 'INVALID_SESSION');
    expect(await send(asked.body.verification_session)).toMatchObject({ status: 200 });
  });

  test('ends after a quarter of an hour, whatever it waits for', async () => {
    const { person } = await confirmed();
    const asked = await begin(loose, person.email, 'EMAIL_OTP');
    const otp_code = await sentCode(loose, person.email);
    const { authenticator, person: other } = await withPasskey();
    const passkey = await begin(loose, other.email, 'WEB_AUTHN');
    const { asked: newcomer } = await invited();
    await loose.advance(15 * MINUTES);
    await strict.advance(15 * MINUTES);
    expectRefusal(await answerTo(loose, asked, { otp_code }), 'INVALID_SESSION');
    expectRefusal(await answerTo(loose, passkey, { credential: authenticator.get(passkey.body.credential_request_options) }), 'INVALID_SESSION');
    expectRefusal(await answerTo(strict, newcomer, { new_password: FRESH }), 'INVALID_SESSION');
  });

  test('does not outlive the code that it shares: a page opened later gets no more time', async () => {
    const { person } = await confirmed();
    await begin(loose, person.email, 'EMAIL_OTP');
    await loose.advance(4 * MINUTES);
    const later = await begin(loose, person.email, 'EMAIL_OTP');
    await loose.advance(11 * MINUTES);
    expectRefusal(await answerTo(loose, later, { otp_code: await sentCode(loose, person.email) }), 'INVALID_SESSION');
  });

  test('serves once', async () => {
    const person = await enrolled();
    const asked = await password(strict, person);
    expect(await answerTo(strict, asked, { otp_code: await person.otp() })).toMatchObject({ status: 200 });
    expectRefusal(await answerTo(strict, asked, { otp_code: await person.otp() }), 'INVALID_SESSION');
    const { asked: first } = await invited();
    expect(await answerTo(strict, first, { new_password: FRESH })).toMatchObject({ status: 200 });
    expectRefusal(await answerTo(strict, first, { new_password: 'Green@Lantern?Hill8' }), 'INVALID_SESSION');
  });

  test('serves one of two answers that come at once', async () => {
    const { person } = await confirmed();
    const asked = await begin(loose, person.email, 'EMAIL_OTP');
    const otp_code = await sentCode(loose, person.email);
    const statuses = (await Promise.all([1, 2, 3].map(() => answerTo(loose, asked, { otp_code })))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  test('is over once the account is disabled', async () => {
    const { asked, person } = await enrolling();
    await strictAws.cognito.send(new AdminDisableUserCommand({ UserPoolId: strictAws.UserPoolId, Username: person.email }));
    expectRefusal(await answerTo(strict, asked, { otp_code: await person.otp() }), 'ENROLMENT_EXPIRED');
  });
});

describe('a new password ends what was begun before it', () => {
  test('the choice of a factor, and its code', async () => {
    const { person } = await withBoth();
    const [choice, other] = [await password(strict, person), await password(strict, person)];
    const chosen = await answerTo(strict, other, { factor: 'SOFTWARE_TOKEN_MFA' });
    await strict.advance(5);
    await strict.call('POST /v1/forgot-password', { email: person.email });
    const verification_code = secretOf(await strict.mail(person.email));
    await strictAws.cognito.send(new AdminUpdateUserAttributesCommand({
      UserPoolId: strictAws.UserPoolId, Username: person.email, UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    }));
    expect(await strict.call(`POST /v1/users/${person.userId}/confirm-password`, { email: person.email, new_password: FRESH, verification_code }))
      .toMatchObject({ status: 200 });
    expectRefusal(await answerTo(strict, choice, { factor: 'SOFTWARE_TOKEN_MFA' }), 'INVALID_SESSION');
    expectRefusal(await answerTo(strict, chosen, { otp_code: await person.otp() }), 'INVALID_SESSION');
  });

  test('an enrolment', async () => {
    const { person, asked } = await enrolling();
    await recover(strict, person);
    expectRefusal(await answerTo(strict, asked, { otp_code: await person.otp() }), 'INVALID_SESSION');
  });

  test('a passkey\'s challenge', async () => {
    const { person, authenticator } = await withPasskey();
    const asked = await begin(loose, person.email, 'WEB_AUTHN');
    await recover(loose, person);
    expectRefusal(await answerTo(loose, asked, { credential: authenticator.get(asked.body.credential_request_options) }), 'INVALID_SESSION');
    const again = await begin(loose, person.email, 'WEB_AUTHN');
    expect(await answerTo(loose, again, { credential: authenticator.get(again.body.credential_request_options) })).toMatchObject({ status: 200 });
  });

  test('a mailed code, as if it were wrong; another one is mailed at once', async () => {
    const { person } = await confirmed();
    await loose.advance(301);
    await loose.call('POST /v1/forgot-password', { email: person.email });
    const verification_code = secretOf(await loose.mail(person.email));
    const asked = await begin(loose, person.email, 'EMAIL_OTP');
    const otp_code = await sentCode(loose, person.email);
    expect(await loose.call(`POST /v1/users/${person.userId}/confirm-password`, { email: person.email, new_password: FRESH, verification_code }))
      .toMatchObject({ status: 200 });
    expectRefusal(await answerTo(loose, asked, { otp_code }), 'INVALID_CODE');
    const again = await begin(loose, person.email, 'EMAIL_OTP');
    expect(await answerTo(loose, again, { otp_code: await sentCode(loose, person.email) })).toMatchObject({ status: 200 });
  });

  test('a first sign-in', async () => {
    const { person, asked } = await invited();
    expect(await person.confirm()).toMatchObject({ status: 200 });
    expectRefusal(await answerTo(strict, asked, { new_password: FRESH }), 'INVALID_SESSION');
  });
});

describe('NEW_PASSWORD_REQUIRED', () => {
  test('refuses the temporary password, a common one, and one with the name or the address in it; then a good one is taken', async () => {
    const { person, temporary, asked } = await invited();
    const refused = async (new_password: string, why: string) =>
      expectRefusal(await answerTo(strict, asked, { new_password }), 'PASSWORD_REFUSED', { new_password: why });
    const tooClose = 'must not contain your name, your email address or the name of this app';
    await refused(temporary, 'must not be the temporary password, which was mailed');
    await refused('Short-1', 'must have at least 14 characters');
    await refused('!!P4ssw0rd-1234!!', 'is too common: digits and symbols around a well-known password do not make it safe');
    await refused('My-Byr0n-Harb0ur', tooClose);
    await refused(`X9&${person.email.split('@')[0]}`, tooClose);
    expect((await strictAws.account(person.email)).attributes.email_verified ?? 'false').toBe('false');
    expect(await answerTo(strict, asked, { new_password: FRESH })).toMatchObject({ status: 200, body: { verification_type: 'MFA_SETUP' } });
    expect(await person.login(temporary)).toMatchObject({ status: 401 });
  });

  test('takes what an administrator gave to who has an app, which stays', async () => {
    const person = await enrolled();
    await strictAws.cognito.send(new AdminSetUserPasswordCommand({
      UserPoolId: strictAws.UserPoolId, Username: person.email, Password: 'Given-By-H4nd-Today', Permanent: false,
    }));
    const asked = await begin(strict, person.email, 'PASSWORD', { password: 'Given-By-H4nd-Today' });
    const next = await answerTo(strict, asked, { new_password: FRESH });
    expect(next.body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
    expect(await answerTo(strict, next, { otp_code: await person.otp() })).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
  });

  test('after a texted code says nothing of the mailbox', async () => {
    const { person, phone } = await registered(loose);
    const asked = await begin(loose, person.email, 'SMS_OTP');
    const next = await answerTo(loose, asked, { otp_code: await sentCode(loose, phone) });
    expect(next.body).toMatchObject({ verification_type: 'NEW_PASSWORD_REQUIRED' });
    expect(await answerTo(loose, next, { new_password: FRESH })).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
    expect((await looseAws.account(person.email)).attributes.email_verified ?? 'false').toBe('false');
  });
});

describe('MFA_SETUP', () => {
  test('ends with five wrong codes; signing in again brings another QR code', async () => {
    const { person, asked } = await enrolling();
    for (let tries = 0; tries < 5; tries++) {
      expectRefusal(await answerTo(strict, asked, { otp_code: await person.wrongCode() }), 'CODE_MISMATCH');
    }
    expectRefusal(await answerTo(strict, asked, { otp_code: await person.otp() }), 'ENROLMENT_EXPIRED');
    const again = await password(strict, person);
    person.totpSecret = again.body.qr_code_secret;
    expect((await answerTo(strict, again, { otp_code: await person.otp() })).body).toHaveProperty('access_token');
  });

  test('is not ended by the wrong codes of strangers, who have no session', async () => {
    const { person, asked } = await enrolling();
    for (let tries = 0; tries < 6; tries++) {
      await strict.call(`POST /v1/users/${person.userId}/confirm-mfa`, { email: person.email, otp: await person.wrongCode() });
    }
    expect(await answerTo(strict, asked, { otp_code: await person.otp() })).toMatchObject({ status: 200 });
  });

  test('serves once, and its code is spent', async () => {
    const { person, asked } = await enrolling();
    const otp_code = await person.otp();
    expect(await answerTo(strict, asked, { otp_code })).toMatchObject({ status: 200 });
    expectRefusal(await answerTo(strict, asked, { otp_code: await person.otp() }), 'ENROLMENT_EXPIRED');
  });

  test('has enrolled the app where the tokens got lost in an outage: the next sign-in asks for its code', async () => {
    const { person, asked } = await enrolling();
    await strict.faults({ function: 'challenge', operation: 'AdminRespondToAuthChallenge', fault: { name: 'InternalErrorException', status: 500 } });
    expectRefusal(await answerTo(strict, asked, { otp_code: await person.otp() }), 'SERVICE_UNAVAILABLE');
    await strict.faults();
    const again = await password(strict, person);
    expect(again.body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
    expect(await answerTo(strict, again, { otp_code: await person.otp() })).toMatchObject({ status: 200 });
  });

  test('that offers no app is told so, since nothing here sets up another factor', async () => {
    const folder = synthesize({ mfa: { totp: false, sms: true }, operations: { features: [OperationFeature.CHALLENGE] } });
    const api = await LocalApi.start(folder);
    try {
      const { person } = await registered(api);
      await person.confirm();
      await setPhone(await awsOf(api), person, '');
      expectRefusal(await password(api, person), 'INVALID_STATE');
    } finally {
      await api.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('codes that stand in for the password', () => {
  test('are forgiven four times in a quarter of an hour, and forgotten once the right one came', async () => {
    const { person } = await confirmed();
    for (let rounds = 0; rounds < 2; rounds++) {
      const asked = await begin(loose, person.email, 'EMAIL_OTP');
      const otp_code = await sentCode(loose, person.email);
      for (let tries = 0; tries < 4; tries++) {
        expectRefusal(await answerTo(loose, asked, { otp_code: wrongOf(otp_code) }), 'INVALID_CODE');
      }
      expect(await answerTo(loose, asked, { otp_code })).toMatchObject({ status: 200 });
    }
  });

  test('wait from the fifth wrong one on, over new sign-ins and both kinds; the password does not', async () => {
    const { person, phone } = await confirmed();
    for (let tries = 0; tries < 5; tries++) {
      const asked = await begin(loose, person.email, tries % 2 ? 'SMS_OTP' : 'EMAIL_OTP');
      const otp_code = wrongOf(await sentCode(loose, tries % 2 ? phone : person.email));
      expectRefusal(await answerTo(loose, asked, { otp_code }), 'INVALID_CODE');
      await loose.advance(1);
    }
    const asked = await begin(loose, person.email, 'EMAIL_OTP');
    const refused = await answerTo(loose, asked, { otp_code: await sentCode(loose, person.email) });
    expectRefusal(refused, 'TOO_MANY_REQUESTS');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(14 * MINUTES);
    expect(await password(loose, person)).toMatchObject({ status: 200 });
    await loose.advance(15 * MINUTES);
    const again = await begin(loose, person.email, 'EMAIL_OTP');
    expect(await answerTo(loose, again, { otp_code: await sentCode(loose, person.email) })).toMatchObject({ status: 200 });
  });

  test('are counted one by one, also when many come at once', async () => {
    const { person } = await confirmed();
    const asked = await begin(loose, person.email, 'EMAIL_OTP');
    const otp_code = wrongOf(await sentCode(loose, person.email));
    const codes = (await Promise.all(Array.from({ length: 20 }, () => answerTo(loose, asked, { otp_code })))).map(({ body }) => body.code);
    expect(codes.filter((code) => code === 'INVALID_CODE').length).toBeLessThanOrEqual(5);
    expect(new Set(codes)).toEqual(new Set(['INVALID_CODE', 'TOO_MANY_REQUESTS']));
  });

  test('are not used up by an outage', async () => {
    const { person } = await confirmed();
    const asked = await begin(loose, person.email, 'EMAIL_OTP');
    const otp_code = await sentCode(loose, person.email);
    await loose.faults({ function: 'challenge', operation: 'AdminRespondToAuthChallenge', times: 6, fault: { name: 'InternalErrorException', status: 500 } });
    for (let tries = 0; tries < 6; tries++) {
      expectRefusal(await answerTo(loose, asked, { otp_code }), 'SERVICE_UNAVAILABLE');
    }
    await loose.faults();
    expect(await answerTo(loose, asked, { otp_code })).toMatchObject({ status: 200 });
  });
});

describe('codes of the second factor', () => {
  test('are counted once for challenge and mfa-verify, over any number of sign-ins', async () => {
    const person = await enrolled();
    const asked = await password(strict, person);
    for (let tries = 0; tries < 5; tries++) {
      expectRefusal(await answerTo(strict, asked, { otp_code: await person.wrongCode() }), 'CODE_MISMATCH');
    }
    const { body: { verification_session, verification_type } } = await person.login();
    expectRefusal(await strict.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code: await person.otp() }),
      'TOO_MANY_REQUESTS');
    expectRefusal(await answerTo(strict, asked, { otp_code: await person.otp() }), 'TOO_MANY_REQUESTS');
  });
});

describe('a passkey', () => {
  const tricks: [string, Behaviour][] = [
    ['on another site\'s page', { origin: 'https://example.com' }],
    ['for another relying party', { relyingPartyId: 'evil.example' }],
    ['with a forged signature', { forges: true }],
    ['of an authenticator that did not check the person', { verifiesUser: false }],
  ];

  test.each(tricks)('%s is refused', async (_, once) => {
    const { person, authenticator } = await withPasskey();
    const asked = await begin(loose, person.email, 'WEB_AUTHN');
    expectRefusal(await answerTo(loose, asked, { credential: authenticator.get(asked.body.credential_request_options, once) }), 'INVALID_SESSION');
  });

  test('of another person, or signed for another challenge, is refused', async () => {
    const [{ person, authenticator }, { authenticator: others }] = [await withPasskey(), await withPasskey()];
    const [first, second] = [await begin(loose, person.email, 'WEB_AUTHN'), await begin(loose, person.email, 'WEB_AUTHN')];
    const get = (by: Authenticator, { body }: Answer) => by.get(body.credential_request_options);
    expectRefusal(await answerTo(loose, first, { credential: get(others, first) }), 'INVALID_SESSION');
    expectRefusal(await answerTo(loose, first, { credential: get(authenticator, second) }), 'INVALID_SESSION');
    expectRefusal(await answerTo(loose, first, { credential: { ...get(authenticator, first), id: 'AAAA', rawId: 'AAAA' } }), 'INVALID_SESSION');
    expect(await answerTo(loose, second, { credential: get(authenticator, second) })).toMatchObject({ status: 200 });
  });
});

describe('who has an account, and which factor, is told to nobody', () => {
  class Somebody extends Person {
    public override readonly email = `somebody-${String(++count).padStart(4, '0')}-${process.pid}@example.com`;
  }
  const reach = async (steps: (person: Person) => Promise<unknown>) => {
    const person = new Somebody(loose);
    await steps(person);
    person.userId = (await loose.call('POST /v1/forgot-password', { email: person.email })).body.user_id;
    return person;
  };
  const register = async (person: Person) => {
    const mobile_phone_number = `+4917012345${String(++count).padStart(3, '0')}`;
    person.userId = (await loose.call('POST /v1/users', { full_name: person.name, email: person.email, mobile_phone_number })).body.user_id;
  };
  const confirm = async (person: Person) => {
    await register(person);
    expect(await person.confirm()).toMatchObject({ status: 200 });
  };
  const states: Record<string, (person: Person) => Promise<unknown>> = {
    'unknown': async () => {},
    'known': confirm,
    'unconfirmed': register,
    'without a number': async (person) => {
      await confirm(person);
      await setPhone(looseAws, person, '');
    },
    'disabled': async (person) => {
      await confirm(person);
      await looseAws.cognito.send(new AdminDisableUserCommand({ UserPoolId: looseAws.UserPoolId, Username: person.email }));
    },
    'with a passkey': async (person) => {
      await confirm(person);
      await registerPasskey(looseAws, (await person.login()).body.access_token, new Authenticator({ origin: loose.url }));
    },
    'with an app, without which nothing signs in': async (person) => {
      await confirm(person);
      const AccessToken = (await person.login()).body.access_token;
      person.totpSecret = (await looseAws.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }))).SecretCode!;
      await looseAws.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: await person.otp() }));
      await looseAws.cognito.send(new AdminSetUserMFAPreferenceCommand({
        UserPoolId: looseAws.UserPoolId, Username: person.email, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }));
    },
  };
  const credential = {
    id: 'AAAA', rawId: 'AAAA', type: 'public-key',
    response: { clientDataJSON: Buffer.from('{"type":"webauthn.get","challenge":"x","origin":"x"}').toString('base64url'), authenticatorData: 'AAAA', signature: 'AAAA' },
  };

  /** What a stranger sees of one request, and what AWS is asked. */
  const observed = async (person: Person, send: () => Promise<Answer>) => {
    const before = (await loose.calls()).at(-1)!.number;
    const answer = await send();
    const { status, headers, body } = visible(answer);
    const text = JSON.stringify(body, (name, value) => ['verification_session', 'challenge'].includes(name) ? value.length : value).replace(person.email, '<email>');
    const calls = (await loose.calls(before)).map((call) => `${call.function} ${call.operation}`);
    // How long to wait depends on when the first wrong code came, a second or so apart for each of these people.
    const { 'retry-after': wait, ...others } = headers as Record<string, string>;
    return { answer, seen: { status, headers: others, waits: wait === undefined ? wait : Number(wait) > 60, text, calls } };
  };

  test.each(['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'])('by %s', async (factor) => {
    const people = Object.fromEntries(await Promise.all(Object.entries(states).map(async ([state, steps]) => [state, await reach(steps)] as const)));
    await loose.advance(301);
    const stranger = await reach(async () => {});
    await answerTo(loose, await begin(loose, stranger.email, factor), factor === 'WEB_AUTHN' ? { credential } : { otp_code: '00000000' });
    for (let round = 0; round < 3; round++) {
      const seen: Record<string, unknown[]> = {};
      for (const [state, person] of Object.entries(people)) {
        const { answer, ...login } = await observed(person, () => begin(loose, person.email, factor));
        expect(answer).toMatchObject({ status: 200, body: { verification_type: factor } });
        const fields = factor === 'WEB_AUTHN' ? { credential } : { otp_code: '00000000' };
        const wrong = [];
        for (let tries = 0; tries < 3; tries++) {
          wrong.push((await observed(person, () => answerTo(loose, answer, fields))).seen);
        }
        seen[state] = [login.seen, ...wrong];
      }
      expect(seen).toEqual(Object.fromEntries(Object.keys(people).map((state) => [state, seen.unknown])));
      await loose.advance(301);
    }
  });

  test('one mail in five minutes goes to an address, whoever asks for it', async () => {
    const { person } = await confirmed();
    const before = (await loose.mails(person.email)).length;
    for (let times = 0; times < 4; times++) {
      expect(await begin(loose, person.email, 'EMAIL_OTP')).toMatchObject({ status: 200 });
    }
    expect((await loose.mails(person.email)).length).toBe(before + 1);
  });

  test('also where Cognito sends one unasked, to who has nothing else; that code signs in', async () => {
    const email = `passwordless-${process.pid}@example.com`;
    await looseAws.cognito.send(new AdminCreateUserCommand({
      UserPoolId: looseAws.UserPoolId, Username: email, MessageAction: 'SUPPRESS', UserAttributes: [{ Name: 'email', Value: email }, { Name: 'email_verified', Value: 'true' }],
    }));
    for (const factor of ['WEB_AUTHN', 'SMS_OTP', 'WEB_AUTHN', 'WEB_AUTHN']) {
      expect(await begin(loose, email, factor)).toMatchObject({ status: 200, body: { verification_type: factor } });
    }
    expect(await loose.mails(email)).toHaveLength(1);
    const asked = await begin(loose, email, 'EMAIL_OTP');
    expect(await loose.mails(email)).toHaveLength(1);
    expect((await answerTo(loose, asked, { otp_code: await sentCode(loose, email) })).body).toHaveProperty('access_token');
  });

  test('of two requests at once one has the code sent, and the other waits for it', async () => {
    const { person } = await confirmed();
    const before = (await loose.mails(person.email)).length;
    const statuses = (await Promise.all([1, 2, 3].map(() => begin(loose, person.email, 'EMAIL_OTP')))).map(({ status }) => status);
    expect(statuses).toContain(200);
    expect(statuses.filter((status) => ![200, 429].includes(status))).toEqual([]);
    expect((await loose.mails(person.email)).length).toBe(before + 1);
  });

  const ABOUT_THE_ACCOUNT = [
    'NotAuthorizedException', 'UserNotFoundException', 'UserNotConfirmedException', 'PasswordResetRequiredException', 'InvalidParameterException',
    'CodeDeliveryFailureException', 'LimitExceededException', 'UserLambdaValidationException', 'UnexpectedLambdaException', 'InvalidLambdaResponseException',
  ];

  test.each(ABOUT_THE_ACCOUNT)('whatever Cognito has against it, %s shows neither when the factor is asked for nor when it is answered', async (name) => {
    const { person } = await withPasskey();
    for (const factor of ['EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN']) {
      await loose.faults({ function: 'login', operation: 'AdminInitiateAuth', fault: { name, status: 400 } });
      const asked = await begin(loose, person.email, factor);
      expect(asked).toMatchObject({ status: 200, body: { verification_type: factor } });
      await loose.faults({ function: 'challenge', operation: 'AdminRespondToAuthChallenge', fault: { name, status: 400 } });
      const [fields, code] = factor === 'WEB_AUTHN' ? [{ credential }, 'INVALID_SESSION'] as const : [{ otp_code: '12345678' }, 'INVALID_CODE'] as const;
      expectRefusal(await answerTo(loose, asked, fields), code);
      await loose.faults();
    }
  });

  test('in an outage nothing counts as sent', async () => {
    const { person } = await confirmed();
    await loose.faults({ function: 'login', operation: 'AdminInitiateAuth', fault: { name: 'InternalErrorException', status: 500 } });
    expectRefusal(await begin(loose, person.email, 'EMAIL_OTP'), 'SERVICE_UNAVAILABLE');
    await loose.faults();
    const asked = await begin(loose, person.email, 'EMAIL_OTP');
    expect(await answerTo(loose, asked, { otp_code: await sentCode(loose, person.email) })).toMatchObject({ status: 200 });
  });
});
