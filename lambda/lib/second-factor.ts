import { ACCOUNT_STATE, RETRY_AFTER, answering, isLockout, isOneOf } from './aws-errors';
import { answerChallenge } from './challenge-answer';
import { HttpError } from './http-error';
import { countCode, forgetCodes, uncountCode } from './pending-sign-ins';
import type { Request } from './request';
import type { SignIn } from './sign-in';
import { handleOf } from './user-id';
import type { OpenedSession } from './verification-session';

export type CodeChallenge = 'SOFTWARE_TOKEN_MFA' | 'SMS_MFA' | 'EMAIL_OTP';

/** The second factor may have been reset since the password was typed. */
const NO_LONGER = [...ACCOUNT_STATE, 'SoftwareTokenMFANotFoundException'];

/** Answers a challenge by a code of the second factor, which is counted before Cognito judges it. */
export const answerCode = async (
  request: Pick<Request<any>, 'source'>, opened: OpenedSession, challenge: CodeChallenge, code: string,
): Promise<SignIn> => {
  const { sub, session } = opened;
  const handle = await handleOf(opened.email);
  await countCode(handle, opened.begun);
  const state = await answerChallenge(request, { challenge, session, username: sub }, { [`${challenge}_CODE`]: code }).catch(async (error) => {
    if (!isOneOf(error, ['CodeMismatchException'])) {
      await uncountCode(handle);
    }
    throw isLockout(error) ? new HttpError('TOO_MANY_REQUESTS', undefined, RETRY_AFTER, error) : error;
  }).catch(answering('CODE_MISMATCH', ['CodeMismatchException']))
    .catch(answering(challenge === 'SOFTWARE_TOKEN_MFA' ? 'CODE_ALREADY_USED' : 'INVALID_SESSION', ['ExpiredCodeException']))
    .catch(answering('INVALID_SESSION', NO_LONGER));
  await forgetCodes(handle);
  return state;
};
