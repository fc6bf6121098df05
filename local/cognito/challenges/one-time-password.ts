import { FirstAnswer, needed } from './challenge';
import { faults } from '../errors';
import { readFirst } from './first-session';
import { addressOf, OtpChoice, otpHash } from '../first-challenge';
import { codeAttempts, countFailure, forgetFailures, refuseWhileLocked } from '../lockout';
import { postConfirmation } from '../post-confirmation';
import { spend } from '../sessions';
import { nextChallenge } from '../sign-in';
import { verify } from '../verification';

/** A code as the first factor. [O] A wrong one does not spend the challenge; nobody has a right one. */
export const oneTimePassword = (challenge: OtpChoice): FirstAnswer => async (cognito, request) => {
  const { session, person } = readFirst(cognito, request, challenge);
  const { pool, client, user, clientMetadata } = person;
  const code = needed(request.responses, `${challenge}_CODE`);
  if (!user) throw faults.mfaCodeMismatch();
  const attempts = codeAttempts(user);
  refuseWhileLocked(attempts, cognito.now());
  const attribute = addressOf(challenge);
  if (session.codeHash !== otpHash(code, user.attributes[attribute])) {
    countFailure(attempts, cognito.now());
    throw faults.mfaCodeMismatch();
  }
  if (!user.enabled) throw faults.userIsDisabled();
  // [D] The code came back, so the address is the person's.
  verify(cognito, pool, user, attribute);
  forgetFailures(attempts);
  spend(session);
  if (user.status === 'UNCONFIRMED') {
    // [D]; [M] that the trigger learns of it
    user.status = 'CONFIRMED';
    await postConfirmation(cognito, pool, client, user, clientMetadata);
  }
  return nextChallenge(cognito, { pool, client, user, clientMetadata });
};
