import { randomBytes } from 'node:crypto';
import { cookieLine } from './browser-session';
import { OAuthRequest, sameSecret } from './request';

// [O] the name
const COOKIE = 'XSRF-TOKEN';
const FORM = /^[\w-]{43}$/;

/** The token that this browser has, or a new one with the cookie to set. */
export function csrfToken({ cookies, root }: OAuthRequest): { token: string; cookies: string[] } {
  if (FORM.test(cookies[COOKIE] ?? '')) return { token: cookies[COOKIE], cookies: [] };
  const token = randomBytes(32).toString('base64url');
  return { token, cookies: [cookieLine(root, COOKIE, token, 3600)] };
}

/**
 * Whether the form is one that we gave to this browser. The cookie alone does not do: ports of one host share their cookies, so a page of another
 * port could have set it. Browsers name the page's origin with every POST.
 */
export function isOwnForm({ headers, origin, cookies, form }: OAuthRequest): boolean {
  const token = form?.get('_csrf') ?? '';
  const ours = headers.origin === undefined || headers.origin === origin;
  return ours && FORM.test(token) && sameSecret(token, cookies[COOKIE] ?? '');
}
