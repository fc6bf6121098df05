import { VerifySoftwareTokenCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ACCOUNT_STATE, answering } from './aws-errors';
import { cognitoOnce } from './cognito';
import type { Enrolment } from './enrolment';
import { HttpError } from './http-error';
import { amend, read, remove, writeInTurn } from './objects';
import { MAX_WRONG_CODES } from './pending-sign-ins';
import { personObjects } from '../../src/contract/objects';

type By = keyof Enrolment['tried'];

const forget = (handle: string) => Promise.all([remove(personObjects.enrolment(handle)), remove(personObjects.qrCode(handle))]);

/** The pending enrolment, with this code already counted: two requests at once cannot share one count. */
const countCode = async (handle: string, userId: string, by: By): Promise<Enrolment> => {
  const key = personObjects.enrolment(handle);
  const stored = await read<Enrolment>(key);
  const enrolment = stored?.content;
  if (!enrolment || enrolment.expires <= Date.now() || enrolment.tried[by] >= MAX_WRONG_CODES || ![handle, enrolment.sub].includes(userId)) {
    throw new HttpError('ENROLMENT_EXPIRED');
  }
  const counted = { ...enrolment, tried: { ...enrolment.tried, [by]: enrolment.tried[by] + 1 } };
  await writeInTurn(key, counted, stored!.etag);
  return counted;
};

/** Takes back the count of a code that was not found wrong: in an outage nobody looked at it. */
const uncountCode = (handle: string, by: By): Promise<void> => amend<Enrolment>(personObjects.enrolment(handle), ({ tried, ...enrolment }) =>
  ({ ...enrolment, tried: { ...tried, [by]: Math.max(0, tried[by] - 1) } }));

/** Finishes an enrolment by the first code that the app shows. Answers whose it is, and the session in which Cognito waits to be told so. */
export const confirmEnrolment = async (handle: string, userId: string, by: By, code: string): Promise<{ sub: string; session: string }> => {
  const enrolment = await countCode(handle, userId, by);
  let session: string | undefined;
  try {
    ({ Session: session } = await cognitoOnce.send(new VerifySoftwareTokenCommand({ Session: enrolment.session, UserCode: code }))
      .catch(answering('CODE_MISMATCH', ['EnableSoftwareTokenMFAException', 'CodeMismatchException']))
      .catch(answering('CODE_ALREADY_USED', ['ExpiredCodeException']))
      .catch(answering('ENROLMENT_EXPIRED', ACCOUNT_STATE)));
  } catch (error) {
    const { code: refusal } = error as HttpError;
    if (refusal === 'ENROLMENT_EXPIRED' || (refusal === 'CODE_MISMATCH' && enrolment.tried.bearer >= MAX_WRONG_CODES)) {
      await forget(handle);
    } else if (refusal !== 'CODE_MISMATCH') {
      await uncountCode(handle, by);
    }
    throw error;
  }
  // The marker goes last: while it lies there, a password alone starts no enrolment.
  await forget(handle);
  await remove(personObjects.mfaResetPending(handle));
  return { sub: enrolment.sub, session: session! };
};
