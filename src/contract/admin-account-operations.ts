import * as field from './fields';
import type { Operation } from './operation';
import { answer, email, request, sub, userPath } from './row';

const { text, word } = field;

const membership = request({ user_id: field.userId, group: field.group });
const group = text('the group');

/** What every operation about one person reads first. */
const FINDING = ['cognito-idp:AdminGetUser', 'cognito-idp:ListUsers'] as const;
/** What ends all that someone has begun. */
const ENDING = ['cognito-idp:AdminUserGlobalSignOut', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'] as const;

/** What administrators change. */
export const adminAccountOperations = {
  'POST /v1/admin/users': {
    operation: 'admin-create-user',
    summary: 'Makes an account and mails a temporary password, for administrators. The person goes on as after POST /v1/users.',
    access: 'ADMINISTRATORS',
    throttle: 'CREDENTIAL',
    feature: 'ADMIN',
    body: request({ email: field.email, full_name: field.fullName, mobile_phone_number: field.mobilePhoneNumber }, ['mobile_phone_number']),
    success: { status: 201, body: answer({ user_id: sub, email, status: word('INVITED') }) },
    errors: ['INVALID_REQUEST', 'INVALID_TOKEN', 'FORBIDDEN', 'USER_EXISTS', 'INVALID_STATE'],
    actions: [
      'cognito-idp:AdminCreateUser', 'cognito-idp:AdminGetUser', 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue',
    ],
    needs: ['confirm-user'],
  },
  'POST /v1/admin/users/{user_id}/enable': {
    operation: 'admin-enable-user',
    summary: 'Lets a person sign in again who was disabled, for administrators.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    path: userPath,
    success: { status: 200, body: answer({ user_id: sub, status: word('ENABLED') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'USER_NOT_FOUND'],
    actions: ['cognito-idp:AdminEnableUser', ...FINDING],
  },
  'POST /v1/admin/users/{user_id}/disable': {
    operation: 'admin-disable-user',
    summary: 'Ends all sessions of a person and lets them sign in no more until they are enabled, for administrators. Not for their own account.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    path: userPath,
    success: { status: 200, body: answer({ user_id: sub, status: word('DISABLED') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'USER_NOT_FOUND', 'OWN_ACCOUNT'],
    actions: ['cognito-idp:AdminDisableUser', ...FINDING, ...ENDING],
    needs: ['admin-enable-user'],
  },
  'POST /v1/admin/users/{user_id}/sign-out': {
    operation: 'admin-sign-out-user',
    summary: 'Ends all sessions of a person and the sign-ins that wait for a code, for administrators.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    path: userPath,
    success: { status: 200, body: answer({ user_id: sub, status: word('SIGNED_OUT') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'USER_NOT_FOUND'],
    actions: [...FINDING, ...ENDING],
  },
  'POST /v1/admin/users/{user_id}/reset-mfa': {
    operation: 'admin-reset-mfa',
    summary: 'Takes away the second factors of who has lost the device, for administrators, who check that first, and ends all sessions. Not for their own account. '
      + 'Asks for a fresh sign-in.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    path: userPath,
    success: { status: 200, body: answer({ user_id: sub, status: word('MFA_RESET') }) },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'USER_NOT_FOUND', 'OWN_ACCOUNT', 'INVALID_STATE'],
    actions: ['cognito-idp:AdminDeleteSoftwareToken', 'cognito-idp:AdminSetUserMFAPreference', ...FINDING, ...ENDING],
  },
  'POST /v1/admin/users/{user_id}/reset-password': {
    operation: 'admin-reset-password',
    summary: 'Mails a code for a new password, for administrators. Password and sessions stay until it is used. For an unused invitation, see '
      + 'resend-confirmation-code.',
    access: 'ADMINISTRATORS',
    throttle: 'CREDENTIAL',
    feature: 'ADMIN',
    path: userPath,
    success: { status: 200, body: answer({ user_id: sub, status: word('PASSWORD_RESET_CONFIRMATION_SENT') }) },
    errors: ['INVALID_TOKEN', 'FORBIDDEN', 'USER_NOT_FOUND', 'INVALID_STATE'],
    actions: [...FINDING, 's3:DeleteObject', 's3:GetObject', 's3:PutObject', 'secretsmanager:GetSecretValue'],
    needs: ['confirm-password'],
  },
  'PUT /v1/admin/users/{user_id}/groups/{group}': {
    operation: 'admin-add-to-group',
    summary: 'Puts a person into a group, for administrators. It takes effect when the person refreshes their tokens or signs in. Asks for a fresh sign-in.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    path: membership,
    success: { status: 200, body: answer({ user_id: sub, group, status: word('ADDED_TO_GROUP') }) },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'USER_NOT_FOUND', 'GROUP_NOT_FOUND'],
    actions: ['cognito-idp:AdminAddUserToGroup', ...FINDING],
  },
  'DELETE /v1/admin/users/{user_id}/groups/{group}': {
    operation: 'admin-remove-from-group',
    summary: 'Takes a person out of a group and ends all their sessions, for administrators, who cannot take themselves out of theirs. Asks for a fresh sign-in.',
    access: 'ADMINISTRATORS',
    throttle: 'DEFAULT',
    feature: 'ADMIN',
    path: membership,
    success: { status: 200, body: answer({ user_id: sub, group, status: word('REMOVED_FROM_GROUP') }) },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'USER_NOT_FOUND', 'GROUP_NOT_FOUND', 'OWN_ACCOUNT'],
    actions: ['cognito-idp:AdminRemoveUserFromGroup', ...FINDING, ...ENDING],
  },
  'DELETE /v1/admin/users/{user_id}': {
    operation: 'admin-delete-user',
    summary: 'Erases a person, for administrators: sessions, everything kept for them, and the account. Not for their own, see delete-user. Asks for a fresh sign-in.',
    access: 'ADMINISTRATORS',
    throttle: 'CREDENTIAL',
    feature: 'ADMIN',
    path: userPath,
    success: { status: 200, body: answer({ user_id: sub, status: word('USER_DELETED') }) },
    errors: ['INVALID_TOKEN', 'REAUTHENTICATION_REQUIRED', 'FORBIDDEN', 'USER_NOT_FOUND', 'OWN_ACCOUNT'],
    actions: ['cognito-idp:AdminDeleteUser', 'cognito-idp:AdminUserGlobalSignOut', ...FINDING, 's3:DeleteObject', 'secretsmanager:GetSecretValue'],
  },
} as const satisfies Record<string, Operation>;
