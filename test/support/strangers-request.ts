import type { Person } from './person';
import { sampleBody, sampleRoute } from './samples';
import type { Operation } from '../../src/contract';

/** A well-formed request about someone by whoever knows the address, and so the handle, but no secret. */
export const strangersRequest = (routeKey: string, row: Operation, { email, userId }: Pick<Person, 'email' | 'userId'>) => {
  const sample = sampleBody(row);
  // The sample of a new password is the one that people of our tests have.
  const known = { email, new_password: 'Quiet#Harbour-77' };
  return {
    route: sampleRoute(routeKey).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, userId),
    body: Object.fromEntries(Object.keys(sample).map((field) => [field, { ...sample, ...known }[field]])),
  };
};
