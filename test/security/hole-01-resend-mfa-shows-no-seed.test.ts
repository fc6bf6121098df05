import { LocalApi } from '../support/local';
import { Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { halfway, invited, otherThan, resetCode } from '../support/stages';

/** There, resend-mfa answers a link to the live TOTP seed to anyone who knows an email. */
let api: LocalApi;
beforeAll(async () => {
  api = await LocalApi.start();
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));
afterEach(() => api.faults());

const FIVE_MINUTES = 300;
const FRESH = 'Quiet#Harbour-77';
const resendMfa = (email: string) => api.call('POST /v1/resend-mfa', { email });
const resetMfa = (person: Person, verification_code: string, password = person.password) =>
  api.call(`POST /v1/users/${person.userId}/reset-mfa`, { email: person.email, password, verification_code });
const confirm = (person: Person, temporary_password: string) =>
  api.call(`POST /v1/users/${person.userId}/confirm`, { email: person.email, temporary_password, new_password: person.password });
const withCode = async () => {
  const person = await new Person(api).enrol();
  return { person, code: await resetCode(api, person, 'POST /v1/resend-mfa') };
};

test('password and mailed code replace a lost authenticator app', async () => {
  const { person, code } = await withCode();
  person.totpSecret = (await resetMfa(person, code)).body.qr_code_secret;
  expect((await person.confirmMfa()).status).toBe(200);
  expect((await person.signIn()).status).toBe(200);
});

describe('who knows an email alone', () => {
  test.each<[string, (api: LocalApi) => Promise<Person>]>([
    ['has an authenticator app', async (run) => new Person(run).enrol()],
    ['has a QR code still to confirm', halfway],
    ['has only been invited', invited],
    ['is nobody', async (run) => new Person(run)],
  ])('is answered neither seed nor link when its owner %s', async (_, reach) => {
    const person = await reach(api);
    const answers = await Promise.all([person.email, person.email.toUpperCase(), person.email].map(resendMfa));
    answers.push(await resendMfa(person.email));
    for (const { status, headers, body } of answers) {
      expect(body).toEqual({ email: person.email, user_id: expect.stringMatching(/^[0-9a-f-]{36}$/), status: 'MFA_RESET_SENT' });
      expect(status).toBe(200);
      expect([...headers.keys()]).not.toContain('location');
    }
  });

  test('takes nothing away: the app, the password and the sessions stay good', async () => {
    const { person } = await withCode();
    const { body: { refresh_token } } = await person.signIn();
    await Promise.all(Array.from({ length: 10 }, () => resendMfa(person.email)));
    await api.advance(FIVE_MINUTES);
    await resendMfa(person.email);
    expect((await person.login()).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
    expect((await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).status).toBe(200);
    expect((await person.signIn()).status).toBe(200);
  });
});

describe('who has stolen the password alone', () => {
  test('guesses no code, not even in many requests at once: the app stays', async () => {
    const { person, code } = await withCode();
    const answers = await Promise.all(Array.from({ length: 20 }, () => resetMfa(person, otherThan(code))));
    expect([...new Set(answers.map(({ body }) => body.code))].sort()).toEqual(['INVALID_CODE', 'TOO_MANY_REQUESTS']);
    // Cognito looks at no code of this account for a while, not even the right one; who knows the password is told so.
    expectRefusal(await resetMfa(person, code), 'TOO_MANY_REQUESTS');
    expect((await person.signIn()).status).toBe(200);
  });

  test('cannot use a code that was mailed to somebody else', async () => {
    const { person } = await withCode();
    const { code } = await withCode();
    expectRefusal(await resetMfa(person, code), 'INVALID_CODE');
    expect((await person.signIn()).status).toBe(200);
  });

  test('sees no QR code while its owner resets the second factor, nor until that is done', async () => {
    const { person, code } = await withCode();
    const [reset, ...logins] = await Promise.all([resetMfa(person, code), ...Array.from({ length: 15 }, () => person.login())]);
    expect(reset.status).toBe(200);
    logins.push(await person.login(), await confirm(person, 'Wrong&Waters-123'));
    expectRefusal(logins.at(-2)!, 'MFA_RESET_PENDING');
    expectRefusal(logins.at(-1)!, 'MFA_RESET_PENDING');
    logins.forEach(({ body }) => expect(body).not.toHaveProperty('qr_code_secret'));

    person.totpSecret = reset.body.qr_code_secret;
    expect((await person.confirmMfa()).status).toBe(200);
    expect((await person.login()).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
  });

  test('sees none either where the reset breaks off at the moment in which the app is gone', async () => {
    const { person, code } = await withCode();
    await api.faults({ function: 'reset-mfa', operation: 'AdminDeleteSoftwareToken', when: 'AFTER', fault: 'CRASH' });
    expect((await resetMfa(person, code)).status).toBe(500);
    expectRefusal(await person.login(), 'MFA_RESET_PENDING');
    expectRefusal(await confirm(person, 'Wrong&Waters-123'), 'MFA_RESET_PENDING');
    await api.advance(FIVE_MINUTES);
    expect((await resetMfa(person, await resetCode(api, person, 'POST /v1/resend-mfa'))).status).toBe(200);
  });
});

test('a code resets once, however many requests bring it at once', async () => {
  const { person, code } = await withCode();
  const answers = await Promise.all(Array.from({ length: 4 }, () => resetMfa(person, code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expectRefusal(await resetMfa(person, code), 'INVALID_CODE');
});

describe('who has the mailbox alone sets a password, and is refused the second factor', () => {
  const recover = async (person: Person, verification_code: string) => {
    const { status } = await api.call(`POST /v1/users/${person.userId}/confirm-password`, { email: person.email, new_password: FRESH, verification_code });
    expect(status).toBe(200);
  };
  const expectAppStays = async (person: Person, codes: string[]) => {
    for (const code of codes) {
      expectRefusal(await resetMfa(person, code, FRESH), 'MFA_RESET_TOO_SOON');
    }
    expect((await person.login(FRESH)).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
  };

  test('with both codes in the one order or the other', async () => {
    const { person, code } = await withCode();
    await recover(person, await resetCode(api, person, 'POST /v1/forgot-password'));
    await api.advance(FIVE_MINUTES);
    await expectAppStays(person, [code, await resetCode(api, person, 'POST /v1/resend-mfa')]);
  });

  test('with the code of the MFA reset, spent on the password', async () => {
    const { person, code } = await withCode();
    await recover(person, code);
    await api.advance(FIVE_MINUTES);
    await expectAppStays(person, [code, await resetCode(api, person, 'POST /v1/resend-mfa')]);
  });
});
