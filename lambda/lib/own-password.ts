import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ACCOUNT_STATE, answering } from './aws-errors';
import { answerChallenge } from './challenge-answer';
import { UserPoolId, cognito } from './cognito';
import { HttpError } from './http-error';
import { PASSWORD_REFUSALS, assertAcceptable } from './new-password';
import type { Request } from './request';
import type { SignIn } from './sign-in';
import type { ErrorCode } from '../../src/contract';

/** A sign-in that waits for the person's own password in place of the temporary one. */
export interface Waiting {
  readonly session: string;
  readonly sub: string;
  readonly email: string;
  readonly name?: string;
  /** Whether the new password is the temporary one. */
  readonly isTemporary: boolean;
  /** Whether the temporary password began the sign-in, and not a code that went elsewhere. */
  readonly provenByMail: boolean;
  /** Answered where the account, or the sign-in, is not there any more. */
  readonly gone: ErrorCode;
}

/** Sets the person's own password, in answer to NEW_PASSWORD_REQUIRED. */
export const setOwnPassword = async (request: Pick<Request<any>, 'source'>, waiting: Waiting, new_password: string): Promise<SignIn> => {
  const { session, sub, email, name, gone } = waiting;
  if (waiting.isTemporary) {
    throw new HttpError('PASSWORD_REFUSED', { new_password: 'must not be the temporary password, which was mailed' });
  }
  assertAcceptable(new_password, { email, name });
  if (waiting.provenByMail) {
    // The mailed password came back, so the address is the person's. Said before the challenge is answered: a crash in between strands nobody.
    await cognito.send(new AdminUpdateUserAttributesCommand({
      UserPoolId, Username: sub, UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
    })).catch(answering(gone, ['UserNotFoundException']));
  }
  return answerChallenge(request, { challenge: 'NEW_PASSWORD_REQUIRED', session, username: sub }, { NEW_PASSWORD: new_password })
    .catch(answering('PASSWORD_REFUSED', PASSWORD_REFUSALS, { new_password: 'does not meet the password policy' }))
    .catch(answering(gone, ACCOUNT_STATE));
};
