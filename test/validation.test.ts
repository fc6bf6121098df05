import { App, CfnParameter, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CognitoAuthApi, CognitoAuthApiProps } from '../src';
import { problemsOf } from './support/problems';
import { synth } from './support/template';

const lifetime = 'These are Cognito\'s limits; use tokens.refresh for how long people stay signed in.';
const grace = 'These are Cognito\'s limits; shorter is safer, 10 seconds cover a lost answer.';
const origin = 'Write it as browsers send it, such as "https://app.example.com": no path, no trailing slash, no wildcard.';
const anOrigin = '"*" or an exact origin: scheme://host or scheme://host:port, in lower case';
const refused = 'With 0 the routes would refuse every request.';
const label = 'Authenticator apps show it before a colon, and mails have it in their subject.';
const aLabel = '1 to 64 printable characters without a colon, with no space at either end';

test.each<[CognitoAuthApiProps, string]>([
  [{ tokens: { access: Duration.minutes(4) } },
    `tokens.access must be 5 minutes to 1 day, in whole minutes, but is 4 minutes. ${lifetime}`],
  [{ tokens: { access: Duration.hours(25), refresh: Duration.days(9) } },
    `tokens.access must be 5 minutes to 1 day, in whole minutes, but is 1 day 1 hour. ${lifetime}`],
  [{ tokens: { access: Duration.seconds(330) } },
    `tokens.access must be 5 minutes to 1 day, in whole minutes, but is 5 minutes 30 seconds. ${lifetime}`],
  [{ tokens: { id: Duration.seconds(1) } },
    `tokens.id must be 5 minutes to 1 day, in whole minutes, but is 1 second. ${lifetime}`],
  [{ tokens: { refresh: Duration.minutes(59) } },
    'tokens.refresh must be 1 hour to 3650 days, in whole minutes, but is 59 minutes. These are Cognito\'s limits.'],
  [{ tokens: { refresh: Duration.days(3651) } },
    'tokens.refresh must be 1 hour to 3650 days, in whole minutes, but is 3651 days. These are Cognito\'s limits.'],
  [{ tokens: { refresh: Duration.hours(1) } },
    'tokens.refresh must be longer than tokens.access (1 hour), but is 1 hour. Lengthen tokens.refresh or shorten tokens.access: a refresh token that ends first refreshes nothing.'],
  [{ tokens: { refresh: Duration.hours(2), id: Duration.hours(3) } },
    'tokens.refresh must be longer than tokens.id (3 hours), but is 2 hours. Lengthen tokens.refresh or shorten tokens.id: a refresh token that ends first refreshes nothing.'],
  [{ tokens: { rotationGracePeriod: Duration.seconds(61) } },
    `tokens.rotationGracePeriod must be 0 seconds to 1 minute, in whole seconds, but is 1 minute 1 second. ${grace}`],
  [{ tokens: { rotationGracePeriod: Duration.millis(500) } },
    `tokens.rotationGracePeriod must be 0 seconds to 1 minute, in whole seconds, but is 500 millis. ${grace}`],

  [{ passwordPolicy: { minLength: 7 } },
    'passwordPolicy.minLength must be a whole number from 8 to 99, but is 7. Cognito takes 6 to 99, but NIST SP 800-63B allows no password below 8 characters.'],
  [{ passwordPolicy: { minLength: 100 } },
    'passwordPolicy.minLength must be a whole number from 8 to 99, but is 100. Cognito takes 6 to 99, but NIST SP 800-63B allows no password below 8 characters.'],
  [{ passwordPolicy: { minLength: 12.5 } },
    'passwordPolicy.minLength must be a whole number from 8 to 99, but is 12.5. Cognito takes 6 to 99, but NIST SP 800-63B allows no password below 8 characters.'],
  [{ passwordPolicy: { tempPasswordValidity: Duration.hours(36) } },
    'passwordPolicy.tempPasswordValidity must be 1 day to 365 days, in whole days, but is 1 day 12 hours. Cognito counts whole days; a short time is safer, since the password travels by mail.'],
  [{ passwordPolicy: { tempPasswordValidity: Duration.days(366) } },
    'passwordPolicy.tempPasswordValidity must be 1 day to 365 days, in whole days, but is 366 days. Cognito counts whole days; a short time is safer, since the password travels by mail.'],
  [{ passwordPolicy: { passwordHistorySize: 25 } },
    'passwordPolicy.passwordHistorySize must be a whole number from 0 to 24, but is 25. These are Cognito\'s limits; 0 keeps no history.'],

  [{ cors: { allowOrigins: [] } },
    'cors.allowOrigins must be at least one origin, but is []. Leave it out to allow any.'],
  [{ cors: { allowOrigins: ['*', 'https://a.example'] } },
    'cors.allowOrigins must be ["*"] alone or a list of exact origins, but is ["*","https://a.example"]. Remove "*" to allow only the origins beside it, or remove those.'],
  [{ cors: { allowCredentials: true } },
    'cors.allowOrigins must be a list of exact origins where cors.allowCredentials is true, but is ["*"]. List the origins of your pages: no browser sends credentials to an API that allows any origin.'],
  [{ cors: { allowOrigins: ['https://ok.example', 'https://a.example/'] } },
    `cors.allowOrigins[1] must be ${anOrigin}, but is "https://a.example/". ${origin}`],
  [{ cors: { allowOrigins: ['https://*.example'] } },
    `cors.allowOrigins[0] must be ${anOrigin}, but is "https://*.example". ${origin}`],
  [{ cors: { allowOrigins: ['app.example.com'] } },
    `cors.allowOrigins[0] must be ${anOrigin}, but is "app.example.com". ${origin}`],
  [{ cors: { allowOrigins: ['https://App.example.com'] } },
    `cors.allowOrigins[0] must be ${anOrigin}, but is "https://App.example.com". ${origin}`],
  [{ cors: { allowOrigins: ['null'] } },
    `cors.allowOrigins[0] must be ${anOrigin}, but is "null". ${origin}`],
  [{ cors: { allowHeaders: ['x trace'] } },
    'cors.allowHeaders[0] must be the name of a header, but is "x trace". Use names such as "content-type".'],
  [{ cors: { allowHeaders: ['*'], allowCredentials: true, allowOrigins: ['https://a.example'] } },
    'cors.allowHeaders[0] must be the name of a header where cors.allowCredentials is true, but is "*". List the headers: with credentials browsers take "*" for a header of that name.'],
  [{ cors: { maxAge: Duration.days(2) } },
    'cors.maxAge must be 0 seconds to 1 day, in whole seconds, but is 2 days. These are API Gateway\'s limits; 0 makes browsers ask before every call.'],

  [{ throttle: { credentialRoutes: { rateLimit: 0 } } },
    `throttle.credentialRoutes.rateLimit must be a number of requests per second above 0, but is 0. ${refused}`],
  [{ throttle: { otherRoutes: { rateLimit: Number.NaN } } },
    `throttle.otherRoutes.rateLimit must be a number of requests per second above 0, but is NaN. ${refused}`],
  [{ throttle: { credentialRoutes: { burstLimit: 1.5 } } },
    `throttle.credentialRoutes.burstLimit must be a whole number of requests of at least 1, but is 1.5. ${refused}`],
  [{ throttle: { otherRoutes: { burstLimit: 0 } } },
    `throttle.otherRoutes.burstLimit must be a whole number of requests of at least 1, but is 0. ${refused}`],

  [{ messages: { appName: '' } }, `messages.appName must be ${aLabel}, but is "". ${label}`],
  [{ messages: { appName: 'Acme: Shop' } }, `messages.appName must be ${aLabel}, but is "Acme: Shop". ${label}`],
  [{ messages: { appName: 'Acme\nShop' } }, `messages.appName must be ${aLabel}, but is "Acme\\nShop". ${label}`],
  [{ messages: { appName: 'Acme ' } }, `messages.appName must be ${aLabel}, but is "Acme ". ${label}`],
  [{ messages: { appName: 'x'.repeat(65) } }, `messages.appName must be ${aLabel}, but is "${'x'.repeat(65)}". ${label}`],

  [{ removalPolicy: RemovalPolicy.SNAPSHOT },
    'removalPolicy must be "retain", "destroy" or "retain-on-update-or-delete", but is "snapshot". User pools, buckets, keys and logs have no snapshots: use RemovalPolicy.RETAIN.'],
])('refuses %j', (props, message) => {
  expect(problemsOf(props)).toEqual([message]);
});

