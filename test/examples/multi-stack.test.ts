import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AdminAddUserToGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { awsOf } from '../support/aws';
import { synthesizeExample } from '../support/example';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';

let outdir: string;
let api: LocalApi;
beforeAll(async () => {
  outdir = synthesizeExample('multi-stack');
  api = await LocalApi.start(outdir);
});
afterAll(async () => {
  await api?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

test('the routes\' stack depends on the one of the accounts, and not the other way round', () => {
  const template = (name: string) => readFileSync(join(outdir, `${name}.template.json`), 'utf8');
  expect(template('Orders')).toContain('Fn::ImportValue');
  expect(template('Accounts')).not.toContain('Fn::ImportValue');
  expect(template('Accounts')).not.toContain('/orders');
});

test('offline, both stacks run as one', async () => {
  const aws = await awsOf(api);
  const person = await new Person(api).enrol();
  const before = (await person.signIn()).body.access_token;
  expect((await api.call('GET /orders')).status).toBe(401);
  expect(await api.call('GET /orders', undefined, bearer(before))).toMatchObject({
    status: 200, body: { route: 'GET /orders', issuer: expect.stringContaining(aws.UserPoolId) },
  });
  expect((await api.call('DELETE /orders/1', undefined, bearer(before))).status).toBe(403);

  await aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: aws.UserPoolId, Username: person.sub, GroupName: 'managers' }));
  const { access_token } = (await person.signIn()).body;
  expect((await api.call('DELETE /orders/1', undefined, bearer(access_token))).status).toBe(200);
});
