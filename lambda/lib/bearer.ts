import { personOf, type Person } from './access-token';
import { assertPersonal } from './claims';
import { HttpError } from './http-error';
import type { Request } from './request';
import { isIdOf } from './user-id';

/** Who sends the request: Cognito, which refuses a revoked token, has just been asked. A `user_id` in the path must be that person's. */
export const bearerOf = async ({ claims, token, path }: Pick<Request<any>, 'claims' | 'token'> & { readonly path?: { readonly user_id?: string } }): Promise<Person> => {
  assertPersonal(claims);
  const person = await personOf(token);
  if (path?.user_id !== undefined && !await isIdOf(path.user_id, person)) {
    throw new HttpError('FORBIDDEN');
  }
  return person;
};
