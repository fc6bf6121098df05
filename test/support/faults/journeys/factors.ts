import { Authenticator } from '../../authenticator';
import { codeOf, newCredential, passkeysOf, pendingApp, registeredPasskey } from '../../own-factors';
import { bearer } from '../../person';
import { ok, type Journey } from '../journey';
import type { Traveller } from '../traveller';

const tokenOf = async (traveller: Traveller): Promise<string> => (await traveller.startSession()).tokens.access_token;

export const factorJourneys: readonly Journey[] = [
  {
    operation: 'start-passkey',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const token = await tokenOf(traveller);
      return {
        send: () => traveller.world.call('POST /v1/passkeys/start', undefined, bearer(token)),
        holds: async ({ body }) => ok(await traveller.world.call('POST /v1/passkeys', {
          credential: new Authenticator().create(body.credential_creation_options),
        }, bearer(token))),
      };
    },
  },
  {
    operation: 'create-passkey',
    stage: 'ENROLLED',
    spending: 'CompleteWebAuthnRegistration',
    dispensable: ['GetUser', 'SetUserMFAPreference'],
    prepare: async (traveller) => {
      const token = await tokenOf(traveller);
      const credential = await newCredential(traveller.world, token);
      return {
        send: () => traveller.world.call('POST /v1/passkeys', { credential }, bearer(token)),
        holds: async ({ body }) => {
          const { body: { factors } } = await traveller.world.call('GET /v1/mfa', undefined, bearer(token));
          const counts = factors.some(({ type, enabled }: any) => type === 'WEB_AUTHN' && enabled);
          return (await passkeysOf(traveller.world, token)).length === 1 && counts === body.counts_as_mfa;
        },
      };
    },
  },
  {
    operation: 'list-passkeys',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const token = await tokenOf(traveller);
      const id = await registeredPasskey(traveller.world, token);
      return {
        send: () => traveller.world.call('GET /v1/passkeys', undefined, bearer(token)),
        holds: async ({ body }) => body.passkeys.length === 1 && body.passkeys[0].credential_id === id,
      };
    },
  },
  {
    operation: 'delete-passkey',
    stage: 'ENROLLED',
    spending: 'DeleteWebAuthnCredential',
    prepare: async (traveller) => {
      const token = await tokenOf(traveller);
      const id = await registeredPasskey(traveller.world, token);
      return {
        send: () => traveller.world.call(`DELETE /v1/passkeys/${id}`, undefined, bearer(token)),
        holds: async () => (await passkeysOf(traveller.world, token)).length === 0,
      };
    },
  },
  {
    operation: 'mfa',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const token = await tokenOf(traveller);
      return {
        send: () => traveller.world.call('GET /v1/mfa', undefined, bearer(token)),
        holds: async ({ body }) => body.required && body.preferred === 'SOFTWARE_TOKEN_MFA',
      };
    },
  },
  {
    operation: 'set-mfa',
    stage: 'ENROLLED',
    prepare: async (traveller) => {
      const token = await tokenOf(traveller);
      return {
        send: () => traveller.world.call('PUT /v1/mfa', { preferred_mfa: 'NONE' }, bearer(token)),
        holds: async ({ body }) => body.preferred === null
          && (await traveller.world.call('GET /v1/mfa', undefined, bearer(token))).body.preferred === null && ok(await traveller.signIn()),
      };
    },
  },
  {
    operation: 'start-totp',
    stage: 'ENROLLED',
    spending: 'AssociateSoftwareToken',
    prepare: async (traveller) => {
      const token = await tokenOf(traveller);
      return {
        send: () => traveller.world.call('POST /v1/mfa/totp', undefined, bearer(token)),
        holds: async ({ body }) => ok(await traveller.world.call('POST /v1/mfa/totp/verify', {
          otp_code: await codeOf(traveller.world, body.qr_code_secret),
        }, bearer(token))),
      };
    },
  },
  {
    operation: 'verify-totp',
    stage: 'ENROLLED',
    spending: 'VerifySoftwareToken',
    countsCodes: true,
    endsSessions: true,
    prepare: async (traveller) => {
      const former = traveller.totpSecret;
      const { secret } = await pendingApp(traveller.world, await tokenOf(traveller));
      const signInBy = async (app: string) => {
        traveller.totpSecret = app;
        return traveller.signIn();
      };
      const replaced = async () => ok(await signInBy(secret));
      return {
        // Each time with a new sign-in, since a failure may have ended the one before.
        send: async () => {
          const { body } = await signInBy(former);
          const token = body.access_token ?? (await signInBy(secret)).body.access_token;
          return traveller.world.call('POST /v1/mfa/totp/verify', { otp_code: await codeOf(traveller.world, secret) }, bearer(token));
        },
        holds: replaced,
        isSafe: async (isOver) => !await replaced() || isOver(),
      };
    },
  },
];
