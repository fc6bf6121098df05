import { Step, Vector } from '../vector';
import { absent, admin, CLIENT, confirmed, POOL, refused, signIn, TOKENS } from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const group = (operation: string, name: string | undefined, input: object = {}, rest: Partial<Step> = {}): Step =>
  ({ operation, input: { UserPoolId: '{{pool}}', ...(name ? { GroupName: name } : {}), ...input }, ...rest });

export const groupVectors: Vector[] = [
  {
    ...base,
    name: 'a group is made, read, changed, listed and deleted',
    tag: 'D',
    source: 'API reference, CreateGroup and its kin',
    steps: [
      group('CreateGroup', 'admins', { Description: 'all', Precedence: 1 }, { expect: { Group: { GroupName: 'admins', UserPoolId: '{{pool}}', Precedence: 1 } } }),
      group('GetGroup', 'admins', {}, { expect: { Group: { Description: 'all', RoleArn: absent } } }),
      group('UpdateGroup', 'admins', { Description: 'some' }, { expect: { Group: { Description: 'some', Precedence: 1 } } }),
      group('ListGroups', undefined, {}, { expect: { Groups: [{ GroupName: 'admins' }], NextToken: absent } }),
      group('DeleteGroup', 'admins'),
      group('GetGroup', 'admins', {}, refused('ResourceNotFoundException', 'Group not found.')),
    ],
  },
  {
    ...base,
    name: 'a group is made once',
    tag: 'O',
    source: 'observed error',
    steps: [group('CreateGroup', 'admins'), group('CreateGroup', 'admins', {}, refused('GroupExistsException'))],
  },
  {
    ...base,
    name: 'membership shows in both directions, and in the next tokens',
    tag: 'D',
    source: 'API reference, AdminAddUserToGroup',
    steps: [
      ...confirmed(),
      group('CreateGroup', 'admins'),
      admin('AdminAddUserToGroup', { GroupName: 'admins' }),
      admin('AdminAddUserToGroup', { GroupName: 'admins' }),
      admin('AdminListGroupsForUser', {}, { expect: { Groups: [{ GroupName: 'admins' }] } }),
      group('ListUsersInGroup', 'admins', {}, { expect: { Users: [{ Username: '{{sub}}' }] } }),
      signIn({ save: TOKENS, claims: { access: { 'cognito:groups': ['admins'] }, id: { 'cognito:groups': ['admins'] } } }),
      admin('AdminRemoveUserFromGroup', { GroupName: 'admins' }),
      {
        operation: 'GetTokensFromRefreshToken',
        input: { ClientId: '{{client}}', RefreshToken: '{{refresh}}' },
        save: { access: 'AuthenticationResult.AccessToken' },
        claims: { access: { 'cognito:groups': absent } },
      },
      group('ListUsersInGroup', 'admins', {}, { expect: { Users: [] } }),
    ],
  },
  {
    ...base,
    name: 'nobody joins a group that is not there',
    tag: 'O',
    source: 'observed text',
    steps: [...confirmed(), admin('AdminAddUserToGroup', { GroupName: 'admins' }, refused('ResourceNotFoundException', 'Group not found.'))],
  },
  {
    ...base,
    name: 'nobody leaves a group that is not there',
    tag: 'M',
    source: 'observed text of AdminAddUserToGroup',
    steps: [...confirmed(), admin('AdminRemoveUserFromGroup', { GroupName: 'admins' }, refused('ResourceNotFoundException', 'Group not found.'))],
  },
  {
    ...base,
    name: 'who is no member leaves a group without an error',
    tag: 'M',
    source: 'unverified',
    steps: [...confirmed(), group('CreateGroup', 'admins'), admin('AdminRemoveUserFromGroup', { GroupName: 'admins' })],
  },
  {
    ...base,
    name: 'somebody unknown neither joins nor leaves',
    tag: 'D',
    source: 'API reference, AdminAddUserToGroup and AdminRemoveUserFromGroup',
    steps: [
      group('CreateGroup', 'admins'),
      ...['AdminAddUserToGroup', 'AdminRemoveUserFromGroup'].map((operation) =>
        admin(operation, { GroupName: 'admins' }, refused('UserNotFoundException', 'User does not exist.'))),
    ],
  },
  {
    ...base,
    name: 'a deleted person leaves the groups',
    tag: 'D',
    source: 'API reference, AdminDeleteUser',
    steps: [
      ...confirmed(),
      group('CreateGroup', 'admins'),
      admin('AdminAddUserToGroup', { GroupName: 'admins' }),
      admin('AdminDeleteUser'),
      group('ListUsersInGroup', 'admins', {}, { expect: { Users: [] } }),
    ],
  },
  {
    ...base,
    name: 'groups are listed in pages',
    tag: 'D',
    source: 'API reference, ListGroups',
    steps: [
      group('CreateGroup', 'a'), group('CreateGroup', 'b'), group('CreateGroup', 'c'),
      group('ListGroups', undefined, { Limit: 2 }, { expect: { Groups: [{}, {}] }, save: { next: 'NextToken' } }),
      group('ListGroups', undefined, { Limit: 2, NextToken: '{{next}}' }, { expect: { Groups: [{ GroupName: 'c' }], NextToken: absent } }),
    ],
  },
];
