import { mailOnce, swallowAccountState } from './lib/mail-limit';
import { operation } from './lib/operation';
import { sendResetCode } from './lib/reset-code';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

export const handler = operation<'POST /v1/resend-mfa'>(async (request) => {
  const { email } = request.body;
  const handle = await handleOf(email);
  await mailOnce(personObjects.mfaResetSent(handle), () => sendResetCode(request, email, 'MFA_RESET').catch(swallowAccountState));
  return { email, user_id: handle, status: 'MFA_RESET_SENT' };
});
