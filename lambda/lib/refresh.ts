import { GetTokensFromRefreshTokenCommand, RevokeTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { answering } from './aws-errors';
import { clientSecret } from './client-secret';
import { ClientId, cognito } from './cognito';
import { HttpError, isHttpError } from './http-error';
import { claimsOf } from './sign-in';
import { tokensOf } from './tokens';
import { isIdOf } from './user-id';

const REFUSALS = ['NotAuthorizedException', 'RefreshTokenReuseException', 'UserNotFoundException', 'InvalidParameterException'];

/** Exchanges a refresh token for new tokens. Where it is not of the person who is named, if any is, all that came of it ends. */
export const refresh = async (refreshToken: string, name: string | undefined) => {
  // This operation takes the secret itself, not a hash.
  const client = { ClientId, ClientSecret: await clientSecret() };
  const { AuthenticationResult } = await cognito.send(new GetTokensFromRefreshTokenCommand({ RefreshToken: refreshToken, ...client }))
    .catch(answering('INVALID_TOKEN', REFUSALS));
  // Without rotation Cognito gives no new one, and the one that was sent stays good.
  const tokens = tokensOf({ RefreshToken: refreshToken, ...AuthenticationResult });
  const claims = claimsOf(tokens.id_token);
  const person = { sub: claims.sub, email: claims.email.toLowerCase() };
  if (name !== undefined && name !== person.email && !await isIdOf(name, person)) {
    await cognito.send(new RevokeTokenCommand({ Token: tokens.refresh_token, ...client }));
    throw new HttpError('INVALID_TOKEN');
  }
  return { email: person.email, ...tokens };
};

/** The same, or undefined where Cognito no longer takes the token, so that there is nothing to end. */
export const refreshIfAlive = (...token: Parameters<typeof refresh>) => refresh(...token).catch((error) => {
  if (isHttpError(error, 'INVALID_TOKEN') && error.cause !== undefined) {
    return undefined;
  }
  throw error;
});
