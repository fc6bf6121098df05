import { AdminRespondToAuthChallengeCommand, AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ACCOUNT_STATE, answering } from './lib/aws-errors';
import { ClientId, UserPoolId, cognito, cognitoOnce, contextData, secretHash } from './lib/cognito';
import { isMfaResetPending, startEnrolment } from './lib/enrolment';
import { HttpError, isHttpError } from './lib/http-error';
import { PASSWORD_REFUSALS, assertAcceptable } from './lib/new-password';
import { operation } from './lib/operation';
import type { Request } from './lib/request';
import { signIn, subOf, type SignIn } from './lib/sign-in';
import { isIdOf } from './lib/user-id';
import type { operations } from '../src/contract';

type ConfirmRequest = Request<(typeof operations)['POST /v1/users/{user_id}/confirm']>;

/** By the temporary password; or, when an earlier confirm got half way, by the new one if only the enrolment is missing. */
const signInEitherWay = async (request: ConfirmRequest): Promise<SignIn> => {
  const { email, temporary_password, new_password } = request.body;
  const attempts = [[temporary_password, 'NEW_PASSWORD_REQUIRED'], [new_password, 'MFA_SETUP']] as const;
  for (const [password, challenge] of attempts) {
    const state = await signIn(request, email, password).catch((error) => {
      if (isHttpError(error)) {
        return undefined;
      }
      throw error;
    });
    if (state?.ChallengeName === challenge) {
      return state;
    }
  }
  throw new HttpError('INVALID_CREDENTIALS');
};

/** Sets the person's own password, in answer to NEW_PASSWORD_REQUIRED. */
const setPassword = async (request: ConfirmRequest, state: SignIn, sub: string): Promise<SignIn> => {
  const { email, temporary_password, new_password } = request.body;
  if (new_password === temporary_password) {
    throw new HttpError('PASSWORD_REFUSED', { new_password: 'must not be the temporary password, which was mailed' });
  }
  const { name } = JSON.parse(state.ChallengeParameters?.userAttributes ?? '{}');
  assertAcceptable(new_password, { email, name });
  // The mailed password came back, so the address is the person's. Said before the challenge is answered: a crash in between strands nobody.
  await cognito.send(new AdminUpdateUserAttributesCommand({
    UserPoolId, Username: sub, UserAttributes: [{ Name: 'email_verified', Value: 'true' }],
  })).catch(answering('INVALID_CREDENTIALS', ['UserNotFoundException']));
  return cognitoOnce.send(new AdminRespondToAuthChallengeCommand({
    UserPoolId,
    ClientId,
    ChallengeName: 'NEW_PASSWORD_REQUIRED',
    Session: state.Session,
    ChallengeResponses: { USERNAME: sub, NEW_PASSWORD: new_password, SECRET_HASH: await secretHash(sub) },
    ContextData: contextData(request),
  })).catch(answering('PASSWORD_REFUSED', PASSWORD_REFUSALS, { new_password: 'does not meet the password policy' }))
    .catch(answering('INVALID_CREDENTIALS', ACCOUNT_STATE));
};

export const handler = operation<'POST /v1/users/{user_id}/confirm'>(async (request) => {
  const { email } = request.body;
  let state = await signInEitherWay(request);
  const sub = subOf(state);
  if (!await isIdOf(request.path.user_id, { sub, email })) {
    throw new HttpError('FORBIDDEN');
  }
  if (state.ChallengeName === 'NEW_PASSWORD_REQUIRED') {
    state = await setPassword(request, state, sub);
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
