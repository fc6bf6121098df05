import * as field from './fields';
import type { Operation } from './operation';
import { answer, email, enrolment, request, setsCookie, sub, tokens, whereIs } from './row';

const { text } = field;

/** The challenges that ask for something that has gone to the person's mailbox or phone, or that an app shows. */
const CODES = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP', 'SMS_OTP', 'MFA_SETUP'];

/** What an answer holds where a sign-in is not over: what comes next, and what that needs. */
export const nextStep = {
  user_id: sub,
  verification_type: {
    type: 'string',
    description: 'what comes next: mfa-verify (SOFTWARE_TOKEN_MFA, SMS_MFA), confirm-mfa (MFA_SETUP), confirm (NEW_PASSWORD_REQUIRED), or challenge, which takes all',
    enum: field.challengeType.enum,
  },
  ...enrolment,
  verification_session: text('to be sent to the next operation within 15 minutes'),
  factors: { type: 'array', items: { type: 'string' }, description: 'with SELECT_MFA_TYPE, the second factors to choose from' },
  credential_request_options: {
    type: 'object',
    description: 'with WEB_AUTHN, what the browser is to be asked for: PublicKeyCredential.parseRequestOptionsFromJSON() reads it',
  },
} as const;

/** All of these are there or not, as the sign-in goes. */
export const nextStepFields = Object.keys(nextStep) as (keyof typeof nextStep)[];
export const tokenFields = Object.keys(tokens) as (keyof typeof tokens)[];

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
        credential: field.credential,
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
    success: { status: 200, body: answer({ email, ...nextStep, ...tokens }, [...nextStepFields, ...tokenFields]) },
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
