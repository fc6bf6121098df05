import { administrate } from './admin';
import { claimsOf } from '../../forged-tokens';
import type { Answer } from '../../local';
import type { Person } from '../../person';
import { ok, type Attempt, type Journey } from '../journey';
import type { Traveller } from '../traveller';

interface Deed {
  readonly operation: Journey['operation'];
  /** With `SUB` in place of the other person's. */
  readonly route: string;
  readonly more?: Partial<Journey>;
  /** What has to be so before, by requests of the administrator's. */
  readonly before?: (request: (route: string) => Promise<Answer>, traveller: Traveller) => Promise<unknown>;
  /** Whether it is done to the other person, whose refresh token is of before. */
  readonly isDone: (person: Person, refreshToken: string, traveller: Traveller) => Promise<boolean>;
}

/** What the traveller, who becomes an administrator, does to somebody else. */
const doing = ({ operation, route, more, before, isDone }: Deed): Journey => ({
  operation,
  stage: 'ENROLLED',
  ...more,
  prepare: async (traveller): Promise<Attempt> => {
    const person = await traveller.another('Bob').enrol();
    const { refresh_token } = (await person.signIn()).body;
    const header = await administrate(traveller);
    const request = (sent: string) => traveller.world.call(sent.replace('SUB', person.sub), undefined, header);
    await before?.((sent) => traveller.must(request(sent)), traveller);
    return { send: () => request(route), holds: () => isDone(person, refresh_token, traveller) };
  },
});

const isOver = async ({ email }: Person, refresh_token: string, { world }: Traveller): Promise<boolean> =>
  (await world.call('POST /v1/refresh-token', { email, refresh_token })).status === 401;
const groupsOf = async (person: Person) => claimsOf((await person.signIn()).body.access_token)['cognito:groups'] ?? [];
const isAdministrator = async (person: Person) => (await groupsOf(person) as string[]).includes('admins');

export const adminAccountJourneys: readonly Journey[] = [
  {
    operation: 'admin-create-user',
    stage: 'ENROLLED',
    spending: 'AdminCreateUser',
    prepare: async (traveller) => {
      const person = traveller.another('Bob');
      const header = await administrate(traveller);
      return {
        send: () => traveller.world.call('POST /v1/admin/users', { email: person.email, full_name: person.name }, header),
        holds: async ({ body }) => {
          person.userId = body.user_id;
          return (await traveller.world.mails(person.email)).length === 1 && ok(await person.confirm());
        },
      };
    },
  },
  doing({
    operation: 'admin-enable-user',
    route: 'POST /v1/admin/users/SUB/enable',
    before: (request) => request('POST /v1/admin/users/SUB/disable'),
    isDone: async (person) => ok(await person.signIn()),
  }),
  doing({
    operation: 'admin-disable-user',
    route: 'POST /v1/admin/users/SUB/disable',
    isDone: async (person, ...session) => !ok(await person.login()) && isOver(person, ...session),
  }),
  doing({ operation: 'admin-sign-out-user', route: 'POST /v1/admin/users/SUB/sign-out', isDone: isOver }),
  doing({
    operation: 'admin-reset-mfa',
    route: 'POST /v1/admin/users/SUB/reset-mfa',
    isDone: async (person, ...session) => (await person.login()).body.verification_type === 'MFA_SETUP' && isOver(person, ...session),
  }),
  doing({
    operation: 'admin-reset-password',
    route: 'POST /v1/admin/users/SUB/reset-password',
    isDone: async ({ email }, _, { world }) => (await world.mails(email)).some(({ subject }) => subject.includes('forgot password')),
  }),
  doing({ operation: 'admin-add-to-group', route: 'PUT /v1/admin/users/SUB/groups/admins', isDone: isAdministrator }),
  doing({
    operation: 'admin-remove-from-group',
    route: 'DELETE /v1/admin/users/SUB/groups/admins',
    before: (request) => request('PUT /v1/admin/users/SUB/groups/admins'),
    isDone: async (person, ...session) => await isOver(person, ...session) && !await isAdministrator(person),
  }),
  doing({
    operation: 'admin-delete-user',
    route: 'DELETE /v1/admin/users/SUB',
    more: { spending: 'AdminDeleteUser', endsAll: true },
    isDone: async (person) => !ok(await person.login()),
  }),
];
