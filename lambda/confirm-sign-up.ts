import { RETRY_AFTER, isLockout } from './lib/aws-errors';
import { HttpError, isHttpError } from './lib/http-error';
import { completeAccount, provenBy } from './lib/new-account';
import { assertAcceptable } from './lib/new-password';
import { nextStep } from './lib/next-step';
import { remove } from './lib/objects';
import { operation } from './lib/operation';
import { signIn } from './lib/sign-in';
import { handleOf } from './lib/user-id';
import { personObjects } from '../src/contract/objects';

/**
 * The password comes with the code: one that is there before could be a stranger's, who waits for the owner of the address to confirm it. Where the code
 * proves nothing, the password alone may: of somebody who repeats what has worked, and whose answer got lost. It says no more than login would.
 */
export const handler = operation<'POST /v1/sign-up/confirm'>(async (request) => {
  const { email, verification_code, full_name, new_password, mobile_phone_number } = request.body;
  assertAcceptable(new_password, { email, name: full_name });
  const handle = await handleOf(email);
  const account = await provenBy(request, handle, email, verification_code);
  if (account) {
    await completeAccount(account, email, new_password, full_name, mobile_phone_number);
  }
  try {
    const state = await signIn(request, email, new_password);
    if (account) {
      await remove(personObjects.signUpCodes(handle));
    }
    return await nextStep(request, email, state);
  } catch (error) {
    if (!isHttpError(error, 'INVALID_CREDENTIALS')) {
      throw error;
    }
    // Others may have tried passwords of the account before it had one; who has proven the code may know that, and come again.
    throw account && isLockout(error.cause)
      ? new HttpError('TOO_MANY_REQUESTS', undefined, RETRY_AFTER, error.cause)
      : new HttpError('INVALID_CODE', undefined, undefined, error.cause);
  }
});
