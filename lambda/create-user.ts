import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { administratorOf } from './lib/administrator';
import { UserPoolId, cognito } from './lib/cognito';
import { invite } from './lib/invitation';
import { swallowAccountState } from './lib/mail-limit';
import { operation } from './lib/operation';
import { isRegistrationClosed } from './lib/registration';
import { temporaryPassword } from './lib/temporary-password';
import { handleOf } from './lib/user-id';

/**
 * Creates the account without a mail and then invites its owner. In one step, a stranger who registers an invitee's address again and again would
 * use up its turns for mails that Cognito never sends.
 */
export const handler = operation<'POST /v1/users'>(async (request) => {
  if (isRegistrationClosed) {
    await administratorOf(request);
  }
  const { email, full_name, mobile_phone_number } = request.body;
  const handle = await handleOf(email);
  await cognito.send(new AdminCreateUserCommand({
    UserPoolId,
    Username: email,
    // Nothing is verified yet: confirm-user says so once the mailed password has come back.
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'name', Value: full_name },
      { Name: 'phone_number', Value: mobile_phone_number },
    ],
    MessageAction: 'SUPPRESS',
    ...temporaryPassword(),
  })).catch(swallowAccountState);
  await invite(email, handle);
  return { email, user_id: handle, status: 'CREATED' };
});
