import { AdminAddUserToGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { freshAdministratorOf } from './lib/administrator';
import { answering } from './lib/aws-errors';
import { unlessGone } from './lib/by-user-id';
import { UserPoolId, cognito } from './lib/cognito';
import { managedPerson } from './lib/managed-person';
import { operation } from './lib/operation';

export const handler = operation<'PUT /v1/admin/users/{user_id}/groups/{group}'>(async (request) => {
  await freshAdministratorOf(request);
  const { user_id, group } = request.path;
  const { sub, username } = await managedPerson(user_id);
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: username, GroupName: group }))
    .catch(answering('GROUP_NOT_FOUND', ['ResourceNotFoundException']))
    .catch(unlessGone);
  return { user_id: sub, group, status: 'ADDED_TO_GROUP' };
});
