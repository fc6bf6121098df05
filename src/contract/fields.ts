import { MAX_BODY_BYTES, PICTURE_TYPES } from './limits';
import type { FieldSchema } from './schema';

const UUID = '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}';
const EMAIL = "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+";
/** Control characters, lone surrogates, line and paragraph separators, and what reverses the writing direction. */
const UNPRINTABLE = '\\p{Cc}\\p{Cs}\\u2028\\u2029\\u202A-\\u202E\\u2066-\\u2069';

/** Cognito's limit of a username. */
const MAX_EMAIL = 128;

export const email = {
  type: 'string',
  description: `an email address of at most ${MAX_EMAIL} characters`,
  maxLength: MAX_EMAIL,
  pattern: `^${EMAIL}$`,
} as const satisfies FieldSchema;

export const emailOrUserId = {
  type: 'string',
  description: `an email address of at most ${MAX_EMAIL} characters, or a user_id`,
  maxLength: MAX_EMAIL,
  pattern: `^(?:${EMAIL}|${UUID})$`,
} as const satisfies FieldSchema;

export const userId = {
  type: 'string',
  description: 'a user_id as an earlier answer gave it (a UUID)',
  pattern: `^${UUID}$`,
} as const satisfies FieldSchema;

export const fullName = {
  type: 'string',
  description: 'a name of 1 to 128 printable characters',
  minLength: 1,
  maxLength: 128,
  pattern: `^(?=.*\\S)[^${UNPRINTABLE}]+$`,
} as const satisfies FieldSchema;

export const namePart = {
  ...fullName,
  description: 'a part of a name, of 1 to 128 printable characters',
} as const satisfies FieldSchema;

/** Language, then what narrows it down: https://www.rfc-editor.org/rfc/bcp/bcp47.txt */
export const locale = {
  type: 'string',
  description: 'a language tag of BCP 47, such as en or de-AT, of at most 35 characters',
  maxLength: 35,
  pattern: '^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$',
} as const satisfies FieldSchema;

export const mobilePhoneNumber = {
  type: 'string',
  description: 'a phone number: + and 1 to 14 digits',
  pattern: '^\\+[0-9]{1,14}$',
} as const satisfies FieldSchema;

export const password = {
  type: 'string',
  description: 'a password of 1 to 256 printable characters',
  minLength: 1,
  maxLength: 256,
  pattern: `^[^${UNPRINTABLE}]+$`,
} as const satisfies FieldSchema;

export const newPassword = {
  type: 'string',
  description: 'a password of 1 to 256 printable characters that neither starts nor ends with a space',
  minLength: 1,
  maxLength: 256,
  pattern: `^(?!\\s)[^${UNPRINTABLE}]+(?<!\\s)$`,
} as const satisfies FieldSchema;

export const otp = {
  type: 'string',
  description: 'the 6 digits that the authenticator app shows',
  pattern: '^[0-9]{6}$',
} as const satisfies FieldSchema;

export const verificationCode = {
  type: 'string',
  description: 'the 6 digits of the mail',
  pattern: '^[0-9]{6}$',
} as const satisfies FieldSchema;

export const attributeCode = {
  ...verificationCode,
  description: 'the 6 digits of the mail or the text message',
} as const satisfies FieldSchema;

export const attribute = {
  type: 'string',
  description: 'EMAIL or PHONE',
  enum: ['EMAIL', 'PHONE'],
} as const satisfies FieldSchema;

export const verificationSession = {
  type: 'string',
  description: 'the verification_session of an earlier answer',
  minLength: 1,
  maxLength: 4096,
  pattern: '^[A-Za-z0-9_-]+$',
} as const satisfies FieldSchema;

export const verificationType = {
  type: 'string',
  description: 'SOFTWARE_TOKEN_MFA or SMS_MFA, as the login answer said',
  enum: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'],
} as const satisfies FieldSchema;

/** A group's name: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateGroup.html */
export const group = {
  type: 'string',
  description: 'the name of a group, of 1 to 128 characters without spaces',
  minLength: 1,
  maxLength: 128,
  pattern: '^[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+$',
} as const satisfies FieldSchema;

