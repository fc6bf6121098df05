import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApi, CognitoAuthApiProps, RouteAccess } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { resource, synth } from './support/template';

const domain = { prefix: 'harbour' };
const resourceServers = { 'orders': { scopes: { read: 'Read orders', write: 'Change orders' } }, 'https://api.example.com': { scopes: { x: 'Do x' } } };
const billing = { scopes: ['orders/read'] };
const props: CognitoAuthApiProps = { domain, resourceServers, machineClients: { billing } };

describe('a machine client', () => {
  const { template, auth, stack } = synth(props);
  const { Properties: client, DependsOn } = resource(template, 'AuthMachineClientsbillingClient');

  test('has the client credentials grant alone, with the scopes that it was given', () => {
    expect(client).toMatchObject({ AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ['client_credentials'], AllowedOAuthScopes: ['orders/read'] });
    for (const property of ['CallbackURLs', 'LogoutURLs', 'SupportedIdentityProviders', 'RefreshTokenRotation']) expect(client).not.toHaveProperty(property);
  });

  test('signs no person in', () => {
    expect(client.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
    expect([client.ReadAttributes, client.WriteAttributes]).toEqual([['locale'], ['locale']]);
  });

  test('has its secret in Secrets Manager', () => {
    expect(client.GenerateSecret).toBe(true);
    expect(resource(template, 'AuthMachineClientsbillingSecret').Properties.SecretString).toEqual({
      'Fn::GetAtt': [stack.resolve(auth.machineClients.billing.clientId).Ref, 'ClientSecret'],
    });
  });

  test('is made after the resource server of its scopes', () => {
    expect(DependsOn).toEqual([stack.getLogicalId(auth.resourceServers.orders.node.defaultChild as any)]);
  });

  test('has tokens as long as those of people, or as it says', () => {
    expect(client.AccessTokenValidity).toBe(60);
    const short = synth({ ...props, machineClients: { billing: { ...billing, accessTokenValidity: Duration.minutes(5) } } }).template;
    expect(resource(short, 'AuthMachineClientsbillingClient').Properties.AccessTokenValidity).toBe(5);
  });

  test('asks resource servers, which have names that Cognito takes', () => {
    template.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', {
      Identifier: 'orders', Name: 'orders', Scopes: [{ ScopeName: 'read', ScopeDescription: 'Read orders' }, { ScopeName: 'write', ScopeDescription: 'Change orders' }],
    });
    template.hasResourceProperties('AWS::Cognito::UserPoolResourceServer', { Identifier: 'https://api.example.com', Name: 'https-api.example.com' });
  });
});

describe('whom routes admit', () => {
  const stack = new Stack(new App(), 'Stack');
  const auth = new CognitoAuthApi(stack, 'Auth', { domain, resourceServers, groups: { admins: {} } });
  const handler = new Function(stack, 'Handler', { runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = 0') });
  auth.addRoute('Default', { path: '/default', handler });
  auth.addRoute('Token', { path: '/token', handler, access: RouteAccess.TOKEN });
  auth.addRoute('Groups', { path: '/groups', handler, groups: ['admins'] });
  auth.addRoute('Scopes', { path: '/scopes', handler, scopes: ['orders/read'] });
  // Later than the routes, and than the authorizers that these name.
  const web = auth.addClient('web', { callbackUrls: ['https://app.example.com/'] });
  const machine = auth.addMachineClient('billing', billing);
  const template = Template.fromStack(stack);
  const routeOf = (path: string) => Object.values(template.findResources('AWS::ApiGatewayV2::Route', { Properties: { RouteKey: path } }))[0].Properties;
  const audienceOf = (path: string) => template.toJSON().Resources[routeOf(path).AuthorizerId.Ref].Properties.JwtConfiguration.Audience;
  const people = [auth.clientId, web.clientId].map((id) => stack.resolve(id));

  test('machines, where a route asks for scopes', () => {
    expect(audienceOf('GET /scopes')).toEqual([...people, stack.resolve(machine.clientId)]);
    expect(routeOf('GET /scopes').AuthorizationScopes).toEqual(['orders/read']);
  });

  test.each(['GET /default', 'GET /token', 'GET /groups', 'GET /v1/userinfo', 'DELETE /v1/users/{user_id}', 'POST /v1/users/{user_id}/reset-password'])(
    'no machines: %s', (route) => {
      expect(audienceOf(route)).toEqual(people);
    });

  test('people of an app by the scope openid, who need not be able to change their account', () => {
    expect(routeOf('GET /default').AuthorizationScopes).toEqual(['aws.cognito.signin.user.admin', 'openid']);
  });

  test('the API\'s own operations ask for what they did before', () => {
    expect(routeOf('POST /v1/users/{user_id}/reset-password').AuthorizationScopes).toEqual(['aws.cognito.signin.user.admin']);
  });

  test('by two authorizers of one issuer', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 2);
    template.allResourcesProperties('AWS::ApiGatewayV2::Authorizer', {
      AuthorizerType: 'JWT', IdentitySource: ['$request.header.Authorization'], JwtConfiguration: { Issuer: stack.resolve(auth.issuer) },
    });
  });
});

