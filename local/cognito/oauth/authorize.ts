import { grantCode } from './authorization-code';
import { readAuthorizationRequest } from './authorization-request';
import { readBrowserSession } from './browser-session';
import { Endpoint } from './endpoint';
import { startFederation } from './federation';
import { chosenProvider, offeredProviders } from './providers';
import { CallbackError, redirect } from './response';

/** [D] Sends the browser on: to the callback who is signed in, to an identity provider, or to /login with the same parameters. */
export const authorize: Endpoint = async (cognito, request) => {
  const authorization = readAuthorizationRequest(request);
  const { client, redirectUri, state, prompt } = authorization;
  const chosen = chosenProvider(request.pool, client, request.query, (code, description) => new CallbackError(redirectUri, state, code, description));
  const signedIn = readBrowserSession(cognito, request);
  // Who came by a provider that this client does not have is not signed in for it.
  const fits = signedIn && (chosen ? signedIn.session.provider === chosen : offeredProviders(client).includes(signedIn.session.provider));
  // [D] `login` asks again, `none` never; the others have no page of their own here.
  if (fits && !prompt.includes('login')) return grantCode(cognito, request.pool, signedIn.user, signedIn.session, authorization);
  if (prompt.includes('none')) throw new CallbackError(redirectUri, state, 'login_required');
  if (chosen && chosen !== 'COGNITO') return startFederation(cognito, request, chosen);
  return redirect(`${request.root}/login?${request.query}`);
};
