/**
 * Authorizers for an HTTP API that is not ours. They lie in our scope: under that API they would close a cycle where it is another stack's, and
 * two auth APIs on it would meet under one name.
 */
import { Names } from 'aws-cdk-lib';
import { HttpRouteAuthorizerBindOptions, HttpRouteAuthorizerConfig } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer, HttpJwtAuthorizerProps, HttpLambdaAuthorizer, HttpLambdaAuthorizerProps } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** API Gateway wants it to be the only one of that name on the API. */
export const nameOf = (scope: Construct, id: string) => Names.uniqueResourceName(scope, { maxLength: 128 - id.length }) + id;

export class OwnJwtAuthorizer extends HttpJwtAuthorizer {
  constructor(private readonly scope: Construct, id: string, issuer: string, props: HttpJwtAuthorizerProps) {
    super(id, issuer, { ...props, authorizerName: nameOf(scope, id) });
  }

  bind(options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    return super.bind({ ...options, scope: this.scope });
  }
}

export class OwnLambdaAuthorizer extends HttpLambdaAuthorizer {
  constructor(private readonly scope: Construct, id: string, handler: IFunction, props: HttpLambdaAuthorizerProps) {
    super(id, handler, { ...props, authorizerName: nameOf(scope, id) });
  }

  bind(options: HttpRouteAuthorizerBindOptions): HttpRouteAuthorizerConfig {
    return super.bind({ ...options, scope: this.scope });
  }
}
