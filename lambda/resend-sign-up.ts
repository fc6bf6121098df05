import { operation } from './lib/operation';
import { sendSignUpCode } from './lib/sign-up';
import { handleOf } from './lib/user-id';

export const handler = operation<'POST /v1/sign-up/resend'>(async (request) => {
  const { email } = request.body;
  const handle = await handleOf(email);
  await sendSignUpCode(request, email, handle);
  return { email, user_id: handle, status: 'CONFIRMATION_CODE_SENT' };
});
