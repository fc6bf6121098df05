import { signIn } from './journey';
import { keep, mail, SOMEONE_NEW, step, type Item, type StepOptions } from './step';
import { ADMINISTRATORS_GROUP, type RouteKey } from '../../src/contract';

const NEEDS = `needs an administrator: admin_email, admin_password and admin_totp_secret of a member of "${ADMINISTRATORS_GROUP}"`;
const CREDENTIALS = { email: '{{admin_email}}', password: '{{admin_password}}', otp_code: '{{admin_otp}}' };
const administrator = (...fields: (keyof typeof CREDENTIALS)[]) => Object.fromEntries(fields.map((field) => [field, CREDENTIALS[field]]));

const holds = (what: string, condition: string) =>
  `pm.test('${what}', () => {\n  const body = pm.response.json();\n  pm.expect(${condition}).to.be.true;\n});`;
const IS_AMONG_THEM = 'body.users.some(({ user_id }) => user_id === pm.variables.get(\'user_id\'))';

/** A group to put someone into: another one than the administrators', where there is one. */
const CHOOSE_GROUP = [
  'const names = pm.response.json().groups.map(({ group }) => group);',
  `pm.test('the administrators\\' own is there', () => pm.expect(names).to.include('${ADMINISTRATORS_GROUP}'));`,
  `pm.collectionVariables.set('group', names.find((name) => name !== '${ADMINISTRATORS_GROUP}') || '${ADMINISTRATORS_GROUP}');`,
].join('\n');

const KEEP_NEXT = [
  holds('there is one account on it, and more to come', 'body.users.length <= 1 && body.next !== null'),
  '// In an address it stands encoded.',
  'pm.collectionVariables.set(\'next\', encodeURIComponent(pm.response.json().next));',
].join('\n');

const FORGET = '[\'admin_access_token\', \'admin_otp\', \'next\'].forEach((name) => pm.collectionVariables.unset(name));';

/**
 * What an administrator does to somebody whom they invite, and who is gone in the end. `otherwise` is what comes next where there is no administrator.
 */
export const administratorsJourney = (otherwise: string): Item[] => {
  const does = (name: string, routeKey: RouteKey, options: StepOptions = {}) => step(name, routeKey, { token: 'admin_access_token', ...options });
  const gate = { needs: NEEDS, otherwise };
  return [
    step('Nobody lists accounts without a token', 'GET /v1/admin/users', { token: 'NONE', refused: 401, gate: { otherwise } }),
    step('The administrator: the password', 'POST /v1/login', { body: administrator('email', 'password'), gate }),
    step('The administrator: the code', 'POST /v1/mfa-verify', {
      body: administrator('email', 'otp_code'), gate, after: keep('admin_access_token', 'access_token'),
    }),
    does('Which groups are there', 'GET /v1/admin/groups', { gate, after: CHOOSE_GROUP }),
    does('Who am I', 'GET /v1/userinfo', { after: keep('admin_user_id', 'user_id') }),

    does('Invite somebody', 'POST /v1/admin/users', { before: SOMEONE_NEW, expects: { status: 'INVITED' } }),
    does('Invite them again', 'POST /v1/admin/users', { refused: 'USER_EXISTS' }),
    mail('temporary_password'),
    step('They choose a password', 'POST /v1/users/{user_id}/confirm', { body: { new_password: '{{password}}' } }),
    step('They type the first code of their app', 'POST /v1/users/{user_id}/confirm-mfa'),
    ...signIn('They sign in'),

    does('Look for them by the address', 'GET /v1/admin/users', {
      query: { search: '{{email}}', search_by: 'EMAIL' }, after: holds('finds them', IS_AMONG_THEM),
    }),
    does('The first page of all accounts', 'GET /v1/admin/users', { query: { limit: '1' }, after: KEEP_NEXT }),
    does('The next page', 'GET /v1/admin/users', { query: { limit: '1', next: '{{next}}' } }),
    does('Look at them', 'GET /v1/admin/users/{user_id}', { expects: { status: 'CONFIRMED', enabled: true, email_verified: true } }),
    does('Where they are signed in', 'GET /v1/admin/users/{user_id}/sessions', {
      after: holds('there is one, where they are tracked', 'body.sessions.length === (body.tracked ? 1 : 0)'),
    }),
    does('How many there are', 'GET /v1/admin/counts', { after: holds('counts them', 'body.counted > 1 && body.by_status.CONFIRMED > 1') }),
    does('All that is held on them', 'GET /v1/admin/users/{user_id}/export', {
      after: holds('their address is in it', 'body.account.attributes.email === pm.variables.get(\'email\')'),
    }),

    does('Put them into a group', 'PUT /v1/admin/users/{user_id}/groups/{group}', { expects: { status: 'ADDED_TO_GROUP' } }),
    does('They are in it', 'GET /v1/admin/users/{user_id}', { after: holds('are members', 'body.groups.includes(pm.variables.get(\'group\'))') }),
    does('Take them out again', 'DELETE /v1/admin/users/{user_id}/groups/{group}', { expects: { status: 'REMOVED_FROM_GROUP' } }),
    does('They are out of it', 'GET /v1/admin/users/{user_id}', { after: holds('are no members', 'body.groups.length === 0') }),

    ...signIn('They sign in again'),
    does('Sign them out', 'POST /v1/admin/users/{user_id}/sign-out', { expects: { status: 'SIGNED_OUT' } }),
    step('Their refresh token is worth nothing', 'POST /v1/refresh-token', { refused: 'INVALID_TOKEN' }),
    does('Disable them', 'POST /v1/admin/users/{user_id}/disable', { expects: { status: 'DISABLED' } }),
    step('They are not let in', 'POST /v1/login', { refused: 'INVALID_CREDENTIALS' }),
    does('Nobody disables themselves', 'POST /v1/admin/users/{user_id}/disable', {
      path: { user_id: '{{admin_user_id}}' }, refused: 'OWN_ACCOUNT',
    }),
    does('Enable them', 'POST /v1/admin/users/{user_id}/enable', { expects: { status: 'ENABLED' } }),
    ...signIn('They are let in'),

    does('Have a code for a new password mailed', 'POST /v1/admin/users/{user_id}/reset-password', {
      expects: { status: 'PASSWORD_RESET_CONFIRMATION_SENT' },
    }),
    mail('verification_code'),
    step('They set one', 'POST /v1/users/{user_id}/confirm-password', { after: keep('password', 'new_password') }),
    does('They have lost their phone', 'POST /v1/admin/users/{user_id}/reset-mfa', { expects: { status: 'MFA_RESET' } }),
    step('They are shown another QR code', 'POST /v1/login', { expects: { verification_type: 'MFA_SETUP' } }),

    does('Erase them', 'DELETE /v1/admin/users/{user_id}', { expects: { status: 'USER_DELETED' } }),
    does('They are gone', 'GET /v1/admin/users/{user_id}', { refused: 'USER_NOT_FOUND' }),
    does('Nobody has the address', 'GET /v1/admin/users', {
      query: { search: '{{email}}', search_by: 'EMAIL' }, after: holds('finds nobody', `!${IS_AMONG_THEM}`),
    }),
    step('The administrator signs out', 'POST /v1/logout', {
      body: { ...administrator('email'), access_token: '{{admin_access_token}}' }, expects: { user_status: 'logout' }, after: FORGET,
    }),
  ];
};
