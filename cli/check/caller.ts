import { setTimeout as pause } from 'node:timers/promises';
import type { CheckOptions } from './check';
import { REFRESH_TOKEN_COOKIE } from '../../src/contract/cookie';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Undefined where it is no JSON. */
  readonly body: any;
  readonly milliseconds: number;
}

export interface Call {
  readonly body?: object | string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The longest that API Gateway lets a request take is 30 seconds. */
const TIMEOUT = 35_000;
/** Where many requests come at once, a stage's own limit may be met: that says nothing about the operations. */
const TRIES = 6;

/** A client of the API: sends the API key and the cookie along, and knows what time it is there. */
export class Caller {
  private cookie?: string;
  /** Milliseconds by which the API's clock is ahead of this machine's. */
  private ahead = 0;

  constructor(readonly url: string, private readonly stopped: AbortSignal, private readonly client: Pick<CheckOptions, 'apiKey' | 'origin'>) {}

  now(): number {
    return Date.now() + this.ahead;
  }

  /** Somebody who moved the clock of an offline run says so. */
  setNow(time: number): void {
    this.ahead = time - Date.now();
  }

  /** The refresh token, where it travels in a cookie. */
  get refreshToken(): string | undefined {
    return this.cookie;
  }

  set refreshToken(value: string | undefined) {
    this.cookie = value;
  }

  async call(method: string, path: string, { body, token, headers = {} }: Call = {}): Promise<Answer> {
    const { apiKey, origin = new URL(this.url).origin } = this.client;
    for (let left = TRIES; ; left--) {
      const answer = await this.once(method, path, {
        // In cookie mode the API wants to know whose page it is.
        origin,
        ...apiKey !== undefined && { 'x-api-key': apiKey },
        ...this.cookie !== undefined && { cookie: `${REFRESH_TOKEN_COOKIE}=${this.cookie}` },
        ...body !== undefined && { 'content-type': 'application/json' },
        ...token !== undefined && { authorization: `Bearer ${token}` },
        ...headers,
      }, typeof body === 'object' ? JSON.stringify(body) : body);
      if (!isGatewaysLimit(answer) || left === 1) return answer;
      await pause(500, undefined, { signal: this.stopped });
    }
  }

  private async once(method: string, path: string, headers: Record<string, string>, body: string | undefined): Promise<Answer> {
    const started = performance.now();
    const response = await fetch(this.url + path, { method, headers, body, redirect: 'manual', signal: AbortSignal.any([this.stopped, AbortSignal.timeout(TIMEOUT)]) });
    const text = await response.text();
    this.keep(response.headers);
    return { status: response.status, headers: response.headers, body: parsed(text), milliseconds: Math.round(performance.now() - started) };
  }

  private keep(headers: Headers): void {
    const date = Date.parse(headers.get('date') ?? '');
    // The header knows whole seconds, and took its time: small differences say nothing.
    if (!Number.isNaN(date) && Math.abs(date - this.now()) > 3000) this.ahead = date - Date.now();
    const start = `${REFRESH_TOKEN_COOKIE}=`;
    const cookie = headers.getSetCookie().find((one) => one.startsWith(start));
    if (cookie !== undefined) this.cookie = cookie.slice(start.length).split(';')[0] || undefined;
  }
}

const isGatewaysLimit = ({ status, body }: Answer): boolean => status === 429 && body?.code === undefined;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
