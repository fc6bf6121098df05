import type { Tokens } from '../support/foreign-tokens';
import { LocalApi, type Answer } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { halfway, resetCode } from '../support/stages';

/** There, who has stolen a session keeps it when its owner changes the password. */
let api: LocalApi;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  api = await LocalApi.start();
  bob = await new Person(api, 'Bob').enrol();
});
afterAll(() => api?.stop());
beforeEach(async () => {
  await api.advance(10);
  ada = await new Person(api).enrol();
});

const FRESH = 'Quiet#Harbour-77';
const refresh = (person: Person, { refresh_token }: Tokens) => api.call('POST /v1/refresh-token', { email: person.email, refresh_token });
const userinfo = ({ access_token }: Tokens) => api.call('GET /v1/userinfo', undefined, bearer(access_token));
const changePassword = (person: Person, { access_token }: Tokens, old_password: string, new_password: string) =>
  api.call(`POST /v1/users/${person.sub}/change-password`, { email: person.email, old_password, new_password, access_token });
const verify = async (person: Person, verification_session: string) => api.call('POST /v1/mfa-verify', {
  email: person.email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session, otp_code: await person.otp(),
});

/** Everything that a thief can still try with what was stolen before. */
const expectWorthless = async (person: Person, tokens: Tokens) => {
  expectRefusal(await refresh(person, tokens), 'INVALID_TOKEN');
  expectRefusal(await userinfo(tokens), 'INVALID_TOKEN');
  expectRefusal(await changePassword(person, tokens, person.password, 'Mallory#Was-Here1'), 'INVALID_TOKEN');
  expectRefusal(await api.call(`POST /v1/users/${person.sub}/reset-password`, { email: person.email }, bearer(tokens.access_token)), 'INVALID_TOKEN');
  expectRefusal(await api.call(`DELETE /v1/users/${person.sub}`, undefined, bearer(tokens.access_token)), 'INVALID_TOKEN');
};
const expectOpen = async (person: Person, tokens: Tokens) => {
  expect((await userinfo(tokens)).body).toMatchObject({ email: person.email });
  expect((await refresh(person, tokens)).status).toBe(200);
};

const viaMail = async (person: Person, new_password = FRESH) => api.call(`POST /v1/users/${person.userId}/confirm-password`, {
  email: person.email, new_password, verification_code: await resetCode(api, person, 'POST /v1/forgot-password'),
});
const resetMfa = async (person: Person, more = {}) => {
  const answer = await api.call(`POST /v1/users/${person.userId}/reset-mfa`, {
    email: person.email, password: person.password, verification_code: await resetCode(api, person, 'POST /v1/resend-mfa'), ...more,
  });
  person.totpSecret = answer.body.qr_code_secret ?? person.totpSecret;
  return answer;
};

/** What ends all sessions; `own` is the session that asks for it. */
const ways: Record<string, (person: Person, own: Tokens) => Promise<Answer>> = {
  'change-password': (person, own) => changePassword(person, own, person.password, FRESH),
  'confirm-password': (person) => viaMail(person),
  'reset-mfa': (person) => resetMfa(person),
  'reset-mfa with a new password': (person) => resetMfa(person, { new_password: FRESH }),
};
const setsPassword = (way: string) => way !== 'reset-mfa';

describe.each(Object.keys(ways))('%s', (way) => {
  test('ends every session, also one that was refreshed and that of the caller, and nobody else\'s', async () => {
    const bobs = (await bob.signIn()).body;
    const [own, other, first] = [(await ada.signIn()).body, (await ada.signIn()).body, (await ada.signIn()).body];
    const second = (await refresh(ada, first)).body;
    for (const tokens of [own, other, second]) {
      expect((await userinfo(tokens)).status).toBe(200);
    }
    const { status, body } = await ways[way](ada, own);
    expect(status).toBe(200);
    expect(body.signed_in).toBe(way.startsWith('reset-mfa') ? undefined : false);
    ada.password = setsPassword(way) ? FRESH : ada.password;
    for (const tokens of [own, other, first, second]) {
      await expectWorthless(ada, tokens);
    }
    await expectOpen(bob, bobs);
  });

  test('leads back in by the password, and the second factor, alone', async () => {
    const former = ada.password;
    expect((await ways[way](ada, (await ada.signIn()).body)).status).toBe(200);
    if (way.startsWith('reset-mfa')) {
      expect((await ada.confirmMfa()).status).toBe(200);
    }
    if (setsPassword(way)) {
      expectRefusal(await ada.login(former), 'INVALID_CREDENTIALS');
      ada.password = FRESH;
    }
    await expectOpen(ada, (await ada.signIn()).body);
  });
});

test('a thief who refreshes all the while keeps nothing', async () => {
  const stolen = (await ada.signIn()).body;
  const [{ status }, ...races] = await Promise.all([
    changePassword(ada, (await ada.signIn()).body, ada.password, FRESH), ...Array.from({ length: 6 }, () => refresh(ada, stolen)),
  ]);
  expect(status).toBe(200);
  for (const { body } of [{ body: stolen }, ...races.filter((race) => race.status === 200)]) {
    expectRefusal(await refresh(ada, body), 'INVALID_TOKEN');
    expectRefusal(await userinfo(body), 'INVALID_TOKEN');
  }
});

test('what fails ends nothing: a stranger signs nobody out by guessing', async () => {
  const tokens = (await ada.signIn()).body;
  expect((await changePassword(ada, tokens, 'Tr0ubled&Waters-8', FRESH)).status).toBe(401);
  expect((await changePassword(ada, tokens, ada.password, 'weak')).status).toBe(400);
  await resetCode(api, ada, 'POST /v1/forgot-password');
  const guess = { email: ada.email, verification_code: '000000' };
  expect((await api.call(`POST /v1/users/${ada.userId}/confirm-password`, { ...guess, new_password: FRESH })).status).toBe(400);
  expect((await api.call(`POST /v1/users/${ada.userId}/reset-mfa`, { ...guess, password: ada.password })).status).toBe(400);
  await expectOpen(ada, tokens);
});

// A global sign-out ends tokens, not what stands between a password and them.
describe('what was begun with the former password is not finished', () => {
  test.each(['change-password', 'confirm-password'])('a sign-in, after %s', async (way) => {
    const own = (await ada.signIn()).body;
    const { body: { verification_session } } = await ada.login();
    expect((await ways[way](ada, own)).status).toBe(200);
    expectRefusal(await verify(ada, verification_session), 'INVALID_SESSION');
  });

  test('an enrolment, after confirm-password: the thief\'s authenticator app would be the account\'s', async () => {
    const person = await halfway(api);
    person.totpSecret = (await person.login()).body.qr_code_secret;
    expect((await viaMail(person)).status).toBe(200);
    expectRefusal(await person.confirmMfa(), 'ENROLMENT_EXPIRED');
  });
});
