import { AdminDeleteUserCommand, AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { taking } from './aws-errors';
import { UserPoolId, cognito } from './cognito';
import { remove } from './objects';
import { ownHandleOf } from './user-id';
import { accountObjects, personObjects } from '../../src/contract/objects';

interface Erased {
  /** What the pool calls them; the sub where that is not known. */
  readonly username: string;
  readonly sub: string;
  readonly email: string;
}

/**
 * Erases a person: sessions, everything that is kept for them, and the account. Each step may be repeated, so a request that failed half way can simply be
 * sent again. The account goes last. Once it is gone, what lies under the handle is of whoever has registered the address since.
 */
export const erase = async ({ username: Username, sub, email }: Erased): Promise<void> => {
  const user = { UserPoolId, Username };
  const isGone = taking('GONE' as const, ['UserNotFoundException']);
  if (await cognito.send(new AdminUserGlobalSignOutCommand(user)).catch(isGone) === 'GONE') {
    return;
  }
  const handle = await ownHandleOf(email);
  const ofAddress = handle === undefined ? [] : Object.values(personObjects).map((key) => key(handle));
  await Promise.all([...ofAddress, ...Object.values(accountObjects).map((key) => key(sub))].map(remove));
  await cognito.send(new AdminDeleteUserCommand(user)).catch(isGone);
};
