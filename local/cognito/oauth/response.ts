import { OAuthRequest } from './request';
import { ServiceResponse } from '../../service';

const NO_STORE = { 'cache-control': 'no-store', 'pragma': 'no-cache', 'x-content-type-options': 'nosniff' };

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): ServiceResponse =>
  ({ status, headers: { 'content-type': 'application/json;charset=UTF-8', ...NO_STORE, ...headers }, body: JSON.stringify(value) });

export const redirect = (location: string, cookies: string[] = []): ServiceResponse =>
  ({ status: 302, headers: { location, ...NO_STORE, 'referrer-policy': 'no-referrer' }, cookies, body: '' });

/** An answer of the token endpoint's kind: https://www.rfc-editor.org/rfc/rfc6749#section-5.2. [D] Its status is 400 throughout. */
export class OAuthError extends Error {
  constructor(readonly code: string, readonly description?: string, readonly status = 400, readonly headers: Record<string, string> = {}) {
    super(description ?? code);
  }
}

/** What must not be sent to the callback, for it is not the client's. [O] Cognito shows its own page, at /error. */
export class ErrorPage extends Error {
  constructor(readonly code: string, readonly clientId?: string) {
    super(code);
  }
}

/** [D] What the callback hears. */
export class CallbackError extends Error {
  constructor(readonly redirectUri: string, readonly state: string | undefined, readonly code: string, readonly description?: string) {
    super(description ?? code);
  }
}

export function withParameters(uri: string, parameters: Record<string, string | undefined>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) given.set(name, value);
  return `${uri}${uri.includes('?') ? '&' : '?'}${given}`;
}

export function asResponse(error: unknown, { root }: OAuthRequest): ServiceResponse {
  if (error instanceof OAuthError) {
    return json(error.status, { error: error.code, ...(error.description ? { error_description: error.description } : {}) }, error.headers);
  }
  if (error instanceof ErrorPage) return redirect(withParameters(`${root}/error`, { error: error.code, client_id: error.clientId }));
  if (error instanceof CallbackError) {
    const { redirectUri, state, code, description } = error;
    return redirect(withParameters(redirectUri, { error_description: description, error: code, state }));
  }
  throw error;
}

// [M] Which origins Cognito answers is unverified; no cookie counts here, so any may ask.
export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': 'authorization, content-type, x-amz-user-agent',
  'access-control-max-age': '600',
};

export const withCors = (response: ServiceResponse): ServiceResponse => ({ ...response, headers: { ...response.headers, ...CORS } });
