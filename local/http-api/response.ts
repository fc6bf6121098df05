import { Response } from './model';

/** An answer of API Gateway's own. */
export function ownAnswer(status: number, message: string, headers: Record<string, string> = {}): Response {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ message }), ownMessage: message };
}

/** These are API Gateway's to set. */
const NOT_PASSED_ON = ['connection', 'content-length', 'date', 'keep-alive', 'server', 'transfer-encoding', 'upgrade'];

/** What a function's result of payload format 2.0 becomes; undefined when it is malformed. */
export function responseOf(result: any): Response | undefined {
  if (typeof result !== 'object' || result === null || result.statusCode === undefined) {
    // Without a status code the result itself is the body.
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const status = Number(result.statusCode);
  const body = result.body ?? '';
  if (!Number.isInteger(status) || status < 100 || status > 599 || typeof body !== 'string') {
    return undefined;
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(result.headers ?? {})) {
    if (!['string', 'number', 'boolean'].includes(typeof value)) {
      return undefined;
    }
    if (!NOT_PASSED_ON.includes(name.toLowerCase())) {
      headers[name.toLowerCase()] = String(value);
    }
  }
  if (body !== '' && headers['content-type'] === undefined) {
    headers['content-type'] = 'text/plain;charset=UTF-8';
  }
  if (result.cookies !== undefined && !(Array.isArray(result.cookies) && result.cookies.every((cookie: unknown) => typeof cookie === 'string'))) {
    return undefined;
  }
  return { status, headers, cookies: result.cookies, body: result.isBase64Encoded ? Buffer.from(body, 'base64') : body };
}
