import { GlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { personOf } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { cognito } from './lib/cognito';
import { HttpError, isHttpError } from './lib/http-error';
import { operation } from './lib/operation';

/** A genuine token whose session has ended already: there is nothing left to do. Cognito tells it apart by this text alone. */
const isOver = ({ cause }: HttpError) => cause instanceof Error && (cause.name === 'UserNotFoundException' || /revoked/.test(cause.message));

export const handler = operation<'POST /v1/logout'>(async ({ body: { email, access_token } }) => {
  try {
    const person = await personOf(access_token);
    if (person.email !== email) {
      throw new HttpError('FORBIDDEN');
    }
    await cognito.send(new GlobalSignOutCommand({ AccessToken: access_token })).catch(answering('INVALID_TOKEN', ['NotAuthorizedException']));
  } catch (error) {
    if (!(isHttpError(error) && isOver(error))) {
      throw error;
    }
  }
  return { user_status: 'logout' };
});
