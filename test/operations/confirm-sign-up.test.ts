import {
  AdminConfirmSignUpCommand, AdminDisableUserCommand, AdminGetUserCommand, AdminSetUserPasswordCommand, AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, readQrCode, secretOf } from '../support/person';
import { codeSentTo, Profile } from '../support/profile';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { otherThan } from '../support/stages';

let api: LocalApi;
let aws: Aws;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));
afterEach(() => api.faults());

const HALF_A_MINUTE = 30;
const QUARTER = 900;
const OTHER_PASSWORD = 'Slow&Certain-Tide5';
const codeOf = async ({ email }: Person) => secretOf(await api.mail(email));
const signedUp = async (name?: string) => {
  const person = new Person(api, name);
  await person.signUp();
  return person;
};
const confirm = (person: Person, verification_code: string, more: object = {}) => api.call('POST /v1/sign-up/confirm', {
  email: person.email, verification_code, full_name: person.name, new_password: person.password, ...more,
});
const user = ({ email }: Person) => ({ UserPoolId: aws.UserPoolId, Username: email });
const struck = (operation: string, fault: unknown, more: object = {}) =>
  api.faults({ function: 'confirm-sign-up', operation, fault, ...more });

describe('with the mailed code', () => {
  test('makes the account the person\'s, and goes on as login does', async () => {
    const person = await signedUp();
    const { status, body } = await person.confirmSignUp({ mobile_phone_number: '+491701234567' });
    expect(status).toBe(200);
    expect(body).toEqual({
      email: person.email, user_id: expect.any(String), verification_type: 'MFA_SETUP', verification_session: expect.any(String),
      qr_code_secret: expect.any(String), qr_code_secret_url: expect.any(String),
    });
    expect(await readQrCode(body.qr_code_secret_url)).toContain(`secret=${body.qr_code_secret}`);
    const { status: state, attributes } = await aws.account(person.email);
    expect(state).toBe('CONFIRMED');
    expect(attributes).toMatchObject({ email_verified: 'true', name: person.name });
    expect((await person.confirmMfa()).status).toBe(200);
    expect((await person.signIn()).status).toBe(200);
  });

  test('texts a code to the number, which is the person\'s once that is back', async () => {
    const person = await signedUp();
    const mobile_phone_number = `+4917${String(process.pid).padStart(9, '0')}`;
    await person.confirmSignUp({ mobile_phone_number });
    expect((await aws.account(person.email)).attributes).not.toHaveProperty('phone_number');
    await person.confirmMfa();
    const profile = await Profile.of(api, person);
    expect(await profile.verify('PHONE', await codeSentTo(api, mobile_phone_number))).toMatchObject({ status: 200 });
    expect((await aws.account(person.email)).attributes).toMatchObject({ phone_number: mobile_phone_number, phone_number_verified: 'true' });
  });

  test('makes an account also where no code can be sent to the number', async () => {
    const person = await signedUp();
    await struck('AdminUpdateUserAttributes', { name: 'CodeDeliveryFailureException', status: 400 }, { skip: 1 });
    expect((await person.confirmSignUp({ mobile_phone_number: '+491701234567' })).status).toBe(200);
  });

  test('takes an address in any spelling, and no number where none is given', async () => {
    const person = await signedUp();
    expect((await confirm(person, await codeOf(person), { email: person.email.toUpperCase() })).body.email).toBe(person.email);
    expect((await aws.account(person.email)).attributes).not.toHaveProperty('phone_number');
  });

  test('keeps nothing of the codes', async () => {
    const person = await signedUp();
    await person.confirmSignUp();
    expect(await aws.objects(person.userId)).not.toContain('sign-up-codes.json');
  });

  test('leaves nothing in the account that somebody else wrote there', async () => {
    const person = await signedUp();
    const UserAttributes = Object.entries({ name: 'Mallory', phone_number: '+10000000', locale: 'xx', family_name: 'Mallory' }).map(([Name, Value]) => ({ Name, Value }));
    await aws.cognito.send(new AdminUpdateUserAttributesCommand({ ...user(person), UserAttributes }));
    await person.confirmSignUp();
    const { attributes } = await aws.account(person.email);
    expect(Object.keys(attributes).filter((name) => name !== 'phone_number_verified').sort()).toEqual(['email', 'email_verified', 'name', 'sub']);
    expect(attributes.name).toBe(person.name);
  });

  test('refuses a password that the policy, the list or the person\'s own name forbids before the code is spent', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    for (const new_password of ['short', 'Passw0rd!12345', 'Ada-Byron?1815-12']) {
      const { status, body } = await confirm(person, code, { new_password });
      expect([status, body.code, Object.keys(body.fields)]).toEqual([400, 'PASSWORD_REFUSED', ['new_password']]);
    }
    expect((await aws.account(person.email)).status).toBe('UNCONFIRMED');
    expect((await confirm(person, code)).status).toBe(200);
  });

  test('starts no enrolment while a reset of the second factor is pending for the address', async () => {
    const former = await new Person(api).enrol();
    await api.advance(300);
    await api.call('POST /v1/resend-mfa', { email: former.email });
    await api.faults({ function: 'reset-mfa', operation: 'AssociateSoftwareToken', times: 0, fault: { name: 'InternalErrorException', status: 500 } });
    expectRefusal(await api.call(`POST /v1/users/${former.userId}/reset-mfa`, {
      email: former.email, password: former.password, verification_code: await codeOf(former),
    }), 'SERVICE_UNAVAILABLE');
    await api.faults();
    expectRefusal(await confirm(former, '123456'), 'MFA_RESET_PENDING');
  });
});

