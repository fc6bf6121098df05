import { rmSync } from 'node:fs';
import { decodeJwt } from 'jose';
import { changedStack } from '../support/changed-stack';
import type { Tokens } from '../support/foreign-tokens';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';

/** There, a refresh token is good for ever, and for any email that is sent along. */
let api: LocalApi;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  api = await LocalApi.start();
  ada = await new Person(api).enrol();
  bob = await new Person(api, 'Bob').enrol();
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));

const HOURS = 3600;
const GRACE = 10;
const refresh = (email: string, refresh_token: string, at = api) => at.call('POST /v1/refresh-token', { email, refresh_token });
const refreshed = async (email: string, { refresh_token }: Tokens): Promise<Tokens> => {
  const { status, body } = await refresh(email, refresh_token);
  expect(status).toBe(200);
  return body;
};
const signedIn = async (person: Person): Promise<Tokens> => (await person.signIn()).body;
const isOpen = async ({ access_token }: Tokens) => (await api.call('GET /v1/userinfo', undefined, bearer(access_token))).status === 200;

test('each refresh answers new tokens, whose refresh token serves in turn', async () => {
  let tokens = await signedIn(ada);
  const seen = new Set([tokens.refresh_token]);
  for (const name of [ada.email, ada.email.toUpperCase(), ada.userId, ada.sub]) {
    tokens = await refreshed(name, tokens);
    expect(seen).not.toContain(tokens.refresh_token);
    seen.add(tokens.refresh_token);
    expect(await isOpen(tokens)).toBe(true);
  }
});

describe('a refresh token that was stolen', () => {
  test('is worthless once its owner has used it and the grace is over', async () => {
    const stolen = await signedIn(ada);
    const kept = await refreshed(ada.email, stolen);
    await api.advance(GRACE);
    expectRefusal(await refresh(ada.email, stolen.refresh_token), 'INVALID_TOKEN');
    await refreshed(ada.email, kept);
  });

  test('gains no time by being replayed within the grace: it ends where the first use put it', async () => {
    const stolen = await signedIn(ada);
    await refreshed(ada.email, stolen);
    await api.advance(GRACE / 2);
    await refreshed(ada.email, stolen);
    await api.advance(GRACE / 2);
    expectRefusal(await refresh(ada.email, stolen.refresh_token), 'INVALID_TOKEN');
  });

  test('of any generation but the newest is worthless too', async () => {
    const generations = [await signedIn(ada)];
    for (let generation = 0; generation < 3; generation++) {
      generations.push(await refreshed(ada.email, generations.at(-1)!));
    }
    await api.advance(GRACE);
    for (const { refresh_token } of generations.slice(0, -1)) {
      expectRefusal(await refresh(ada.email, refresh_token), 'INVALID_TOKEN');
    }
    await refreshed(ada.email, generations.at(-1)!);
  });

  test('prolongs nothing, however often it is rotated: a day after the sign-in all that came of it is over', async () => {
    let tokens = await signedIn(ada);
    const { auth_time } = decodeJwt(tokens.access_token);
    for (let hours = 0; hours < 24; hours += 8) {
      tokens = await refreshed(ada.email, tokens);
      await api.advance(8 * HOURS);
    }
    expect(decodeJwt(tokens.access_token).auth_time).toBe(auth_time);
    expectRefusal(await refresh(ada.email, tokens.refresh_token), 'INVALID_TOKEN');
  });

  test('ends with all that came of it when its owner signs out', async () => {
    const stolen = await signedIn(ada);
    const [thief, owner] = await Promise.all([refreshed(ada.email, stolen), refreshed(ada.email, stolen)]);
    expect((await api.call('POST /v1/logout', { email: ada.email, access_token: owner.access_token })).status).toBe(200);
    for (const tokens of [stolen, thief, owner]) {
      expectRefusal(await refresh(ada.email, tokens.refresh_token), 'INVALID_TOKEN');
      expect(await isOpen(tokens)).toBe(false);
    }
  });
});

describe('a refresh token with somebody else\'s name', () => {
  test.each<[string, () => string]>([
    ['email', () => bob.email],
    ['email in capitals', () => bob.email.toUpperCase()],
    ['handle', () => bob.userId],
    ['sub', () => bob.sub],
    ['email, which nobody has,', () => 'nobody@example.com'],
    ['user_id, which nobody has,', () => '01234567-89ab-cdef-0123-456789abcdef'],
  ])('their %s is refused, and ends with all that came of it before', async (_, name) => {
    const first = await signedIn(ada);
    const second = await refreshed(ada.email, first);
    expectRefusal(await refresh(name(), second.refresh_token), 'INVALID_TOKEN');
    for (const tokens of [first, second]) {
      expectRefusal(await refresh(ada.email, tokens.refresh_token), 'INVALID_TOKEN');
      expect(await isOpen(tokens)).toBe(false);
    }
  });

  test('opens no way in beside its owner\'s own request', async () => {
    const tokens = await signedIn(ada);
    const answers = await Promise.all([ada, bob, ada, bob].map(({ email }) => refresh(email, tokens.refresh_token)));
    expect(answers.filter(({ body }) => body.email === bob.email)).toEqual([]);
    for (const { body } of answers.filter(({ status }) => status === 200)) {
      expectRefusal(await refresh(ada.email, body.refresh_token), 'INVALID_TOKEN');
    }
  });

  test('leaves the other sign-ins of both alone', async () => {
    const [other, bobs, tokens] = [await signedIn(ada), await signedIn(bob), await signedIn(ada)];
    expectRefusal(await refresh(bob.email, tokens.refresh_token), 'INVALID_TOKEN');
    await refreshed(ada.email, other);
    await refreshed(bob.email, bobs);
  });
});

test('without a grace period, of equal requests at once one alone is answered tokens', async () => {
  const folder = changedStack(({ Resources }) => {
    const client = Object.values(Resources).find(({ Type }) => Type === 'AWS::Cognito::UserPoolClient')!;
    client.Properties.RefreshTokenRotation.RetryGracePeriodSeconds = 0;
  });
  const strict = await LocalApi.start(folder);
  try {
    const person = await new Person(strict).enrol();
    const { refresh_token } = (await person.signIn()).body;
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(person.email, refresh_token, strict)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401, 401]);
    const { body: { refresh_token: next } } = answers.find(({ status }) => status === 200)!;
    expect((await refresh(person.email, next, strict)).status).toBe(200);
  } finally {
    await strict.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
