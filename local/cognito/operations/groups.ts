import { Cognito, own, seconds } from '../cognito';
import { Fault } from '../errors';
import { existingGroup, putGroup } from '../groups';
import { operations } from '../operation';
import { page } from '../page';
import { Group, Pool } from '../state';
import { existingUser, groupsOf } from '../users';
import { userType } from './admin-create-user';

interface GroupInput {
  readonly UserPoolId: string;
  readonly GroupName: string;
  readonly Description?: string;
  readonly RoleArn?: string;
  readonly Precedence?: number;
}

interface MembershipInput {
  readonly UserPoolId: string;
  readonly GroupName: string;
  readonly Username: string;
}

interface ListInput {
  readonly UserPoolId: string;
  readonly Limit?: number;
  readonly NextToken?: string;
}

const groupType = (pool: Pool, group: Group) => ({
  GroupName: group.name,
  UserPoolId: pool.id,
  Description: group.description,
  RoleArn: group.roleArn,
  Precedence: group.precedence,
  CreationDate: seconds(group.createdAt),
  LastModifiedDate: seconds(group.modifiedAt),
});

function listed(pool: Pool, groups: Group[], input: ListInput) {
  const { items, next } = page(groups, ({ name }) => name, input.Limit, input.NextToken);
  return { Groups: items.map((group) => groupType(pool, group)), ...(next === undefined ? {} : { NextToken: next }) };
}

const membership = (cognito: Cognito, input: MembershipInput) => {
  const pool = cognito.pool(input.UserPoolId);
  const user = existingUser(pool, input.Username);
  return { user, group: existingGroup(pool, input.GroupName) };
};

export const groupOperations = operations({
  CreateGroup: {
    signed: true,
    required: ['UserPoolId', 'GroupName'],
    optional: ['Description', 'RoleArn', 'Precedence'],
    run(cognito, input: GroupInput) {
      const pool = cognito.pool(input.UserPoolId);
      // [O]
      if (own(pool.groups, input.GroupName)) throw new Fault('GroupExistsException', 'A group with the name already exists.');
      return { Group: groupType(pool, putGroup(cognito, pool, input)) };
    },
  },
  GetGroup: {
    signed: true,
    required: ['UserPoolId', 'GroupName'],
    run(cognito, input: GroupInput) {
      const pool = cognito.pool(input.UserPoolId);
      return { Group: groupType(pool, existingGroup(pool, input.GroupName)) };
    },
  },
  UpdateGroup: {
    signed: true,
    required: ['UserPoolId', 'GroupName'],
    optional: ['Description', 'RoleArn', 'Precedence'],
    run(cognito, input: GroupInput) {
      const pool = cognito.pool(input.UserPoolId);
      const { description, roleArn, precedence } = existingGroup(pool, input.GroupName);
      return {
        Group: groupType(pool, putGroup(cognito, pool, { Description: description, RoleArn: roleArn, Precedence: precedence, ...input })),
      };
    },
  },
  DeleteGroup: {
    signed: true,
    required: ['UserPoolId', 'GroupName'],
    run(cognito, input: GroupInput) {
      const pool = cognito.pool(input.UserPoolId);
      delete pool.groups[existingGroup(pool, input.GroupName).name];
      return {};
    },
  },
  ListGroups: {
    signed: true,
    required: ['UserPoolId'],
    optional: ['Limit', 'NextToken'],
    run(cognito, input: ListInput) {
      const pool = cognito.pool(input.UserPoolId);
      return listed(pool, Object.values(pool.groups), input);
    },
  },
  AdminAddUserToGroup: {
    signed: true,
    required: ['UserPoolId', 'Username', 'GroupName'],
    run(cognito, input: MembershipInput) {
      const { user, group } = membership(cognito, input);
      // [D] Twice is once.
      if (!group.members.includes(user.username)) group.members.push(user.username);
      return {};
    },
  },
  AdminRemoveUserFromGroup: {
    signed: true,
    required: ['UserPoolId', 'Username', 'GroupName'],
    run(cognito, input: MembershipInput) {
      const { user, group } = membership(cognito, input);
      group.members = group.members.filter((member) => member !== user.username);
      return {};
    },
  },
  AdminListGroupsForUser: {
    signed: true,
    required: ['UserPoolId', 'Username'],
    optional: ['Limit', 'NextToken'],
    run(cognito, input: ListInput & { Username: string }) {
      const pool = cognito.pool(input.UserPoolId);
      return listed(pool, groupsOf(pool, existingUser(pool, input.Username)), input);
    },
  },
  ListUsersInGroup: {
    signed: true,
    required: ['UserPoolId', 'GroupName'],
    optional: ['Limit', 'NextToken'],
    run(cognito, input: ListInput & { GroupName: string }) {
      const pool = cognito.pool(input.UserPoolId);
      const { members } = existingGroup(pool, input.GroupName);
      const { items, next } = page(members, (name) => name, input.Limit, input.NextToken);
      return { Users: items.map((name) => userType(existingUser(pool, name))), ...(next === undefined ? {} : { NextToken: next }) };
    },
  },
});
