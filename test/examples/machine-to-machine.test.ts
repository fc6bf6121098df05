import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { bearer } from '../support/person';

let outdir: string;
let resources: [string, any][];
beforeAll(() => {
  outdir = synthesizeExample('machine-to-machine');
  resources = Object.entries(JSON.parse(readFileSync(join(outdir, 'Machines.template.json'), 'utf8')).Resources);
});
afterAll(() => rmSync(outdir, { recursive: true, force: true }));

test('synthesizes strictly clean: the machine is in the audience of the routes that ask for scopes, and of no other', () => {
  const [[machine]] = resources.filter(([, { Properties }]) => Properties?.AllowedOAuthFlows?.includes('client_credentials'));
  const audienceOf = (authorizer: string) => resources.find(([id]) => id === authorizer)![1].Properties.JwtConfiguration.Audience;
  const admitting = resources.filter(([, { Type, Properties }]) => Type === 'AWS::ApiGatewayV2::Route' && Properties.AuthorizerId
    && JSON.stringify(audienceOf(Properties.AuthorizerId.Ref)).includes(machine));
  expect(admitting.map(([, { Properties }]) => [Properties.RouteKey, Properties.AuthorizationScopes])).toEqual([
    ['GET /orders', ['orders/read']], ['POST /orders', ['orders/write']],
  ]);
});

describe('offline', () => {
  let api: LocalApi;
  let clientId: string;
  let credentials: string;
  let tokenUrl: string;
  beforeAll(async () => {
    api = await LocalApi.start(outdir);
    const [{ path, clients }] = (await api.call('GET /_local/auth')).body;
    clientId = clients.find(({ name }: { name: string }) => name.startsWith('AuthMachineClientsbilling')).client_id;
    tokenUrl = `${api.url}${path}/oauth2/token`;
    // As the program finds it: with the right to read that one secret.
    const secrets = new SecretsManagerClient({
      endpoint: api.endpoint('secretsmanager'), region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    const { SecretList } = await secrets.send(new ListSecretsCommand({}));
    const { ARN: SecretId } = SecretList!.find(({ Name }) => Name!.startsWith('AuthMachineClientsbilling'))!;
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId }));
    credentials = `Basic ${Buffer.from(`${clientId}:${SecretString}`).toString('base64')}`;
  });
  afterAll(() => api?.stop());

  const tokenOf = async (form: Record<string, string> = {}, authorization = credentials) => {
    const body = new URLSearchParams({ grant_type: 'client_credentials', ...form });
    const response = await fetch(tokenUrl, { method: 'POST', body, headers: { authorization } });
    return { status: response.status, body: await response.json() as any };
  };

  test('the machine\'s token opens the route that asks for its scope, no other, and none of the API\'s own operations', async () => {
    const { access_token: token } = (await tokenOf()).body;
    expect(await api.call('GET /orders', undefined, bearer(token))).toMatchObject({ status: 200, body: { route: 'GET /orders', client: clientId } });
    expect((await api.call('GET /orders')).status).toBe(401);
    // In the audience, without the scope.
    expect((await api.call('POST /orders', {}, bearer(token))).status).toBe(403);

    const guarded = resources.filter(([, { Type, Properties }]) => Type === 'AWS::ApiGatewayV2::Route' && Properties.AuthorizationType === 'JWT')
      .map(([, { Properties }]): string => Properties.RouteKey.replace(/\{\w+\}/g, 'x'))
      .filter((route) => !['GET /orders', 'POST /orders'].includes(route));
    expect(guarded).toEqual(expect.arrayContaining(['GET /orders/mine', 'GET /v1/userinfo', 'DELETE /v1/users/x']));
    for (const route of guarded) {
      const body = route.startsWith('GET') ? undefined : {};
      expect({ route, status: (await api.call(route, body, bearer(token))).status }).toEqual({ route, status: 401 });
    }
  });

  test('it gets no scope that it does not have, and no token without its secret', async () => {
    expect(await tokenOf({ scope: 'orders/write' })).toEqual({ status: 400, body: { error: 'invalid_scope' } });
    expect(await tokenOf({}, `Basic ${Buffer.from(`${clientId}:guessed`).toString('base64')}`)).toMatchObject({ body: { error: 'invalid_client' } });
  });
});
