import { timingSafeEqual } from 'node:crypto';
import { ServiceRequest } from '../../service';
import { Cognito } from '../cognito';
import { sha256 } from '../random';
import { Pool } from '../state';

/** A request to a user pool's domain. */
export interface OAuthRequest {
  readonly method: string;
  /** Below the domain: `/oauth2/token`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Record<string, string>;
  readonly cookies: Record<string, string>;
  /** Undefined where the body is none, or too long for one. */
  readonly form: URLSearchParams | undefined;
  readonly pool: Pool;
  /** The path of the domain's root: `/_local/auth/example`. */
  readonly root: string;
  /** `http://localhost:4000`, as the caller reached the runner. */
  readonly origin: string;
  /** The path of the stub identity provider. */
  readonly stub: string;
}

const LONGEST_FORM = 64 * 1024;

export function readRequest(cognito: Cognito, { method, url, signedUrl, headers, body }: ServiceRequest): OAuthRequest | undefined {
  const [path, ...query] = url.split('?');
  const [, name = '', ...rest] = path.split('/');
  const pool = Object.values(cognito.state.pools).find(({ domain, customDomain }) => name !== '' && (domain === name || customDomain === name));
  if (!pool) return undefined;
  const site = signedUrl.slice(0, signedUrl.length - url.length);
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');
  return {
    method,
    path: `/${rest.join('/')}`,
    query: new URLSearchParams(query.join('?')),
    headers,
    cookies: cookiesOf(headers.cookie),
    form: isForm && body.length <= LONGEST_FORM ? new URLSearchParams(body.toString('utf8')) : undefined,
    pool,
    root: `${site}/${name}`,
    origin: `http://${headers.host}`,
    stub: site.replace(/[^/]+$/, 'idp'),
  };
}

/** The first of a name counts, as the one of the longest path comes first. */
function cookiesOf(header: string | undefined): Record<string, string> {
  const pairs = (header ?? '').split(';').map((part) => part.trim()).filter((part) => part.includes('='));
  return Object.fromEntries(pairs.reverse().map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
}

/** Whether a parameter comes twice, of which each reader might take another one: https://www.rfc-editor.org/rfc/rfc6749#section-3.1 */
export const repeated = (parameters: URLSearchParams, names: readonly string[] = [...parameters.keys()]): boolean =>
  names.some((name) => parameters.getAll(name).length > 1);

/** A parameter without a value is as good as none. */
export const parameter = (parameters: URLSearchParams, name: string): string | undefined => parameters.get(name) || undefined;

export const sameSecret = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(sha256(one)), Buffer.from(sha256(other)));
