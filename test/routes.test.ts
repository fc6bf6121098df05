import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { AddRouteOptions, CognitoAuthApi, CognitoAuthApiProps, RouteAccess } from '../src';
import { defaultOperations } from './support/default-operations';
import { linesOf, withoutLinks } from './support/problems';
import { only, resource } from './support/template';

const ENTRY = join(__dirname, 'support', 'route-entry.ts');
const GROUPS: CognitoAuthApiProps = { groups: { admins: {}, staff: {} } };

const lambda = (scope: Construct, id = 'Theirs') =>
  new LambdaFunction(scope, id, { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => ({});') });

const made = (props: CognitoAuthApiProps = GROUPS) => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  return { app, stack, auth: new CognitoAuthApi(stack, 'Auth', props), handler: lambda(stack) };
};

const routeOf = (template: Template, key: string): any =>
  Object.values(template.findResources('AWS::ApiGatewayV2::Route', { Properties: { RouteKey: key } }))[0].Properties;

describe('who is admitted', () => {
  const { stack, auth, handler } = made();
  auth.addRoute('Default', { path: '/default', handler });
  auth.addRoute('Groups', { path: '/groups', handler, groups: ['admins', 'staff'] });
  auth.addRoute('Scopes', { path: '/scopes', handler, scopes: ['orders/read', 'orders/write'] });
  auth.addRoute('Token', { path: '/token', handler, access: RouteAccess.TOKEN });
  auth.addRoute('Open', { path: '/open', handler, access: RouteAccess.ANYONE });
  const template = Template.fromStack(stack);
  const AuthorizerId = stack.resolve(auth.authorizer.authorizerId);

  test.each([
    ['unless told otherwise, people with their access token', '/default', ['aws.cognito.signin.user.admin']],
    ['members of any of the groups', '/groups', ['groups/admins', 'groups/staff']],
    ['tokens with any of the scopes', '/scopes', ['orders/read', 'orders/write']],
    ['ID and access tokens, with TOKEN', '/token', undefined],
  ])('%s', (_, path, scopes) => {
    const route = routeOf(template, `GET ${path}`);
    expect(route).toMatchObject({ AuthorizationType: 'JWT', AuthorizerId });
    expect(route.AuthorizationScopes).toEqual(scopes);
  });

  test('all, with ANYONE', () => {
    expect(routeOf(template, 'GET /open')).toMatchObject({ AuthorizationType: 'NONE' });
  });

  test('with one authorizer for all', () => {
    template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 1);
  });
});

describe('what answers', () => {
  test('a function, through one integration and one permission for all its routes', () => {
    const { stack, auth, handler } = made();
    const first = auth.addRoute('Orders', { path: '/orders', methods: [HttpMethod.GET, HttpMethod.POST], handler });
    const second = auth.addRoute('Order', { path: '/orders/{id}', handler, groups: ['admins'] });
    const template = Template.fromStack(stack);
    const FunctionName = stack.resolve(handler.functionArn);
    expect(Object.keys(template.findResources('AWS::ApiGatewayV2::Integration', { Properties: { IntegrationUri: FunctionName } }))).toHaveLength(1);
    const permissions = Object.values(template.findResources('AWS::Lambda::Permission', { Properties: { FunctionName } }));
    expect(permissions).toHaveLength(1);
    expect(permissions[0].Properties.SourceArn['Fn::Join'][1].at(-1)).toBe('/*/*/*');
    expect(Object.keys(first.routes)).toEqual(['GET', 'POST']);
    expect(first.handler).toBe(handler);
    expect(first.entryFunction).toBeUndefined();
    expect(second.integration).toBe(first.integration);
  });

  test('a file, bundled into a function with the API\'s defaults, a role and a log group of its own', () => {
    const { stack, auth } = made();
    const { handler, entryFunction } = auth.addRoute('Orders', { path: '/orders', entry: ENTRY, functionProps: { memorySize: 512, environment: { TABLE: 'orders' } } });
    const template = Template.fromStack(stack);
    const fn = resource(template, 'AuthRoutesOrdersFunction').Properties;
    expect(fn).toMatchObject({
      Handler: 'index.handler', Runtime: 'nodejs24.x', Architectures: ['arm64'], MemorySize: 512, Timeout: 15, LoggingConfig: { LogFormat: 'JSON' },
    });
    expect(fn.Environment.Variables).toMatchObject({ TABLE: 'orders' });
    expect(resource(template, 'AuthRoutesOrdersLogGroup').Properties.RetentionInDays).toBe(365);
    const role = resource(template, 'AuthRoutesOrdersRole').Properties;
    expect(role.ManagedPolicyArns).toBeUndefined();
    expect(role.Policies[0].PolicyDocument.Statement.map(({ Action }: any) => Action)).toEqual([['logs:CreateLogStream', 'logs:PutLogEvents']]);
    expect(entryFunction).toBe(handler);
  });

  test('any other integration', () => {
    const { stack, auth } = made();
    const integration = new HttpUrlIntegration('Upstream', 'https://upstream.example.com/orders');
    const added = auth.addRoute('Orders', { path: '/orders', integration });
    expect(added.integration).toBe(integration);
    expect(added.handler).toBeUndefined();
    Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Integration', { IntegrationUri: 'https://upstream.example.com/orders' });
  });
});

