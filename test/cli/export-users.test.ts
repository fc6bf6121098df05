import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { StringAttribute } from 'aws-cdk-lib/aws-cognito';
import { CloudFormation } from './cloud-formation';
import { BIN, command, environment, expectRefused } from './command';
import { awsOf, type Aws } from '../support/aws';
import { LocalApi } from '../support/local';
import { synthesize } from '../support/synthesize';

/** `cognito-auth-api export-users`, as a process, against an offline run with more people than a page holds. */
const PEOPLE = 130;
const stack = synthesize({ customAttributes: { tenant: new StringAttribute({ mutable: true }), colour: new StringAttribute({ mutable: true }) }, groups: { staff: { description: 'Who "works", here', precedence: 3 }, admins: {} } });
const folder = mkdtempSync(join(tmpdir(), 'cognito-auth-api-export-'));
const cloudFormation = new CloudFormation();
let api: LocalApi;
let aws: Aws;
let count = 0;
/** Another file each time. */
const newFile = (extension: string) => join(folder, `users-${++count}.${extension}`);
const email = (index: number) => `person-${String(index).padStart(3, '0')}@example.com`;

const HOSTILE = '=HYPERLINK("https://eve.example.com","Click")';
/** What people call themselves, by their number. */
const called: Record<number, string> = { 0: HOSTILE, 1: '+1', 2: '-1', 3: '@SUM(A1)', 4: 'Quote " and, comma', 5: 'x;=1+1', 6: 'Зоя 株式会社 🚢', 7: 'first\nsecond', 8: '＝1', 9: 'line\n=1' };

beforeAll(async () => {
  api = await LocalApi.start(stack);
  aws = await awsOf(api);
  const { cognito, UserPoolId } = aws;
  for (let index = 0; index < PEOPLE; index++) {
    // Time passes, so that there is an order.
    if (index % 10 === 0) await api.advance(1);
    await cognito.send(new AdminCreateUserCommand({
      UserPoolId,
      Username: email(index),
      MessageAction: 'SUPPRESS',
      UserAttributes: [{ Name: 'email', Value: email(index) }, { Name: 'name', Value: called[index] ?? `Person ${index}` }, ...index === 0 ? [{ Name: 'custom:tenant', Value: 'north' }] : []],
    }));
    if (index < 100) await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email(index), GroupName: 'staff' }));
  }
  await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: email(0), GroupName: 'admins' }));
  await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: email(129) }));
});
afterAll(async () => {
  await api?.stop();
  await cloudFormation.stop();
  [stack, folder].forEach((path) => rmSync(path, { recursive: true, force: true }));
});
afterEach(() => api.faults());

const exported = (...args: string[]) => command(['export-users', '--local', api.url, ...args]);

