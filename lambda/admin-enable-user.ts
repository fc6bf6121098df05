import { AdminEnableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { administratorOf } from './lib/administrator';
import { unlessGone } from './lib/by-user-id';
import { UserPoolId, cognito } from './lib/cognito';
import { managedPerson } from './lib/managed-person';
import { operation } from './lib/operation';

export const handler = operation<'POST /v1/admin/users/{user_id}/enable'>(async (request) => {
  await administratorOf(request);
  const { sub, username } = await managedPerson(request.path.user_id);
  await cognito.send(new AdminEnableUserCommand({ UserPoolId, Username: username })).catch(unlessGone);
  return { user_id: sub, status: 'ENABLED' };
});
