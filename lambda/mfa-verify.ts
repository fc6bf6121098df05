import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { answerCode } from './lib/second-factor';
import { tokensOf } from './lib/tokens';
import { isIdOf } from './lib/user-id';
import { unseal } from './lib/verification-session';

export const handler = operation<'POST /v1/mfa-verify'>(async (request) => {
  const { email, verification_type, verification_session, otp_code } = request.body;
  const opened = await unseal(verification_session);
  if (opened.challenge !== verification_type || (email !== opened.email && !await isIdOf(email, opened))) {
    throw new HttpError('INVALID_SESSION');
  }
  const { AuthenticationResult } = await answerCode(request, opened, verification_type, otp_code);
  return tokensOf(AuthenticationResult!);
});
