import { AdminDeleteSoftwareTokenCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { attributesOf } from './lib/attributes';
import { answering } from './lib/aws-errors';
import { UserPoolId, cognito } from './lib/cognito';
import { startEnrolment } from './lib/enrolment';
import { HttpError } from './lib/http-error';
import { insist } from './lib/insist';
import { PASSWORD_REFUSALS, assertAcceptable } from './lib/new-password';
import { remove, write } from './lib/objects';
import { operation } from './lib/operation';
import { assertNotRecoveredLately } from './lib/password-recovery';
import { spendResetCode } from './lib/reset-code';
import { endSessions } from './lib/sessions';
import { signIn, subOf } from './lib/sign-in';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

const CODE_REFUSALS = [
  'CodeMismatchException', 'ExpiredCodeException', 'InvalidParameterException', 'NotAuthorizedException', 'UserNotConfirmedException', 'UserNotFoundException',
];

/** What Cognito asks for next of who has an authenticator app, had one that an earlier reset took away, or has another factor besides. */
const PASSWORD_PROVEN = ['SOFTWARE_TOKEN_MFA', 'MFA_SETUP', 'SELECT_MFA_TYPE'];

const nameOf = async (sub: string) => {
  const { UserAttributes } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: sub }))
    .catch(answering('INVALID_CREDENTIALS', ['UserNotFoundException']));
  return attributesOf(UserAttributes).name;
};

export const handler = operation<'POST /v1/users/{user_id}/reset-mfa'>(async (request) => {
  const { email, password, verification_code, new_password } = request.body;
  const handle = await handleOf(email);

  const state = await signIn(request, email, password);
  if (!PASSWORD_PROVEN.includes(state.ChallengeName!)) {
    throw new HttpError('INVALID_CREDENTIALS');
  }
  const sub = subOf(state);
  if (![handle, sub].includes(request.path.user_id)) {
    throw new HttpError('FORBIDDEN');
  }
  await assertNotRecoveredLately(handle, 'MFA_RESET_TOO_SOON');
  if (new_password !== undefined) {
    assertAcceptable(new_password, { email, name: await nameOf(sub) });
  }

  const kept = new_password ?? password;
  await spendResetCode(request, email, verification_code, kept)
    .catch(answering('PASSWORD_REFUSED', PASSWORD_REFUSALS, { new_password: 'is required: the password policy does not allow the present one again' }))
    .catch(answering('INVALID_CODE', CODE_REFUSALS));

  // From here to the new factor's first code the password alone must open nothing.
  await insist(() => write(personObjects.mfaResetPending(handle), { at: Date.now() }));
  await cognito.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId, Username: sub }))
    .catch((error) => {
      // There is none when an earlier reset got this far.
      if (state.ChallengeName !== 'MFA_SETUP') {
        throw error;
      }
    }).catch(answering('INVALID_CREDENTIALS', ['UserNotConfirmedException', 'UserNotFoundException']));
  await endSessions(sub, handle, 'INVALID_CREDENTIALS');

  const fresh = await signIn(request, email, kept);
  const done = { email, user_id: sub, status: 'MFA_RESET' } as const;
  if (fresh.ChallengeName !== 'MFA_SETUP') {
    // Another factor is left, without which the password opens nothing either.
    await remove(personObjects.mfaResetPending(handle));
    return done;
  }
  return { ...done, ...await startEnrolment({ email, sub }, fresh.Session!) };
});
