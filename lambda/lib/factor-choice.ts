import { AdminRespondToAuthChallengeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ACCOUNT_STATE, answering } from './aws-errors';
import { ClientId, UserPoolId, cognitoOnce, contextData, secretHash } from './cognito';
import type { Request } from './request';
import { subOf, type SignIn } from './sign-in';

/** Best first: a text message can be intercepted and costs something. */
const FACTORS = ['SOFTWARE_TOKEN_MFA', 'SMS_MFA'];

/** Picks one of the second factors that Cognito offers, so that clients get a challenge they know. Who has lost the app resets it. */
export const chooseFactor = async (request: Pick<Request<any>, 'source'>, state: SignIn): Promise<SignIn> => {
  const offered: string[] = JSON.parse(state.ChallengeParameters!.MFAS_CAN_CHOOSE);
  const sub = subOf(state);
  const answer = await cognitoOnce.send(new AdminRespondToAuthChallengeCommand({
    UserPoolId,
    ClientId,
    ChallengeName: 'SELECT_MFA_TYPE',
    Session: state.Session,
    ChallengeResponses: { USERNAME: sub, ANSWER: FACTORS.find((factor) => offered.includes(factor))!, SECRET_HASH: await secretHash(sub) },
    ContextData: contextData(request),
  })).catch(answering('INVALID_CREDENTIALS', ACCOUNT_STATE));
  return { ...answer, ChallengeParameters: { ...state.ChallengeParameters, ...answer.ChallengeParameters } };
};
