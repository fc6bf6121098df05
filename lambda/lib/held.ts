import { devicesOf, groupsOf, signInEventsOf, type accountOf } from './held-account';
import { recordsOf } from './held-objects';
import { pictureAddress, pictureTypeOf } from './picture';
import { ownHandleOf } from './user-id';

/** docs/privacy.md says the same at length. */
export const NOT_INCLUDED = [
  'Passwords, the seeds of authenticator apps and the keys of passkeys: Cognito keeps them, as long as the account is there, and shows them to nobody.',
  'The logs of the functions: request ids, operations, results and times, but nothing that names a person, with one exception: where an administrator did something to an '
    + 'account, the ids of both are there, which mean nothing outside the pool. The operator says how long; a year by default.',
  'The access log of the API: besides these the IP address and the program that sent a request, not who it was. As long as the other logs.',
  'The access log of the bucket: which object was read or written when. Names of objects hold a pseudonym of yours. 90 days.',
  'What AWS logs of calls in the operator\'s account (CloudTrail), where the operator keeps it: the id of your account, as long as the operator says.',
  'What the app itself keeps beside this API: ask its operator.',
];

const picture = async (sub: string) => {
  const type = await pictureTypeOf(sub);
  return type && pictureAddress(sub, type);
};

type Account = Awaited<ReturnType<typeof accountOf>>;

interface Whose {
  readonly sub: string;
  /** What Cognito calls the person. */
  readonly username: string;
  readonly email: string | undefined;
  readonly account: Account | Promise<Account>;
}

/** All that is held on a person and that can be shown whoever asks, with what more there is in a list of which some is cut off. */
export const heldOn = async ({ sub, username, email, account: asked }: Whose) => {
  const handle = await ownHandleOf(email);
  const [{ account, factors, identities }, groups, devices, events, records, image] = await Promise.all([
    asked, groupsOf(username), devicesOf(username), signInEventsOf(username), recordsOf(handle, sub), picture(sub),
  ]);
  const lists = { groups, devices, sign_in_events: events };
  return {
    user_id: sub,
    exported_at: new Date().toISOString(),
    account,
    groups: groups.items,
    factors,
    identities,
    devices: devices?.items,
    sign_in_events: events?.items,
    records,
    picture: image,
    incomplete: Object.entries(lists).filter(([, list]) => list?.more).map(([name]) => name),
  };
};
