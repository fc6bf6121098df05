import { createClient, createSession } from 'cognito-auth-api-client';
import type { Config } from '../config';

/** Routes that the stack has added to those of the API. */
interface OwnRoutes {
  'GET /v1/reports': { answer: unknown };
}

/**
 * The API, as the rest of the app sees it. `client` is for what anyone may call; `session` holds the tokens, in memory alone, adds the access token
 * to calls, and refreshes it in time. Where refresh tokens travel in a cookie, that has to be sent along.
 */
export const createApiService = ({ apiUrl, apiKey, tokenDelivery }: Config) => {
  const client = createClient<OwnRoutes>({ url: apiUrl || location.origin, apiKey, credentials: tokenDelivery === 'COOKIE' ? 'include' : 'omit' });
  return { client, session: createSession({ client, tokenDelivery }) };
};

export type ApiService = ReturnType<typeof createApiService>;
