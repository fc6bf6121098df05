import { makeAdministrator } from '../../administrator';
import { bearer } from '../../person';
import type { Attempt, Journey } from '../journey';
import type { Traveller } from '../traveller';

/** Becomes an administrator, and answers the header of a sign-in that says so. */
export const administrate = async (traveller: Traveller): Promise<Record<string, string>> => {
  await makeAdministrator(traveller.world, traveller);
  return bearer((await traveller.startSession()).tokens.access_token);
};

/** An operation that only shows something. */
const showing = (operation: Journey['operation'], route: string, holds: (body: any) => boolean): Journey => ({
  operation,
  stage: 'ENROLLED',
  prepare: async (traveller): Promise<Attempt> => {
    const header = await administrate(traveller);
    return { send: () => traveller.world.call(route, undefined, header), holds: async ({ body }) => holds(body) };
  },
});

export const adminJourneys: readonly Journey[] = [
  showing('admin-list-groups', 'GET /v1/admin/groups', ({ groups }) => groups.some(({ group }: any) => group === 'admins')),
];
