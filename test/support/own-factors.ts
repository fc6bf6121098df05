import { TOTP } from 'otpauth';
import { Authenticator } from './authenticator';
import type { Answer, LocalApi } from './local';
import { bearer } from './person';

const must = ({ status, body }: Answer): any => {
  if (status >= 300) {
    throw new Error(`${status} ${JSON.stringify(body)}`);
  }
  return body;
};

/** What an authenticator answers to start-passkey. */
export const newCredential = async (api: LocalApi, token: string, authenticator = new Authenticator({ origin: api.url })) =>
  authenticator.create(must(await api.call('POST /v1/passkeys/start', undefined, bearer(token))).credential_creation_options);

/** The passkeys of the token's bearer, as list-passkeys answers them. */
export const passkeysOf = async (api: LocalApi, token: string): Promise<any[]> =>
  must(await api.call('GET /v1/passkeys', undefined, bearer(token))).passkeys;

/** Registers a passkey and answers its id. */
export const registeredPasskey = async (api: LocalApi, token: string, authenticator?: Authenticator): Promise<string> => {
  must(await api.call('POST /v1/passkeys', { credential: await newCredential(api, token, authenticator) }, bearer(token)));
  return (await passkeysOf(api, token)).at(-1).credential_id;
};

/** Asks for another authenticator app, and answers what it holds. */
export const pendingApp = async (api: LocalApi, token: string): Promise<{ secret: string; url: string }> => {
  const { qr_code_secret, qr_code_secret_url } = must(await api.call('POST /v1/mfa/totp', undefined, bearer(token)));
  return { secret: qr_code_secret, url: qr_code_secret_url };
};

export const codeOf = async (api: LocalApi, secret: string): Promise<string> =>
  new TOTP({ secret }).generate({ timestamp: (await api.advance(0)).getTime() });

/** The first code of an app that start-totp has just handed out. */
export const pendingCode = async (api: LocalApi, token: string): Promise<string> => codeOf(api, (await pendingApp(api, token)).secret);
