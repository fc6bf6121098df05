import { confirmEnrolment } from './lib/confirm-enrolment';
import { HttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { handleOf } from './lib/user-id';
import { unseal } from './lib/verification-session';

export const handler = operation<'POST /v1/users/{user_id}/confirm-mfa'>(async ({ path, body: { email, otp, verification_session } }) => {
  const handle = await handleOf(email);
  const sealed = verification_session === undefined ? undefined : await unseal(verification_session);
  if (sealed && (sealed.email !== email || sealed.challenge !== 'MFA_SETUP')) {
    throw new HttpError('INVALID_SESSION');
  }
  const { sub } = await confirmEnrolment(handle, path.user_id, sealed ? 'bearer' : 'anyone', otp);
  return { email, user_id: sub, mfa_status: 'CONFIRMED' };
});
