import * as field from './fields';
import type { Operation } from './operation';
import { answer, email, handle, nextStep, request, setsCookie } from './row';

const { word } = field;

const codeSent = answer({ email, user_id: handle, status: word('CONFIRMATION_CODE_SENT') });
const sendsCode = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'] as const;

/** People make their own accounts: on with `selfSignUpEnabled`. */
export const signUpOperations = {
  'POST /v1/sign-up': {
    operation: 'sign-up',
    summary: 'Mails a code to someone who wants an account. A known email address is answered in the same way.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'SELF_SIGN_UP',
    body: request({ email: field.email }),
    success: { status: 201, body: codeSent },
    errors: [],
    actions: sendsCode,
    needs: ['confirm-sign-up'],
  },
  'POST /v1/sign-up/confirm': {
    operation: 'confirm-sign-up',
    summary: 'Takes the mailed code, with the name and the password of the new account, and goes on as login does.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'SELF_SIGN_UP',
    body: request({
      email: field.email,
      verification_code: field.verificationCode,
      full_name: field.fullName,
      new_password: field.newPassword,
      mobile_phone_number: field.mobilePhoneNumber,
    }, ['mobile_phone_number']),
    success: { status: 200, body: nextStep },
    errors: ['PASSWORD_REFUSED', 'INVALID_CODE', 'MFA_RESET_PENDING', 'INVALID_STATE'],
    actions: [
      'cognito-idp:AdminGetUser', 'cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminSetUserPassword', 'cognito-idp:AdminUpdateUserAttributes',
      's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue',
    ],
    actionsWhere: { FACTOR_CHOICE: ['cognito-idp:AdminRespondToAuthChallenge'] },
    needs: ['mfa-verify', 'confirm-mfa', 'confirm-user'],
    cookieMode: setsCookie,
  },
  'POST /v1/sign-up/resend': {
    operation: 'resend-sign-up',
    summary: 'Mails a new code to someone who wants an account. Any other email address is answered in the same way.',
    access: 'ANYONE',
    throttle: 'CREDENTIAL',
    feature: 'SELF_SIGN_UP',
    body: request({ email: field.email }),
    success: { status: 200, body: codeSent },
    errors: [],
    actions: sendsCode,
    needs: ['confirm-sign-up'],
  },
} as const satisfies Record<string, Operation>;