describe('throttle', () => {
  const { stack, auth, handler } = made({ throttle: { otherRoutes: { burstLimit: 7 } } });
  const { routes } = auth.addRoute('Orders', { path: '/orders', methods: [HttpMethod.GET, HttpMethod.POST], handler, throttle: { rateLimit: 0.5 } });
  const template = Template.fromStack(stack);

  test('limits each route, and unset members are those of other routes', () => {
    const { RouteSettings } = only(template, 'AWS::ApiGatewayV2::Stage');
    expect(RouteSettings['GET /orders']).toEqual({ ThrottlingRateLimit: 0.5, ThrottlingBurstLimit: 7 });
    expect(RouteSettings['POST /orders']).toEqual({ ThrottlingRateLimit: 0.5, ThrottlingBurstLimit: 7 });
    expect(RouteSettings['POST /v1/login']).toEqual({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 });
  });

  test('makes the stage after the routes', () => {
    expect(resource(template, 'AuthStage').DependsOn).toEqual(expect.arrayContaining([stack.resolve(routes.GET.routeId).Ref, stack.resolve(routes.POST.routeId).Ref]));
  });
});

test('browsers may send the methods of the routes, and those of the contract stay first', () => {
  const { stack, auth, handler } = made();
  auth.addRoute('Orders', { path: '/orders', methods: [HttpMethod.PUT, HttpMethod.GET], handler });
  auth.addRoute('Proxy', { path: '/proxy', methods: [HttpMethod.ANY], handler, access: RouteAccess.ANYONE });
  expect(only(Template.fromStack(stack), 'AWS::ApiGatewayV2::Api').CorsConfiguration.AllowMethods).toEqual(['GET', 'POST', 'DELETE', 'PUT']);
});

test('a route lives in another stack, with its function, and both stacks synthesize', () => {
  const { app, stack, auth } = made();
  const other = new Stack(app, 'Other');
  const handler = lambda(other);
  handler.addEnvironment('ISSUER', auth.issuer);
  auth.addRoute('Orders', { path: '/orders', handler, groups: ['admins'], scope: other });
  auth.addRoute('Invoices', { path: '/invoices', methods: [HttpMethod.PUT], handler, scope: new Construct(other, 'More') });
  auth.addRoute('Files', { path: '/files', entry: ENTRY, scope: other });
  const assembly = app.synth();
  const template = Template.fromStack(other);
  template.resourceCountIs('AWS::ApiGatewayV2::Route', 3);
  template.resourceCountIs('AWS::ApiGatewayV2::Integration', 2);
  template.resourceCountIs('AWS::Lambda::Permission', 2);
  template.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
  expect(assembly.getStackByName('Stack').dependencies.filter(({ id }) => id === 'Other')).toEqual([]);
  expect(assembly.getStackByName('Other').dependencies.map(({ id }) => id)).toContain('Stack');
  Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Route', Object.keys(defaultOperations).length);
});

