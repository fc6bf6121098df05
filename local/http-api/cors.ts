import { Cors, Request, Response } from './model';
import { wildcardMatch } from '../iam-conditions';

/** The API's own answer to a preflight request. */
export function preflight(cors: Cors, request: Request): Response {
  const origin = allowedOrigin(cors, request);
  const method = request.headers['access-control-request-method'];
  const methodAllowed = cors.AllowMethods?.some((allowed) => allowed === '*' || allowed === method);
  if (origin === undefined || !methodAllowed) {
    return { status: 204, headers: {}, body: '' };
  }
  return {
    status: 204,
    headers: {
      ...originHeaders(cors, origin),
      'access-control-allow-methods': cors.AllowMethods!.join(','),
      ...cors.AllowHeaders && { 'access-control-allow-headers': cors.AllowHeaders.join(',') },
      ...cors.ExposeHeaders && { 'access-control-expose-headers': cors.ExposeHeaders.join(',') },
      ...cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) },
    },
    body: '',
  };
}

/**
 * An integration's answer with the API's CORS headers in place of the integration's own.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
 */
export function withCors(cors: Cors, request: Request, response: Response): Response {
  const headers = Object.fromEntries(Object.entries(response.headers).filter(([name]) => !name.startsWith('access-control-')));
  const origin = allowedOrigin(cors, request);
  if (origin !== undefined) {
    const { vary } = headers;
    Object.assign(headers, originHeaders(cors, origin));
    if (vary !== undefined && headers.vary !== vary) {
      headers.vary = `${vary}, ${headers.vary}`;
    }
    if (cors.ExposeHeaders) {
      headers['access-control-expose-headers'] = cors.ExposeHeaders.join(',');
    }
  }
  return { ...response, headers };
}

function allowedOrigin(cors: Cors, request: Request): string | undefined {
  const origin = request.headers.origin;
  if (origin === undefined || !cors.AllowOrigins) {
    return undefined;
  }
  // Besides `*` there are `https://*` and `http://*`, which answer the origin itself.
  const match = cors.AllowOrigins.find((allowed) => wildcardMatch(allowed.toLowerCase(), origin.toLowerCase()));
  return match === '*' ? '*' : match && origin;
}

function originHeaders(cors: Cors, origin: string): Record<string, string> {
  return {
    'access-control-allow-origin': origin,
    ...cors.AllowCredentials && { 'access-control-allow-credentials': 'true' },
    ...origin !== '*' && { vary: 'Origin' },
  };
}
