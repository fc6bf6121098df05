import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { FeaturePlan, OAuthScope, StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { examples as messages } from './broken-messages';
import { cookieModeProps } from './cookie-mode';
import { AddRouteOptions, CognitoAuthApi, CognitoAuthApiProps, RouteAccess, TokenDelivery } from '../../src';

/** Props that break a rule and no other; or what does it in a stack (in us-east-1), where props alone cannot. */
export type Breaking = CognitoAuthApiProps | ((stack: Stack) => CognitoAuthApiProps | void);

const imports = new Stack(new App(), 'Imports');
const certificateIn = (region: string) => Certificate.fromCertificateArn(imports, region, `arn:aws:acm:${region}:123456789012:certificate/x`);
const [certificate, elsewhere] = ['us-east-1', 'eu-central-1'].map(certificateIn);
const hostedZone = HostedZone.fromHostedZoneAttributes(imports, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
const handler = LambdaFunction.fromFunctionArn(imports, 'Handler', 'arn:aws:lambda:us-east-1:123456789012:function:fn');
const domain = { domainName: 'auth.example.com', certificate };
const mutualTls = { truststoreBucket: Bucket.fromBucketName(imports, 'Truststore', 'trust'), truststoreKey: 'ca.pem' };
const webAclArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/front/0123';
const many = (count: number, name: string) => Array.from({ length: count }, (_, index) => `${name}${index}`);
const mapOf = <T>(names: string[], value: T) => Object.fromEntries(names.map((name) => [name, value]));
const lite = { featurePlan: FeaturePlan.LITE };

const route = (options: Partial<AddRouteOptions>, props: CognitoAuthApiProps = { groups: { admins: {} } }, id = 'Orders') => (stack: Stack) => {
  const auth = new CognitoAuthApi(stack, 'Auth', props);
  auth.addRoute('Taken', { path: '/taken', handler });
  auth.addRoute(id, { path: '/orders', ...'entry' in options || 'handler' in options ? {} : { handler }, ...options });
};

/** By the name of the rules, and of the rule. */
export const breaking: Record<string, Record<string, Breaking>> = {
  addRouteRules: {
    id: route({}, {}, 'Taken'),
    path: route({ path: 'orders' }),
    methods: route({ methods: [] }),
    preflight: route({ methods: [HttpMethod.ANY] }),
    target: route({ handler: undefined }),
    entry: route({ entry: '/nowhere/orders.ts' }),
    functionProps: route({ functionProps: { memorySize: 512 } }),
    code: route({ entry: __filename, functionProps: { code: Code.fromInline('x') } }),
    access: route({ groups: ['admins'], access: RouteAccess.ANYONE }),
    groupsOrScopes: route({ groups: ['admins'], scopes: ['orders/read'] }),
    some: route({ groups: [] }),
    notTooMany: route({ scopes: many(11, 'orders/') }),
    groupsPlan: route({ groups: ['admins'] }, { groups: { admins: {} }, ...lite }),
    declaredGroup: route({ groups: ['amdins'] }),
    noGroupDeclared: route({ groups: ['admins'] }, {}),
    scope: route({ scopes: ['groups/admins'] }),
    rateLimit: route({ throttle: { rateLimit: 0 } }),
    burstLimit: route({ throttle: { burstLimit: 0 } }),
    throttleElsewhere: (stack) => route({ throttle: { rateLimit: 1 }, scope: new Stack(stack, 'Other') })(stack),
    throttleForeign: (stack) => route({ throttle: { rateLimit: 1 } }, { httpApi: new HttpApi(stack, 'Theirs') })(stack),
    taken: route({ path: '/taken' }),
    routesLeft: (stack) => {
      const auth = new CognitoAuthApi(stack, 'Auth');
      for (const id of many(300, 'Route')) auth.addRoute(id, { path: `/${id}`, handler });
    },
  },
  appNameRules: { appName: { messages: { appName: 'a:b' } } },
  claimRules: {
    plan: { tokens: { claims: { mail: 'email' } }, ...lite },
    name: { tokens: { claims: { sub: 'email' } } },
    attribute: { tokens: { claims: { tenant: 'tenant' } } },
    writable: { tokens: { claims: { who: 'name' } } },
  },
  cloudFrontRules: {
    domainName: { cloudFront: { domainName: 'https://example.com', certificate } },
    hostedZone: { cloudFront: { domainName: 'example.org', certificate, hostedZone } },
    certificate: { cloudFront: { domainName: 'example.com', certificate: elsewhere } },
    rateLimit: { cloudFront: { rateLimit: 1 } },
    webAclArn: { cloudFront: { webAclArn: 'front' } },
    certificateOfName: { cloudFront: { domainName: 'example.com' } },
    nameless: { cloudFront: { certificate } },
    otherName: { cloudFront: domain, customDomain: domain },
    mutualTls: { cloudFront: {}, customDomain: { ...domain, mutualTls } },
    oneWebAcl: { cloudFront: { webAclArn, rateLimit: 100 } },
    rateLimitUnlimited: { cloudFront: { rateLimiting: false, rateLimit: 100 } },
    region: (stack) => { new CognitoAuthApi(new Stack(stack, 'Other', { env: { region: 'eu-central-1' } }), 'Auth', { cloudFront: {} }); },
  },
  corsRules: {
    someOrigin: { cors: { allowOrigins: [] } },
    wildcardAlone: { cors: { allowOrigins: ['*', 'https://example.com'] } },
    exactWithCredentials: { cors: { allowCredentials: true } },
    origin: { cors: { allowOrigins: ['example.com'] } },
    header: { cors: { allowHeaders: ['x trace'] } },
    namedWithCredentials: { cors: { allowHeaders: ['*'], allowOrigins: ['https://example.com'], allowCredentials: true } },
    maxAge: { cors: { maxAge: Duration.days(2) } },
  },
  customAttributeRules: {
    name: { customAttributes: { 'custom:tenant': new StringAttribute() } },
    count: { customAttributes: mapOf(many(51, 'a'), new StringAttribute()) },
  },
  customDomainRules: {
    domainName: { customDomain: { ...domain, domainName: 'https://example.com' } },
    hostedZone: { customDomain: { ...domain, domainName: 'example.org', hostedZone } },
    certificate: { customDomain: { ...domain, certificate: elsewhere } },
    securityPolicy: { customDomain: { ...domain, securityPolicy: SecurityPolicy.TLS_1_0 } },
    truststoreKey: { customDomain: { ...domain, mutualTls: { ...mutualTls, truststoreKey: '/ca.pem' } } },
    truststoreVersion: { customDomain: { ...domain, mutualTls: { ...mutualTls, truststoreVersion: '' } } },
  },
  featurePlanRules: {
    passwordHistory: { passwordPolicy: { passwordHistorySize: 3 }, ...lite },
    rotation: { tokens: { rotationGracePeriod: Duration.seconds(5) }, ...lite },
  },
  functionPropsRules: {
    operation: { functionProps: { perOperation: { 'log-in': {} } } },
    excluded: { functionProps: { perOperation: { logout: {} } }, operations: { exclude: ['logout'] } },
    memorySize: { functionProps: { memorySize: 64 } },
    timeout: { functionProps: { perOperation: { 'create-user': { timeout: Duration.minutes(1) } } } },
    reservedConcurrentExecutions: { functionProps: { reservedConcurrentExecutions: 0 } },
    ourVariable: { functionProps: { environment: { BUCKET: 'x' } } },
    reservedVariable: { functionProps: { environment: { AWS_REGION: 'x' } } },
    variable: { functionProps: { environment: { 'MY-NAME': 'x' } } },
    logRetention: { functionProps: { logRetention: 2 as RetentionDays } },
    network: { functionProps: { vpcSubnets: {} } },
    securityGroups: { functionProps: { vpc: {} as any, securityGroups: [] } },
  },
  groupRules: {
    name: { groups: { 'two words': {} } },
    description: { groups: { admins: { description: 'x'.repeat(2049) } } },
    precedence: { groups: { admins: { precedence: -1 } } },
    scopesPlan: { groups: { admins: { scopes: ['orders/write'] } }, ...lite },
    scope: { groups: { admins: { scopes: ['openid'] } } },
    count: { groups: mapOf(many(101, 'g'), {}) },
    bytes: { groups: mapOf(many(20, 'g'), { scopes: [`orders/${'x'.repeat(200)}`] }) },
  },
  operationsRules: {
    name: { operations: { exclude: ['sign-in'] } },
    includeOrAll: { operations: { all: true, include: ['userinfo'] } },
    includeOrExclude: { operations: { include: ['userinfo'], exclude: ['login'] } },
    some: { operations: { include: [] } },
    includeNext: { operations: { include: ['login', 'mfa-verify', 'confirm-mfa'] } },
    excludeNext: { operations: { exclude: ['mfa-verify'] } },
  },
  passwordPolicyRules: {
    minLength: { passwordPolicy: { minLength: 7 } },
    tempPasswordValidity: { passwordPolicy: { tempPasswordValidity: Duration.hours(36) } },
    passwordHistorySize: { passwordPolicy: { passwordHistorySize: 25 } },
  },
  poolClientRules: {
    scopes: (stack) => {
      const { userPool } = new CognitoAuthApi(stack, 'Auth', { groups: { admins: {} } });
      userPool.addClient('Machine', { generateSecret: true, oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.custom('groups/admins')] } });
      (stack.node.root as App).synth();
    },
    writeAttributes: (stack) => {
      const customAttributes = { tenant: new StringAttribute({ mutable: true }) };
      const { userPool } = new CognitoAuthApi(stack, 'Auth', { customAttributes, tokens: { claims: { tenant: 'custom:tenant' } } });
      userPool.addClient('Web', { disableOAuth: true });
      (stack.node.root as App).synth();
    },
  },
  removalPolicyRules: { removalPolicy: { removalPolicy: RemovalPolicy.SNAPSHOT } },
  shapeRules: {
    unknown: { tokens: { acces: Duration.hours(1) } } as CognitoAuthApiProps,
    missing: { customDomain: { certificate } } as CognitoAuthApiProps,
    kind: { outputs: 'no' } as unknown as CognitoAuthApiProps,
    duration: { tokens: { access: 3600 as unknown as Duration } },
    member: { tokenDelivery: 'cookie' as TokenDelivery },
  },
  stageRules: {
    foreign: (stack) => ({ httpApi: new HttpApi(stack, 'Theirs'), cors: {} }),
    pathPrefix: { pathPrefix: 'auth' },
    pathPrefixKnown: (stack) => ({ pathPrefix: new Topic(stack, 'Topic').topicName }),
    logRetention: { logRetention: 2 as RetentionDays },
  },
  throttleRules: {
    rateLimit: { throttle: { otherRoutes: { rateLimit: 0 } } },
    burstLimit: { throttle: { credentialRoutes: { burstLimit: 1.5 } } },
  },
  tokenDeliveryRules: {
    ownApi: (stack) => ({ tokenDelivery: TokenDelivery.COOKIE, httpApi: new HttpApi(stack, 'Theirs') }),
    credentials: { ...cookieModeProps, customDomain: domain, cors: { ...cookieModeProps.cors, allowCredentials: false } },
    ownName: { ...cookieModeProps, customDomain: undefined },
    sameSite: { ...cookieModeProps, customDomain: domain, cors: { allowOrigins: ['https://app.example.org'] } },
  },
  tokenRules: {
    access: { tokens: { access: Duration.minutes(1) } },
    id: { tokens: { id: Duration.minutes(1) } },
    refresh: { tokens: { refresh: Duration.minutes(1) } },
    refreshOutlives: { tokens: { refresh: Duration.hours(1) } },
    rotationGracePeriod: { tokens: { rotationGracePeriod: Duration.seconds(61) } },
  },
  triggerRules: {
    customMessage: { triggers: { customMessage: handler } },
    sender: { triggers: { customEmailSender: handler } },
    taken: { triggers: { inboundFederation: handler } },
    preTokenGenerationPlan: { triggers: { preTokenGeneration: handler }, ...lite },
  },
  webAclRules: { arn: { webAclArn } },
  ...messages,
};
