import { abortable } from './abortable';
import { ApiError, isRefusedToken, notSignedIn } from './api-error';
import type { Client, CallOptions } from './client';
import { systemClock, type Clock } from './clock';
import type { Routes } from './contract';
import { emailOf } from './id-token';
import type { AnswerOf, Arguments, InputOf, KeyOf, OwnRoutes } from './route-types';

export interface Tokens {
  readonly id_token: string;
  readonly access_token: string;
  /** Absent in cookie mode, where no script sees it. */
  readonly refresh_token?: string;
  /** Seconds that the access token was good for when it came. */
  readonly expires_in: number;
}

/**
 * STARTED: there are tokens now. REFRESHED: there are new ones. ENDED: the app ended the session, or called what ends all sessions.
 * EXPIRED: the API takes the session's tokens no more, so that the person has to sign in again.
 */
export type SessionEvent = 'STARTED' | 'REFRESHED' | 'ENDED' | 'EXPIRED';

export interface SessionOptions<Own extends OwnRoutes<Own> = object> {
  readonly client: Client<Own>;
  /** The construct's `tokenDelivery`. COOKIE needs a client with `credentials: 'include'`. @default BODY */
  readonly tokenDelivery?: 'BODY' | 'COOKIE';
  /** For tests. @default - the system's */
  readonly clock?: Clock;
}

export interface EndOptions {
  /** DEVICE ends this session alone, and needs sessions to be tracked. @default EVERYWHERE */
  readonly scope?: 'EVERYWHERE' | 'DEVICE';
}

export interface Session<Own extends OwnRoutes<Own> = object> {
  /** The tokens, in memory only; undefined where nobody is signed in. The same object until there are others. */
  readonly tokens: Tokens | undefined;
  /** Takes the tokens of an answer, and says whether it had any: an answer of a sign-in may name a next step instead. */
  start(answer: Partial<Tokens>): boolean;
  /** In cookie mode, goes on with the session of before the page was loaded, if there is one, and says whether there is. */
  resume(): Promise<boolean>;
  /** Calls a route with an access token, which is refreshed first where it is about to expire. */
  call<Key extends KeyOf<Own>>(route: Key, ...request: Arguments<InputOf<Own, Key>, CallOptions>): Promise<AnswerOf<Own, Key>>;
  /** An access token that is good for a while, for what is called in other ways, or takes it in a body. */
  accessToken(options?: CallOptions): Promise<string>;
  /** Calls the listener whenever the tokens change, until the function that it gives back is called. */
  subscribe(listener: (event: SessionEvent) => void): () => void;
  /** Signs out. The tokens are forgotten at once; rejects where the API could not be told, so that the session may go on there. */
  end(options?: EndOptions): Promise<void>;
}

/** Seconds before its expiry from which on an access token is exchanged for another. */
const REFRESH_AHEAD = 60;

/** Successes after which none of the person's sessions is left, though the answer has no `signed_in: false`. */
const LAST_CALLS: readonly string[] = [
  'POST /v1/logout', 'DELETE /v1/users/{user_id}', 'POST /v1/users/{user_id}/reset-mfa',
] satisfies (keyof Routes)[];

/** What administrators do is about somebody else. */
const endsSessions = (route: string, answer: unknown): boolean =>
  LAST_CALLS.includes(route) || (Object(answer).signed_in === false && !route.includes(' /v1/admin/'));

/** The gateway does not let an access token in, or the API does not: what was called has done nothing yet. */
const isStale = (error: unknown): boolean => error instanceof ApiError && error.status === 401 && ['GATEWAY_ERROR', 'INVALID_TOKEN'].includes(error.code);

