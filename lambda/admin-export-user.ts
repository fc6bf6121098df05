import { freshAdministratorOf } from './lib/administrator';
import { byUserId, unlessGone } from './lib/by-user-id';
import { heldOn, NOT_INCLUDED } from './lib/held';
import { accountOf, sessionsOfUser } from './lib/held-account';
import { operation } from './lib/operation';

const PASSKEYS = 'The list of passkeys: Cognito shows it to the person alone, by export-user or list-passkeys.';

/** For a person who asks for what is held on them and cannot sign in. */
export const handler = operation<'GET /v1/admin/users/{user_id}/export'>(async (request) => {
  await freshAdministratorOf(request);
  const account = await byUserId(request.path.user_id, accountOf);
  const { username, attributes: { sub, email } } = account.account;
  const [held, sessions] = await Promise.all([
    heldOn({ sub: sub!, username, email: email?.toLowerCase(), account }), sessionsOfUser(username),
  ]).catch(unlessGone);
  return { ...held, sessions, not_included: [PASSKEYS, ...NOT_INCLUDED] };
});
