import {
  DescribeUserPoolCommand, ListGroupsCommand, ListUsersCommand, ListUsersInGroupCommand, type ListUsersInGroupResponse,
} from '@aws-sdk/client-cognito-identity-provider';
import { administratorOf } from './lib/administrator';
import { taking } from './lib/aws-errors';
import { UserPoolId, cognito } from './lib/cognito';
import { operation } from './lib/operation';
import { listed, type Listed } from './lib/pages';

/** As many as Cognito lists at once. */
const Limit = 60;

/**
 * How many pages of members are read, of all groups together, one after the other: each takes Cognito up to a few tenths of a second, of the
 * function's fifteen, and everybody who lists people shares 30 pages a second. https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html
 */
const MEMBER_PAGES = 20;

const people = (): Promise<Listed<{ status: string; enabled: boolean }>> => listed(async (PaginationToken) => {
  const { Users, PaginationToken: next } = await cognito.send(new ListUsersCommand({ UserPoolId, Limit, PaginationToken }));
  return { items: Users?.map(({ UserStatus, Enabled }) => ({ status: UserStatus!, enabled: Enabled! })), next };
});

const membersOf = (GroupName: string, pages: number): Promise<Listed<unknown>> => listed(async (NextToken) => {
  const { Users, NextToken: next } = await cognito.send(new ListUsersInGroupCommand({ UserPoolId, GroupName, Limit, NextToken }))
    // Deleted meanwhile.
    .catch(taking<ListUsersInGroupResponse>({}, ['ResourceNotFoundException']));
  return { items: Users, next };
}, pages);

/** Few groups are counted far, of many the first ones a little. */
const groups = async () => {
  const { Groups = [], NextToken } = await cognito.send(new ListGroupsCommand({ UserPoolId, Limit }));
  const looked = Groups.slice(0, MEMBER_PAGES);
  const pages = Math.floor(MEMBER_PAGES / looked.length);
  const counts: { group: string; members: number; complete: boolean }[] = [];
  for (const { GroupName } of looked) {
    const { items, more } = await membersOf(GroupName!, pages);
    counts.push({ group: GroupName!, members: items.length, complete: !more });
  }
  return { groups: counts, groups_complete: NextToken === undefined && looked.length === Groups.length };
};

const estimate = async (): Promise<number> => {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  return UserPool!.EstimatedNumberOfUsers ?? 0;
};

const tally = (words: string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const word of words) {
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
};

export const handler = operation<'GET /v1/admin/counts'>(async (request) => {
  await administratorOf(request);
  const [users, { items, more }, byGroup] = await Promise.all([estimate(), people(), groups()]);
  const enabled = items.filter((one) => one.enabled).length;
  return {
    users,
    counted: items.length,
    complete: !more,
    by_status: tally(items.map(({ status }) => status)),
    enabled,
    disabled: items.length - enabled,
    ...byGroup,
  };
});
