import { ClientId } from './cognito';
import { HttpError } from './http-error';
import { listClaim } from '../../runtime/list-claim';

/** The groups of a token. A group's name has no space, but may well have a comma: `x,admins` is one. */
export const groupsOf = (claims: Readonly<Record<string, string>>): string[] => listClaim(claims['cognito:groups']);

/**
 * Refuses a machine's token, which has nobody to speak of: it is an access token without a username. And one of another app's client, which the
 * authorizer may admit for the user's own routes: whoever signs in there may have an address that an identity provider claims, or that they set
 * themselves, and by it what is kept here for somebody else would be found.
 */
export const assertPersonal = ({ token_use, username, aud, client_id }: Readonly<Record<string, string>>): void => {
  if (token_use !== 'id' && username === undefined) {
    throw new HttpError('FORBIDDEN');
  }
  if ((token_use === 'id' ? aud : client_id) !== ClientId) {
    throw new HttpError('INVALID_TOKEN');
  }
};
