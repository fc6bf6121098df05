import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminAddUserToGroupCommand, AdminRemoveUserFromGroupCommand, AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { App, Stack } from 'aws-cdk-lib';
import { StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { decodeJwt } from 'jose';
import { CognitoAuthApi, RouteAccess } from '../../src';
import { awsOf, type Aws } from '../support/aws';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal } from '../support/refusal';

const folder = mkdtempSync(join(tmpdir(), 'groups-'));
let asset = 0;

/** A function whose handler is this expression. */
const lambda = (stack: Stack, id: string, handler: string) => {
  const directory = mkdtempSync(join(folder, `asset-${++asset}-`));
  writeFileSync(join(directory, 'index.js'), `exports.handler = ${handler};\n`);
  return new LambdaFunction(stack, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromAsset(directory) });
};

/** The person's own trigger: polite on the whole, but it tries to make everybody an administrator. */
const GREEDY = `async (event) => {
  if (event.request.clientMetadata?.fail || event.request.userAttributes.name === 'Broken') throw new Error('their trigger failed');
  event.response.claimsAndScopeOverrideDetails = {
    idTokenGeneration: { claimsToAddOrOverride: { plan: 'free', scope: 'groups/admins', scp: ['groups/admins'] } },
    accessTokenGeneration: {
      claimsToAddOrOverride: { plan: 'free', tenant_id: 'everyone', scp: ['groups/admins'], 'cognito:groups': ['admins'] },
      scopesToAdd: ['reports/read', 'groups/admins', 'orders/delete', 'reports/write groups/admins'],
    },
    groupOverrideDetails: { groupsToOverride: [...event.request.groupConfiguration.groupsToOverride, 'admins', 'beta'] },
  };
  return event;
}`;

const synthesize = (name: string, ownTrigger: boolean): string => {
  const app = new App({ outdir: join(folder, name), analyticsReporting: false });
  const stack = new Stack(app, 'Demo');
  const auth = new CognitoAuthApi(stack, 'Auth', {
    groups: { admins: { description: 'May do everything', precedence: 1, scopes: ['orders/delete'] }, staff: {} },
    customAttributes: { tenant: new StringAttribute({ mutable: true, maxLen: 64 }) },
    tokens: { claims: { tenant_id: 'custom:tenant' } },
    ...ownTrigger && { triggers: { preTokenGeneration: lambda(stack, 'OwnTrigger', GREEDY) } },
  });
  const handler = lambda(stack, 'Echo', 'async ({ requestContext }) => ({ statusCode: 200, body: JSON.stringify(requestContext.authorizer?.jwt ?? null) })');
  auth.addRoute('Admin', { path: '/admin', handler, groups: ['admins'] });
  auth.addRoute('Team', { path: '/team', handler, groups: ['admins', 'staff'] });
  auth.addRoute('Delete', { path: '/orders', handler, scopes: ['orders/delete'] });
  auth.addRoute('Mine', { path: '/mine', handler });
  auth.addRoute('Either', { path: '/either', handler, access: RouteAccess.TOKEN });
  auth.addRoute('Open', { path: '/open', handler, access: RouteAccess.ANYONE });
  app.synth();
  return join(folder, name);
};

interface Tokens { id_token: string; access_token: string; refresh_token: string }

let api: LocalApi;
let aws: Aws;
const get = (path: string, token?: string) => api.call(`GET ${path}`, undefined, token === undefined ? {} : bearer(token));
const groupOf = (person: Person, GroupName: string) => ({ UserPoolId: aws.UserPoolId, Username: person.sub, GroupName });
const join_ = (person: Person, name: string) => aws.cognito.send(new AdminAddUserToGroupCommand(groupOf(person, name)));
const leave = (person: Person, name: string) => aws.cognito.send(new AdminRemoveUserFromGroupCommand(groupOf(person, name)));
const setTenant = (person: Person, Value: string) => aws.cognito.send(new AdminUpdateUserAttributesCommand({
  UserPoolId: aws.UserPoolId, Username: person.sub, UserAttributes: [{ Name: 'custom:tenant', Value }],
}));
const refreshed = async (person: Person, { refresh_token }: Tokens): Promise<Tokens> =>
  (await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).body;
