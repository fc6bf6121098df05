import { assertPersonal } from './lib/claims';
import { operation } from './lib/operation';
import { describedSession, trackedSessions } from './lib/tracked-sessions';

export const handler = operation<'GET /v1/sessions'>(async ({ claims, token }) => {
  assertPersonal(claims);
  const sessions = await trackedSessions(token);
  return { sessions: sessions.map((session) => ({ ...describedSession(session), current: session.IsCurrentSession ?? false })) };
});
