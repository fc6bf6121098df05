import { FirstAnswerRequest } from './challenge';
import { Cognito } from '../cognito';
import { Candidate } from '../custom-auth';
import { faults } from '../errors';
import { readFirstSession } from '../sessions';
import { simulatedId } from '../simulated-user';
import { FirstChallenge, Session } from '../state';
import { fold, userByName } from '../users';

export interface FirstOpen {
  readonly session: Session;
  readonly person: Candidate;
}

/** The session of a challenge of USER_AUTH; the answer must be of its person, or nobody, under whichever name. */
export function readFirst(cognito: Cognito, request: FirstAnswerRequest, challenge: FirstChallenge): FirstOpen {
  const { client, username, session: value, clientMetadata } = request;
  if (!value) throw faults.missingRequired('Session');
  const { session, pool, user } = readFirstSession(cognito, value, challenge, client.id);
  const same = user ? userByName(pool, username) === user
    : fold(pool, username) === fold(pool, session.username) || username === simulatedId(pool, session.username);
  if (!same) throw faults.sessionInvalid();
  return { session, person: { pool, client, user, username: session.username, clientMetadata } };
}
