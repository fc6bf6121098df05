import { AdminCreateUserCommand, AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describeGuards, runAdministration } from '../support/administration';
import { auditLine } from '../support/administrator';
import { bearer } from '../support/person';
import { expectRefusal } from '../support/refusal';

const administration = runAdministration('GET /v1/admin/users');
const list = (query: Record<string, string> = {}) => administration.act({ query });

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const namesOf = async (query: Record<string, string>): Promise<string[]> => {
  const { status, body } = await list(query);
  expect(status).toBe(200);
  return body.users.map(({ full_name }: any) => full_name).sort();
};
const invite = async (email: string, attributes: Record<string, string>): Promise<string> => {
  const { cognito, UserPoolId } = administration.aws;
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }));
  const { User } = await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: email, MessageAction: 'SUPPRESS', UserAttributes }));
  return User!.Username!;
};

test('shows what there is of each account', async () => {
  const { grace } = administration;
  await invite('nobody@example.org', {});
  const { status, headers, body } = await list({ search: grace.email });
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(body).toEqual({
    users: [{
      user_id: grace.sub,
      email: grace.email,
      full_name: 'Grace',
      mobile_phone_number: '+491701234567',
      status: 'CONFIRMED',
      enabled: true,
      email_verified: true,
      created_at: ISO,
      modified_at: ISO,
    }],
    next: null,
  });
  expect((await list({ search: 'nobody@' })).body.users).toEqual([expect.objectContaining({
    email: 'nobody@example.org', full_name: null, mobile_phone_number: null, status: 'FORCE_CHANGE_PASSWORD', email_verified: false,
  })]);
});

describe('looks for', () => {
  beforeAll(async () => {
    await invite('Ada.Lovelace@engine.example', { name: 'Ada Lovelace', phone_number: '+12025550100' });
    await invite('ada.yonath@ribosome.example', { name: 'Ada Yonath', phone_number: '+97225550100' });
    await invite('quoted@example.org', { name: '"Quoted" \\ = ^= *' });
    const { cognito, UserPoolId } = administration.aws;
    await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: await invite('locked@example.org', { name: 'Locked' }) }));
  });

  test('the beginning of an email address, whatever the case', async () => {
    expect(await namesOf({ search: 'ADA.' })).toEqual(['Ada Lovelace', 'Ada Yonath']);
    expect(await namesOf({ search: 'ada.lovelace@engine.example', search_by: 'EMAIL' })).toEqual(['Ada Lovelace']);
    expect(await namesOf({ search: 'lovelace' })).toEqual([]);
  });

  test('the beginning of a name, or of a number', async () => {
    expect(await namesOf({ search: 'Ada', search_by: 'NAME' })).toEqual(['Ada Lovelace', 'Ada Yonath']);
    expect(await namesOf({ search: '+1202', search_by: 'PHONE' })).toEqual(['Ada Lovelace']);
  });

  test('a status, those who cannot sign in among it', async () => {
    expect(await namesOf({ search: 'confirmed', search_by: 'STATUS' })).toEqual(['Grace']);
    expect(await namesOf({ search: 'FORCE_CHANGE_PASSWORD', search_by: 'STATUS' })).toContain('Ada Yonath');
    expect(await namesOf({ search: 'DISABLED', search_by: 'STATUS' })).toEqual(['Locked']);
    expect(await namesOf({ search: 'CONFIRM', search_by: 'STATUS' })).toEqual([]);
  });

  test('a user_id', async () => {
    const { grace } = administration;
    expect(await namesOf({ search: grace.sub.toUpperCase(), search_by: 'USER_ID' })).toEqual(['Grace']);
    expect(await namesOf({ search: grace.sub.slice(0, 8), search_by: 'USER_ID' })).toEqual([]);
    expect(await namesOf({ search: grace.userId, search_by: 'USER_ID' })).toEqual([]);
  });

  test('what looks like the end of a filter, as the text that it is', async () => {
    expect(await namesOf({ search: '"Quoted" \\', search_by: 'NAME' })).toEqual(['"Quoted" \\ = ^= *']);
    for (const search of ['"', '\\', '\\"', '" or email ^= "', 'x" status = "Enabled', '*', '%', '${jndi:x}', '\u{1F600}']) {
      for (const search_by of ['EMAIL', 'NAME', 'PHONE', 'STATUS', 'USER_ID']) {
        const { body: { users } } = await list({ search, search_by });
        expect([search, users?.filter(({ full_name }: any) => !full_name?.startsWith(search))]).toEqual([search, []]);
      }
    }
  });

  test('everybody where nothing is looked for, whatever it is looked for in', async () => {
    expect(await namesOf({ search_by: 'NAME' })).toEqual(expect.arrayContaining(['Grace', 'Locked']));
  });
});

