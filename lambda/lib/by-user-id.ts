import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { isOneOf } from './aws-errors';
import { UserPoolId, cognito } from './cognito';
import { HttpError } from './http-error';
import { quoted } from './list-filter';

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
    return call(await usernameOf(user_id, error)).catch((again) => {
      throw isOneOf(again, ['UserNotFoundException']) ? notFound(again) : again;
    });
  }
};

const notFound = (cause: Error) => new HttpError('USER_NOT_FOUND', undefined, undefined, cause);

const usernameOf = async (sub: string, cause: Error): Promise<string> => {
  const { Users = [] } = await cognito.send(new ListUsersCommand({ UserPoolId, Filter: `sub = ${quoted(sub)}`, Limit: 1 }));
  const [user] = Users;
  if (!user) {
    throw notFound(cause);
  }
  return user.Username!;
};