const scopesOf = (token: string) => (decodeJwt(token).scope as string).split(' ').sort();
const start = async (directory: string) => {
  api = await LocalApi.start(directory);
  aws = await awsOf(api);
};

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('groups, enforced by the gateway', () => {
  let ada: Person;
  let tokens: Tokens;
  beforeAll(async () => {
    await start(synthesize('groups', false));
    ada = await new Person(api).enrol();
    tokens = (await ada.signIn()).body;
  });
  afterAll(() => api?.stop());

  test('without a token: 401 wherever one is asked for', async () => {
    for (const path of ['/admin', '/team', '/orders', '/mine', '/either']) expectGatewayRefusal(await get(path), 401);
    expect(await get('/open')).toMatchObject({ status: 200, body: null });
  });

  test('without the group: 403, whatever else the token opens', async () => {
    for (const path of ['/admin', '/team', '/orders']) expectGatewayRefusal(await get(path, tokens.access_token), 403);
    for (const path of ['/mine', '/either', '/open']) expect((await get(path, tokens.access_token)).status).toBe(200);
    expect(scopesOf(tokens.access_token)).toEqual(['aws.cognito.signin.user.admin']);
  });

  test('an ID token opens only what says so', async () => {
    for (const path of ['/admin', '/team', '/orders', '/mine']) expectGatewayRefusal(await get(path, tokens.id_token), 403);
    expect((await get('/either', tokens.id_token)).status).toBe(200);
  });

  test('a token from before the group was granted is refused until it is refreshed', async () => {
    await join_(ada, 'admins');
    expectGatewayRefusal(await get('/admin', tokens.access_token), 403);
    tokens = await refreshed(ada, tokens);
    expect((await get('/admin', tokens.access_token)).body.scopes).toEqual(['groups/admins']);
    expect((await get('/team', tokens.access_token)).status).toBe(200);
    expect((await get('/orders', tokens.access_token)).status).toBe(200);
    expect(scopesOf(tokens.access_token)).toEqual(['aws.cognito.signin.user.admin', 'groups/admins', 'orders/delete']);
    expectGatewayRefusal(await get('/admin', tokens.id_token), 403);
  });

  test('any one of a route\'s groups is enough, and opens no other route', async () => {
    const bob = await new Person(api).enrol();
    await join_(bob, 'staff');
    const { body } = await bob.signIn();
    expect((await get('/team', body.access_token)).status).toBe(200);
    expectGatewayRefusal(await get('/admin', body.access_token), 403);
  });

  test('out of the group: 403 after the next refresh', async () => {
    await leave(ada, 'admins');
    tokens = await refreshed(ada, tokens);
    for (const path of ['/admin', '/team', '/orders']) expectGatewayRefusal(await get(path, tokens.access_token), 403);
  });

  test('attributes become claims of the access token, at the next refresh', async () => {
    expect(decodeJwt(tokens.access_token)).not.toHaveProperty('tenant_id');
    await setTenant(ada, 'harbour-1');
    tokens = await refreshed(ada, tokens);
    expect((await get('/mine', tokens.access_token)).body.claims).toMatchObject({ tenant_id: 'harbour-1' });
    expect(decodeJwt(tokens.id_token)).toMatchObject({ 'custom:tenant': 'harbour-1' });
  });

  test('no client lists a scope, and what is deployed is what was synthesized', () => {
    const { Resources } = JSON.parse(readFileSync(join(folder, 'groups', 'Demo.template.json'), 'utf8'));
    const clients = Object.values<any>(Resources).filter(({ Type }) => Type === 'AWS::Cognito::UserPoolClient');
    expect(clients.map(({ Properties }) => Properties.AllowedOAuthScopes)).toEqual([undefined]);
  });
});

describe('beside a pre-token-generation trigger of one\'s own', () => {
  let ada: Person;
  beforeAll(async () => {
    await start(synthesize('own-trigger', true));
    ada = await new Person(api).enrol();
  });
  afterAll(() => api?.stop());

  test('its answer counts, but for what would make someone a member', async () => {
    const { access_token, id_token } = (await ada.signIn()).body as Tokens;
    expect(decodeJwt(access_token)).toMatchObject({ 'plan': 'free', 'cognito:groups': ['beta'] });
    expect(decodeJwt(id_token)).toMatchObject({ 'plan': 'free', 'cognito:groups': ['beta'] });
    for (const token of [access_token, id_token]) expect(decodeJwt(token)).not.toHaveProperty('scp');
    expect(decodeJwt(access_token)).not.toHaveProperty('tenant_id');
    expect(scopesOf(access_token)).toEqual(['aws.cognito.signin.user.admin', 'reports/read']);
    for (const token of [access_token, id_token]) {
      for (const path of ['/admin', '/team', '/orders']) expectGatewayRefusal(await get(path, token), 403);
    }
    expectGatewayRefusal(await get('/mine', id_token), 403);
  });

  test('members get what their groups give, and the claims are those of the attributes', async () => {
    await join_(ada, 'admins');
    await setTenant(ada, 'harbour-1');
    const { access_token } = (await ada.signIn()).body as Tokens;
    expect((await get('/admin', access_token)).status).toBe(200);
    expect(decodeJwt(access_token)).toMatchObject({ plan: 'free', tenant_id: 'harbour-1' });
    expect(scopesOf(access_token)).toEqual(['aws.cognito.signin.user.admin', 'groups/admins', 'orders/delete', 'reports/read']);
  });

  test('its failure ends the sign-in, as it does without ours', async () => {
    const broken = await new Person(api, 'Broken').enrol();
    expect((await broken.signIn()).status).toBeGreaterThanOrEqual(400);
  });
});
