import { administratorOf } from './lib/administrator';
import { taking } from './lib/aws-errors';
import { byUserId } from './lib/by-user-id';
import { operation } from './lib/operation';
import { describedSession, trackedSessionsOf } from './lib/tracked-sessions';

export const handler = operation<'GET /v1/admin/users/{user_id}/sessions'>(async (request) => {
  await administratorOf(request);
  const sessions = await byUserId(request.path.user_id, trackedSessionsOf).catch(taking(undefined, ['OperationNotEnabledException']));
  return { tracked: sessions !== undefined, sessions: sessions?.map(describedSession) ?? [] };
});
