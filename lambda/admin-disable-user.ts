import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { administratorOf, assertOther } from './lib/administrator';
import { unlessGone } from './lib/by-user-id';
import { UserPoolId, cognito } from './lib/cognito';
import { managedPerson } from './lib/managed-person';
import { operation } from './lib/operation';
import { signOutPerson } from './lib/sign-out-person';

export const handler = operation<'POST /v1/admin/users/{user_id}/disable'>(async (request) => {
  assertOther(await administratorOf(request), request.path.user_id);
  const person = await managedPerson(request.path.user_id);
  await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: person.username })).catch(unlessGone);
  // Or sessions that are only refused meanwhile would go on once the account is enabled again.
  await signOutPerson(person);
  return { user_id: person.sub, status: 'DISABLED' };
});