const SERVERS = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html';
const CREATE = 'See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateResourceServer.html';
const machines = (scopes: string[], more: CognitoAuthApiProps = {}): CognitoAuthApiProps =>
  ({ ...props, ...more, machineClients: { billing: { scopes } } });
const declared = 'a scope of resourceServers (https://api.example.com/x, orders/read, orders/write)';
const correct = `Declare it in resourceServers, or correct its name. The scopes of OpenID Connect and of Cognito itself are for people. ${SERVERS}`;

describe('refuses', () => {
  test.each<[string, CognitoAuthApiProps, string]>([
    ['a machine without a domain', { ...props, domain: undefined },
      'machineClients must be left out where neither domain nor userPool is given, but is "billing". Machines get their tokens at the domain, from /oauth2/token: give one, such as '
      + 'domain: { prefix: "harbour-login" }. See https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html'],
    ['a name that logical IDs cannot hold', { ...props, machineClients: { 'b/c': billing } },
      `machineClients must be a map whose keys start with a letter and have 1 to 64 letters, digits, hyphens and underscores, but is "b/c". The name becomes a part of the logical IDs: use names such as "billing". ${SERVERS}`],
    ['no scopes', machines([]), `machineClients.billing.scopes must be 1 to 50 scopes, but is 0. A machine without any may do nothing: list what it needs, such as "orders/read". ${SERVERS}`],
    ['a scope that nobody declared', machines(['orders/delete']), `machineClients.billing.scopes[0] must be ${declared}, but is "orders/delete". ${correct}`],
    ['a scope of people', machines(['openid']), `machineClients.billing.scopes[0] must be ${declared}, but is "openid". ${correct}`],
    ['the scope of a group', machines(['groups/admins'], { groups: { admins: {} } }), `machineClients.billing.scopes[0] must be ${declared}, but is "groups/admins". ${correct}`],
    ['a scope that a group gives', machines(['orders/write'], { groups: { clerks: { scopes: ['orders/write'] } } }),
      'machineClients.billing.scopes[0] must be a scope that no group gives, but is "orders/write". Members get it without asking, and whoever else asked through this client '
      + `would get it, too: leave it out. ${SERVERS}`],
    ['tokens that are too long', { ...props, machineClients: { billing: { ...billing, accessTokenValidity: Duration.days(2) } } },
      'machineClients.billing.accessTokenValidity must be 5 minutes to 1 day, in whole minutes, but is 2 days. These are Cognito\'s limits. '
      + 'See https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html'],
    ['a resource server with a space', { resourceServers: { 'my orders': { scopes: { x: 'x' } } } },
      `resourceServers must be a map whose keys are 1 to 256 printable ASCII characters without space, quote and backslash, but is "my orders". Use identifiers such as "orders" or "https://api.example.com". ${CREATE}`],
    ['the resource server of groups', { resourceServers: { groups: { scopes: { x: 'x' } } } },
      `resourceServers must be a map without "groups" and "aws.cognito....", but is "groups". Its scopes would be those that stand for groups, or Cognito's own: choose another identifier. ${CREATE}`],
    ['one that only looks like it', { resourceServers: { 'groups/eu': { scopes: { x: 'x' } } } },
      `resourceServers must be a map without "groups" and "aws.cognito....", but is "groups/eu". Its scopes would be those that stand for groups, or Cognito's own: choose another identifier. ${CREATE}`],
    ['a name that Cognito does not take', { resourceServers: { orders: { name: 'a/b', scopes: { x: 'x' } } } },
      `resourceServers.orders.name must be 1 to 256 letters, digits, spaces and _+=,.@-, but is "a/b". Leave it out for one that is made of the identifier. ${CREATE}`],
    ['a resource server without scopes', { resourceServers: { orders: { scopes: {} } } },
      `the number of scopes in resourceServers.orders.scopes must be a whole number from 1 to 100, but is 0. Make a second resource server for more. ${CREATE}`],
    ['a scope with a slash', { resourceServers: { orders: { scopes: { 'orders/read': 'Read' } } } },
      'resourceServers.orders.scopes must be a map whose keys are 1 to 256 printable ASCII characters without space, quote, backslash and slash, but is "orders/read". '
      + `Write the part after the slash alone: "read" of "orders/read". ${CREATE}`],
    ['a scope that nothing is said of', { resourceServers: { orders: { scopes: { read: '' } } } },
      `resourceServers.orders.scopes.read must be a description of 1 to 256 characters, but is 0. Say in a few words what the scope allows. ${CREATE}`],
  ])('%s', (_, given, problem) => {
    expect(problemsOf(given)).toEqual([problem]);
  });

  test('the same in addMachineClient, by the names that were typed', () => {
    const { auth } = synth(props);
    expect(() => auth.addMachineClient('billing', { scopes: ['openid'] })).toThrow([
      'addMachineClient("billing") of CognitoAuthApi "Stack/Auth" has 2 options that cannot be deployed:',
      `  - machineClients must be a map whose keys no other machine client has, but is "billing". Choose another name. ${SERVERS}`,
      `  - scopes[0] must be ${declared}, but is "openid". ${correct}`,
    ].join('\n'));
  });
});
