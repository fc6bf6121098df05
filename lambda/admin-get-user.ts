import { administratorOf } from './lib/administrator';
import { byUserId, unlessGone } from './lib/by-user-id';
import { accountOf, groupsOf, lastSignInOf } from './lib/held-account';
import { listedUser } from './lib/listed-user';
import { operation } from './lib/operation';

export const handler = operation<'GET /v1/admin/users/{user_id}'>(async (request) => {
  await administratorOf(request);
  const { account, factors, identities } = await byUserId(request.path.user_id, accountOf);
  const [groups, last_sign_in] = await Promise.all([groupsOf(account.username), lastSignInOf(account.username)])
    // Deleted meanwhile.
    .catch(unlessGone);
  return {
    ...listedUser(account),
    locale: account.attributes.locale ?? null,
    factors,
    groups: groups.items,
    identities,
    last_sign_in,
  };
});
