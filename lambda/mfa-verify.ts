import { AdminRespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ACCOUNT_STATE, RETRY_AFTER, answering, isLockout, isOneOf } from './lib/aws-errors';
import { ClientId, UserPoolId, cognitoOnce, contextData, secretHash } from './lib/cognito';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { countCode, forgetCodes, uncountCode } from './lib/pending-sign-ins';
import { tokensOf } from './lib/tokens';
import { handleOf, isIdOf } from './lib/user-id';
import { unseal } from './lib/verification-session';

/** The second factor may have been reset since the password was typed. */
const NO_LONGER = [...ACCOUNT_STATE, 'SoftwareTokenMFANotFoundException'];

export const handler = operation<'POST /v1/mfa-verify'>(async (request) => {
  const { email, verification_type, verification_session, otp_code } = request.body;
  const opened = await unseal(verification_session);
  const { sub, challenge, session } = opened;
  if (challenge !== verification_type || (email !== opened.email && !await isIdOf(email, opened))) {
    throw new HttpError('INVALID_SESSION');
  }
  const handle = await handleOf(opened.email);
  await countCode(handle, opened.begun);
  const { AuthenticationResult } = await cognitoOnce.send(new AdminRespondToAuthChallengeCommand({
    UserPoolId,
    ClientId,
    ChallengeName: verification_type,
    Session: session,
    ChallengeResponses: { USERNAME: sub, [`${verification_type}_CODE`]: otp_code, SECRET_HASH: await secretHash(sub) },
    ContextData: contextData(request),
  })).catch(async (error) => {
    if (!isOneOf(error, ['CodeMismatchException'])) {
      await uncountCode(handle);
    }
    throw isLockout(error) ? new HttpError('TOO_MANY_REQUESTS', undefined, RETRY_AFTER, error) : error;
  }).catch(answering('CODE_MISMATCH', ['CodeMismatchException']))
    .catch(answering(verification_type === 'SOFTWARE_TOKEN_MFA' ? 'CODE_ALREADY_USED' : 'INVALID_SESSION', ['ExpiredCodeException']))
    .catch(answering('INVALID_SESSION', NO_LONGER));
  await forgetCodes(handle);
  return tokensOf(AuthenticationResult!);
});
