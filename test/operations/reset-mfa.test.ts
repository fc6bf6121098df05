import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
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

const MINUTES = 60;
const DAYS = 24 * 3600;
const NOBODY = '01234567-89ab-cdef-0123-456789abcdef';

/** Asks for a code and reads it in the mail. */
const mailedCode = async (person: Person) => {
  await api.call('POST /v1/resend-mfa', { email: person.email });
  const mail = await api.mail(person.email);
  expect(mail.subject).toBe('our app second factor reset');
  return secretOf(mail);
};
const wrong = (code: string) => code === '000000' ? '000001' : '000000';
const reset = (person: Person, verification_code: string, more: { user_id?: string } & Record<string, string> = {}) => {
  const { user_id = person.userId, ...fields } = more;
  return api.call(`POST /v1/users/${user_id}/reset-mfa`, { email: person.email, password: person.password, verification_code, ...fields });
};
const withCode = async () => {
  const person = await new Person(api).enrol();
  return { person, code: await mailedCode(person) };
};
/** A reset that waits for the first code of the new authenticator app. */
const pending = async () => {
  const { person, code } = await withCode();
  const { body } = await reset(person, code);
  const former = person.totpSecret;
  person.totpSecret = body.qr_code_secret;
  return { person, code, former };
};

describe('password and mailed code', () => {
  test('are answered a new QR code', async () => {
    const { person, code } = await withCode();
    const { status, body } = await reset(person, code, { email: person.email.toUpperCase() });
    expect(body).toEqual({
      email: person.email,
      user_id: (await aws.account(person.email)).attributes.sub,
      verification_session: expect.any(String),
      qr_code_secret: expect.stringMatching(/^[A-Z2-7]{32,}$/),
      qr_code_secret_url: expect.stringMatching(/^https?:/),
      status: 'MFA_RESET',
    });
    expect(status).toBe(200);
    expect(body.qr_code_secret).not.toBe(person.totpSecret);
    expect(await readQrCode(body.qr_code_secret_url)).toContain(`secret=${body.qr_code_secret}&`);
  });

  test('are taken with the id in the pool as well', async () => {
    const { person, code } = await withCode();
    const { sub } = (await aws.account(person.email)).attributes;
    expect((await reset(person, code, { user_id: sub.toUpperCase() })).body).toMatchObject({ user_id: sub, status: 'MFA_RESET' });
  });

  test('make the old authenticator app worthless and the new one good', async () => {
    const { person, former } = await pending();
    const seed = person.totpSecret;
    person.totpSecret = former;
    expectRefusal(await person.confirmMfa(), 'CODE_MISMATCH');
    person.totpSecret = seed;
    expect((await person.confirmMfa()).body).toMatchObject({ mfa_status: 'CONFIRMED' });
    expect((await person.signIn()).status).toBe(200);
    person.totpSecret = former;
    expectRefusal(await person.signIn(), 'CODE_MISMATCH');
  });

  test('end every session', async () => {
    const person = await new Person(api).enrol();
    const [one, two] = [(await person.signIn()).body, (await person.signIn()).body];
    expect((await reset(person, await mailedCode(person))).status).toBe(200);
    for (const { refresh_token, access_token } of [one, two]) {
      expectRefusal(await api.call('POST /v1/refresh-token', { email: person.email, refresh_token }), 'INVALID_TOKEN');
      const { sub } = (await aws.account(person.email)).attributes;
      expectRefusal(await api.call(`POST /v1/users/${sub}/change-password`, {
        email: person.email, old_password: person.password, new_password: 'Quiet#Harbour-77', access_token,
      }), 'INVALID_TOKEN');
    }
  });

  test('may come with a new password, which then is the password', async () => {
    const { person, code } = await withCode();
    const old = person.password;
    const { body } = await reset(person, code, { new_password: 'Quiet#Harbour-77' });
    expect(body).toMatchObject({ status: 'MFA_RESET' });
    person.totpSecret = body.qr_code_secret;
    person.password = 'Quiet#Harbour-77';
    expect((await person.confirmMfa()).status).toBe(200);
    expectRefusal(await person.login(old), 'INVALID_CREDENTIALS');
    expect((await person.signIn()).status).toBe(200);
  });

  test('help someone who has not finished the first enrolment too', async () => {
    const person = new Person(api);
    await person.register();
    await person.confirm();
    const { status, body } = await reset(person, await mailedCode(person));
    expect(status).toBe(200);
    person.totpSecret = body.qr_code_secret;
    expect((await person.confirmMfa()).status).toBe(200);
  });
});

