import { ListUserSessionsCommand, type SessionDescriptionType } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS } from './access-token';
import { answering } from './aws-errors';
import { cognito } from './cognito';
import { listed } from './pages';

/** Where the bearer of the access token is signed in, as far as Cognito lists it: what is new shows within seconds. It refuses a revoked token. */
export const trackedSessions = async (AccessToken: string): Promise<SessionDescriptionType[]> => (await listed(async (NextToken) => {
  const { Sessions, NextToken: next } = await cognito.send(new ListUserSessionsCommand({ AccessToken, NextToken }))
    .catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));
  return { items: Sessions, next };
})).items;
