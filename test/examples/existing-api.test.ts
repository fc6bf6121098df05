import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';

const root = resolve(__dirname, '..', '..');
const example = join(root, 'examples', 'existing-api');
const outdir = mkdtempSync(join(tmpdir(), 'existing-api-'));
const { context } = JSON.parse(readFileSync(join(example, 'cdk.json'), 'utf8'));

let template: any;
let api: LocalApi;

beforeAll(async () => {
  // As `cdk synth` runs it, strictly: what the example's cdk.json switches on fails the synth.
  execFileSync(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', join(root, 'test', 'tsconfig.json'), join(example, 'app.ts')], {
    env: { ...process.env, CDK_VALIDATION: undefined, CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  template = JSON.parse(readFileSync(join(outdir, 'Shop.template.json'), 'utf8'));
  api = await LocalApi.start(outdir);
});

afterAll(async () => {
  await api?.stop();
  rmSync(outdir, { recursive: true, force: true });
});

/** The API as someone sees it who is told to put the prefix before every path. */
const prefixed = (): LocalApi => Object.assign(Object.create(api), {
  call: (route: string, ...rest: any[]) => api.call(route.replace(' /v1/', ' /auth/v1/'), ...rest),
});

test('attaches to the one API, and leaves out what is excluded', () => {
  const resources = Object.values<any>(template.Resources);
  expect(resources.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Api')).toHaveLength(1);
  expect(resources.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Stage')).toHaveLength(1);
  const keys = resources.filter(({ Type }) => Type === 'AWS::ApiGatewayV2::Route').map(({ Properties }) => Properties.RouteKey);
  expect(keys).toEqual(expect.arrayContaining(['GET /orders', 'POST /auth/v1/login']));
  expect(keys.filter((key) => key.startsWith('DELETE '))).toEqual([]);
  expect(JSON.stringify(template)).not.toMatch(/delete-?user/i);
});

test('offline, a person registers under the prefix, signs in, and calls the route that was there before', async () => {
  const person = await new Person(prefixed()).enrol();
  const { status, body } = await person.signIn();
  expect(status).toBe(200);

  expect(await api.call('GET /orders', undefined, bearer(body.access_token))).toMatchObject({ status: 200, body: { orders: [], person: person.sub } });
  expect((await api.call('GET /orders')).status).toBe(401);
  expect((await api.call('GET /orders', undefined, bearer(body.id_token))).status).toBe(403);
  expect(await api.call('GET /auth/v1/userinfo', undefined, bearer(body.access_token))).toMatchObject({ status: 200, body: { email: person.email } });
});

test('offline, there is nothing at the paths without the prefix, nor at the excluded operation', async () => {
  expect((await api.call('POST /v1/users', {})).status).toBe(404);
  expect((await api.call('DELETE /auth/v1/users/x')).status).toBe(404);
});