describe('the password', () => {
  test('when wrong is refused like an unknown address, and the code is not spent', async () => {
    const { person, code } = await withCode();
    const unknown = await reset(person, code, { email: 'nobody@example.com', user_id: NOBODY });
    expectRefusal(unknown, 'INVALID_CREDENTIALS');
    expect(visible(await reset(person, code, { password: 'Tr0ubled&Waters-8' }))).toEqual(visible(unknown));
    expect(visible(await reset(person, wrong(code), { password: 'Tr0ubled&Waters-8' }))).toEqual(visible(unknown));
    expect((await person.signIn()).status).toBe(200);
    expect((await reset(person, code)).status).toBe(200);
  });

  test('is not looked at further where the account is disabled or waits for its first password', async () => {
    const { person, code } = await withCode();
    const unknown = visible(await reset(person, code, { email: 'nobody@example.com', user_id: NOBODY }));
    await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: person.email }));
    expect(visible(await reset(person, code))).toEqual(unknown);

    const invited = new Person(api);
    await invited.register();
    const password = secretOf(await api.mail(invited.email));
    expect(visible(await reset(invited, '123456', { password }))).toEqual(unknown);
    expect((await invited.confirm()).status).toBe(200);
  });
});

describe('the code', () => {
  test('when wrong is refused, and everything stays as it was', async () => {
    const person = await new Person(api).enrol();
    const { body: { refresh_token } } = await person.signIn();
    const code = await mailedCode(person);
    expectRefusal(await reset(person, wrong(code)), 'INVALID_CODE');
    expect((await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).status).toBe(200);
    expect((await person.signIn()).status).toBe(200);
    expect(await aws.objects(person.userId)).toEqual(['invitation-sent.json', 'mfa-reset-sent.json']);
    expect((await reset(person, code)).status).toBe(200);
  });

  test('is needed: without one having been asked for, any is wrong', async () => {
    const person = await new Person(api).enrol();
    expectRefusal(await reset(person, '123456'), 'INVALID_CODE');
  });

  test('of somebody else is wrong', async () => {
    const [{ person, code }, { person: other }] = [await withCode(), await withCode()];
    expectRefusal(await reset(other, code), 'INVALID_CODE');
    expect((await reset(person, code)).status).toBe(200);
  });

  test('expires in an hour', async () => {
    const { person, code } = await withCode();
    await api.advance(60 * MINUTES);
    expectRefusal(await reset(person, code), 'INVALID_CODE');
    expect((await reset(person, await mailedCode(person))).status).toBe(200);
  });

  test('serves once', async () => {
    const { person, code } = await withCode();
    const answers = await Promise.all([reset(person, code), reset(person, code)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    expectRefusal(await reset(person, code), 'INVALID_CODE');
  });

  test('cannot be guessed: after a few tries Cognito takes none, and the answer says to wait', async () => {
    const { person, code } = await withCode();
    for (let guess = 0; guess < 5; guess++) {
      expectRefusal(await reset(person, wrong(code)), 'INVALID_CODE');
    }
    const answer = await reset(person, code);
    expectRefusal(answer, 'TOO_MANY_REQUESTS');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await person.signIn()).status).toBe(200);
  });
});

