import { createPrivateKey, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsOf, type Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { tokensOfAnotherClient, tokensOfAnotherPool, type Tokens } from '../support/foreign-tokens';
import { claimsOf, forgeries, publishedKeys, signedBy } from '../support/forged-tokens';
import { honestFields, honestPerson, send, type Fields } from '../support/honest-request';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { bitFlips } from '../support/seeded';
import { halfway } from '../support/stages';
import { expectNoToken, sendToken, tokenPlaces } from '../support/token-places';

const MINUTES = 60;
const HOURS = 3600;
const SEED = 20_241;

let folder: string;
let api: LocalApi;
let aws: Aws;
let ada: Person;
let bob: Person;
/** The private keys that the pool signs with, for tokens that nothing is wrong with but what they say. */
let poolKeys: Record<'access' | 'id', { kid: string; key: KeyObject }>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sessions-'));
  const data = join(folder, 'data.json');
  const first = await LocalApi.start(fullStack(), '--data', data);
  await (await new Person(first).enrol()).signIn();
  await first.stop();
  const { pools } = JSON.parse(readFileSync(data, 'utf8')).services['cognito-idp'];
  const [{ keys }] = Object.values<any>(pools);
  const privateKey = ({ kid, jwk }: any) => ({ kid, key: createPrivateKey({ key: jwk, format: 'jwk' }) });
  poolKeys = { access: privateKey(keys.access), id: privateKey(keys.id) };
  api = await LocalApi.start(fullStack(), '--data', data);
  aws = await awsOf(api);
  [ada, bob] = [await new Person(api).enrol(), await new Person(api, 'Bob').enrol()];
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => api.advance(10));

test('tokens are taken where the contract says so, and here is a look at each', () => {
  const places = tokenPlaces.map(({ name, takes }) => `${name}: ${takes.join(' or ')}`);
  const ofAdministrators = places.filter((place) => place.includes(' /v1/admin/'));
  expect(ofAdministrators.filter((place) => !place.endsWith(', header: access_token'))).toEqual([]);
  expect(places.filter((place) => !ofAdministrators.includes(place))).toEqual([
    'POST /v1/refresh-token, refresh_token: refresh_token',
    'POST /v1/logout, access_token: access_token',
    'GET /v1/userinfo, header: access_token or id_token',
    'POST /v1/users/{user_id}/reset-password, header: access_token',
    'POST /v1/users/{user_id}/change-password, access_token: access_token',
    'DELETE /v1/users/{user_id}, header: access_token or id_token',
    'POST /v1/passkeys/start, header: access_token',
    'POST /v1/passkeys, header: access_token',
    'GET /v1/passkeys, header: access_token',
    'DELETE /v1/passkeys/{credential_id}, header: access_token',
    'GET /v1/mfa, header: access_token',
    'PUT /v1/mfa, header: access_token',
    'POST /v1/mfa/totp, header: access_token',
    'POST /v1/mfa/totp/verify, header: access_token',
    'PATCH /v1/userinfo, header: access_token',
    'POST /v1/userinfo/verify, header: access_token',
    'POST /v1/userinfo/verify/confirm, header: access_token',
    'GET /v1/sessions, header: access_token',
    'DELETE /v1/sessions/{session_id}, header: access_token',
    'GET /v1/users/{user_id}/export, header: access_token',
    'POST /v1/users/{user_id}/picture, header: access_token',
    'PUT /v1/users/{user_id}/picture, header: access_token',
    'GET /v1/users/{user_id}/picture, header: access_token',
    'DELETE /v1/users/{user_id}/picture, header: access_token',
  ]);
});