test('a function that answers in two stacks has an integration in each', () => {
  const { app, stack, auth } = made();
  const [other, shared] = [new Stack(app, 'Other'), new Stack(app, 'Shared')];
  const handler = lambda(shared);
  auth.addRoute('Orders', { path: '/orders', handler });
  auth.addRoute('Invoices', { path: '/invoices', handler, scope: other });
  app.synth();
  for (const one of [stack, other]) {
    expect(Object.keys(Template.fromStack(one).findResources('AWS::ApiGatewayV2::Integration')).filter((id) => /Invoices|Orders/.test(id))).toHaveLength(1);
  }
});

describe('300 routes on one API, ours included', () => {
  const ours = Object.keys(defaultOperations).length;
  const { stack, auth, handler } = made();
  const add = (index: number) => auth.addRoute(`Route${index}`, { path: `/things/${index}`, handler, groups: ['admins'] });

  test('synthesize under the resource limit, and the 301st is refused with advice', () => {
    for (let index = ours; index < 300; index += 1) add(index);
    const template = Template.fromStack(stack);
    const resources = Object.keys(template.toJSON().Resources).length;
    const bytes = Buffer.byteLength(JSON.stringify(template.toJSON()));
    console.info(`300 routes: ${resources} of 500 resources, ${bytes} of 1,000,000 bytes`);
    template.resourceCountIs('AWS::ApiGatewayV2::Route', 300);
    expect(resources).toBeLessThanOrEqual(500);
    expect(bytes).toBeLessThan(1_000_000);
    expect(() => add(300)).toThrow('methods must be at most 0, since an API has at most 300 routes, ours included, but is 1. '
      + 'Take several paths with one route, such as /orders/{proxy+}, leave out operations of ours that you do not use, or make a second API.');
  });
});

/** By their props: a refusal leaves nothing behind, so the next one can use the same. */
const kept = new Map<string, ReturnType<typeof made>>();

const withTakenRoute = (props?: CognitoAuthApiProps) => {
  const one = made(props);
  one.auth.addRoute('Taken', { path: '/taken/{id}', handler: one.handler });
  return one;
};

const problemsOf = (options: (handler: LambdaFunction, stack: Stack) => AddRouteOptions, props?: CognitoAuthApiProps, id = 'Orders'): string[] => {
  const key = JSON.stringify(props ?? GROUPS);
  const one = kept.get(key) ?? withTakenRoute(props);
  kept.set(key, one);
  const { stack, auth, handler } = one;
  try {
    auth.addRoute(id, options(handler, stack));
  } catch (error) {
    expect(stack.node.findAll().map(({ node }) => node.path).filter((path) => path.endsWith('/Orders'))).toEqual([]);
    return withoutLinks(linesOf(error));
  }
  kept.delete(key);
  return [];
};

const aPath = 'path must be a path such as "/orders/{id}" or "/files/{proxy+}": a slash before each segment and none at the end, at most 1000 characters, each variable once, but is';
const undeclared = 'Declare it in the groups prop of CognitoAuthApi, or correct its name.';
const shared = 'Name the methods: such a route would refuse the preflight requests that browsers send without a token, and the API answers them otherwise.';
const target = 'Give entry for a file that is to be bundled, handler for a function that exists, or integration for anything else.';
const ten = 'API Gateway takes no more for a route: make one group of several, or check the rest in your handler.';
const variables = 'The names of variables make no difference.';

