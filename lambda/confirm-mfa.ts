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

/** Takes back the count of a code that was not found wrong: in an outage nobody looked at it. */
const uncountCode = async (handle: string, by: keyof Enrolment['tried']): Promise<void> => {
  const key = personObjects.enrolment(handle);
  const stored = await read<Enrolment>(key);
  if (stored) {
    const { tried } = stored.content;
    await writeIfUnchanged(key, { ...stored.content, tried: { ...tried, [by]: Math.max(0, tried[by] - 1) } }, stored.etag);
  }
};

export const handler = operation<'POST /v1/users/{user_id}/confirm-mfa'>(async ({ path, body: { email, otp, verification_session } }) => {
  const handle = await handleOf(email);
  const sealed = verification_session === undefined ? undefined : await unseal(verification_session);
  if (sealed && (sealed.email !== email || sealed.challenge !== 'MFA_SETUP')) {
    throw new HttpError('INVALID_SESSION');
  }
  const by = sealed ? 'bearer' : 'anyone';
  const enrolment = await countCode(handle, path.user_id, by);
  try {
    await cognitoOnce.send(new VerifySoftwareTokenCommand({ Session: enrolment.session, UserCode: otp }))
      .catch(answering('CODE_MISMATCH', ['EnableSoftwareTokenMFAException', 'CodeMismatchException']))
      .catch(answering('CODE_ALREADY_USED', ['ExpiredCodeException']))
      .catch(answering('ENROLMENT_EXPIRED', ACCOUNT_STATE));
  } catch (error) {
    const { code } = error as HttpError;
    if (code === 'ENROLMENT_EXPIRED' || (code === 'CODE_MISMATCH' && enrolment.tried.bearer >= MAX_WRONG_CODES)) {
      await forget(handle);
    } else if (code !== 'CODE_MISMATCH') {
      await uncountCode(handle, by);
    }
    throw error;
  }
  // The marker goes last: while it lies there, a password alone starts no enrolment.
  await forget(handle);
  await remove(personObjects.mfaResetPending(handle));
  return { email, user_id: enrolment.sub, mfa_status: 'CONFIRMED' };
});
