import { SetUserPoolSessionConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider';
import { awsOf, type Aws } from '../support/aws';
import { defaultStack, fullStack } from '../support/default-stack';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool, unsigned, type Tokens } from '../support/foreign-tokens';
import { LocalApi } from '../support/local';
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

const logout = (email: string, access_token: string) => api.call('POST /v1/logout', { email, access_token });
const isSignedIn = async (person: Person, tokens: Tokens) =>
  (await api.call('POST /v1/refresh-token', { email: person.email, refresh_token: tokens.refresh_token })).status === 200;

test('ends the sessions of all devices, for the API and for Cognito', async () => {
  const devices: Tokens[] = [(await ada.signIn()).body, (await ada.signIn()).body];
  const { status, body } = await logout(ada.email, devices[0].access_token);
  expect(body).toEqual({ user_status: 'logout' });
  expect(status).toBe(200);
  for (const tokens of devices) {
    expect(await isSignedIn(ada, tokens)).toBe(false);
    expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(tokens.access_token)), 'INVALID_TOKEN');
  }
});

test('takes the email in any case', async () => {
  const tokens = (await ada.signIn()).body;
  expect(await logout(ada.email.toUpperCase(), tokens.access_token)).toMatchObject({ status: 200, body: { user_status: 'logout' } });
  expect(await isSignedIn(ada, tokens)).toBe(false);
});

test('leaves everybody else signed in', async () => {
  const bobs = (await bob.signIn()).body;
  await logout(ada.email, (await ada.signIn()).body.access_token);
  expect(await isSignedIn(bob, bobs)).toBe(true);
});

test('is answered in the same way for a genuine token that was revoked before', async () => {
  const { access_token } = (await ada.signIn()).body;
  const first = await logout(ada.email, access_token);
  const second = await logout(ada.email, access_token);
  expect(second.body).toEqual(first.body);
  expect(second.status).toBe(200);
});

test('with a token that was revoked before ends no session that was begun since', async () => {
  const old = (await ada.signIn()).body;
  await logout(ada.email, old.access_token);
  const fresh = (await ada.signIn()).body;
  expect((await logout(ada.email, old.access_token)).status).toBe(200);
  expect(await isSignedIn(ada, fresh)).toBe(true);
});

test('is answered in the same way when the account has been deleted', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const { access_token } = (await eve.signIn()).body;
  await api.call(`DELETE /v1/users/${eve.sub}`, undefined, bearer(access_token));
  expect(await logout(eve.email, access_token)).toMatchObject({ status: 200, body: { user_status: 'logout' } });
});

describe('refuses, and signs nobody out,', () => {
  let adas: Tokens;
  let bobs: Tokens;
  beforeAll(async () => {
    adas = (await ada.signIn()).body;
    bobs = (await bob.signIn()).body;
  });
  afterEach(async () => {
    for (const [person, tokens] of [[ada, adas], [bob, bobs]] as const) {
      expect((await api.call('GET /v1/userinfo', undefined, bearer(tokens.access_token))).body).toMatchObject({ email: person.email });
    }
  });

  test('another person\'s email', async () => {
    expectRefusal(await logout(bob.email, adas.access_token), 'FORBIDDEN');
  });

  test('an email that nobody has', async () => {
    expectRefusal(await logout('nobody@example.com', adas.access_token), 'FORBIDDEN');
  });

  test('a token whose claims were changed to be another person\'s', async () => {
    expectRefusal(await logout(bob.email, tampered(adas.access_token, { sub: bob.sub, username: bob.sub })), 'INVALID_TOKEN');
    expectRefusal(await logout(ada.email, tampered(adas.access_token, { exp: 9_999_999_999 })), 'INVALID_TOKEN');
  });

  test('a token without a genuine signature', async () => {
    expectRefusal(await logout(ada.email, unsigned(adas.access_token)), 'INVALID_TOKEN');
    expectRefusal(await logout(ada.email, 'a.b.c'), 'INVALID_TOKEN');
  });

  test('the ID token in place of the access token', async () => {
    expectRefusal(await logout(ada.email, adas.id_token), 'INVALID_TOKEN');
  });

  test('a genuine token of another pool, whose user has the person\'s address there', async () => {
    const { access_token } = await tokensOfAnotherPool(aws, ada);
    expectRefusal(await logout(ada.email, access_token), 'INVALID_TOKEN');
  });

  test('a genuine token of another pool that pretends to be of this one', async () => {
    const { access_token } = await tokensOfAnotherPool(aws, ada);
    const { iss, client_id } = JSON.parse(Buffer.from(adas.access_token.split('.')[1], 'base64url').toString());
    expectRefusal(await logout(ada.email, tampered(access_token, { iss, client_id })), 'INVALID_TOKEN');
  });

  test('the person\'s own token of another client of the pool', async () => {
    const { access_token } = await tokensOfAnotherClient(aws, ada);
    expectRefusal(await logout(ada.email, access_token), 'INVALID_TOKEN');
  });
});

