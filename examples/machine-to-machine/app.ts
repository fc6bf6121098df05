import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApi } from 'cognito-auth-api';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
const stack = new Stack(app, 'Machines');

const auth = new CognitoAuthApi(stack, 'Auth', {
  // Machines get their tokens at its /oauth2/token.
  domain: { prefix: 'harbour-machines' },
  resourceServers: {
    orders: { name: 'Orders', scopes: { read: 'Read orders', write: 'Change orders' } },
  },
  machineClients: {
    // Its id and the secret in machineClients.billing.secret are what the program signs in with.
    billing: { scopes: ['orders/read'] },
  },
});

const handler = new Function(stack, 'Orders', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(path.join(__dirname, 'orders')),
});
// API Gateway admits whoever holds the scope: billing may read, and gets a 403 where it would write.
auth.addRoute('Read', { path: '/orders', handler, scopes: ['orders/read'] });
auth.addRoute('Write', { path: '/orders', methods: [HttpMethod.POST], handler, scopes: ['orders/write'] });
// No machine at all: a person's access token.
auth.addRoute('Mine', { path: '/orders/mine', handler });

app.synth();
