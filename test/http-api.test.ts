import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { CognitoAuthApi } from '../src';
import { Access, Operation, operations } from '../src/contract';
import { defaultStack, fullStack, only, resource, synth } from './support/template';

const { template, auth, stack } = fullStack();
const rows = Object.entries<Operation>(operations);
const stage = only(template, 'AWS::ApiGatewayV2::Stage');

const PERSONAL = 'aws.cognito.signin.user.admin';
/** Who is admitted, by which scope of the token. */
const admitted: Record<Access, readonly [who: string, scopes: string[] | undefined]> = {
  ANYONE: ['anyone', undefined],
  TOKEN: ['ID and access tokens', undefined],
  ACCESS_TOKEN: ['access tokens of people only', [PERSONAL]],
  ADMINISTRATORS: ['access tokens of administrators only', ['groups/admins']],
};

test('every row of the contract is a route, and nothing else is', () => {
  const routeKeys = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties.RouteKey);
  expect(routeKeys.sort()).toEqual(Object.keys(operations).sort());
});

describe.each(rows)('%s', (routeKey, row) => {
  const id = `Auth${row.operation.replace(/-/g, '')}`;
  const route = resource(template, `${id}Route`).Properties;
  const functionArn = stack.resolve(auth.functions[row.operation].functionArn);

  test('calls its own function with payload format 2.0', () => {
    const integration = stack.resolve(route.Target)['Fn::Join'][1][1].Ref;
    expect(route.RouteKey).toBe(routeKey);
    expect(template.toJSON().Resources[integration].Properties).toMatchObject({
      IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn, PayloadFormatVersion: '2.0',
    });
  });

  test('may call it: this API, on this path', () => {
    const { SourceArn, ...permission } = resource(template, `${id}RouteIntegrationPermission`).Properties;
    expect(permission).toEqual({ Action: 'lambda:InvokeFunction', FunctionName: functionArn, Principal: 'apigateway.amazonaws.com' });
    const parts = SourceArn['Fn::Join'][1];
    expect(parts).toContainEqual(stack.resolve(auth.httpApi.apiId));
    expect(parts.at(-1)).toBe(`/*/*${routeKey.split(' ')[1]}`);
  });

  test(`admits ${admitted[row.access][0]}`, () => {
    expect(route.AuthorizationType).toBe(row.access === 'ANYONE' ? 'NONE' : 'JWT');
    expect(route.AuthorizerId).toEqual(row.access === 'ANYONE' ? undefined : stack.resolve(auth.authorizer.authorizerId));
    expect(route.AuthorizationScopes).toEqual(admitted[row.access][1]);
  });

  test(`has the ${row.throttle === 'CREDENTIAL' ? 'strict' : 'default'} limit`, () => {
    expect(stage.RouteSettings[routeKey]).toEqual(
      row.throttle === 'CREDENTIAL' ? { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 } : undefined,
    );
  });
});

test('the authorizer trusts the pool\'s issuer and our client only', () => {
  expect(only(template, 'AWS::ApiGatewayV2::Authorizer')).toMatchObject({
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: stack.resolve(auth.issuer), Audience: [stack.resolve(auth.clientId)] },
  });
});

describe('the stage', () => {
  test('is the only one, at the root of the address, and takes changes at once', () => {
    expect(stage).toMatchObject({ StageName: '$default', AutoDeploy: true });
    expect(auth.httpApi.defaultStage).toBeUndefined();
  });

  test('takes 100 requests per second and route, with bursts of 200', () => {
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 });
  });

  test('is made after the routes whose limits it sets', () => {
    const { DependsOn } = resource(template, 'AuthStage');
    const routes = rows.filter(([, row]) => row.throttle === 'CREDENTIAL').map(([, row]) => stack.resolve(auth.routes[row.operation].routeId).Ref);
    expect(DependsOn.sort()).toEqual(routes.sort());
  });

  test('logs one JSON line per request, with the route key for the path, and nothing that a caller may not see logged', () => {
    expect(stage.AccessLogSettings.DestinationArn).toEqual(stack.resolve(auth.accessLogGroup!.logGroupArn));
    const format = JSON.parse(stage.AccessLogSettings.Format);
    expect(format).toMatchObject({ requestId: '$context.requestId', ip: '$context.identity.sourceIp', routeKey: '$context.routeKey', status: '$context.status' });
    expect(Object.values(format).filter((variable) => !/^\$context\.[A-Za-z.]+$/.test(variable as string))).toEqual([]);
    expect(stage.AccessLogSettings.Format).not.toMatch(/context\.path|authorizer\.claims|integrationErrorMessage|header|querystring/i);
  });
});

describe('CORS', () => {
  const corsOf = (made: Template) => only(made, 'AWS::ApiGatewayV2::Api').CorsConfiguration;

  test('lets any page call, without credentials', () => {
    expect(corsOf(defaultStack().template)).toEqual({
      AllowOrigins: ['*'],
      AllowCredentials: false,
      AllowHeaders: ['content-type', 'authorization', 'x-api-key'],
      AllowMethods: ['GET', 'POST', 'DELETE'],
      ExposeHeaders: ['Retry-After'],
      MaxAge: 3600,
    });
  });

  test('lets pages use the methods of all operations that there are', () => {
    expect(corsOf(template).AllowMethods).toEqual(['GET', 'POST', 'DELETE', 'PUT', 'PATCH']);
  });

  test('the cors prop reaches the API, and unset members keep their defaults', () => {
    expect(corsOf(synth({ cors: { allowOrigins: ['https://app.example.com'], allowCredentials: true, maxAge: Duration.minutes(5) } }).template)).toEqual({
      AllowOrigins: ['https://app.example.com'],
      AllowCredentials: true,
      AllowHeaders: ['content-type', 'authorization', 'x-api-key'],
      AllowMethods: ['GET', 'POST', 'DELETE'],
      ExposeHeaders: ['Retry-After'],
      MaxAge: 300,
    });
    expect(corsOf(synth({ cors: { allowHeaders: ['content-type', 'x-trace'] } }).template).AllowHeaders).toEqual(['content-type', 'x-trace']);
  });
});

test('the throttle prop reaches the stage, and unset members keep their defaults', () => {
  const { DefaultRouteSettings, RouteSettings } = only(
    synth({ throttle: { credentialRoutes: { rateLimit: 0.5 }, otherRoutes: { burstLimit: 7 } } }).template, 'AWS::ApiGatewayV2::Stage',
  );
  expect(RouteSettings['POST /v1/login']).toEqual({ ThrottlingRateLimit: 0.5, ThrottlingBurstLimit: 40 });
  expect(DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 7 });
});

test('a route of one\'s own can use the authorizer', () => {
  const ownStack = new Stack(new App(), 'Stack');
  const made = new CognitoAuthApi(ownStack, 'Auth');
  new HttpRoute(ownStack, 'Orders', {
    httpApi: made.httpApi,
    routeKey: HttpRouteKey.with('/v1/orders', HttpMethod.GET),
    integration: new HttpLambdaIntegration('Orders', made.functions.userinfo, { scopePermissionToRoute: false }),
    authorizer: made.authorizer,
  });
  const own = Template.fromStack(ownStack);
  own.resourceCountIs('AWS::ApiGatewayV2::Authorizer', 1);
  own.hasResourceProperties('AWS::ApiGatewayV2::Route', {
    RouteKey: 'GET /v1/orders', AuthorizationType: 'JWT', AuthorizerId: ownStack.resolve(made.authorizer.authorizerId),
  });
});
