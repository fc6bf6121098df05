import { AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { UserPoolId, cognito } from './lib/cognito';
import { mailOnce, swallowAccountState } from './lib/mail-limit';
import { operation } from './lib/operation';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

export const handler = operation<'POST /v1/resend-confirmation-code'>(async ({ body: { email } }) => {
  const handle = await handleOf(email);
  await mailOnce(personObjects.invitationSent(handle), () => cognito.send(new AdminCreateUserCommand({
    UserPoolId, Username: email, MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'],
  })).catch(swallowAccountState));
  return { email, user_id: handle, status: 'CONFIRMATION_CODE_SENT' };
});
