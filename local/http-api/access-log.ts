import { commonLogTime, decodedPath, domainOf } from './event';
import { Request, Response } from './model';

/** What `$context.…` in a stage's log format can name, by its path below `$context`. */
export type LogContext = Record<string, string | number | undefined>;

/**
 * An access-log line. A variable without a value is a hyphen, as on AWS; values are escaped as in a JSON string, so that
 * nobody can forge a line by what they send.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
export function accessLogLine(format: string, context: LogContext): string {
  return format.replace(/\$context\.([A-Za-z0-9_.:-]*[A-Za-z0-9_])/g, (_, name: string) => {
    const value = context[name];
    if (value === undefined || value === '') {
      return '-';
    }
    const quoted = JSON.stringify(String(value));
    return name === 'error.messageString' ? quoted : quoted.slice(1, -1); // the one that brings its own quotes
  });
}

interface About {
  readonly accountId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly requestId: string;
  /** Milliseconds. */
  readonly latency: number;
  readonly now: number;
}

/** What is known of every request, whichever way it was answered. */
export function requestContext(request: Request, response: Response, about: About): LogContext {
  const domainName = domainOf(request);
  return {
    'accountId': about.accountId,
    'apiId': about.apiId,
    domainName,
    'domainPrefix': domainName.split('.')[0],
    'error.message': response.ownMessage,
    'error.messageString': response.ownMessage,
    'extendedRequestId': about.requestId,
    'httpMethod': request.method,
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': request.headers['user-agent'],
    'path': decodedPath(request.path),
    'protocol': request.protocol,
    'requestId': about.requestId,
    'requestTime': commonLogTime(about.now),
    'requestTimeEpoch': about.now,
    'responseLatency': about.latency,
    'responseLength': Buffer.byteLength(response.body),
    'stage': about.stage,
    'status': response.status,
  };
}

/** Adds what an authorizer said: `$context.authorizer.claims.sub` names a claim, without the `jwt` of the event. */
export function nameAuthorizer(log: LogContext, path: string, value: unknown): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    Object.entries(value).forEach(([name, nested]) => nameAuthorizer(log, name === 'jwt' || name === 'lambda' ? path : `${path}.${name}`, nested));
  } else if (value !== null) {
    log[path] = String(value);
  }
}
