import { own } from '../cognito';
import { OAuthRequest, parameter, repeated } from './request';
import { CallbackError, ErrorPage } from './response';
import { requestedScopes } from '../scopes';
import { Client, Pool } from '../state';

/** What a client asks a person for, by /oauth2/authorize or /login, once it is known to be in order. */
export interface AuthorizationRequest {
  readonly client: Client;
  readonly redirectUri: string;
  readonly scopes: string[];
  readonly state?: string;
  readonly nonce?: string;
  readonly challenge?: string;
  readonly prompt: string[];
  readonly loginHint?: string;
}

/** Throws an `ErrorPage` while it is not certain whose the callback is, and a `CallbackError` from then on. */
export function readAuthorizationRequest({ pool, query }: OAuthRequest): AuthorizationRequest {
  if (repeated(query, ['client_id', 'redirect_uri'])) throw new ErrorPage('invalid_request');
  const client = clientOf(pool, query);
  const redirectUri = redirectUriOf(client, query);
  const state = parameter(query, 'state');
  const refuse = (code: string, description?: string) => new CallbackError(redirectUri, state, code, description);
  if (repeated(query)) throw refuse('invalid_request', 'A parameter is given twice');
  // [D] It would become the token's audience.
  if (query.has('resource')) throw refuse('invalid_request', 'The offline Cognito does not have the parameter resource');
  checkResponseType(client, query.get('response_type'), refuse);
  const challenge = challengeOf(query, refuse);
  const scopes = requestedScopes(pool, client, query.get('scope') ?? undefined);
  if (!scopes) throw refuse('invalid_scope');
  const prompt = (query.get('prompt') ?? '').split(' ').filter(Boolean);
  return { client, redirectUri, scopes, state, nonce: parameter(query, 'nonce'), challenge, prompt, loginHint: parameter(query, 'login_hint') };
}

type Refuse = (code: string, description?: string) => CallbackError;

export function clientOf(pool: Pool, query: URLSearchParams): Client {
  const id = parameter(query, 'client_id');
  const client = id === undefined ? undefined : own(pool.clients, id);
  // [M] Which error is unverified.
  if (!client) throw new ErrorPage('invalid_request', id);
  return client;
}

function redirectUriOf(client: Client, query: URLSearchParams): string {
  const { CallbackURLs: callbacks = [], DefaultRedirectURI: preset, AllowedOAuthFlowsUserPoolClient: enabled } = client.config;
  // [M] Which error is unverified.
  if (enabled !== true) throw new ErrorPage('unauthorized_client', client.id);
  const uri = parameter(query, 'redirect_uri') ?? preset;
  if (uri === undefined) throw new ErrorPage('invalid_request', client.id);
  // [D] To the letter; [O] the error.
  if (!callbacks.includes(uri)) throw new ErrorPage('redirect_mismatch', client.id);
  return uri;
}

function checkResponseType(client: Client, type: string | null, refuse: Refuse): void {
  const flows: string[] = client.config.AllowedOAuthFlows ?? [];
  if (type !== 'code' && type !== 'token') throw refuse('invalid_request', 'response_type must be code');
  // [D]
  if (!flows.includes(type === 'code' ? 'code' : 'implicit')) throw refuse('unauthorized_client');
  if (type === 'token') throw refuse('unsupported_response_type', 'The offline Cognito does not have the implicit grant');
}

/** [D] S256 only, and never a challenge without its method, which would mean `plain`. */
function challengeOf(query: URLSearchParams, refuse: Refuse): string | undefined {
  const challenge = query.get('code_challenge');
  const method = query.get('code_challenge_method');
  if (challenge === null && method === null) return undefined;
  if (method !== 'S256') throw refuse('invalid_request', 'code_challenge_method must be S256');
  // https://www.rfc-editor.org/rfc/rfc7636#section-4.2: a SHA-256 in base64url.
  if (!/^[\w-]{43}$/.test(challenge ?? '')) throw refuse('invalid_request', 'code_challenge is not one of S256');
  return challenge!;
}
