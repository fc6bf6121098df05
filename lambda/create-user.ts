import { AdminCreateUserCommand, type AdminCreateUserCommandInput } from '@aws-sdk/client-cognito-identity-provider';
import { UserPoolId, cognito } from './lib/cognito';
import { mailOnce, swallowAccountState } from './lib/mail-limit';
import { operation } from './lib/operation';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

export const handler = operation<'POST /v1/users'>(async ({ body: { email, full_name, mobile_phone_number } }) => {
  const handle = await handleOf(email);
  const create = (delivery: Partial<AdminCreateUserCommandInput>) => () => cognito.send(new AdminCreateUserCommand({
    UserPoolId,
    Username: email,
    // Nothing is verified yet: confirm-user says so once the mailed password has come back.
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'name', Value: full_name },
      { Name: 'phone_number', Value: mobile_phone_number },
    ],
    ...delivery,
  })).catch(swallowAccountState);
  // Someone who asks for mails to this address all the time must not be able to keep its owner from registering.
  await mailOnce(personObjects.invitationSent(handle), create({ DesiredDeliveryMediums: ['EMAIL'] }), create({ MessageAction: 'SUPPRESS' }));
  return { email, user_id: handle, status: 'CREATED' };
});
