import { assertOther, freshAdministratorOf } from './lib/administrator';
import { erase } from './lib/erasure';
import { managedPerson } from './lib/managed-person';
import { operation } from './lib/operation';

export const handler = operation<'DELETE /v1/admin/users/{user_id}'>(async (request) => {
  assertOther(await freshAdministratorOf(request), request.path.user_id);
  const person = await managedPerson(request.path.user_id);
  await erase(person);
  return { user_id: person.sub, status: 'USER_DELETED' };
});
