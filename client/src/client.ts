import { addressOf } from './address';
import { errorOf, readAnswer } from './answer';
import { ApiError } from './api-error';
import { systemClock, type Clock } from './clock';
import { waitBeforeRetry } from './retry';
import type { AnswerOf, Arguments, InputOf, KeyOf, OwnRoutes } from './route-types';

export interface ClientOptions {
  /** Where the API is, with the `pathPrefix` if there is one, such as the stack's output ApiUrl: `https://auth.example.com`. */
  readonly url: string;
  /** Sent as `x-api-key`. Whoever has your app has it too. */
  readonly apiKey?: string;
  /** @default - the global one */
  readonly fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** `include` where the API delivers the refresh token in a cookie (`tokenDelivery: COOKIE`). @default - that of fetch: `same-origin` */
  readonly credentials?: 'omit' | 'same-origin' | 'include';
  /** Milliseconds that a call may take, with its retries. @default 30000 */
  readonly timeout?: number;
  /** For tests. @default - the system's */
  readonly clock?: Clock;
}

export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

export interface TokenOptions extends CallOptions {
  /** An access token, or where the route takes it an ID token. */
  readonly token?: string;
}

export interface Client<Own extends OwnRoutes<Own> = object> {
  /** Calls a route, and answers what it answers. Rejects with an ApiError where it fails. */
  call<Key extends KeyOf<Own>>(route: Key, ...request: Arguments<InputOf<Own, Key>, TokenOptions>): Promise<AnswerOf<Own, Key>>;
}

interface Request extends TokenOptions {
  readonly path?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
}

/** A client of the API. `Own` names routes that you have added yourself: `createClient<{ 'GET /v1/reports': { answer: Report[] } }>(...)`. */
export function createClient<Own extends OwnRoutes<Own> = object>(options: ClientOptions): Client<Own> {
  const { apiKey, credentials, timeout = 30_000, clock = systemClock } = options;
  const url = options.url.replace(/\/+$/, '');
  // Looked up at each call, and called without a `this`, as browsers insist.
  const send = options.fetch ?? ((address: string, init: RequestInit) => fetch(address, init));

  const call = async (route: string, { path, query, body, token, signal }: Request = {}): Promise<unknown> => {
    const method = route.split(' ')[0];
    const address = url + addressOf(route, path, query);
    const expired = AbortSignal.timeout(timeout);
    const deadline = clock.now() + timeout;
    const init: RequestInit = {
      method,
      credentials,
      headers: {
        ...apiKey !== undefined && { 'x-api-key': apiKey },
        ...token !== undefined && { authorization: `Bearer ${token}` },
        ...body !== undefined && { 'content-type': 'application/json' },
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: signal ? AbortSignal.any([signal, expired]) : expired,
    };
    for (let attempt = 0; ; attempt++) {
      try {
        return await readAnswer(await send(address, init));
      } catch (cause) {
        signal?.throwIfAborted();
        const error = cause instanceof ApiError ? cause : errorOf(expired.aborted ? 'TIMEOUT' : 'NETWORK_ERROR');
        const wait = waitBeforeRetry(error, method, attempt, clock);
        if (wait === undefined || clock.now() + wait >= deadline) {
          throw error;
        }
        await clock.sleep(wait, init.signal!).catch(() => {
          signal?.throwIfAborted();
          throw error;
        });
      }
    }
  };
  return { call } as Client<Own>;
}
