import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { answering, isOneOf } from './aws-errors';
import { UserPoolId, cognito } from './cognito';
import { HttpError } from './http-error';
import { quoted } from './list-filter';

/** For `.catch`: somebody else has erased the account in this moment. */
export const unlessGone = answering('USER_NOT_FOUND', ['UserNotFoundException']);

/**
 * What a call about an account answers, for administrators, who name it by its sub. Cognito's operations take that in place of the username, but for
 * people who came from an identity provider: their username has to be looked for. https://github.com/aws/aws-sdk-js/issues/3774
 */
export const byUserId = async <Answer>(user_id: string, call: (Username: string) => Promise<Answer>): Promise<Answer> => {
  try {
    return await call(user_id);
  } catch (error) {
    if (!isOneOf(error, ['UserNotFoundException'])) {
      throw error;
    }
    return call(await usernameOf(user_id, error)).catch(unlessGone);
  }
};

const usernameOf = async (sub: string, cause: Error): Promise<string> => {
  const { Users = [] } = await cognito.send(new ListUsersCommand({ UserPoolId, Filter: `sub = ${quoted(sub)}`, Limit: 1 }));
  const [user] = Users;
  if (!user) {
    throw new HttpError('USER_NOT_FOUND', undefined, undefined, cause);
  }
  return user.Username!;
};
