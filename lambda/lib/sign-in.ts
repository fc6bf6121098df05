import { AdminInitiateAuthCommand, type AdminInitiateAuthCommandOutput } from '@aws-sdk/client-cognito-identity-provider';
import { UNTOLD, answering } from './aws-errors';
import { ClientId, UserPoolId, cognito, contextData, secretHash } from './cognito';
import { isHttpError } from './http-error';
import type { Request } from './request';

/** A sign-in that Cognito has accepted so far: the password was right. */
export type SignIn = Pick<AdminInitiateAuthCommandOutput, 'ChallengeName' | 'ChallengeParameters' | 'Session' | 'AuthenticationResult'>;

/** Signs in by password. Whatever Cognito has against it, the answer is INVALID_CREDENTIALS. */
export const signIn = async (request: Pick<Request<any>, 'source'>, email: string, password: string): Promise<SignIn> =>
  cognito.send(new AdminInitiateAuthCommand({
    UserPoolId,
    ClientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME: email, PASSWORD: password, SECRET_HASH: await secretHash(email) },
    ContextData: contextData(request),
  })).catch(answering('INVALID_CREDENTIALS', UNTOLD));

/** Whether this is the person's password, whatever would come next. */
export const isPassword = async (...credentials: Parameters<typeof signIn>): Promise<boolean> => signIn(...credentials).then(() => true, (error) => {
  if (isHttpError(error, 'INVALID_CREDENTIALS')) {
    return false;
  }
  throw error;
});

/** The sub of the person who is signing in. */
export const subOf = ({ ChallengeParameters, AuthenticationResult }: SignIn): string =>
  ChallengeParameters?.USER_ID_FOR_SRP ?? claimsOf(AuthenticationResult!.IdToken!).sub;

/** The person's name, where Cognito tells it: with NEW_PASSWORD_REQUIRED. */
export const nameOf = ({ ChallengeParameters }: SignIn): string | undefined => JSON.parse(ChallengeParameters?.userAttributes ?? '{}').name;

/** A token's claims, unverified: only for tokens that Cognito has just given us or is about to judge. */
export const claimsOf = (token: string): Record<string, string> => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
