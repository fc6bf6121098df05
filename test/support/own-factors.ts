import { TOTP } from 'otpauth';
import { Authenticator } from './authenticator';
import type { Answer, LocalApi } from './local';
import { bearer, type Person } from './person';
import { expectGatewayRefusal, expectRefusal } from './refusal';
import { FRESH_SIGN_IN_SECONDS } from '../../src/contract/limits';

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

export const accessTokenOf = async (person: Person): Promise<string> => (await person.signIn()).body.access_token;

/** Expects that an operation on one's own factors takes an access token alone, while it lives and, where it must, of a sign-in of the last minutes. */
export const expectOwnToken = async (api: LocalApi, person: Person, send: (token: string) => Promise<Answer>, { fresh }: { fresh: boolean }): Promise<void> => {
  const { access_token, id_token, refresh_token } = (await person.signIn()).body;
  expectGatewayRefusal(await send(''), 401);
  expectGatewayRefusal(await send('a.b.c'), 401);
  expectGatewayRefusal(await send(id_token), 403);
  await api.advance(FRESH_SIGN_IN_SECONDS);
  if (fresh) {
    expectRefusal(await send(access_token), 'REAUTHENTICATION_REQUIRED');
    const refreshed = (await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).body.access_token;
    expectRefusal(await send(refreshed), 'REAUTHENTICATION_REQUIRED');
  } else {
    expect((await send(access_token)).status).toBe(200);
  }
  const over = await accessTokenOf(person);
  await api.call('POST /v1/logout', { email: person.email, access_token: over });
  expectRefusal(await send(over), 'INVALID_TOKEN');
};