describe('INVALID_CODE', () => {
  test('is the answer to a wrong code, and the right one still works', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    expectRefusal(await confirm(person, otherThan(code)), 'INVALID_CODE');
    expect((await aws.account(person.email)).status).toBe('UNCONFIRMED');
    expect((await confirm(person, code)).status).toBe(200);
  });

  test('to a code of somebody else', async () => {
    const [person, eve] = [await signedUp(), await signedUp('Eve')];
    expectRefusal(await confirm(person, await codeOf(eve)), 'INVALID_CODE');
    expect((await confirm(eve, await codeOf(eve))).status).toBe(200);
  });

  test('to an expired one', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    await api.advance(24 * 3600);
    expectRefusal(await confirm(person, code), 'INVALID_CODE');
  });

  test.each<[string, () => Promise<Person>]>([
    ['an unknown address', async () => new Person(api)],
    ['an account in use', () => new Person(api).enrol()],
    ['an invited person', async () => {
      const person = new Person(api);
      await person.register();
      return person;
    }],
    ['a disabled account', async () => {
      const person = await new Person(api).enrol();
      await aws.cognito.send(new AdminDisableUserCommand(user(person)));
      return person;
    }],
  ])('to a code for %s', async (_, reach) => {
    const person = await reach();
    expect(visible(await confirm(person, '123456', { new_password: OTHER_PASSWORD })))
      .toEqual(visible(await confirm(new Person(api), '123456', { new_password: OTHER_PASSWORD })));
    expectRefusal(await confirm(person, '123456', { new_password: OTHER_PASSWORD }), 'INVALID_CODE');
  });

  test('to the right code for an account that was disabled meanwhile', async () => {
    const person = await signedUp();
    await aws.cognito.send(new AdminDisableUserCommand(user(person)));
    expectRefusal(await person.confirmSignUp(), 'INVALID_CODE');
  });
});

describe('codes are counted', () => {
  test('five in a quarter of an hour: then not even the right one is looked at, whoever the address belongs to', async () => {
    const [person, nobody] = [await signedUp(), new Person(api)];
    const code = await codeOf(person);
    for (const someone of [person, nobody]) {
      for (let tries = 0; tries < 5; tries++) {
        expectRefusal(await confirm(someone, otherThan(code)), 'INVALID_CODE');
      }
      const answer = await confirm(someone, code);
      expectRefusal(answer, 'TOO_MANY_REQUESTS');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(QUARTER / 2);
    }
    await api.advance(QUARTER);
    expect((await confirm(person, code)).status).toBe(200);
  });

  test('also when they come at once', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    const before = (await api.calls()).at(-1)!.number;
    const guesses = await Promise.all(Array.from({ length: 12 }, () => confirm(person, otherThan(code))));
    expect([...new Set(guesses.map(({ body }) => body.code))].sort()).toEqual(['INVALID_CODE', 'TOO_MANY_REQUESTS']);
    expect((await api.calls(before)).filter(({ operation }) => operation === 'ConfirmSignUp').length).toBeLessThanOrEqual(5);
  });

  test('but not those of an outage', async () => {
    const person = await signedUp();
    await struck('ConfirmSignUp', { name: 'InternalErrorException', status: 500 }, { times: 0 });
    for (let tries = 0; tries < 8; tries++) {
      expectRefusal(await person.confirmSignUp(), 'SERVICE_UNAVAILABLE');
    }
    await api.faults();
    expect((await person.confirmSignUp()).status).toBe(200);
  });

  test('and lock nobody out of an account that is in use', async () => {
    const person = await new Person(api).enrol();
    for (let tries = 0; tries < 6; tries++) {
      await confirm(person, '123456', { new_password: OTHER_PASSWORD });
    }
    // Cognito's own lock of the password, which is a second or two.
    await api.advance(5);
    expect((await person.signIn()).status).toBe(200);
  });
});

