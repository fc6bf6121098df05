import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { answering } from './aws-errors';
import { byUserId } from './by-user-id';
import { UserPoolId, cognito } from './cognito';
import { HttpError } from './http-error';

/** Whom an administrator does something to. */
export interface ManagedPerson {
  readonly sub: string;
  /** What the pool calls them: the sub, unless they came from an identity provider or chose a name. */
  readonly username: string;
  /** Empty where they have none. */
  readonly email: string;
  readonly isEmailVerified: boolean;
  readonly status: string;
  readonly enabled: boolean;
  /** The second factors that are switched on, by Cognito's names. */
  readonly factors: readonly string[];
}

/** For `.catch`: somebody else has erased the account in this moment. */
export const unlessGone = answering('USER_NOT_FOUND', ['UserNotFoundException']);

/** The person of a sub. In a pool where people choose their username, one of them may have chosen what is somebody else's sub. */
export const managedPerson = async (user_id: string): Promise<ManagedPerson> => {
  const user = await byUserId(user_id, (Username) => cognito.send(new AdminGetUserCommand({ UserPoolId, Username })));
  const { sub, email = '', email_verified } = Object.fromEntries((user.UserAttributes ?? []).map(({ Name, Value }) => [Name!, Value!]));
  if (sub !== user_id) {
    throw new HttpError('USER_NOT_FOUND');
  }
  return {
    sub,
    username: user.Username!,
    email: email.toLowerCase(),
    isEmailVerified: email_verified === 'true',
    status: user.UserStatus!,
    enabled: user.Enabled!,
    factors: user.UserMFASettingList ?? [],
  };
};
