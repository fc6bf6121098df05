import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CorsHttpMethod, HttpApi, HttpNoneAuthorizer, IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { defaultOperations } from './support/default-operations';
import { problemsOf } from './support/problems';
import { defaultStack, only, resource, synth } from './support/template';

function attached(props: CognitoAuthApiProps = {}, make: (stack: Stack) => IHttpApi = (stack) => new HttpApi(stack, 'Theirs')) {
  const stack = new Stack(new App(), 'Stack');
  const httpApi = make(stack);
  const auth = new CognitoAuthApi(stack, 'Auth', { httpApi, ...props });
  return { auth, httpApi, stack, template: Template.fromStack(stack) };
}

describe('an API that exists already', () => {
  const { auth, httpApi, stack, template } = attached();
  const api = stack.resolve(httpApi.apiId);

  test('gets all routes, each with its own function and an integration', () => {
    const routes = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties);
    expect(routes.map(({ RouteKey }) => RouteKey).sort()).toEqual(Object.keys(defaultOperations).sort());
    for (const type of ['Route', 'Integration', 'Authorizer']) template.allResourcesProperties(`AWS::ApiGatewayV2::${type}`, { ApiId: api });
    template.resourceCountIs('AWS::ApiGatewayV2::Integration', routes.length);
  });

  test('gets an authorizer of our pool, under a name that is ours', () => {
    expect(only(template, 'AWS::ApiGatewayV2::Authorizer')).toMatchObject({
      Name: expect.stringMatching(/^StackAuth[0-9A-F]{8}Authorizer$/), JwtConfiguration: { Issuer: stack.resolve(auth.issuer), Audience: [stack.resolve(auth.clientId)] },
    });
    expect(resource(template, 'AuthuserinfoRoute').Properties.AuthorizerId).toEqual(stack.resolve(auth.authorizer.authorizerId));
  });

  test('may call the functions', () => {
    const { SourceArn } = resource(template, 'AuthloginRouteIntegrationPermission').Properties;
    expect(SourceArn['Fn::Join'][1]).toContainEqual(api);
    expect(SourceArn['Fn::Join'][1].at(-1)).toBe('/*/*/v1/login');
  });

  test('stays as it is: no stage, no API, no access log of ours', () => {
    expect([auth.stage, auth.accessLogGroup]).toEqual([undefined, undefined]);
    expect(auth.httpApi).toBe(httpApi);
    const { Resources } = template.toJSON();
    const ofTheirs = Object.keys(Resources).filter((id) => id.startsWith('Theirs'));
    const bare = new Stack(new App(), 'Stack');
    new HttpApi(bare, 'Theirs');
    expect(Object.fromEntries(ofTheirs.map((id) => [id, Resources[id]]))).toEqual(Template.fromStack(bare).toJSON().Resources);
    expect(Object.keys(Resources).filter((id) => /^Auth(HttpApi|Stage|AccessLogGroup)/.test(id) && !/Bucket/.test(id))).toEqual([]);
  });

  test('says where it is', () => {
    expect(auth.apiUrl).toBe(httpApi.apiEndpoint);
  });
});

test('an authorizer that is the default of that API does not reach our open routes', () => {
  const { template } = attached({}, (stack) => new HttpApi(stack, 'Theirs', { defaultAuthorizer: new HttpIamAuthorizer(), defaultAuthorizationScopes: ['x'] }));
  expect(resource(template, 'AuthloginRoute').Properties).toMatchObject({ AuthorizationType: 'NONE' });
  expect(resource(template, 'AuthuserinfoRoute').Properties.AuthorizationScopes).toBeUndefined();
});

test('the API of another stack: ours needs that one, and not the other way round', () => {
  const app = new App();
  const theirs = new Stack(app, 'Theirs');
  const ours = new Stack(app, 'Ours');
  const httpApi = new HttpApi(theirs, 'Api', { defaultAuthorizer: new HttpNoneAuthorizer() });
  new CognitoAuthApi(ours, 'Auth', { httpApi, apiKey: {} });
  expect(() => app.synth()).not.toThrow();
  expect(ours.dependencies).toEqual([theirs]);
  expect(theirs.dependencies).toEqual([]);
  Template.fromStack(ours).resourceCountIs('AWS::ApiGatewayV2::Authorizer', 2);
  Template.fromStack(theirs).resourceCountIs('AWS::ApiGatewayV2::Authorizer', 0);
});

