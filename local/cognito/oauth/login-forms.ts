import { html, Markup } from '../../html';
import { requiredAttributes } from '../attributes';
import { AuthResponse } from '../sign-in';
import { Pool } from '../state';

const field = (label: string, name: string, type = 'text', autocomplete = 'off', value = ''): Markup =>
  html`<label>${label} <input type="${type}" name="${name}" autocomplete="${autocomplete}" value="${value}" required></label>`;

const codeField = (label: string, name: string): Markup => field(label, name, 'text', 'one-time-code');

/** [D] `login_hint` fills in the name. */
export const passwordFields = (hint?: string): Markup =>
  html`${field('Username', 'username', 'text', 'username', hint)}${field('Password', 'password', 'password', 'current-password')}`;

/** The fields of a challenge's answer, under the names that ChallengeResponses has; undefined where the page has none for it. */
export function challengeFields(pool: Pool, response: AuthResponse, totp?: TotpSetup): Markup | undefined {
  const { ChallengeName: name, ChallengeParameters: parameters } = response;
  switch (name) {
    case 'NEW_PASSWORD_REQUIRED': {
      const missing = requiredAttributes(pool).map((one) => `userAttributes.${one}`)
        .filter((one) => parameters.requiredAttributes?.includes(`"${one}"`));
      return html`<p>Choose a new password.</p>${field('New password', 'NEW_PASSWORD', 'password', 'new-password')}${
        missing.map((one) => field(one.replace('userAttributes.', ''), one))}`;
    }
    case 'SOFTWARE_TOKEN_MFA': return codeField('Code of your authenticator app', 'SOFTWARE_TOKEN_MFA_CODE');
    case 'SMS_MFA': return codeField(`Code sent to ${parameters.CODE_DELIVERY_DESTINATION}`, 'SMS_MFA_CODE');
    case 'EMAIL_OTP': return codeField(`Code sent to ${parameters.CODE_DELIVERY_DESTINATION}`, 'EMAIL_OTP_CODE');
    case 'SELECT_MFA_TYPE': {
      const factors: string[] = JSON.parse(parameters.MFAS_CAN_CHOOSE);
      return html`${factors.map((factor) =>
        html`<label class="choice"><input type="radio" name="ANSWER" value="${factor}" required> ${factor}</label>`)}`;
    }
    case 'MFA_SETUP': return totp && html`<p>Add this secret to your authenticator app, and enter the code that it shows.</p>
<p><code id="secret">${totp.secret}</code></p><p class="about"><code>${totp.address}</code></p>${codeField('Code', 'USER_CODE')}`;
    default: return undefined;
  }
}

export interface TotpSetup {
  readonly secret: string;
  /** What a QR code would hold. */
  readonly address: string;
}
