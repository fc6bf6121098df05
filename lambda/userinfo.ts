import { personOf } from './lib/access-token';
import { assertPersonal, groupsOf } from './lib/claims';
import { operation } from './lib/operation';

/** An ID token carries the attributes; for an access token Cognito is asked, which also refuses a revoked one. */
export const handler = operation<'GET /v1/userinfo'>(async ({ claims, token }) => {
  assertPersonal(claims);
  const { email, name, given_name, family_name, phone_number } = claims.token_use === 'id' ? claims : (await personOf(token)).attributes;
  const [first, ...others] = (name ?? '').split(' ');
  return {
    user_id: claims.sub,
    email: email?.toLowerCase() ?? null,
    name: name ?? null,
    given_name: given_name ?? (first || null),
    family_name: family_name ?? (others.join(' ') || null),
    phone_number: phone_number ?? null,
    groups: groupsOf(claims),
  };
});
