import { createLocalJWKSet, jwtVerify } from 'jose';
import { grantCode } from './authorization-code';
import { AuthorizationRequest, readAuthorizationRequest } from './authorization-request';
import { openBrowserSession } from './browser-session';
import { Endpoint } from './endpoint';
import { federatedUser } from './federated-user';
import { Away, clientIdAt, providerUrl, responseUrl, returned, stubOf } from './federation';
import { offeredProviders } from './providers';
import { OAuthRequest, parameter } from './request';
import { CallbackError, ErrorPage } from './response';
import { Cognito, own } from '../cognito';
import { Fault } from '../errors';
import { IdentityProvider } from '../state';

/** [D] Where identity providers send people back to. */
export const idpResponse: Endpoint = async (cognito, request) => {
  const away = returned(cognito, request, request.query.get('state') ?? '');
  const provider = away && own(request.pool.identityProviders ?? {}, away.provider);
  // [M] Which error is unverified.
  if (!provider) throw new ErrorPage('invalid_request');
  const authorization = readAuthorizationRequest({ ...request, query: new URLSearchParams(away.query) });
  const refuse = (code: string, text: string) => new CallbackError(authorization.redirectUri, authorization.state, code, text);
  const offered = offeredProviders(authorization.client).includes(provider.name);
  if (!offered) throw refuse('invalid_request', `The client has no identity provider ${provider.name}`);
  // [D] The provider's own error goes on to the client.
  const error = parameter(request.query, 'error');
  if (error) throw refuse(error, request.query.get('error_description') ?? error);
  const user = await signInWith(cognito, request, provider, away, authorization).catch((problem: unknown) => {
    // [O] A trigger's refusal, and what does not fit the pool, in these words.
    throw problem instanceof Fault ? refuse('invalid_request', problem.message) : problem;
  });
  const { session, cookie } = openBrowserSession(cognito, request.root, request.pool, user, provider.name);
  return grantCode(cognito, request.pool, user, session, authorization, [cookie]);
};

async function signInWith(cognito: Cognito, request: OAuthRequest, provider: IdentityProvider, away: Away, { client }: AuthorizationRequest) {
  const claims = await exchange(cognito, request, provider, away);
  return federatedUser(cognito, request.pool, client, provider, claims);
}

/** As with a real provider, but without a socket: code for ID token, and that one checked against the provider's keys. */
async function exchange(cognito: Cognito, request: OAuthRequest, provider: IdentityProvider, away: Away): Promise<Record<string, unknown>> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: request.query.get('code') ?? '',
    redirect_uri: responseUrl(request),
    client_id: clientIdAt(provider),
    code_verifier: away.verifier,
  });
  const answer = await callStub(cognito, request, provider, '/token', form);
  if (answer.id_token === undefined) throw new Fault('InvalidParameterException', `${provider.name} Error - ${answer.error}`);
  const keys = await callStub(cognito, request, provider, '/jwks.json');
  const { payload } = await jwtVerify(answer.id_token, createLocalJWKSet(keys), {
    issuer: providerUrl(request, provider), audience: clientIdAt(provider), currentDate: new Date(cognito.now()),
  });
  if (payload.nonce !== away.nonce) throw new Fault('InvalidParameterException', 'The nonce of the ID token is another one');
  return payload;
}

async function callStub(
  cognito: Cognito, { headers, stub }: OAuthRequest, provider: IdentityProvider, path: string, form?: URLSearchParams,
): Promise<any> {
  const url = `/${encodeURIComponent(provider.name)}${path}`;
  const { body } = await stubOf(cognito)({
    method: form ? 'POST' : 'GET',
    url,
    signedUrl: `${stub}${url}`,
    headers: { 'host': headers.host, 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(String(form ?? '')),
  });
  return JSON.parse(body.toString());
}
