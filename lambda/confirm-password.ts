import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ACCOUNT_STATE, answering, mayHaveWorked } from './lib/aws-errors';
import { UserPoolId, cognito } from './lib/cognito';
import { HttpError } from './lib/http-error';
import { insist } from './lib/insist';
import { PASSWORD_REFUSALS, assertAcceptable } from './lib/new-password';
import { write } from './lib/objects';
import { operation } from './lib/operation';
import { spendResetCode } from './lib/reset-code';
import { endSessions } from './lib/sessions';
import { isPassword } from './lib/sign-in';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

/** Nothing is proven before the code is spent, so everything that could be about the account is answered like a wrong code. */
const subOf = async (email: string) => {
  const { Username } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email })).catch(answering('INVALID_CODE', ['InvalidParameterException', 'UserNotFoundException']));
  return Username!;
};

export const handler = operation<'POST /v1/users/{user_id}/confirm-password'>(async (request) => {
  const { email, new_password, verification_code } = request.body;
  const { user_id } = request.path;
  // The person's name is not looked up: before the code is proven, an answer that depends on it would tell that there is an account.
  assertAcceptable(new_password, { email });
  const handle = await handleOf(email);
  if (user_id !== handle && user_id !== await subOf(email)) {
    throw new HttpError('INVALID_CODE');
  }
  await spendResetCode(request, email, verification_code, new_password)
    .catch(answering('PASSWORD_REFUSED', PASSWORD_REFUSALS, { new_password: 'is not allowed by the password policy, or was used before' }))
    .catch(answering('INVALID_CODE', ACCOUNT_STATE))
    .catch(async (error) => {
      // Whether the code was spent shows by the password alone; if it was, all that has to follow does.
      if (!mayHaveWorked(error) || !await insist(() => isPassword(request, email, new_password))) {
        throw error;
      }
    });
  const [sub] = await Promise.all([
    user_id === handle ? insist(() => subOf(email)) : user_id,
    // From now on mail alone has set a password: for a while it must not reset the second factor too.
    insist(() => write(personObjects.passwordRecovered(handle), { at: Date.now() })),
    endSessions(email, handle, 'INVALID_CODE'),
  ]);
  return { email, user_id: sub, status: 'NEW_PASSWORD_SET_SUCCESSFULLY', signed_in: false };
});
