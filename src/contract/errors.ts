import type { CookieMode } from './operation';

/**
 * Every error that a handler answers: its HTTP status and the text for people. `fields` and `Retry-After` are added where they apply.
 * The body is `{message, error_message, code, request_id, fields?}`.
 */
export const errors = {
  MALFORMED_BODY: { status: 400, message: 'The body must be one JSON object in UTF-8.' },
  INVALID_REQUEST: { status: 400, message: 'Some fields are missing or not valid.' },
  PASSWORD_REFUSED: { status: 400, message: 'The new password is not accepted.' },
  PASSKEY_REFUSED: { status: 400, message: 'The passkey is not accepted. Please try again, or use another device.' },
  FACTOR_NOT_OFFERED: { status: 400, message: 'This second factor is not offered here.' },
  CODE_MISMATCH: { status: 400, message: 'The code is wrong. Please try again with the code that your authenticator app shows now.' },
  CODE_ALREADY_USED: { status: 400, message: 'This code has been used already. Please wait for the next one, at most 30 seconds.' },
  INVALID_CODE: { status: 400, message: 'The code is wrong or has expired. Please try again, or ask for a new one.' },
  INVALID_CREDENTIALS: {
    status: 401,
    message: 'The email or the password is wrong. If you were asked to reset your password, use "forgot password".',
  },
  INVALID_SESSION: { status: 401, message: 'This sign-in is no longer valid. Please sign in again.' },
  INVALID_TOKEN: { status: 401, message: 'The token is not valid or has expired. Please sign in again.' },
  REAUTHENTICATION_REQUIRED: { status: 401, message: 'Please sign in again: this needs a sign-in of the last 10 minutes.' },
  PICTURE_REFUSED: { status: 400, message: 'This is no picture of the type that was announced. Please upload a PNG, JPEG or WebP image.' },
  FORBIDDEN: { status: 403, message: 'You are not allowed to do that.' },
  MFA_RESET_PENDING: {
    status: 403,
    message: 'A reset of your second factor was started and is not finished. Please ask for a new code with "resend MFA" and finish it.',
  },
  USER_NOT_FOUND: { status: 404, message: 'There is no such person.' },
  GROUP_NOT_FOUND: { status: 404, message: 'There is no such group.' },
  PICTURE_NOT_FOUND: { status: 404, message: 'There is no picture.' },
  PICTURE_NOT_UPLOADED: { status: 409, message: 'No picture has been uploaded in the last day. Please upload one first.' },
  SESSION_NOT_FOUND: { status: 404, message: 'You are not signed in there, or no longer.' },
  PASSKEY_NOT_FOUND: { status: 404, message: 'You have no such passkey.' },
  PASSKEY_NOT_STARTED: { status: 409, message: 'There is no passkey waiting to be registered. Please start again.' },
  PASSKEY_LIMIT_REACHED: { status: 409, message: 'You have as many passkeys as there can be. Please delete one first.' },
  FACTOR_NOT_SET_UP: { status: 409, message: 'This second factor is not set up yet.' },
  FACTOR_REQUIRED: { status: 409, message: 'Everyone needs a second factor here, so that it cannot be switched off.' },
  TOTP_NOT_STARTED: { status: 409, message: 'There is no authenticator app waiting to be confirmed. Please ask for a new QR code.' },
  ENROLMENT_EXPIRED: { status: 409, message: 'There is no second factor waiting to be confirmed. Please sign in again for a new QR code.' },
  MFA_RESET_TOO_SOON: {
    status: 409,
    message: 'The password was recovered by email a short while ago, so the second factor cannot be reset yet. Please try again later.',
  },
  USER_EXISTS: { status: 409, message: 'There is an account with this email address already.' },
  OWN_ACCOUNT: { status: 409, message: 'Administrators cannot do that to their own account. Please ask another one.' },
  CURRENT_SESSION: { status: 409, message: 'You are using this session. Please log out to end it.' },
  EMAIL_CHANGE_TOO_SOON: {
    status: 409,
    message: 'The password was recovered by email a short while ago, so the email address cannot be changed yet. Please try again later.',
  },
  INVALID_STATE: { status: 409, message: 'This account cannot do that in its present state.' },
  BODY_TOO_LARGE: { status: 413, message: 'The body is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'The body must be sent with the content type application/json.' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many requests. Please wait a moment and try again.' },
  INTERNAL_ERROR: { status: 500, message: 'Something went wrong on our side.' },
  SERVICE_UNAVAILABLE: { status: 503, message: 'The service cannot be reached at the moment. Please try again.' },
} as const;

export type ErrorCode = keyof typeof errors;

/** Any operation can answer these. */
export const commonErrors = ['TOO_MANY_REQUESTS', 'INTERNAL_ERROR', 'SERVICE_UNAVAILABLE'] as const satisfies readonly ErrorCode[];
/** What any operation can answer besides where CloudFront stands in front of the API: the request did not come through it. */
export const frontErrors = ['FORBIDDEN'] as const satisfies readonly ErrorCode[];
/** What any operation with path parameters or a body can answer besides. */
export const requestErrors = ['INVALID_REQUEST'] as const satisfies readonly ErrorCode[];
export const bodyErrors = ['MALFORMED_BODY', 'BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const satisfies readonly ErrorCode[];
/** What operations that read or set the refresh token's cookie answer besides, to pages that are not the app's. */
export const cookieModeErrors = ({ reads, answer }: Pick<CookieMode, 'reads' | 'answer'>): readonly ErrorCode[] =>
  reads || answer === 'SETS' ? ['FORBIDDEN'] : [];
