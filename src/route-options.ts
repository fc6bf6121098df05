import { HttpMethod, HttpRoute, HttpRouteIntegration, ThrottleSettings } from 'aws-cdk-lib/aws-apigatewayv2';
import { IFunction } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction, NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { Construct } from 'constructs';

/** Whose requests API Gateway lets through to a route. */
export enum RouteAccess {
  /**
   * Those with a person's access token, of the API's own client or of one of `clients` with the scope `openid`. ID tokens are refused: they say who
   * someone is, and are not meant to open anything.
   */
  ACCESS_TOKEN = 'ACCESS_TOKEN',
  /** Those with an ID or an access token. */
  TOKEN = 'TOKEN',
  /** All. Nobody has looked at the caller, and a token that is sent along is not checked. */
  ANYONE = 'ANYONE',
}

/** A route of your own behind the API's authorizer. Exactly one of `entry`, `handler` and `integration` says what answers. */
export interface AddRouteOptions {
  /**
   * The path, from the root of the API: `/orders/{id}`, with a variable per segment, or a last `{proxy+}` that takes all the rest. At most
   * 1,000 characters. Not that of an operation of ours.
   */
  readonly path: string;

  /**
   * Makes a route for each of these methods. `OPTIONS` and `ANY` take the browsers' preflight requests from the API, which have no token;
   * so they are refused unless `access` is `ANYONE`, and what answers must then answer those, too. The API's CORS allows the methods.
   *
   * @default [HttpMethod.GET]
   */
  readonly methods?: HttpMethod[];

  /**
   * Makes a function of the TypeScript or JavaScript file, bundled at synth as NodejsFunction does: its export `handler` gets events of
   * payload format 2.0. It has a role and a log group of its own, and the API's defaults: the newest runtime, arm64, 256 MB, 15 seconds, JSON logs
   * kept a year. An absolute path, or one from the working directory.
   *
   * @default - `handler` or `integration` answers
   */
  readonly entry?: string;

  /**
   * Changes the function that `entry` makes: environment, memory, bundling, ... Neither `entry` nor `code`.
   *
   * @default - the API's defaults
   */
  readonly functionProps?: NodejsFunctionProps;

  /**
   * Answers by an existing function. All routes of a stack that name it share one integration and one permission.
   *
   * @default - `entry` or `integration` answers
   */
  readonly handler?: IFunction;

  /**
   * Answers by any integration of an HTTP API.
   *
   * @default - `entry` or `handler` answers
   */
  readonly integration?: HttpRouteIntegration;

  /**
   * Admits members of any of these groups, which the `groups` prop declares: 1 to 10. API Gateway decides it by the token, without a
   * function; who joined or left a group is told so at the next refresh or sign-in, and an access token stays as it is until it expires.
   *
   * @default - whoever `access` admits
   */
  readonly groups?: string[];

  /**
   * Admits access tokens with any of these scopes: 1 to 10. Not together with `groups`, since API Gateway is content with any one. Tokens of machine
   * clients open such routes only.
   *
   * @default - whoever `access` admits
   */
  readonly scopes?: string[];

  /**
   * Decides which token the route asks for. `groups` and `scopes` go with `ACCESS_TOKEN` only.
   *
   * @default RouteAccess.ACCESS_TOKEN
   */
  readonly access?: RouteAccess;

  /**
   * Limits each of the routes: `rateLimit` in requests per second above 0, `burstLimit` a whole number of requests of at least 1. An unset
   * member is that of the API's other routes. Not together with `scope`.
   *
   * @default - the limit of the API's other routes
   */
  readonly throttle?: ThrottleSettings;

  /**
   * Makes the routes, and what answers them, in this construct, which may be in another stack: that stack then depends on the one of the API.
   *
   * @default - the API itself
   */
  readonly scope?: Construct;
}

/** What `addRoute` made. */
export interface AddedRoute {
  /** The route of each method: `routes.GET`. */
  readonly routes: { [method: string]: HttpRoute };
  /** What answers them. */
  readonly integration: HttpRouteIntegration;
  /** The function that answers them, made or given; absent where an integration was given. */
  readonly handler?: IFunction;
  /** The function that was made of `entry`: grant it what its code calls. */
  readonly entryFunction?: NodejsFunction;
}