describe.each(tokenPlaces)('$name', (place) => {
  let tokens: Tokens;
  let fields: Fields;
  beforeEach(async () => {
    tokens = (await ada.signIn()).body;
    fields = await honestFields(api, ada, place.row);
  });
  // Whatever was refused has signed nobody out and erased nobody.
  afterEach(async () => {
    expect((await ada.login()).status).toBe(200);
  });
  const isSignedIn = async () => (await api.call('GET /v1/userinfo', undefined, bearer(tokens.access_token))).status === 200;
  const expectNone = (token: string) => expectNoToken(api, place, fields, token);

  test('refuses what anybody can make of a genuine token', async () => {
    const keys = await publishedKeys(api, aws.UserPoolId);
    expect(keys).toHaveLength(2);
    const forged = (place.inHeader ? place.takes : ['access_token'] as const).flatMap((name) => Object.values(forgeries(tokens[name], keys)));
    // As many at once as the route's limit lets through.
    for (let at = 0; at < forged.length; at += 30) {
      await api.advance(10);
      await Promise.all(forged.slice(at, at + 30).map(expectNone));
    }
    expect(await isSignedIn()).toBe(true);
  });

  test('refuses a token with a single bit turned, wherever', async () => {
    for (const name of place.takes) {
      const parts = tokens[name].split('.');
      for (const at of parts.keys()) {
        const turned = bitFlips(Buffer.from(parts[at], 'base64url'), 5, SEED + at).map((bytes) => parts.with(at, bytes.toString('base64url')).join('.'));
        await Promise.all(turned.map(expectNone));
      }
    }
    expect(await isSignedIn()).toBe(true);
  });

  test('refuses what is no token of that kind', async () => {
    const { body: { verification_session } } = await ada.login();
    const { id_token, access_token, refresh_token } = tokens;
    for (const [name, token] of Object.entries({ id_token, access_token, refresh_token, verification_session })) {
      if (place.inHeader && name === 'id_token' && !place.takes.includes(name)) {
        expectGatewayRefusal(await sendToken(api, place, fields, token), 403);
      } else if (!(place.takes as readonly string[]).includes(name)) {
        await expectNone(token);
      }
    }
    expect(await isSignedIn()).toBe(true);
  });

  test('refuses genuine tokens of another pool, where the person\'s address was claimed, and of another client of ours', async () => {
    for (const foreign of [await tokensOfAnotherPool(aws, ada), await tokensOfAnotherClient(aws, ada)]) {
      await Promise.all(place.takes.map((name) => expectNone(foreign[name])));
    }
  });

  test('refuses an expired token', async () => {
    await api.advance(place.takes.includes('refresh_token') ? 24 * HOURS : HOURS);
    await Promise.all(place.takes.map((name) => expectNone(tokens[name])));
  });

  test('takes the genuine one', async () => {
    const person = await honestPerson(api, place.row);
    const { status } = await send(api, place.routeKey, place.row, await honestFields(api, person, place.row));
    expect(status).toBe(place.row.success.status);
  });
});

