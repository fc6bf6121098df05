import { ChangePasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS, personOf } from './lib/access-token';
import { answering, isOutage } from './lib/aws-errors';
import { cognitoOnce } from './lib/cognito';
import { HttpError } from './lib/http-error';
import { PASSWORD_REFUSALS, assertAcceptable } from './lib/new-password';
import { operation } from './lib/operation';
import { endSessions } from './lib/sessions';
import { handleOf, isIdOf } from './lib/user-id';

export const handler = operation<'POST /v1/users/{user_id}/change-password'>(async ({ path, body }) => {
  const person = await personOf(body.access_token);
  if (body.email !== person.email || !await isIdOf(path.user_id, person)) {
    throw new HttpError('FORBIDDEN');
  }
  assertAcceptable(body.new_password, { email: person.email, name: person.attributes.name });
  const endAll = async () => endSessions(person.sub, await handleOf(person.email), 'INVALID_TOKEN');
  await cognitoOnce.send(new ChangePasswordCommand({
    AccessToken: body.access_token,
    PreviousPassword: body.old_password,
    ProposedPassword: body.new_password,
  })).catch(answering('PASSWORD_REFUSED', PASSWORD_REFUSALS, { new_password: 'is not allowed by the password policy, or was used before' }))
    // Cognito has bounds of its own for what a password can be, in other units than characters.
    .catch(answering('INVALID_CREDENTIALS', ['InvalidParameterException', 'NotAuthorizedException']))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS))
    .catch(async (error) => {
      // What was not answered may have worked: no session may outlive it.
      if (isOutage(error)) {
        await endAll();
      }
      throw error;
    });
  await endAll();
  return { email: person.email, status: 'PASSWORD_SUCCESSFULLY_CHANGED', signed_in: false };
});
