import { createHash, JsonWebKey, randomBytes } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { authorizePage, identityFrom, refusal } from './authorize-page';
import { Clock, ServiceRequest, ServiceResponse, Site } from '../service';

/**
 * A tiny OpenID provider in which you type who you are. It plays every OIDC and social provider of the template, each below `/<name>`: it asks for
 * no password, knows no clients, and so sends nobody but to this runner's own user pools.
 */
export function createStubProvider(clock: Clock, makeKey: () => Promise<JsonWebKey>): Site {
  const codes = new Map<string, Granted>();
  let key: Promise<JsonWebKey> | undefined;
  const signingKey = () => key ??= makeKey();

  const endpoints: Record<string, (call: Call) => ServiceResponse | Promise<ServiceResponse>> = {
    'GET /.well-known/openid-configuration': ({ issuer }) => json(200, {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks.json`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    }),
    'GET /jwks.json': async () => {
      const { kty, n, e } = await signingKey();
      return json(200, { keys: [{ kty, n, e, kid: 'stub', alg: 'RS256', use: 'sig' }] });
    },
    'GET /authorize': (call) => isOurs(call) ? authorizePage(call.provider, call.action) : refusal(),
    'POST /authorize': (call) => {
      if (!isOurs(call)) return refusal();
      const claims = identityFrom(call.form);
      if (typeof claims === 'string') return authorizePage(call.provider, call.action, claims);
      const state = call.query.get('state') ?? '';
      if (claims === undefined) return back(call, { error: 'access_denied', error_description: 'The person said no', state });
      const code = randomBytes(24).toString('base64url');
      codes.set(code, { claims, query: call.query, expiresAt: clock.now() + 60_000 });
      return back(call, { code, state });
    },
    'POST /token': async ({ form, issuer }) => {
      const code = form.get('code') ?? '';
      const granted = codes.get(code);
      codes.delete(code);
      const fits = granted && clock.now() < granted.expiresAt
        && ['client_id', 'redirect_uri'].every((name) => granted.query.get(name) === form.get(name))
        && granted.query.get('code_challenge') === s256(form.get('code_verifier') ?? '');
      if (!fits) return json(400, { error: 'invalid_grant' });
      const now = Math.floor(clock.now() / 1000);
      const nonce = granted.query.get('nonce');
      const id_token = await new SignJWT({ ...granted.claims, ...(nonce ? { nonce } : {}) })
        .setProtectedHeader({ alg: 'RS256', kid: 'stub' })
        .setIssuer(issuer).setAudience(form.get('client_id')!).setIssuedAt(now).setExpirationTime(now + 300)
        .sign(await importJWK({ ...await signingKey(), alg: 'RS256' }));
      return json(200, { id_token, access_token: randomBytes(24).toString('base64url'), token_type: 'Bearer', expires_in: 300 });
    },
  };

  return async (request) => {
    const call = read(request);
    const name = `${request.method} ${call.path}`;
    return Object.hasOwn(endpoints, name) ? endpoints[name](call) : json(404, { message: 'Not Found' });
  };
}

interface Granted {
  readonly claims: object;
  readonly query: URLSearchParams;
  readonly expiresAt: number;
}

interface Call {
  readonly provider: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly issuer: string;
  /** The request's own address, for the form. */
  readonly action: string;
  /** Where the user pools' domains are. */
  readonly pools: string;
}

function read({ url, signedUrl, headers, body }: ServiceRequest): Call {
  const [path, ...query] = url.split('?');
  const [, provider = '', ...rest] = path.split('/');
  const site = signedUrl.slice(0, signedUrl.length - url.length);
  const origin = `http://${headers.host}`;
  return {
    provider: decoded(provider),
    path: `/${rest.join('/')}`,
    query: new URLSearchParams(query.join('?')),
    form: new URLSearchParams(body.length < 64 * 1024 ? body.toString('utf8') : ''),
    issuer: `${origin}${site}/${provider}`,
    action: signedUrl,
    pools: `${origin}${site.replace(/[^/]+$/, 'auth')}/`,
  };
}

/** As sent where it is no encoding. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function isOurs({ query, pools }: Call): boolean {
  const [uri, ...more] = query.getAll('redirect_uri');
  const below = uri?.startsWith(pools) ? uri.slice(pools.length) : '';
  return more.length === 0 && /^[\w.-]+\/oauth2\/idpresponse$/.test(below) && query.get('response_type') === 'code';
}

const back = ({ query }: Call, parameters: Record<string, string>): ServiceResponse =>
  ({ status: 302, headers: { 'location': `${query.get('redirect_uri')}?${new URLSearchParams(parameters)}`, 'cache-control': 'no-store' }, body: '' });

const json = (status: number, value: unknown): ServiceResponse =>
  ({ status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }, body: JSON.stringify(value) });

const s256 = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
