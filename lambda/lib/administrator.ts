import { personOf, type Person } from './access-token';
import { assertPersonal, groupsOf } from './claims';
import { assertFreshSignIn } from './fresh-sign-in';
import { HttpError } from './http-error';
import type { Request } from './request';
import { ADMINISTRATORS_GROUP } from '../../src/contract/limits';

type Bearer = Pick<Request<any>, 'claims' | 'token'>;

/**
 * The administrator who sends the request. API Gateway has asked for the group's scope where there is one; the group is looked for here in every case.
 * Cognito is asked as well, since it refuses a token that was revoked: who leaves the group by our operation is signed out.
 */
export const administratorOf = async ({ claims, token }: Bearer): Promise<Person> => {
  if (!groupsOf(claims).includes(ADMINISTRATORS_GROUP)) {
    throw new HttpError('FORBIDDEN');
  }
  assertPersonal(claims);
  return personOf(token);
};

/** For what hands out power, takes protection away or shows all: one whose sign-in is of the last minutes. */
export const freshAdministratorOf = async (request: Bearer): Promise<Person> => {
  const administrator = await administratorOf(request);
  assertFreshSignIn(request.claims);
  return administrator;
};

/** Nobody locks themselves out: the last administrator could not be let in again. */
export const assertOther = (administrator: Person, user_id: string): void => {
  if (user_id === administrator.sub) {
    throw new HttpError('OWN_ACCOUNT');
  }
};
