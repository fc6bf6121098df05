import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import { tokensOfAnotherClient, tokensOfAnotherPool } from '../support/foreign-tokens';
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
beforeEach(() => api.advance(10));

const HOURS = 3600;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const refresh = (email: string, refresh_token: string) => api.call('POST /v1/refresh-token', { email, refresh_token });
const userinfo = (token: string) => api.call('GET /v1/userinfo', undefined, bearer(token));

describe('new tokens', () => {
  test.each<[string, () => string]>([
    ['email', () => ada.email],
    ['email in capitals', () => ada.email.toUpperCase()],
    ['handle', () => ada.userId],
    ['handle in capitals', () => ada.userId.toUpperCase()],
    ['sub', () => ada.sub],
  ])('are answered to the person who is named by their %s', async (_, name) => {
    const before = (await ada.signIn()).body;
    const { status, headers, body } = await refresh(name(), before.refresh_token);
    expect(body).toEqual({
      email: ada.email,
      id_token: expect.stringMatching(JWT),
      access_token: expect.stringMatching(JWT),
      refresh_token: expect.any(String),
      expires_in: 3600,
    });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    for (const token of ['id_token', 'access_token', 'refresh_token']) {
      expect(body[token]).not.toBe(before[token]);
    }
  });

  test('are the person\'s, and can be refreshed in turn', async () => {
    const first = (await ada.signIn()).body;
    const second = (await refresh(ada.email, first.refresh_token)).body;
    expect((await userinfo(second.access_token)).body).toMatchObject({ user_id: ada.sub, email: ada.email });
    expect((await userinfo(second.id_token)).body).toMatchObject({ user_id: ada.sub, email: ada.email });
    expect((await refresh(ada.email, second.refresh_token)).status).toBe(200);
  });

  test('come again from the old token for 10 seconds, and then no more', async () => {
    const { refresh_token } = (await ada.signIn()).body;
    expect((await refresh(ada.email, refresh_token)).status).toBe(200);
    await api.advance(5);
    const retry = await refresh(ada.email, refresh_token);
    expect(retry.status).toBe(200);
    expect((await userinfo(retry.body.access_token)).status).toBe(200);
    await api.advance(5);
    expectRefusal(await refresh(ada.email, refresh_token), 'INVALID_TOKEN');
  });

  test('are to be had for 24 hours after the sign-in, however often they were refreshed', async () => {
    let { refresh_token } = (await ada.signIn()).body;
    for (const hours of [12, 11.9]) {
      await api.advance(hours * HOURS);
      const { status, body } = await refresh(ada.email, refresh_token);
      expect(status).toBe(200);
      refresh_token = body.refresh_token;
    }
    await api.advance(0.2 * HOURS);
    expectRefusal(await refresh(ada.email, refresh_token), 'INVALID_TOKEN');
  });
});

describe('a token that is not of the person named', () => {
  test.each<[string, () => string]>([
    ['another person\'s email', () => bob.email],
    ['another person\'s handle', () => bob.userId],
    ['another person\'s sub', () => bob.sub],
    ['an email that nobody has', () => 'nobody@example.com'],
    ['a user_id that nobody has', () => '01234567-89ab-cdef-0123-456789abcdef'],
  ])('is refused with %s, and ends with all that came of it', async (_, name) => {
    const { refresh_token, access_token } = (await ada.signIn()).body;
    expectRefusal(await refresh(name(), refresh_token), 'INVALID_TOKEN');
    expectRefusal(await refresh(ada.email, refresh_token), 'INVALID_TOKEN');
    expectRefusal(await userinfo(access_token), 'INVALID_TOKEN');
  });

  test('leaves the person\'s other sign-ins, and the person named, alone', async () => {
    const other = (await ada.signIn()).body;
    const bobs = (await bob.signIn()).body;
    const { refresh_token } = (await ada.signIn()).body;
    expectRefusal(await refresh(bob.email, refresh_token), 'INVALID_TOKEN');
    expect((await refresh(ada.email, other.refresh_token)).status).toBe(200);
    expect((await refresh(bob.email, bobs.refresh_token)).status).toBe(200);
  });
});

describe('refuses', () => {
  test.each(['garbage', 'a.b.c', 'eyJhbGciOiJub25lIn0.e30.', 'x'.repeat(10_000)])('what is no token: %.20s', async (token) => {
    expectRefusal(await refresh(ada.email, token), 'INVALID_TOKEN');
  });

  test.each(['id_token', 'access_token'] as const)('the %s', async (token) => {
    const tokens = (await ada.signIn()).body;
    expectRefusal(await refresh(ada.email, tokens[token]), 'INVALID_TOKEN');
  });

  test('the token after a logout, on this device and on the others', async () => {
    const [here, there] = [(await ada.signIn()).body, (await ada.signIn()).body];
    await api.call('POST /v1/logout', { email: ada.email, access_token: here.access_token });
    expectRefusal(await refresh(ada.email, here.refresh_token), 'INVALID_TOKEN');
    expectRefusal(await refresh(ada.email, there.refresh_token), 'INVALID_TOKEN');
  });

  test('a genuine token of another pool whose user has the same address, and of another client', async () => {
    expectRefusal(await refresh(ada.email, (await tokensOfAnotherPool(aws, ada)).refresh_token), 'INVALID_TOKEN');
    expectRefusal(await refresh(ada.email, (await tokensOfAnotherClient(aws, ada)).refresh_token), 'INVALID_TOKEN');
  });

  test('the token of someone who was disabled', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const { refresh_token } = (await eve.signIn()).body;
    await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: eve.email }));
    expectRefusal(await refresh(eve.email, refresh_token), 'INVALID_TOKEN');
  });

  test('the token of someone who was deleted', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const { refresh_token, id_token } = (await eve.signIn()).body;
    expect((await api.call(`DELETE /v1/users/${eve.sub}`, undefined, bearer(id_token))).status).toBe(200);
    expectRefusal(await refresh(eve.email, refresh_token), 'INVALID_TOKEN');
  });
});
