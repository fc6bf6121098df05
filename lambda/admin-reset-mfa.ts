import { AdminDeleteSoftwareTokenCommand, AdminSetUserMFAPreferenceCommand } from '@aws-sdk/client-cognito-identity-provider';
import { assertOther, freshAdministratorOf } from './lib/administrator';
import { answering, taking } from './lib/aws-errors';
import { unlessGone } from './lib/by-user-id';
import { UserPoolId, cognito } from './lib/cognito';
import { managedPerson, type ManagedPerson } from './lib/managed-person';
import { remove } from './lib/objects';
import { operation } from './lib/operation';
import { forgetTotp } from './lib/pending-totp';
import { signOutPerson } from './lib/sign-out-person';
import { ownHandleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

const notYet = answering('INVALID_STATE', ['PasswordResetRequiredException', 'UserNotConfirmedException']);

const OFF = { Enabled: false, PreferredMfa: false };
/** Cognito takes no settings of a factor that someone does not have, not even that it be off. */
const SETTINGS: Record<string, object> = {
  SMS_MFA: { SMSMfaSettings: OFF },
  EMAIL_OTP: { EmailMfaSettings: OFF },
  WEB_AUTHN_MFA: { WebAuthnMfaSettings: { Enabled: false } },
};

const switchOff = async ({ username, factors }: ManagedPerson): Promise<void> => {
  const settings = factors.filter((factor) => SETTINGS[factor]).map((factor) => SETTINGS[factor]);
  if (settings.length > 0) {
    await cognito.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId, Username: username, ...Object.assign({}, ...settings) }))
      .catch(notYet).catch(unlessGone);
  }
};

/** [M] Whether Cognito answers one of these where there is no app to delete, or 200, is unverified. */
const NO_APP = ['InvalidParameterException', 'SoftwareTokenMFANotFoundException', 'UserNotConfirmedException'];

const deleteApp = async ({ username, factors }: ManagedPerson): Promise<void> => {
  await cognito.send(new AdminDeleteSoftwareTokenCommand({ UserPoolId, Username: username }))
    .catch(factors.includes('SOFTWARE_TOKEN_MFA') ? notYet : taking(undefined, NO_APP))
    .catch(unlessGone);
};

/** What was begun with the lost device, or to replace it. */
const forgetPending = async ({ email }: ManagedPerson): Promise<void> => {
  const handle = await ownHandleOf(email);
  if (handle !== undefined) {
    await Promise.all([forgetTotp(handle), remove(personObjects.mfaResetPending(handle))]);
  }
};

/** Each step may be repeated. The marker that shuts sign-ins goes last, once nothing of the old factors is left. */
export const handler = operation<'POST /v1/admin/users/{user_id}/reset-mfa'>(async (request) => {
  assertOther(await freshAdministratorOf(request), request.path.user_id);
  const person = await managedPerson(request.path.user_id);
  await switchOff(person);
  await deleteApp(person);
  await signOutPerson(person);
  await forgetPending(person);
  return { user_id: person.sub, status: 'MFA_RESET' };
});
