import { RemovalPolicy } from 'aws-cdk-lib';
import { HttpMethod, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { Tracing } from 'aws-cdk-lib/aws-lambda';
import { QrCode } from './props';
import { RouteAccess } from './route-options';
import { StructShape } from './shape-validation';
import { TokenDelivery } from './token-delivery';

/** Written by `npm run docs` from the option structs that users pass in: what each has for members, and of what type. */
export const propShapes: { readonly [struct: string]: StructShape } = {
  AddRouteOptions: {
    path: { kind: 'string', required: true },
    methods: { kind: { listOf: { memberOf: 'HttpMethod', values: Object.values(HttpMethod) } } },
    entry: { kind: 'string' },
    functionProps: { kind: 'object' },
    handler: { kind: 'IFunction' },
    integration: { kind: 'HttpRouteIntegration' },
    groups: { kind: { listOf: 'string' } },
    scopes: { kind: { listOf: 'string' } },
    access: { kind: { memberOf: 'RouteAccess', values: Object.values(RouteAccess) } },
    throttle: { kind: 'ThrottleSettings' },
    scope: { kind: 'Construct' },
  },
  ApiKeyOptions: {
    secret: { kind: 'ISecret' },
  },
  CloudFrontOptions: {
    domainName: { kind: 'string' },
    certificate: { kind: 'ICertificate' },
    hostedZone: { kind: 'IHostedZone' },
    rateLimiting: { kind: 'boolean' },
    rateLimit: { kind: 'number' },
    webAclArn: { kind: 'string' },
  },
  CognitoAuthApiProps: {
    tokens: { kind: 'TokenOptions' },
    tokenDelivery: { kind: { memberOf: 'TokenDelivery', values: Object.values(TokenDelivery) } },
    groups: { kind: { mapOf: 'GroupOptions' } },
    customAttributes: { kind: { mapOf: 'ICustomAttribute' } },
    triggers: { kind: { mapOf: 'IFunction' } },
    featurePlan: { kind: { memberOf: 'FeaturePlan', values: Object.values(FeaturePlan) } },
    passwordPolicy: { kind: 'PasswordPolicy' },
    blockCommonPasswords: { kind: 'boolean' },
    qrCode: { kind: { memberOf: 'QrCode', values: Object.values(QrCode) } },
    cors: { kind: 'CorsOptions' },
    throttle: { kind: 'ThrottleOptions' },
    customDomain: { kind: 'CustomDomainOptions' },
    webAclArn: { kind: 'string' },
    cloudFront: { kind: 'CloudFrontOptions' },
    apiKey: { kind: 'ApiKeyOptions' },
    messages: { kind: 'MessageOptions' },
    operations: { kind: 'OperationOptions' },
    httpApi: { kind: 'IHttpApi' },
    pathPrefix: { kind: 'string' },
    functionProps: { kind: 'OperationFunctionProps' },
    logRetention: { kind: 'number' },
    deletionProtection: { kind: 'boolean' },
    removalPolicy: { kind: { memberOf: 'RemovalPolicy', values: Object.values(RemovalPolicy) } },
    outputs: { kind: 'boolean' },
  },
  CorsOptions: {
    allowOrigins: { kind: { listOf: 'string' } },
    allowCredentials: { kind: 'boolean' },
    allowHeaders: { kind: { listOf: 'string' } },
    maxAge: { kind: 'Duration' },
  },
  CustomDomainOptions: {
    domainName: { kind: 'string', required: true },
    certificate: { kind: 'ICertificate', required: true },
    hostedZone: { kind: 'IHostedZone' },
    mutualTls: { kind: 'MutualTlsOptions' },
    securityPolicy: { kind: { memberOf: 'SecurityPolicy', values: Object.values(SecurityPolicy) } },
  },
  GroupOptions: {
    description: { kind: 'string' },
    precedence: { kind: 'number' },
    scopes: { kind: { listOf: 'string' } },
  },
  MessageOptions: {
    appName: { kind: 'string' },
  },
  MutualTlsOptions: {
    truststoreBucket: { kind: 'IBucket', required: true },
    truststoreKey: { kind: 'string', required: true },
    truststoreVersion: { kind: 'string' },
    ownershipCertificate: { kind: 'ICertificate' },
  },
  OperationFunctionOptions: {
    memorySize: { kind: 'number' },
    timeout: { kind: 'Duration' },
    reservedConcurrentExecutions: { kind: 'number' },
    environment: { kind: { mapOf: 'string' } },
    tracing: { kind: { memberOf: 'Tracing', values: Object.values(Tracing) } },
    logRetention: { kind: 'number' },
    vpc: { kind: 'IVpc' },
    vpcSubnets: { kind: 'object' },
    securityGroups: { kind: { listOf: 'ISecurityGroup' } },
  },
  OperationFunctionProps: {
    perOperation: { kind: { mapOf: 'OperationFunctionOptions' } },
    memorySize: { kind: 'number' },
    timeout: { kind: 'Duration' },
    reservedConcurrentExecutions: { kind: 'number' },
    environment: { kind: { mapOf: 'string' } },
    tracing: { kind: { memberOf: 'Tracing', values: Object.values(Tracing) } },
    logRetention: { kind: 'number' },
    vpc: { kind: 'IVpc' },
    vpcSubnets: { kind: 'object' },
    securityGroups: { kind: { listOf: 'ISecurityGroup' } },
  },
  OperationOptions: {
    all: { kind: 'boolean' },
    include: { kind: { listOf: 'string' } },
    exclude: { kind: { listOf: 'string' } },
  },
  PasswordPolicy: {
    tempPasswordValidity: { kind: 'Duration' },
    minLength: { kind: 'number' },
    requireLowercase: { kind: 'boolean' },
    requireUppercase: { kind: 'boolean' },
    requireDigits: { kind: 'boolean' },
    requireSymbols: { kind: 'boolean' },
    passwordHistorySize: { kind: 'number' },
  },
  ThrottleOptions: {
    credentialRoutes: { kind: 'ThrottleSettings' },
    otherRoutes: { kind: 'ThrottleSettings' },
  },
  ThrottleSettings: {
    rateLimit: { kind: 'number' },
    burstLimit: { kind: 'number' },
  },
  TokenOptions: {
    access: { kind: 'Duration' },
    id: { kind: 'Duration' },
    refresh: { kind: 'Duration' },
    rotationGracePeriod: { kind: 'Duration' },
    claims: { kind: { mapOf: 'string' } },
  },
};
