/** API Gateway hands every claim over as a string; a list as `[a b]`. A group's name has no space, but may well have a comma: `x,admins` is one. */
export const groupsOf = (claims: Readonly<Record<string, string>>): string[] =>
  (claims['cognito:groups'] ?? '').replace(/^\[|\]$/g, '').split(' ').filter(Boolean);
