import { VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ACCOUNT_STATE, answering } from './lib/aws-errors';
import { cognitoOnce } from './lib/cognito';
import type { Enrolment } from './lib/enrolment';
import { HttpError } from './lib/http-error';
import { read, remove, writeIfUnchanged } from './lib/objects';
import { operation } from './lib/operation';
import { MAX_WRONG_CODES } from './lib/pending-sign-ins';
import { handleOf } from './lib/user-id';
import { unseal } from './lib/verification-session';
import { personObjects } from '../src/contract/objects';

const forget = (handle: string) => Promise.all([remove(personObjects.enrolment(handle)), remove(personObjects.qrCode(handle))]);

/** The pending enrolment, with this code already counted: two requests at once cannot share one count. */
const countCode = async (handle: string, userId: string, by: keyof Enrolment['tried']): Promise<Enrolment> => {
  const key = personObjects.enrolment(handle);
  const stored = await read<Enrolment>(key);
  const enrolment = stored?.content;
  if (!enrolment || enrolment.expires <= Date.now() || enrolment.tried[by] >= MAX_WRONG_CODES || ![handle, enrolment.sub].includes(userId)) {
    throw new HttpError('ENROLMENT_EXPIRED');
  }
  const counted = { ...enrolment, tried: { ...enrolment.tried, [by]: enrolment.tried[by] + 1 } };
  if (!await writeIfUnchanged(key, counted, stored!.etag)) {
    throw new HttpError('TOO_MANY_REQUESTS', undefined, 1);
  }
  return counted;
};

export const handler = operation<'POST /v1/users/{user_id}/confirm-mfa'>(async ({ path, body: { email, otp, verification_session } }) => {
  const handle = await handleOf(email);
  const sealed = verification_session === undefined ? undefined : await unseal(verification_session);
  if (sealed && (sealed.email !== email || sealed.challenge !== 'MFA_SETUP')) {
    throw new HttpError('INVALID_SESSION');
  }
  const enrolment = await countCode(handle, path.user_id, sealed ? 'bearer' : 'anyone');
  try {
    await cognitoOnce.send(new VerifySoftwareTokenCommand({ Session: enrolment.session, UserCode: otp }))
      .catch(answering('CODE_MISMATCH', ['EnableSoftwareTokenMFAException', 'CodeMismatchException']))
      .catch(answering('CODE_ALREADY_USED', ['ExpiredCodeException']))
      .catch(answering('ENROLMENT_EXPIRED', ACCOUNT_STATE));
  } catch (error) {
    if (enrolment.tried.bearer >= MAX_WRONG_CODES || (error as HttpError).code === 'ENROLMENT_EXPIRED') {
      await forget(handle);
    }
    throw error;
  }
  // The marker goes last: while it lies there, a password alone starts no enrolment.
  await forget(handle);
  await remove(personObjects.mfaResetPending(handle));
  return { email, user_id: enrolment.sub, mfa_status: 'CONFIRMED' };
});
