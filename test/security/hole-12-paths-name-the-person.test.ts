import { operations, type ErrorCode, type Operation } from '../../src/contract';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { honestFields, honestPerson, send } from '../support/honest-request';
import type { LocalApi } from '../support/local';
import { Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

/** There, three operations ignore the user_id of the path. */
let api: LocalApi;
let aws: Aws;
let bob: Person;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  bob = await new Person(api, 'Bob').enrol();
});
beforeEach(() => api.advance(10));

const NOBODY = '00000000-0000-0000-0000-000000000000';
/** Where nothing is proven before the code is, so that the answer must be the one to a wrong code. */
const refusals: Record<string, ErrorCode> = { 'confirm-mfa': 'ENROLMENT_EXPIRED', 'confirm-password': 'INVALID_CODE' };

/** In those of administrators it is the other person who is named. */
const withPath = Object.entries<Operation>(operations).filter(([, { path, access }]) => path && access !== 'ADMINISTRATORS');
const rows = withPath.filter(([, { path }]) => path!.required.includes('user_id'));

test('a path has one parameter: a person, or something that belongs to the bearer of the token', () => {
  const others = withPath.filter((entry) => !rows.includes(entry));
  const named = Object.fromEntries(others.map(([routeKey, { access, path }]) => [routeKey, { access, path: path!.required }]));
  expect(rows.map(([, { path }]) => path!.required)).toEqual(rows.map(() => ['user_id']));
  expect(named).toEqual({
    'DELETE /v1/passkeys/{credential_id}': { access: 'ACCESS_TOKEN', path: ['credential_id'] },
    'DELETE /v1/sessions/{session_id}': { access: 'ACCESS_TOKEN', path: ['session_id'] },
  });
});

describe.each(rows)('%s', (routeKey, row) => {
  const idsOf = async ({ email, userId }: Person) => ({ handle: userId, sub: (await aws.account(email)).attributes.sub });
  /** A request that lacks nothing but the user_id. */
  const prepared = async () => {
    const person = await honestPerson(api, row);
    const fields = await honestFields(api, person, row);
    return { ...await idsOf(person), call: (user_id: string) => send(api, routeKey, row, { ...fields, user_id }) };
  };

  test('refuses every other id, which spends nothing and harms nobody; then takes the handle', async () => {
    const [{ handle, sub, call }, others] = [await prepared(), await idsOf(bob)];
    const ids = [others.handle, others.sub, others.sub.toUpperCase(), sub.slice(0, 24) + others.sub.slice(24), NOBODY];
    for (const answer of await Promise.all(ids.map(call))) {
      expectRefusal(answer, refusals[row.operation] ?? 'FORBIDDEN');
    }
    expect((await call(handle)).status).toBe(row.success.status);
    expect((await bob.signIn()).status).toBe(200);
  });

  test('takes the sub in capitals, but no way around it', async () => {
    const { handle, sub, call } = await prepared();
    for (const path of [`${sub}%2F..%2F${handle}`, `${handle}%00`, `${handle}%20`, `${handle},${sub}`, 'me', '%7Buser_id%7D']) {
      expectRefusal(await call(path), 'INVALID_REQUEST', { user_id: 'must be a user_id as an earlier answer gave it (a UUID)' });
    }
    expect((await call(sub.toUpperCase())).status).toBe(row.success.status);
  });
});
