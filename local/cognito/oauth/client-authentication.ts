import { own } from '../cognito';
import { Client } from '../state';
import { OAuthRequest, parameter, sameSecret } from './request';
import { OAuthError } from './response';

interface Credentials {
  readonly id?: string;
  readonly secret?: string;
}

/** [D] By client_secret_basic or client_secret_post; a client without a secret by its id alone. */
export function authenticateClient({ headers, pool }: OAuthRequest, form: URLSearchParams, status = 400): Client {
  const basic = basicCredentials(headers.authorization, status);
  const posted: Credentials = { id: parameter(form, 'client_id'), secret: parameter(form, 'client_secret') };
  // https://www.rfc-editor.org/rfc/rfc6749#section-2.3: one method at a time.
  if (basic && (posted.secret !== undefined || (posted.id !== undefined && posted.id !== basic.id))) {
    throw new OAuthError('invalid_request', 'The client authenticates in two ways');
  }
  const { id, secret } = basic ?? posted;
  if (id === undefined) throw new OAuthError('invalid_request', 'client_id is missing');
  const client = own(pool.clients, id);
  if (!client || !hasSecret(client, secret)) throw new OAuthError('invalid_client', client && 'invalid_client_secret', status);
  return client;
}

const hasSecret = (client: Client, secret: string | undefined): boolean =>
  client.secret === undefined || secret === undefined ? client.secret === secret : sameSecret(client.secret, secret);

function basicCredentials(header: string | undefined, status: number): Credentials | undefined {
  if (header === undefined) return undefined;
  const [, encoded] = /^basic ([\w+/]+=*)$/i.exec(header.trim()) ?? [];
  const pair = encoded && Buffer.from(encoded, 'base64').toString('utf8');
  if (!pair || !pair.includes(':')) throw new OAuthError('invalid_client', undefined, status);
  const [id, secret] = [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)];
  // Both are form-encoded before: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1. Ids and secrets of Cognito look the same either way.
  return { id, secret: secret || undefined };
}
