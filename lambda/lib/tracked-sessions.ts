import { AdminListUserSessionsCommand, ListUserSessionsCommand, type SessionDescriptionType } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS } from './access-token';
import { answering } from './aws-errors';
import { UserPoolId, cognito } from './cognito';
import { listed } from './pages';

/** Where the bearer of the access token is signed in, as far as Cognito lists it: what is new shows within seconds. It refuses a revoked token. */
export const trackedSessions = async (AccessToken: string): Promise<SessionDescriptionType[]> => (await listed(async (NextToken) => {
  const { Sessions, NextToken: next } = await cognito.send(new ListUserSessionsCommand({ AccessToken, NextToken }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));
  return { items: Sessions, next };
})).items;

/** Where anybody is signed in, in the same way. */
export const trackedSessionsOf = async (Username: string): Promise<SessionDescriptionType[]> => (await listed(async (NextToken) => {
  const { Sessions, NextToken: next } = await cognito.send(new AdminListUserSessionsCommand({ UserPoolId, Username, NextToken }));
  return { items: Sessions, next };
})).items;

/** A session in the contract's words. */
export const describedSession = (session: SessionDescriptionType) => ({
  session_id: session.SessionId!,
  type: session.SessionType ?? null,
  client_id: session.ClientId ?? null,
  created_at: session.CreateDate?.toISOString() ?? null,
  last_used_at: session.LastActiveDate?.toISOString() ?? null,
  device: session.DeviceType ?? null,
  ip_address: session.LastIPAddress ?? null,
  city: session.LastLocation?.City ?? null,
  country: session.LastLocation?.Country ?? null,
});
