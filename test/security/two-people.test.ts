import { operations, type Operation } from '../../src/contract';
import { allOf } from '../support/all-of-a-person';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { honestFields, honestPerson, send, type Fields } from '../support/honest-request';
import type { Answer, LocalApi } from '../support/local';
import type { Person } from '../support/person';
import { runStack } from '../support/run-stack';

/**
 * Two people at once, on every operation: whatever of one's ids, sessions, codes and tokens is sent in a request of the other's, nobody gets at anything of
 * somebody else. Reads the contract, so a new operation is walked by itself.
 */
let api: LocalApi;
let aws: Aws;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

/** Administrators are there to see and change what is somebody else's: who is one, administrators.test.ts asks. */
const rows = Object.entries<Operation>(operations).filter(([, { access }]) => access !== 'ADMINISTRATORS');
const differing = (one: Fields, other: Fields) => Object.keys(one).filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
/** Anyone may send these with no more than an address: what they do to somebody is the business of holes 11 and 23. */
const provesNothing = (row: Operation, names: string[]) => row.access === 'ANYONE' && names.every((name) => ['email', 'user_id'].includes(name));

/** Where something of the other person's may well be sent. */
const harmless: Record<string, string> = {
  'update-userinfo email': 'it is answered as any other address: nothing is sent, and nothing changes',
  'logout refresh_token': 'with scope EVERYWHERE it counts for nothing',
};
/** Where a request with the other person's token is that person's own, whatever else it says, and why. */
const ownRequest: Record<string, string> = { 'update-userinfo': 'nothing but the token says whose attributes are to change' };
/** Where the other person's own request does not succeed afterwards, and why that is right. */
const spent: Record<string, string> = { 'refresh-token': 'whoever sends it with another address has stolen it: it is revoked (hole 14)' };

/** All that there is of someone, but for the counts of codes that were tried in vain, and when somebody said last that the address was theirs. */
const stateOf = async (person: Person) => {
  const { account, objects, mails } = await allOf(api, aws, person);
  const { 'sign-ins.json': _, 'attribute-code-sent.json': __, 'sign-up-codes.json': ___, ...others } = objects;
  const uncounted = Object.entries(others).map(([name, content]) => {
    const { tried, written_by, ...rest } = Object(content);
    return [name, typeof content === 'object' ? rest : content];
  });
  return { account, objects: Object.fromEntries(uncounted), mails };
};

/** Whether an answer holds something of the person's that the request did not. */
const leaked = ({ body }: Answer, sent: Fields, { email, sub, userId }: Person): string[] => {
  const [answered, known] = [JSON.stringify(body), JSON.stringify(sent)].map((text) => text.toLowerCase());
  return [email, sub, userId].filter((secret) => secret && answered.includes(secret.toLowerCase()) && !known.includes(secret.toLowerCase()));
};

describe.each(rows)('%s', (routeKey, row) => {
  const prepared = async (password: string) => {
    const person = await honestPerson(api, row, password);
    return { person, fields: await honestFields(api, person, row) };
  };

  test('gives nobody anything of somebody else', async () => {
    const [ada, bob] = [await prepared('Tr0ubled&Waters-9'), await prepared('Quiet#Lagoons-31')];
    const names = differing(ada.fields, bob.fields);
    if (provesNothing(row, names)) {
      return;
    }
    const before = await stateOf(bob.person);
    const ids = names.filter((name) => name !== 'access_token' || (names.length > 1 && !ownRequest[row.operation]));
    for (const name of ids) {
      const fields = { ...ada.fields, [name]: bob.fields[name] };
      const answer = await send(api, routeKey, row, fields);
      expect({ name, leaked: leaked(answer, fields, bob.person) }).toEqual({ name, leaked: [] });
      if (!harmless[`${row.operation} ${name}`]) {
        expect({ name, body: answer.body }).toEqual({ name, body: expect.objectContaining({ code: expect.any(String) }) });
      }
    }
    if ('access_token' in ada.fields && ids.length > 0) {
      const fields = { ...bob.fields, access_token: ada.fields.access_token };
      const answer = await send(api, routeKey, row, fields);
      expect(answer.body).toHaveProperty('code');
      expect(leaked(answer, fields, bob.person)).toEqual([]);
    }
    expect(await stateOf(bob.person)).toEqual(before);
    if (!spent[row.operation]) {
      const { status, body } = await send(api, routeKey, row, bob.fields);
      expect({ status, body }).toMatchObject({ status: row.success.status });
    }
  });
});