describe('the user_id of somebody else', () => {
  test('is refused to who has the password, and the code is not spent', async () => {
    const { person, code } = await withCode();
    const other = await new Person(api).enrol();
    for (const user_id of [other.userId, (await aws.account(other.email)).attributes.sub, NOBODY]) {
      expectRefusal(await reset(person, code, { user_id }), 'FORBIDDEN');
    }
    expect((await person.signIn()).status).toBe(200);
    expect((await other.signIn()).status).toBe(200);
    expect((await reset(person, code)).status).toBe(200);
  });

  test('is not even looked at without the password', async () => {
    const { person, code } = await withCode();
    expectRefusal(await reset(person, code, { user_id: NOBODY, password: 'Tr0ubled&Waters-8' }), 'INVALID_CREDENTIALS');
  });
});

describe('a new password that is', () => {
  test.each([
    ['weak', 'short', 'must have at least 14 characters, an upper-case letter, a digit, a symbol'],
    ['common', 'Iloveyou12345!', 'is too common: digits and symbols around a well-known password do not make it safe'],
    ['close to the name', 'Lord-Byr0n-of-1788', 'must not contain your name, your email address or the name of this app'],
    ['close to the address', 'My-Person-Harb0ur', 'must not contain your name, your email address or the name of this app'],
  ])('%s is refused, and the code is not spent', async (_, new_password, why) => {
    const { person, code } = await withCode();
    expectRefusal(await reset(person, code, { new_password }), 'PASSWORD_REFUSED', { new_password: why });
    expect((await person.signIn()).status).toBe(200);
    expect((await reset(person, code)).status).toBe(200);
  });
});

