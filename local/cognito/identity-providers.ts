import { invalidParameter } from './errors';
import { IdentityProvider, Pool } from './state';

// [D] A social provider can only have the name of its type.
const SOCIAL = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];
const TYPES = [...SOCIAL, 'OIDC', 'SAML'];

export interface IdentityProviderInput {
  readonly ProviderName: string;
  readonly ProviderType: string;
  readonly ProviderDetails?: Record<string, string>;
  readonly AttributeMapping?: Record<string, string>;
  readonly IdpIdentifiers?: string[];
}

/**
 * The stub plays it: of its details the client's id and the scopes are used. A secret is not, nor is a `{{resolve:secretsmanager:...}}` in its
 * place: nobody asks for it, so it need not be there.
 */
export function putIdentityProvider(pool: Pool, input: IdentityProviderInput): IdentityProvider {
  const { ProviderName: name, ProviderType: type, ProviderDetails = {}, AttributeMapping: mapping = {}, IdpIdentifiers: identifiers = [] } = input;
  // [M] The texts are unverified.
  if (!TYPES.includes(type)) throw invalidParameter(`${type} is not a type of identity provider`);
  if (SOCIAL.includes(type) && name !== type) throw invalidParameter(`The provider of the type ${type} must have the name ${type}`);
  if (!/^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}]{0,31}$/u.test(name)) throw invalidParameter(`${name} is not a valid name of an identity provider`);
  const { client_id, authorize_scopes } = ProviderDetails;
  const provider = { name, type, details: { client_id, authorize_scopes }, mapping, identifiers };
  pool.identityProviders = { ...pool.identityProviders, [name]: provider };
  return provider;
}
