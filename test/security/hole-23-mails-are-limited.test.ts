import { makeAdministrator } from '../support/administrator';
import { fullStack } from '../support/default-stack';
import { LocalApi, type Answer } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { invited, resetCode } from '../support/stages';

/** There, anyone can have as many mails sent to an address as they like, and each invitation makes the one before worthless. */
let api: LocalApi;
let admin: Person;
let adminToken: string;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  admin = await new Person(api, 'Grace').enrol();
  await makeAdministrator(api, admin);
});
afterAll(() => api?.stop());
beforeEach(async () => {
  await api.advance(10);
  adminToken = (await admin.signIn()).body.access_token;
});

const MINUTES = 60;
const FIVE_MINUTES = 5 * MINUTES;

interface Kind {
  readonly subject: string;
  /** Someone to whom such a mail goes. */
  readonly reach: () => Promise<Person>;
  /** Every request that mails it, for an address as it is typed. */
  readonly requests: (person: Person, email: string) => (() => Promise<Answer>)[];
}

const kinds: Record<string, Kind> = {
  'the invitation': {
    subject: 'Welcome to our app',
    reach: async () => {
      const person = await invited(api);
      await api.advance(FIVE_MINUTES);
      return person;
    },
    requests: (_, email) => [
      () => api.call('POST /v1/users', { full_name: 'Mallory', email, mobile_phone_number: '+10000000' }),
      () => api.call('POST /v1/resend-confirmation-code', { email }),
    ],
  },
  'the code of a sign-up': {
    subject: 'our app confirmation code',
    reach: async () => {
      const person = new Person(api);
      await person.signUp();
      await api.advance(FIVE_MINUTES);
      return person;
    },
    requests: (_, email) => ['sign-up', 'sign-up/resend'].map((route) => () => api.call(`POST /v1/${route}`, { email })),
  },
  'the password reset': {
    subject: 'our app forgot password',
    reach: () => new Person(api).enrol(),
    requests: (person, email) => [
      () => api.call('POST /v1/forgot-password', { email }),
      () => api.call(`POST /v1/users/${person.sub}/reset-password`, { email }, bearer(adminToken)),
    ],
  },
  'the reset of the second factor': {
    subject: 'our app second factor reset',
    reach: () => new Person(api).enrol(),
    requests: (_, email) => [() => api.call('POST /v1/resend-mfa', { email })],
  },
};
const spellings = ({ email }: Person) => [email, email.toUpperCase(), email.replace(/^./, (first) => first.toUpperCase())];
const mails = async ({ email }: Person, { subject }: Kind) => (await api.mails(email)).filter((mail) => mail.subject === subject).length;

describe.each(Object.keys(kinds))('%s', (name) => {
  const kind = kinds[name];

  test('is mailed, and again after five minutes', async () => {
    const person = await kind.reach();
    const before = await mails(person, kind);
    let sent = before;
    for (const request of kind.requests(person, person.email)) {
      expect((await request()).status).toBeLessThan(300);
      expect(await mails(person, kind)).toBe(++sent);
      await api.advance(FIVE_MINUTES);
    }
  });

  test('goes out once in five minutes, whatever mix of requests asks for it, in any spelling, at once or in turn', async () => {
    const person = await kind.reach();
    const before = await mails(person, kind);
    const requests = spellings(person).flatMap((email) => kind.requests(person, email));
    const answers = await Promise.all([...requests, ...requests].map((request) => request()));
    for (let minute = 1; minute < 5; minute++) {
      await api.advance(MINUTES);
      answers.push(...await Promise.all(requests.map((request) => request())));
    }
    expect(answers.filter(({ status }) => status >= 300)).toEqual([]);
    expect(await mails(person, kind)).toBe(before + 1);
    await api.advance(MINUTES);
    await Promise.all(requests.map((request) => request()));
    expect(await mails(person, kind)).toBe(before + 2);
  });

  test('shows nobody whether it went out: the answer is the same', async () => {
    const person = await kind.reach();
    for (const request of kind.requests(person, person.email)) {
      const [first, second] = [await request(), await request()];
      expect(visible(second)).toEqual(visible(first));
      await api.advance(FIVE_MINUTES);
    }
  });

  test('to one address leaves those to another', async () => {
    const [one, other] = [await kind.reach(), await kind.reach()];
    const before = await mails(other, kind);
    for (const person of [one, one, other]) {
      await kind.requests(person, person.email)[0]();
    }
    expect(await mails(other, kind)).toBe(before + 1);
  });
});

describe('a stranger who asks all the time', () => {
  const nuisance = ({ email }: Person) => Promise.all([
    api.call('POST /v1/users', { full_name: 'Mallory', email, mobile_phone_number: '+10000000' }),
    ...['resend-confirmation-code', 'forgot-password', 'resend-mfa'].map((route) => api.call(`POST /v1/${route}`, { email })),
  ]);

  test('does not make an invitation worthless: each works until the next one, five minutes later', async () => {
    const person = await invited(api);
    const passwords = new Set([secretOf(await api.mail(person.email))]);
    for (let minute = 0; minute < 16; minute++) {
      await nuisance(person);
      const password = secretOf(await api.mail(person.email));
      passwords.add(password);
      expect((await person.login(password)).body).toMatchObject({ verification_type: 'NEW_PASSWORD_REQUIRED' });
      await api.advance(MINUTES);
    }
    expect(passwords.size).toBe(4);
    expect((await person.confirm()).status).toBe(200);
  });

  test('does not prolong the wait either: what was refused starts no new five minutes', async () => {
    const person = await new Person(api).enrol();
    await resetCode(api, person, 'POST /v1/forgot-password');
    for (let minute = 0; minute < 5; minute++) {
      await api.advance(MINUTES);
      await nuisance(person);
    }
    expect(await mails(person, kinds['the password reset'])).toBe(2);
  });

  test('has no mail sent to who is not there, nor to who has no use for it', async () => {
    const [nobody, enrolled] = [new Person(api), await new Person(api).enrol()];
    await api.advance(FIVE_MINUTES);
    const before = await mails(enrolled, kinds['the invitation']);
    await nuisance(enrolled);
    expect(await mails(enrolled, kinds['the invitation'])).toBe(before);
    for (const route of ['resend-confirmation-code', 'forgot-password', 'resend-mfa']) {
      expect((await api.call(`POST /v1/${route}`, { email: nobody.email })).status).toBe(200);
    }
    expect(await api.mails(nobody.email)).toEqual([]);
  });
});

test('a mail that could not be sent takes no turn: the person can ask again at once', async () => {
  const person = await new Person(api).enrol();
  await api.faults({ function: 'forgot-password', operation: 'ForgotPassword', fault: { name: 'InternalErrorException', status: 500 } });
  expectRefusal(await api.call('POST /v1/forgot-password', { email: person.email }), 'SERVICE_UNAVAILABLE');
  await api.faults();
  expect(await resetCode(api, person, 'POST /v1/forgot-password')).toMatch(/^\d{6}$/);
});

test('where the turns cannot be kept, no mail goes out at all', async () => {
  const person = await new Person(api).enrol();
  await api.faults({ service: 's3', operation: 'PutObject', times: 0, fault: { name: 'InternalError', status: 500 } });
  for (const route of ['POST /v1/forgot-password', 'POST /v1/resend-mfa']) {
    expectRefusal(await api.call(route, { email: person.email }), 'SERVICE_UNAVAILABLE');
  }
  await api.faults();
  expect(await api.mails(person.email)).toHaveLength(1);
});
