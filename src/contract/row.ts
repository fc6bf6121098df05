import * as field from './fields';
import type { CookieMode } from './operation';
import type { Condition, FieldSchema, ObjectSchema } from './schema';

/* What rows are made of. */

const { text } = field;

/** What a request may hold: all of `properties` but the optional ones must be there, and nothing else may. */
export const request = <Properties extends Record<string, FieldSchema>, Optional extends keyof Properties & string = never>(
  properties: Properties,
  optional: readonly Optional[] = [],
) => ({
  type: 'object',
  properties,
  required: Object.keys(properties)
    .filter((name) => !(optional as readonly string[]).includes(name)) as Exclude<keyof Properties & string, Optional>[],
  additionalProperties: false,
}) as const satisfies ObjectSchema;

/** What an answer holds. Further fields may be added in later versions. */
export const answer = <Properties extends Record<string, FieldSchema>, Optional extends keyof Properties & string = never>(
  properties: Properties,
  optional: readonly Optional[] = [],
) => ({ ...request(properties, optional), additionalProperties: true }) as const;

/** Of a schema: these fields are required where another field is there and has one of the values. */
export const whereIs = (name: string, values: readonly string[], required: readonly string[]): Condition =>
  ({ if: { type: 'object', properties: { [name]: { enum: values } }, required: [name] }, then: { required } });

/** Of a schema: these fields are required unless another field is there and has one of the values. */
export const unlessIs = (name: string, values: readonly string[], required: readonly string[]): Condition =>
  ({ if: { type: 'object', properties: { [name]: { enum: values } }, required: [name] }, else: { required } });

export const userPath = request({ user_id: field.userId });

export const email = text('the email address, lower-cased');
export const handle = text('the handle of the email address: the same for a known and an unknown one');
export const sub = text('the id of the user in the pool (sub)');
export const enrolment = {
  verification_session: text('to be sent to confirm-mfa within 15 minutes: whoever sends it cannot be stopped by the wrong codes of others'),
  qr_code_secret: text('the TOTP secret in base32, to be typed where no QR code can be scanned'),
  qr_code_secret_url: text('the address of the QR image (PNG), for an img src: valid 10 minutes at most'),
} as const;
export const tokens = {
  id_token: text('the ID token (JWT)'),
  access_token: text('the access token (JWT)'),
  refresh_token: text('the refresh token; the one sent before is spent'),
  expires_in: { type: 'integer', description: 'seconds until the access token expires' },
} as const satisfies Record<string, FieldSchema>;
export const signedOut = { type: 'boolean', description: 'false: every session has been ended, this one included' } as const;

/** What cookie mode changes where a sign-in ends, and where all sessions end. */
export const setsCookie = { reads: false, answer: 'SETS' } as const satisfies CookieMode;
export const clearsCookie = { reads: false, answer: 'CLEARS' } as const satisfies CookieMode;

/** What is answered to who is signing in: the tokens, or what comes before them. */
export const nextStep = answer({
  email,
  user_id: sub,
  verification_type: {
    type: 'string',
    description: 'what comes next: mfa-verify (SOFTWARE_TOKEN_MFA, SMS_MFA), confirm-mfa (MFA_SETUP) or confirm (NEW_PASSWORD_REQUIRED); challenge takes them all',
    enum: field.challengeType.enum,
  },
  ...enrolment,
  verification_session: text('to be sent to the next operation within 15 minutes'),
  factors: { type: 'array', items: { type: 'string' }, description: 'with SELECT_MFA_TYPE, the second factors to choose from' },
  credential_request_options: {
    type: 'object',
    description: 'with WEB_AUTHN, what the browser is to be asked for: PublicKeyCredential.parseRequestOptionsFromJSON() reads it',
  },
  ...tokens,
}, [
  'user_id', 'verification_session', 'verification_type', 'qr_code_secret', 'qr_code_secret_url', 'factors', 'credential_request_options',
  'id_token', 'access_token', 'refresh_token', 'expires_in',
]);
