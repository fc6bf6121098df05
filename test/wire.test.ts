import { resolve } from 'node:path';
import { currentWire, readWire, wireChanges, type Route, type Wire } from '../scripts/release/wire';

/** Clients of the last release, in apps that nobody updates for a while, work with this one. */
const kept = readWire(resolve(__dirname, '..'));
const LOGIN = 'POST /v1/login';
const BREAKS = ': clients of the last release would break. A breaking change: see VERSIONING.md';

test('routes, fields, statuses and error codes of the last release are there and mean the same', () => {
  expect(Object.keys(kept.routes).length).toBeGreaterThan(40);
  expect(wireChanges(kept, currentWire())).toEqual([]);
});

describe('what a failure says', () => {
  const { [LOGIN]: login, ...others } = kept.routes;
  const changed = (change: Partial<Route>): Wire => ({ ...kept, routes: { ...others, [LOGIN]: { ...login, ...change } } });
  const field = { type: 'string', required: false } as const;
  const { factor, email, ...body } = login.body;
  const { email: answered, ...answer } = login.answer;

  test('a route is gone', () => {
    expect(wireChanges(kept, { ...kept, routes: others })).toEqual([`${LOGIN} is gone${BREAKS}`]);
  });

  test('an error code is gone, or has another status', () => {
    const { INVALID_TOKEN, ...errors } = kept.errors;
    expect(wireChanges(kept, { ...kept, errors })).toEqual([`INVALID_TOKEN is gone${BREAKS}`]);
    expect(wireChanges(kept, { ...kept, errors: { ...errors, INVALID_TOKEN: 403 } }))
      .toEqual([`INVALID_TOKEN has the status 403 instead of 401${BREAKS}`]);
  });

  test.each<[string, Partial<Route>]>([
    ['has another access', { access: 'ADMINISTRATORS' }],
    ['has another feature', { feature: 'CHALLENGE' }],
    ['has another operation', { operation: 'sign-in' }],
    ['has another status', { status: 201 }],
    ['has another cookieMode', { cookieMode: undefined }],
    ['has another conditions', { conditions: [] }],
    ['takes no email any more', { body: { ...body, factor } }],
    ['wants factor now', { body: { ...body, email, factor: { ...factor, required: true } } }],
    ['takes another type of factor', { body: { ...body, email, factor: { ...factor, type: 'integer' } } }],
    ['refuses PASSWORD as factor', { body: { ...body, email, factor: { ...factor, enum: factor.enum!.filter((value) => value !== 'PASSWORD') } } }],
    ['takes another pattern of email', { body: { ...body, factor, email: { ...email, pattern: '^a$' } } }],
    ['takes fewer lengths of email', { body: { ...body, factor, email: { ...email, maxLength: 10 } } }],
    ['wants a new field device', { body: { ...login.body, device: { ...field, required: true } } }],
    ['answers no email any more', { answer }],
    ['answers another type of email', { answer: { ...answer, email: { ...answered, type: 'integer' } } }],
    ['does not always answer email any more', { answer: { ...answer, email: { ...answered, required: false } } }],
    ['answers no INVALID_CREDENTIALS any more', { errors: login.errors.filter((code) => code !== 'INVALID_CREDENTIALS') }],
  ])('a route %s', (words, change) => {
    expect(wireChanges(kept, changed(change))).toEqual([`${LOGIN} ${words}${BREAKS}`]);
  });

  test('what is new breaks nobody: a route, an optional field, a field in an answer, an error code', () => {
    const more: Wire = {
      errors: { ...kept.errors, NEW: 409 },
      routes: {
        ...kept.routes,
        'POST /v1/new': login,
        [LOGIN]: { ...login, body: { ...login.body, device: field }, answer: { ...login.answer, device: field }, errors: [...login.errors, 'NEW'] },
      },
    };
    expect(wireChanges(kept, more)).toEqual([]);
  });
});
