import { administratorOf } from './lib/administrator';
import { managedPerson } from './lib/managed-person';
import { operation } from './lib/operation';
import { signOutPerson } from './lib/sign-out-person';

export const handler = operation<'POST /v1/admin/users/{user_id}/sign-out'>(async (request) => {
  await administratorOf(request);
  const person = await managedPerson(request.path.user_id);
  await signOutPerson(person);
  return { user_id: person.sub, status: 'SIGNED_OUT' };
});
