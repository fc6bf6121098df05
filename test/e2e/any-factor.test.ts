import { rmSync } from 'node:fs';
import { AdminSetUserMFAPreferenceCommand, AssociateSoftwareTokenCommand, VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { AccountRecovery, Mfa } from 'aws-cdk-lib/aws-cognito';
import { decodeJwt } from 'jose';
import { OperationFeature, type CognitoAuthApiProps } from '../../src';
import { Authenticator } from '../support/authenticator';
import { awsOf, type Aws } from '../support/aws';
import { answerTo, begin, registerPasskey, sentCode } from '../support/challenge';
import { LocalApi, type Answer } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { synthesize } from '../support/synthesize';

/** The journeys of people whose app asks `login` for a factor and answers whatever comes by `challenge`, and by nothing else. */
let folder: string;
let api: LocalApi;
let aws: Aws;
const run = (props: CognitoAuthApiProps) => {
  beforeAll(async () => {
    folder = synthesize(props);
    api = await LocalApi.start(folder);
    aws = await awsOf(api);
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => api.advance(10));
};

const expectTokensOf = async (person: Person, { status, body }: Answer) => {
  expect({ status, body }).toMatchObject({ status: 200, body: { email: person.email, refresh_token: expect.any(String), expires_in: 3600 } });
  expect(decodeJwt(body.id_token)).toMatchObject({ email: person.email, token_use: 'id' });
  expect(await api.call('GET /v1/userinfo', undefined, bearer(body.access_token))).toMatchObject({ status: 200, body: { email: person.email } });
};
let count = 0;
/** Registered, with a number that nobody else has. */
const registered = async () => {
  const person = new Person(api);
  const phone = `+4917012345${String(++count).padStart(2, '0')}`;
  const { body } = await api.call('POST /v1/users', { full_name: person.name, email: person.email, mobile_phone_number: phone });
  person.userId = body.user_id;
  return { person, phone, temporary: secretOf(await api.mail(person.email)) };
};
/** Registered, and with a password of their own. */
const confirmed = async () => {
  const { person } = await registered();
  expect(await person.confirm()).toMatchObject({ status: 200 });
  return person;
};
/** What goes along with mails as a second factor. */
const byMail = {
  accountRecovery: AccountRecovery.NONE,
  messages: { from: 'no-reply@example.com', sesRegion: 'eu-west-1' },
  operations: { exclude: ['forgot-password', 'confirm-password', 'reset-password', 'resend-mfa', 'reset-mfa'] },
};

describe('where one-time codes and passkeys stand in for the password', () => {
  run({ mfa: { mode: Mfa.OPTIONAL }, signIn: { phone: true, emailOtp: true, smsOtp: true, passkey: { relyingPartyId: 'example.com' } } });

  test('a mailed code signs in, once', async () => {
    const person = await confirmed();
    const asked = await begin(api, person.email, 'EMAIL_OTP');
    expect(asked).toMatchObject({ status: 200, body: { email: person.email, verification_type: 'EMAIL_OTP', verification_session: expect.any(String) } });
    const otp_code = await sentCode(api, person.email);
    expect(otp_code).toMatch(/^\d{8}$/);
    await expectTokensOf(person, await answerTo(api, asked, { otp_code }));
    expect(await aws.objects(person.userId)).toEqual(['invitation-sent.json']);
    expectRefusal(await answerTo(api, asked, { otp_code }), 'INVALID_CODE');
    // The next sign-in gets a code of its own, however soon.
    const again = await begin(api, person.email, 'EMAIL_OTP');
    expect(await sentCode(api, person.email)).not.toBe(otp_code);
    await expectTokensOf(person, await answerTo(api, again, { otp_code: await sentCode(api, person.email) }));
  });

  test('a texted code signs in', async () => {
    const { person, phone } = await registered();
    await person.confirm();
    const asked = await begin(api, person.email, 'SMS_OTP');
    expect(asked).toMatchObject({ status: 200, body: { verification_type: 'SMS_OTP' } });
    await expectTokensOf(person, await answerTo(api, asked, { otp_code: await sentCode(api, phone) }));
  });

  test('a passkey signs in, once per challenge', async () => {
    const person = await confirmed();
    const authenticator = new Authenticator({ origin: api.url });
    await registerPasskey(aws, (await person.login()).body.access_token, authenticator);
    const asked = await begin(api, person.email, 'WEB_AUTHN');
    expect(asked.body).toEqual({
      email: person.email, verification_type: 'WEB_AUTHN', verification_session: expect.any(String),
      credential_request_options: { challenge: expect.stringMatching(/^[\w-]{43}$/), rpId: 'localhost', userVerification: 'required' },
    });
    const credential = authenticator.get(asked.body.credential_request_options);
    await expectTokensOf(person, await answerTo(api, asked, { credential }));
    expectRefusal(await answerTo(api, asked, { credential }), 'INVALID_SESSION');
  });

  test('a password signs in as ever, with or without the word for it', async () => {
    const person = await confirmed();
    await expectTokensOf(person, await begin(api, person.email, 'PASSWORD', { password: person.password }));
    expect((await person.login()).body).toHaveProperty('access_token');
  });

  test('an invitee signs in by a mailed code and sets the first password', async () => {
    const { person } = await registered();
    const asked = await begin(api, person.email, 'EMAIL_OTP');
    const next = await answerTo(api, asked, { otp_code: await sentCode(api, person.email) });
    expect(next).toMatchObject({ status: 200, body: { verification_type: 'NEW_PASSWORD_REQUIRED' } });
    await expectTokensOf(person, await answerTo(api, next, { new_password: person.password }));
    expect((await aws.account(person.email)).attributes.email_verified).toBe('true');
  });

  test('a mail that was lost is not sent again for five minutes; the code in it opens what a second page began', async () => {
    const person = await confirmed();
    const first = await begin(api, person.email, 'EMAIL_OTP');
    const otp_code = await sentCode(api, person.email);
    const mails = (await api.mails(person.email)).length;
    const second = await begin(api, person.email, 'EMAIL_OTP');
    expect((await api.mails(person.email)).length).toBe(mails);
    expect(second.body.verification_session).not.toBe(first.body.verification_session);
    await expectTokensOf(person, await answerTo(api, second, { otp_code }));
    expectRefusal(await answerTo(api, first, { otp_code }), 'INVALID_CODE');
    const third = await begin(api, person.email, 'EMAIL_OTP');
    await api.advance(301);
    await begin(api, person.email, 'EMAIL_OTP');
    expect((await api.mails(person.email)).length).toBe(mails + 2);
    expectRefusal(await answerTo(api, third, { otp_code: await sentCode(api, person.email) }), 'INVALID_CODE');
  });
});

describe('where everyone has an authenticator app', () => {
  run({ operations: { features: [OperationFeature.CHALLENGE] } });

  test('the first sign-in goes from the temporary password to the tokens by challenge alone', async () => {
    const { person, temporary } = await registered();
    const first = await begin(api, person.email, 'PASSWORD', { password: temporary });
    expect(first.body).toEqual({
      email: person.email, verification_type: 'NEW_PASSWORD_REQUIRED', verification_session: expect.any(String),
      user_id: (await aws.account(person.email)).attributes.sub,
    });
    expect((await aws.account(person.email)).attributes.email_verified ?? 'false').toBe('false');
    const second = await answerTo(api, first, { new_password: person.password });
    expect(second.body).toMatchObject({ verification_type: 'MFA_SETUP', qr_code_secret: expect.any(String), qr_code_secret_url: expect.any(String) });
    expect((await aws.account(person.email)).attributes.email_verified).toBe('true');
    person.totpSecret = second.body.qr_code_secret;
    await expectTokensOf(person, await answerTo(api, second, { otp_code: await person.otp() }));
    expect(await aws.objects(person.userId)).toEqual(['invitation-sent.json']);
    // From then on the app's code.
    const later = await begin(api, person.email, 'PASSWORD', { password: person.password });
    expect(later.body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
    await expectTokensOf(person, await answerTo(api, later, { otp_code: await person.otp() }));
  });

  test('sessions of either kind of client are the same: each operation takes what the other began', async () => {
    const person = await new Person(api).enrol();
    await expectTokensOf(person, await answerTo(api, await person.login(), { otp_code: await person.otp() }));
    const { body } = await begin(api, person.email, 'PASSWORD', { password: person.password });
    const { verification_session, verification_type } = body;
    expect(await api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code: await person.otp() }))
      .toMatchObject({ status: 200 });

    const { person: other } = await registered();
    await other.confirm();
    const halfway = await other.login();
    other.totpSecret = halfway.body.qr_code_secret;
    await expectTokensOf(other, await answerTo(api, halfway, { otp_code: await other.otp() }));
  });

  test('a reset of the second factor, too, ends with tokens', async () => {
    const person = await new Person(api).enrol();
    await api.advance(301);
    await api.call('POST /v1/resend-mfa', { email: person.email });
    const reset = await api.call(`POST /v1/users/${person.userId}/reset-mfa`, {
      email: person.email, password: person.password, verification_code: secretOf(await api.mail(person.email)),
    });
    person.totpSecret = reset.body.qr_code_secret;
    expectRefusal(await begin(api, person.email, 'PASSWORD', { password: person.password }), 'MFA_RESET_PENDING');
    const { verification_session } = reset.body;
    await expectTokensOf(person, await api.call('POST /v1/challenge', { verification_session, verification_type: 'MFA_SETUP', otp_code: await person.otp() }));
    expect(await aws.objects(person.userId)).not.toContain('mfa-reset-pending.json');
  });

  test('no other first factor is taken', async () => {
    expectRefusal(await begin(api, 'nobody@example.com', 'EMAIL_OTP'), 'INVALID_REQUEST', { factor: 'must be PASSWORD here' });
  });
});

describe('where second factors are an app, text messages and mails', () => {
  run({ mfa: { sms: true, email: true }, ...byMail });

  /** Has an app, a number and an address, and prefers none of them. */
  const withAll = async () => {
    const { person, phone } = await registered();
    await person.confirm();
    const { body: { access_token: AccessToken } } = await choose(person, 'SMS_MFA', phone);
    person.totpSecret = (await aws.cognito.send(new AssociateSoftwareTokenCommand({ AccessToken }))).SecretCode!;
    await aws.cognito.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode: await person.otp() }));
    await aws.cognito.send(new AdminSetUserMFAPreferenceCommand({
      UserPoolId: aws.UserPoolId, Username: person.email, SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: false },
    }));
    return { person, phone };
  };
  const choose = async (person: Person, factor: string, to?: string) => {
    const asked = await begin(api, person.email, 'PASSWORD', { password: person.password });
    expect(asked.body).toMatchObject({ verification_type: 'SELECT_MFA_TYPE', factors: expect.arrayContaining([factor]) });
    const chosen = await answerTo(api, asked, { factor });
    expect(chosen).toMatchObject({ status: 200, body: { email: person.email, verification_type: factor, verification_session: expect.any(String) } });
    return answerTo(api, chosen, { otp_code: to === undefined ? await person.otp() : await sentCode(api, to) });
  };

  test('each of them can be chosen, and signs in', async () => {
    const { person, phone } = await withAll();
    const asked = await begin(api, person.email, 'PASSWORD', { password: person.password });
    expect(asked.body).toEqual({
      email: person.email, verification_type: 'SELECT_MFA_TYPE', verification_session: expect.any(String),
      factors: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
    });
    for (const [factor, to] of [['SOFTWARE_TOKEN_MFA', undefined], ['SMS_MFA', phone], ['EMAIL_OTP', person.email]] as const) {
      await expectTokensOf(person, await choose(person, factor, to));
    }
  });

  test('who asks for no factor gets one that clients of CognitoApi know', async () => {
    const { person } = await withAll();
    expect((await person.login()).body).toEqual({
      email: person.email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: expect.any(String),
    });
    expect(await person.signIn()).toMatchObject({ status: 200 });
  });

  test('a factor that is not offered is refused, and the choice stays open', async () => {
    const { person, phone } = await registered();
    await person.confirm();
    const asked = await begin(api, person.email, 'PASSWORD', { password: person.password });
    expectRefusal(await answerTo(api, asked, { factor: 'SOFTWARE_TOKEN_MFA' }), 'INVALID_REQUEST', {
      factor: 'must be one of the factors offered: SMS_MFA, EMAIL_OTP',
    });
    const chosen = await answerTo(api, asked, { factor: 'SMS_MFA' });
    await expectTokensOf(person, await answerTo(api, chosen, { otp_code: await sentCode(api, phone) }));
    expectRefusal(await answerTo(api, asked, { factor: 'SMS_MFA' }), 'INVALID_SESSION');
  });
});

