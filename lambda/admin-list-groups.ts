import { ListGroupsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { administratorOf } from './lib/administrator';
import { UserPoolId, cognito } from './lib/cognito';
import { operation } from './lib/operation';
import { listed } from './lib/pages';

export const handler = operation<'GET /v1/admin/groups'>(async (request) => {
  await administratorOf(request);
  const { items: groups, more } = await listed(async (NextToken) => {
    const { Groups, NextToken: next } = await cognito.send(new ListGroupsCommand({ UserPoolId, Limit: 60, NextToken }));
    const items = Groups?.map((one) => ({ group: one.GroupName!, description: one.Description, precedence: one.Precedence }));
    return { items, next };
  });
  return { groups, incomplete: more };
});
