import * as path from 'path';
import { AcmeAuthApi } from '@acme/auth-api';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
const stack = new Stack(app, 'Shop');

// What the company has decided is decided; the rest is the team's.
const auth = new AcmeAuthApi(stack, 'Auth', {
  messages: { appName: 'Acme Shop' },
  passwordPolicy: { minLength: 20 },
  groups: { clerks: {} },
});
const handler = new Function(stack, 'Orders', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(path.join(__dirname, 'orders')),
});
auth.addRoute('Orders', { path: '/orders', handler, groups: ['clerks'] });

app.synth();
