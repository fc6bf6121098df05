import { listClaim } from '../../runtime/list-claim';

/** The groups of a token. A group's name has no space, but may well have a comma: `x,admins` is one. */
export const groupsOf = (claims: Readonly<Record<string, string>>): string[] => listClaim(claims['cognito:groups']);
