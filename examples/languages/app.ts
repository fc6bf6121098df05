import * as path from 'path';
import { App, CfnOutput, Duration, SecretValue, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Mfa, OidcAttributeRequestMethod, StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { AppClientAuthFlow, CognitoAuthApi, OperationFeature, QrCode, UserPoolAction } from 'cognito-auth-api';

// examples/python, examples/java and examples/go say the same in their languages; `npm run languages` holds their templates against this one's.
const app = new App();

// Without props it is ready for production.
new CognitoAuthApi(new Stack(app, 'Plain'), 'Auth');

const stack = new Stack(app, 'Harbour');
const auth = new CognitoAuthApi(stack, 'Auth', {
  messages: { appName: 'Harbour', from: 'no-reply@harbour.example.com', sesRegion: 'eu-central-1' },
  mfa: { mode: Mfa.REQUIRED, resetDelay: Duration.hours(48) },
  passwordPolicy: { minLength: 16, tempPasswordValidity: Duration.days(3) },
  tokens: { access: Duration.minutes(30), refresh: Duration.days(7), claims: { shop: 'custom:shop' } },
  customAttributes: { shop: new StringAttribute({ mutable: true, maxLen: 64 }) },
  groups: {
    managers: { description: 'Sell, and see what was sold', precedence: 1, scopes: ['reports/read'] },
    clerks: { description: 'Sell', precedence: 2 },
  },
  domain: { prefix: 'harbour-login' },
  identityProviders: {
    google: {
      clientId: '1234567890-example.apps.googleusercontent.com',
      clientSecret: SecretValue.secretsManager('harbour/google', { jsonField: 'clientSecret' }),
    },
    oidc: {
      Staff: {
        issuerUrl: 'https://id.harbour.example.com',
        clientId: 'harbour-app',
        clientSecret: SecretValue.secretsManager('harbour/id', { jsonField: 'clientSecret' }),
        attributeRequestMethod: OidcAttributeRequestMethod.POST,
      },
    },
  },
  clients: {
    web: {
      callbackUrls: ['https://app.harbour.example.com/callback'],
      logoutUrls: ['https://app.harbour.example.com/'],
      authFlows: [AppClientAuthFlow.USER_SRP],
      tokens: { access: Duration.minutes(15) },
    },
  },
  cors: { allowOrigins: ['https://app.harbour.example.com'] },
  operations: { features: [OperationFeature.SESSIONS, OperationFeature.EXPORT], exclude: ['delete-user'] },
  throttle: { credentialRoutes: { rateLimit: 10, burstLimit: 20 } },
  functionProps: { perOperation: { login: { memorySize: 512, timeout: Duration.seconds(20) } } },
  qrCode: QrCode.INLINE,
  logRetention: RetentionDays.SIX_MONTHS,
});

const orders = new Function(stack, 'Orders', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(path.join(__dirname, 'orders')),
});
auth.addRoute('Orders', { path: '/orders', methods: [HttpMethod.GET, HttpMethod.POST], handler: orders, throttle: { rateLimit: 50, burstLimit: 100 } });
auth.addRoute('Reports', { path: '/reports', handler: orders, groups: ['managers'] });
auth.grant(orders, UserPoolAction.ADMIN_GET_USER, UserPoolAction.ADMIN_LIST_GROUPS_FOR_USER);

new CfnOutput(stack, 'OrdersUrl', { value: `${auth.apiUrl}/orders` });
new CfnOutput(stack, 'WebClientId', { value: auth.clients.web.clientId });

app.synth();
