import { cookieMode } from 'contract:row';
import { environment } from './environment';
import { HttpError } from './http-error';
import { isLoopback } from './loopback';
import type { HttpEvent } from './request';
import { REFRESH_TOKEN_COOKIE } from '../../src/contract/cookie';

/** What the cookie changes in this operation; undefined where refresh tokens travel in bodies. */
export const inCookieMode = environment.COOKIE_MAX_AGE === undefined ? undefined : cookieMode;

/** Browsers trust this machine without TLS, as they do for `Secure` cookies. */
const ownOrigin = ({ headers, requestContext: { domainName } }: HttpEvent) =>
  isLoopback(domainName) ? `http://${headers.host}` : `https://${domainName}`;

/**
 * Browsers send the cookie along whoever's page makes the request, but always say whose page it is: it has to be one of ours. SameSite alone would
 * let the pages of every other host of the site in. Who is no browser must say it, too.
 */
export const assertOurPage = (event: HttpEvent): void => {
  if (!inCookieMode || (!inCookieMode.reads && inCookieMode.answer !== 'SETS')) {
    return;
  }
  const { origin } = event.headers;
  if (origin === undefined || ![ownOrigin(event), ...environment.COOKIE_ORIGINS!.split(' ')].includes(origin)) {
    throw new HttpError('FORBIDDEN');
  }
};

/** The token that the cookie carries. A cookie that holds none is as good as no cookie. */
export const refreshTokenOf = ({ cookies = [] }: HttpEvent): string | undefined => {
  const start = `${REFRESH_TOKEN_COOKIE}=`;
  return cookies.find((cookie) => cookie.startsWith(start))?.slice(start.length) || undefined;
};

const cookieOf = (value: string, maxAge: string) => `${REFRESH_TOKEN_COOKIE}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; Secure; SameSite=Strict`;

/** A success as it leaves: in cookie mode no body holds a refresh token, and where all sessions end, the cookie goes. */
export const delivered = (answer: object & { refresh_token?: string; signed_in?: boolean }): { body: object; cookies?: string[] } => {
  if (!inCookieMode) {
    return { body: answer };
  }
  const { refresh_token, ...body } = answer;
  // Who is told to be signed in still needs it.
  if (inCookieMode.answer === 'CLEARS') {
    return answer.signed_in ? { body } : { body, cookies: [cookieOf('', '0')] };
  }
  return { body, ...refresh_token !== undefined && { cookies: [cookieOf(refresh_token, environment.COOKIE_MAX_AGE!)] } };
};
