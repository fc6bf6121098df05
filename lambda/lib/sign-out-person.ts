import type { ManagedPerson } from './managed-person';
import { endSessions } from './sessions';
import { ownHandleOf } from './user-id';

/** Ends every session of the person, and the sign-ins that wait for a code. */
export const signOutPerson = async ({ username, email }: ManagedPerson): Promise<void> => {
  await endSessions(username, await ownHandleOf(email), 'USER_NOT_FOUND');
};
