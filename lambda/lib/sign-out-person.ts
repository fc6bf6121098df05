import type { ManagedPerson } from './managed-person';
import { endSessions } from './sessions';
import { handleOf } from './user-id';

/** Who has no address has no handle, which would be everybody's who has none. */
export const handleOfPerson = async ({ email }: Pick<ManagedPerson, 'email'>): Promise<string | undefined> => email ? handleOf(email) : undefined;

/** Ends every session of the person, and the sign-ins that wait for a code. */
export const signOutPerson = async (person: ManagedPerson): Promise<void> => {
  await endSessions(person.username, await handleOfPerson(person), 'USER_NOT_FOUND');
};