test('two of them on one API, under prefixes and with authorizers of their own', () => {
  const stack = new Stack(new App(), 'Stack');
  const httpApi = new HttpApi(stack, 'Theirs');
  new CognitoAuthApi(stack, 'Customers', { httpApi, pathPrefix: '/customers', apiKey: {} });
  new CognitoAuthApi(stack, 'Staff', { httpApi, pathPrefix: '/staff', apiKey: {} });
  const template = Template.fromStack(stack);
  const keys = Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties.RouteKey);
  expect(new Set(keys).size).toBe(2 * Object.keys(defaultOperations).length);
  const authorizers = Object.values(template.findResources('AWS::ApiGatewayV2::Authorizer')).map(({ Properties }) => Properties.Name);
  expect(new Set(authorizers).size).toBe(4);
});

describe('an API that is imported', () => {
  test('with its endpoint says where it is', () => {
    const { auth } = attached({}, (stack) => HttpApi.fromHttpApiAttributes(stack, 'Theirs', { httpApiId: 'abc', apiEndpoint: 'https://api.example.com' }));
    expect(auth.apiUrl).toBe('https://api.example.com');
  });

  test('without it has no output ApiUrl, and whoever asks for apiUrl is told why', () => {
    const { auth, template } = attached({}, (stack) => HttpApi.fromHttpApiAttributes(stack, 'Theirs', { httpApiId: 'abc' }));
    expect(Object.keys(template.toJSON().Outputs).filter((id) => id.includes('ApiUrl'))).toEqual([]);
    expect(() => auth.apiUrl).toThrow('apiUrl of CognitoAuthApi "Stack/Auth" is not known: its httpApi was imported without apiEndpoint');
    template.allResourcesProperties('AWS::ApiGatewayV2::Route', { ApiId: 'abc' });
  });

  test('is the same to one whose own endpoint is switched off', () => {
    const { auth } = attached({}, (stack) => new HttpApi(stack, 'Theirs', { disableExecuteApiEndpoint: true }));
    expect(() => auth.apiUrl).toThrow('or its own endpoint is switched off');
  });
});

test('refuses what belongs to that API and its stage, each by name', () => {
  const messages = problemsOf((stack) => ({
    httpApi: new HttpApi(stack, 'Theirs', { corsPreflight: { allowMethods: [CorsHttpMethod.ANY] } }),
    cors: { maxAge: Duration.minutes(5) },
    throttle: { otherRoutes: { rateLimit: 5 } },
    customDomain: { domainName: 'auth.example.com', certificate: Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:eu-central-1:123456789012:certificate/x') },
    cloudFront: {},
  }));
  for (const name of ['cors', 'throttle', 'customDomain', 'cloudFront']) {
    expect(messages).toContain(`${name} must be left out where httpApi is given: that API and its stage are not made here. Set it on your API.`);
  }
});

describe('pathPrefix', () => {
  const { template, auth } = synth({ pathPrefix: '/auth' });
  const keys = Object.keys(defaultOperations).map((key) => key.replace(' ', ' /auth'));

  test('is before every path, in the routes and wherever they are named', () => {
    expect(Object.values(template.findResources('AWS::ApiGatewayV2::Route')).map(({ Properties }) => Properties.RouteKey).sort()).toEqual(keys.sort());
    const { RouteSettings } = only(template, 'AWS::ApiGatewayV2::Stage');
    expect(keys).toEqual(expect.arrayContaining(Object.keys(RouteSettings)));
    expect(RouteSettings['POST /auth/v1/login']).toEqual({ ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 });
    expect(auth.routes.login.path).toBe('/auth/v1/login');
    expect(resource(template, 'AuthloginFunction').Properties.Description).toMatch(/^POST \/auth\/v1\/login: /);
    expect(Object.values<any>(template.toJSON().Outputs)).toContainEqual(expect.objectContaining({ Description: 'Append paths such as /auth/v1/login' }));
  });

  test('changes no logical ID', () => {
    expect(Object.keys(template.toJSON().Resources)).toEqual(Object.keys(defaultStack().template.toJSON().Resources));
  });

  test.each(['auth', '/auth/', '/', '', '//auth', '/auth?', '/{stage}', '/a b', '/a/../b', '/.', '/%61', `/${'x'.repeat(64)}`])('refuses %j', (pathPrefix) => {
    expect(problemsOf({ pathPrefix })).toEqual([
      'pathPrefix must be a path such as "/auth": a slash before each segment and none at the end, letters, digits, "-", "_", ".", "~", '
      + `at most 64 characters, but is ${JSON.stringify(pathPrefix)}. It is put before every path as it stands: no parameters, no encoding.`,
    ]);
  });

  test.each(['/a', '/api/auth', '/v2.1/a_b-c~d', `/${'x'.repeat(63)}`])('accepts %j', (given) => {
    const made = synth({ pathPrefix: given }).template;
    for (const { Properties } of Object.values(made.findResources('AWS::Lambda::Function'))) expect(Properties.Description.length).toBeLessThanOrEqual(256);
  });
});
