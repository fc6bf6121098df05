import { operations, type Operation } from '../../src/contract';
import { allOf } from '../support/all-of-a-person';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { Tokens } from '../support/foreign-tokens';
import { honestFields, honestPerson, send, type Fields } from '../support/honest-request';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { halfway } from '../support/stages';

/** Ada has an account of her own and wants Bob's: she sends what is hers with his ids and addresses. */
let api: LocalApi;
let aws: Aws;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

/** Administrators are there to see and change what is somebody else's: who is one, administrators.test.ts asks. */
const rows = Object.entries<Operation>(operations).filter(([, { access }]) => access !== 'ADMINISTRATORS');
const NAMES = ['user_id', 'email'];
const fieldsOf = (row: Operation) => Object.keys({ ...row.path?.properties, ...row.body?.properties });
/** What proves who is asking. */
const proofsOf = (row: Operation) => [...fieldsOf(row), ...row.access === 'ANYONE' ? [] : ['access_token']]
  .filter((name) => /password$|otp|code$|session$|token$/.test(name) && name !== 'new_password');
/** Without a proof there is nothing of Ada's to send: anyone may ask, and it is told by hole 11 and 23 what comes of it. */
const proven = rows.filter(([, row]) => proofsOf(row).length > 0);

/** An email may stand for its owner as a user_id in some operations. */
const takesIdAsEmail = (row: Operation) => new RegExp(row.body?.properties.email?.pattern ?? '^$', 'u').test('01234567-89ab-cdef-0123-456789abcdef');

/** Every way to name Bob in a request, alone or beside Ada. */
const misnamed = (row: Operation, ada: Person, bob: Person): Fields[] => {
  const ids = (person: Person) => [person.userId, person.userId.toUpperCase(), ...person.sub ? [person.sub] : []];
  const emails = (person: Person) => [person.email, person.email.toUpperCase(), ...takesIdAsEmail(row) ? ids(person) : []];
  const user_ids = row.path?.properties.user_id ? [...ids(ada), ...ids(bob)] : [undefined];
  // There it is what is to become of the account: two-people.test.ts sends Bob's.
  const namesNobody = row.operation === 'update-userinfo';
  const addresses = row.body?.properties.email && !namesNobody ? [...emails(ada), ...emails(bob)] : [undefined];
  const all = user_ids.flatMap((user_id) => addresses.map((email) => ({ ...user_id && { user_id }, ...email && { email } })));
  const bobs = [...ids(bob), ...emails(bob)];
  return all.filter((names) => Object.values(names).some((name) => bobs.includes(name!))) as Fields[];
};

test('every field of the contract is a name, a proof, or what is to become of the account', () => {
  const known = [
    ...NAMES, 'full_name', 'mobile_phone_number', 'new_password', 'verification_type', 'scope', 'session_id',
    'attribute', 'content_type', 'credential', 'credential_id', 'email_mfa', 'factor', 'family_name', 'given_name', 'locale', 'passkey_mfa',
    'preferred_mfa', 'sms_mfa', 'software_token_mfa',
  ];
  for (const [, row] of rows) {
    expect(fieldsOf(row).filter((name) => !known.includes(name) && !proofsOf(row).includes(name))).toEqual([]);
  }
  expect(rows.filter((row) => !proven.includes(row)).map(([, { operation }]) => operation))
    .toEqual(['create-user', 'forgot-password', 'resend-confirmation-code', 'resend-mfa', 'sign-up', 'resend-sign-up']);
});

/** How many codes strangers have tried is counted: at an enrolment, which changes nothing for who holds its verification_session, and at a sign-up. */
const withoutCount = async (person: Person) => {
  const all = await allOf(api, aws, person);
  const { 'enrolment.json': { tried, written_by, ...enrolment } = {} as any, 'sign-up-codes.json': _, ...objects } = all.objects;
  return { ...all, objects, enrolment };
};

