import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { ManagedLoginVersion } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApi, RouteAccess } from '../../src';
import { claimsOf, signedBy } from '../support/forged-tokens';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal } from '../support/refusal';

/** Genuine signatures of the pool, for the tokens that an app's and a machine's client would get on Cognito's pages and at its token endpoint. */
let folder: string;
let api: LocalApi;
let ada: Person;
let tokens: Record<'of' | 'ofApp' | 'ofMachine', Record<string, string>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'app-clients-'));
  const outdir = join(folder, 'cdk.out');
  const data = join(folder, 'data.json');
  const app = new App({ outdir, analyticsReporting: false });
  const stack = new Stack(app, 'Demo');
  const auth = new CognitoAuthApi(stack, 'Auth', {
    domain: { prefix: 'harbour' },
    managedLogin: { version: ManagedLoginVersion.CLASSIC_HOSTED_UI },
    resourceServers: { orders: { scopes: { read: 'Read', write: 'Write' } } },
    clients: { web: { callbackUrls: ['https://app.example.com/'] } },
    machineClients: { billing: { scopes: ['orders/read'] } },
  });
  const handler = new Function(stack, 'Handler', {
    runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromAsset(join(__dirname, '..', '..', 'examples', 'machine-to-machine', 'orders')),
  });
  auth.addRoute('Mine', { path: '/mine', handler });
  auth.addRoute('Any', { path: '/any', handler, access: RouteAccess.TOKEN });
  auth.addRoute('Read', { path: '/read', handler, scopes: ['orders/read'] });
  auth.addRoute('Write', { path: '/write', handler, scopes: ['orders/write'] });
  app.synth();

  const first = await LocalApi.start(outdir, '--data', data);
  ada = await new Person(first).enrol();
  const { body } = await ada.signIn();
  await first.stop();
  const { pools } = JSON.parse(readFileSync(data, 'utf8')).services['cognito-idp'];
  const [pool] = Object.values<any>(pools);
  const clientIdOf = (start: string) => Object.values<any>(pool.clients).find(({ config }) => config.ClientName.startsWith(start)).id;
  const sign = (kind: 'access' | 'id', claims: object) => {
    const { kid, jwk } = pool.keys[kind];
    return signedBy(createPrivateKey({ key: jwk, format: 'jwk' }), kid, claims as any);
  };
  const [access, id] = [claimsOf(body.access_token), claimsOf(body.id_token)];
  const app1 = clientIdOf('AuthClientsweb');
  const { username, ...impersonal } = access;
  const machine = clientIdOf('AuthMachineClientsbilling');
  tokens = {
    of: body,
    ofApp: {
      access: sign('access', { ...access, client_id: app1, scope: 'openid email profile' }),
      selfService: sign('access', { ...access, client_id: app1 }),
      id: sign('id', { ...id, aud: app1 }),
    },
    ofMachine: { access: sign('access', { ...impersonal, sub: machine, client_id: machine, scope: 'orders/read' }) },
  };
  api = await LocalApi.start(outdir, '--data', data);
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const call = (route: string, token: string, body?: unknown) => api.call(route, body, bearer(token));

test('the route of somebody signed in opens to people of the app, whose tokens need not be able to change the account', async () => {
  expect((await call('GET /mine', tokens.ofApp.access)).status).toBe(200);
  expect((await call('GET /mine', tokens.of.access_token)).status).toBe(200);
  expectGatewayRefusal(await call('GET /mine', tokens.ofApp.id), 403);
  expect((await call('GET /any', tokens.ofApp.id)).status).toBe(200);
});

test('the API\'s own operations take no token of the app, and nothing happens', async () => {
  for (const token of Object.values(tokens.ofApp)) {
    expect((await call('GET /v1/userinfo', token)).status).toBe(401);
    expect((await call(`DELETE /v1/users/${ada.sub}`, token)).status).toBe(401);
  }
  expect((await call(`POST /v1/users/${ada.sub}/reset-password`, tokens.ofApp.selfService, { email: ada.email })).status).toBe(401);
  expect((await call('GET /v1/userinfo', tokens.of.access_token)).body.email).toBe(ada.email);
});

test('a machine\'s scopes open the routes that ask for them, and no others', async () => {
  const token = tokens.ofMachine.access;
  expect((await call('GET /read', token)).status).toBe(200);
  expectGatewayRefusal(await call('GET /write', token), 403);
  for (const route of ['GET /mine', 'GET /any', 'GET /v1/userinfo', `DELETE /v1/users/${ada.sub}`]) expectGatewayRefusal(await call(route, token), 401);
});
