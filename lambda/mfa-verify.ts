import { AdminRespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ACCOUNT_STATE, answering } from './lib/aws-errors';
import { ClientId, UserPoolId, cognito, contextData, secretHash } from './lib/cognito';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { tokensOf } from './lib/tokens';
import { isIdOf } from './lib/user-id';
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
  const { AuthenticationResult } = await cognito.send(new AdminRespondToAuthChallengeCommand({
    UserPoolId,
    ClientId,
    ChallengeName: verification_type,
    Session: session,
    ChallengeResponses: { USERNAME: sub, [`${verification_type}_CODE`]: otp_code, SECRET_HASH: await secretHash(sub) },
    ContextData: contextData(request),
  })).catch(answering('CODE_MISMATCH', ['CodeMismatchException']))
    .catch(answering(verification_type === 'SOFTWARE_TOKEN_MFA' ? 'CODE_ALREADY_USED' : 'INVALID_SESSION', ['ExpiredCodeException']))
    .catch(answering('INVALID_SESSION', NO_LONGER));
  return tokensOf(AuthenticationResult!);
});
