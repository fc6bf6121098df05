import { rmSync } from 'node:fs';
import { Duration } from 'aws-cdk-lib';
import { decodeJwt } from 'jose';
import type { Tokens } from '../support/foreign-tokens';
import { LocalApi } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { invited } from '../support/stages';
import { synthesize } from '../support/synthesize';

const MINUTES = 60;
const HOURS = 3600;
const DAYS = 24 * HOURS;

const lifetimes = (tokens: Tokens) => [tokens.access_token, tokens.id_token].map((token) => {
  const { exp, iat } = decodeJwt(token);
  return exp! - iat!;
});

/** There, token lifetimes and password rules are settings that nothing reads. */
let folder: string;
let api: LocalApi;
let person: Person;
beforeAll(async () => {
  folder = synthesize({
    tokens: { access: Duration.minutes(10), id: Duration.minutes(5), refresh: Duration.hours(2), rotationGracePeriod: Duration.seconds(30) },
    passwordPolicy: {
      minLength: 20, requireSymbols: false, requireUppercase: false, tempPasswordValidity: Duration.days(3), passwordHistorySize: 1,
    },
    blockCommonPasswords: false,
    messages: { appName: 'Harbour Office' },
  });
  api = await LocalApi.start(folder);
  person = new Person(api);
  person.password = 'no symbols but 20 or more';
  await person.enrol();
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const signedIn = async (): Promise<Tokens> => (await person.signIn()).body;
const userinfo = (token: string) => api.call('GET /v1/userinfo', undefined, bearer(token));
const refresh = ({ refresh_token }: Tokens) => api.call('POST /v1/refresh-token', { email: person.email, refresh_token });
const change = async (new_password: string) => api.call(`POST /v1/users/${person.sub}/change-password`, {
  email: person.email, old_password: person.password, new_password, access_token: (await signedIn()).access_token,
});

test('holds for access and ID tokens: each says when it ends, and opens nothing from then on', async () => {
  const { body: tokens } = await person.signIn();
  expect(tokens.expires_in).toBe(10 * MINUTES);
  expect(lifetimes(tokens)).toEqual([10 * MINUTES, 5 * MINUTES]);
  await api.advance(4 * MINUTES);
  expect([(await userinfo(tokens.access_token)).status, (await userinfo(tokens.id_token)).status]).toEqual([200, 200]);
  await api.advance(MINUTES);
  expectGatewayRefusal(await userinfo(tokens.id_token), 401);
  expect((await userinfo(tokens.access_token)).status).toBe(200);
  await api.advance(5 * MINUTES);
  expectGatewayRefusal(await userinfo(tokens.access_token), 401);
  expectRefusal(await api.call('POST /v1/logout', { email: person.email, access_token: tokens.access_token }), 'INVALID_TOKEN');
});

test('holds for refresh tokens: the grace of a used one, and the end of all', async () => {
  const tokens = await signedIn();
  const { body: next } = await refresh(tokens);
  await api.advance(15);
  expect((await refresh(tokens)).status).toBe(200);
  await api.advance(15);
  expectRefusal(await refresh(tokens), 'INVALID_TOKEN');
  await api.advance(2 * HOURS - 5 * MINUTES);
  const { status, body: last } = await refresh(next);
  expect(status).toBe(200);
  await api.advance(5 * MINUTES);
  expectRefusal(await refresh(last), 'INVALID_TOKEN');
});

test('holds for passwords: what the policy asks is asked, what it does not is not', async () => {
  expectRefusal(await change('Short&Simple-1'), 'PASSWORD_REFUSED', { new_password: 'must have at least 20 characters' });
  expectRefusal(await change('twenty letters and more'), 'PASSWORD_REFUSED', { new_password: 'must have a digit' });
  expectRefusal(await change(person.password), 'PASSWORD_REFUSED', {
    new_password: 'is not allowed by the password policy, or was used before',
  });
  const common = 'password00000000000000';
  expect((await change(common)).status).toBe(200);
  person.password = common;
  expect((await person.signIn()).status).toBe(200);
});

test('holds for the mailed password: it works for three days, and not a minute longer', async () => {
  const [early, late] = [await invited(api), await invited(api)];
  for (const { email } of [early, late]) {
    expect(await api.mail(email)).toMatchObject({ subject: 'Welcome to Harbour Office' });
  }
  await api.advance(3 * DAYS - MINUTES);
  early.password = 'long enough without a symbol 1';
  expect((await early.confirm()).status).toBe(200);
  await api.advance(MINUTES);
  expectRefusal(await late.login(secretOf(await api.mail(late.email))), 'INVALID_CREDENTIALS');
});
