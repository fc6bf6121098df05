import { FirstAnswer, needed } from './challenge';
import { Candidate, shownName, verifyAnswer } from '../custom-auth';
import { faults } from '../errors';
import { readFirstSession, spend } from '../sessions';
import { userByName } from '../users';

/** [D] Every answer, right or wrong, leads on to a new session: DefineAuthChallenge decides about another try. */
export const customChallenge: FirstAnswer = async (cognito, { client, username, session: value, responses, clientMetadata }) => {
  if (!value) throw faults.missingRequired('Session');
  const answer = needed(responses, 'ANSWER');
  const { session, pool, user } = readFirstSession(cognito, value, 'CUSTOM_CHALLENGE', client.id);
  const person: Candidate = { pool, client, user, username: session.username, clientMetadata };
  const same = user ? userByName(pool, username) === user : username === session.username || username === shownName(person);
  if (!same) throw faults.sessionInvalid();
  if (user && !user.enabled) throw faults.userIsDisabled();
  spend(session);
  return verifyAnswer(cognito, person, session.custom!, answer);
};
