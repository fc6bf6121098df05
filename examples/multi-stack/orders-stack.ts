import * as path from 'path';
import { Stack, StackProps } from 'aws-cdk-lib';
import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { CognitoAuthApi } from 'cognito-auth-api';

interface OrdersStackProps extends StackProps {
  readonly auth: CognitoAuthApi;
}

export class OrdersStack extends Stack {
  constructor(scope: Construct, id: string, { auth, ...props }: OrdersStackProps) {
    super(scope, id, props);
    const handler = new Function(this, 'Handler', {
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(path.join(__dirname, 'orders')),
      environment: { ISSUER: auth.issuer },
    });
    // `scope` puts the routes into this stack. Limits of their own they cannot have here: those belong to the API's stage.
    auth.addRoute('Orders', { path: '/orders', handler, scope: this });
    auth.addRoute('Delete', { path: '/orders/{id}', methods: [HttpMethod.DELETE], handler, groups: ['managers'], scope: this });
  }
}
