/** An HTTP API's parts, as the template states them. */

export interface Api {
  readonly id: string;
  readonly cors?: Cors;
}

export interface Cors {
  readonly AllowOrigins?: string[];
  readonly AllowMethods?: string[];
  readonly AllowHeaders?: string[];
  readonly ExposeHeaders?: string[];
  readonly AllowCredentials?: boolean;
  readonly MaxAge?: number;
}

export interface Stage {
  readonly name: string;
  readonly variables?: Record<string, string>;
  readonly accessLog?: { readonly group: string; readonly format: string };
  readonly defaultSettings: RouteSettings;
  readonly routeSettings: Record<string, RouteSettings>;
}

export interface RouteSettings {
  readonly ThrottlingRateLimit?: number;
  readonly ThrottlingBurstLimit?: number;
}

export interface Integration {
  readonly functionArn: string;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface Route {
  /** `POST /v1/login`, `ANY /{proxy+}` or `$default`. */
  readonly key: string;
  readonly method: string;
  /** The path's segments; undefined for `$default`. */
  readonly segments?: string[];
  readonly integrationId: string;
  readonly authorizerId?: string;
  readonly scopes: string[];
}

export interface JwtAuthorizer {
  readonly type: 'JWT';
  readonly issuer: string;
  readonly audience: string[];
  readonly identitySource: string;
}

export interface RequestAuthorizer {
  readonly type: 'REQUEST';
  readonly id: string;
  readonly functionArn: string;
  readonly identitySource: string[];
  /** Seconds that an answer is kept. */
  readonly ttl: number;
  readonly simpleResponses: boolean;
}

/** A request as it came over the wire. */
export interface Request {
  readonly method: string;
  /** As sent, without the query. */
  readonly path: string;
  readonly query: string;
  /** Lower-case names; repeated ones joined by a comma. */
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  readonly sourceIp: string;
  readonly protocol: string;
}

export interface Response {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly cookies?: string[];
  readonly body: string | Buffer;
  /** Set where the answer is API Gateway's own and no function's. */
  readonly ownMessage?: string;
}