/** What administrators look for, and in what. */
export const search = {
  type: 'string',
  description: 'what to look for, of 1 to 128 printable characters',
  minLength: 1,
  maxLength: 128,
  pattern: `^[^${UNPRINTABLE}]+$`,
} as const satisfies FieldSchema;

export const searchBy = {
  type: 'string',
  description: 'EMAIL, NAME or PHONE, which are looked for by their beginning, or STATUS or USER_ID',
  enum: ['EMAIL', 'NAME', 'PHONE', 'STATUS', 'USER_ID'],
} as const satisfies FieldSchema;

/** How many there are on a page: Cognito lists no more. */
export const pageLimit = {
  type: 'string',
  description: 'a number from 1 to 60',
  pattern: '^(?:[1-9]|[1-5][0-9]|60)$',
} as const satisfies FieldSchema;

/** Cognito's, in some hundred characters of any kind but spaces. */
export const pageToken = {
  type: 'string',
  description: 'the next of the page before, sent with the same search',
  minLength: 1,
  maxLength: 4096,
  pattern: '^[!-~]+$',
} as const satisfies FieldSchema;

/** What a sign-in may begin with. */
export const firstFactor = {
  type: 'string',
  description: 'PASSWORD, EMAIL_OTP, SMS_OTP or WEB_AUTHN',
  enum: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'],
} as const satisfies FieldSchema;

export const secondFactor = {
  type: 'string',
  description: 'one of the factors of the answer before: SOFTWARE_TOKEN_MFA, SMS_MFA or EMAIL_OTP',
  enum: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'],
} as const satisfies FieldSchema;

export const challengeType = {
  type: 'string',
  description: 'the verification_type of the answer before',
  enum: [
    'NEW_PASSWORD_REQUIRED', 'MFA_SETUP', 'SELECT_MFA_TYPE', 'SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN',
  ],
} as const satisfies FieldSchema;

/** Cognito mails 8 digits, and texts 6. */
export const otpCode = {
  type: 'string',
  description: 'the code: 6 digits of the authenticator app or the text message, 8 of the mail',
  pattern: '^(?:[0-9]{6}|[0-9]{8})$',
} as const satisfies FieldSchema;

/** Its further members are the standard's, which bounds ids to 1,023 bytes: https://www.w3.org/TR/webauthn-3/#dictdef-authenticationresponsejson */
export const passkeyAssertion = {
  type: 'object',
  description: 'what the browser answered to the credential_request_options, as its toJSON() gives it: id, rawId, type and response',
  properties: {
    id: { type: 'string', description: 'the id of the passkey', minLength: 1, maxLength: 1364, pattern: '^[A-Za-z0-9_-]+$' },
    rawId: { type: 'string', description: 'the id of the passkey', minLength: 1, maxLength: 1364, pattern: '^[A-Za-z0-9_-]+$' },
    type: { type: 'string', description: 'public-key', enum: ['public-key'] },
    response: { type: 'object', description: 'what the authenticator signed' },
  },
  required: ['id', 'rawId', 'type', 'response'],
} as const satisfies FieldSchema;

/** API Gateway takes 10,240 bytes of headers, so no longer token could be used anyway. */
const MAX_TOKEN = 10240;

export const accessToken = {
  type: 'string',
  description: 'an access token',
  maxLength: MAX_TOKEN,
  pattern: '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
} as const satisfies FieldSchema;

export const refreshToken = {
  type: 'string',
  description: 'a refresh token',
  minLength: 1,
  maxLength: MAX_TOKEN,
  pattern: '^[A-Za-z0-9._=-]+$',
} as const satisfies FieldSchema;

export const contentType = {
  type: 'string',
  description: `one of ${PICTURE_TYPES.join(', ')}`,
  enum: PICTURE_TYPES,
} as const satisfies FieldSchema;

