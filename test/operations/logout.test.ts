import { awsOf, type Aws } from '../support/aws';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool, unsigned, type Tokens } from '../support/foreign-tokens';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';

let api: LocalApi;
let aws: Aws;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  api = await LocalApi.start();
  aws = await awsOf(api);
  ada = await new Person(api).enrol();
  bob = await new Person(api, 'Bob').enrol();
});
afterAll(() => api?.stop());
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
