import * as field from './fields';
import type { Operation } from './operation';
import { nextStep, request, setsCookie, whereIs } from './row';

/** The challenges that ask for something that has gone to the person's mailbox or phone, or that an app shows. */
const CODES = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP', 'SMS_OTP', 'MFA_SETUP'];

/** Whatever a sign-in asks for next, in one operation. */
export const challengeOperations = {
  'POST /v1/challenge': {
    operation: 'challenge',
    summary: 'Answers what a sign-in asks for, whatever it is, and says what comes next: another challenge, or the tokens.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'CHALLENGE',
    body: {
      ...request({
        email: field.emailOrUserId,
        verification_session: field.verificationSession,
        verification_type: field.challengeType,
        otp_code: field.otpCode,
        credential: field.passkeyAssertion,
        new_password: field.newPassword,
        factor: field.secondFactor,
      }, ['email', 'otp_code', 'credential', 'new_password', 'factor']),
      allOf: [
        whereIs('verification_type', CODES, ['otp_code']),
        whereIs('verification_type', ['WEB_AUTHN'], ['credential']),
        whereIs('verification_type', ['NEW_PASSWORD_REQUIRED'], ['new_password']),
        whereIs('verification_type', ['SELECT_MFA_TYPE'], ['factor']),
      ],
    },
    success: { status: 200, body: nextStep },
    errors: [
      'INVALID_REQUEST', 'CODE_MISMATCH', 'CODE_ALREADY_USED', 'INVALID_CODE', 'PASSWORD_REFUSED', 'INVALID_CREDENTIALS', 'INVALID_SESSION', 'FORBIDDEN',
      'MFA_RESET_PENDING', 'ENROLMENT_EXPIRED', 'INVALID_STATE',
    ],
    actions: [
      'cognito-idp:AdminRespondToAuthChallenge', 'cognito-idp:AdminUpdateUserAttributes', 's3:DeleteObject', 's3:GetObject', 's3:PutObject',
      'secretsmanager:GetSecretValue',
    ],
    needs: ['login'],
    cookieMode: setsCookie,
  },
} as const satisfies Record<string, Operation>;
