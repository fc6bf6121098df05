import type { OAuthConfig } from '../config';
import { Friendly } from '../errors';

/*
 * "Sign in with ...": the authorization code flow with PKCE (RFC 7636), at Cognito's domain.
 *
 * Between leaving for the identity provider and coming back the page is gone, so that `state` and the verifier have to lie somewhere: in
 * sessionStorage, which only this tab sees, and only until it is back. They open nothing without the code that comes back to this very
 * address. No token is ever stored.
 */
const KEY = 'sign-in-under-way';

export interface OAuthTokens {
  readonly id_token: string;
  readonly access_token: string;
  readonly expires_in: number;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');

const random = (): string => base64url(crypto.getRandomValues(new Uint8Array(32)));

const home = (): string => `${location.origin}${location.pathname}`;

/** Leaves for the identity provider. */
export async function signInWith({ domain, clientId, provider }: OAuthConfig): Promise<void> {
  const [state, verifier] = [random(), random()];
  sessionStorage.setItem(KEY, JSON.stringify({ state, verifier }));
  const challenge = base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
  const query = new URLSearchParams({
    response_type: 'code', client_id: clientId, redirect_uri: home(), identity_provider: provider, scope: 'openid email profile',
    state, code_challenge: challenge, code_challenge_method: 'S256',
  });
  location.assign(`${domain}/oauth2/authorize?${query}`);
}

/** The tokens, where the person has just come back with a code; undefined where they have not been away. */
export async function comeBack(oauth: OAuthConfig | undefined): Promise<OAuthTokens | undefined> {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  const answer = new URLSearchParams(location.search);
  if (!oauth || (!answer.has('code') && !answer.has('error'))) {
    return undefined;
  }
  // A reload must not send the code again.
  history.replaceState(null, '', `${location.pathname}${location.hash}`);
  const { state, verifier } = JSON.parse(kept ?? '{}');
  if (!state || answer.get('state') !== state) {
    throw new Friendly('This sign-in was not begun in this tab. Please begin again.');
  }
  if (answer.has('error')) {
    throw new Friendly(`${oauth.provider} did not sign you in. You can try again, or use your password.`);
  }
  const response = await fetch(`${oauth.domain}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code', client_id: oauth.clientId, redirect_uri: home(), code: answer.get('code')!, code_verifier: verifier,
    }),
  }).catch(() => undefined);
  if (!response?.ok) {
    throw new Friendly('The sign-in could not be finished. Please try again.');
  }
  return response.json();
}

/** Ends the session at Cognito's domain, too: otherwise the next sign-in asks nothing. */
export const signOutAt = ({ domain, clientId }: OAuthConfig): void =>
  location.assign(`${domain}/logout?${new URLSearchParams({ client_id: clientId, logout_uri: home() })}`);
