import { ListUserSessionsCommand, type SessionDescriptionType } from '@aws-sdk/client-cognito-identity-provider';
import { TOKEN_REFUSALS } from './access-token';
import { answering } from './aws-errors';
import { cognito } from './cognito';

/** Where the bearer of the access token is signed in, as far as Cognito lists it: what is new shows within seconds. It refuses a revoked token. */
export const trackedSessions = async (AccessToken: string): Promise<SessionDescriptionType[]> => {
  const found: SessionDescriptionType[] = [];
  let NextToken: string | undefined;
  do {
    const page = await cognito.send(new ListUserSessionsCommand({ AccessToken, NextToken })).catch(answering('INVALID_TOKEN', TOKEN_REFUSALS));
    found.push(...page.Sessions ?? []);
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  return found;
};
