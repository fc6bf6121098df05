import { GetTokensFromRefreshTokenCommand, RevokeTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { answering } from './lib/aws-errors';
import { clientSecret } from './lib/client-secret';
import { ClientId, cognito } from './lib/cognito';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { claimsOf } from './lib/sign-in';
import { tokensOf } from './lib/tokens';
import { isIdOf } from './lib/user-id';

const REFUSALS = ['NotAuthorizedException', 'RefreshTokenReuseException', 'UserNotFoundException', 'InvalidParameterException'];

export const handler = operation<'POST /v1/refresh-token'>(async ({ body }) => {
  // This operation takes the secret itself, not a hash.
  const client = { ClientId, ClientSecret: await clientSecret() };
  const { AuthenticationResult } = await cognito.send(new GetTokensFromRefreshTokenCommand({ RefreshToken: body.refresh_token, ...client }))
    .catch(answering('INVALID_TOKEN', REFUSALS));
  // Without rotation Cognito gives no new one, and the one that was sent stays good.
  const tokens = tokensOf({ RefreshToken: body.refresh_token, ...AuthenticationResult });
  const claims = claimsOf(tokens.id_token);
  const person = { sub: claims.sub, email: claims.email.toLowerCase() };
  if (body.email !== person.email && !await isIdOf(body.email, person)) {
    await cognito.send(new RevokeTokenCommand({ Token: tokens.refresh_token, ...client }));
    throw new HttpError('INVALID_TOKEN');
  }
  return { email: person.email, ...tokens };
});