/** RFC 4180, by a reader that shares nothing with the writer. */
const readCsv = (path: string): Record<string, string>[] => {
  const text = readFileSync(path, 'utf8');
  const lines = [...text.matchAll(/((?:"(?:[^"]|"")*",?)+)\r\n/g)].map(([, line]) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map(([, cell]) => cell.replace(/""/g, '"')));
  // Nothing was passed over.
  const written = lines.map((cells) => `${cells.map((cell) => `"${cell.replace(/"/g, '""')}"`).join(',')}\r\n`).join('');
  expect(written).toBe(text);
  return lines.slice(1).map((cells) => Object.fromEntries(cells.map((cell, index) => [lines[0][index], cell])));
};

test('JSON holds everyone once, by when they came, with attributes, groups and state', async () => {
  const out = newFile('json');
  const ended = await exported('--out', out);
  expect([ended.err, ended.code]).toEqual(['', 0]);
  expect(ended.out).toBe(`Wrote ${out}: 130 users, 2 groups, 101 memberships.\nOnly you can read it. Not exported, for Cognito shows them to nobody: `
    + 'passwords, nor what is kept of them; secrets of authenticator apps; passkeys; sessions and refresh tokens.\n');
  const { user_pool_id, not_exported, groups, users } = JSON.parse(readFileSync(out, 'utf8'));
  expect(user_pool_id).toBe(aws.UserPoolId);
  expect(not_exported).toHaveLength(4);
  expect(groups).toEqual([{ name: 'admins', description: null, precedence: null, role_arn: null }, { name: 'staff', description: 'Who "works", here', precedence: 3, role_arn: null }]);
  expect(new Set(users.map(({ attributes }: any) => attributes.email)).size).toBe(PEOPLE);
  expect(users.map(({ created_at }: any) => created_at)).toEqual(users.map(({ created_at }: any) => created_at).sort());
  const find = (index: number) => users.find(({ attributes }: any) => attributes.email === email(index));
  expect(find(0)).toEqual({
    username: expect.any(String), status: 'FORCE_CHANGE_PASSWORD', enabled: true, created_at: expect.stringMatching(/Z$/), modified_at: expect.stringMatching(/Z$/), groups: ['admins', 'staff'],
    attributes: { 'custom:tenant': 'north', 'email': email(0), 'name': HOSTILE, 'sub': expect.any(String) },
  });
  expect(find(129)).toMatchObject({ enabled: false, groups: [] });
  expect(find(6).attributes.name).toBe(called[6]);
});

test('twice is the same, byte by byte', async () => {
  const [one, other] = [newFile('json'), newFile('json')];
  await exported('--out', one);
  await exported('--out', other);
  expect(readFileSync(one, 'utf8')).toBe(readFileSync(other, 'utf8'));
});

test('CSV is what RFC 4180 says, with custom attributes as columns and groups in a file beside', async () => {
  const out = newFile('csv');
  expect((await exported('--format', 'csv', '--out', out)).code).toBe(0);
  const users = readCsv(out);
  expect(users).toHaveLength(PEOPLE);
  expect(Object.keys(users[0])).toEqual([
    'username', 'status', 'enabled', 'created_at', 'modified_at', 'groups', 'sub', 'address', 'birthdate', 'email', 'email_verified', 'family_name', 'gender', 'given_name', 'locale', 'middle_name',
    'name', 'nickname', 'phone_number', 'phone_number_verified', 'picture', 'preferred_username', 'profile', 'updated_at', 'website', 'zoneinfo', 'identities', 'custom:colour', 'custom:tenant',
  ]);
  const find = (index: number) => users.find((user) => user.email === email(index))!;
  expect(find(0)).toMatchObject({ 'groups': 'admins staff', 'custom:tenant': 'north', 'custom:colour': '', 'enabled': 'true' });
  expect(find(4).name).toBe(called[4]);
  expect(find(6).name).toBe(called[6]);
  expect(find(7).name).toBe(called[7]);
  expect(readCsv(out.replace('.csv', '.groups.csv'))).toEqual([{ name: 'admins', description: '', precedence: '', role_arn: '' }, { name: 'staff', description: 'Who "works", here', precedence: '3', role_arn: '' }]);
});

test('no cell of the CSV is a formula, wherever a spreadsheet splits it', async () => {
  const out = newFile('csv');
  await exported('--format', 'csv', '--out', out);
  const users = readCsv(out);
  const named = (index: number) => users.find((user) => user.email === email(index))!.name;
  expect([0, 1, 2, 3, 5, 8, 9].map(named)).toEqual([`'${HOSTILE}`, '\'+1', '\'-1', '\'@SUM(A1)', 'x;\'=1+1', '\'＝1', 'line\n\'=1']);
  for (const cell of readFileSync(out, 'utf8').split(/[",;\r\n\t]/)) expect(cell).not.toMatch(/^\s*[=+@＝]/);
});

test('only the owner reads the files, whatever the umask says, and no other file stays', async () => {
  const own = mkdtempSync(join(folder, 'own-'));
  const before = process.umask(0);
  await exported('--format', 'csv', '--out', join(own, 'users.csv'));
  process.umask(before);
  expect(readdirSync(own).sort()).toEqual(['users.csv', 'users.groups.csv']);
  for (const name of readdirSync(own)) expect(statSync(join(own, name)).mode % 0o1000).toBe(0o600);
});

test('what is there is not overwritten, unless --force says so; then its readers change, too', async () => {
  const out = newFile('csv');
  const groups = out.replace('.csv', '.groups.csv');
  writeFileSync(groups, 'mine');
  const refused = await exported('--format', 'csv', '--out', out);
  expectRefused(refused, `${groups} is there already: give another --out, or --force to overwrite.`);
  expect([existsSync(out), readFileSync(groups, 'utf8')]).toEqual([false, 'mine']);
  chmodSync(groups, 0o644);
  expect((await exported('--format', 'csv', '--out', out, '--force')).code).toBe(0);
  expect(readFileSync(groups, 'utf8')).toContain('"staff"');
  expect(statSync(groups).mode % 0o1000).toBe(0o600);
});

test('throttling is waited for; the export is whole', async () => {
  const out = newFile('json');
  await api.faults({ service: 'cognito-idp', operation: 'ListUsers', skip: 1, times: 4, fault: { name: 'TooManyRequestsException', status: 400, message: 'Rate exceeded' } });
  expect((await exported('--out', out)).code).toBe(0);
  expect(JSON.parse(readFileSync(out, 'utf8')).users).toHaveLength(PEOPLE);
});

test('where it fails in the middle nothing is written, and what was there stays', async () => {
  const own = mkdtempSync(join(folder, 'own-'));
  const out = join(own, 'users.json');
  writeFileSync(out, 'before');
  await api.faults({ service: 'cognito-idp', operation: 'ListUsers', skip: 1, times: 0, fault: { name: 'AccessDeniedException', status: 400, message: 'User: ada is not authorized to perform: cognito-idp:ListUsers' } });
  const ended = await exported('--out', out, '--force');
  expectRefused(ended, 'These credentials are not allowed to do that: User: ada is not authorized');
  for (const action of ['DescribeUserPool', 'ListGroups', 'ListUsersInGroup', 'ListUsers']) expect(ended.err).toContain(`  cognito-idp:${action}`);
  expect(readdirSync(own)).toEqual(['users.json']);
  expect(readFileSync(out, 'utf8')).toBe('before');
});

test('Ctrl-C leaves no file', async () => {
  const own = mkdtempSync(join(folder, 'own-'));
  await api.faults({ service: 'cognito-idp', operation: 'ListUsers', skip: 1, times: 0, fault: 'HANG' });
  const from = (await api.calls()).at(-1)!.number;
  const child = spawn(process.execPath, [BIN, 'export-users', '--local', api.url, '--out', join(own, 'users.json')], { env: environment, stdio: 'ignore' });
  const code = new Promise((ended) => child.on('close', ended));
  while (!(await api.calls(from)).some(({ operation }) => operation === 'ListUsers')) { /* Until it is at it. */ }
  child.kill('SIGINT');
  expect(await code).toBe(130);
  expect(readdirSync(own)).toEqual([]);
});

test('a pool of a deployed stack, or by its id, with AWS\'s own credentials', async () => {
  const env = {
    AWS_ENDPOINT_URL_CLOUDFORMATION: await cloudFormation.start(), AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: api.endpoint('cognito-idp'),
    AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1',
  };
  cloudFormation.stacks.Deployed = [{ type: 'AWS::Cognito::UserPool', logicalId: 'AuthUserPool', id: aws.UserPoolId }];
  cloudFormation.stacks.Without = [];
  const run = (...args: string[]) => command(['export-users', ...args, '--out', newFile('json')], env);
  expect((await run('--stack', 'Deployed')).out).toContain('130 users');
  expect((await run('--user-pool-id', aws.UserPoolId)).out).toContain('130 users');
  expectRefused(await run('--user-pool-id', 'us-east-1_Nobodys00'), 'There is no user pool us-east-1_Nobodys00 in us-east-1.');
  expectRefused(await run('--stack', 'Without'), 'The stack Without has no user pool');
  expectRefused(await run('--stack', 'Nonsense'), 'There is no stack Nonsense in us-east-1');
  expectRefused(await run(), 'Whose users? Give --stack NAME or --user-pool-id ID for what is deployed, or --local for the offline run.');
});

test('bad options are refused in words; --help has an example', async () => {
  expectRefused(await exported('--format', 'xml'), '--format must be json or csv, and is "xml".');
  expectRefused(await exported('--out', join(folder, 'nowhere', 'users.json')), 'users.json cannot be written (ENOENT): look at its folder.');
  const { code, out } = await command(['export-users', '--help']);
  expect(code).toBe(0);
  for (const text of ['--stack', '--user-pool-id', '--local', '--format', '--out', '--force', 'For example: npx', 'ends with 0']) expect(out).toContain(text);
});
