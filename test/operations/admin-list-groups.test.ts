import { CreateGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describeGuards, runAdministration } from '../support/administration';

const administration = runAdministration('GET /v1/admin/groups');
const list = () => administration.act({});

test('the groups of the pool, those that were made later included', async () => {
  const { cognito, UserPoolId } = administration.aws;
  await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: 'crew', Description: 'On board', Precedence: 3 }));
  const { status, body } = await list();
  expect(status).toBe(200);
  expect(body).toEqual({
    groups: expect.arrayContaining([{ group: 'admins', description: 'May manage the accounts' }, { group: 'crew', description: 'On board', precedence: 3 }]),
    incomplete: false,
  });
});

test('more than fit into a page of Cognito\'s', async () => {
  const { cognito, UserPoolId } = administration.aws;
  for (let number = 0; number < 60; number++) {
    await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: `watch-${number}` }));
  }
  expect((await list()).body.groups.length).toBeGreaterThan(60);
});

describeGuards(administration);
