/**
 * The cookie that carries the refresh token where `tokenDelivery` is COOKIE. For its prefix browsers take it only over TLS, for exactly this
 * host and all of its paths, so that no other host of the site can plant one.
 * https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes
 */
export const REFRESH_TOKEN_COOKIE = '__Host-refresh_token';
