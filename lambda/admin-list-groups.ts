import { ListGroupsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { administratorOf } from './lib/administrator';
import { UserPoolId, cognito } from './lib/cognito';
import { operation } from './lib/operation';
import { listed } from './lib/pages';

export const handler = operation<'GET /v1/admin/groups'>(async (request) => {
  await administratorOf(request);
  const { items, more } = await listed(async (NextToken) => {
    const { Groups, NextToken: next } = await cognito.send(new ListGroupsCommand({ UserPoolId, Limit: 60, NextToken }));
    return { items: Groups?.map(({ GroupName, Description, Precedence }) => ({ group: GroupName!, description: Description, precedence: Precedence })), next };
  });
  return { groups: items, incomplete: more };
});