describe('what got lost', () => {
  test('of a success can be asked for again: the same code and password answer what comes next', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    const first = await confirm(person, code);
    const again = await person.confirmSignUp({ verification_code: code });
    expect(Object.keys(again.body)).toEqual(Object.keys(first.body));
    expect((await person.confirmMfa()).status).toBe(200);
    expect((await person.confirmSignUp({ verification_code: code })).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
  });

  test.each([
    ['Cognito\'s answer to the code', 'ConfirmSignUp', 'RESET', { when: 'AFTER' }, 200],
    ['a trigger\'s that Cognito calls once the code was right', 'ConfirmSignUp', { name: 'UserLambdaValidationException', status: 400 }, { when: 'AFTER' }, 200],
    ['the function, once the code was right', 'ConfirmSignUp', 'CRASH', { when: 'AFTER' }, 500],
    ['the function, before it had set the name', 'AdminUpdateUserAttributes', 'CRASH', {}, 500],
    ['the function, before it had set the password', 'AdminSetUserPassword', 'CRASH', {}, 500],
    ['the password\'s turn', 'AdminSetUserPassword', { name: 'InternalErrorException', status: 500 }, { times: 0 }, 503],
    ['the function, once the password was set', 'AdminSetUserPassword', 'CRASH', { when: 'AFTER' }, 500],
    ['the sign-in', 'AdminInitiateAuth', 'CRASH', { when: 'AFTER' }, 500],
  ])('%s: the same request ends what was begun', async (_, operation, fault, more, expected) => {
    const person = await signedUp();
    const code = await codeOf(person);
    await struck(operation, fault, more);
    expect((await person.confirmSignUp({ verification_code: code })).status).toBe(expected);
    await api.faults();
    await api.advance(HALF_A_MINUTE);
    const again = await person.confirmSignUp({ verification_code: code });
    expect(again.body).toMatchObject({ verification_type: 'MFA_SETUP' });
    expect((await aws.account(person.email)).attributes.name).toBe(person.name);
    expect((await person.confirmMfa()).status).toBe(200);
    expect((await person.signIn()).status).toBe(200);
  });

  test('and the password may be another one then, for it is the code that proves', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    await struck('ConfirmSignUp', 'CRASH', { when: 'AFTER' });
    await confirm(person, code);
    await api.faults();
    await api.advance(HALF_A_MINUTE);
    person.password = OTHER_PASSWORD;
    expect((await person.confirmSignUp({ verification_code: code })).status).toBe(200);
  });

  test('a password that Cognito alone refuses leaves the code good for another one', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    await struck('AdminSetUserPassword', { name: 'PasswordHistoryPolicyViolationException', status: 400 }, { times: 0 });
    expectRefusal(await confirm(person, code), 'PASSWORD_REFUSED', { new_password: 'does not meet the password policy' });
    await api.faults();
    expect((await person.confirmSignUp({ verification_code: code })).status).toBe(200);
  });

  test('who no longer has it after an hour recovers the password by mail', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    await struck('ConfirmSignUp', 'CRASH', { when: 'AFTER' });
    await confirm(person, code);
    await api.faults();
    await api.advance(4 * QUARTER);
    expectRefusal(await confirm(person, code), 'INVALID_CODE');
    await api.call('POST /v1/forgot-password', { email: person.email });
    expect((await api.call(`POST /v1/users/${person.userId}/confirm-password`, {
      email: person.email, new_password: person.password, verification_code: await codeOf(person),
    })).status).toBe(200);
    expect((await person.login()).body).toMatchObject({ verification_type: 'MFA_SETUP' });
  });
});

