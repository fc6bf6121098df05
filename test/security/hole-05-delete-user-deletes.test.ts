import { AdminGetUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool, unsigned } from '../support/foreign-tokens';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { resetCode } from '../support/stages';

/** There, deleting a user never works. Here it does, for its owner alone. */
let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const KINDS = ['id_token', 'access_token'] as const;
const erase = (userId: string, token?: string) => api.call(`DELETE /v1/users/${userId}`, undefined, token === undefined ? {} : bearer(token));
const signedIn = async (person: Person) => (await person.signIn()).body;
const enrolled = (name?: string) => new Person(api, name).enrol();
const count = async (email: string) => {
  const { Users } = await aws.cognito.send(new ListUsersCommand({ UserPoolId: aws.UserPoolId, Filter: `email = "${email}"` }));
  return Users!.length;
};

describe.each(KINDS)('a person with the %s', (kind) => {
  test('is gone from the pool and the bucket, with every session and every pending code', async () => {
    const ada = await enrolled();
    const { email, userId, sub } = ada;
    const [one, two] = [await signedIn(ada), await signedIn(ada)];
    const { verification_session, verification_type } = (await ada.login()).body;
    await resetCode(api, ada, 'POST /v1/resend-mfa');
    const verification_code = await resetCode(api, ada, 'POST /v1/forgot-password');
    expect((await aws.objects(userId)).length).toBeGreaterThan(0);

    expect(await erase(sub, one[kind])).toMatchObject({ status: 200, body: { email, user_id: sub, status: 'USER_DELETED' } });
    await expect(aws.cognito.send(new AdminGetUserCommand({ UserPoolId: aws.UserPoolId, Username: sub }))).rejects.toThrow('does not exist');
    expect(await count(email)).toBe(0);
    expect([...await aws.objects(userId), ...await aws.objects(sub)]).toEqual([]);

    expectRefusal(await ada.login(), 'INVALID_CREDENTIALS');
    expectRefusal(await api.call('POST /v1/mfa-verify', { email, verification_session, verification_type, otp_code: await ada.otp() }), 'INVALID_SESSION');
    for (const { access_token, refresh_token } of [one, two]) {
      expectRefusal(await api.call('POST /v1/refresh-token', { email, refresh_token }), 'INVALID_TOKEN');
      expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(access_token)), 'INVALID_TOKEN');
    }
    const body = { email, new_password: 'Quiet#Harbour-77', verification_code };
    expectRefusal(await api.call(`POST /v1/users/${userId}/confirm-password`, body), 'INVALID_CODE');
  });

  test('deletes nobody else, whichever id of theirs is named', async () => {
    const [eve, ada] = [await enrolled('Eve'), await enrolled()];
    const { [kind]: token } = await signedIn(eve);
    const kept = await aws.objects(ada.userId);
    const ids = [ada.sub, ada.userId, ada.sub.toUpperCase(), ada.userId.toUpperCase()];
    for (const answer of await Promise.all(ids.map((id) => erase(id, token)))) {
      expectRefusal(answer, 'FORBIDDEN');
    }
    expectRefusal(await erase(`${eve.sub}%2F..%2F${ada.sub}`, token), 'INVALID_REQUEST', { user_id: 'must be a user_id as an earlier answer gave it (a UUID)' });
    for (const forged of [tampered(token, { sub: ada.sub, email: ada.email }), unsigned(token)]) {
      expectGatewayRefusal(await erase(ada.sub, forged), 401);
    }
    expect(await aws.objects(ada.userId)).toEqual(kept);
    expect((await ada.signIn()).status).toBe(200);
    expect((await eve.signIn()).status).toBe(200);
  });

  test('of another pool or another app deletes nobody', async () => {
    const ada = await enrolled();
    for (const foreign of [await tokensOfAnotherPool(aws, ada), await tokensOfAnotherClient(aws, ada)]) {
      expectGatewayRefusal(await erase(ada.userId, foreign[kind]), 401);
    }
    expect((await ada.signIn()).status).toBe(200);
  });

  test('deletes once where many requests come at once, and nothing of who registers the address next', async () => {
    const ada = await enrolled();
    const { [kind]: token } = await signedIn(ada);
    const answers = await Promise.all(Array.from({ length: 6 }, () => erase(ada.userId, token)));
    expect(answers.some(({ status }) => status === 200)).toBe(true);
    answers.filter(({ status }) => status !== 200).forEach((answer) => expectRefusal(answer, 'INVALID_TOKEN'));
    expect(await count(ada.email)).toBe(0);

    const former = ada.sub;
    await ada.enrol();
    await Promise.all([former, ada.sub, ada.userId].map((id) => erase(id, token)));
    expect(await count(ada.email)).toBe(1);
    expect(ada.sub).not.toBe(former);
    expect((await ada.signIn()).status).toBe(200);
  });
});

test('nobody deletes without a token', async () => {
  const ada = await enrolled();
  for (const id of [ada.sub, ada.userId]) {
    expectGatewayRefusal(await erase(id), 401);
  }
  expect(await count(ada.email)).toBe(1);
});
