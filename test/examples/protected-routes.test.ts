import { rmSync } from 'node:fs';
import { AdminAddUserToGroupCommand, AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { awsOf } from '../support/aws';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';

let outdir: string;
let api: LocalApi;
beforeAll(async () => {
  outdir = synthesizeExample('protected-routes');
  api = await LocalApi.start(outdir);
});
afterAll(async () => {
  await api?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

test('offline, each route admits whom the example says', async () => {
  const aws = await awsOf(api);
  const person = await new Person(api).enrol();
  const user = { UserPoolId: aws.UserPoolId, Username: person.sub };
  await aws.cognito.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes: [{ Name: 'custom:shop', Value: 'harbour' }] }));
  const call = (route: string, token: string) => api.call(route, undefined, bearer(token));

  const before = (await person.signIn()).body.access_token;
  expect(await api.call('GET /health')).toMatchObject({ status: 200, body: { route: 'GET /health' } });
  expect((await api.call('GET /orders')).status).toBe(401);
  expect(await call('GET /orders', before)).toMatchObject({
    status: 200, body: { orders: [], of: { userId: person.sub, email: person.email, groups: [], shop: 'harbour' } },
  });
  expect((await call('POST /sales', before)).status).toBe(403);

  await aws.cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: 'clerks' }));
  const clerk = (await person.signIn()).body.access_token;
  expect((await call('POST /sales', clerk)).status).toBe(200);
  expect((await call('GET /reports', clerk)).status).toBe(403);

  await aws.cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: 'managers' }));
  const manager = (await person.signIn()).body.access_token;
  expect((await call('GET /reports', manager)).status).toBe(200);
  expect((await call('GET /orders', manager)).body.of.groups.sort()).toEqual(['clerks', 'managers']);
});
