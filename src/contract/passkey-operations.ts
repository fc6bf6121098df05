import * as field from './fields';
import type { Operation } from './operation';
import { answer, request, sub } from './row';

const { list, text, textOrNull, texts, word } = field;

/** The passkeys of an account: on with `signIn.passkey`. */
export const passkeyOperations = {
  'POST /v1/passkeys/start': {
    operation: 'start-passkey',
    summary: 'Says how the bearer of the token registers a passkey: what navigator.credentials.create() takes. Asks for a fresh sign-in.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'PASSKEY',
    success: {
      status: 200,
      body: answer({
        credential_creation_options: { type: 'object', description: 'a PublicKeyCredentialCreationOptionsJSON; a further start ends it' },
      }),
    },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'PASSKEY_LIMIT_REACHED'],
    actions: [],
    needs: ['create-passkey'],
  },
  'POST /v1/passkeys': {
    operation: 'create-passkey',
    summary: 'Registers the passkey that start-passkey asked for. Asks for a fresh sign-in.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'PASSKEY',
    body: request({ credential: field.passkeyRegistration }),
    success: {
      status: 201,
      body: answer({
        user_id: sub,
        status: word('PASSKEY_CREATED'),
        counts_as_mfa: { type: 'boolean', description: 'whether a sign-in with it needs no second factor besides' },
      }),
    },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'PASSKEY_REFUSED', 'PASSKEY_NOT_STARTED', 'PASSKEY_LIMIT_REACHED'],
    actions: [],
  },
  'GET /v1/passkeys': {
    operation: 'list-passkeys',
    summary: 'Lists the passkeys of the bearer of the token.',
    access: 'ACCESS_TOKEN',
    throttle: 'DEFAULT',
    feature: 'PASSKEY',
    success: {
      status: 200,
      body: answer({
        passkeys: list('the passkeys', {
          credential_id: text('its id'),
          name: text('its name'),
          created_at: text('when it was registered (ISO 8601)'),
          relying_party_id: text('the domain that it is for'),
          transports: texts('how it is reached: internal, hybrid, usb, nfc, ble'),
          authenticator_attachment: textOrNull('platform or cross-platform'),
        }),
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: [],
  },
  'DELETE /v1/passkeys/{credential_id}': {
    operation: 'delete-passkey',
    summary: 'Deletes a passkey of the bearer of the token. Asks for a fresh sign-in.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'PASSKEY',
    path: request({ credential_id: field.credentialId }),
    success: { status: 200, body: answer({ user_id: sub, credential_id: text('the passkey that is gone'), status: word('PASSKEY_DELETED') }) },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'PASSKEY_NOT_FOUND'],
    actions: [],
  },
} as const satisfies Record<string, Operation>;
