import { PICTURE_TYPES } from './limits';
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
  required: Object.keys(properties).filter((name) => !(optional as readonly string[]).includes(name)) as Exclude<keyof Properties & string, Optional>[],
});
/** Cognito's form: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SessionDescriptionType.html */
export const sessionId = {
  type: 'string',
  description: 'a session_id as the list of sessions gave it',
  pattern: '^(?:tkn|sso)[a-z0-9]{25}$',
} as const satisfies FieldSchema;

export const logoutScope = {
  type: 'string',
  description: 'EVERYWHERE, which ends all sessions and is the default, or DEVICE, which ends that of the token alone and needs sessions to be tracked',
  enum: ['EVERYWHERE', 'DEVICE'],
} as const satisfies FieldSchema;

/** What answers carry: described for readers, not validated at run time. */
export const text = (description: string) => ({ type: 'string', description }) as const;
export const texts = (description: string) => ({ type: 'array', items: { type: 'string' }, description }) as const;
export const flag = (description: string) => ({ type: 'boolean', description }) as const;
export const word = <Word extends string>(value: Word) => ({ type: 'string', description: value, enum: [value] }) as const;
