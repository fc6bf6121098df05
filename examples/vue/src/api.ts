import { createClient, createSession } from 'cognito-auth-api-client';

/** The API of .env.local, else the offline run's on this machine. */
export const client = createClient({
  url: import.meta.env.VITE_API_URL || 'http://localhost:4000',
  apiKey: import.meta.env.VITE_API_KEY || undefined,
});

/** Keeps the tokens, in memory only, and refreshes them. */
export const session = createSession({ client });
