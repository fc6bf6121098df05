import { CookieJar } from 'tough-cookie';
import { createClient, createSession, type ClientOptions } from '../../client/src';
import { REFRESH_TOKEN_COOKIE } from '../../src/contract';
import { APP_ORIGIN, cookieModeProps } from '../support/cookie-mode';
import { fullStack } from '../support/default-stack';
import { holdAnswers } from '../support/documented-answers';
import { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { runStack } from '../support/run-stack';

/** The journey of a person by the client, against a stack that runs offline. */
const HOUR = 3600;
const { fetch } = holdAnswers();

/** Time that passes for the API and for the client alike. */
const clockOf = (api: () => LocalApi) => {
  let time = 0;
  return {
    now: () => time,
    random: () => 0,
    sleep: async (milliseconds: number) => { time += milliseconds; },
    pass: async (seconds: number) => {
      time += seconds * 1000;
      await api().advance(seconds);
    },
  };
};

describe('with tokens in bodies', () => {
  let api: LocalApi;
  beforeAll(async () => { api = await LocalApi.start(); });
  afterAll(() => api.stop());
  const clock = clockOf(() => api);
  const open = () => {
    const client = createClient({ url: api.url, clock, fetch });
    return { client, session: createSession({ client, clock }) };
  };

  /** Registers by the client alone, as a page would. */
  const enrolled = async () => {
    const { client } = open();
    const person = new Person(api);
    const { email, password } = person;
    const { user_id } = await client.call('POST /v1/users', { body: { full_name: 'Ada Byron', email, mobile_phone_number: '+491701234567' } });
    const temporary_password = secretOf(await api.mail(email));
    const confirmed = await client.call('POST /v1/users/{user_id}/confirm', { path: { user_id }, body: { email, temporary_password, new_password: password } });
    person.totpSecret = confirmed.qr_code_secret!;
    await client.call('POST /v1/users/{user_id}/confirm-mfa', { path: { user_id }, body: { email, otp: await person.otp() } });
    return { person, userId: confirmed.user_id };
  };
  const signedIn = async () => {
    const { person, userId } = await enrolled();
    const { client, session } = open();
    const { email, password } = person;
    const next = await client.call('POST /v1/login', { body: { email, password } });
    expect(session.start(next)).toBe(false);
    session.start(await client.call('POST /v1/mfa-verify', {
      body: { email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: next.verification_session!, otp_code: await person.otp() },
    }));
    return { person, userId, client, session };
  };

  test('a person registers, signs in, goes on after an hour, and signs out', async () => {
    const { person, client, session } = await signedIn();
    expect(await session.call('GET /v1/userinfo')).toMatchObject({ email: person.email, name: 'Ada Byron' });
    const before = session.tokens!;
    await clock.pass(HOUR);
    expect(await session.call('GET /v1/userinfo')).toMatchObject({ email: person.email });
    expect(session.tokens).not.toEqual(before);
    await session.end();
    expect(session.tokens).toBeUndefined();
    await expect(client.call('POST /v1/refresh-token', { body: { email: person.email, refresh_token: before.refresh_token } }))
      .rejects.toMatchObject({ status: 401, code: 'INVALID_TOKEN' });
  });

  test('the gateway\'s refusal of a token brings a new one, where the client\'s clock has stood still', async () => {
    const { person, session } = await signedIn();
    await api.advance(HOUR);
    expect(await session.call('GET /v1/userinfo')).toMatchObject({ email: person.email });
  });

  test('signing out after an hour ends the session at the API as well', async () => {
    const { person, client, session } = await signedIn();
    const { refresh_token } = session.tokens!;
    await clock.pass(HOUR + 1);
    await session.end();
    await expect(client.call('POST /v1/refresh-token', { body: { email: person.email, refresh_token } })).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
  });

  test('a session that was ended elsewhere ends here, and the app is told', async () => {
    const { person, client, session } = await signedIn();
    const events: string[] = [];
    session.subscribe((event) => events.push(event));
    await client.call('POST /v1/logout', { body: { email: person.email, access_token: session.tokens!.access_token } });
    await clock.pass(HOUR);
    await expect(session.call('GET /v1/userinfo')).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(events).toEqual(['EXPIRED']);
  });

  test('a changed password ends the session by itself', async () => {
    const { person, userId, session } = await signedIn();
    const answer = await session.call('POST /v1/users/{user_id}/change-password', {
      path: { user_id: userId },
      body: { email: person.email, old_password: person.password, new_password: 'An0ther-Bridge-Over', access_token: await session.accessToken() },
    });
    expect(answer.signed_in).toBe(false);
    expect(session.tokens).toBeUndefined();
  });

  test('errors say what is wrong with which field, and come with the request\'s id', async () => {
    const { client } = open();
    await expect(client.call('POST /v1/login', { body: { email: 'ada', password: '' } })).rejects.toMatchObject({
      status: 400, code: 'INVALID_REQUEST', fields: { email: expect.any(String), password: expect.any(String) }, requestId: expect.stringMatching(/./),
    });
    await expect(client.call('GET /v1/userinfo')).rejects.toMatchObject({ status: 401, code: 'GATEWAY_ERROR', message: 'Unauthorized' });
  });
});

describe('where sessions are tracked', () => {
  let api: LocalApi;
  beforeAll(async () => { api = await LocalApi.start(fullStack()); });
  afterAll(() => api.stop());

  test('signing out on this device leaves the others signed in', async () => {
    const person = await new Person(api).enrol();
    const sessionOf = async () => {
      const session = createSession({ client: createClient({ url: api.url, fetch }) });
      session.start((await person.signIn()).body);
      return session;
    };
    const [here, there] = [await sessionOf(), await sessionOf()];
    const { refresh_token } = here.tokens!;
    await here.end({ scope: 'DEVICE' });
    const client = createClient({ url: api.url, fetch });
    await expect(client.call('POST /v1/refresh-token', { body: { email: person.email, refresh_token } })).rejects.toMatchObject({ code: 'INVALID_TOKEN' });
    expect(await there.call('GET /v1/mfa')).toMatchObject({ preferred: 'SOFTWARE_TOKEN_MFA' });
  });
});

describe('with the refresh token in a cookie', () => {
  let api: LocalApi;
  runStack(cookieModeProps, (started) => { api = started; });
  const clock = clockOf(() => api);

  /** What a browser adds to a page's fetch. */
  const browserFetch = (jar: CookieJar): ClientOptions['fetch'] => async (url, init) => {
    const cookie = init.credentials === 'include' ? await jar.getCookieString(url, { sameSiteContext: 'strict' }) : '';
    const headers = { ...init.headers as Record<string, string>, origin: APP_ORIGIN, ...cookie && { cookie } };
    const response = await fetch(url, { ...init, headers });
    await Promise.all(response.headers.getSetCookie().map((line) => jar.setCookie(line, url, { sameSiteContext: 'strict' })));
    return response;
  };
  /** A page of the app, as it is after it was loaded. */
  const load = (jar: CookieJar) => {
    const client = createClient({ url: api.url, credentials: 'include', fetch: browserFetch(jar), clock });
    return { client, session: createSession({ client, tokenDelivery: 'COOKIE', clock }) };
  };

  test('a session outlives the page, no script sees its refresh token, and signing out ends it for the next page too', async () => {
    const jar = new CookieJar();
    const person = await new Person(api).enrol();
    const { email, password } = person;
    const first = load(jar);
    expect(await first.session.resume()).toBe(false);
    const { verification_session } = await first.client.call('POST /v1/login', { body: { email, password } });
    const tokens = await first.client.call('POST /v1/mfa-verify', {
      body: { email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: verification_session!, otp_code: await person.otp() },
    });
    expect(tokens).not.toHaveProperty('refresh_token');
    expect(first.session.start(tokens)).toBe(true);
    expect(await first.session.call('GET /v1/userinfo')).toMatchObject({ email });

    const second = load(jar);
    expect(await second.session.resume()).toBe(true);
    await clock.pass(HOUR);
    expect(await second.session.call('GET /v1/userinfo')).toMatchObject({ email });
    expect(JSON.stringify(second.session.tokens)).not.toContain('refresh_token');
    await clock.pass(HOUR + 1);
    await second.session.end();
    expect((await jar.getCookies(api.url)).map(({ key }) => key)).not.toContain(REFRESH_TOKEN_COOKIE);

    expect(await load(jar).session.resume()).toBe(false);
  });
});
