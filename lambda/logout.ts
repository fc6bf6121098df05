import { GlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS, personOf } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { cognito } from './lib/cognito';
import { HttpError, isHttpError } from './lib/http-error';
import { operation } from './lib/operation';

/** A genuine token whose session has ended already: there is nothing left to do. Cognito tells it apart by this text alone. */
const isOver = ({ cause }: HttpError) => cause instanceof Error && (cause.name === 'UserNotFoundException' || /revoked/.test(cause.message));

const signOut = (AccessToken: string) => cognito.send(new GlobalSignOutCommand({ AccessToken })).catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));

/** Ends the sessions of the person whose access token it is. */
const endByAccessToken = async (accessToken: string, email: string | undefined) => {
  try {
    const person = await personOf(accessToken);
    if (email !== undefined && person.email !== email) {
      throw new HttpError('FORBIDDEN');
    }
    await signOut(accessToken);
  } catch (error) {
    if (!(isHttpError(error) && isOver(error))) {
      throw error;
    }
  }
};

/** Ends the sessions of the person whose refresh token the cookie carries. One that Cognito no longer takes leaves nothing to end. */
const endByCookie = async (refreshToken: string, email: string | undefined) => {
  const { refresh } = await import('./lib/refresh');
  const tokens = await refresh(refreshToken, email).catch((error) => {
    if (isHttpError(error) && error.code === 'INVALID_TOKEN' && error.cause !== undefined) {
      return undefined;
    }
    throw error;
  });
  if (tokens) {
    await signOut(tokens.access_token);
  }
};

export const handler = operation<'POST /v1/logout'>(async ({ body: { email, access_token, refresh_token } }) => {
  if (refresh_token === undefined) {
    if (access_token === undefined) {
      throw new HttpError('INVALID_TOKEN');
    }
    await endByAccessToken(access_token, email);
    return { user_status: 'logout' };
  }
  // With a cookie, who comes back with an access token that has expired is signed out as well.
  if (access_token !== undefined) {
    await endByAccessToken(access_token, email).catch((error) => {
      if (!(isHttpError(error) && error.code === 'INVALID_TOKEN')) {
        throw error;
      }
    });
  }
  await endByCookie(refresh_token, email);
  return { user_status: 'logout' };
});
