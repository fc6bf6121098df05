import { CfnAuthorizer, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { OAuthScope, ResourceServerScope } from 'aws-cdk-lib/aws-cognito';
import { claimsOf, post } from './site';
import { LocalRun } from '../../../local/server';
import { createServices } from '../../../local/stand-ins';
import { CognitoAuthApi } from '../../../src';
import { cleanUp, lambda, start, synthesize } from '../fixture';

let run: LocalRun;
let clientId: string;
let secret: string;
const DOMAIN = 'machines';

beforeAll(async () => {
  run = await start(synthesize((stack) => {
    const auth = new CognitoAuthApi(stack, 'Auth', { groups: { admins: {} } });
    const scope = (scopeName: string) => new ResourceServerScope({ scopeName, scopeDescription: scopeName });
    const [read, write] = [scope('read'), scope('write')];
    const server = auth.userPool.addResourceServer('Orders', { identifier: 'orders', scopes: [read, write] });
    auth.userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: DOMAIN } });
    const client = auth.userPool.addClient('Machine', {
      userPoolClientName: 'Machine', generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, read)] },
    });
    const handler = lambda(stack, 'Handler', 'return { sub: event.requestContext.authorizer.jwt.claims.sub };');
    auth.addRoute('Read', { path: '/v1/orders', methods: [HttpMethod.GET], handler, scopes: ['orders/read'] });
    auth.addRoute('Write', { path: '/v1/orders', methods: [HttpMethod.PUT], handler, scopes: ['orders/write'] });
    auth.addRoute('Admin', { path: '/v1/admin', methods: [HttpMethod.GET], handler, groups: ['admins'] });
    auth.addRoute('Personal', { path: '/v1/personal', methods: [HttpMethod.GET], handler });
    const authorizer = stack.node.findAll().find((child) => child instanceof CfnAuthorizer) as CfnAuthorizer;
    authorizer.addPropertyOverride('JwtConfiguration.Audience.1', client.userPoolClientId);
  }), { services: createServices });
  const [{ user_pool_id: UserPoolId, clients }] = await (await fetch(`${run.url}/_local/auth`)).json() as any;
  clientId = clients.find(({ name }: any) => name === 'Machine').client_id;
  const { CognitoIdentityProviderClient, DescribeUserPoolClientCommand } = await import('@aws-sdk/client-cognito-identity-provider');
  const aws = new CognitoIdentityProviderClient({
    endpoint: `${run.url.replace('localhost', '127.0.0.1')}/_local/cognito-idp`, region: run.region, credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  secret = (await aws.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId: clientId }))).UserPoolClient!.ClientSecret!;
});
afterAll(cleanUp);

test('a machine\'s token opens the routes that ask for its scopes, and no other of the API', async () => {
  const { body } = await post(`${run.url}/_local/auth/${DOMAIN}/oauth2/token`, { grant_type: 'client_credentials', client_id: clientId, client_secret: secret });
  expect(claimsOf(body.access_token).scope).toBe('orders/read');
  const call = async (method: string, path: string) =>
    (await fetch(`${run.url}${path}`, { method, headers: { authorization: `Bearer ${body.access_token}` } })).status;
  expect(await call('GET', '/v1/orders')).toBe(200);
  const routes = run.routeKeys.filter((key) => !['GET /v1/orders', '$default'].includes(key) && !key.startsWith('OPTIONS'));
  expect(routes).toEqual(expect.arrayContaining(['PUT /v1/orders', 'GET /v1/admin', 'GET /v1/personal']));
  const answers = await Promise.all(routes.map(async (key) => {
    const [method, path] = key.split(' ');
    return [key, await call(method, path.replace(/\{\w+\}/g, 'x'))] as const;
  }));
  expect(answers.filter(([, status]) => status < 400)).toEqual([]);
});
