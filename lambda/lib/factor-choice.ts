import { ACCOUNT_STATE, answering } from './aws-errors';
import { answerChallenge } from './challenge-answer';
import type { Request } from './request';
import { subOf, type SignIn } from './sign-in';
import type { ErrorCode } from '../../src/contract';

/** Best first: a text message can be intercepted and costs something, and clients of CognitoApi know no codes by mail. */
const FACTORS = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'];

/** Takes one of the second factors that Cognito offers; `gone` is answered where the sign-in is over. */
export const takeFactor = (
  request: Pick<Request<any>, 'source'>, { session, sub }: { session: string; sub: string }, factor: string, gone: ErrorCode,
): Promise<SignIn> => answerChallenge(request, { challenge: 'SELECT_MFA_TYPE', session, username: sub }, { ANSWER: factor })
  .catch(answering(gone, ACCOUNT_STATE));

/** Picks one of them, so that clients get a challenge they know. Who has lost the app resets it. */
export const chooseFactor = async (request: Pick<Request<any>, 'source'>, state: SignIn): Promise<SignIn> => {
  const offered: string[] = JSON.parse(state.ChallengeParameters!.MFAS_CAN_CHOOSE);
  const best = FACTORS.find((factor) => offered.includes(factor))!;
  const answer = await takeFactor(request, { session: state.Session!, sub: subOf(state) }, best, 'INVALID_CREDENTIALS');
  return { ...answer, ChallengeParameters: { ...state.ChallengeParameters, ...answer.ChallengeParameters } };
};
