import { createStubProvider } from '../../idp';
import { Cognito } from '../cognito';
import { authorize } from './authorize';
import { discovery, keySet } from './discovery';
import { Endpoint } from './endpoint';
import { error } from './error';
import { shareStub } from './federation';
import { idpResponse } from './idp-response';
import { login } from './login';
import { logout } from './logout';
import { readRequest } from './request';
import { asResponse, CORS, json, withCors } from './response';
import { revoke } from './revoke';
import { token } from './token';
import { userInfo } from './user-info';
import { Site } from '../../service';

/** By browsers, as whole pages. */
const PAGES: Record<string, Endpoint> = {
  '/oauth2/authorize': authorize,
  '/oauth2/idpresponse': idpResponse,
  '/login': login,
  '/logout': logout,
  '/error': error,
};

/** By programs, those in pages of other origins among them. */
const CALLS: Record<string, Endpoint> = {
  '/oauth2/token': token,
  '/oauth2/userInfo': userInfo,
  '/oauth2/revoke': revoke,
  '/.well-known/openid-configuration': discovery,
  '/.well-known/jwks.json': keySet,
};

/** The domains of the user pools, which cannot be reached offline, each below `/_local/auth/<domain>`, and the provider to federate with. */
export function createOAuth(cognito: Cognito): Record<string, Site> {
  const stub = createStubProvider(cognito.clock, () => cognito.makeKey());
  shareStub(cognito, stub);
  return {
    auth: async (service) => {
      const request = readRequest(cognito, service);
      if (!request) {
        return /^\/?(\?|$)/.test(service.url) ? json(200, domains(cognito, service.signedUrl.split('?')[0].replace(/\/$/, '')))
          : json(404, { message: 'No user pool has this domain' });
      }
      const call = Object.hasOwn(CALLS, request.path) ? CALLS[request.path] : undefined;
      if (call && request.method === 'OPTIONS') return { status: 204, headers: CORS, body: '' };
      const endpoint = call ?? (Object.hasOwn(PAGES, request.path) ? PAGES[request.path] : undefined);
      // [D] Of the pages only the form is sent by POST.
      const methods = request.path === '/login' ? ['GET', 'POST'] : ['GET'];
      if (!endpoint || (!call && !methods.includes(request.method))) return json(404, { message: 'Not Found' });
      const response = await endpoint(cognito, request).catch((problem: unknown) => asResponse(problem, request));
      return call ? withCors(response) : response;
    },
    idp: stub,
  };
}

/** What stands where, for who looks. */
const domains = (cognito: Cognito, site: string): object[] => Object.values(cognito.state.pools).flatMap((pool) => [pool.domain, pool.customDomain]
  .filter((domain) => domain !== undefined)
  .map((domain) => ({
    domain,
    user_pool_id: pool.id,
    path: `${site}/${domain}`,
    clients: Object.values(pool.clients).map(({ id, config }) => ({ client_id: id, name: config.ClientName })),
  })));
