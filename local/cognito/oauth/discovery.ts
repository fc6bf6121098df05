import { Endpoint } from './endpoint';
import { json } from './response';
import { jwks, openIdConfiguration } from '../keys';

/** Cognito's document with the addresses of this run; the issuer stays the genuine one, as in the tokens. */
export const discovery: Endpoint = async (cognito, { pool, origin, root }) => {
  const base = `${origin}${root}`;
  return json(200, {
    ...openIdConfiguration(cognito, pool),
    authorization_endpoint: `${base}/oauth2/authorize`,
    end_session_endpoint: `${base}/logout`,
    jwks_uri: `${base}/.well-known/jwks.json`,
    revocation_endpoint: `${base}/oauth2/revoke`,
    token_endpoint: `${base}/oauth2/token`,
    userinfo_endpoint: `${base}/oauth2/userInfo`,
  });
};

export const keySet: Endpoint = async (cognito, { pool }) => json(200, await jwks(cognito, pool));
