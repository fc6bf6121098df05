import { makeAdministrator } from '../../administrator';
import { bearer } from '../../person';
import type { Attempt, Journey } from '../journey';
import type { Traveller } from '../traveller';

/** Becomes an administrator, and answers the header of a sign-in that says so. */
export const administrate = async (traveller: Traveller): Promise<Record<string, string>> => {
  await makeAdministrator(traveller.world, traveller);
  return bearer((await traveller.startSession()).tokens.access_token);
};

/** An operation that only shows something: administrators look at themselves where it is about somebody. */
const showing = (
  operation: Journey['operation'], route: string, holds: (body: any, traveller: Traveller) => boolean, more: Pick<Journey, 'goesOnWithout'> = {},
): Journey => ({
  operation,
  stage: 'ENROLLED',
  ...more,
  prepare: async (traveller): Promise<Attempt> => {
    const header = await administrate(traveller);
    const here = route.replace('{user_id}', traveller.sub);
    return { send: () => traveller.world.call(here, undefined, header), holds: async ({ body }) => holds(body, traveller) };
  },
});

export const adminJourneys: readonly Journey[] = [
  showing('admin-list-groups', 'GET /v1/admin/groups', ({ groups }) => groups.some(({ group }: any) => group === 'admins')),
  showing('admin-list-users', 'GET /v1/admin/users?search=p', ({ users }) => users.length > 0),
  showing('admin-get-user', 'GET /v1/admin/users/{user_id}', ({ email, factors }, traveller) => email === traveller.email && factors.enabled.length === 1, {
    goesOnWithout: ['AdminListUserAuthEvents'],
  }),
  showing('admin-list-sessions', 'GET /v1/admin/users/{user_id}/sessions', ({ tracked, sessions }) => tracked === sessions.length > 0, {
    goesOnWithout: ['AdminListUserSessions'],
  }),
  showing('admin-export-user', 'GET /v1/admin/users/{user_id}/export', ({ account, records }, traveller) => account.attributes.email === traveller.email && records.length > 0, {
    goesOnWithout: ['AdminListDevices', 'AdminListUserAuthEvents', 'AdminListUserSessions'],
  }),
  showing('admin-count-users', 'GET /v1/admin/counts', ({ users, enabled }) => users > 0 && enabled > 0, { goesOnWithout: ['ListUsersInGroup'] }),
];
