import { environment } from './environment';
import { HttpError } from './http-error';
import { read } from './objects';
import type { ErrorCode } from '../../src/contract';
import { personObjects } from '../../src/contract/objects';

/**
 * Mail alone could recover the password and then, with it, take the second factor away, or move the account to a mailbox where that is no longer known:
 * the two must lie some time apart.
 */
export const assertNotRecoveredLately = async (handle: string, tooSoon: ErrorCode): Promise<void> => {
  const recovered = await read<{ at: number }>(personObjects.passwordRecovered(handle));
  const until = (recovered?.content.at ?? 0) + Number(environment.MFA_RESET_DELAY) * 1000;
  if (Date.now() < until) {
    throw new HttpError(tooSoon, undefined, Math.ceil((until - Date.now()) / 1000));
  }
};
