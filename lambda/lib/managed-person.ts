import { AdminGetUserCommand, type AdminGetUserCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import { attributesOf } from './attributes';
import { taking } from './aws-errors';
import { byUserId } from './by-user-id';
import { UserPoolId, cognito } from './cognito';
import { HttpError } from './http-error';

/** Whom an administrator does something to. */
export interface ManagedPerson {
  readonly sub: string;
  /** What the pool calls them: the sub, unless they came from an identity provider or chose a name. */
  readonly username: string;
  /** The address that names this account and no other; empty where there is none. */
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly status: string;
  readonly enabled: boolean;
  /** The second factors that are switched on, by Cognito's names. */
  readonly factors: readonly string[];
}

const read = (Username: string): Promise<AdminGetUserCommandOutput> => cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));

/**
 * Who came from an identity provider may have the address of somebody else, for whom everything is kept that lies under its handle. Of an account whose
 * username is the sub the address is another username, so that it is nobody else's.
 */
const ownAddress = async (email: string | undefined, sub: string, username: string): Promise<string> => {
  if (!email || username === sub) {
    return email ?? '';
  }
  const named = await read(email).catch(taking(undefined, ['InvalidParameterException', 'UserNotFoundException']));
  return named && attributesOf(named.UserAttributes).sub === sub ? email : '';
};

/** The person of a sub. In a pool where people choose their username, one of them may have chosen what is somebody else's sub. */
export const managedPerson = async (user_id: string): Promise<ManagedPerson> => {
  const user = await byUserId(user_id, read);
  const { sub, email, email_verified } = attributesOf(user.UserAttributes);
  if (sub !== user_id) {
    throw new HttpError('USER_NOT_FOUND');
  }
  return {
    sub,
    username: user.Username!,
    email: await ownAddress(email?.toLowerCase(), sub, user.Username!),
    isEmailVerified: email_verified === 'true',
    status: user.UserStatus!,
    enabled: user.Enabled!,
    factors: user.UserMFASettingList ?? [],
  };
};
