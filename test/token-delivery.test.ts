import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CognitoAuthApi, CognitoAuthApiProps, TokenDelivery } from '../src';
import { Operation, operations } from '../src/contract';
import { APP_ORIGIN, cookieModeProps } from './support/cookie-mode';
import { everyOperation } from './support/every-operation';
import { problemsOf } from './support/problems';
import { defaultStack, fullStack, only, resource, synth } from './support/template';

const rows = Object.values<Operation>(operations);
const idOf = (operation: string) => `Auth${operation.replace(/-/g, '')}`;
const { certificate } = cookieModeProps.customDomain;
const cloudFront = { rateLimiting: false } as const;

describe('by default, and with BODY,', () => {
  test('nothing of cookie mode is in the template', () => {
    const template = JSON.stringify(defaultStack().template.toJSON());
    expect(template).not.toMatch(/cookie/i);
    expect(JSON.stringify(synth({ tokenDelivery: TokenDelivery.BODY }).template.toJSON())).toBe(template);
  });
});

describe('the contract', () => {
  const has = (schema: Operation['body']) => Object.keys(schema?.properties ?? {}).includes('refresh_token');

  test('knows a cookie for every answer that holds a refresh token, and for no other', () => {
    expect(rows.filter(({ cookieMode }) => cookieMode?.answer === 'SETS')).toEqual(rows.filter(({ success }) => has(success.body)));
  });

  test('reads it wherever a body could hold one', () => {
    expect(rows.filter(({ body }) => has(body)).every(({ cookieMode }) => cookieMode?.reads)).toBe(true);
    expect(rows.filter(({ cookieMode }) => cookieMode?.reads).every(({ cookieMode }) => has(cookieMode?.body))).toBe(true);
  });

  test('takes the same fields in cookie mode, and demands none of them', () => {
    for (const { body, cookieMode } of rows.filter((row) => row.cookieMode?.body)) {
      expect(cookieMode!.body).toMatchObject({ properties: body!.properties, required: [], additionalProperties: false });
    }
  });

  test('clears it wherever the answer says that all sessions have ended', () => {
    const ended = rows.filter(({ success }) => 'signed_in' in success.body.properties).map(({ operation }) => operation);
    const clears = rows.filter(({ cookieMode }) => cookieMode?.answer === 'CLEARS').map(({ operation }) => operation);
    expect(clears).toEqual(expect.arrayContaining(ended));
    expect(clears).toEqual(['logout', 'confirm-password', 'change-password', 'delete-user', 'reset-mfa', 'verify-totp', 'verify-attribute']);
  });
});

describe('with COOKIE', () => {
  const { template } = synth({ ...everyOperation, ...cookieModeProps });
  const roleActions = (made: typeof template, operation: string): string[] => resource(made, `${idOf(operation)}Role`).Properties.Policies[0]
    .PolicyDocument.Statement.flatMap(({ Action }: any) => Action);

  test.each(rows)('$operation knows the origins, and how long the cookie lives', ({ operation }) => {
    expect(resource(template, `${idOf(operation)}Function`).Properties.Environment.Variables).toMatchObject({
      COOKIE_MAX_AGE: '86400', COOKIE_ORIGINS: APP_ORIGIN,
    });
  });

  test('CORS allows the origins, with credentials', () => {
    expect(only(template, 'AWS::ApiGatewayV2::Api').CorsConfiguration).toMatchObject({ AllowOrigins: [APP_ORIGIN], AllowCredentials: true });
    const cors = { ...cookieModeProps.cors, allowCredentials: true };
    expect(synth({ ...everyOperation, ...cookieModeProps, cors }).template.toJSON()).toEqual(template.toJSON());
  });

  test('logout may read the client secret, as it asks Cognito whose cookie it is; no other function may do more than else', () => {
    const { template: body } = fullStack();
    for (const { operation } of rows) {
      const more = operation === 'logout' ? ['secretsmanager:GetSecretValue'] : [];
      expect(new Set(roleActions(template, operation))).toEqual(new Set([...roleActions(body, operation), ...more]));
    }
  });

  test('the cookie lives as long as a refresh token', () => {
    const made = synth({ ...cookieModeProps, tokens: { refresh: Duration.days(30) } });
    expect(resource(made.template, 'AuthloginFunction').Properties.Environment.Variables.COOKIE_MAX_AGE).toBe('2592000');
  });

  test('each origin of cors.allowOrigins is one', () => {
    const allowOrigins = [APP_ORIGIN, 'https://example.com', 'https://admin.example.com:8443', 'http://localhost:3000'];
    const made = synth({ ...cookieModeProps, cors: { allowOrigins } });
    expect(resource(made.template, 'AuthloginFunction').Properties.Environment.Variables.COOKIE_ORIGINS).toBe(allowOrigins.join(' '));
  });

  test('the own origin of the CloudFront distribution is one, by its own name or by the one that it has', () => {
    const props = (name?: string) => ({
      tokenDelivery: TokenDelivery.COOKIE,
      cors: { allowOrigins: [name === undefined ? 'https://d111111abcdef8.cloudfront.net' : APP_ORIGIN] },
      cloudFront: { ...cloudFront, ...name !== undefined && { domainName: name, certificate } },
    });
    const named = synth(props('auth.example.com'));
    expect(resource(named.template, 'AuthloginFunction').Properties.Environment.Variables.COOKIE_ORIGINS).toBe(`${APP_ORIGIN} https://auth.example.com`);
    const { template: made, stack, auth } = synth(props());
    const own = { 'Fn::Join': ['', ['https://', stack.resolve(auth.distribution!.distributionDomainName)]] };
    expect(resource(made, 'AuthloginFunction').Properties.Environment.Variables.COOKIE_ORIGINS).toEqual(
      { 'Fn::Join': [' ', ['https://d111111abcdef8.cloudfront.net', own]] },
    );
  });
});

