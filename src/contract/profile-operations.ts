import * as field from './fields';
import type { Operation } from './operation';
import { answer, clearsCookie, email, request, sub } from './row';

const { word } = field;

/** What a person changes of the own account. */
export const profileOperations = {
  'PATCH /v1/userinfo': {
    operation: 'update-userinfo',
    summary: 'Changes what the bearer of the token is called, and sends a code to a new email address or phone number, which counts once it is proven.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'PROFILE',
    body: {
      ...request({
        full_name: field.fullName,
        given_name: field.namePart,
        family_name: field.namePart,
        locale: field.locale,
        email: field.email,
        mobile_phone_number: field.mobilePhoneNumber,
      }, ['full_name', 'given_name', 'family_name', 'locale', 'email', 'mobile_phone_number']),
      minProperties: 1,
    },
    success: {
      status: 200,
      body: answer({
        email,
        user_id: sub,
        status: word('USERINFO_UPDATED'),
        verification_required: {
          type: 'array', items: { type: 'string' }, description: 'EMAIL, PHONE, both or neither: what a code was sent for, and stays as it was until the code is back',
        },
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'REAUTHENTICATION_REQUIRED', 'EMAIL_CHANGE_TOO_SOON', 'MFA_RESET_PENDING'],
    actions: ['cognito-idp:AdminUpdateUserAttributes', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['send-attribute-code', 'verify-attribute'],
  },
  'POST /v1/userinfo/verify': {
    operation: 'send-attribute-code',
    summary: 'Sends a code once more to the email address or phone number that waits for its proof, or to one that the bearer of the token has not proven yet.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'PROFILE',
    body: request({ attribute: field.attribute }),
    success: { status: 200, body: answer({ email, user_id: sub, status: word('VERIFICATION_CODE_SENT') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'EMAIL_CHANGE_TOO_SOON', 'MFA_RESET_PENDING', 'INVALID_STATE'],
    actions: ['cognito-idp:AdminUpdateUserAttributes', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['verify-attribute'],
  },
  'POST /v1/userinfo/verify/confirm': {
    operation: 'verify-attribute',
    summary: 'Proves an email address or phone number with the code that was sent to it. A new email address takes the place of the old one and ends all sessions.',
    access: 'ACCESS_TOKEN',
    throttle: 'CREDENTIAL',
    feature: 'PROFILE',
    body: request({ attribute: field.attribute, verification_code: field.attributeCode }),
    success: {
      status: 200,
      body: answer({
        email,
        user_id: sub,
        status: word('ATTRIBUTE_VERIFIED'),
        signed_in: { type: 'boolean', description: 'false where the email address is a new one: every session has been ended, this one included' },
      }),
    },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'EMAIL_CHANGE_TOO_SOON', 'MFA_RESET_PENDING', 'INVALID_CODE'],
    actions: ['cognito-idp:AdminUserGlobalSignOut', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['login', 'send-attribute-code'],
    cookieMode: clearsCookie,
  },
} as const satisfies Record<string, Operation>;
