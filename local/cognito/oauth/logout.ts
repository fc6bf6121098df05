import { clientOf } from './authorization-request';
import { endBrowserSession } from './browser-session';
import { Endpoint } from './endpoint';
import { parameter, repeated } from './request';
import { ErrorPage, redirect } from './response';

/** [D] Ends the session in this browser, then leads to logout_uri, or with redirect_uri back to the sign-in page. */
export const logout: Endpoint = async (cognito, request) => {
  const { query, pool, root } = request;
  if (repeated(query, ['client_id', 'logout_uri', 'redirect_uri'])) throw new ErrorPage('invalid_request');
  const client = clientOf(pool, query);
  const target = parameter(query, 'logout_uri');
  if (target !== undefined) {
    // [D] To the letter; [M] the error.
    if (!client.config.LogoutURLs?.includes(target)) throw new ErrorPage('redirect_mismatch', client.id);
    return redirect(target, [endBrowserSession(cognito, request)]);
  }
  if (!client.config.CallbackURLs?.includes(parameter(query, 'redirect_uri'))) throw new ErrorPage('redirect_mismatch', client.id);
  return redirect(`${root}/login?${query}`, [endBrowserSession(cognito, request)]);
};
