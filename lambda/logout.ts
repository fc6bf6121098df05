import { GlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS, personOf } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { cognito } from './lib/cognito';
import { environment } from './lib/environment';
import { HttpError, isHttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { inCookieMode } from './lib/refresh-token-cookie';
import type { EndByAccessToken, SentTokens } from './lib/this-device';

/** A genuine token whose session has ended already: there is nothing left to do. Cognito tells it apart by this text alone. */
const isOver = ({ cause }: HttpError) => cause instanceof Error && (cause.name === 'UserNotFoundException' || /revoked/.test(cause.message));

const signOut = async (AccessToken: string): Promise<boolean> => {
  await cognito.send(new GlobalSignOutCommand({ AccessToken })).catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));
  return true;
};

const endByAccessToken: EndByAccessToken = async ({ email, access_token, refresh_token }, end) => {
  if (access_token === undefined) {
    return true;
  }
  try {
    const person = await personOf(access_token);
    if (email !== undefined && person.email !== email) {
      throw new HttpError('FORBIDDEN');
    }
    return await end(access_token);
  } catch (error) {
    // With a cookie, who comes back with an access token that has expired is signed out as well.
    const byCookie = inCookieMode !== undefined && refresh_token !== undefined;
    if (isHttpError(error) && (isOver(error) || (byCookie && error.code === 'INVALID_TOKEN'))) {
      return true;
    }
    throw error;
  }
};

/** Ends the sessions of the person whose refresh token the cookie carries. One that Cognito no longer takes leaves nothing to end. */
const endByCookie = async (refreshToken: string, email: string | undefined) => {
  const { refreshIfAlive } = await import('./lib/refresh');
  const tokens = await refreshIfAlive(refreshToken, email);
  if (tokens) {
    await signOut(tokens.access_token);
  }
};

const endThisDevice = async (tokens: SentTokens) => {
  if (environment.SESSION_TRACKING === undefined) {
    throw new HttpError('INVALID_REQUEST', { scope: 'must be EVERYWHERE: sessions are not tracked' });
  }
  const { endThisSession } = await import('./lib/this-device');
  await endThisSession(tokens, endByAccessToken);
};

export const handler = operation<'POST /v1/logout'>(async ({ body: { scope, ...tokens } }) => {
  if (tokens.access_token === undefined && tokens.refresh_token === undefined) {
    throw new HttpError('INVALID_TOKEN');
  }
  if (scope === 'DEVICE') {
    await endThisDevice(tokens);
    return { user_status: 'logout' };
  }
  await endByAccessToken(tokens, signOut);
  // One that comes in a body is for the other scope.
  if (inCookieMode && tokens.refresh_token !== undefined) {
    await endByCookie(tokens.refresh_token, tokens.email);
  }
  return { user_status: 'logout' };
});