describe.each(proven)('%s', (routeKey, row) => {
  test('does nothing to Bob by what Ada proves, and does it to Ada by the same proof', async () => {
    const ada = await honestPerson(api, row, 'Quiet#Harbour-77');
    // Bob as far as Ada is, and Bob with an account in use.
    const [peer, bob] = [await honestPerson(api, row), await new Person(api).enrol()];
    const bobs: Tokens = (await bob.signIn()).body;
    const before = [await withoutCount(peer), await withoutCount(bob)];

    // A refresh token ends with the first wrong name.
    const isSpent = row.operation === 'refresh-token';
    let fields = await honestFields(api, ada, row);
    const declared = new RegExp(`^(${row.errors.join('|')})$`);
    for (const names of [peer, bob].flatMap((other) => misnamed(row, ada, other))) {
      // Less than a code lives, and enough for the route's limit.
      await api.advance(0.1);
      fields = isSpent ? await honestFields(api, ada, row) : fields;
      const { body: { code } } = await send(api, routeKey, row, { ...fields, ...names });
      expect({ names, code }).toEqual({ names, code: expect.stringMatching(declared) });
    }

    expect([await withoutCount(peer), await withoutCount(bob)]).toEqual(before);
    expect((await api.call('GET /v1/userinfo', undefined, bearer(bobs.access_token))).body).toMatchObject({ email: bob.email });
    expect((await api.call('POST /v1/refresh-token', { email: bob.email, refresh_token: bobs.refresh_token })).status).toBe(200);
    const own = await send(api, routeKey, row, isSpent ? await honestFields(api, ada, row) : fields);
    expect(own.status).toBe(row.success.status);
    // Past Cognito's lock of a quarter of an hour for wrong passwords.
    await api.advance(1800);
    expect((await bob.signIn()).status).toBe(200);
  });
});

describe('a pending enrolment of Bob\'s', () => {
  const confirmMfa = ({ userId, email }: Person, otp: string, verification_session?: string) =>
    api.call(`POST /v1/users/${userId}/confirm-mfa`, { email, otp, ...verification_session !== undefined && { verification_session } });
  const withSession = async () => {
    const person = await halfway(api);
    const { body } = await person.login();
    person.totpSecret = body.qr_code_secret;
    return { person, session: body.verification_session as string };
  };

  test('is not finished by Ada\'s code or session, and not ended by her guesses: Bob goes on with his', async () => {
    const [{ person: ada, session: adas }, { person: bob, session: bobs }] = [await withSession(), await withSession()];
    expectRefusal(await confirmMfa(bob, await ada.otp(), adas), 'INVALID_SESSION');
    expectRefusal(await confirmMfa(bob, await bob.shownCode(), adas), 'INVALID_SESSION');
    for (let guess = 0; guess < 5; guess++) {
      expectRefusal(await confirmMfa(bob, await bob.wrongCode()), 'CODE_MISMATCH');
    }
    expectRefusal(await confirmMfa(bob, await bob.wrongCode()), 'ENROLMENT_EXPIRED');
    expectRefusal(await confirmMfa(bob, await bob.shownCode()), 'ENROLMENT_EXPIRED');
    expect((await confirmMfa(bob, await bob.otp(), bobs)).body).toMatchObject({ mfa_status: 'CONFIRMED' });
    expect((await confirmMfa(ada, await ada.otp(), adas)).status).toBe(200);
  });

  test('is not ended by anything else that Ada may ask for in his name', async () => {
    const { person: bob, session } = await withSession();
    const before = await withoutCount(bob);
    await api.call('POST /v1/users', { full_name: 'Ada', email: bob.email, mobile_phone_number: '+10000000' });
    await api.call('POST /v1/resend-confirmation-code', { email: bob.email });
    await api.call('POST /v1/login', { email: bob.email, password: 'Quiet#Harbour-77' });
    await api.call(`POST /v1/users/${bob.userId}/confirm`, { email: bob.email, temporary_password: 'x', new_password: 'Quiet#Harbour-77' });
    await api.call(`POST /v1/users/${bob.userId}/reset-mfa`, { email: bob.email, password: 'Quiet#Harbour-77', verification_code: '123456' });
    await api.call(`POST /v1/users/${bob.userId}/confirm-password`, { email: bob.email, new_password: 'Quiet#Harbour-77', verification_code: '123456' });
    expect(await withoutCount(bob)).toEqual(before);
    expect((await confirmMfa(bob, await bob.otp(), session)).status).toBe(200);
  });
});

test('GET /v1/userinfo answers the bearer, whoever else the request names', async () => {
  const [ada, bob] = [await new Person(api).enrol(), await new Person(api, 'Bob').enrol()];
  const { access_token, id_token } = (await ada.signIn()).body;
  for (const token of [access_token, id_token]) {
    for (const query of [`?email=${bob.email}`, `?user_id=${bob.sub}`, `?sub=${bob.sub}&username=${bob.sub}`]) {
      const { body } = await api.call(`GET /v1/userinfo${query}`, undefined, { ...bearer(token), 'x-user-id': bob.sub, 'x-amzn-username': bob.sub });
      expect(body).toMatchObject({ user_id: ada.sub, email: ada.email, name: ada.name });
    }
  }
});