const where = 'where tokenDelivery is "COOKIE"';
const wildcard = `cors.allowOrigins must be a list of exact origins ${where}, but is ["*"]. `
  + 'List the origins of your pages: no browser sends credentials to an API that allows any origin.';
const noSite = 'tokenDelivery must be "BODY" without customDomain or cloudFront, but is "COOKIE". Browsers send the cookie only within one site, and no page '
  + 'shares one with API Gateway\'s own address: give the API a name beside your app\'s, such as "auth.example.com" for an app at "https://app.example.com".';
const foreign = 'Browsers send the cookie only within one site, so this page could never refresh: bring app and API under one domain, or use TokenDelivery.BODY.';
const ofSite = (index: number, site: string, given: string) =>
  `cors.allowOrigins[${index}] must be an https origin whose host ends in "${site}", as the API's does, ${where}, but is "${given}". ${foreign}`;

test.each<[string, CognitoAuthApiProps, string[]]>([
  ['no cors', { ...cookieModeProps, cors: undefined }, [wildcard]],
  ['any origin', { ...cookieModeProps, cors: { allowOrigins: ['*'] } }, [wildcard]],
  ['no credentials', { ...cookieModeProps, cors: { allowOrigins: [APP_ORIGIN], allowCredentials: false } },
    [`cors.allowCredentials must be true or left out ${where}, but is false. Browsers send and take cookies of another origin only then. Leave it out: it is true there.`]],
  ['API Gateway\'s own address', { ...cookieModeProps, customDomain: undefined }, [noSite]],
  ['nothing else', { tokenDelivery: TokenDelivery.COOKIE }, [wildcard, noSite]],
  ['an app of another site', { ...cookieModeProps, cors: { allowOrigins: [APP_ORIGIN, 'https://app.example.org'] } },
    [ofSite(1, 'example.com', 'https://app.example.org')]],
  ['an app without TLS', { ...cookieModeProps, cors: { allowOrigins: ['http://app.example.com'] } }, [ofSite(0, 'example.com', 'http://app.example.com')]],
  ['an app that is no web page', { ...cookieModeProps, cors: { allowOrigins: ['capacitor://localhost'] } }, [ofSite(0, 'example.com', 'capacitor://localhost')]],
  ['an app that only looks as if it was local', { ...cookieModeProps, cors: { allowOrigins: ['http://localhost.evil.example'] } },
    [ofSite(0, 'example.com', 'http://localhost.evil.example')]],
  ['an app beside a distribution without a name', { tokenDelivery: TokenDelivery.COOKIE, cors: cookieModeProps.cors, cloudFront },
    [ofSite(0, 'cloudfront.net', APP_ORIGIN)]],
  ['an app beside the API behind the distribution', {
    ...cookieModeProps, cloudFront: { ...cloudFront, domainName: 'auth.example.net', certificate },
  }, [ofSite(0, 'example.net', APP_ORIGIN)]],
])('COOKIE with %s is refused', (_, props, messages) => {
  expect(problemsOf(props)).toEqual(messages);
});

test('COOKIE on an API of one\'s own is refused', () => {
  const stack = new Stack();
  expect(() => new CognitoAuthApi(stack, 'Auth', { tokenDelivery: TokenDelivery.COOKIE, httpApi: new HttpApi(stack, 'Api') })).toThrow(
    '- tokenDelivery must be "BODY" where httpApi is given, but is "COOKIE". The cookie needs exact CORS origins with credentials and a domain name of yours, '
    + 'and both are that API\'s: leave httpApi out.',
  );
});

test.each<[string, CognitoAuthApiProps]>([
  ['a page at the API\'s own name', { ...cookieModeProps, cors: { allowOrigins: ['https://auth.example.com'] } }],
  ['a page beside it under a long suffix', {
    ...cookieModeProps, cors: { allowOrigins: ['https://app.example.co.uk'] }, customDomain: { domainName: 'auth.example.co.uk', certificate },
  }],
  ['a page in development', { ...cookieModeProps, cors: { allowOrigins: ['http://localhost:3000', 'http://127.0.0.1:5173', 'http://[::1]:8080'] } }],
  ['a page of the distribution itself', { tokenDelivery: TokenDelivery.COOKIE, cors: { allowOrigins: ['https://d111111abcdef8.cloudfront.net'] }, cloudFront }],
])('COOKIE with %s is taken', (_, props) => {
  expect(problemsOf(props)).toEqual([]);
});

test('leaves values that are only known when deploying to AWS', () => {
  const stack = new Stack();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  const list = new CfnParameter(stack, 'List', { type: 'CommaDelimitedList' }).valueAsList;
  const domain = { domainName: text, certificate: Certificate.fromCertificateArn(stack, 'Certificate', text) };
  new CognitoAuthApi(stack, 'One', { tokenDelivery: TokenDelivery.COOKIE, cors: { allowOrigins: [text, APP_ORIGIN] }, customDomain: domain });
  new CognitoAuthApi(stack, 'Two', { tokenDelivery: TokenDelivery.COOKIE, cors: { allowOrigins: list }, customDomain: cookieModeProps.customDomain });
});
