import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnRoute, CfnStage, CorsHttpMethod, HttpApi, HttpAuthorizer, HttpAuthorizerType, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey, HttpStage,
  IHttpApi, IHttpRouteAuthorizer, LogGroupLogDestination, PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { IUserPool, UserPool } from 'aws-cdk-lib/aws-cognito';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { Audience } from './audience';
import { Access, ADMINISTRATORS_GROUP, groupScope } from './contract';
import * as defaults from './defaults';
import { EnabledOperation } from './enabled-operations';
import { customizesTokens } from './groups';
import { nameOf, OwnJwtAuthorizer } from './own-authorizer';
import { Settings } from './settings';

/** In every access token that a person signs in for at our endpoints, and in no ID token nor any machine's token. */
export const PERSONAL_ACCESS_TOKEN_SCOPE = 'aws.cognito.signin.user.admin';

/**
 * One line per request. The route key stands for the path, which holds user ids; neither bodies nor headers nor query strings,
 * where secrets may travel, are among API Gateway's variables here.
 */
const ACCESS_LOG = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  userAgent: '$context.identity.userAgent',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  responseLatency: '$context.responseLatency',
  integrationStatus: '$context.integrationStatus',
  integrationLatency: '$context.integrationLatency',
  error: '$context.error.responseType',
  authorizerError: '$context.authorizer.error',
});

/** The methods of the default API, and those of these routes besides. */
export function corsMethodsOf(routeKeys: readonly string[]): CorsHttpMethod[] {
  return [...new Set([...defaults.CORS_ALLOW_METHODS, ...routeKeys.map((routeKey) => routeKey.split(' ')[0] as CorsHttpMethod)])];
}

export function makeHttpApi(scope: Construct, enabled: readonly EnabledOperation[], settings: Settings): HttpApi {
  return new HttpApi(scope, 'HttpApi', {
    // A label that need not be unique, but API Gateway wants one.
    apiName: scope.node.path.slice(-128),
    createDefaultStage: false,
    // It would be a way around mutual TLS.
    disableExecuteApiEndpoint: settings.customDomain ? true : undefined,
    corsPreflight: {
      ...settings.cors, allowMethods: corsMethodsOf(enabled.map(({ routeKey }) => routeKey)), exposeHeaders: defaults.CORS_EXPOSE_HEADERS,
    },
  });
}

/** Who says in a token that it issued it. A pool that is not made here knows it only without its scheme. */
export function issuerOf(pool: IUserPool): string {
  return pool instanceof UserPool ? pool.userPoolProviderUrl : `https://${pool.userPoolProviderName}`;
}

/** Not `HttpUserPoolAuthorizer`: that one hard-codes the issuer, and adds a client of its own where it is given none. */
export function makeAuthorizer(scope: Construct, issuer: string, audience: Audience, settings: Settings): HttpJwtAuthorizer {
  const options = { jwtAudience: audience.people };
  return settings.httpApi ? new OwnJwtAuthorizer(scope, 'Authorizer', issuer, options) : new HttpJwtAuthorizer('Authorizer', issuer, options);
}

/**
 * For the routes that ask for scopes by name, as soon as there are machines: those may hold such scopes. All other routes are of people, and the
 * authorizer above does not know machines at all, so no route opens to one that did not ask for its scope.
 */
export function makeScopesAuthorizer(scope: Construct, httpApi: IHttpApi, issuer: string, audience: Audience, settings: Settings): HttpAuthorizer {
  const id = 'ScopesAuthorizer';
  return new HttpAuthorizer(scope, id, {
    httpApi,
    authorizerName: settings.httpApi ? nameOf(scope, id) : id,
    type: HttpAuthorizerType.JWT,
    identitySource: ['$request.header.Authorization'],
    jwtIssuer: issuer,
    jwtAudience: audience.everyone,
  });
}

/** Makes the route of one row of the contract, next to its function. `anyone` decides where no token is asked for. */
export function makeRoute(
  api: IHttpApi, { routeKey, row }: EnabledOperation, fn: NodejsFunction, authorizer: HttpJwtAuthorizer, settings: Settings,
  anyone: IHttpRouteAuthorizer = new HttpNoneAuthorizer(),
): HttpRoute {
  const [method, path] = routeKey.split(' ') as [HttpMethod, string];
  return new HttpRoute(fn.node.scope as Construct, 'Route', {
    httpApi: api,
    routeKey: HttpRouteKey.with(path, method),
    integration: new HttpLambdaIntegration('Integration', fn, { payloadFormatVersion: PayloadFormatVersion.VERSION_2_0 }),
    authorizer: row.access === 'ANYONE' ? anyone : authorizer,
    authorizationScopes: scopesOf(row.access, settings),
  });
}

/** Either an access token, or one that carries the administrators' scope, where tokens carry such: handlers look for the group all the same. */
function scopesOf(access: Access, settings: Settings): string[] {
  switch (access) {
    case 'ACCESS_TOKEN': return [PERSONAL_ACCESS_TOKEN_SCOPE];
    case 'ADMINISTRATORS': return [customizesTokens(settings) ? groupScope(ADMINISTRATORS_GROUP) : PERSONAL_ACCESS_TOKEN_SCOPE];
    default: return [];
  }
}

export function makeAccessLogGroup(scope: Construct, settings: Settings): LogGroup {
  return new LogGroup(scope, 'AccessLogGroup', {
    retention: settings.logRetention, removalPolicy: settings.removalPolicy, encryptionKey: settings.encryptionKey,
  });
}

/** The only stage, at the root of the API's address; credential routes get the stricter limit. */
export function makeStage(
  scope: Construct, api: IHttpApi, logGroup: LogGroup, enabled: readonly EnabledOperation[],
  routes: { readonly [operation: string]: HttpRoute }, settings: Settings,
): HttpStage {
  const stage = new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: settings.throttle.otherRoutes,
    accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: AccessLogFormat.custom(ACCESS_LOG) },
  });
  const { rateLimit, burstLimit } = settings.throttle.credentialRoutes;
  const credentialRows = enabled.filter(({ row }) => row.throttle === 'CREDENTIAL');
  const cfnStage = stage.node.defaultChild as CfnStage;
  // The L2 has no limits per route. Free-form JSON to CloudFormation, hence the capitals.
  cfnStage.routeSettings = Object.fromEntries(
    credentialRows.map(({ routeKey }) => [routeKey, { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit }]),
  );
  // A stage may only name routes that exist.
  for (const { row } of credentialRows) cfnStage.addResourceDependency(routes[row.operation].node.defaultChild as CfnRoute);
  return stage;
}