/** An object, or a list of them, of an answer: all of `properties` but the optional ones are there. */
export const object = <Properties extends Record<string, FieldSchema>, Optional extends keyof Properties & string = never>(
  description: string, properties: Properties, optional: readonly Optional[] = [],
) => ({ type: 'object', description, ...members(properties, optional) }) as const;
export const list = <Properties extends Record<string, FieldSchema>, Optional extends keyof Properties & string = never>(
  description: string, properties: Properties, optional: readonly Optional[] = [],
) => ({ type: 'array', description, items: { type: 'object', ...members(properties, optional) } }) as const;
const members = <Properties extends Record<string, FieldSchema>, Optional extends keyof Properties & string>(
  properties: Properties, optional: readonly Optional[],
) => ({
  properties,
  required: Object.keys(properties)
    .filter((name) => !(optional as readonly string[]).includes(name)) as Exclude<keyof Properties & string, Optional>[],
});

/** Cognito's form: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SessionDescriptionType.html */
export const sessionId = {
  type: 'string',
  description: 'a session_id as the list of sessions gave it',
  pattern: '^(?:tkn|sso)[a-z0-9]{25}$',
} as const satisfies FieldSchema;

/** Beside an access token, so that the longest of both fit into a body; a browser's cookie holds no more either. */
export const ownRefreshToken = {
  ...refreshToken,
  description: 'the refresh token of the same sign-in, of at most 4096 characters',
  maxLength: 4096,
} as const satisfies FieldSchema;

export const logoutScope = {
  type: 'string',
  description: 'EVERYWHERE, which ends all sessions and is the default, or DEVICE, which ends that of the token alone and needs sessions to be tracked',
  enum: ['EVERYWHERE', 'DEVICE'],
} as const satisfies FieldSchema;

/** As WebAuthn writes bytes; it bounds the id of a credential to 1,023 of them: https://www.w3.org/TR/webauthn-3/#credential-id */
const base64url = (description: string, maxLength: number) => ({ type: 'string', description, minLength: 1, maxLength, pattern: '^[A-Za-z0-9_-]+$' }) as const;
const MAX_CREDENTIAL_ID = 1364;

export const credentialId = base64url('the credential_id of a passkey, as list-passkeys answers it', MAX_CREDENTIAL_ID);

/** Its further members are the standard's. Not longer than a body can be. */
export const passkeyRegistration = {
  type: 'object',
  description: 'what navigator.credentials.create() gave, by its toJSON() (a RegistrationResponseJSON)',
  properties: {
    id: base64url('the id of the credential', MAX_CREDENTIAL_ID),
    rawId: base64url('the same', MAX_CREDENTIAL_ID),
    type: { type: 'string', description: 'public-key', enum: ['public-key'] },
    response: {
      type: 'object',
      description: 'an AuthenticatorAttestationResponseJSON',
      properties: {
        clientDataJSON: base64url('what the browser says, in base64url', MAX_BODY_BYTES),
        attestationObject: base64url('what the authenticator says, in base64url', MAX_BODY_BYTES),
      },
      required: ['clientDataJSON', 'attestationObject'],
    },
  },
  required: ['id', 'rawId', 'type', 'response'],
} as const satisfies FieldSchema;

/** Whether people are asked for a second factor of that kind. */
const factor = (what: string) => ({ type: 'boolean', description: `true or false: whether ${what}` }) as const;
export const softwareTokenMfa = factor('a code of the authenticator app is asked for');
export const smsMfa = factor('a code by text message is asked for');
export const emailMfa = factor('a code by mail is asked for');
export const passkeyMfa = factor('a sign-in with a passkey counts as both factors');

export const preferredMfa = {
  type: 'string',
  description: 'SOFTWARE_TOKEN_MFA, SMS_MFA or EMAIL_OTP, or NONE to be asked which one',
  enum: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP', 'NONE'],
} as const satisfies FieldSchema;

/** What answers carry: described for readers, not validated at run time. */
export const text = (description: string) => ({ type: 'string', description }) as const;
export const texts = (description: string) => ({ type: 'array', items: { type: 'string' }, description }) as const;
export const flag = (description: string) => ({ type: 'boolean', description }) as const;
export const count = (description: string) => ({ type: 'integer', description }) as const;
/** What may not be known. */
export const textOrNull = (description: string) => ({ type: ['string', 'null'], description }) as const;
export const word = <Word extends string>(value: Word) => ({ type: 'string', description: value, enum: [value] }) as const;
