import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { accessTokenOf, expectOwnToken, passkeysOf, registeredPasskey } from '../support/own-factors';
import { bearer, Person } from '../support/person';

let api: LocalApi;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));

const list = (token: string) => api.call('GET /v1/passkeys', undefined, bearer(token));

test('there are none at first, then each with what tells it apart, and nobody else\'s', async () => {
  const [ada, bob] = [await new Person(api).enrol(), await new Person(api, 'Bob').enrol()];
  const [hers, his] = [await accessTokenOf(ada), await accessTokenOf(bob)];
  expect(await list(hers)).toMatchObject({ status: 200, body: { passkeys: [] } });
  const now = await api.advance(0);
  const [first, second] = [await registeredPasskey(api, hers), await registeredPasskey(api, hers)];
  const { body, headers } = await list(hers);
  expect(body).toEqual({
    passkeys: [first, second].map((credential_id) => ({
      credential_id,
      name: expect.any(String),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      relying_party_id: 'localhost',
      transports: ['internal'],
      authenticator_attachment: 'platform',
    })),
  });
  expect(Math.abs(Date.parse(body.passkeys[0].created_at) - now.getTime())).toBeLessThan(60_000);
  expect(body.passkeys[0].name).not.toBe(body.passkeys[1].name);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(await list(his)).toMatchObject({ status: 200, body: { passkeys: [] } });
});

test('all of them are listed, though Cognito answers them in pages', async () => {
  const token = await accessTokenOf(await new Person(api).enrol());
  const ids: string[] = [];
  for (let count = 0; count < 12; count++) {
    ids.push(await registeredPasskey(api, token));
    await api.advance(1);
  }
  const before = (await api.calls()).at(-1)!.number;
  expect((await passkeysOf(api, token)).map(({ credential_id }) => credential_id)).toEqual(ids);
  expect((await api.calls(before)).map(({ operation }) => operation)).toEqual(['ListWebAuthnCredentials', 'ListWebAuthnCredentials']);
});

test('needs an access token that lives; the sign-in may be long ago', async () => {
  await expectOwnToken(api, await new Person(api).enrol(), list, { fresh: false });
});
