import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool, unsigned } from '../support/foreign-tokens';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
let bob: Person;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
  bob = await new Person(api, 'Bob').enrol();
});
// Past Cognito's limit of attempts per account and hour.
beforeEach(() => api.advance(3600));

const NEW = 'Quiet#Harbour-77';
const accessToken = async (person: Person): Promise<string> => (await person.signIn()).body.access_token;
const change = (userId: string, email: string, access_token: string, old_password: string, new_password = NEW) =>
  api.call(`POST /v1/users/${userId}/change-password`, { email, old_password, new_password, access_token });

describe('the bearer of an access token who knows the password', () => {
  test.each<[string, () => string, string]>([
    ['handle', () => ada.userId, 'Slow&Certain-Tide5'],
    ['handle in capitals', () => ada.userId.toUpperCase(), 'Wide%Meadow_Lark3'],
    ['sub', () => ada.sub, 'Salt(Marsh)Heron4'],
  ])('sets a new one, named by their %s', async (_, id, fresh) => {
    const former = ada.password;
    const { status, headers, body } = await change(id(), ada.email.toUpperCase(), await accessToken(ada), former, fresh);
    expect(body).toEqual({ email: ada.email, status: 'PASSWORD_SUCCESSFULLY_CHANGED', signed_in: false });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    ada.password = fresh;
    expectRefusal(await ada.login(former), 'INVALID_CREDENTIALS');
    expect((await ada.signIn()).status).toBe(200);
  });

  test('ends all sessions, their own included, and nobody else\'s', async () => {
    const bobs = (await bob.signIn()).body;
    const devices = [(await ada.signIn()).body, (await ada.signIn()).body];
    const fresh = 'Amber*Quarry^Fox6';
    expect((await change(ada.sub, ada.email, devices[0].access_token, ada.password, fresh)).status).toBe(200);
    ada.password = fresh;
    for (const { refresh_token, access_token } of devices) {
      expectRefusal(await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token }), 'INVALID_TOKEN');
      expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(access_token)), 'INVALID_TOKEN');
    }
    expect((await api.call('POST /v1/refresh-token', { email: bob.email, refresh_token: bobs.refresh_token })).status).toBe(200);
  });
});

describe('refuses, and neither password nor sessions change,', () => {
  let token: string;
  beforeEach(async () => {
    token = await accessToken(ada);
  });
  afterEach(async () => {
    expect((await ada.login()).status).toBe(200);
    expect((await bob.login()).status).toBe(200);
  });
  const isSignedIn = async (access_token: string) => (await api.call('GET /v1/userinfo', undefined, bearer(access_token))).status === 200;

  test('a wrong old password', async () => {
    expectRefusal(await change(ada.sub, ada.email, token, 'Tr0ubled&Waters-8'), 'INVALID_CREDENTIALS');
    expect(await isSignedIn(token)).toBe(true);
  });

  test('an old password that is too long for Cognito by its own count, and a new one', async () => {
    const long = '\u{10000}'.repeat(250);
    expectRefusal(await change(ada.sub, ada.email, token, long), 'INVALID_CREDENTIALS');
    const { body } = await change(ada.sub, ada.email, token, ada.password, `Amber*Q6${long}`.slice(0, 264));
    expect(body).toMatchObject({ code: 'PASSWORD_REFUSED', fields: { new_password: expect.stringContaining('at most 256 characters') } });
    expect(await isSignedIn(token)).toBe(true);
  });

  test('more wrong old passwords than Cognito allows an account, and says when to come back', async () => {
    for (let attempt = 0; attempt < 5; attempt++) {
      expectRefusal(await change(ada.sub, ada.email, token, 'Tr0ubled&Waters-8'), 'INVALID_CREDENTIALS');
    }
    const answer = await change(ada.sub, ada.email, token, ada.password);
    expectRefusal(answer, 'TOO_MANY_REQUESTS');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  test.each([
    ['short and simple', 'short', 'must have at least 14 characters, an upper-case letter, a digit, a symbol'],
    ['common', 'P@ssw0rd!!!!!!!1', expect.stringContaining('too common')],
    ['made of the person\'s name', 'XX-byR0n-&-moRe', expect.stringContaining('your name')],
    ['made of the email address', 'XX-p3rson-&-moRe', expect.stringContaining('your email address')],
    ['made of the app\'s name', 'The#Our.App#1815', expect.stringContaining('the name of this app')],
  ])('a new password that is %s, by name', async (_, weak, text) => {
    expectRefusal(await change(ada.sub, ada.email, token, ada.password, weak), 'PASSWORD_REFUSED', { new_password: text });
    expect(await isSignedIn(token)).toBe(true);
  });

  test.each<[string, () => [string, string]]>([
    ['another person\'s email', () => [ada.sub, bob.email]],
    ['another person\'s email and user_id', () => [bob.sub, bob.email]],
    ['another person\'s handle', () => [bob.userId, ada.email]],
    ['another person\'s sub', () => [bob.sub, ada.email]],
    ['a user_id that nobody has', () => ['01234567-89ab-cdef-0123-456789abcdef', ada.email]],
    ['an email that nobody has', () => [ada.sub, 'nobody@example.com']],
  ])('%s', async (_, target) => {
    expectRefusal(await change(...target(), token, ada.password), 'FORBIDDEN');
    expect(await isSignedIn(token)).toBe(true);
  });

  test('a token that was revoked', async () => {
    await api.call('POST /v1/logout', { email: ada.email, access_token: token });
    expectRefusal(await change(ada.sub, ada.email, token, ada.password), 'INVALID_TOKEN');
  });

  test('a token that has expired', async () => {
    await api.advance(3600);
    expectRefusal(await change(ada.sub, ada.email, token, ada.password), 'INVALID_TOKEN');
  });

  test('a forged token, and the ID token', async () => {
    const { id_token } = (await ada.signIn()).body;
    for (const wrong of [tampered(token, { sub: bob.sub, username: bob.sub }), unsigned(token), 'a.b.c', id_token]) {
      expectRefusal(await change(ada.sub, ada.email, wrong, ada.password), 'INVALID_TOKEN');
    }
  });

  test('a genuine token of another pool, whose user has the person\'s address and password there', async () => {
    const { access_token } = await tokensOfAnotherPool(aws, ada);
    expectRefusal(await change(ada.userId, ada.email, access_token, ada.password), 'INVALID_TOKEN');
  });

  test('the person\'s own token of another client of the pool', async () => {
    const { access_token } = await tokensOfAnotherClient(aws, ada);
    expectRefusal(await change(ada.sub, ada.email, access_token, ada.password), 'INVALID_TOKEN');
  });
});
