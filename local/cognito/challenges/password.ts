import { FirstAnswer, needed } from './challenge';
import { readFirst } from './first-session';
import { takePassword, takeSrp } from '../first-challenge';

export const password: FirstAnswer = async (cognito, request) => {
  const { session, person } = readFirst(cognito, request, 'PASSWORD');
  return takePassword(cognito, person, { PASSWORD: needed(request.responses, 'PASSWORD') }, session);
};

export const passwordSrp: FirstAnswer = async (cognito, request) => {
  const { session, person } = readFirst(cognito, request, 'PASSWORD_SRP');
  return takeSrp(cognito, person, { SRP_A: needed(request.responses, 'SRP_A') }, session);
};
