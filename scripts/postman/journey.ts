import { keep, later, mail, SOMEONE_NEW, step, type Item } from './step';

const FIVE_MINUTES = 300;
const A_DAY = 86_400;

export const signIn = (what = 'Sign in'): Item[] => [
  step(`${what}: the password`, 'POST /v1/login', { expects: { verification_type: 'SOFTWARE_TOKEN_MFA' } }),
  step(`${what}: the code`, 'POST /v1/mfa-verify'),
];

/** A person's way through the operations of an API without any props. */
export const journey = (): Item[] => [
  step('Register', 'POST /v1/users', { before: SOMEONE_NEW, expects: { status: 'CREATED' } }),
  later('Five minutes', FIVE_MINUTES),
  step('Ask for the mail again', 'POST /v1/resend-confirmation-code'),
  mail('temporary_password'),
  step('Sign in with the temporary password', 'POST /v1/login', {
    body: { password: '{{temporary_password}}' }, expects: { verification_type: 'NEW_PASSWORD_REQUIRED' },
  }),
  step('Choose a password that everyone has', 'POST /v1/users/{user_id}/confirm', { body: { new_password: 'Password-123456!' }, refused: 'PASSWORD_REFUSED' }),
  step('Choose a password', 'POST /v1/users/{user_id}/confirm', { body: { new_password: '{{password}}' }, expects: { status: 'ACTIVE' } }),
  step('Type something that is no code', 'POST /v1/users/{user_id}/confirm-mfa', { body: { otp: 'abc' }, refused: 'INVALID_REQUEST' }),
  step('Type the first code of the app', 'POST /v1/users/{user_id}/confirm-mfa', { expects: { mfa_status: 'CONFIRMED' } }),
  step('Mistype the password', 'POST /v1/login', { body: { password: 'Not the password 1!' }, refused: 'INVALID_CREDENTIALS' }),
  ...signIn(),
  step('Who am I, by the ID token', 'GET /v1/userinfo', { token: 'id_token' }),
  step('Who am I, by the access token', 'GET /v1/userinfo', { after: keep('spent_refresh_token', 'refresh_token') }),
  step('Who am I, without a token', 'GET /v1/userinfo', { token: 'NONE', refused: 401 }),
  step('Refresh', 'POST /v1/refresh-token'),
  later('Eleven seconds', 11),
  step('Use the spent refresh token', 'POST /v1/refresh-token', { body: { refresh_token: '{{spent_refresh_token}}' }, refused: 'INVALID_TOKEN' }),
  ...signIn('Sign in again'),
  step('Change the password', 'POST /v1/users/{user_id}/change-password', { expects: { signed_in: false }, after: keep('password', 'new_password') }),
  ...signIn('Sign in with the new password'),
  step('Ask for a new password by the token', 'POST /v1/users/{user_id}/reset-password'),
  mail('verification_code'),
  step('Set it with the mailed code', 'POST /v1/users/{user_id}/confirm-password', {
    body: { new_password: 'Slow&Certain-Tide5' }, expects: { signed_in: false }, after: 'pm.collectionVariables.set(\'password\', \'Slow&Certain-Tide5\');',
  }),
  later('Five minutes', FIVE_MINUTES),
  step('Forget the password', 'POST /v1/forgot-password'),
  mail('verification_code'),
  step('Set another one with the mailed code', 'POST /v1/users/{user_id}/confirm-password', {
    body: { new_password: 'Early#Lantern-42' }, after: 'pm.collectionVariables.set(\'password\', \'Early#Lantern-42\');',
  }),
  step('Use the code once more', 'POST /v1/users/{user_id}/confirm-password', { body: { new_password: 'Early#Lantern-43' }, refused: 'INVALID_CODE' }),
  later('A day', A_DAY + 60),
  step('Lose the phone', 'POST /v1/resend-mfa'),
  mail('verification_code'),
  step('Start with another app', 'POST /v1/users/{user_id}/reset-mfa', { expects: { status: 'MFA_RESET' } }),
  step('Type the first code of the new app', 'POST /v1/users/{user_id}/confirm-mfa'),
  ...signIn('Sign in with the new app'),
  step('Sign out', 'POST /v1/logout', { expects: { user_status: 'logout' } }),
  ...signIn('Sign in for the last time'),
  step('Erase the account', 'DELETE /v1/users/{user_id}', { expects: { status: 'USER_DELETED' } }),
  step('Nobody is there any more', 'POST /v1/login', { refused: 'INVALID_CREDENTIALS' }),
];
