import { CreateGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { auditLine, makeAdministrator } from '../support/administrator';
import { awsOf } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal } from '../support/refusal';

let api: LocalApi;
let ada: Person;
let token: string;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  ada = await new Person(api).enrol();
  await makeAdministrator(api, ada);
  token = (await ada.signIn()).body.access_token;
});
afterAll(() => api?.stop());

const list = (accessToken = token) => api.call('GET /v1/admin/groups', undefined, bearer(accessToken));

test('the groups of the pool, those that were made later included', async () => {
  const { cognito, UserPoolId } = await awsOf(api);
  await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: 'crew', Description: 'On board', Precedence: 3 }));
  const { status, body } = await list();
  expect(status).toBe(200);
  expect(body).toEqual({
    groups: expect.arrayContaining([{ group: 'admins', description: 'May manage the accounts' }, { group: 'crew', description: 'On board', precedence: 3 }]),
    incomplete: false,
  });
});

test('more than fit into a page of Cognito\'s', async () => {
  const { cognito, UserPoolId } = await awsOf(api);
  for (let number = 0; number < 60; number++) {
    await cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: `watch-${number}` }));
  }
  expect((await list()).body.groups.length).toBeGreaterThan(60);
});

test('the log says who asked', async () => {
  await list();
  expect(await auditLine(api, 'admin-list-groups')).toMatchObject({ actor: ada.sub, action: 'admin-list-groups', result: 'SUCCESS', status: 200 });
});

test('nobody else is answered', async () => {
  const bob = await new Person(api).enrol();
  const { body } = await bob.signIn();
  expectGatewayRefusal(await list(body.access_token), 403);
  expectGatewayRefusal(await list(body.id_token), 403);
});
