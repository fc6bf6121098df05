import { HttpError } from './http-error';
import { listClaim } from '../../runtime/list-claim';

/** The groups of a token. A group's name has no space, but may well have a comma: `x,admins` is one. */
export const groupsOf = (claims: Readonly<Record<string, string>>): string[] => listClaim(claims['cognito:groups']);

/** Refuses a machine's token, which has nobody to speak of: it is an access token without a username. */
export const assertPersonal = ({ token_use, username }: Readonly<Record<string, string>>): void => {
  if (token_use !== 'id' && username === undefined) {
    throw new HttpError('FORBIDDEN');
  }
};
