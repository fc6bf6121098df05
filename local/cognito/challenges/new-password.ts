import { checkAliasFree, checkAttributes, requiredAttributes } from '../attributes';
import { Answer, needed } from './challenge';
import { faults, invalidParameter } from '../errors';
import { checkPassword } from '../password-policy';
import { setPassword } from '../passwords';
import { spend } from '../sessions';
import { nextChallenge } from '../sign-in';
import { changeAttributes } from '../users';

export const newPasswordRequired: Answer = async (cognito, { session, pool, user }, responses, signIn) => {
  const password = needed(responses, 'NEW_PASSWORD');
  // [M] Of two sign-ins with the temporary password only the first sets a new one: unverified.
  if (user.status !== 'FORCE_CHANGE_PASSWORD') throw faults.sessionInvalid();
  const given = Object.entries(responses).flatMap(([name, value]) => name.startsWith('userAttributes.') ? [[name.slice(15), value]] : []);
  const attributes: Record<string, string> = Object.fromEntries(given);
  checkAttributes(pool, attributes);
  checkAliasFree(pool, user, attributes);
  const missing = requiredAttributes(pool).find((name) => !user.attributes[name] && !attributes[name]);
  // [O]
  if (missing) throw invalidParameter(`Invalid attributes given, ${missing} is missing`);
  checkPassword(pool, password);
  setPassword(pool, user, password);
  spend(session);
  changeAttributes(pool, user, (present) => Object.assign(present, attributes));
  user.status = 'CONFIRMED';
  delete user.temporaryPasswordSetAt;
  cognito.touch(user);
  return nextChallenge(cognito, { ...signIn, newPassword: true });
};
