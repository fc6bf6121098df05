import { createHash, randomBytes } from 'node:crypto';
import { csrfToken } from './csrf';
import { OAuthRequest } from './request';
import { redirect } from './response';
import { html, page } from '../../html';
import { ServiceResponse, Site } from '../../service';
import { Cognito, own } from '../cognito';
import { sha256 } from '../random';
import { IdentityProvider } from '../state';

/** A person who is away at an identity provider. In memory alone: after a restart they start again. */
export interface Away {
  readonly poolId: string;
  readonly provider: string;
  /** The client's own request, to go on with. */
  readonly query: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Of the browser's CSRF token, so that nobody is signed in as the one who sent them a link. */
  readonly browser: string;
}

interface Federation {
  readonly stub: Site;
  readonly away: Map<string, Away>;
}

const federations = new WeakMap<Cognito, Federation>();
const MOST = 10_000;

export const shareStub = (cognito: Cognito, stub: Site): void => { federations.set(cognito, { stub, away: new Map() }); };
export const stubOf = (cognito: Cognito): Site => federations.get(cognito)!.stub;

/** The addresses that Cognito would use at the provider. Offline the stub stands in for each. */
export const providerUrl = ({ origin, stub }: OAuthRequest, provider: IdentityProvider): string =>
  `${origin}${stub}/${encodeURIComponent(provider.name)}`;
export const responseUrl = ({ origin, root }: OAuthRequest): string => `${origin}${root}/oauth2/idpresponse`;
export const clientIdAt = (provider: IdentityProvider): string => provider.details.client_id ?? 'offline';

export function startFederation(cognito: Cognito, request: OAuthRequest, name: string): ServiceResponse {
  const provider = own(request.pool.identityProviders ?? {}, name);
  if (!provider || provider.type === 'SAML') return notEmulated(name, provider);
  const [state, nonce, verifier] = [0, 1, 2].map(() => randomBytes(32).toString('base64url'));
  const { token, cookies } = csrfToken(request);
  const { away } = federations.get(cognito)!;
  const query = String(request.query);
  away.set(sha256(state), { poolId: request.pool.id, provider: name, query, nonce, verifier, browser: sha256(token) });
  if (away.size > MOST) away.delete(away.keys().next().value!);
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: clientIdAt(provider),
    redirect_uri: responseUrl(request),
    scope: (provider.details.authorize_scopes ?? 'openid').replaceAll(',', ' '),
    state,
    nonce,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  return redirect(`${request.stub}/${encodeURIComponent(name)}/authorize?${parameters}`, cookies);
}

/** Whose answer it is: once, and only in the browser that went away. */
export function returned(cognito: Cognito, request: OAuthRequest, state: string): Away | undefined {
  const { away } = federations.get(cognito)!;
  const one = away.get(sha256(state));
  if (!one || one.poolId !== request.pool.id || one.browser !== sha256(csrfToken(request).token)) return undefined;
  away.delete(sha256(state));
  return one;
}

const notEmulated = (name: string, provider: IdentityProvider | undefined): ServiceResponse => page('Not emulated', provider
  ? html`<p class="error">${name} is a SAML provider, and the offline run does not emulate SAML. Its stub plays OIDC and social providers.</p>`
  : html`<p class="error">The user pool has no identity provider ${name}.</p>`, { status: 501 });
