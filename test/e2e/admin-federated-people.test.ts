import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CognitoAuthApi, OperationFeature } from '../../src';
import { personObjects } from '../../src/contract';
import { makeAdministrator } from '../support/administrator';
import { awsOf, type Aws } from '../support/aws';
import { LocalApi } from '../support/local';
import { PageBrowser } from '../support/page-browser';
import { bearer, Person } from '../support/person';
import { domain, oidc } from '../support/providers';
import { expectRefusal } from '../support/refusal';

/** People who came from an identity provider, whom Cognito does not know by their user_id. */
const CALLBACK = 'https://app.example.com/';
const folder = mkdtempSync(join(tmpdir(), 'admin-federated-'));
let api: LocalApi;
let aws: Aws;
let header: Record<string, string>;
let userId: string;
beforeAll(async () => {
  const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
  const stack = new Stack(app, 'Demo');
  const auth = new CognitoAuthApi(stack, 'Auth', {
    domain,
    identityProviders: { oidc: { Corp: oidc } },
    clients: { web: { callbackUrls: [CALLBACK] } },
    operations: { features: [OperationFeature.ADMIN, OperationFeature.SESSIONS] },
  });
  new CfnOutput(stack, 'WebClientId', { value: auth.clients.web.clientId });
  app.synth();
  api = await LocalApi.start(join(folder, 'cdk.out'));
  aws = await awsOf(api);
  const ada = await new Person(api).enrol();
  await makeAdministrator(api, ada);
  header = bearer((await ada.signIn()).body.access_token);
  await signInAtCorp({ sub: 'c-1', email: 'carl@corp.example', email_verified: true });
  const { body } = await api.call('GET /v1/admin/users?search=carl@', undefined, header);
  userId = body.users[0].user_id;
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const signInAtCorp = async (claims: { sub: string; [claim: string]: unknown }) => {
  const client_id = (await api.outputs()).WebClientId;
  const query = { response_type: 'code', client_id, redirect_uri: CALLBACK, scope: 'openid email', identity_provider: 'Corp' };
  const browser = new PageBrowser(api.url);
  await browser.open(`${api.url}/_local/auth/${domain.prefix}/oauth2/authorize?${new URLSearchParams(query)}`);
  const { url } = await browser.submit({ sub: claims.sub, claims: JSON.stringify(claims) }, { decision: 'allow' });
  const code = url.searchParams.get('code')!;
  await fetch(`${api.url}/_local/auth/${domain.prefix}/oauth2/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', client_id, redirect_uri: CALLBACK, code }),
  });
};

test('are unknown to Cognito by the user_id that administrators see', async () => {
  expect(userId).toMatch(/^[0-9a-f-]{36}$/);
  await expect(aws.cognito.send(new AdminGetUserCommand({ UserPoolId: aws.UserPoolId, Username: userId }))).rejects.toMatchObject({ name: 'UserNotFoundException' });
});

test('are shown all the same', async () => {
  const { status, body } = await api.call(`GET /v1/admin/users/${userId}`, undefined, header);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    user_id: userId, email: 'carl@corp.example', status: 'EXTERNAL_PROVIDER', enabled: true, identities: [{ provider: 'Corp', user_id: 'c-1' }],
    factors: { enabled: [], preferred: null },
  });
});

test('have sessions', async () => {
  const { body } = await api.call(`GET /v1/admin/users/${userId}/sessions`, undefined, header);
  expect(body).toEqual({ tracked: true, sessions: [expect.objectContaining({ type: 'TOKEN' })] });
});

test('can be handed what is held on them', async () => {
  const { status, body } = await api.call(`GET /v1/admin/users/${userId}/export`, undefined, header);
  expect(status).toBe(200);
  expect(body).toMatchObject({ user_id: userId, account: { username: 'Corp_c-1', attributes: { email: 'carl@corp.example' } }, identities: [{ provider: 'Corp' }] });
});

test('are counted as such', async () => {
  const { body } = await api.call('GET /v1/admin/counts', undefined, header);
  expect(body).toMatchObject({ users: 2, by_status: { CONFIRMED: 1, EXTERNAL_PROVIDER: 1 } });
});

describe('what administrators change', () => {
  const act = (route: string) => api.call(route.replace('SUB', userId), undefined, header);
  const account = () => aws.cognito.send(new AdminGetUserCommand({ UserPoolId: aws.UserPoolId, Username: 'Corp_c-1' }));

  test('reaches them as anybody', async () => {
    expect((await act('POST /v1/admin/users/SUB/disable')).status).toBe(200);
    expect((await account()).Enabled).toBe(false);
    expect((await act('POST /v1/admin/users/SUB/enable')).status).toBe(200);
    expect((await account()).Enabled).toBe(true);
    expect((await act('PUT /v1/admin/users/SUB/groups/admins')).status).toBe(200);
    expect((await act('GET /v1/admin/users/SUB')).body.groups).toContain('admins');
    expect((await act('DELETE /v1/admin/users/SUB/groups/admins')).status).toBe(200);
    expect((await act('POST /v1/admin/users/SUB/sign-out')).status).toBe(200);
    expect((await act('GET /v1/admin/users/SUB/sessions')).body.sessions).toEqual([]);
    expectRefusal(await act('POST /v1/admin/users/SUB/reset-password'), 'INVALID_STATE');
  });

  test('touches nothing that is kept for who has the same address by right', async () => {
    const { user_id: handle } = (await api.call('POST /v1/users', { email: 'carl@corp.example', full_name: 'Carl', mobile_phone_number: '+491701234567' })).body;
    await Promise.all(Object.values(personObjects).map((key) =>
      aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key: key(handle), Body: '{"kept":true}' }))));
    const keyed = async () => Promise.all(Object.values(personObjects).map(async (key) =>
      (await aws.s3.send(new GetObjectCommand({ Bucket: aws.Bucket, Key: key(handle) }))).Body!.transformToString()));
    const before = await keyed();
    for (const route of ['POST /v1/admin/users/SUB/sign-out', 'POST /v1/admin/users/SUB/reset-mfa', 'POST /v1/admin/users/SUB/disable', 'DELETE /v1/admin/users/SUB']) {
      expect((await act(route)).status).toBe(200);
    }
    expect(await keyed()).toEqual(before);
    await expect(account()).rejects.toMatchObject({ name: 'UserNotFoundException' });
    expect((await aws.account('carl@corp.example')).status).toBe('FORCE_CHANGE_PASSWORD');
  });
});
