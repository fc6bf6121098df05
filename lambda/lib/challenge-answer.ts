import { AdminRespondToAuthChallengeCommand, type ChallengeNameType } from '@aws-sdk/client-cognito-identity-provider';
import { ClientId, UserPoolId, cognitoOnce, contextData, secretHash } from './cognito';
import type { Request } from './request';
import type { SignIn } from './sign-in';

/** A challenge of Cognito's, as the answer before has put it. */
export interface Open {
  readonly challenge: ChallengeNameType;
  readonly session: string;
  /** Whose it is: the sub, or the address where nothing is proven yet. */
  readonly username: string;
}

/** Answers it. Sent once, since an answer spends the session. */
export const answerChallenge = async (
  request: Pick<Request<any>, 'source'>, { challenge, session, username }: Open, responses: Record<string, string> = {},
): Promise<SignIn> => cognitoOnce.send(new AdminRespondToAuthChallengeCommand({
  UserPoolId,
  ClientId,
  ChallengeName: challenge,
  Session: session,
  ChallengeResponses: { USERNAME: username, ...responses, SECRET_HASH: await secretHash(username) },
  ContextData: contextData(request),
}));
