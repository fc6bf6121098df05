import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { answering } from './aws-errors';
import { UserPoolId, cognito } from './cognito';
import { insist } from './insist';
import { endPendingSignIns } from './pending-sign-ins';
import type { ErrorCode } from '../../src/contract';

/**
 * Ends all that was begun with a credential that has changed: every session, and what waits for a code, which is nothing of who has no address. Answers
 * `gone` where the account is.
 */
export const endSessions = (username: string, handle: string | undefined, gone: ErrorCode) => Promise.all([
  insist(() => cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: username }))).catch(answering(gone, ['UserNotFoundException'])),
  handle === undefined ? undefined : insist(() => endPendingSignIns(handle)),
]);
