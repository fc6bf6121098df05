import { signIn } from './journey';
import { keep, later, mail, SOMEONE_NEW, step, type Item } from './step';
import { operations, type Operation, type RouteKey } from '../../src/contract';

const FIVE_MINUTES = 300;

/** Which of the two sessions that there are is which. */
const KEEP_SESSIONS = [
  'const { sessions } = pm.response.json();',
  'pm.test(\'there are two\', () => pm.expect(sessions.map(({ current }) => current).sort()).to.eql([false, true]));',
  'pm.collectionVariables.set(\'session_id\', sessions.find(({ current }) => !current).session_id);',
  'pm.collectionVariables.set(\'current_session_id\', sessions.find(({ current }) => current).session_id);',
].join('\n');

const rows = Object.entries<Operation>(operations) as [RouteKey, Operation][];

/** What only administrators may do, each tried by somebody who is none. */
const asNobodySpecial = (): Item[] => rows.filter(([, { access }]) => access === 'ADMINISTRATORS')
  .map(([routeKey, { operation }]) => step(`No administrator: ${operation}`, routeKey, { refused: 403 }));

/** A person's way through what can be switched on besides; `otherwise` is what comes next where there is no sign-up. */
export const furtherJourney = (otherwise: string): Item[] => [
  step('Sign up', 'POST /v1/sign-up', { before: SOMEONE_NEW, gate: { otherwise } }),
  later('Five minutes', FIVE_MINUTES),
  step('Ask for the code again', 'POST /v1/sign-up/resend'),
  mail('verification_code'),
  step('Take the code, a name and a password', 'POST /v1/sign-up/confirm', { body: { new_password: '{{password}}' }, expects: { verification_type: 'MFA_SETUP' } }),
  step('Answer with the first code of the app', 'POST /v1/challenge', { body: { otp_code: '{{otp}}' } }),
  step('Begin another sign-in, with any factor', 'POST /v1/login', { body: { factor: 'PASSWORD' }, expects: { verification_type: 'SOFTWARE_TOKEN_MFA' } }),
  step('Answer with a code', 'POST /v1/challenge', { body: { otp_code: '{{otp}}' } }),

  step('Where am I signed in', 'GET /v1/sessions', { after: KEEP_SESSIONS }),
  step('Sign out there', 'DELETE /v1/sessions/{session_id}', { expects: { status: 'SESSION_ENDED' } }),
  step('Not here', 'DELETE /v1/sessions/{session_id}', { path: { session_id: '{{current_session_id}}' }, refused: 'CURRENT_SESSION' }),

  step('Change the name', 'PATCH /v1/userinfo', { body: { full_name: 'Ada King' }, expects: { status: 'USERINFO_UPDATED' } }),
  step('Change the address', 'PATCH /v1/userinfo', {
    before: 'pm.collectionVariables.set(\'new_email\', `new-${pm.variables.get(\'email\')}`);', body: { full_name: undefined, email: '{{new_email}}' },
  }),
  later('Five minutes', FIVE_MINUTES),
  step('Ask for the code once more', 'POST /v1/userinfo/verify'),
  mail('verification_code', 'new_email'),
  step('Prove the new address', 'POST /v1/userinfo/verify/confirm', { expects: { signed_in: false }, after: keep('email', 'new_email') }),
  ...signIn('Sign in by the new address'),

  step('Which second factors are there', 'GET /v1/mfa'),
  step('Prefer the app', 'PUT /v1/mfa', { body: { preferred_mfa: 'SOFTWARE_TOKEN_MFA' } }),
  step('Start with another app', 'POST /v1/mfa/totp'),
  step('Type its first code', 'POST /v1/mfa/totp/verify', { expects: { mfa_status: 'CONFIRMED' } }),
  ...signIn('Sign in with the new app'),

  step('Start a passkey', 'POST /v1/passkeys/start'),
  step('Make one up', 'POST /v1/passkeys', { refused: 'PASSKEY_REFUSED' }),
  step('Which passkeys are there', 'GET /v1/passkeys'),
  step('Delete one that is not there', 'DELETE /v1/passkeys/{credential_id}', { path: { credential_id: 'AAAA' }, refused: 'PASSKEY_NOT_FOUND' }),

  step('Ask for the form of an upload', 'POST /v1/users/{user_id}/picture'),
  step('Take a picture that was not uploaded', 'PUT /v1/users/{user_id}/picture', { refused: 'PICTURE_NOT_UPLOADED' }),
  step('There is no picture', 'GET /v1/users/{user_id}/picture', { refused: 'PICTURE_NOT_FOUND' }),
  step('Leave nothing of it', 'DELETE /v1/users/{user_id}/picture', { expects: { status: 'PICTURE_DELETED' } }),

  step('What is held on me', 'GET /v1/users/{user_id}/export'),
  ...asNobodySpecial(),
  step('Sign out here alone', 'POST /v1/logout', { body: { scope: 'DEVICE' }, expects: { user_status: 'logout' } }),
  ...signIn('Sign in for the last time'),
  step('Erase the account', 'DELETE /v1/users/{user_id}', { expects: { status: 'USER_DELETED' } }),
];
