import { join } from 'node:path';
import { App, ArnFormat, Duration, Fn, RemovalPolicy, SecretValue, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { AccountRecovery, FeaturePlan, StringAttribute, UserPoolIdentityProviderSamlMetadata, type UserPoolTriggers } from 'aws-cdk-lib/aws-cognito';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function as LambdaFunction, Tracing } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { ConfigurationSet } from 'aws-cdk-lib/aws-ses';
import {
  AppClientAuthFlow, AppClientKind, CognitoAuthApi, Preset, QrCode, RouteAccess, TokenDelivery, UserPoolAction, type CognitoAuthApiProps,
} from '../../src';

const ACCOUNT = '123456789012';
// Where WAF keeps the web ACLs of CloudFront.
const REGION = 'us-east-1';
const APP = 'https://app.example.com';

const triggers = [
  'createAuthChallenge', 'customMessage', 'defineAuthChallenge', 'postAuthentication', 'postConfirmation', 'preAuthentication', 'preSignUp',
  'preTokenGeneration', 'verifyAuthChallengeResponse',
] as const satisfies readonly (keyof UserPoolTriggers)[];

/** Each prop that goes with the others, with something in it that makes resources. What is imported is somebody else's, and in no template here. */
function propsOfEverything(stack: Stack) {
  const isHome = stack.region === REGION;
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate', isHome
    ? `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/12345678-1234-1234-1234-123456789012`
    : Fn.importValue('Certificate'));
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
  const theirs = (resourceName: string) => LambdaFunction.fromFunctionAttributes(stack, resourceName, {
    functionArn: stack.formatArn({ service: 'lambda', resource: 'function', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
    // Else nobody may call them: CDK cannot tell from the ARN.
    sameEnvironment: true,
  });
  const clientSecret = SecretValue.secretsManager('harbour/providers');
  const client = { clientId: 'harbour', clientSecret };
  const callbackUrls = [`${APP}/callback`];
  return {
    preset: Preset.PRODUCTION,
    signIn: { email: true, phone: true, passkey: { relyingPartyId: 'example.com' } },
    selfSignUpEnabled: true,
    mfa: { totp: true, sms: true, passkey: true, resetDelay: Duration.hours(48) },
    accountRecovery: AccountRecovery.EMAIL_AND_PHONE_WITHOUT_MFA,
    threatProtection: {},
    featurePlan: FeaturePlan.PLUS,
    encryptionKey: new Key(stack, 'Key', { enableKeyRotation: true }),
    tokens: { access: Duration.minutes(30), claims: { tenant_id: 'custom:tenant' } },
    tokenDelivery: TokenDelivery.COOKIE,
    groups: { admins: { createRole: true, precedence: 1, scopes: ['orders/delete'] }, staff: {} },
    identityPool: {},
    accountLinking: { providers: ['Google', 'Okta'] },
    migration: { userMigration: theirs('userMigration') },
    customAttributes: { tenant: new StringAttribute({ mutable: true }) },
    triggers: Object.fromEntries(triggers.map((name) => [name, theirs(name)])),
    domain: { domainName: 'login.example.com', certificate, hostedZone },
    managedLogin: {
      branding: { settings: { categories: { global: { colorSchemeMode: 'LIGHT' } } } },
      terms: { termsOfUse: { default: 'https://example.com/terms' }, privacyPolicy: { default: 'https://example.com/privacy' } },
    },
    identityProviders: {
      google: client,
      facebook: client,
      apple: { clientId: 'harbour', teamId: 'TEAM123456', keyId: 'KEY1234567', privateKey: clientSecret },
      amazon: client,
      oidc: { Okta: { ...client, issuerUrl: 'https://example.okta.com' } },
      saml: { Entra: { metadata: UserPoolIdentityProviderSamlMetadata.url('https://idp.example.com/metadata') } },
    },
    clients: {
      web: { callbackUrls, logoutUrls: callbackUrls },
      server: { callbackUrls, generateSecret: true, branding: { settings: { categories: { global: { colorSchemeMode: 'DARK' } } } } },
      phone: { kind: AppClientKind.NATIVE, callbackUrls: ['com.example.app://callback'], authFlows: [AppClientAuthFlow.USER_SRP, AppClientAuthFlow.USER_AUTH, AppClientAuthFlow.USER_PASSWORD] },
    },
    resourceServers: { shop: { scopes: { read: 'Read orders', write: 'Write orders' } } },
    machineClients: { billing: { scopes: ['shop/read'] }, stock: { scopes: ['shop/write'] } },
    maxSessionsPerUser: 5,
    passwordPolicy: { minLength: 16, passwordHistorySize: 5 },
    blockCommonPasswords: true,
    qrCode: QrCode.S3_PRESIGNED,
    cors: { allowOrigins: [APP] },
    throttle: { credentialRoutes: { rateLimit: 10 } },
    customDomain: { domainName: 'direct.example.com', certificate, hostedZone },
    webAclArn: stack.formatArn({ service: 'wafv2', resource: 'regional/webacl/people', resourceName: '01234567-89ab-cdef-0123-456789abcdef' }),
    cloudFront: { domainName: 'auth.example.com', certificate, hostedZone, ...isHome ? { rateLimit: 500 } : { webAclArn: Fn.importValue('FrontWebAcl') } },
    apiKey: {},
    messages: {
      appName: 'Harbour',
      from: 'no-reply@example.com',
      fromName: 'Harbour',
      replyTo: 'help@example.com',
      hostedZone,
      configurationSet: ConfigurationSet.fromConfigurationSetName(stack, 'Set', 'mails'),
      templates: { de: { mfaCode: { subject: 'Code', body: '{code}', sms: '{code}' } } },
      customEmailSender: theirs('customEmailSender'),
      customSmsSender: theirs('customSmsSender'),
    },
    operations: { all: true },
    pathPrefix: '/auth',
    functionProps: { tracing: Tracing.ACTIVE, perOperation: { login: { memorySize: 512 } } },
    logRetention: RetentionDays.ONE_YEAR,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    outputs: true,
  } satisfies CognitoAuthApiProps;
}

/**
 * The largest stack that one construct can make, with routes, groups, clients and grants that were added later. Elsewhere than in us-east-1 the web ACL
 * before CloudFront is somebody else's, too. `Auth` may be a subclass.
 */
export function everything(
  app = new App(), stack = new Stack(app, 'Stack', { env: { account: ACCOUNT, region: REGION } }), Auth: typeof CognitoAuthApi = CognitoAuthApi,
) {
  const props = propsOfEverything(stack);
  const auth = new Auth(stack, 'Auth', props);
  const entry = join(__dirname, 'route-entry.ts');
  const { handler } = auth.addRoute('Orders', { path: '/orders', entry, scopes: ['shop/read'], throttle: { rateLimit: 5 } });
  auth.addRoute('Admin', { path: '/admin', handler, groups: ['admins'] });
  auth.addRoute('Either', { path: '/either', handler, access: RouteAccess.TOKEN });
  const open = auth.addRoute('Open', { path: '/open', handler, access: RouteAccess.ANYONE });
  auth.addGroup('authors', { createRole: true });
  auth.addClient('tablet', { callbackUrls: [`${APP}/tablet`] });
  auth.addMachineClient('export', { scopes: ['shop/read'] });
  auth.grantToTrigger(auth.preTokenGenerationFunction!, UserPoolAction.ADMIN_GET_USER);
  const files = new Bucket(stack, 'Files', { encryption: BucketEncryption.S3_MANAGED, blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true });
  const userFiles = auth.grantUserFiles(files, 'private/');
  return { app, stack, auth, props, open, files, userFiles };
}
