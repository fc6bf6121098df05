import * as path from 'path';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnRoute, CfnStage, HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CognitoAuthApi, UserPoolAction } from 'cognito-auth-api';

const app = new App({ outdir: process.env.CDK_OUTDIR ?? path.join(__dirname, 'cdk.out') });
const stack = new Stack(app, 'Shop');

// What you have: an HTTP API with its own stage, and a function behind it.
const shop = new HttpApi(stack, 'ShopApi', { createDefaultStage: false });
const stage = shop.addStage('Stage', { stageName: '$default', autoDeploy: true, throttle: { rateLimit: 100, burstLimit: 200 } });
const orders = new Function(stack, 'Orders', {
  runtime: Runtime.NODEJS_24_X,
  handler: 'index.handler',
  code: Code.fromAsset(path.join(__dirname, 'orders')),
});

// What comes to it: registration, second factors, sign-in and recovery. Accounts are closed by your staff, so nobody deletes their own.
const auth = new CognitoAuthApi(stack, 'Auth', {
  httpApi: shop,
  pathPrefix: '/auth',
  operations: { exclude: ['delete-user'] },
  logRetention: RetentionDays.SIX_MONTHS,
  functionProps: { perOperation: { login: { memorySize: 512 } } },
});

// Your route takes the tokens of the people in the pool, and your function may look them up there.
new HttpRoute(stack, 'OrdersRoute', {
  httpApi: shop,
  routeKey: HttpRouteKey.with('/orders', HttpMethod.GET),
  integration: new HttpLambdaIntegration('Integration', orders),
  authorizer: auth.authorizer,
  authorizationScopes: ['aws.cognito.signin.user.admin'],
});
auth.grant(orders, UserPoolAction.ADMIN_GET_USER);

// The stage is yours, and so are its limits: strict ones on the routes where passwords and codes could be tried.
const cfnStage = stage.node.defaultChild as CfnStage;
const strict = { ThrottlingRateLimit: 20, ThrottlingBurstLimit: 40 };
const routes = Object.values(auth.routes).map((route) => route.node.defaultChild as CfnRoute);
cfnStage.routeSettings = Object.fromEntries(routes.map(({ routeKey }) => [routeKey, strict]));
// A stage may only name routes that exist.
for (const route of routes) cfnStage.addResourceDependency(route);

new CfnOutput(stack, 'OrdersUrl', { value: `${auth.apiUrl}/orders` });

app.synth();
