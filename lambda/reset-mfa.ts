import { AdminDeleteSoftwareTokenCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { answering } from './lib/aws-errors';
import { UserPoolId, cognito } from './lib/cognito';
import { startEnrolment } from './lib/enrolment';
import { environment } from './lib/environment';
import { HttpError } from './lib/http-error';
import { insist } from './lib/insist';
import { PASSWORD_REFUSALS, assertAcceptable } from './lib/new-password';
import { read, write } from './lib/objects';
import { operation } from './lib/operation';
import { spendResetCode } from './lib/reset-code';
import { endSessions } from './lib/sessions';
import { signIn, subOf } from './lib/sign-in';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

const CODE_REFUSALS = [
  'CodeMismatchException', 'ExpiredCodeException', 'InvalidParameterException', 'NotAuthorizedException', 'UserNotConfirmedException', 'UserNotFoundException',
];

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
  if (state.ChallengeName !== 'SOFTWARE_TOKEN_MFA' && state.ChallengeName !== 'MFA_SETUP') {
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
    }).catch(answering('INVALID_CREDENTIALS', ['UserNotConfirmedException', 'UserNotFoundException']));
  await endSessions(sub, handle, 'INVALID_CREDENTIALS');

  const fresh = await signIn(request, email, kept);
  return { email, user_id: sub, ...await startEnrolment({ email, sub }, fresh.Session!), status: 'MFA_RESET' };
});
