import { Request, Stage } from './model';
import { Match, decode } from './route-match';

export interface RequestIds {
  readonly accountId: string;
  readonly apiId: string;
  readonly requestId: string;
  readonly now: number;
}

/**
 * The event of payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function eventOf(request: Request, match: Match, stage: Stage, ids: RequestIds, authorizer?: unknown): Record<string, any> {
  const { cookie, ...headers } = request.headers;
  const text = isText(request.headers['content-type']);
  const rawPath = decodedPath(request.path);
  const domainName = domainOf(request);
  const query = queryParameters(request.query);
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath,
    rawQueryString: request.query,
    ...cookie && { cookies: cookie.split(/; ?/) },
    headers,
    ...query && { queryStringParameters: query },
    requestContext: {
      accountId: ids.accountId,
      apiId: ids.apiId,
      ...authorizer !== undefined && { authorizer },
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: {
        method: request.method,
        path: rawPath,
        protocol: request.protocol,
        sourceIp: request.sourceIp,
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: ids.requestId,
      routeKey: match.route.key,
      stage: stage.name,
      time: commonLogTime(ids.now),
      timeEpoch: ids.now,
    },
    ...match.pathParameters && { pathParameters: match.pathParameters },
    ...stage.variables && { stageVariables: stage.variables },
    ...request.body.length > 0 && { body: request.body.toString(text ? 'utf8' : 'base64') },
    isBase64Encoded: request.body.length > 0 && !text,
  };
}

/** On AWS the name under which the API was reached; here the loopback's. It never holds a port. */
export function domainOf(request: Request): string {
  return (request.headers.host ?? 'localhost').replace(/:\d+$/, '');
}

/** HTTP APIs pass the path decoded, unlike REST APIs and function URLs. https://github.com/hotsock/voker/pull/8 */
export function decodedPath(path: string): string {
  return path.split('/').map(decode).join('/');
}

/**
 * Whether AWS passes the body as it is. All else is base64, a missing content type and forms too.
 * Measured on AWS in https://github.com/ministackorg/ministack/pull/766
 */
function isText(contentType: string | undefined): boolean {
  return /^(text\/.*|application\/(json|xml|javascript))$/i.test((contentType ?? '').split(';')[0].trim());
}

function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') {
    return undefined;
  }
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    parameters[name] = Object.hasOwn(parameters, name) ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `20/Nov/2026:15:01:14 +0000` */
export function commonLogTime(time: number): string {
  const date = new Date(time);
  const iso = date.toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[date.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
