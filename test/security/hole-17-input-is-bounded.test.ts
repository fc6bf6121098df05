import { operations, type FieldSchema, type Operation } from '../../src/contract';
import { MAX_BODY_BYTES } from '../../src/contract/limits';
import { makeAdministrator } from '../support/administrator';
import { fullStack } from '../support/default-stack';
import type { Tokens } from '../support/foreign-tokens';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { sampleBody, sampleOf, sampleRoute } from '../support/samples';

/** There, anything goes to Cognito as it comes. */
let api: LocalApi;
let tokens: Tokens;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  const ada = await new Person(api).enrol();
  // To whom every operation is open.
  await makeAdministrator(api, ada);
  tokens = (await ada.signIn()).body;
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));

/** The longest value that each field takes, and what is one character too much. */
const longest: Record<string, any> = {
  access_token: `${'a'.repeat(5000)}.${'b'.repeat(5000)}.${'c'.repeat(238)}`,
  credential: { ...sampleOf('credential'), id: 'i'.repeat(1_364), rawId: 'i'.repeat(1_364) },
  email: `${'e'.repeat(116)}@example.com`,
  family_name: '🚢'.repeat(128),
  full_name: '🚢'.repeat(128),
  given_name: '🚢'.repeat(128),
  locale: `en${'-12345678'.repeat(3)}-12345`,
  mobile_phone_number: `+${'1'.repeat(14)}`,
  new_password: `A1!${'a'.repeat(253)}`,
  old_password: 'o'.repeat(256),
  otp: '123456',
  otp_code: '123456',
  password: 'p'.repeat(256),
  refresh_token: 'r'.repeat(10_240),
  temporary_password: 't'.repeat(256),
  verification_code: '123456',
  verification_session: 'v'.repeat(4_096),
};
/** What no text of people's needs: controls, line ends, a terminal's escape, what turns the writing direction, half a character. */
const CONTROLS = ['\u0000', '\u0007', '\n', '\r\n', '\u001b[2J', '\u007f', '\u0085', '\u2028', '\u202e', '\u2066', '\ud800'];
/** Of an object, its id stands for all its members. */
const each = (fields: Record<string, any>, change: (value: string) => unknown) => Object.fromEntries(Object.entries(fields)
  .map(([name, value]) => [name, typeof value === 'object' ? { ...value, id: change(value.id) } : change(String(value))]));
const tooLong = (value: string) => value.replace(/^./u, (first) => first.repeat(2));

const bodied = Object.entries<Operation>(operations).filter(([, row]) => row.body);
const send = (routeKey: string, row: Operation, body: unknown, headers = {}) =>
  api.call(sampleRoute(routeKey), body, { ...row.access !== 'ANYONE' && bearer(tokens.access_token), ...headers });
const freeFields = ({ body }: Operation) => Object.entries<FieldSchema>(body!.properties).filter(([, { enum: words, type }]) => !words && type !== 'boolean');

/** A refresh token beside an access token has less room. */
const longestOf = (name: string, { maxLength }: FieldSchema) => name === 'refresh_token' ? longest[name].slice(0, maxLength) : longest[name];