describe('a token that the pool\'s own key signed', () => {
  const now = async () => Math.floor((await api.advance(0)).getTime() / 1000);
  const access = async (changes: object, user = ada): Promise<string> => {
    const claims = claimsOf((await user.signIn()).body.access_token);
    return signedBy(poolKeys.access.key, poolKeys.access.kid, JSON.parse(JSON.stringify({ ...claims, ...changes })));
  };
  const userinfo = (token: string) => api.call('GET /v1/userinfo', undefined, bearer(token));
  const logout = (access_token: string) => api.call('POST /v1/logout', { email: ada.email, access_token });

  test('is as good as the pool\'s with nothing changed', async () => {
    expect((await userinfo(await access({}))).body).toMatchObject({ email: ada.email });
  });

  test.each<[string, () => Promise<object>]>([
    ['that is not valid yet', async () => ({ nbf: await now() + HOURS })],
    ['that has expired', async () => ({ exp: await now() })],
    ['of another client', async () => ({ client_id: 'another' })],
    ['of another pool', async () => ({ iss: 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_another' })],
    ['of a pool elsewhere whose id ends in ours', async () => ({ iss: `https://example.com/x${aws.UserPoolId}` })],
  ])('is refused where it is one %s', async (_, changes) => {
    const token = await access(await changes());
    expectGatewayRefusal(await userinfo(token), 401);
    expectRefusal(await logout(token), 'INVALID_TOKEN');
  });

  test('is refused by API Gateway where it was issued in the future, or never ends', async () => {
    expectGatewayRefusal(await userinfo(await access({ iat: await now() + HOURS })), 401);
    expectGatewayRefusal(await userinfo(await access({ exp: undefined })), 401);
  });

  test('is refused where it is a machine\'s, which is nobody', async () => {
    const token = await access({ username: undefined, sub: 'machine', scope: 'orders/read', event_id: undefined });
    expectRefusal(await userinfo(token), 'FORBIDDEN');
    expectRefusal(await api.call(`DELETE /v1/users/${ada.sub}`, undefined, bearer(token)), 'FORBIDDEN');
    expectGatewayRefusal(await api.call(`POST /v1/users/${ada.sub}/reset-password`, { email: ada.email }, bearer(token)), 403);
  });
});

const verify = (email: string, verification_session: string, otp_code: string, verification_type = 'SOFTWARE_TOKEN_MFA') =>
  api.call('POST /v1/mfa-verify', { email, verification_type, verification_session, otp_code });
const confirmMfa = (person: Person, otp: string, verification_session?: string) =>
  api.call(`POST /v1/users/${person.userId}/confirm-mfa`, { email: person.email, otp, ...verification_session !== undefined && { verification_session } });
const login = async (person: Person): Promise<string> => {
  const { body } = await person.login();
  person.totpSecret = body.qr_code_secret ?? person.totpSecret;
  return body.verification_session;
};

describe('a verification_session', () => {
  test('that was stolen opens nothing without the second factor of its owner', async () => {
    const stolen = await login(ada);
    for (const name of [bob.email, bob.email.toUpperCase(), bob.userId, bob.sub, 'nobody@example.com']) {
      expectRefusal(await verify(name, stolen, await bob.otp()), 'INVALID_SESSION');
      expectRefusal(await verify(name, stolen, await ada.otp()), 'INVALID_SESSION');
    }
    for (const name of [ada.email, ada.userId, ada.sub]) {
      expectRefusal(await verify(name, stolen, await bob.otp()), 'CODE_MISMATCH');
    }
    expect((await verify(ada.email, stolen, await ada.otp())).status).toBe(200);
  });

  test('serves one sign-in, also when it is sent several times at once', async () => {
    const session = await login(ada);
    const otp = await ada.otp();
    const answers = await Promise.all(Array.from({ length: 4 }, () => verify(ada.email, session, otp)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expectRefusal(await verify(ada.email, session, await ada.otp()), 'INVALID_SESSION');
  });

  test('that is spent keeps nobody waiting, however often it is sent again: no code was wrong', async () => {
    const session = await login(ada);
    expect((await verify(ada.email, session, await ada.otp())).status).toBe(200);
    for (let replay = 0; replay < 6; replay++) {
      await verify(ada.email, session, await ada.otp());
    }
    expect((await ada.signIn()).status).toBe(200);
  });

  test('of one step is none for another', async () => {
    const person = await halfway(api);
    const setUp = await login(person);
    const otp = await person.otp();
    for (const type of ['SOFTWARE_TOKEN_MFA', 'SMS_MFA']) {
      expectRefusal(await verify(person.email, setUp, otp, type), 'INVALID_SESSION');
    }
    const session = await login(ada);
    expectRefusal(await verify(ada.email, session, await ada.otp(), 'SMS_MFA'), 'INVALID_SESSION');
    for (const wrong of [session, await login(bob), await login(await halfway(api))]) {
      expectRefusal(await confirmMfa(person, otp, wrong), 'INVALID_SESSION');
    }
    expect((await confirmMfa(person, otp, setUp)).status).toBe(200);
    expectRefusal(await verify(person.email, setUp, await person.otp()), 'INVALID_SESSION');
  });

  test('ends after a quarter of an hour, in both steps, also beside a newer one', async () => {
    const person = await halfway(api);
    const [setUp, session] = [await login(person), await login(ada)];
    await api.advance(15 * MINUTES);
    expectRefusal(await verify(ada.email, session, await ada.otp()), 'INVALID_SESSION');
    const newer = await login(person);
    expectRefusal(await confirmMfa(person, await person.otp(), setUp), 'INVALID_SESSION');
    expect((await confirmMfa(person, await person.otp(), newer)).status).toBe(200);
  });

  test('is refused with a single bit turned, cut short, made longer, or pieced together from two; and nothing of that counts as a wrong code', async () => {
    const person = await halfway(api);
    const setUp = await login(person);
    const [one, other] = [await login(ada), await login(ada)].map((session) => Buffer.from(session, 'base64url'));
    const changed = [
      ...bitFlips(one, 16, SEED),
      ...[1, 12, 16, 28, one.length - 28, one.length - 1].map((length) => one.subarray(0, length)),
      ...[1, 12, 28].map((start) => one.subarray(start)),
      Buffer.concat([one, Buffer.from([0])]),
      Buffer.concat([one, other]),
      Buffer.concat([one.subarray(0, 12), other.subarray(12)]),
      Buffer.concat([one.subarray(0, -16), other.subarray(-16)]),
      Buffer.alloc(one.length),
    ].map((bytes) => bytes.toString('base64url'));
    const [otp, otpOfSetUp] = [await ada.otp(), await person.otp()];
    for (const session of changed) {
      expectRefusal(await verify(ada.email, session, otp), 'INVALID_SESSION');
    }
    for (const bytes of bitFlips(Buffer.from(setUp, 'base64url'), 16, SEED)) {
      expectRefusal(await confirmMfa(person, otpOfSetUp, bytes.toString('base64url')), 'INVALID_SESSION');
    }
    expect((await verify(ada.email, one.toString('base64url'), otp)).status).toBe(200);
    expect((await confirmMfa(person, otpOfSetUp, setUp)).status).toBe(200);
  });
});

describe('a code of the authenticator app, once it was taken,', () => {
  test('is spent for the next sign-in, for one side by side, and in the next step of time', async () => {
    const [one, other] = [await login(ada), await login(ada)];
    const otp = await ada.otp();
    expect((await verify(ada.email, one, otp)).status).toBe(200);
    expectRefusal(await verify(ada.email, other, otp), 'CODE_ALREADY_USED');
    expectRefusal(await verify(ada.email, await login(ada), otp), 'CODE_ALREADY_USED');
    await api.advance(30);
    expectRefusal(await verify(ada.email, other, otp), 'CODE_ALREADY_USED');
    expect((await verify(ada.email, other, await ada.otp())).status).toBe(200);
  });

  test('to finish an enrolment, does not sign in, nor finish it again', async () => {
    const person = await halfway(api);
    const otp = await person.otp();
    expect((await confirmMfa(person, otp)).status).toBe(200);
    expectRefusal(await confirmMfa(person, otp), 'ENROLMENT_EXPIRED');
    const session = await login(person);
    expectRefusal(await verify(person.email, session, otp), 'CODE_ALREADY_USED');
    expect((await verify(person.email, session, await person.otp())).status).toBe(200);
  });

  test('opens one of two sign-ins that send it at once', async () => {
    const sessions = [await login(ada), await login(ada)];
    const otp = await ada.otp();
    const answers = await Promise.all(sessions.map((session) => verify(ada.email, session, otp)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.map(({ body }) => body.code).filter((code) => ![undefined, 'CODE_ALREADY_USED', 'TOO_MANY_REQUESTS'].includes(code))).toEqual([]);
  });
});
