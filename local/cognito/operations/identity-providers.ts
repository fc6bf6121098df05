import { Cognito, own, seconds } from '../cognito';
import { Fault, invalidParameter } from '../errors';
import { identitiesOf, newIdentity, setIdentities, userOfIdentity } from '../identities';
import { IdentityProviderInput, putIdentityProvider } from '../identity-providers';
import { operations } from '../operation';
import { Pool, User } from '../state';
import { existingUser } from '../users';

interface ProviderUser {
  readonly ProviderName?: string;
  readonly ProviderAttributeName?: string;
  readonly ProviderAttributeValue?: string;
}

interface LinkInput {
  readonly UserPoolId: string;
  readonly DestinationUser: ProviderUser;
  readonly SourceUser: ProviderUser;
}

// [D]
const MOST_IDENTITIES = 5;
const NATIVE = 'Cognito';

/** [D] Both say who is meant: the provider, and the subject there. */
function named(user: ProviderUser): { provider: string; value: string } {
  const { ProviderName: provider, ProviderAttributeName: attribute, ProviderAttributeValue: value } = user;
  if (!provider || !value) throw invalidParameter('ProviderName and ProviderAttributeValue are required');
  if (provider !== NATIVE && attribute !== 'Cognito_Subject') {
    throw invalidParameter('the offline Cognito finds external users by Cognito_Subject only');
  }
  return { provider, value };
}

function link(cognito: Cognito, pool: Pool, input: LinkInput): void {
  const source = named(input.SourceUser);
  const destination = named(input.DestinationUser);
  // [O]
  if (source.provider === NATIVE) {
    throw invalidParameter('Invalid SourceUser: Cognito users with a username/password may not be passed in as a SourceUser, only as a DestinationUser');
  }
  const provider = own(pool.identityProviders ?? {}, source.provider);
  // [M] unverified
  if (!provider) throw new Fault('ResourceNotFoundException', `Identity provider ${source.provider} does not exist.`);
  const user = destination.provider === NATIVE ? existingUser(pool, destination.value) : externalUser(pool, destination);
  const owner = userOfIdentity(pool, provider.name, source.value);
  // [M] The texts of both are unverified.
  if (owner === user) throw invalidParameter('SourceUser is already linked to DestinationUser');
  if (owner) throw invalidParameter('Merging is not currently supported, provide a SourceUser that has not been signed up or linked');
  const identities = identitiesOf(user);
  // [D] the number; [M] the error
  if (identities.length >= MOST_IDENTITIES) {
    throw new Fault('LimitExceededException', `A user can be linked to ${MOST_IDENTITIES} identities at most`);
  }
  setIdentities(cognito, pool, user, [...identities, newIdentity(cognito, provider, source.value, false)]);
}

function externalUser(pool: Pool, { provider, value }: { provider: string; value: string }): User {
  const user = userOfIdentity(pool, provider, value);
  return user ?? existingUser(pool, `${provider}_${value}`);
}

/** [D] A person's own password, the link to an identity, or what remains: the whole user of that identity. */
function disable(cognito: Cognito, pool: Pool, who: ProviderUser): void {
  const { provider, value } = named(who);
  const user = provider === NATIVE ? existingUser(pool, value) : externalUser(pool, { provider, value });
  if (provider === NATIVE) {
    delete user.password;
  } else if (identitiesOf(user).some((one) => one.primary && one.providerName === provider && one.userId === value)) {
    // [M] That such a user is disabled, rather than deleted, is unverified.
    user.enabled = false;
  } else {
    setIdentities(cognito, pool, user, identitiesOf(user).filter((one) => one.providerName !== provider || one.userId !== value));
  }
  cognito.touch(user);
}

export const identityProviderOperations = operations({
  CreateIdentityProvider: {
    signed: true,
    required: ['UserPoolId', 'ProviderName', 'ProviderType', 'ProviderDetails'],
    optional: ['AttributeMapping', 'IdpIdentifiers'],
    run(cognito, input: IdentityProviderInput & { UserPoolId: string }) {
      putIdentityProvider(cognito.pool(input.UserPoolId), input);
      return { IdentityProvider: { ...input, CreationDate: seconds(cognito.now()), LastModifiedDate: seconds(cognito.now()) } };
    },
  },
  AdminLinkProviderForUser: {
    signed: true,
    required: ['UserPoolId', 'DestinationUser', 'SourceUser'],
    run(cognito, input: LinkInput) {
      link(cognito, cognito.pool(input.UserPoolId), input);
      return {};
    },
  },
  AdminDisableProviderForUser: {
    signed: true,
    required: ['UserPoolId', 'User'],
    run(cognito, input: { UserPoolId: string; User: ProviderUser }) {
      disable(cognito, cognito.pool(input.UserPoolId), input.User);
      return {};
    },
  },
});
