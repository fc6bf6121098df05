/** What a token says. Of no weight until its signature is checked; the API checks it at each call. */
export type Claims = Record<string, unknown> & { readonly iss: string; readonly sub: string; readonly exp: number; readonly iat: number };

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (character) => character.charCodeAt(0));

const jsonOf = (part: string) => JSON.parse(new TextDecoder().decode(bytesOf(part)));

export const claimsOf = (token: string): Claims => jsonOf(token.split('.')[1]);

export const groupsOf = (token: string): readonly string[] => (claimsOf(token)['cognito:groups'] ?? []) as string[];

/** The pool's public keys, from where its tokens say or the configuration does. */
export async function keysOf(token: string, jwks?: string): Promise<readonly (JsonWebKey & { kid: string })[]> {
  const response = await fetch(jwks ?? `${claimsOf(token).iss}/.well-known/jwks.json`);
  if (!response.ok) {
    throw new Error(`${response.status}`);
  }
  return (await response.json()).keys;
}

/** Whether one of the keys signed the token. */
export async function isSignedBy(keys: readonly (JsonWebKey & { kid: string })[], token: string): Promise<boolean> {
  const [header, payload, signature] = token.split('.');
  const { kid, alg } = jsonOf(header);
  const jwk = keys.find((key) => key.kid === kid);
  if (!jwk || alg !== 'RS256') {
    return false;
  }
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
  return crypto.subtle.verify(algorithm, key, bytesOf(signature), new TextEncoder().encode(`${header}.${payload}`));
}
