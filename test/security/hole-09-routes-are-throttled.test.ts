import { operations, type Operation } from '../../src/contract';
import { fullStack, fullTemplate } from '../support/default-stack';
import { LocalApi, type Answer } from '../support/local';
import { bearer, Person } from '../support/person';
import { sampleBody, sampleRoute } from '../support/samples';
import { only, synth } from '../support/template';

/** There, nothing is throttled and no web ACL can be attached. */
let api: LocalApi;
let ada: Person;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  ada = await new Person(api).enrol();
});
afterAll(() => api?.stop());
beforeEach(() => api.advance(10));

interface Limit {
  readonly ThrottlingRateLimit: number;
  readonly ThrottlingBurstLimit: number;
}
const stage = Object.values<any>(fullTemplate().Resources).find(({ Type }) => Type === 'AWS::ApiGatewayV2::Stage').Properties;
const limitOf = (routeKey: string): Limit => stage.RouteSettings[routeKey] ?? stage.DefaultRouteSettings;
const rows = Object.entries<Operation>(operations);

/** Sends so many requests at once, each with headers and a body of its own. */
const flood = (count: number, request: (index: number) => Promise<Answer>) =>
  Promise.all(Array.from({ length: count }, (_, index) => request(index)));
const refused = (answers: Answer[]) => answers.filter(({ status }) => status === 429);
const expectGateways = (answers: Answer[]) => {
  for (const { headers, body } of answers) {
    expect(body).toEqual({ message: 'Too Many Requests' });
    expect(headers.get('retry-after')).toBeNull();
  }
};

/**
 * Floods a route, and expects at least the burst to be let through, and at most what the rate has added since by the runner's clock: the test's
 * requests take their time.
 */
const expectLimit = async (routeKey: string, request: (index: number) => Promise<Answer>) => {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = limitOf(routeKey);
  const before = await api.advance(10);
  const answers = await flood(2 * burst, request);
  const seconds = ((await api.advance(0)).getTime() - before.getTime()) / 1000;
  const admitted = answers.length - refused(answers).length;
  expect(admitted).toBeGreaterThanOrEqual(burst);
  expect(admitted).toBeLessThanOrEqual(burst + Math.ceil(rate * seconds));
  expectGateways(refused(answers));
  return refused(answers);
};

test.each(rows)('%s has a limit, the stricter one where credentials, codes or mails are at stake', (routeKey, { throttle }) => {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = limitOf(routeKey);
  const others: Limit = stage.DefaultRouteSettings;
  expect(Math.min(rate, burst)).toBeGreaterThan(0);
  expect([rate < others.ThrottlingRateLimit, burst < others.ThrottlingBurstLimit]).toEqual(Array(2).fill(throttle === 'CREDENTIAL'));
});

test('a person signs in, and again the next minute', async () => {
  expect((await ada.signIn()).status).toBe(200);
  await api.advance(60);
  expect((await ada.signIn()).status).toBe(200);
});

describe('a flood is refused by API Gateway itself', () => {
  const [loginKey, login] = rows.find(([, { operation }]) => operation === 'login')!;
  const guess = (index: number, headers: Record<string, string> = {}) =>
    api.call(loginKey, { ...sampleBody(login), password: `Wrong&Waters-${index}` }, headers);

  test('of guesses at one password', async () => {
    const before = (await api.calls()).length;
    const turnedAway = await expectLimit(loginKey, guess);
    expect(turnedAway.length).toBeGreaterThan(0);
    const judged = (await api.calls()).slice(before).filter(({ operation }) => operation === 'AdminInitiateAuth');
    expect(judged.length).toBeLessThanOrEqual(2 * limitOf(loginKey).ThrottlingBurstLimit - turnedAway.length);
  });

  test('of guesses that each claim another address, another caller or another spelling of the route', async () => {
    const disguise = (index: number): Promise<Answer> => {
      const headers = { 'x-forwarded-for': `192.0.2.${index % 256}`, 'forwarded': `for=192.0.2.${index % 256}`, 'user-agent': `agent ${index}`, 'x-api-key': `${index}` };
      return api.call(`POST /v1/login?attempt=${index}`, { email: `nobody-${index}@example.com`, password: `Wrong&Waters-${index}` }, headers);
    };
    expect((await expectLimit(loginKey, disguise)).length).toBeGreaterThan(0);
  });

  test('of guesses at many people\'s codes, whom the path names', async () => {
    const [routeKey, row] = rows.find(([, { operation }]) => operation === 'confirm-password')!;
    const request = (index: number) => api.call(
      sampleRoute(routeKey).replace(/[0-9a-f]{12}/, index.toString(16).padStart(12, '0')), { ...sampleBody(row), email: `nobody-${index}@example.com` },
    );
    expect((await expectLimit(routeKey, request)).length).toBeGreaterThan(0);
  });

  test('of requests without a token, before anybody looks at one', async () => {
    const request = (index: number) => api.call('GET /v1/userinfo', undefined, index % 2 ? bearer('planted.bad.token') : {});
    expect((await expectLimit('GET /v1/userinfo', request)).length).toBeGreaterThan(0);
  });

  test('and ends what it ends for that route alone, and for that moment', async () => {
    const { access_token } = (await ada.signIn()).body;
    expect(refused(await flood(2 * limitOf(loginKey).ThrottlingBurstLimit, guess)).length).toBeGreaterThan(0);
    expect((await api.call('GET /v1/userinfo', undefined, bearer(access_token))).status).toBe(200);
    expect((await api.call('POST /v1/forgot-password', { email: ada.email })).status).toBe(200);
    await api.advance(1);
    expect((await ada.login()).status).toBe(200);
  });
});

describe('a web ACL can be attached', () => {
  test('to the pool, since HTTP APIs take none', () => {
    const webAclArn = 'arn:aws:wafv2:eu-central-1:123456789012:regional/webacl/people/0123';
    const { template, auth, stack } = synth({ webAclArn });
    expect(only(template, 'AWS::WAFv2::WebACLAssociation')).toEqual({ ResourceArn: stack.resolve(auth.userPool.userPoolArn), WebACLArn: webAclArn });
  });

  test('to a distribution in front of the API, which counts by address', () => {
    const { template, auth, stack } = synth({ cloudFront: {} }, undefined, { env: { region: 'us-east-1' } });
    expect(only(template, 'AWS::CloudFront::Distribution').DistributionConfig.WebACLId).toEqual(stack.resolve(auth.webAcl!.attrArn));
    const [{ Statement, Action }] = only(template, 'AWS::WAFv2::WebACL').Rules;
    expect(Statement.RateBasedStatement).toMatchObject({ AggregateKeyType: 'IP' });
    expect(Action.Block.CustomResponse.ResponseCode).toBe(429);
  });
});
