import * as path from 'path';
import { App, CfnOutput, SecretValue, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CognitoAuthApi, CognitoAuthApiProps, Preset, TokenDelivery } from 'cognito-auth-api';

// What `npm start` runs offline: every operation, for the app of examples/react. APP_URL is where the app is served, 3000 its development server.
const appUrl = process.env.APP_URL ?? 'http://localhost:4000';
const developmentUrl = 'http://localhost:3000';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
const stack = new Stack(app, 'Demo');

/** TOKEN_DELIVERY=COOKIE keeps the refresh token where no script reads it. API and app must then share a site; the certificate is what proves the API's name. */
function delivery(): Pick<CognitoAuthApiProps, 'tokenDelivery' | 'customDomain'> {
  if (process.env.TOKEN_DELIVERY !== 'COOKIE') {
    return {};
  }
  const certificate = Certificate.fromCertificateArn(stack, 'Certificate',
    `arn:${stack.partition}:acm:${stack.region}:${stack.account}:certificate/01234567-89ab-cdef-0123-456789abcdef`);
  return { tokenDelivery: TokenDelivery.COOKIE, customDomain: { domainName: 'auth.harbour.example.com', certificate } };
}

const auth = new CognitoAuthApi(stack, 'Auth', {
  preset: Preset.DEVELOPMENT,
  messages: { appName: 'Harbour' },
  operations: { all: true },
  // Offline it is `localhost`, for that is the site that the browser is at.
  signIn: { passkey: { relyingPartyId: 'harbour.example.com' } },
  mfa: { passkey: true },
  groups: {
    admins: { description: 'Look after the accounts' },
    members: { description: 'Everybody else' },
  },
  cors: { allowOrigins: [developmentUrl, appUrl] },
  domain: { prefix: 'harbour-demo' },
  identityProviders: {
    google: {
      clientId: '1234567890-example.apps.googleusercontent.com',
      // Offline a stub plays Google, and asks for no secret.
      clientSecret: SecretValue.secretsManager('harbour/google', { jsonField: 'clientSecret' }),
    },
  },
  clients: {
    // The page has no server: the authorization code with PKCE, and no secret.
    web: { callbackUrls: [`${appUrl}/`, `${developmentUrl}/`], logoutUrls: [`${appUrl}/`, `${developmentUrl}/`] },
  },
  ...delivery(),
});

// The app's own: API Gateway lets members of the group in, and nobody else.
auth.addRoute('Reports', { path: '/v1/reports', methods: [HttpMethod.GET], entry: path.join(__dirname, 'reports.ts'), groups: ['admins'] });

// What a page has to know, as its config.json: `local --site` makes it of this output, and so does a deployment of the app.
new CfnOutput(stack, 'AppConfig', {
  value: stack.toJsonString({
    apiUrl: auth.apiUrl,
    tokenDelivery: process.env.TOKEN_DELIVERY === 'COOKIE' ? 'COOKIE' : 'BODY',
    jwks: `${auth.issuer}/.well-known/jwks.json`,
    oauth: { domain: auth.domainUrl, clientId: auth.clients.web.clientId, provider: 'Google' },
  }),
});

app.synth();
