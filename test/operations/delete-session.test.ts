import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal, visible } from '../support/refusal';

let api: LocalApi;
let ada: Person;
let bob: Person;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  ada = await new Person(api).enrol();
  bob = await new Person(api, 'Bob').enrol();
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));

const UNKNOWN = 'tkn0123456789abcdefghijklmno';
const end = (token: string, id: string) => api.call(`DELETE /v1/sessions/${id}`, undefined, bearer(token));
const refresh = (person: Person, refresh_token: string) => api.call('POST /v1/refresh-token', { email: person.email, refresh_token });

/** A sign-in, with the id of its session. */
const device = async (person: Person) => {
  const tokens = (await person.signIn()).body;
  const { body } = await api.call('GET /v1/sessions', undefined, bearer(tokens.access_token));
  return { ...tokens, id: body.sessions.find(({ current }: any) => current).session_id };
};

test('signs someone out on another device, and not on this one', async () => {
  const [phone, laptop] = [await device(ada), await device(ada)];
  const { status, body } = await end(laptop.access_token, phone.id);
  expect(body).toEqual({ session_id: phone.id, status: 'SESSION_ENDED' });
  expect(status).toBe(200);
  expectRefusal(await refresh(ada, phone.refresh_token), 'INVALID_TOKEN');
  expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(phone.access_token)), 'INVALID_TOKEN');
  expect((await api.call('GET /v1/userinfo', undefined, bearer(laptop.access_token))).status).toBe(200);
  expect((await refresh(ada, laptop.refresh_token)).status).toBe(200);
});

test('ends a session however often its refresh token was rotated', async () => {
  const [phone, laptop] = [await device(ada), await device(ada)];
  const second = (await refresh(ada, phone.refresh_token)).body;
  const third = (await refresh(ada, second.refresh_token)).body;
  expect((await end(laptop.access_token, phone.id)).status).toBe(200);
  for (const { refresh_token } of [phone, second, third]) {
    expectRefusal(await refresh(ada, refresh_token), 'INVALID_TOKEN');
  }
  expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(third.access_token)), 'INVALID_TOKEN');
});

test('refuses the session that it is asked with, and says what to do', async () => {
  const laptop = await device(ada);
  expectRefusal(await end(laptop.access_token, laptop.id), 'CURRENT_SESSION');
  expect((await refresh(ada, laptop.refresh_token)).status).toBe(200);
});

test('tells an unknown session, one that has ended and somebody else\'s in the same way', async () => {
  const [adas, other, bobs] = [await device(ada), await device(ada), await device(bob)];
  expect((await end(adas.access_token, other.id)).status).toBe(200);
  const answers = [await end(adas.access_token, UNKNOWN), await end(adas.access_token, other.id), await end(adas.access_token, bobs.id)];
  answers.forEach((answer) => expectRefusal(answer, 'SESSION_NOT_FOUND'));
  expect(answers.map(visible)).toEqual([visible(answers[0]), visible(answers[0]), visible(answers[0])]);
  expect((await refresh(bob, bobs.refresh_token)).status).toBe(200);
});

test.each(['tkn', 'TKN0123456789ABCDEFGHIJKLMNO', 'tkn0123456789abcdefghijklmn', 'tkn0123456789abcdefghijklmnop', 'abc0123456789abcdefghijklmno', '..%2f..%2fusers'])(
  'refuses what is no session_id: %s', async (id) => {
    const { access_token } = (await ada.signIn()).body;
    expectRefusal(await end(access_token, id), 'INVALID_REQUEST', { session_id: 'must be a session_id as the list of sessions gave it' });
  });

test('refuses whoever brings no access token, or one whose session is over', async () => {
  const [phone, laptop] = [await device(ada), await device(ada)];
  expectGatewayRefusal(await api.call(`DELETE /v1/sessions/${phone.id}`), 401);
  expectGatewayRefusal(await end(laptop.id_token, phone.id), 403);
  await api.call('POST /v1/logout', { email: ada.email, access_token: laptop.access_token });
  const fresh = await device(ada);
  expectRefusal(await end(laptop.access_token, fresh.id), 'INVALID_TOKEN');
  expect((await refresh(ada, fresh.refresh_token)).status).toBe(200);
});

test('of two devices that end each other at once, none is answered by an error of ours', async () => {
  const [phone, laptop] = [await device(ada), await device(ada)];
  const answers = await Promise.all([end(laptop.access_token, phone.id), end(phone.access_token, laptop.id)]);
  for (const { status, body } of answers) {
    expect([200, 401, 404]).toContain(status);
    expect(['SESSION_ENDED', 'INVALID_TOKEN', 'SESSION_NOT_FOUND']).toContain(body.code ?? body.status);
  }
  expect(answers.some(({ status }) => status === 200)).toBe(true);
});