test('refuses an expired token', async () => {
  const { access_token } = (await ada.signIn()).body;
  await api.advance(3600);
  expectRefusal(await logout(ada.email, access_token), 'INVALID_TOKEN');
});

test('refuses a user_id in place of the email', async () => {
  const { access_token } = (await ada.signIn()).body;
  expectRefusal(await logout(ada.sub, access_token), 'INVALID_REQUEST', { email: 'must be an email address of at most 128 characters' });
});

test('with scope EVERYWHERE is as without one, and a refresh token beside it counts for nothing', async () => {
  const devices: Tokens[] = [(await ada.signIn()).body, (await ada.signIn()).body];
  const bobs = (await bob.signIn()).body;
  const { status } = await api.call('POST /v1/logout', {
    email: ada.email, access_token: devices[0].access_token, scope: 'EVERYWHERE', refresh_token: bobs.refresh_token,
  });
  expect(status).toBe(200);
  expect(await Promise.all(devices.map((tokens) => isSignedIn(ada, tokens)))).toEqual([false, false]);
  expect(await isSignedIn(bob, bobs)).toBe(true);
});

test('of one device is refused where sessions are not tracked, and ends nothing', async () => {
  const tokens = (await ada.signIn()).body;
  const answer = await api.call('POST /v1/logout', { email: ada.email, access_token: tokens.access_token, scope: 'DEVICE', refresh_token: tokens.refresh_token });
  expectRefusal(answer, 'INVALID_REQUEST', { scope: 'must be EVERYWHERE: sessions are not tracked' });
  expect(await isSignedIn(ada, tokens)).toBe(true);
});

test('refuses another scope', async () => {
  const { access_token } = (await ada.signIn()).body;
  expectRefusal(await api.call('POST /v1/logout', { email: ada.email, access_token, scope: 'device' }), 'INVALID_REQUEST', { scope: expect.stringMatching(/^must be EVERYWHERE, /) });
});

