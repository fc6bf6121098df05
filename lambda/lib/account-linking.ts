import {
  AdminLinkProviderForUserCommand, CognitoIdentityProviderClient, ListUsersCommand, type UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { attributesOf } from './attributes';
import type { FederatedIdentity } from './federated-identity';
import { quoted } from './list-filter';
import { timeLimits } from './time-limits';

/** Cognito gives a trigger 5 seconds, and calls it again by itself when it takes longer. */
const cognito = new CognitoIdentityProviderClient({ maxAttempts: 1, requestHandler: timeLimits });

/** The accounts with a password that have the address; those who came from a provider are no accounts to link to. */
const nativeAccounts = async (UserPoolId: string, email: string): Promise<UserType[]> => {
  const found: UserType[] = [];
  let PaginationToken: string | undefined;
  do {
    const page = await cognito.send(new ListUsersCommand({ UserPoolId, Filter: `email = ${quoted(email)}`, PaginationToken }));
    found.push(...page.Users ?? []);
    ({ PaginationToken } = page);
  } while (PaginationToken);
  return found.filter(({ UserStatus }) => UserStatus !== 'EXTERNAL_PROVIDER');
};

/** Only the owner of the address can have brought an account there, and nobody has locked it. */
const isProven = ({ Attributes, Enabled, UserStatus }: UserType, email: string) => {
  const attributes = attributesOf(Attributes);
  return Enabled === true && UserStatus === 'CONFIRMED' && attributes.email_verified === 'true' && attributes.email?.toLowerCase() === email.toLowerCase();
};

const isLinked = ({ Attributes }: UserType, { providerName, subject }: FederatedIdentity): boolean =>
  (JSON.parse(attributesOf(Attributes).identities ?? '[]') as { providerName?: string; userId?: string }[])
    .some((identity) => identity.providerName === providerName && identity.userId === subject);

/**
 * Links the identity to the account with this address, which the provider has verified, and answers whether there is one: else a new one is made as ever. Where one is
 * there that its owner has not proven, nobody gets in: the account may have been made by someone else, to find the owner's identity in it later.
 */
export const linkToAccountOf = async (UserPoolId: string, email: string, identity: FederatedIdentity): Promise<boolean> => {
  const accounts = await nativeAccounts(UserPoolId, email);
  if (accounts.length === 0) {
    return false;
  }
  const [account] = accounts;
  if (accounts.length > 1 || !isProven(account, email)) {
    throw new Error('There is an account with your email address that is not confirmed or is locked. Confirm it, or ask an administrator, and try again');
  }
  if (isLinked(account, identity)) {
    return true;
  }
  await cognito.send(new AdminLinkProviderForUserCommand({
    UserPoolId,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: account.Username },
    // The one attribute that social providers can be linked by, and OIDC and SAML too.
    SourceUser: { ProviderName: identity.providerName, ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: identity.subject },
  }));
  return true;
};