/** Keeps the tokens of one person, and refreshes them: once for however many calls wait. */
export function createSession<Own extends OwnRoutes<Own> = object>(options: SessionOptions<Own>): Session<Own> {
  const { tokenDelivery, clock = systemClock } = options;
  const client = options.client as unknown as Client;
  const inCookie = tokenDelivery === 'COOKIE';
  const listeners = new Set<(event: SessionEvent) => void>();
  let tokens: Tokens | undefined;
  let email = '';
  let received = 0;
  let refreshing: Promise<Tokens> | undefined;
  /** Changes whenever a session begins or ends: what was asked for in another one counts for nothing. */
  let era = 0;

  const tell = (event: SessionEvent) => listeners.forEach((listener) => listener(event));

  const keep = ({ id_token, access_token, refresh_token, expires_in }: Tokens, event: SessionEvent): Tokens => {
    email = emailOf(id_token);
    received = clock.now();
    tokens = Object.freeze({ id_token, access_token, ...refresh_token !== undefined && { refresh_token }, expires_in });
    const kept = tokens;
    tell(event);
    return kept;
  };

  const forget = (event: SessionEvent) => {
    era++;
    refreshing = undefined;
    if (tokens) {
      tokens = undefined;
      tell(event);
    }
  };

  const secondsLeft = ({ expires_in }: Tokens) => expires_in - (clock.now() - received) / 1000;

  const exchange = async (refresh_token: string | undefined): Promise<Tokens> => {
    if (!inCookie && refresh_token === undefined) {
      throw notSignedIn();
    }
    return client.call('POST /v1/refresh-token', { body: inCookie ? {} : { email, refresh_token } });
  };

  const refresh = (): Promise<Tokens> => {
    if (!refreshing) {
      const began = era;
      const event = tokens ? 'REFRESHED' : 'STARTED';
      const attempt = exchange(tokens?.refresh_token).then((answer) => {
        if (era !== began) {
          throw notSignedIn();
        }
        return keep(answer, event);
      }, (error) => {
        if (era === began && isRefusedToken(error)) {
          forget('EXPIRED');
        }
        throw error;
      }).finally(() => {
        if (refreshing === attempt) {
          refreshing = undefined;
        }
      });
      refreshing = attempt;
    }
    return refreshing;
  };

  /** The tokens, new ones where the access token is about to expire. One that is still good does where no others can be got. */
  const current = async (): Promise<Tokens> => {
    const before = tokens;
    if (!before) {
      throw notSignedIn();
    }
    if (secondsLeft(before) > Math.min(REFRESH_AHEAD, before.expires_in / 2)) {
      return before;
    }
    return refresh().catch((error) => {
      if (tokens === before && secondsLeft(before) > 0) {
        return before;
      }
      throw error;
    });
  };

  const session: Omit<Session, 'tokens'> = {
    start(answer) {
      const { id_token, access_token, refresh_token, expires_in } = answer;
      if (id_token === undefined || access_token === undefined || expires_in === undefined) {
        return false;
      }
      era++;
      refreshing = undefined;
      keep({ id_token, access_token, refresh_token, expires_in }, 'STARTED');
      return true;
    },

    async resume() {
      if (!tokens && inCookie) {
        await refresh().catch((error) => {
          if (!isRefusedToken(error)) {
            throw error;
          }
        });
      }
      return tokens !== undefined;
    },

    async call(route: string, request: CallOptions = {}) {
      const began = era;
      const send = ({ access_token: token }: Tokens): Promise<unknown> => client.call(route as never, { ...request, token } as never);
      const used = await abortable(current(), request.signal);
      const answer = await send(used).catch(async (error) => {
        if (!isStale(error) || era !== began) {
          throw error;
        }
        // Another call may have been told the same, and have refreshed since.
        return send(tokens === used ? await abortable(refresh(), request.signal) : tokens!);
      });
      if (era === began && endsSessions(route, answer)) {
        forget('ENDED');
      }
      return answer as never;
    },

    async accessToken({ signal } = {}) {
      return (await abortable(current(), signal)).access_token;
    },

    subscribe(listener) {
      listeners.add(listener);
      return () => { listeners.delete(listener); };
    },

    async end({ scope } = {}) {
      const last = tokens;
      const isExpired = last && secondsLeft(last) <= 0;
      forget('ENDED');
      if (!last && !inCookie) {
        return;
      }
      try {
        // The API ends nothing by an access token that has expired. In cookie mode the cookie does.
        const { access_token, refresh_token } = isExpired && !inCookie ? await exchange(last.refresh_token) : { ...last };
        await client.call('POST /v1/logout', {
          body: { ...scope && { scope }, ...access_token !== undefined && { access_token }, ...!inCookie && { email, ...scope === 'DEVICE' && { refresh_token } } },
        });
      } catch (error) {
        // There is nothing left to end.
        if (!isRefusedToken(error)) {
          throw error;
        }
      }
    },
  };
  // Not enumerable: what writes the session down, writes no tokens.
  return Object.defineProperty(session, 'tokens', { get: () => tokens }) as unknown as Session<Own>;
}