describe('of one device', () => {
  let tracking: LocalApi;
  let trackingAws: Aws;
  let mia: Person;
  let lou: Person;
  beforeAll(async () => {
    tracking = await LocalApi.start(fullStack());
    trackingAws = await awsOf(tracking);
    mia = await new Person(tracking, 'Mia').enrol();
    lou = await new Person(tracking, 'Lou').enrol();
  });
  afterAll(() => tracking?.stop());
  beforeEach(() => tracking.advance(10));

  const logoutHere = ({ email }: Pick<Person, 'email'>, access_token: string, refresh_token?: string) =>
    tracking.call('POST /v1/logout', { email, access_token, scope: 'DEVICE', ...refresh_token !== undefined && { refresh_token } });
  const refresh = (person: Person, { refresh_token }: Tokens) => tracking.call('POST /v1/refresh-token', { email: person.email, refresh_token });
  const goesOn = async (person: Person, tokens: Tokens) => {
    const byAccessToken = (await tracking.call('GET /v1/userinfo', undefined, bearer(tokens.access_token))).status === 200;
    expect((await refresh(person, tokens)).status === 200).toBe(byAccessToken);
    return byAccessToken;
  };
  /** What begins meanwhile is tracked by nothing. */
  const untracked = async <Result>(during: () => Promise<Result>): Promise<Result> => {
    const configuration = { UserPoolId: trackingAws.UserPoolId, TokenSession: { MaxPerUser: 20 } };
    await trackingAws.cognito.send(new SetUserPoolSessionConfigurationCommand({ ...configuration, UserSessionTracking: 'DISABLED' }));
    const result = await during();
    await trackingAws.cognito.send(new SetUserPoolSessionConfigurationCommand({ ...configuration, UserSessionTracking: 'ENABLED' }));
    return result;
  };
  const REQUIRED = { refresh_token: 'is required: the session is not listed (yet), and only its own refresh token ends it' };

  test('ends that session and no other', async () => {
    const [phone, laptop] = [(await mia.signIn()).body, (await mia.signIn()).body];
    const { status, body } = await logoutHere(mia, phone.access_token);
    expect(body).toEqual({ user_status: 'logout' });
    expect(status).toBe(200);
    expect([await goesOn(mia, phone), await goesOn(mia, laptop)]).toEqual([false, true]);
  });

  test('takes a token that was refreshed meanwhile', async () => {
    const tokens = (await mia.signIn()).body;
    const refreshed = (await refresh(mia, tokens)).body;
    expect((await logoutHere(mia, refreshed.access_token, tokens.refresh_token)).status).toBe(200);
    expect(await goesOn(mia, refreshed)).toBe(false);
  });

  test('is answered in the same way for a session that is over', async () => {
    const tokens = (await mia.signIn()).body;
    const first = await logoutHere(mia, tokens.access_token);
    const second = await logoutHere(mia, tokens.access_token, tokens.refresh_token);
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  test.each(['that began before sessions were tracked', 'in a pool that tracks none'])('ends a session %s by its refresh token', async (when) => {
    const logoutThen = async (tokens: Tokens, refreshToken?: string) => {
      const call = () => logoutHere(mia, tokens.access_token, refreshToken);
      return when.startsWith('in') ? untracked(call) : call();
    };
    const tokens = await untracked(async () => (await mia.signIn()).body);
    const other = (await mia.signIn()).body;
    expectRefusal(await logoutThen(tokens), 'INVALID_REQUEST', REQUIRED);
    expectRefusal(await logoutThen(tokens, 'abc'), 'INVALID_REQUEST', REQUIRED);
    expect((await tracking.call('GET /v1/userinfo', undefined, bearer(tokens.access_token))).status).toBe(200);
    expect((await logoutThen(tokens, tokens.refresh_token)).status).toBe(200);
    expect([await goesOn(mia, tokens), await goesOn(mia, other)]).toEqual([false, true]);
  });

  test('does not believe the refresh token of another session to have ended this one', async () => {
    const here = await untracked(async () => (await mia.signIn()).body);
    const other = (await mia.signIn()).body;
    expectRefusal(await logoutHere(mia, here.access_token, other.refresh_token), 'INVALID_REQUEST', REQUIRED);
    expect(await goesOn(mia, here)).toBe(true);
  });

  test('refuses another person\'s refresh token, which is revoked: it was in the wrong hands', async () => {
    const [mias, lous] = [(await mia.signIn()).body, (await lou.signIn()).body];
    expectRefusal(await logoutHere(mia, mias.access_token, lous.refresh_token), 'INVALID_TOKEN');
    expect([await goesOn(lou, lous), await goesOn(mia, mias)]).toEqual([false, true]);
  });

  test('refuses another person\'s email, and what is no access token of the API\'s, and ends nothing', async () => {
    const tokens = (await mia.signIn()).body;
    expectRefusal(await logoutHere(lou, tokens.access_token, tokens.refresh_token), 'FORBIDDEN');
    for (const token of [tampered(tokens.access_token, { exp: 9_999_999_999 }), unsigned(tokens.access_token), tokens.id_token]) {
      expectRefusal(await logoutHere(mia, token, tokens.refresh_token), 'INVALID_TOKEN');
    }
    expectRefusal(await logoutHere(mia, (await tokensOfAnotherClient(trackingAws, mia)).access_token), 'INVALID_TOKEN');
    expect(await goesOn(mia, tokens)).toBe(true);
  });
});
