import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { CognitoAuthApi } from '../../src';
import { awsOf, type Aws } from '../support/aws';
import { LocalApi } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { synth } from '../support/template';

/** There, resources carry fixed names, so that two environments in one account meet in the same ones. */
const folder = mkdtempSync(join(tmpdir(), 'environments-'));
const environments: { api: LocalApi; aws: Aws; person: Person }[] = [];
beforeAll(async () => {
  const app = new App({ outdir: folder, analyticsReporting: false });
  const names = ['Staging', 'Production'];
  names.forEach((name) => new CognitoAuthApi(new Stack(app, name), 'Auth'));
  app.synth();
  const email = 'same@example.com';
  for (const name of names) {
    const api = await LocalApi.start(folder, '--stack', name);
    environments.push({ api, aws: await awsOf(api), person: Object.assign(new Person(api), { email }) });
    await environments.at(-1)!.person.enrol();
  }
});
afterAll(async () => {
  await Promise.all(environments.map(({ api }) => api.stop()));
  rmSync(folder, { recursive: true, force: true });
});

/** What names a thing within another one that has no name, and a label. */
const UNLIKE_NAMES = [
  'AWS::ApiGatewayV2::Api Name', 'AWS::ApiGatewayV2::Authorizer Name', 'AWS::ApiGatewayV2::Stage StageName',
  'AWS::Cognito::UserPoolGroup GroupName', 'AWS::Cognito::UserPoolResourceServer Name',
];

test('no resource has a name of its own that a second stack could not have, and no output is exported', () => {
  const { template } = synth({ groups: { staff: {} }, apiKey: {}, cloudFront: { rateLimiting: false } });
  const { Resources, Outputs } = template.toJSON();
  const named = Object.values<any>(Resources).flatMap(({ Type, Properties = {} }) => Object.entries(Properties)
    .filter(([property, value]) => /(Name|Domain)$/.test(property) && typeof value === 'string').map(([property]) => `${Type} ${property}`));
  expect([...new Set(named)].sort()).toEqual(UNLIKE_NAMES);
  expect(Object.values<object>(Outputs).filter((output) => 'Export' in output)).toEqual([]);
});

test('the same person lives in both environments, side by side', async () => {
  const [staging, production] = environments;
  for (const { person } of environments) {
    expect((await person.signIn()).status).toBe(200);
  }
  expect(staging.aws.Bucket).not.toBe(production.aws.Bucket);
});

describe('what one environment gave opens nothing in the other:', () => {
  test('tokens', async () => {
    const [{ person }, { api }] = environments;
    const { email, sub } = person;
    const { id_token, access_token, refresh_token } = (await person.signIn()).body;
    for (const token of [id_token, access_token]) {
      expectGatewayRefusal(await api.call('GET /v1/userinfo', undefined, bearer(token)), 401);
      expectGatewayRefusal(await api.call(`DELETE /v1/users/${sub}`, undefined, bearer(token)), 401);
    }
    expectRefusal(await api.call('POST /v1/logout', { email, access_token }), 'INVALID_TOKEN');
    expectRefusal(await api.call('POST /v1/refresh-token', { email, refresh_token }), 'INVALID_TOKEN');
  });

  test('the verification_session of the same password, with a code of either authenticator app', async () => {
    const [staging, production] = environments;
    const { body: { verification_session } } = await staging.person.login();
    for (const { person } of environments) {
      expectRefusal(await production.api.call('POST /v1/mfa-verify', {
        email: person.email, verification_type: 'SOFTWARE_TOKEN_MFA', verification_session, otp_code: await person.otp(),
      }), 'INVALID_SESSION');
    }
  });

  test('the user_id, which is another there, and a mailed code', async () => {
    const [staging, production] = environments;
    const { email } = staging.person;
    expect(staging.person.userId).not.toBe(production.person.userId);
    for (const { api } of environments) {
      expect((await api.call('POST /v1/forgot-password', { email })).status).toBe(200);
    }
    const code = async ({ api }: { api: LocalApi }) => secretOf(await api.mail(email));
    const confirm = (user_id: string, verification_code: string) => production.api.call(`POST /v1/users/${user_id}/confirm-password`, {
      email, new_password: 'Quiet#Harbour-77', verification_code,
    });
    expectRefusal(await confirm(production.person.userId, await code(staging)), 'INVALID_CODE');
    expectRefusal(await confirm(staging.person.userId, await code(production)), 'INVALID_CODE');
    expect((await production.person.signIn()).status).toBe(200);
  });
});

test('who leaves one environment stays in the other, with everything kept for them', async () => {
  const [staging, production] = environments;
  const kept = await production.aws.objects(production.person.userId);
  expect(kept.length).toBeGreaterThan(0);
  const { access_token } = (await staging.person.signIn()).body;
  expect((await staging.api.call(`DELETE /v1/users/${staging.person.sub}`, undefined, bearer(access_token))).status).toBe(200);
  await expect(staging.aws.account(staging.person.email)).rejects.toThrow('User does not exist');
  expect(await production.aws.objects(production.person.userId)).toEqual(kept);
  expect((await production.person.signIn()).status).toBe(200);
});
