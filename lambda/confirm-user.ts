import { isMfaResetPending, startEnrolment } from './lib/enrolment';
import { HttpError, isHttpError } from './lib/http-error';
import { operation } from './lib/operation';
import { setOwnPassword } from './lib/own-password';
import type { Request } from './lib/request';
import { nameOf, signIn, subOf, type SignIn } from './lib/sign-in';
import { isIdOf } from './lib/user-id';
import type { operations } from '../src/contract';

type ConfirmRequest = Request<(typeof operations)['POST /v1/users/{user_id}/confirm']>;

/** What Cognito may ask for of who has a new password and no authenticator app: an enrolment, a texted or mailed code, or nothing at all. */
const WITHOUT_APP = ['MFA_SETUP', 'SMS_MFA', 'EMAIL_OTP', undefined];

/** By the temporary password; or, when an earlier confirm got half way or its answer got lost, by the new one. */
const signInEitherWay = async (request: ConfirmRequest): Promise<SignIn> => {
  const { email, temporary_password, new_password } = request.body;
  const attempts: [string, (string | undefined)[]][] = [[temporary_password, ['NEW_PASSWORD_REQUIRED']], [new_password, WITHOUT_APP]];
  for (const [password, challenges] of attempts) {
    const state = await signIn(request, email, password).catch((error) => {
      if (isHttpError(error, 'INVALID_CREDENTIALS')) {
        return undefined;
      }
      throw error;
    });
    if (state && challenges.includes(state.ChallengeName)) {
      return state;
    }
  }
  throw new HttpError('INVALID_CREDENTIALS');
};

export const handler = operation<'POST /v1/users/{user_id}/confirm'>(async (request) => {
  const { email, temporary_password, new_password } = request.body;
  let state = await signInEitherWay(request);
  const sub = subOf(state);
  if (!await isIdOf(request.path.user_id, { sub, email })) {
    throw new HttpError('FORBIDDEN');
  }
  if (state.ChallengeName === 'NEW_PASSWORD_REQUIRED') {
    const isTemporary = new_password === temporary_password;
    const waiting = { session: state.Session!, sub, email, name: nameOf(state), isTemporary, provenByMail: true, gone: 'INVALID_CREDENTIALS' } as const;
    state = await setOwnPassword(request, waiting, new_password);
  }
  const confirmed = { email, user_id: sub, status: 'ACTIVE' } as const;
  if (state.ChallengeName !== 'MFA_SETUP') {
    return confirmed;
  }
  if (await isMfaResetPending(email)) {
    throw new HttpError('MFA_RESET_PENDING');
  }
  return { ...confirmed, ...await startEnrolment({ email, sub }, state.Session!) };
});
