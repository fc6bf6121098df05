import { audited, operation as action, registers } from 'contract:row';
import type { Audit } from './log';
import { isRegistrationClosed } from './registration';
import type { HttpEvent, Request } from './request';

/** What a request's line in the log says besides, where an administrator sent it: nothing that was not looked at before. */
export const auditOf = (event: HttpEvent, request: Pick<Request<any>, 'path'> | undefined, answer: object, result: string): Partial<Audit> => {
  if (!audited && !(registers && isRegistrationClosed)) {
    return {};
  }
  const { user_id } = { ...answer, ...request?.path } as { user_id?: string };
  // Of a success alone: else it may be no group, but whatever was sent.
  const { group } = answer as { group?: string };
  const actor = event.requestContext.authorizer?.jwt?.claims.sub;
  return { actor: actor === undefined ? undefined : String(actor), action, target: user_id, group, result };
};
