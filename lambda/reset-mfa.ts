import { AdminDeleteSoftwareTokenCommand, AdminGetUserCommand, AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { answering } from './lib/aws-errors';
import { UserPoolId, cognito } from './lib/cognito';
import { startEnrolment } from './lib/enrolment';
import { environment } from './lib/environment';
import { HttpError } from './lib/http-error';
import { insist } from './lib/insist';
import { PASSWORD_REFUSALS, assertAcceptable } from './lib/new-password';
import { read, remove, write } from './lib/objects';
import { operation } from './lib/operation';
import { endPendingSignIns } from './lib/pending-sign-ins';
import { spendResetCode } from './lib/reset-code';
import { signIn, subOf } from './lib/sign-in';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

const CODE_REFUSALS = ['CodeMismatchException', 'ExpiredCodeException', 'InvalidParameterException', 'NotAuthorizedException', 'UserNotFoundException'];

/** What Cognito asks for next of who has an authenticator app, had one that an earlier reset took away, or has another factor besides. */
const PASSWORD_PROVEN = ['SOFTWARE_TOKEN_MFA', 'MFA_SETUP', 'SELECT_MFA_TYPE'];

/** Mail alone could recover the password and then, with it, take the second factor away: the two must lie some time apart. */
const assertNotRecoveredLately = async (handle: string) => {
  const recovered = await read<{ at: number }>(personObjects.passwordRecovered(handle));
  const until = (recovered?.content.at ?? 0) + Number(environment.MFA_RESET_DELAY) * 1000;
  if (Date.now() < until) {
    throw new HttpError('MFA_RESET_TOO_SOON', undefined, Math.ceil((until - Date.now()) / 1000));
  }
};

const nameOf = async (sub: string) => {
  const { UserAttributes } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: sub }));
  return UserAttributes?.find(({ Name }) => Name === 'name')?.Value;
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
  await assertNotRecoveredLately(handle);
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
    });
  await Promise.all([endPendingSignIns(handle), cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: sub }))]);

  const fresh = await signIn(request, email, kept);
  const done = { email, user_id: sub, status: 'MFA_RESET' } as const;
  if (fresh.ChallengeName !== 'MFA_SETUP') {
    // Another factor is left, without which the password opens nothing either.
    await remove(personObjects.mfaResetPending(handle));
    return done;
  }
  return { ...done, ...await startEnrolment({ email, sub }, fresh.Session!) };
});
