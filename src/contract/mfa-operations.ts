import * as field from './fields';
import type { Operation } from './operation';
import { answer, clearsCookie, enrolment, request, signedOut, sub } from './row';

const { flag, list, text, word } = field;

const factors = answer({
  required: { type: 'boolean', description: 'whether everyone needs a second factor' },
  preferred: { type: ['string', 'null'], description: 'the factor that is asked for where several are on: SOFTWARE_TOKEN_MFA, SMS_MFA or EMAIL_OTP' },
  factors: list('those that are offered here', {
    type: text('SOFTWARE_TOKEN_MFA, SMS_MFA, EMAIL_OTP, or WEB_AUTHN for passkeys that count as both factors'),
    enabled: flag('whether it is on'),
  }),
});

/** The second factors of an account. */
export const mfaOperations = {
  'GET /v1/mfa': {
    operation: 'mfa',
    summary: 'Says which second factors the bearer of the token has.',
    access: 'ACCESS_TOKEN',
    throttle: 'DEFAULT',
    feature: 'SECOND_FACTORS',
    success: { status: 200, body: factors },
    errors: ['INVALID_TOKEN', 'FORBIDDEN'],
    actions: [],
  },
  'PUT /v1/mfa': {
    operation: 'set-mfa',
    summary: 'Switches second factors on and off, and says which one is preferred. What is not sent stays. Asks for a fresh sign-in.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'SECOND_FACTORS',
    body: request({
      preferred_mfa: field.preferredMfa,
      software_token_mfa: field.softwareTokenMfa,
      sms_mfa: field.smsMfa,
      email_mfa: field.emailMfa,
      passkey_mfa: field.passkeyMfa,
    }, ['preferred_mfa', 'software_token_mfa', 'sms_mfa', 'email_mfa', 'passkey_mfa']),
    success: { status: 200, body: factors },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'FACTOR_NOT_OFFERED', 'FACTOR_NOT_SET_UP', 'FACTOR_REQUIRED'],
    actions: [],
  },
  'POST /v1/mfa/totp': {
    operation: 'start-totp',
    summary: 'Starts the set-up of an authenticator app, the first or one in place of another, which works until verify-totp. Asks for a fresh sign-in.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'SECOND_FACTORS',
    success: {
      status: 200,
      body: answer({ user_id: sub, qr_code_secret: enrolment.qr_code_secret, qr_code_secret_url: enrolment.qr_code_secret_url }),
    },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'MFA_RESET_PENDING', 'FACTOR_NOT_OFFERED'],
    actions: ['s3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['verify-totp'],
  },
  'POST /v1/mfa/totp/verify': {
    operation: 'verify-totp',
    summary: 'Finishes the set-up with the first code that the app shows, switches it on and ends all sessions. Asks for a fresh sign-in.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'SECOND_FACTORS',
    body: request({ otp_code: field.otp }),
    success: { status: 200, body: answer({ user_id: sub, mfa_status: word('CONFIRMED'), signed_in: signedOut }) },
    errors: [
      'INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'MFA_RESET_PENDING', 'CODE_MISMATCH', 'CODE_ALREADY_USED', 'TOTP_NOT_STARTED', 'INVALID_STATE',
    ],
    actions: ['cognito-idp:AdminUserGlobalSignOut', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    cookieMode: clearsCookie,
  },
} as const satisfies Record<string, Operation>;