describe('page by page', () => {
  beforeAll(async () => {
    for (let number = 0; number < 61; number++) {
      await invite(`crew-${number}@ship.example`, { name: 'Crew' });
    }
  });

  /** The numbers of accounts on each page. */
  const pages = async (query: Record<string, string>) => {
    const seen: string[][] = [];
    let next: string | null = null;
    do {
      const { body }: { body: any } = await list({ ...query, ...next !== null && { next } });
      seen.push(body.users.map(({ user_id }: any) => user_id));
      ({ next } = body);
    } while (next !== null);
    expect(new Set(seen.flat()).size).toBe(seen.flat().length);
    return seen.map(({ length }) => length);
  };

  test('20 at a time, or as many as asked for', async () => {
    const crew = { search: 'crew-' };
    expect(await pages(crew)).toEqual([20, 20, 20, 1]);
    expect(await pages({ ...crew, limit: '60' })).toEqual([60, 1]);
    expect((await list({ limit: '1' })).body.users).toHaveLength(1);
  });

  test('refuses a page that is not of this search, or of none', async () => {
    const { body: { next } } = await list({ search: 'crew-', limit: '5' });
    const wrong = { next: 'must be the next of the page before, sent with the same search' };
    expect((await list({ search: 'crew-', limit: '5', next })).status).toBe(200);
    expectRefusal(await list({ limit: '5', next }), 'INVALID_REQUEST', wrong);
    expectRefusal(await list({ search: 'ada', limit: '5', next }), 'INVALID_REQUEST', wrong);
    expectRefusal(await list({ next: `${next}x.${'A'.repeat(4000)}` }), 'INVALID_REQUEST', wrong);
    expectRefusal(await list({ next: 'AAAA' }), 'INVALID_REQUEST', wrong);
  });
});

describe('refuses what it does not take', () => {
  test.each([
    ['search', ['', 'a'.repeat(129), 'a\nb', '\u202Egpj', '\0']],
    ['search_by', ['', 'PASSWORD', 'email']],
    ['limit', ['', '0', '61', '-1', '1.5', '1e1', ' 5', '5 ', '٣']],
    ['next', ['', 'a b', 'a'.repeat(4097)]],
  ])('%s', async (name, values) => {
    for (const value of values) {
      expectRefusal(await list({ [name]: value }), 'INVALID_REQUEST', { [name]: expect.stringMatching(/^must be /) });
    }
  });

  test('a parameter that there is not, or one that is sent twice', async () => {
    const { api, token } = administration;
    expectRefusal(await list({ filter: 'x' }), 'INVALID_REQUEST', { filter: expect.any(String) });
    expectRefusal(await api.call('GET /v1/admin/users?limit=5&limit=6', undefined, bearer(token)), 'INVALID_REQUEST', { limit: expect.any(String) });
  });

  test('a text of which Cognito\'s filter would be too long, which quotes make longer', async () => {
    expectRefusal(await list({ search: '"'.repeat(128) }), 'INVALID_REQUEST', { search: expect.stringMatching(/^cannot be looked for/) });
    expect((await list({ search: '"'.repeat(100) })).status).toBe(200);
  });

  test('a text that Cognito does not understand all the same, and says what is our own mistake without it', async () => {
    const { api } = administration;
    await api.faults({ function: 'admin-list-users', operation: 'ListUsers', fault: { name: 'InvalidParameterException', status: 400 }, times: 0 });
    expectRefusal(await list({ search: 'x' }), 'INVALID_REQUEST', { search: expect.stringMatching(/^cannot be looked for/) });
    expectRefusal(await list(), 'INTERNAL_ERROR');
    await api.faults();
  });
});

test('the log says who asked, but not what for', async () => {
  const { api, grace } = administration;
  await list({ search: 'planted-search@example.com' });
  expect(await auditLine(api, 'admin-list-users')).toMatchObject({ actor: grace.sub, action: 'admin-list-users', result: 'SUCCESS', status: 200, request_id: expect.any(String) });
  await list({ search: 'planted-search', next: 'planted-page' });
  expect(await auditLine(api, 'admin-list-users')).toMatchObject({ actor: grace.sub, action: 'admin-list-users', result: 'INVALID_REQUEST', status: 400 });
  expect(JSON.stringify(await api.logs())).not.toContain('planted');
});

describeGuards(administration);
