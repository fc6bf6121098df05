import { answering } from './lib/aws-errors';
import { bearerOf } from './lib/bearer';
import { assertFreshSignIn } from './lib/fresh-sign-in';
import { heldOn, NOT_INCLUDED } from './lib/held';
import { accountOf, passkeysOf, sessionsOf } from './lib/held-account';
import { operation } from './lib/operation';

/** All that is held on a person is worth more than a token: its bearer has signed in a short while ago. */
export const handler = operation<'GET /v1/users/{user_id}/export'>(async (request) => {
  const { sub, email } = await bearerOf(request);
  const { claims, token } = request;
  assertFreshSignIn(claims);
  const [held, passkeys, sessions] = await Promise.all([
    heldOn({ sub, username: sub, email, account: accountOf(sub) }), passkeysOf(token), sessionsOf(token),
  ]).catch(answering('INVALID_TOKEN', ['UserNotFoundException']));
  return { ...held, passkeys, sessions, not_included: NOT_INCLUDED };
});
