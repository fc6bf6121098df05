import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { App, CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { propShapes as written } from '../scripts/prop-shapes';
import { AddRouteOptions, CognitoAuthApi } from '../src';
import { propShapes } from '../src/prop-shapes';
import { shapeProblems } from '../src/shape-validation';
import { linesOf, problemsOf, withoutLinks } from './support/problems';
import './support/template';

/** As JavaScript passes them: of no type. */
const untyped = (props: any) => problemsOf(props);
const type = 'Give it that type, or leave it out.';

test('src/prop-shapes.ts is what the option structs declare (npm run docs writes it)', () => {
  expect(readFileSync(resolve(__dirname, '..', 'src', 'prop-shapes.ts'), 'utf8')).toBe(written());
});

test.each<[any, string]>([
  [{ tokenDelivry: 'COOKIE' }, 'tokenDelivry must be left out: CognitoAuthApiProps has no such member. Did you mean "tokenDelivery"?'],
  [{ tokens: { acess: Duration.hours(1) } }, 'tokens.acess must be left out: TokenOptions has no such member. Did you mean "access"?'],
  [{ passwordPolicy: { rounds: 20 } }, 'passwordPolicy.rounds must be left out: PasswordPolicy has no such member. It has tempPasswordValidity, minLength, '
    + 'requireLowercase, requireUppercase, requireDigits, requireSymbols, passwordHistorySize.'],
  [{ groups: { admins: { scope: [] } } }, 'groups.admins.scope must be left out: GroupOptions has no such member. Did you mean "scopes"?'],
  [{ customDomain: { domainName: 'auth.example.com' } }, 'customDomain.certificate must be given. CustomDomainOptions needs it.'],

  [{ tokens: 5 }, `tokens must be an object with members of TokenOptions, but is 5. ${type}`],
  [{ tokens: null }, `tokens must be an object with members of TokenOptions, but is null. ${type}`],
  [{ tokens: Duration.hours(1) }, `tokens must be an object with members of TokenOptions, but is 1 hour. ${type}`],
  [{ tokens: { access: 3600 } }, 'tokens.access must be a Duration, but is 3600. Write it with its unit, such as Duration.minutes(30).'],
  [{ tokens: { access: null } }, 'tokens.access must be a Duration, but is null. Write it with its unit, such as Duration.minutes(30).'],
  [{ groups: [] }, `groups must be a map, but is []. ${type}`],
  [{ groups: { admins: null } }, `groups.admins must be an object with members of GroupOptions, but is null. ${type}`],
  [{ groups: { admins: { scopes: ['orders/read', 5] } } }, `groups.admins.scopes[1] must be a string, but is 5. ${type}`],
  [{ cors: { allowOrigins: 'https://app.example.com' } }, `cors.allowOrigins must be a list, but is "https://app.example.com". ${type}`],
  [{ passwordPolicy: { minLength: '14' } }, `passwordPolicy.minLength must be a number, but is "14". ${type}`],
  [{ deletionProtection: 'no' }, `deletionProtection must be a boolean, but is "no". ${type}`],
  [{ httpApi: 'abc123' }, `httpApi must be an IHttpApi, but is "abc123". ${type}`],
  [{ triggers: { preSignUp: 'arn:aws:lambda:...' } }, `triggers.preSignUp must be an IFunction, but is "arn:aws:lambda:...". ${type}`],
  [{ featurePlan: 'plus' }, 'featurePlan must be one of "LITE", "ESSENTIALS", "PLUS", but is "plus". Use a member of FeaturePlan.'],
  [5, `props must be an object with members of CognitoAuthApiProps, but is 5. ${type}`],
  [null, `props must be an object with members of CognitoAuthApiProps, but is null. ${type}`],
])('refuses %j', (props, message) => {
  expect(untyped(props)).toEqual([message]);
});

test('tells all of them at once, before anything else', () => {
  expect(untyped({ pathPrefix: 'auth', tokens: { access: 3600, forever: true }, mesages: {} }).map((line) => line.split(' ')[0]))
    .toEqual(['mesages', 'tokens.forever', 'tokens.access']);
});

test('lets pass what a subclass hands on beside, unless it looks like one of ours', () => {
  expect(untyped({ team: 'harbour', costCenter: 42 })).toEqual([]);
  expect(untyped({ mfaa: {} })).toEqual(['mfaa must be left out: CognitoAuthApiProps has no such member. Did you mean "mfa"?']);
});

test('shows no secret that was written out', () => {
  expect(withoutLinks(shapeProblems('hunter2', 'SecretValue', 'identityProviders.google.clientSecret')))
    .toEqual([`identityProviders.google.clientSecret must be a SecretValue, but is "a value that is not shown here". ${type}`]);
});

test('refuses the options of a route in the same way', () => {
  const stack = new Stack(new App(), 'Stack');
  const auth = new CognitoAuthApi(stack, 'Auth');
  const handler = new LambdaFunction(stack, 'Fn', { runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('x') });
  const problems = (options: any) => {
    try {
      auth.addRoute('Orders', options as AddRouteOptions);
    } catch (error) {
      return withoutLinks(linesOf(error));
    }
    return [];
  };
  expect(problems({ path: '/orders', handler, method: HttpMethod.GET })).toEqual(['method must be left out: AddRouteOptions has no such member. Did you mean "methods"?']);
  expect(problems({ handler })).toEqual(['path must be given. AddRouteOptions needs it.']);
  expect(problems({ path: '/orders', handler, methods: 'GET' })).toEqual([`methods must be a list, but is "GET". ${type}`]);
  expect(problems({ path: '/orders', handler: 'orders.ts' })).toEqual([`handler must be an IFunction, but is "orders.ts". ${type}`]);
});

test('knows every prop that there is, and looks into all structs but those that CDK gets as they are', () => {
  expect(Object.keys(propShapes)).toEqual(expect.arrayContaining(['CognitoAuthApiProps', 'AddRouteOptions', 'PasswordPolicy', 'ThrottleSettings']));
  expect(propShapes.AddRouteOptions.functionProps).toEqual({ kind: 'object' });
});

test('takes what is undefined, and what only the deployment knows', () => {
  const stack = new Stack(new App(), 'Stack');
  const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  expect(shapeProblems({
    tokens: undefined,
    mfaa: undefined,
    cors: { allowOrigins: list, maxAge: Duration.seconds(number) },
    messages: { appName: Lazy.string({ produce: () => 'x' }) },
    deletionProtection: Lazy.any({ produce: () => true }),
  }, 'CognitoAuthApiProps')).toEqual([]);
});
