import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { invalidParameter } from '../errors';

// [D] A social provider can only have the name of its type.
const SOCIAL = ['Facebook', 'Google', 'LoginWithAmazon', 'SignInWithApple'];
const TYPES = [...SOCIAL, 'OIDC', 'SAML'];

/**
 * The stub plays it: of its details the client's id and the scopes are used. A secret is not, nor is a `{{resolve:secretsmanager:...}}` in its
 * place: nobody asks for it, so it need not be there.
 */
export function makeUserPoolIdentityProvider(cognito: Cognito, { properties }: Resource): Made {
  const { UserPoolId: poolId, ProviderName: name, ProviderType: type, ProviderDetails: details = {}, AttributeMapping: mapping = {} } = properties;
  if (!TYPES.includes(type)) throw invalidParameter(`${type} is not a type of identity provider`);
  if (SOCIAL.includes(type) && name !== type) throw invalidParameter(`The provider of the type ${type} must have the name ${type}`);
  if (!/^[^_\p{Z}][\p{L}\p{M}\p{S}\p{N}\p{P}]{0,31}$/u.test(name)) throw invalidParameter(`${name} is not a valid name of an identity provider`);
  const pool = cognito.pool(poolId);
  const { client_id, authorize_scopes } = details;
  const provider = { name, type, details: { client_id, authorize_scopes }, mapping, identifiers: properties.IdpIdentifiers ?? [] };
  pool.identityProviders = { ...pool.identityProviders, [name]: provider };
  return { ref: name, attributes: {} };
}
