import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { AppClientAuthFlow, CognitoAuthApi } from 'cognito-auth-api';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
const stack = new Stack(app, 'Migration');

// Knows the people whose accounts are still where they were, and checks the passwords that they have there.
const legacy = new Function(stack, 'Legacy', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(path.join(__dirname, 'legacy')),
});

new CognitoAuthApi(stack, 'Auth', {
  migration: { userMigration: legacy },
  // Newcomers make their own accounts, but none with an address that somebody has there.
  selfSignUpEnabled: true,
  // An app that signs people in at Cognito itself brings them over, too, if it sends the password.
  clients: { app: { authFlows: [AppClientAuthFlow.USER_PASSWORD] } },
});

app.synth();
