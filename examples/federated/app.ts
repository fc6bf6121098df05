import * as path from 'path';
import { App, SecretValue, Stack } from 'aws-cdk-lib';
import { CognitoAuthApi } from 'cognito-auth-api';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
const stack = new Stack(app, 'Federated');

const auth = new CognitoAuthApi(stack, 'Auth', {
  // The first label of the pages' address: no other pool in the region may have it.
  domain: { prefix: 'harbour-login' },
  identityProviders: {
    google: {
      clientId: '1234567890-example.apps.googleusercontent.com',
      // What Google gave you, kept in Secrets Manager; the template only says where.
      clientSecret: SecretValue.secretsManager('harbour/google', { jsonField: 'clientSecret' }),
    },
    oidc: {
      Harbour: {
        issuerUrl: 'https://id.harbour.example.com',
        clientId: 'harbour-app',
        clientSecret: SecretValue.secretsManager('harbour/id', { jsonField: 'clientSecret' }),
      },
    },
  },
  managedLogin: {
    terms: {
      termsOfUse: { default: 'https://www.harbour.example.com/terms' },
      privacyPolicy: { default: 'https://www.harbour.example.com/privacy' },
    },
  },
  clients: {
    // A page without a server: the authorization code with PKCE, and no secret.
    web: {
      callbackUrls: ['https://app.harbour.example.com/callback', 'http://localhost:3000/callback'],
      logoutUrls: ['https://app.harbour.example.com/', 'http://localhost:3000/'],
    },
  },
});

// Whoever is signed in, wherever: by the API's own operations, or on Cognito's pages.
auth.addRoute('Orders', { path: '/orders', entry: path.join(__dirname, 'orders.ts') });

app.synth();
