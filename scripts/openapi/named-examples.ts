import { exampleOf } from './example';
import type { ObjectSchema, Operation } from '../../src/contract';

/** Of an example: its title, and what it holds. */
export interface NamedExample { readonly summary: string; readonly value: Record<string, unknown> }

interface Choice { readonly summary: string; readonly fields: readonly string[]; readonly values?: Readonly<Record<string, unknown>> }

const asserted = {
  id: 'rN3kQ0vT8yZ1sLx5dWb7Gg',
  rawId: 'rN3kQ0vT8yZ1sLx5dWb7Gg',
  type: 'public-key',
  response: { clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0', authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_k', signature: 'MEUCIQDx' },
  clientExtensionResults: {},
};

/** What a sign-in answers: which fields, by what comes next. */
const steps: Record<string, Choice> = {
  SOFTWARE_TOKEN_MFA: { summary: 'A code of the authenticator app is next', fields: ['email', 'verification_type', 'verification_session'] },
  MFA_SETUP: {
    summary: 'An authenticator app has to be set up',
    fields: ['email', 'user_id', 'verification_type', 'verification_session', 'qr_code_secret', 'qr_code_secret_url'],
    values: { verification_type: 'MFA_SETUP' },
  },
  NEW_PASSWORD_REQUIRED: {
    summary: 'The temporary password has to be replaced', fields: ['email', 'user_id', 'verification_type'], values: { verification_type: 'NEW_PASSWORD_REQUIRED' },
  },
  TOKENS: { summary: 'Signed in', fields: ['email', 'id_token', 'access_token', 'refresh_token', 'expires_in'] },
};
const step = (type: string, fields: readonly string[], summary: string, values: Record<string, unknown> = {}): Choice =>
  ({ summary, fields: ['email', 'verification_session', 'verification_type', ...fields], values: { verification_type: type, ...values } });

/** Where one example would not do, or all fields together make no sense. */
const requests: Record<string, Record<string, Choice>> = {
  'login': {
    PASSWORD: { summary: 'With a password', fields: ['email', 'password'] },
    EMAIL_OTP: { summary: 'With a mailed code, where the pool allows it', fields: ['email', 'factor'], values: { factor: 'EMAIL_OTP' } },
  },
  'challenge': {
    SOFTWARE_TOKEN_MFA: step('SOFTWARE_TOKEN_MFA', ['otp_code'], 'A code of the authenticator app'),
    EMAIL_OTP: step('EMAIL_OTP', ['otp_code'], 'A code of a mail', { otp_code: '49203917' }),
    WEB_AUTHN: step('WEB_AUTHN', ['credential'], 'A passkey', { credential: asserted }),
    NEW_PASSWORD_REQUIRED: step('NEW_PASSWORD_REQUIRED', ['new_password'], 'A password of one\'s own'),
    SELECT_MFA_TYPE: step('SELECT_MFA_TYPE', ['factor'], 'A choice of second factor'),
  },
  'logout': {
    EVERYWHERE: { summary: 'Everywhere', fields: ['email', 'access_token'] },
    DEVICE: { summary: 'Here alone, where sessions are tracked', fields: ['email', 'access_token', 'scope'] },
  },
  'set-mfa': {
    PREFERRED: { summary: 'Another preferred factor', fields: ['preferred_mfa', 'sms_mfa'], values: { preferred_mfa: 'SMS_MFA' } },
  },
  'update-userinfo': {
    NAME: { summary: 'Another name', fields: ['full_name'] },
    EMAIL: { summary: 'Another email address', fields: ['email'] },
  },
};
const answers: Record<string, Record<string, Choice>> = {
  'login': steps,
  'confirm-sign-up': { MFA_SETUP: steps.MFA_SETUP, TOKENS: steps.TOKENS },
  'challenge': { TOKENS: steps.TOKENS, MFA_SETUP: steps.MFA_SETUP },
};

const chosen = (schema: ObjectSchema, choices: Record<string, Choice> | undefined, otherwise: Choice): Record<string, NamedExample> =>
  Object.fromEntries(Object.entries(choices ?? { EXAMPLE: otherwise })
    .map(([name, { summary, fields, values }]) => [name, { summary, value: exampleOf(schema, [...fields], values) }]));

/** Of a body: what must be there, unless something is said above. */
export const requestExamples = ({ operation, body }: Operation): Record<string, NamedExample> =>
  body ? chosen(body, requests[operation], { summary: 'Example', fields: body.required.length > 0 ? body.required : Object.keys(body.properties) }) : {};

/** Of an answer: all that can be there, unless something is said above. */
export const answerExamples = ({ operation, success: { body } }: Operation): Record<string, NamedExample> =>
  chosen(body, answers[operation], { summary: 'Example', fields: Object.keys(body.properties) });
