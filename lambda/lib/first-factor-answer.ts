import { UNTOLD, answering, isOutage } from './aws-errors';
import { answerChallenge } from './challenge-answer';
import { sentKeys } from './first-factor';
import { remove } from './objects';
import { countCode, isOver, uncountCode } from './pending-sign-ins';
import type { Request } from './request';
import type { SignIn } from './sign-in';
import { handleOf } from './user-id';
import type { OpenedSession } from './verification-session';
import type { ErrorCode } from '../../src/contract';
import { personObjects } from '../../src/contract/objects';

type Source = Pick<Request<any>, 'source'>;

/** Sent to Cognito where there is no session, or one that is over: the refusal is then Cognito's too, and AWS is called as often for everybody. */
const NO_SESSION = 'A'.repeat(64);

/** Whatever Cognito has against it gets the one answer: nothing is proven yet. */
const respond = async (request: Source, opened: OpenedSession, responses: Record<string, string>, refusal: ErrorCode): Promise<SignIn> => {
  const { email, session, challenge, begun } = opened;
  const over = await isOver(await handleOf(email), begun) || session === '';
  return answerChallenge(request, { challenge: challenge as 'EMAIL_OTP', session: over ? NO_SESSION : session, username: email }, responses)
    .catch(answering(refusal, UNTOLD));
};

/** A code that stands in for the password. It is counted apart from the second factor's: anyone can try some. */
export const answerFirstCode = async (request: Source, opened: OpenedSession, code: string): Promise<SignIn> => {
  const handle = await handleOf(opened.email);
  const challenge = opened.challenge as keyof typeof sentKeys;
  await countCode(handle, opened.begun, 'signInCodes');
  const state = await respond(request, opened, { [`${challenge}_CODE`]: code }, 'INVALID_CODE').catch(async (error) => {
    if (isOutage(error)) {
      await uncountCode(handle, 'signInCodes');
    }
    throw error;
  });
  await Promise.all([remove(personObjects.signInCodes(handle)), remove(sentKeys[challenge](handle))]);
  return state;
};

export const answerPasskey = (request: Source, opened: OpenedSession, credential: object): Promise<SignIn> =>
  respond(request, opened, { CREDENTIAL: JSON.stringify(credential) }, 'INVALID_SESSION');
