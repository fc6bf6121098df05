import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { TOTP } from 'otpauth';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';

const SEED = resolve(__dirname, '..', '..', 'examples', 'demo', 'seed.json');

describe.each(['BODY', 'COOKIE'])('with TOKEN_DELIVERY=%s', (delivery) => {
  let outdir: string;
  let api: LocalApi;
  beforeAll(async () => {
    process.env.TOKEN_DELIVERY = delivery;
    // Strict: anything that CDK's validation finds fails it.
    outdir = synthesizeExample('demo');
    delete process.env.TOKEN_DELIVERY;
    api = await LocalApi.start(outdir, '--seed', SEED);
    // As a page at the API's own address calls: cookie mode asks whose page it is.
    const call = api.call.bind(api);
    api.call = (route, body, headers) => call(route, body, { origin: api.url, ...headers });
  });
  afterAll(async () => {
    await api?.stop();
    rmSync(outdir, { recursive: true, force: true });
  });

  test('the stack stays far from 500 resources, and holds no secret', () => {
    const text = readFileSync(join(outdir, 'Demo.template.json'), 'utf8');
    expect(Object.keys(JSON.parse(text).Resources).length).toBeLessThan(400);
    expect(text).toContain('{{resolve:secretsmanager:harbour/google:SecretString:clientSecret::}}');
  });

  test('offline, the app is told where everything is', async () => {
    const { AppConfig } = await api.outputs();
    expect(JSON.parse(AppConfig)).toEqual({
      apiUrl: expect.stringMatching(/^https:\/\//),
      tokenDelivery: delivery,
      jwks: expect.stringMatching(/^https:\/\/cognito-idp\.us-east-1\.amazonaws\.com\/us-east-1_\w+\/\.well-known\/jwks\.json$/),
      oauth: { domain: 'https://harbour-demo.auth.us-east-1.amazoncognito.com', clientId: expect.any(String), provider: 'Google' },
    });
  });

  test('offline, people register and sign in, and the reports stay closed to them', async () => {
    const ada = await new Person(api).enrol();
    const { status, body } = await ada.signIn();
    expect(status).toBe(200);
    expect((await api.call('GET /v1/reports')).status).toBe(401);
    expect((await api.call('GET /v1/reports', undefined, bearer(body.access_token))).status).toBe(403);
  });

  test('offline, the administrator of the seed reads the reports, and the member does not', async () => {
    const statuses = await Promise.all(JSON.parse(readFileSync(SEED, 'utf8')).users.map(async (person: { email: string; password: string; totpSecret: string }) => {
      const { email, password } = person;
      const login = await api.call('POST /v1/login', { email, password });
      const timestamp = (await api.advance(0)).getTime();
      const { body } = await api.call('POST /v1/mfa-verify', {
        email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: login.body.verification_session,
        otp_code: new TOTP({ secret: person.totpSecret }).generate({ timestamp }),
      });
      const { status } = await api.call('GET /v1/reports', undefined, bearer(body.access_token));
      return [email, status];
    }));
    expect(statuses).toEqual([['admin@example.com', 200], ['member@example.com', 403]]);
  });
});
