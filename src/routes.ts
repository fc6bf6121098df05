import { Lazy, Stack } from 'aws-cdk-lib';
import {
  CfnApi, CfnRoute, CfnStage, HttpApi, HttpAuthorizer, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteIntegration, HttpRouteKey, HttpStage,
  IHttpApi,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { Audience } from './audience';
import { groupScope } from './contract';
import { makeEntryFunction } from './entry-function';
import { corsMethodsOf } from './http-api';
import { callOf, OPTIONS, refuse } from './refuse';
import { AddedRoute, AddRouteOptions, RouteAccess } from './route-options';
import { methodsOf, routeProblems, shapeOf } from './route-validation';
import { Settings } from './settings';
import { shapeProblems } from './shape-validation';

/** What routes are added to. */
interface Api extends Construct {
  readonly httpApi: IHttpApi;
  readonly authorizer: HttpJwtAuthorizer;
  /** There where a machine is. */
  readonly scopesAuthorizer?: HttpAuthorizer;
  /** Not there where the API is not ours. */
  readonly stage?: HttpStage;
  /** Those of the operations. */
  readonly routes: { readonly [operation: string]: HttpRoute };
}

/** Adds routes of the user's own, and remembers what they share. */
export class Routes {
  private readonly taken = new Map<string, string>();
  private readonly integrations = new Map<Stack, Map<IFunction, HttpRouteIntegration>>();
  private readonly corsMethods: Set<string>;

  constructor(private readonly api: Api, private readonly audience: Audience, private readonly settings: Settings) {
    const routeKeys = Object.values(api.routes).map((route) => (route.node.defaultChild as CfnRoute).routeKey);
    for (const routeKey of routeKeys) this.take(routeKey);
    this.corsMethods = new Set<string>(corsMethodsOf(routeKeys));
  }

  add(id: string, options: AddRouteOptions): AddedRoute {
    const shapes = shapeProblems(options, 'AddRouteOptions');
    this.refuse(id, shapes);
    const folder = options.scope ?? this.folder();
    const { settings, taken } = this;
    const problems = routeProblems(id, options, { settings, taken, folder, hasStage: this.api.stage !== undefined });
    this.refuse(id, problems);

    const scope = new Construct(folder, id);
    const entryFunction = options.entry === undefined ? undefined : makeEntryFunction(scope, options.entry, options.functionProps ?? {}, settings);
    const handler = entryFunction ?? options.handler;
    const integration = options.integration ?? this.integrationOf(handler!, Stack.of(scope));
    const routes = Object.fromEntries(methodsOf(options).map((method) => [method, this.addRoute(scope, method, integration, options)]));
    return { routes, integration, handler, entryFunction };
  }

  private refuse(id: string, problems: string[]): void {
    refuse(problems, 'InvalidRouteError', callOf(this.api, `addRoute("${id}")`), OPTIONS);
  }

  private addRoute(scope: Construct, method: HttpMethod, integration: HttpRouteIntegration, options: AddRouteOptions): HttpRoute {
    const routeKey = HttpRouteKey.with(options.path, method);
    const route = new HttpRoute(scope, method, {
      httpApi: this.api.httpApi,
      routeKey,
      integration,
      authorizer: options.access === RouteAccess.ANYONE ? new HttpNoneAuthorizer() : this.api.authorizer,
      authorizationScopes: this.scopesOf(options),
    });
    // Machines may be added later.
    if (options.scopes) {
      const { api } = this;
      (route.node.defaultChild as CfnRoute).authorizerId = Lazy.string({ produce: () => (api.scopesAuthorizer ?? api.authorizer).authorizerId });
    }
    this.take(routeKey.key);
    this.allowCors(method);
    if (options.throttle) this.limit(route, routeKey.key, options);
    return route;
  }

  /** API Gateway wants any one of these of the token. */
  private scopesOf({ access, groups, scopes }: AddRouteOptions): string[] {
    if (access === RouteAccess.ANYONE || access === RouteAccess.TOKEN) return [];
    return groups?.map(groupScope) ?? scopes ?? this.audience.signedInScopes;
  }

  private take(routeKey: string): void {
    const [method, path] = routeKey.split(' ');
    this.taken.set(shapeOf(method, path), routeKey);
  }

  /** Apart from our own children, so that a user's ID cannot meet one of ours. */
  private folder(): Construct {
    return this.api.node.tryFindChild('Routes') as Construct | undefined ?? new Construct(this.api, 'Routes');
  }

  /**
   * One integration per function, and one permission for all of its routes: with a permission for each a function's policy would be full
   * after some fifty. Per stack, so that routes in one do not lean on those in another.
   */
  private integrationOf(fn: IFunction, stack: Stack): HttpRouteIntegration {
    const ofStack = this.integrations.get(stack) ?? new Map<IFunction, HttpRouteIntegration>();
    this.integrations.set(stack, ofStack);
    const integration = ofStack.get(fn) ?? new HttpLambdaIntegration('Integration', fn, { scopePermissionToRoute: false });
    ofStack.set(fn, integration);
    return integration;
  }

  /** Browsers ask beforehand whether they may send the method. Those that take preflight requests themselves also answer them. */
  private allowCors(method: HttpMethod): void {
    if (!this.api.stage || method === HttpMethod.ANY || method === HttpMethod.OPTIONS || this.corsMethods.has(method)) return;
    this.corsMethods.add(method);
    const cfnApi = (this.api.httpApi as HttpApi).node.defaultChild as CfnApi;
    cfnApi.addPropertyOverride('CorsConfiguration.AllowMethods', [...this.corsMethods]);
  }

  private limit(route: HttpRoute, routeKey: string, { throttle }: AddRouteOptions): void {
    const { rateLimit, burstLimit } = { ...this.settings.throttle.otherRoutes, ...throttle };
    const cfnStage = this.api.stage!.node.defaultChild as CfnStage;
    cfnStage.routeSettings = { ...cfnStage.routeSettings, [routeKey]: { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit } };
    // A stage may only name routes that exist.
    cfnStage.addResourceDependency(route.node.defaultChild as CfnRoute);
  }
}