test('tells all problems at once, and where', () => {
  const stack = new Stack(new App(), 'Stack');
  expect(() => new CognitoAuthApi(stack, 'Auth', { tokens: { access: Duration.minutes(1) }, messages: { appName: '' }, cors: { allowOrigins: [] } })).toThrow(
    /^CognitoAuthApi "Stack\/Auth" has 3 props that cannot be deployed:\n {2}- tokens\.access .*\n {2}- cors\.allowOrigins .*\n {2}- messages\.appName .*$/,
  );
});

test.each<CognitoAuthApiProps>([
  { tokens: { access: Duration.minutes(5), id: Duration.days(1), refresh: Duration.days(3650), rotationGracePeriod: Duration.minutes(1) } },
  { tokens: { access: Duration.minutes(59), id: Duration.minutes(5), refresh: Duration.hours(1), rotationGracePeriod: Duration.seconds(0) } },
  { passwordPolicy: { minLength: 8, tempPasswordValidity: Duration.hours(24), passwordHistorySize: 0 } },
  { passwordPolicy: { minLength: 99, tempPasswordValidity: Duration.days(365), passwordHistorySize: 24 } },
  { cors: { allowOrigins: ['http://localhost:3000', 'capacitor://localhost', 'https://a-b.example.com', 'http://[::1]:8080'], allowCredentials: true } },
  { cors: { allowHeaders: ['*'], maxAge: Duration.seconds(0) } },
  { throttle: { credentialRoutes: { rateLimit: 0.1, burstLimit: 1 }, otherRoutes: { rateLimit: 10_000, burstLimit: 5_000 } } },
  { messages: { appName: 'Käse & Söhne – 🧀' } },
  { messages: { appName: 'x'.repeat(64) } },
  { removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE },
])('accepts %j', (props) => {
  expect(() => synth(props)).not.toThrow();
});

test('leaves values that are only known when deploying to AWS', () => {
  const stack = new Stack(new App(), 'Stack');
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  const number = new CfnParameter(stack, 'Number', { type: 'Number' }).valueAsNumber;
  new CognitoAuthApi(stack, 'Auth', {
    messages: { appName: text },
    cors: { allowOrigins: [text], allowHeaders: list, maxAge: Duration.seconds(number) },
    throttle: { credentialRoutes: { rateLimit: number, burstLimit: number }, otherRoutes: { rateLimit: number } },
  });
  new CognitoAuthApi(stack, 'Other', { cors: { allowOrigins: list } });
  Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Api', {
    CorsConfiguration: { AllowOrigins: [{ Ref: 'Text' }], AllowHeaders: { Ref: 'List' }, MaxAge: { Ref: 'Number' } },
  });
});