describe('where everybody\'s second factor is a mailed code', () => {
  run({ mfa: { totp: false, email: true }, ...byMail });

  test('password and code sign in, also after the first password', async () => {
    const { person, temporary } = await registered();
    const first = await begin(api, person.email, 'PASSWORD', { password: temporary });
    const second = await answerTo(api, first, { new_password: person.password });
    expect(second.body).toEqual({ email: person.email, verification_type: 'EMAIL_OTP', verification_session: expect.any(String) });
    await expectTokensOf(person, await answerTo(api, second, { otp_code: await sentCode(api, person.email) }));
  });

  test('also who asked for no factor is told EMAIL_OTP, since there is nothing else', async () => {
    const person = await confirmed();
    const asked = await person.login();
    expect(asked.body).toEqual({ email: person.email, verification_type: 'EMAIL_OTP', verification_session: expect.any(String) });
    await expectTokensOf(person, await answerTo(api, asked, { otp_code: await sentCode(api, person.email) }));
  });

  test('confirm can be sent again when its answer got lost', async () => {
    const { person, temporary: temporary_password } = await registered();
    for (let times = 0; times < 2; times++) {
      expect(await api.call(`POST /v1/users/${person.userId}/confirm`, { email: person.email, temporary_password, new_password: person.password }))
        .toMatchObject({ status: 200, body: { status: 'ACTIVE' } });
    }
  });

  test('five wrong codes have to wait, over any number of sign-ins', async () => {
    const person = await confirmed();
    for (let tries = 0; tries < 5; tries++) {
      const asked = await begin(api, person.email, 'PASSWORD', { password: person.password });
      const wrong = (await sentCode(api, person.email)).replace(/.$/, (digit) => String((Number(digit) + 1) % 10));
      expectRefusal(await answerTo(api, asked, { otp_code: wrong }), 'CODE_MISMATCH');
    }
    const asked = await begin(api, person.email, 'PASSWORD', { password: person.password });
    expectRefusal(await answerTo(api, asked, { otp_code: await sentCode(api, person.email) }), 'TOO_MANY_REQUESTS');
  });
});
