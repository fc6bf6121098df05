/**
 * The items of a claim that is a list. API Gateway hands every claim of a JWT over as a string, a list as `[a b]`. An item with a space in it
 * cannot be told from two: neither scopes nor the names of groups may have one.
 */
export const listClaim = (claim: string | undefined): string[] =>
  (claim && /^\[.*\]$/s.test(claim) ? claim.slice(1, -1) : claim ?? '').split(' ').filter(Boolean);
