import { invite } from './lib/invitation';
import { operation } from './lib/operation';
import { handleOf } from './lib/user-id';

export const handler = operation<'POST /v1/resend-confirmation-code'>(async ({ body: { email } }) => {
  const handle = await handleOf(email);
  await invite(email, handle);
  return { email, user_id: handle, status: 'CONFIRMATION_CODE_SENT' };
});
