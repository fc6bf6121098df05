import * as path from 'path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { AppClientAuthFlow, CognitoAuthApi } from 'cognito-auth-api';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
const stack = new Stack(app, 'Passkeys');

// Everyone still needs two factors. A passkey counts as both, since the authenticator also checks the person by fingerprint, face or PIN; whoever has
// none, or has lost it, signs in by password and authenticator app through the API, as ever.
const auth = new CognitoAuthApi(stack, 'Auth', {
  messages: { appName: 'Harbour' },
  // Pages on example.com and below it can use the passkeys. A change makes every passkey useless.
  signIn: { passkey: { relyingPartyId: 'example.com' } },
  mfa: { passkey: true },
  // A passkey is registered through the API, by start-passkey and create-passkey, which are on with signIn.passkey. The app asks Cognito itself for it at
  // the sign-in, by USER_AUTH.
  clients: { app: { authFlows: [AppClientAuthFlow.USER_AUTH] } },
});
new CfnOutput(stack, 'AppClientId', { value: auth.clients.app.clientId });

app.synth();