describe('refuses', () => {
  test.each(['orders', '', '/orders/', '//', '/a//b', '/orders?x=1', '/{id}/{id}', '/{proxy+}/a', '/a{id}', '/{}', '$default', `/${'x'.repeat(1000)}`, '/or ders'])('the path %j', (path) => {
    expect(problemsOf((handler) => ({ path, handler }))).toEqual([`${aPath} ${JSON.stringify(path)}. Write it as API Gateway shows it, from the root of the API.`]);
  });

  test.each<[string, (handler: LambdaFunction, stack: Stack) => AddRouteOptions, string, CognitoAuthApiProps?]>([
    ['no method', (handler) => ({ path: '/orders', handler, methods: [] }), 'methods must be at least one method, each once, but is []. Leave it out for GET.'],
    ['a method twice', (handler) => ({ path: '/orders', handler, methods: [HttpMethod.GET, HttpMethod.GET] }),
      'methods must be at least one method, each once, but is ["GET","GET"]. Leave it out for GET.'],
    ['ANY with a token', (handler) => ({ path: '/orders', handler, methods: [HttpMethod.ANY] }),
      `methods must be a list of methods without ANY and OPTIONS where a token is asked for, but is ["ANY"]. ${shared}`],
    ['OPTIONS with a token', (handler) => ({ path: '/orders', handler, methods: [HttpMethod.OPTIONS], access: RouteAccess.TOKEN }),
      `methods must be a list of methods without ANY and OPTIONS where a token is asked for, but is ["OPTIONS"]. ${shared}`],

    ['nothing that answers', () => ({ path: '/orders' }), `entry, handler and integration must be exactly one, but is []. ${target}`],
    ['two that answer', (handler) => ({ path: '/orders', handler, entry: ENTRY }), `entry, handler and integration must be exactly one, but is ["entry","handler"]. ${target}`],
    ['a file that is not there', () => ({ path: '/orders', entry: '/nowhere/orders.ts' }),
      'entry must be the path of a TypeScript or JavaScript file that exists, but is "/nowhere/orders.ts". Give an absolute path, such as path.join(__dirname, "orders.ts").'],
    ['functionProps without a file', (handler) => ({ path: '/orders', handler, functionProps: { memorySize: 512 } }),
      'functionProps must be left out where there is no entry, but is ["memorySize"]. It changes the function that entry makes; change your own where you make it.'],
    ['another code for the file', () => ({ path: '/orders', entry: ENTRY, functionProps: { code: Code.fromInline('x') } }),
      'functionProps.code must be left out. Give entry beside functionProps, or a function of your own as handler.'],

    ['groups and scopes', (handler) => ({ path: '/orders', handler, groups: ['admins'], scopes: ['a/b'] }),
      'scopes must be left out where groups are given, but is ["a/b"]. API Gateway admits whoever has any one of them: keep groups, and give them further scopes in the groups prop if need be.'],
    ['groups for anyone', (handler) => ({ path: '/orders', handler, groups: ['admins'], access: RouteAccess.ANYONE }),
      'access must be left out or ACCESS_TOKEN where groups are given, but is "ANYONE". Only access tokens have scopes: leave access out, or groups if anyone may call.'],
    ['scopes for any token', (handler) => ({ path: '/orders', handler, scopes: ['a/b'], access: RouteAccess.TOKEN }),
      'access must be left out or ACCESS_TOKEN where scopes are given, but is "TOKEN". Only access tokens have scopes: leave access out, or scopes if an ID token is to be enough.'],
    ['an undeclared group', (handler) => ({ path: '/orders', handler, groups: ['staff', 'amdins'] }),
      `groups[1] must be one of the declared groups (admins, staff), but is "amdins". ${undeclared}`],
    ['a group where none is declared', (handler) => ({ path: '/orders', handler, groups: ['admins'] }),
      `groups[0] must be a declared group, and none is declared, but is "admins". ${undeclared}`, {}],
    ['a group on the Lite plan', (handler) => ({ path: '/orders', handler, groups: ['admins'] }),
      'groups must be left out where featurePlan is "LITE", but is ["admins"]. Only from FeaturePlan.ESSENTIALS on do access tokens carry the scope of a group: change the plan, or check the claim cognito:groups in your handler.',
      { groups: { admins: {} }, featurePlan: FeaturePlan.LITE }],
    ['an empty list of groups', (handler) => ({ path: '/orders', handler, groups: [] }), 'groups must be 1 to 10 of them, but is 0. Leave it out to admit every access token.'],
    ['more than ten groups', (handler) => ({ path: '/orders', handler, groups: Array.from({ length: 11 }, (_, index) => `g${index}`) }),
      `groups must be 1 to 10 of them, but is 11. ${ten}`, { groups: Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`g${index}`, {}])) }],
    ['more than ten scopes', (handler) => ({ path: '/orders', handler, scopes: Array.from({ length: 11 }, (_, index) => `a/${index}`) }), `scopes must be 1 to 10 of them, but is 11. ${ten}`],
    ['a group as a scope', (handler) => ({ path: '/orders', handler, scopes: ['groups/admins'] }),
      'scopes[0] must be a scope without spaces, such as "orders/read", and not of a group ("groups/..."), but is "groups/admins". For a group use groups, which knows whether it is declared.'],
    ['two scopes in one', (handler) => ({ path: '/orders', handler, scopes: ['a/b c/d'] }),
      'scopes[0] must be a scope without spaces, such as "orders/read", and not of a group ("groups/..."), but is "a/b c/d". For a group use groups, which knows whether it is declared.'],

    ['a rate of 0', (handler) => ({ path: '/orders', handler, throttle: { rateLimit: 0 } }),
      'throttle.rateLimit must be a number of requests per second above 0, but is 0. With 0 the routes would refuse every request.'],
    ['a burst of 1.5', (handler) => ({ path: '/orders', handler, throttle: { burstLimit: 1.5 } }),
      'throttle.burstLimit must be a whole number of requests of at least 1, but is 1.5. With 0 the routes would refuse every request.'],
    ['throttle with scope', (handler, stack) => ({ path: '/orders', handler, throttle: { rateLimit: 1 }, scope: stack }),
      'throttle must be left out where scope is given. The limit belongs to the stage, which would then depend on the other stack and that one on the API: use throttle.otherRoutes of CognitoAuthApi, or leave scope out.'],

    ['a route that is there', (handler) => ({ path: '/taken/{name}', handler }),
      `path must be one that no other route of the API has with the same method, but is "GET /taken/{name}". GET /taken/{id} is there already: change the path or the methods. ${variables}`],
    ['the route of an operation', (handler) => ({ path: '/v1/login', methods: [HttpMethod.POST], handler }),
      `path must be one that no other route of the API has with the same method, but is "POST /v1/login". POST /v1/login is there already: change the path or the methods. ${variables}`],
    ['the route of an operation by other names', (handler) => ({ path: '/v1/users/{id}/confirm', methods: [HttpMethod.POST], handler }),
      `path must be one that no other route of the API has with the same method, but is "POST /v1/users/{id}/confirm". POST /v1/users/{user_id}/confirm is there already: change the path or the methods. ${variables}`],
    // Not a fourth parameter: where a row has none, jest would give the callback of an asynchronous test.
  ])('%s', (_, options, message, ...props) => {
    expect(problemsOf(options, ...props)).toEqual([message]);
  });

  test('an ID that is taken', () => {
    expect(problemsOf((handler) => ({ path: '/orders', handler }), GROUPS, 'Taken')).toEqual([
      'id must be a construct ID that no other child of the same scope has, but is "Taken". Choose another name: it becomes a part of the logical IDs.',
    ]);
  });

  test('throttle on an API that is not ours', () => {
    const stack = new Stack(new App(), 'Stack');
    const auth = new CognitoAuthApi(stack, 'Auth', { httpApi: new HttpApi(stack, 'Api') });
    expect(() => auth.addRoute('Orders', { path: '/orders', handler: lambda(stack), throttle: { rateLimit: 1 } }))
      .toThrow('throttle must be left out where httpApi is given: the stage of that API is not made here. Set it on your API.');
  });
});

