import { own } from '../cognito';
import { parameter } from './request';
import { Client, Pool } from '../state';

/** [M] A client that names none has the pool's own people: unverified. */
export const offeredProviders = (client: Client): string[] => client.config.SupportedIdentityProviders ?? ['COGNITO'];

/** Which one the request wants, `COGNITO` being the sign-in page; undefined where the person is to choose there. */
export function chosenProvider(
  pool: Pool, client: Client, query: URLSearchParams, refuse: (code: string, description: string) => Error,
): string | undefined {
  const offered = offeredProviders(client);
  const identifier = parameter(query, 'idp_identifier');
  const byIdentifier = identifier && Object.values(pool.identityProviders ?? {}).find(({ identifiers }) => identifiers.includes(identifier));
  const name = parameter(query, 'identity_provider') ?? (byIdentifier ? byIdentifier.name : identifier);
  // [D] The only one there is needs no choice.
  if (name === undefined) return offered.length === 1 ? offered[0] : undefined;
  // [M] Error and text are unverified.
  if (!offered.includes(name) || (name !== 'COGNITO' && !own(pool.identityProviders ?? {}, name))) {
    throw refuse('invalid_request', `The client has no identity provider ${name}`);
  }
  return name;
}
