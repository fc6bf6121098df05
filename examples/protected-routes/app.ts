import * as path from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { CognitoAuthApi, RouteAccess } from 'cognito-auth-api';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
const stack = new Stack(app, 'Shop');

const auth = new CognitoAuthApi(stack, 'Auth', {
  groups: {
    clerks: { description: 'Sell' },
    managers: { description: 'Sell, and see what was sold', scopes: ['reports/read'] },
  },
  // Written by administrators only, and in every access token.
  customAttributes: { shop: new StringAttribute({ mutable: true, maxLen: 64 }) },
  tokens: { claims: { shop: 'custom:shop', email: 'email' } },
});

// Bundled from its source; whoever is signed in may call it.
auth.addRoute('Orders', {
  path: '/orders',
  methods: [HttpMethod.GET, HttpMethod.POST],
  entry: path.join(__dirname, 'orders.ts'),
  throttle: { rateLimit: 50, burstLimit: 100 },
});

// A function that is there already; members of one of the groups may call it, and API Gateway tells everyone else so.
const sales = new Function(stack, 'Sales', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(path.join(__dirname, 'sales')),
});
auth.addRoute('Sales', { path: '/sales', methods: [HttpMethod.POST], handler: sales, groups: ['clerks', 'managers'] });
auth.addRoute('Reports', { path: '/reports', handler: sales, scopes: ['reports/read'] });

// Open to all.
auth.addRoute('Health', { path: '/health', handler: sales, access: RouteAccess.ANYONE });

app.synth();