test('tells all problems at once, and where', () => {
  const { auth } = made();
  expect(() => auth.addRoute('Orders', { path: 'orders', groups: ['x'], throttle: { rateLimit: 0 } })).toThrow(
    /^addRoute\("Orders"\) of CognitoAuthApi "Stack\/Auth" has 4 options that cannot be deployed:\n {2}- path .*\n {2}- entry, handler .*\n {2}- groups\[0\] .*\n {2}- throttle\.rateLimit .*$/,
  );
});

test.each(['/', '/{proxy+}', '/a/{b}/c-d_e.f~g', '/a/{b}/{c+}', '/.well-known/x', '/v1/login'])('accepts the path %j', (path) => {
  expect(problemsOf((handler) => ({ path, handler }))).toEqual([]);
});

test('accepts IDs of our own constructs, since routes are apart', () => {
  for (const id of ['UserPool', 'login', 'Stage']) expect(problemsOf((handler) => ({ path: '/orders', handler }), GROUPS, id)).toEqual([]);
});

test('an integration of one\'s own may be shared, too', () => {
  const { stack, auth, handler } = made();
  const integration = new HttpLambdaIntegration('Shared', handler, { scopePermissionToRoute: false });
  auth.addRoute('A', { path: '/a', integration });
  auth.addRoute('B', { path: '/b', integration });
  expect(Object.keys(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::Integration')).filter((id) => /Shared/.test(id))).toHaveLength(1);
});
