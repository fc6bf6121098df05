import * as field from './fields';
import type { CookieMode, Operation } from './operation';
import type { FieldSchema, ObjectSchema } from './schema';

const { text, word } = field;

/** What a request may hold: all of `properties` but the optional ones must be there, and nothing else may. */
const request = <Properties extends Record<string, FieldSchema>, Optional extends keyof Properties & string = never>(
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
const answer = <Properties extends Record<string, FieldSchema>, Optional extends keyof Properties & string = never>(
  properties: Properties,
  optional: readonly Optional[] = [],
) => ({ ...request(properties, optional), additionalProperties: true }) as const;

const userPath = request({ user_id: field.userId });

const email = text('the email address, lower-cased');
const handle = text('the handle of the email address: the same for a known and an unknown one');
const sub = text('the id of the user in the pool (sub)');
const enrolment = {
  verification_session: text('to be sent to confirm-mfa within 15 minutes: whoever sends it cannot be stopped by the wrong codes of others'),
  qr_code_secret: text('the TOTP secret in base32, to be typed where no QR code can be scanned'),
  qr_code_secret_url: text('the address of the QR image (PNG), for an img src: valid 10 minutes at most'),
} as const;
const tokens = {
  id_token: text('the ID token (JWT)'),
  access_token: text('the access token (JWT)'),
  refresh_token: text('the refresh token; the one sent before is spent'),
  expires_in: { type: 'integer', description: 'seconds until the access token expires' },
} as const satisfies Record<string, FieldSchema>;
const signedOut = { type: 'boolean', description: 'false: every session has been ended, this one included' } as const;

/** What cookie mode changes where a sign-in ends, and where all sessions end. */
const setsCookie = { reads: false, answer: 'SETS' } as const satisfies CookieMode;
const clearsCookie = { reads: false, answer: 'CLEARS' } as const satisfies CookieMode;

/** The API, keyed by API Gateway's own route key. Everything else (routes, functions, roles, validators, documents) is derived from it. */
export const operations = {
  'POST /v1/users': {
    operation: 'create-user',
    summary: 'Registers a person and mails a temporary password. A known email address is answered in the same way.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'ALWAYS',
    body: request({ full_name: field.fullName, email: field.email, mobile_phone_number: field.mobilePhoneNumber }),
    success: { status: 201, body: answer({ email, user_id: handle, status: word('CREATED') }) },
    errors: [],
    actions: ['cognito-idp:AdminCreateUser', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['confirm-user'],
  },
  'POST /v1/users/{user_id}/confirm': {
    operation: 'confirm-user',
    summary: 'Replaces the temporary password by the person\'s own and starts the enrolment of an authenticator app.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'ALWAYS',
    path: userPath,
    body: request({ email: field.email, temporary_password: field.password, new_password: field.newPassword }),
    success: {
      status: 200,
      body: answer({ email, user_id: sub, ...enrolment, status: word('ACTIVE') }, ['verification_session', 'qr_code_secret', 'qr_code_secret_url']),
    },
    errors: ['PASSWORD_REFUSED', 'INVALID_CREDENTIALS', 'FORBIDDEN', 'MFA_RESET_PENDING'],
    actions: [
      'cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminRespondToAuthChallenge', 'cognito-idp:AdminUpdateUserAttributes',
      's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue',
    ],
    needs: ['confirm-mfa'],
  },
  'POST /v1/users/{user_id}/confirm-mfa': {
    operation: 'confirm-mfa',
    summary: 'Finishes the enrolment of an authenticator app with the first code that it shows.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'MFA_REQUIRED',
    path: userPath,
    body: request({ email: field.email, otp: field.otp, verification_session: field.verificationSession }, ['verification_session']),
    success: { status: 200, body: answer({ email, user_id: sub, mfa_status: word('CONFIRMED') }) },
    errors: ['CODE_MISMATCH', 'CODE_ALREADY_USED', 'INVALID_SESSION', 'ENROLMENT_EXPIRED'],
    actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['login'],
  },
  'POST /v1/login': {
    operation: 'login',
    summary: 'Checks the password and says what comes next: a code of the authenticator app, an enrolment, a new password, or the tokens.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'ALWAYS',
    body: request({ email: field.email, password: field.password }),
    success: {
      status: 200,
      body: answer({
        email,
        user_id: sub,
        verification_type: {
          type: 'string',
          description: 'what comes next: mfa-verify (SOFTWARE_TOKEN_MFA, SMS_MFA), confirm-mfa (MFA_SETUP) or confirm (NEW_PASSWORD_REQUIRED)',
          enum: ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'MFA_SETUP', 'NEW_PASSWORD_REQUIRED'],
        },
        ...enrolment,
        verification_session: text('to be sent to mfa-verify (or confirm-mfa) within 15 minutes'),
        ...tokens,
      }, [
        'user_id', 'verification_session', 'verification_type', 'qr_code_secret', 'qr_code_secret_url',
        'id_token', 'access_token', 'refresh_token', 'expires_in',
      ]),
    },
    errors: ['INVALID_CREDENTIALS', 'MFA_RESET_PENDING'],
    actions: ['cognito-idp:AdminInitiateAuth', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['mfa-verify', 'confirm-mfa', 'confirm-user'],
    cookieMode: setsCookie,
  },
  'POST /v1/mfa-verify': {
    operation: 'mfa-verify',
    summary: 'Finishes a sign-in with a code of the second factor and answers the tokens.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'ALWAYS',
    body: request({
      email: field.emailOrUserId,
      verification_type: field.verificationType,
      verification_session: field.verificationSession,
      otp_code: field.otp,
    }),
    success: { status: 200, body: answer(tokens) },
    errors: ['CODE_MISMATCH', 'CODE_ALREADY_USED', 'INVALID_SESSION', 'FORBIDDEN'],
    actions: ['cognito-idp:AdminRespondToAuthChallenge', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['login'],
    cookieMode: setsCookie,
  },
  'POST /v1/refresh-token': {
    operation: 'refresh-token',
    summary: 'Exchanges a refresh token for new tokens, a new refresh token among them.',
    access: 'ANYONE',
    throttle: 'DEFAULT',
    feature: 'ALWAYS',
    body: request({ email: field.emailOrUserId, refresh_token: field.refreshToken }),
    success: { status: 200, body: answer({ email, ...tokens }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: ['secretsmanager:GetSecretValue'],
    needs: ['login'],
    cookieMode: {
      reads: true,
      answer: 'SETS',
      body: request({ email: field.emailOrUserId, refresh_token: field.refreshToken }, ['email', 'refresh_token']),
    },
  },
  'POST /v1/logout': {
    operation: 'logout',
    summary: 'Ends all sessions of the person.',
    access: 'ANYONE',
    throttle: 'DEFAULT',
    feature: 'ALWAYS',
    body: request({ email: field.email, access_token: field.accessToken }),
    success: { status: 200, body: answer({ user_status: word('logout') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: [],
    cookieMode: {
      reads: true,
      answer: 'CLEARS',
      body: request(
        { email: field.email, access_token: field.accessToken, refresh_token: field.refreshToken },
        ['email', 'access_token', 'refresh_token'],
      ),
      actions: ['secretsmanager:GetSecretValue'],
    },
  },
  'GET /v1/userinfo': {
    operation: 'userinfo',
    summary: 'Says who the bearer of the token is.',
    access: 'TOKEN',
    throttle: 'DEFAULT',
    feature: 'ALWAYS',
    success: {
      status: 200,
      body: answer({
        user_id: sub,
        email: { type: ['string', 'null'], description: 'the email address' },
        name: { type: ['string', 'null'], description: 'the full name' },
        given_name: { type: ['string', 'null'], description: 'the given name, else the first word of the name' },
        family_name: { type: ['string', 'null'], description: 'the family name, else what follows the first word of the name' },
        phone_number: { type: ['string', 'null'], description: 'the phone number, unverified unless the app verified it' },
        groups: { type: 'array', items: { type: 'string' }, description: 'the groups, as the token names them' },
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: [],
  },
  'POST /v1/forgot-password': {
    operation: 'forgot-password',
    summary: 'Mails a code for a new password. An unknown email address is answered in the same way.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'ALWAYS',
    body: request({ email: field.email }),
    success: { status: 200, body: answer({ email, user_id: handle, status: word('PASSWORD_FORGOT_CONFIRMATION_SENT') }) },
    errors: [],
    actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['confirm-password'],
  },
  'POST /v1/users/{user_id}/confirm-password': {
    operation: 'confirm-password',
    summary: 'Sets a new password with the mailed code and ends all sessions.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'ALWAYS',
    path: userPath,
    body: request({ email: field.email, new_password: field.newPassword, verification_code: field.verificationCode }),
    success: {
      status: 200,
      body: answer({ email, user_id: sub, status: word('NEW_PASSWORD_SET_SUCCESSFULLY'), signed_in: signedOut }),
    },
    errors: ['PASSWORD_REFUSED', 'INVALID_CODE'],
    actions: [
      'cognito-idp:AdminGetUser', 'cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminUserGlobalSignOut', 's3:DeleteObject', 's3:GetObject', 's3:PutObject',
      'secretsmanager:GetSecretValue',
    ],
    needs: ['login'],
    cookieMode: clearsCookie,
  },
  'POST /v1/users/{user_id}/reset-password': {
    operation: 'reset-password',
    summary: 'Mails a code for a new password to the bearer of the token, or to anyone on behalf of an administrator.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'ALWAYS',
    path: userPath,
    body: request({ email: field.email }),
    success: { status: 200, body: answer({ email, user_id: sub, status: word('PASSWORD_RESET_CONFIRMATION_SENT') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'USER_NOT_FOUND', 'INVALID_STATE'],
    actions: ['cognito-idp:AdminGetUser', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['confirm-password'],
  },
  'POST /v1/users/{user_id}/change-password': {
    operation: 'change-password',
    summary: 'Replaces the password by a new one and ends all sessions.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'ALWAYS',
    path: userPath,
    body: request({ email: field.email, old_password: field.password, new_password: field.newPassword, access_token: field.accessToken }),
    success: { status: 200, body: answer({ email, status: word('PASSWORD_SUCCESSFULLY_CHANGED'), signed_in: signedOut }) },
    errors: ['PASSWORD_REFUSED', 'INVALID_CREDENTIALS', 'INVALID_TOKEN', 'FORBIDDEN'],
    actions: ['cognito-idp:AdminUserGlobalSignOut', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['login'],
    cookieMode: clearsCookie,
  },
  'DELETE /v1/users/{user_id}': {
    operation: 'delete-user',
    summary: 'Erases the bearer of the token: sessions, everything kept for the person, and the account.',
    access: 'TOKEN',
    throttle: 'DEFAULT',
    feature: 'ALWAYS',
    path: userPath,
    success: { status: 200, body: answer({ email, user_id: sub, status: word('USER_DELETED') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: ['cognito-idp:AdminDeleteUser', 'cognito-idp:AdminUserGlobalSignOut', 's3:DeleteObject', 'secretsmanager:GetSecretValue'],
    cookieMode: clearsCookie,
  },
  'POST /v1/resend-confirmation-code': {
    operation: 'resend-confirmation-code',
    summary: 'Mails a new temporary password to someone who has not confirmed yet. Any other email address is answered in the same way.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'ALWAYS',
    body: request({ email: field.email }),
    success: { status: 200, body: answer({ email, user_id: handle, status: word('CONFIRMATION_CODE_SENT') }) },
    errors: [],
    actions: ['cognito-idp:AdminCreateUser', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['confirm-user'],
  },
  'POST /v1/resend-mfa': {
    operation: 'resend-mfa',
    summary: 'Starts a reset of the second factor by mailing a code. An unknown email address is answered in the same way.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'MFA_REQUIRED',
    body: request({ email: field.email }),
    success: { status: 200, body: answer({ email, user_id: handle, status: word('MFA_RESET_SENT') }) },
    errors: [],
    actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['reset-mfa'],
  },
  'POST /v1/users/{user_id}/reset-mfa': {
    operation: 'reset-mfa',
    summary: 'Replaces the second factor: takes the password and the mailed code, ends all sessions and starts a new enrolment.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'MFA_REQUIRED',
    path: userPath,
    body: request({
      email: field.email,
      password: field.password,
      verification_code: field.verificationCode,
      new_password: field.newPassword,
    }, ['new_password']),
    success: { status: 200, body: answer({ email, user_id: sub, ...enrolment, status: word('MFA_RESET') }) },
    errors: ['PASSWORD_REFUSED', 'INVALID_CODE', 'INVALID_CREDENTIALS', 'FORBIDDEN', 'MFA_RESET_TOO_SOON'],
    actions: [
      'cognito-idp:AdminDeleteSoftwareToken', 'cognito-idp:AdminGetUser', 'cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminUserGlobalSignOut',
      's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue',
    ],
    needs: ['resend-mfa', 'confirm-mfa'],
    cookieMode: clearsCookie,
  },
} as const satisfies Record<string, Operation>;

export type RouteKey = keyof typeof operations;
