import { operations, type Operation } from '../../src/contract';
import { answerTo, begin } from '../support/challenge';
import { fullStack } from '../support/default-stack';
import { LocalApi, type Answer } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { resetCode } from '../support/stages';

/** There, common passwords are said to be refused, and are not. */
let api: LocalApi;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));

const TOO_COMMON = 'is too common: digits and symbols around a well-known password do not make it safe';
const TOO_CLOSE = 'must not contain your name, your email address or the name of this app';
/** Sends one new password after the other, and each time it is refused the next one still can be. */
type Setter = (new_password: string) => Promise<Answer>;

/** Of each operation that takes a new password: a person who may set one now, and the request that does. */
const setters: Record<string, (person: Person) => Promise<Setter>> = {
  'confirm-user': async (person) => {
    await person.register();
    const temporary_password = secretOf(await api.mail(person.email));
    return (new_password) => api.call(`POST /v1/users/${person.userId}/confirm`, { email: person.email, temporary_password, new_password });
  },
  'confirm-password': async (person) => {
    const verification_code = await resetCode(api, await person.enrol(), 'POST /v1/forgot-password');
    return (new_password) => api.call(`POST /v1/users/${person.userId}/confirm-password`, { email: person.email, new_password, verification_code });
  },
  'change-password': async (person) => {
    const { body: { access_token } } = await (await person.enrol()).signIn();
    return (new_password) => api.call(`POST /v1/users/${person.sub}/change-password`, {
      email: person.email, old_password: person.password, new_password, access_token,
    });
  },
  'reset-mfa': async (person) => {
    const verification_code = await resetCode(api, await person.enrol(), 'POST /v1/resend-mfa');
    return (new_password) => api.call(`POST /v1/users/${person.userId}/reset-mfa`, {
      email: person.email, password: person.password, verification_code, new_password,
    });
  },
  // A refused password leaves the session as it is.
  'challenge': async (person) => {
    await person.register();
    const first = await begin(api, person.email, 'PASSWORD', { password: secretOf(await api.mail(person.email)) });
    return (new_password) => answerTo(api, first, { new_password });
  },
  'confirm-sign-up': async (person) => {
    await person.signUp();
    const verification_code = secretOf(await api.mail(person.email));
    return (new_password) => api.call('POST /v1/sign-up/confirm', { email: person.email, verification_code, full_name: person.name, new_password });
  },
};
/** Before the mailed code is proven the name is not looked up: an answer that depends on it would tell that there is an account. */
const knowsTheName = (operation: string) => operation !== 'confirm-password';

test('every operation that takes a new password is looked at here', () => {
  const takesOne = Object.values<Operation>(operations).filter(({ body }) => body?.properties.new_password).map(({ operation }) => operation);
  expect(Object.keys(setters).sort()).toEqual(takesOne.sort());
});

/** All meet the policy of 14 characters and four classes, so that none stands in any list as it is. */
const COMMON = [
  'Password-12345', 'P@ssw0rd!!!!!!!1', 'pA$$w0RD#202424', '!!!2024!!!Passw0rd', '1234567890-Qwerty', 'Iloveyou12345!', '1L0v3Y0u!!!!!!!!',
  'M0nk3y#########1', '###Dr4g0n-99999', 'Letmein-2024-01!', '***Adm1n1strat0r***', '5up3Rm4n-2024!',
];
/** What stands around a common word, around one that is none. */
const UNCOMMON = 'Harbourmoss-12345';

describe.each(Object.keys(setters))('%s', (operation) => {
  let person: Person;
  let set: Setter;
  beforeAll(async () => {
    person = new Person(api, 'Grace Brewster Hopper');
    set = await setters[operation](person);
  });

  test('refuses a common password, however it is disguised', async () => {
    for (const password of COMMON) {
      expectRefusal(await set(password), 'PASSWORD_REFUSED', { new_password: TOO_COMMON });
    }
  });

  test('refuses what holds the email\'s local part, the app\'s name or a part of the person\'s, however it is disguised', async () => {
    const [local] = person.email.split('@');
    for (const password of [
      `Xy7!${local}#Zz`, 'XX-p3rson-&-moRe', 'QQ#P3R50N#harb', 'The#Our.App#1815', 'xx-0UR_4pp-Quay1',
      ...knowsTheName(operation) ? ['My-Grace-0f-1906!', 'MyBr3w$ter-of-1906', 'hOpp3R.h0pp3r.xy1', 'x-Grace.Brewster-1'] : [],
    ]) {
      expectRefusal(await set(password), 'PASSWORD_REFUSED', { new_password: TOO_CLOSE });
    }
  });

  test('takes any other, in the same dress, with the same request', async () => {
    const { status } = await set(UNCOMMON);
    expect(status).toBe(200);
    expect((await person.login(UNCOMMON)).status).toBe(operation === 'reset-mfa' ? 403 : 200);
  });
});
