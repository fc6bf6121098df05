import { bearerOf } from './lib/bearer';
import { assertFreshSignIn } from './lib/fresh-sign-in';
import { accountOf, devicesOf, groupsOf, passkeysOf, sessionsOf, signInEventsOf } from './lib/held-account';
import { recordsOf } from './lib/held-objects';
import { operation } from './lib/operation';
import { pictureAddress, pictureTypeOf } from './lib/picture';
import { handleOf } from './lib/user-id';

/** docs/privacy.md says the same at length. */
const NOT_INCLUDED = [
  'Passwords, the seeds of authenticator apps and the keys of passkeys: Cognito keeps them, as long as the account is there, and shows them to nobody.',
  'The logs of the functions: request ids, operations, results and times, but nothing that names a person. The operator says how long; a year by default.',
  'The access log of the API: besides these the IP address and the program that sent a request, not who it was. As long as the other logs.',
  'The access log of the bucket: which object was read or written when. Names of objects hold a pseudonym of yours. 90 days.',
  'What AWS logs of calls in the operator\'s account (CloudTrail), where the operator keeps it: the id of your account, as long as the operator says.',
  'What the app itself keeps beside this API: ask its operator.',
];

const picture = async (sub: string) => {
  const type = await pictureTypeOf(sub);
  return type && pictureAddress(sub, type);
};

/** All that is held on a person is worth more than a token: its bearer has signed in a short while ago. */
export const handler = operation<'GET /v1/users/{user_id}/export'>(async (request) => {
  const { sub, email } = await bearerOf(request);
  const { claims, token } = request;
  assertFreshSignIn(claims);
  const handle = email ? await handleOf(email) : undefined;
  const [{ account, factors, identities }, groups, passkeys, devices, sessions, events, records, image] = await Promise.all([
    accountOf(sub), groupsOf(sub), passkeysOf(token), devicesOf(sub), sessionsOf(token), signInEventsOf(sub), recordsOf(handle, sub), picture(sub),
  ]);
  const more = { groups, devices, sign_in_events: events };
  return {
    user_id: sub,
    exported_at: new Date().toISOString(),
    account,
    groups: groups.items,
    factors,
    passkeys,
    identities,
    devices: devices?.items,
    sessions,
    sign_in_events: events?.items,
    records,
    picture: image,
    incomplete: Object.entries(more).filter(([, list]) => list?.more).map(([name]) => name),
    not_included: NOT_INCLUDED,
  };
});
