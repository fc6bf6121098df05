import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { IdentityProviderInput, putIdentityProvider } from '../identity-providers';

export function makeUserPoolIdentityProvider(cognito: Cognito, { properties }: Resource): Made {
  const { name } = putIdentityProvider(cognito.pool(properties.UserPoolId), properties as IdentityProviderInput);
  return { ref: name, attributes: {} };
}
