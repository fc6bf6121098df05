import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { personOf } from './lib/access-token';
import { answering } from './lib/aws-errors';
import { groupsOf } from './lib/claims';
import { UserPoolId, cognito } from './lib/cognito';
import { HttpError } from './lib/http-error';
import { mailOnce } from './lib/mail-limit';
import { operation } from './lib/operation';
import { sendResetCode } from './lib/reset-code';
import { handleOf, isIdOf } from './lib/user-id';
import { ADMINISTRATORS_GROUP } from '../src/contract/limits';
import { personObjects } from '../src/contract/objects';

const userByEmail = async (email: string) => {
  const { Username } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }))
    .catch(answering('USER_NOT_FOUND', ['UserNotFoundException']));
  return { sub: Username!, email };
};

export const handler = operation<'POST /v1/users/{user_id}/reset-password'>(async (request) => {
  const { email } = request.body;
  const caller = await personOf(request.token);
  if (email !== caller.email && !groupsOf(request.claims).includes(ADMINISTRATORS_GROUP)) {
    throw new HttpError('FORBIDDEN');
  }
  const person = email === caller.email ? caller : await userByEmail(email);
  if (!await isIdOf(request.path.user_id, person)) {
    throw new HttpError('FORBIDDEN');
  }
  // ForgotPassword, not AdminResetUserPassword: nobody is locked out, the old password holds until a new one is set.
  await mailOnce(personObjects.passwordResetSent(await handleOf(email)), () => sendResetCode(request, email, 'PASSWORD_RESET')
    .catch(answering('INVALID_STATE', ['InvalidParameterException', 'NotAuthorizedException', 'UserNotConfirmedException', 'UserNotFoundException'])));
  return { email, user_id: person.sub, status: 'PASSWORD_RESET_CONFIRMATION_SENT' };
});