describe('a stranger, who cannot read the mail', () => {
  const mallory = { full_name: 'Mallory', new_password: OTHER_PASSWORD };

  const expectOnlyOwner = async (person: Person) => {
    const { status, attributes } = await aws.account(person.email);
    expect([status, attributes.name]).toEqual(['CONFIRMED', person.name]);
    expectRefusal(await person.login(OTHER_PASSWORD), 'INVALID_CREDENTIALS');
    expect((await person.login()).status).toBe(200);
  };

  test('who signs up with somebody\'s address gets nothing of it: what the owner sends with the code is all there is', async () => {
    const person = new Person(api);
    await api.call('POST /v1/sign-up', { email: person.email });
    expectRefusal(await confirm(person, '123456', mallory), 'INVALID_CODE');
    await person.confirmSignUp();
    await expectOnlyOwner(person);
  });

  test('who tries codes at the same time as the owner gets in by none of them', async () => {
    for (let round = 0; round < 4; round++) {
      const person = await signedUp();
      const code = await codeOf(person);
      const tries = await Promise.all([
        confirm(person, otherThan(code), mallory), confirm(person, code), confirm(person, otherThan(code), mallory), api.call('POST /v1/sign-up', { email: person.email }),
      ]);
      expect([tries[0], tries[2]].map(({ body }) => body.code).filter((given) => !['INVALID_CODE', 'TOO_MANY_REQUESTS'].includes(given))).toEqual([]);
      if (tries[1].status !== 200) {
        expectRefusal(tries[1], 'TOO_MANY_REQUESTS');
        await api.advance(1);
        expect((await confirm(person, code)).status).toBe(200);
      }
      await expectOnlyOwner(person);
    }
  });

  test.each([
    ['whose try was cut short before Cognito saw it', 'CRASH', {}],
    ['whose try was cut short after that', 'CRASH', { when: 'AFTER' }],
    ['whose answer from Cognito was lost', 'RESET', { when: 'AFTER' }],
    ['whose try met an outage', { name: 'InternalErrorException', status: 500 }, { times: 0 }],
  ])('%s, gets in by no repetition once the owner has confirmed', async (_, fault, more) => {
    const person = await signedUp();
    const code = await codeOf(person);
    await struck('ConfirmSignUp', fault, more);
    expect((await confirm(person, otherThan(code), mallory)).status).not.toBe(200);
    await api.faults();
    await api.advance(HALF_A_MINUTE);
    expect((await confirm(person, code)).status).toBe(200);
    expectRefusal(await confirm(person, otherThan(code), mallory), 'INVALID_CODE');
    await expectOnlyOwner(person);
  });

  test('nor where the owner\'s try was cut short as well, whatever is tried in between', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    await struck('ConfirmSignUp', 'CRASH', {});
    await confirm(person, otherThan(code), mallory);
    await api.advance(HALF_A_MINUTE);
    await struck('ConfirmSignUp', 'CRASH', { when: 'AFTER' });
    await confirm(person, code);
    await api.faults();
    // Nobody is let at it while the owner's try may still go on.
    expectRefusal(await confirm(person, otherThan(code), mallory), 'TOO_MANY_REQUESTS');
    await api.advance(HALF_A_MINUTE);
    expectRefusal(await confirm(person, otherThan(code), mallory), 'INVALID_CODE');
    await struck('ConfirmSignUp', 'CRASH', {});
    await confirm(person, otherThan(code), mallory);
    await api.faults();
    await api.advance(HALF_A_MINUTE);
    expectRefusal(await confirm(person, otherThan(code), mallory), 'INVALID_CODE');
    expectRefusal(await confirm(person, code), 'TOO_MANY_REQUESTS');
    await api.advance(QUARTER);
    expect((await confirm(person, code)).status).toBe(200);
    await expectOnlyOwner(person);
  });

  test('nor where an administrator confirmed the account: that proves no address', async () => {
    const person = await signedUp();
    const code = await codeOf(person);
    await struck('ConfirmSignUp', 'CRASH', {});
    await confirm(person, otherThan(code), mallory);
    await api.faults();
    await aws.cognito.send(new AdminConfirmSignUpCommand(user(person)));
    await api.advance(HALF_A_MINUTE);
    expectRefusal(await confirm(person, otherThan(code), mallory), 'INVALID_CODE');
    expect((await aws.cognito.send(new AdminGetUserCommand(user(person)))).UserAttributes!.map(({ Name }) => Name)).not.toContain('name');
  });

  test('learns of no account by a password that is not its own', async () => {
    const person = await new Person(api).enrol();
    await aws.cognito.send(new AdminSetUserPasswordCommand({ ...user(person), Password: person.password, Permanent: true }));
    const answers = [await confirm(person, '123456', mallory), await confirm(new Person(api), '123456', mallory), await confirm(await signedUp(), '123456', mallory)];
    expect(new Set(answers.map((answer) => JSON.stringify(visible(answer)))).size).toBe(1);
  });
});

test.each([
  ['verification_code', '12345', 'must be the 6 digits of the mail'],
  ['full_name', 'x'.repeat(129), 'must be a name of 1 to 128 printable characters'],
  ['new_password', ' x', 'must be a password of 1 to 256 printable characters that neither starts nor ends with a space'],
  ['mobile_phone_number', '+', 'must be a phone number: + and 1 to 14 digits'],
])('refuses the %s %j', async (field, value, text) => {
  expectRefusal(await confirm(new Person(api), '123456', { [field]: value }), 'INVALID_REQUEST', { [field]: text });
});
