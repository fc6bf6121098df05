import { ADMINISTRATORS_GROUP, operations, type Operation } from '../../src/contract';
import { makeAdministrator } from '../support/administrator';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool, unsigned, type Tokens } from '../support/foreign-tokens';
import type { Answer, LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { resetCode } from '../support/stages';
import { strangersRequest } from '../support/strangers-request';

/** There, reset-password needs no token and voids the password: anyone can lock out anyone. */
let api: LocalApi;
let aws: Aws;
let ada: Person;
let eve: Person;
let stolen: Tokens;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
  eve = await new Person(api, 'Eve').enrol();
  stolen = (await eve.signIn()).body;
});
beforeEach(() => api.advance(10));

const QUARTER_HOUR = 900;
const FIVE_MINUTES = 300;
const reset = (headers: Record<string, string>, userId = ada.sub, email = ada.email) => api.call(`POST /v1/users/${userId}/reset-password`, { email }, headers);

test('a person is mailed a code for a new password, and the old one holds until it is used', async () => {
  const { access_token } = (await ada.signIn()).body;
  await api.advance(FIVE_MINUTES);
  expect((await reset(bearer(access_token))).body).toMatchObject({ status: 'PASSWORD_RESET_CONFIRMATION_SENT' });
  expect((await ada.signIn()).status).toBe(200);
});

describe('the account stays as it is, and no mail goes out', () => {
  let before: number;
  beforeEach(async () => {
    before = (await api.mails(ada.email)).length;
  });
  const expectUntouched = async () => {
    expect((await aws.account(ada.email)).status).toBe('CONFIRMED');
    expect(await api.mails(ada.email)).toHaveLength(before);
    expect((await ada.signIn()).status).toBe(200);
  };

  test.each<[string, () => Record<string, string>]>([
    ['no token', () => ({})],
    ['an API key only', () => ({ 'x-api-key': 'any' })],
    ['no text for a token', () => bearer('')],
    ['the token under another scheme', () => ({ authorization: `Basic ${stolen.access_token}` })],
    ['their own claims under alg none', () => bearer(unsigned(stolen.access_token))],
    ['a token that says it is hers', () => bearer(tampered(stolen.access_token, { sub: ada.sub, username: ada.sub }))],
    ['a token that says its bearer is an administrator', () => bearer(tampered(stolen.access_token, { 'cognito:groups': [ADMINISTRATORS_GROUP] }))],
    ['a refresh token', () => bearer(stolen.refresh_token)],
  ])('API Gateway refuses who brings %s', async (_, headers) => {
    for (const [id, email] of [[ada.sub, ada.email], [ada.userId, ada.email.toUpperCase()]]) {
      expectGatewayRefusal(await reset(headers(), id, email), 401);
    }
    await expectUntouched();
  });

  test('API Gateway refuses an ID token, which lacks the scope, and the tokens of other pools and other apps', async () => {
    expectGatewayRefusal(await reset(bearer(stolen.id_token)), 403);
    for (const foreign of [await tokensOfAnotherPool(aws, ada), await tokensOfAnotherClient(aws, eve)]) {
      expectGatewayRefusal(await reset(bearer(foreign.access_token)), 401);
    }
    await expectUntouched();
  });

  test('somebody else\'s token is refused, whichever of the ids and emails are hers', async () => {
    const targets = [[ada.sub, ada.email], [ada.userId, ada.email.toUpperCase()], [ada.sub, eve.email], [eve.sub, ada.email]];
    for (const answer of await Promise.all(targets.map(([id, email]) => reset(bearer(stolen.access_token), id, email)))) {
      expectRefusal(answer, 'FORBIDDEN');
    }
    await expectUntouched();
  });
});

test('an administrator has a code mailed, which locks out nobody either', async () => {
  const admin = await new Person(api, 'Grace').enrol();
  await makeAdministrator(api, admin);
  const { access_token } = (await admin.signIn()).body;
  await api.advance(FIVE_MINUTES);
  const before = (await api.mails(ada.email)).length;
  expect((await reset(bearer(access_token))).status).toBe(200);
  expect(await api.mails(ada.email)).toHaveLength(before + 1);
  expect((await aws.account(ada.email)).status).toBe('CONFIRMED');
  expect((await ada.signIn()).status).toBe(200);
});

test('nothing that anyone may call locks out a person who is named in it for longer than Cognito\'s quarter of an hour', async () => {
  const { refresh_token } = (await ada.signIn()).body;
  const attack = ([routeKey, row]: [string, Operation]): Promise<Answer> => {
    const { route, body } = strangersRequest(routeKey, row, ada);
    return api.call(route, body);
  };
  const open = Object.entries<Operation>(operations).filter(([, { access }]) => access === 'ANYONE');
  for (let round = 0; round < 3; round++) {
    const answers = await Promise.all(open.map(attack));
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
  }
  await api.advance(QUARTER_HOUR);
  expect((await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token })).status).toBe(200);
  expect((await ada.signIn()).status).toBe(200);
  expect(await resetCode(api, ada, 'POST /v1/forgot-password')).toMatch(/^[0-9]{6}$/);
});
