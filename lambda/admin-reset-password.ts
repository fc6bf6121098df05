import { administratorOf } from './lib/administrator';
import { answering } from './lib/aws-errors';
import { HttpError } from './lib/http-error';
import { mailOnce } from './lib/mail-limit';
import { managedPerson, type ManagedPerson } from './lib/managed-person';
import { operation } from './lib/operation';
import { sendResetCode } from './lib/reset-code';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

/** Of all others Cognito would say that a code is on its way, and send none. */
const canRecover = ({ enabled, status, isEmailVerified }: ManagedPerson): boolean =>
  enabled && isEmailVerified && ['CONFIRMED', 'RESET_REQUIRED'].includes(status);

export const handler = operation<'POST /v1/admin/users/{user_id}/reset-password'>(async (request) => {
  await administratorOf(request);
  const person = await managedPerson(request.path.user_id);
  if (!canRecover(person)) {
    throw new HttpError('INVALID_STATE');
  }
  // ForgotPassword, not AdminResetUserPassword: nobody is locked out, the old password holds until a new one is set.
  await mailOnce(personObjects.passwordResetSent(await handleOf(person.email)), () => sendResetCode(request, person.email, 'PASSWORD_RESET')
    .catch(answering('INVALID_STATE', ['InvalidParameterException', 'NotAuthorizedException', 'UserNotConfirmedException', 'UserNotFoundException'])));
  return { user_id: person.sub, status: 'PASSWORD_RESET_CONFIRMATION_SENT' };
});
