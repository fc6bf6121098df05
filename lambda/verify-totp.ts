import { VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS, personOf, type Person } from './lib/access-token';
import { answering, isOutage } from './lib/aws-errors';
import { assertPersonal } from './lib/claims';
import { cognitoOnce } from './lib/cognito';
import { isMfaResetPending } from './lib/enrolment';
import { assertFreshSignIn } from './lib/fresh-sign-in';
import { HttpError } from './lib/http-error';
import { insist } from './lib/insist';
import { operation } from './lib/operation';
import { MAX_WRONG_CODES } from './lib/pending-sign-ins';
import { countTotpCode, forgetTotp, uncountTotpCode } from './lib/pending-totp';
import { setFactors } from './lib/second-factors';
import { endSessions } from './lib/sessions';
import { handleOf } from './lib/user-id';

const verify = async (AccessToken: string, UserCode: string): Promise<void> => {
  const { Status } = await cognitoOnce.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS))
    .catch(answering('CODE_MISMATCH', ['EnableSoftwareTokenMFAException', 'CodeMismatchException']))
    .catch(answering('CODE_ALREADY_USED', ['ExpiredCodeException']))
    // The secret has been verified meanwhile, or was never asked for.
    .catch(answering('TOTP_NOT_STARTED', ['InvalidParameterException', 'SoftwareTokenMFANotFoundException']));
  if (Status !== 'SUCCESS') {
    throw new HttpError('CODE_MISMATCH');
  }
};

/** Asks for its codes from now on, first of all unless the person prefers another factor. */
const switchOn = (token: string, { preferredFactor = 'SOFTWARE_TOKEN_MFA' }: Person) =>
  setFactors(token, { on: ['SOFTWARE_TOKEN_MFA'], preferred: preferredFactor }).catch(answering('INVALID_STATE', ['InvalidParameterException']));

export const handler = operation<'POST /v1/mfa/totp/verify'>(async ({ body: { otp_code }, claims, token }) => {
  assertPersonal(claims);
  assertFreshSignIn(claims);
  const person = await personOf(token);
  const { sub, email } = person;
  if (await isMfaResetPending(email)) {
    throw new HttpError('MFA_RESET_PENDING');
  }
  const handle = await handleOf(email);
  const end = () => endSessions(sub, handle, 'INVALID_TOKEN');
  const tried = await countTotpCode(handle, sub);
  await verify(token, otp_code).catch(async (error) => {
    const { code } = error as HttpError;
    if (code === 'TOTP_NOT_STARTED' || (code === 'CODE_MISMATCH' && tried >= MAX_WRONG_CODES)) {
      await forgetTotp(handle);
    } else if (code !== 'CODE_MISMATCH') {
      await uncountTotpCode(handle);
    }
    // What was not answered may have worked: no session may outlive the app that it was opened with.
    if (isOutage(error)) {
      await end();
    }
    throw error;
  });
  // A thief of a token who puts an app of theirs in place of the person's is out with this, and has no password to come in again.
  await insist(() => switchOn(token, person)).finally(() => Promise.all([forgetTotp(handle), end()]));
  return { user_id: sub, mfa_status: 'CONFIRMED', signed_in: false };
});
