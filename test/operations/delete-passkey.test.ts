import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { accessTokenOf, expectOwnToken, passkeysOf, registeredPasskey } from '../support/own-factors';
import { bearer, Person } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { operations } from '../../src/contract';

let api: LocalApi;
let ada: Person;
let token: string;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  ada = await new Person(api).enrol();
});
afterAll(() => api?.stop());
beforeEach(async () => {
  await api.advance(10);
  token = await accessTokenOf(ada);
});

const erase = (id: string, accessToken = token) => api.call(`DELETE /v1/passkeys/${id}`, undefined, bearer(accessToken));

test('a passkey goes, and the others stay', async () => {
  const [first, second] = [await registeredPasskey(api, token), await registeredPasskey(api, token)];
  const { status, body } = await erase(first);
  expect(body).toEqual({ user_id: ada.sub, credential_id: first, status: 'PASSKEY_DELETED' });
  expect(status).toBe(200);
  expect((await passkeysOf(api, token)).map(({ credential_id }) => credential_id)).toEqual([second]);
});

test('the last one may go as well: password and authenticator app are left, and a new one can be registered', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  const mine = await accessTokenOf(bob);
  expect(await erase(await registeredPasskey(api, mine), mine)).toMatchObject({ status: 200 });
  expect(await passkeysOf(api, mine)).toEqual([]);
  const again = await accessTokenOf(bob);
  await registeredPasskey(api, again);
  expect(await passkeysOf(api, again)).toHaveLength(1);
});

test('one that is gone, one that never was and one of somebody else\'s are answered alike', async () => {
  const gone = await registeredPasskey(api, token);
  await erase(gone);
  const others = await accessTokenOf(await new Person(api, 'Mallory').enrol());
  const theirs = await registeredPasskey(api, others);
  const unknown = await erase('AAAAAAAAAAAAAAAAAAAAAA');
  expectRefusal(unknown, 'PASSKEY_NOT_FOUND');
  expect(visible(await erase(gone))).toEqual(visible(unknown));
  expect(visible(await erase(theirs))).toEqual(visible(unknown));
  expect((await passkeysOf(api, others)).map(({ credential_id }) => credential_id)).toEqual([theirs]);
});

test('an id that is none is refused', async () => {
  const credential_id = `must be ${operations['DELETE /v1/passkeys/{credential_id}'].path.properties.credential_id.description}`;
  for (const id of ['a.b', 'a%20b', '%00', 'x'.repeat(1365)]) {
    expectRefusal(await erase(id), 'INVALID_REQUEST', { credential_id });
  }
});

test('a lost answer is no success, and no second try says that there was none', async () => {
  const id = await registeredPasskey(api, token);
  await api.faults({ function: 'delete-passkey', operation: 'DeleteWebAuthnCredential', fault: 'RESET', when: 'AFTER' });
  expectRefusal(await erase(id), 'SERVICE_UNAVAILABLE');
  await api.faults();
  expect((await passkeysOf(api, token)).map(({ credential_id }) => credential_id)).not.toContain(id);
});

test('needs an access token that lives, of a sign-in of the last ten minutes', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  const id = await registeredPasskey(api, await accessTokenOf(bob));
  await expectOwnToken(api, bob, (accessToken) => erase(id, accessToken), { fresh: true });
});