describe.each(bodied)('%s', (routeKey, row) => {
  const good = sampleBody(row);
  const longestFields = freeFields(row).map(([name, schema]) => [name, longestOf(name, schema)]);
  const longestBody = { ...good, ...Object.fromEntries(longestFields) };

  test('takes each field at its longest, all at once, and is done with it', async () => {
    expect(Object.keys(longestBody).filter((name) => longestBody[name] === undefined)).toEqual([]);
    const { status, body } = await send(routeKey, row, longestBody);
    expect(status).toBeLessThan(500);
    expect(['INVALID_REQUEST', 'MALFORMED_BODY', 'BODY_TOO_LARGE']).not.toContain(body.code);
  });

  test('refuses one character more, by name, in every field', async () => {
    const { status, body } = await send(routeKey, row, each(longestBody, tooLong));
    expect({ status, code: body.code, fields: Object.keys(body.fields).sort() })
      .toEqual({ status: 400, code: 'INVALID_REQUEST', fields: Object.keys(good).sort() });
  });

  test('refuses control characters, by name, in every field', async () => {
    for (const control of CONTROLS) {
      for (const at of [(value: string) => value + control, (value: string) => control + value]) {
        const { status, body } = await send(routeKey, row, each(good, at));
        expect({ control, status, fields: Object.keys(body.fields).sort() }).toEqual({ control, status: 400, fields: Object.keys(good).sort() });
      }
    }
  });

  test('refuses a body that is longer than any valid one, by its bytes', async () => {
    const padded = (bytes: number) => JSON.stringify(good).padEnd(bytes);
    expect((await send(routeKey, row, padded(MAX_BODY_BYTES))).body.code).not.toBe('BODY_TOO_LARGE');
    expectRefusal(await send(routeKey, row, padded(MAX_BODY_BYTES + 1)), 'BODY_TOO_LARGE');
    expectRefusal(await send(routeKey, row, `{"x":"${'é'.repeat(MAX_BODY_BYTES / 2)}"}`), 'BODY_TOO_LARGE');
  });

  test('refuses a field that it does not know, and does not repeat its name at length', async () => {
    const { status, headers, body } = await send(routeKey, row, { ...good, ['n'.repeat(8000)]: 'x' });
    expect({ status, fields: Object.keys(body.fields) }).toEqual({ status: 400, fields: ['n'.repeat(64)] });
    expect(Number(headers.get('content-length'))).toBeLessThan(1000);
  });

  test('refuses what nests, repeats or is no text, by name', async () => {
    const deep = JSON.parse(`${'['.repeat(1000)}${']'.repeat(1000)}`);
    for (const odd of [deep, { $ne: '' }, [good[Object.keys(good)[0]]], 1e308, true, null]) {
      const { status, body } = await send(routeKey, row, each(good, () => odd));
      const wrong = Object.keys(good).filter((name) => typeof odd !== 'boolean' || typeof good[name] !== 'boolean');
      expect({ status, fields: Object.keys(body.fields).sort() }).toEqual({ status: 400, fields: wrong.sort() });
    }
  });
});

const pathed = Object.entries<Operation>(operations).filter(([, row]) => row.path?.properties.user_id);

test.each(pathed)('%s takes a user_id of 36 characters and no other', async (routeKey, row) => {
  const id = sampleOf('user_id');
  const at = (user_id: string) => api.call(sampleRoute(routeKey).replace(id, user_id), row.body && sampleBody(row),
    row.access === 'ANYONE' ? {} : bearer(tokens.access_token));
  expect((await at(id)).body.code).not.toBe('INVALID_REQUEST');
  for (const bad of [`${id}0`, id.slice(1), `${id}%00`, `%20${id}`, `${id}%0a`, id.replace('0', '%EF%BC%90'), 'x'.repeat(4000)]) {
    const { status, body } = await at(bad);
    expect({ status, fields: Object.keys(body.fields) }).toEqual({ status: 400, fields: ['user_id'] });
  }
});

const queried = Object.entries<Operation>(operations).filter(([, row]) => row.query);

describe.each(queried)('%s', (routeKey, row) => {
  const ask = (query: Record<string, string>) => api.call(`${sampleRoute(routeKey)}?${new URLSearchParams(query)}`, undefined, bearer(tokens.access_token));
  const names = Object.keys(row.query!.properties);

  test('refuses control characters and what is longer than any valid value, by name, in every field of the query string', async () => {
    for (const change of [(value: string) => `${value}\u0000`, (value: string) => `${value}\n`, () => 'x'.repeat(6000)]) {
      for (const name of names) {
        expectRefusal(await ask({ [name]: change(sampleOf(name)) }), 'INVALID_REQUEST', { [name]: `must be ${row.query!.properties[name].description}` });
      }
    }
  });

  test('refuses a field that it does not know', async () => {
    expectRefusal(await ask({ serach: 'x' }), 'INVALID_REQUEST', { serach: 'is not a field of this operation' });
  });
});
