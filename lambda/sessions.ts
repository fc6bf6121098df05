import { assertPersonal } from './lib/claims';
import { operation } from './lib/operation';
import { trackedSessions } from './lib/tracked-sessions';

export const handler = operation<'GET /v1/sessions'>(async ({ claims, token }) => {
  assertPersonal(claims);
  const sessions = await trackedSessions(token);
  return {
    sessions: sessions.map((session) => ({
      session_id: session.SessionId!,
      current: session.IsCurrentSession ?? false,
      type: session.SessionType ?? null,
      client_id: session.ClientId ?? null,
      created_at: session.CreateDate?.toISOString() ?? null,
      last_used_at: session.LastActiveDate?.toISOString() ?? null,
      device: session.DeviceType ?? null,
      ip_address: session.LastIPAddress ?? null,
      city: session.LastLocation?.City ?? null,
      country: session.LastLocation?.Country ?? null,
    })),
  };
});
