import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { Functions, InvocationError } from '../lambda/functions';
import { Logs } from '../logs';
import { Clock } from '../service';
import { accessLogLine, LogContext, nameAuthorizer, requestContext } from './access-log';
import { preflight, withCors } from './cors';
import { eventOf } from './event';
import { JwtDecider, KeysOf } from './jwt-authorizer';
import { Request, Response, Route, Stage } from './model';
import { RequestDecider } from './request-authorizer';
import { HttpApiResources } from './resources';
import { ownAnswer, responseOf } from './response';
import { Match, matchRoute } from './route-match';
import { Throttle } from './throttle';

export interface HttpApiOptions {
  readonly resources: HttpApiResources;
  readonly functions: Functions;
  readonly logs: Logs;
  readonly clock: Clock;
  readonly accountId: string;
  /** `arn:aws:execute-api:us-east-1:123456789012:` */
  readonly arnPrefix: string;
  readonly keysOf: KeysOf;
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
const MOST_BODY = 10 * 1024 * 1024;
const MOST_HEADERS = 10_240;

/** Answers requests as API Gateway's HTTP APIs do. */
export class HttpApi {
  private readonly throttle: Throttle;
  private readonly jwt: JwtDecider;
  private readonly lambda: RequestDecider;

  constructor(private readonly options: HttpApiOptions) {
    this.throttle = new Throttle(options.clock);
    this.jwt = new JwtDecider(options.clock, options.keysOf);
    this.lambda = new RequestDecider(options.clock, (arn, event, source) => this.invoke(arn, event, source));
  }

  /** Whether a route is there for it; all else is answered with 404, but for preflight requests. */
  takes(method: string, path: string): boolean {
    const located = this.locate(path);
    return located !== undefined && matchRoute(this.options.resources.routes, method, located.path) !== undefined;
  }

  async handle(request: Request): Promise<Response> {
    const { resources, clock, logs, accountId } = this.options;
    const started = performance.now();
    const requestId = randomBytes(11).toString('base64');
    const log: LogContext = {};
    const located = this.locate(request.path);
    const response = located ? await this.answer(request, located.stage, located.path, requestId, log) : ownAnswer(404, 'Not Found');
    const answered = { ...response, headers: { ...response.headers, 'apigw-requestid': requestId } };
    if (located?.stage.accessLog) {
      const { group, format } = located.stage.accessLog;
      const latency = Math.round(performance.now() - started);
      const about = { accountId, apiId: resources.api.id, stage: located.stage.name, requestId, latency, now: clock.now() };
      logs.write(group, accessLogLine(format, { ...requestContext(request, answered, about), ...log }));
    }
    return answered;
  }

  /** A stage of its own name is the path's first segment; all else is the `$default` stage's. */
  private locate(path: string): { stage: Stage; path: string } | undefined {
    const [, first] = path.split('/');
    const named = this.options.resources.stages.find((stage) => stage.name === first);
    if (named) {
      return { stage: named, path: path.slice(first.length + 1) || '/' };
    }
    const stage = this.options.resources.stages.find((one) => one.name === '$default');
    return stage && { stage, path };
  }

  private async answer(request: Request, stage: Stage, path: string, requestId: string, log: LogContext): Promise<Response> {
    const { cors } = this.options.resources.api;
    if (headerSize(request) > MOST_HEADERS) {
      return ownAnswer(431, 'Request Header Fields Too Large');
    }
    const match = matchRoute(this.options.resources.routes, request.method, path);
    if (cors && request.method === 'OPTIONS' && (!match || match.route.key === '$default')) {
      return preflight(cors, request);
    }
    if (!match) {
      return ownAnswer(404, 'Not Found');
    }
    log.routeKey = match.route.key;
    if (request.body.length > MOST_BODY) {
      return ownAnswer(413, 'Request Entity Too Large');
    }
    if (!this.throttle.admits(stage, match.route.key)) {
      return ownAnswer(429, 'Too Many Requests');
    }
    const now = this.options.clock.now();
    const event = (authorizer?: unknown): Record<string, any> =>
      eventOf(request, match, stage, { accountId: this.options.accountId, apiId: this.options.resources.api.id, requestId, now }, authorizer);
    const verdict = await this.authorize(request, match, stage, event);
    if (verdict?.refusal) {
      log['authorizer.error'] = verdict.reason;
      return verdict.refusal;
    }
    if (verdict) {
      nameAuthorizer(log, 'authorizer', verdict.authorizer);
    }
    const response = await this.integrate(match.route, stage, event(verdict?.authorizer), log);
    return cors ? withCors(cors, request, response) : response;
  }

  private async authorize(request: Request, { route }: Match, stage: Stage, event: () => Record<string, any>):
  Promise<{ authorizer: any; refusal?: undefined } | { refusal: Response; reason: string } | undefined> {
    const authorizer = route.authorizerId === undefined ? undefined : this.options.resources.authorizers.get(route.authorizerId)!;
    if (!authorizer) {
      return undefined;
    }
    if (authorizer.type === 'JWT') {
      const verdict = await this.jwt.decide(authorizer, route.scopes, request);
      return verdict.refusal ? verdict : { authorizer: { jwt: verdict.context } };
    }
    const routeArn = `${this.options.arnPrefix}${this.options.resources.api.id}/${stage.name}/${sourcePathOf(route)}`;
    const verdict = await this.lambda.decide(authorizer, event(), routeArn, request);
    return verdict.refusal ? verdict : { authorizer: verdict.context };
  }

  private async integrate(route: Route, stage: Stage, event: unknown, log: LogContext): Promise<Response> {
    const integration = this.options.resources.integrations.get(route.integrationId)!;
    const started = performance.now();
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new IntegrationTimeout('Endpoint request timed out')), integration.timeout);
    });
    let response: Response | undefined;
    try {
      const result = await Promise.race([this.invoke(integration.functionArn, event, `${stage.name}/${sourcePathOf(route)}`), tooLong]);
      response = responseOf(result);
      log.integrationStatus = 200;
      if (response) {
        log['integration.status'] = response.status;
      } else {
        log.integrationErrorMessage = 'The response from the Lambda function doesn\'t match the format that API Gateway expects.';
      }
    } catch (error) {
      log.integrationErrorMessage = log['integration.error'] = (error as Error).message;
      if (error instanceof IntegrationTimeout || (error instanceof InvocationError && error.timedOut)) {
        response = ownAnswer(503, 'Service Unavailable');
      } else if (error instanceof InvocationError && error.errorType === 'RequestEntityTooLargeException') {
        response = ownAnswer(413, 'Request Entity Too Large');
      }
    } finally {
      clearTimeout(timer);
      log.integrationLatency = log['integration.latency'] = Math.round(performance.now() - started);
    }
    return response ?? ownAnswer(500, 'Internal Server Error');
  }

  private invoke(functionArn: string, event: unknown, sourcePath: string): Promise<unknown> {
    const sourceArn = `${this.options.arnPrefix}${this.options.resources.api.id}/${sourcePath}`;
    return this.options.functions.invoke(functionArn, event, { principal: 'apigateway.amazonaws.com', sourceArn });
  }
}

class IntegrationTimeout extends Error {}

/** `POST/v1/login`, as in the ARN of a permission. */
function sourcePathOf(route: Route): string {
  return route.segments ? `${route.method}/${route.segments.join('/')}` : '$default';
}

/** Request line and header values together. */
function headerSize(request: Request): number {
  const line = `${request.method} ${request.path}?${request.query} ${request.protocol}`;
  return Buffer.byteLength(line) + Object.values(request.headers).reduce((sum, value) => sum + Buffer.byteLength(value), 0);
}
