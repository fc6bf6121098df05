import { IRole } from 'aws-cdk-lib/aws-iam';

/** Which role someone gets whose groups do not decide it. */
export enum AmbiguousRoleResolution {
  /** The one of everybody who is signed in. */
  AUTHENTICATED_ROLE = 'AuthenticatedRole',
  /** None: there are no credentials for this person. */
  DENY = 'Deny',
}

/** Credentials of AWS for whoever is signed in: an identity pool that exchanges ID tokens for those of a role. */
export interface IdentityPoolOptions {
  /**
   * Is what everybody gets who is signed in and whose groups bring no role. It must trust the identity pool; since a role that is made in the app
   * cannot know it beforehand, leave this out there and give rights to `authenticatedRole`.
   *
   * @default - a role that is allowed nothing until you grant it something
   */
  readonly authenticatedRole?: IRole;

  /**
   * Decides what someone gets in several groups whose roles have the same precedence.
   *
   * @default AmbiguousRoleResolution.AUTHENTICATED_ROLE
   */
  readonly ambiguousRoleResolution?: AmbiguousRoleResolution;

  /**
   * Gives credentials also to those who are not signed in: everybody on the Internet, as often as they like.
   *
   * @default false
   */
  readonly allowUnauthenticatedIdentities?: boolean;

  /**
   * Is what those get who are not signed in; goes with `allowUnauthenticatedIdentities` only. It must trust the identity pool for them.
   *
   * @default - a role that is allowed nothing until you grant it something
   */
  readonly unauthenticatedRole?: IRole;
}
