import { FirstAnswer, needed } from './challenge';
import { invalidParameter } from '../errors';
import { readFirst } from './first-session';
import { begin } from '../first-challenge';
import { firstChoices, simulatedChoices } from '../first-factors';

export const selectChallenge: FirstAnswer = async (cognito, request) => {
  const { session, person } = readFirst(cognito, request, 'SELECT_CHALLENGE');
  const { pool, user, username } = person;
  const answer = needed(request.responses, 'ANSWER');
  const choices = user ? firstChoices(cognito, pool, user) : simulatedChoices(cognito, pool, username);
  const chosen = choices.find((choice) => choice === answer);
  // [M] unverified text
  if (!chosen) throw invalidParameter(`${answer} is not one of the available challenges.`);
  // [D] AWS takes one here. [M] How its client would come to the challenge to sign before it selected is nowhere told.
  if (request.responses.CREDENTIAL) throw invalidParameter('the offline Cognito takes a CREDENTIAL as the answer to WEB_AUTHN only');
  return begin[chosen](cognito, person, request.responses, session);
};
