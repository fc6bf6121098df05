import { AdminRemoveUserFromGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { assertOther, freshAdministratorOf } from './lib/administrator';
import { answering } from './lib/aws-errors';
import { unlessGone } from './lib/by-user-id';
import { UserPoolId, cognito } from './lib/cognito';
import { managedPerson } from './lib/managed-person';
import { operation } from './lib/operation';
import { signOutPerson } from './lib/sign-out-person';
import { ADMINISTRATORS_GROUP } from '../src/contract/limits';

export const handler = operation<'DELETE /v1/admin/users/{user_id}/groups/{group}'>(async (request) => {
  const administrator = await freshAdministratorOf(request);
  const { user_id, group } = request.path;
  if (group === ADMINISTRATORS_GROUP) {
    assertOther(administrator, user_id);
  }
  const person = await managedPerson(user_id);
  await cognito.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: person.username, GroupName: group }))
    .catch(answering('GROUP_NOT_FOUND', ['ResourceNotFoundException']))
    .catch(unlessGone);
  // Their tokens name the group until they expire: where Cognito is asked, it refuses them from now on.
  await signOutPerson(person);
  return { user_id: person.sub, group, status: 'REMOVED_FROM_GROUP' };
});
