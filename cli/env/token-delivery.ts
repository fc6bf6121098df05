import { CommandError } from '../command-error';
import { unreached } from '../unreached';

/**
 * How refresh tokens travel: the API itself says, when it is asked to refresh without any. Where they travel in bodies a field is missing; in cookie
 * mode it is the cookie, or the page is not the app's. Undefined where it wants a key first.
 */
export async function tokenDeliveryOf(url: string, apiKey: string | undefined): Promise<'BODY' | 'COOKIE' | undefined> {
  const headers = { 'content-type': 'application/json', ...apiKey !== undefined && { 'x-api-key': apiKey } };
  const response = await fetch(`${url}/v1/refresh-token`, { method: 'POST', headers, body: '{}', signal: AbortSignal.timeout(35_000) })
    .catch((error: Error) => { throw unreached(error, url); });
  const body = await response.json().catch(() => undefined) as { readonly code?: string } | undefined;
  switch (body?.code) {
    case 'INVALID_REQUEST': return 'BODY';
    case 'INVALID_TOKEN':
    case 'FORBIDDEN': return 'COOKIE';
  }
  if (body !== undefined && body.code === undefined && (response.status === 401 || response.status === 403)) return undefined;
  throw new CommandError(`POST ${url}/v1/refresh-token answers ${response.status}, so this is not the API, or it has no such operation: give --path-prefix where the construct has a `
    + 'pathPrefix, or the API\'s address to --url.');
}
