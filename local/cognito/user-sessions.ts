import { Cognito, seconds } from './cognito';
import { Fault, invalidParameter } from './errors';
import { trackedSessionId } from './random';
import { Pool, SessionTracking, TokenSession, TrackedSession, User } from './state';
import { liveTokenSessions } from './token-sessions';

/*
 * Session tracking: https://docs.aws.amazon.com/cognito/latest/developerguide/managing-user-sessions.html
 * Of the two types of sessions there are those of tokens only. SSO sessions, which the sign-in page's cookie stands for, are not listed here. [M] Tokens
 * stay as they are: AWS says that tracking changes what they hold, and not by which claim.
 */

// [D] Before anything was set.
const UNSET: SessionTracking = { enabled: false, maxPerUser: 20 };

export const sessionTrackingOf = (pool: Pool): SessionTracking => pool.sessionTracking ?? UNSET;

// [D] the bounds; [M] the text
const MOST = 100;

export function setSessionTracking(pool: Pool, tracking: unknown, maxPerUser: unknown): void {
  if (tracking !== 'ENABLED' && tracking !== 'DISABLED') throw invalidParameter('UserSessionTracking must be ENABLED or DISABLED.');
  if (!Number.isInteger(maxPerUser) || Number(maxPerUser) < 1 || Number(maxPerUser) > MOST) {
    throw invalidParameter(`TokenSession.MaxPerUser must be between 1 and ${MOST}.`);
  }
  pool.sessionTracking = { enabled: tracking === 'ENABLED', maxPerUser: Number(maxPerUser) };
}

type Tracked = TokenSession & { readonly tracked: TrackedSession };

/** What `ListUserSessions` knows of the person: neither what was revoked or expired, nor what began while nothing was tracked. */
export const sessionsOf = (cognito: Cognito, pool: Pool, user: Pick<User, 'username'>): Tracked[] =>
  liveTokenSessions(cognito, pool, user).filter((session): session is Tracked => session.tracked !== undefined);

/** Of a sign-in that is about to succeed. [D] Where there are too many, those go that were not used for longest. */
export function trackedSession(cognito: Cognito, pool: Pool, user: Pick<User, 'username'>): Pick<TokenSession, 'tracked'> {
  const { enabled, maxPerUser } = sessionTrackingOf(pool);
  if (!enabled) return {};
  const others = sessionsOf(cognito, pool, user).sort((a, b) => a.tracked.lastActiveAt - b.tracked.lastActiveAt);
  for (const session of others.slice(0, Math.max(0, others.length - maxPerUser + 1))) session.revoked = true;
  const now = cognito.now();
  return { tracked: { id: trackedSessionId(), createdAt: now, lastActiveAt: now } };
}

/** [M] That Cognito refuses so, and with this text, is unverified. */
export function checkTracked(pool: Pool): void {
  if (!sessionTrackingOf(pool).enabled) throw new Fault('OperationNotEnabledException', 'User session tracking is not enabled for the user pool.');
}

/** [M] An unknown id and somebody else's are told in one way: unverified, as is the text. */
export function sessionById(cognito: Cognito, pool: Pool, user: User, id: string): Tracked {
  const session = sessionsOf(cognito, pool, user).find(({ tracked }) => tracked.id === id);
  if (!session) throw new Fault('ResourceNotFoundException', 'Session not found.');
  return session;
}

export const sessionDescription = ({ tracked, clientId }: Tracked, isCurrent: boolean) => ({
  SessionId: tracked.id,
  SessionType: 'TOKEN',
  ClientId: clientId,
  CreateDate: seconds(tracked.createdAt),
  LastActiveDate: seconds(tracked.lastActiveAt),
  // [D] What an unknown device and place are called. Here nothing looks at user agents and addresses.
  DeviceType: 'unknown',
  LastIPAddress: '127.0.0.1',
  LastLocation: { Country: 'unknown' },
  IsCurrentSession: isCurrent,
});
