/** API Gateway hands every claim over as a string; a list as `[a b]`. */
export const groupsOf = (claims: Readonly<Record<string, string>>): string[] =>
  (claims['cognito:groups'] ?? '').replace(/^\[|\]$/g, '').split(/[ ,]+/).filter(Boolean);
