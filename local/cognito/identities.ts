import { Cognito } from './cognito';
import { IdentityProvider, Pool, User } from './state';
import { changeAttributes } from './users';

/** Somebody at an identity provider, as the user's attribute `identities` lists them [D]. */
export interface Identity {
  readonly userId: string;
  readonly providerName: string;
  readonly providerType: string;
  readonly issuer: null;
  /** Whether the user was made by this sign-in, and not linked to it later. */
  readonly primary: boolean;
  readonly dateCreated: number;
}

export const identitiesOf = ({ attributes }: User): Identity[] => JSON.parse(attributes.identities ?? '[]');

export function setIdentities(cognito: Cognito, pool: Pool, user: User, identities: Identity[]): void {
  changeAttributes(pool, user, (attributes) => {
    attributes.identities = JSON.stringify(identities);
    if (identities.length === 0) delete attributes.identities;
  });
  cognito.touch(user);
}

export const newIdentity = (cognito: Cognito, provider: IdentityProvider, userId: string, primary: boolean): Identity =>
  ({ userId, providerName: provider.name, providerType: provider.type, issuer: null, primary, dateCreated: cognito.now() });

/** Whom a sign-in with the provider belongs to: the user that it made, or one that it was linked to. */
export const userOfIdentity = (pool: Pool, providerName: string, userId: string): User | undefined => Object.values(pool.users)
  .find((user) => identitiesOf(user).some((identity) => identity.providerName === providerName && identity.userId === userId));

/** [D] In the ID token the values are strings. */
export function identitiesClaim(user: User): { identities?: object[] } {
  const identities = identitiesOf(user);
  if (identities.length === 0) return {};
  return { identities: identities.map((one) => ({ ...one, primary: String(one.primary), dateCreated: String(one.dateCreated) })) };
}