describe('while the reset waits for the first code of the new authenticator app', () => {
  test('a password alone opens nothing: neither login nor confirm shows a QR code, also after a day', async () => {
    const { person } = await pending();
    const expectShut = async () => {
      expectRefusal(await person.login(), 'MFA_RESET_PENDING');
      expectRefusal(await api.call(`POST /v1/users/${person.userId}/confirm`, {
        email: person.email, temporary_password: 'Tr0ubled&Waters-8', new_password: person.password,
      }), 'MFA_RESET_PENDING');
    };
    await expectShut();
    await api.advance(DAYS + 10 * MINUTES);
    await expectShut();
    expectRefusal(await person.confirmMfa(), 'ENROLMENT_EXPIRED');
    await expectShut();
  });

  test('a wrong password is still answered as such', async () => {
    const { person } = await pending();
    expectRefusal(await person.login('Tr0ubled&Waters-8'), 'INVALID_CREDENTIALS');
  });

  test('another reset with a new code goes on, and only its QR code counts', async () => {
    const { person } = await pending();
    const first = person.totpSecret;
    await api.advance(DAYS);
    const { status, body } = await reset(person, await mailedCode(person));
    expect(status).toBe(200);
    expect(body.qr_code_secret).not.toBe(first);
    expectRefusal(await person.confirmMfa(), 'CODE_MISMATCH');
    expectRefusal(await person.login(), 'MFA_RESET_PENDING');
    person.totpSecret = body.qr_code_secret;
    expect((await person.confirmMfa()).status).toBe(200);
    expect((await person.signIn()).status).toBe(200);
  });

  test('five wrong codes of the app end the enrolment, not the waiting', async () => {
    const { person } = await pending();
    for (let attempt = 0; attempt < 5; attempt++) {
      const answer = await api.call(`POST /v1/users/${person.userId}/confirm-mfa`, { email: person.email, otp: await person.wrongCode() });
      expectRefusal(answer, 'CODE_MISMATCH');
    }
    expectRefusal(await person.confirmMfa(), 'ENROLMENT_EXPIRED');
    expectRefusal(await person.login(), 'MFA_RESET_PENDING');
  });

  test('the marker and the QR code lie there, and the first code of the app removes both', async () => {
    const { person } = await pending();
    const others = ['invitation-sent.json', 'mfa-reset-sent.json', 'sign-ins.json'];
    expect(await aws.objects(person.userId)).toEqual(['enrolment.json', 'mfa-reset-pending.json', 'qr.png', ...others].sort());
    await person.confirmMfa();
    expect(await aws.objects(person.userId)).toEqual(others);
    expect((await person.login()).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
  });
});

describe('after the password was recovered by mail', () => {
  const recovered = async () => {
    const person = await new Person(api).enrol();
    await api.call('POST /v1/forgot-password', { email: person.email });
    person.password = 'Quiet#Harbour-77';
    const { status } = await api.call(`POST /v1/users/${person.userId}/confirm-password`, {
      email: person.email, new_password: person.password, verification_code: secretOf(await api.mail(person.email)),
    });
    expect(status).toBe(200);
    return person;
  };

  test('the second factor cannot be reset for a day: a stolen mailbox alone opens nothing', async () => {
    const person = await recovered();
    const early = await reset(person, await mailedCode(person));
    expectRefusal(early, 'MFA_RESET_TOO_SOON');
    const wait = Number(early.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(DAYS - MINUTES);
    expect(wait).toBeLessThanOrEqual(DAYS);

    await api.advance(wait - MINUTES);
    expectRefusal(await reset(person, await mailedCode(person)), 'MFA_RESET_TOO_SOON');
    expect((await person.signIn()).status).toBe(200);
    await api.advance(5 * MINUTES);
    expect((await reset(person, await mailedCode(person))).status).toBe(200);
  });

  test('only the person is told so', async () => {
    const person = await recovered();
    expectRefusal(await reset(person, '123456', { password: 'Tr0ubled&Waters-8' }), 'INVALID_CREDENTIALS');
  });

  test('a recovery while a reset waits does not open the account either', async () => {
    const { person } = await pending();
    await api.call('POST /v1/forgot-password', { email: person.email });
    person.password = 'Quiet#Harbour-77';
    const { status } = await api.call(`POST /v1/users/${person.userId}/confirm-password`, {
      email: person.email, new_password: person.password, verification_code: secretOf(await api.mail(person.email)),
    });
    expect(status).toBe(200);
    expectRefusal(await person.login(), 'MFA_RESET_PENDING');
    await api.advance(5 * MINUTES);
    expectRefusal(await reset(person, await mailedCode(person)), 'MFA_RESET_TOO_SOON');
  });
});

test('an enrolled seed is never shown again, by no operation, and lies nowhere in the bucket', async () => {
  const person = await new Person(api).enrol();
  const { email, userId, password } = person;
  const { sub } = (await aws.account(email)).attributes;
  const { body: tokens } = await person.signIn();
  const authorization = `Bearer ${tokens.access_token}`;
  const { body: { verification_session } } = await person.login();
  const answers = [
    await api.call('POST /v1/users', { full_name: 'Ada', email, mobile_phone_number: '+491' }),
    await api.call('POST /v1/resend-confirmation-code', { email }),
    await api.call(`POST /v1/users/${userId}/confirm`, { email, temporary_password: password, new_password: password }),
    await api.call(`POST /v1/users/${userId}/confirm-mfa`, { email, otp: await person.otp() }),
    await api.call(`POST /v1/users/${userId}/confirm-mfa`, { email, otp: await person.otp(), verification_session }),
    await person.login(),
    await api.call('POST /v1/refresh-token', { email, refresh_token: tokens.refresh_token }),
    await api.call('GET /v1/userinfo', undefined, { authorization }),
    await api.call(`POST /v1/users/${sub}/reset-password`, { email }, { authorization }),
    await api.call('POST /v1/forgot-password', { email }),
    await api.call('POST /v1/resend-mfa', { email }),
    await reset(person, '123456'),
    await person.signIn(),
    await reset(person, secretOf(await api.mail(email))),
  ];
  expect(answers.at(-1)!.status).toBe(200);
  expect(JSON.stringify(answers.map(({ body }) => body))).not.toContain(person.totpSecret);
  expect(JSON.stringify(await api.mails(email))).not.toContain(person.totpSecret);

  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: aws.Bucket }));
  const keys = Contents.map(({ Key }) => Key!).filter((key) => key.includes(userId));
  expect(keys.length).toBeGreaterThan(0);
  for (const Key of keys.filter((key) => key.endsWith('.json'))) {
    const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: aws.Bucket, Key }));
    expect(await Body!.transformToString()).not.toContain(person.totpSecret);
  }
});
