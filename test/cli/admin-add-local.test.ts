import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AdminDisableUserCommand, AdminListGroupsForUserCommand, AdminResetUserPasswordCommand, CreateGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { command, expectRefused } from './command';
import { Registration } from '../../src';
import type { Aws } from '../support/aws';
import { defaultStack, fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { runStack } from '../support/run-stack';
import { synthesize } from '../support/synthesize';

/** `cognito-auth-api admin add EMAIL --local URL`, as a process, against an offline run. */
let api: LocalApi;
let aws: Aws;
runStack(fullStack(), (...started) => { [api, aws] = started; });

const add = (email: string, ...more: string[]) => command(['admin', 'add', email, '--local', api.url, ...more]);
const groupsOf = async ({ cognito, UserPoolId }: Aws, email: string) =>
  (await cognito.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: email }))).Groups!.map(({ GroupName }) => GroupName);
const isUnknown = (clients: Aws, email: string) => expect(clients.account(email)).rejects.toThrow(expect.objectContaining({ name: 'UserNotFoundException' }));

test('invites someone new, who comes in by the mail and is an administrator', async () => {
  const ada = new Person(api);
  const { code, out, err } = await add(ada.email, '--name', 'Ada <Byron>');
  expect([code, err]).toEqual([0, '']);
  ada.userId = (await aws.account(ada.email)).attributes.sub;
  expect(out.split('\n')).toEqual([
    expect.stringMatching(new RegExp(`^User pool ${aws.UserPoolId} \\(.+\\)$`)),
    `${ada.email} has no account yet: inviting`,
    `${ada.email} is in the group admins`,
    '',
    'Next:',
    `  - A temporary password is in the mail: ${api.url}/_local/`,
    '  - It is good for 1 day; POST /v1/resend-confirmation-code mails another one',
    '  - Sign in with it in your app, which asks for a password of one\'s own',
    `  - Without an app: POST /v1/users/${ada.userId}/confirm with email, temporary_password and new_password`,
    `  - Scan the QR code and send the first code: POST /v1/users/${ada.userId}/confirm-mfa with email and otp`,
    '  - Sign in: POST /v1/login',
    '',
  ]);
  expect((await api.mail(ada.email)).body).toContain('Ada &lt;Byron&gt;');
  expect((await ada.confirm()).status).toBe(200);
  expect((await ada.confirmMfa()).status).toBe(200);
  const { access_token } = (await ada.signIn()).body;
  expect((await api.call('GET /v1/admin/groups', undefined, bearer(access_token))).status).toBe(200);
  expect((await aws.account(ada.email)).attributes).toMatchObject({ name: 'Ada <Byron>', email_verified: 'true' });
});

test('may be run again: the same account, no second mail', async () => {
  const { email } = new Person(api);
  expect((await add(email)).code).toBe(0);
  const before = await aws.account(email);
  const { code, out } = await add(email);
  expect(code).toBe(0);
  expect(out).toContain(`${email} has an account already\n${email} is in the group admins\n`);
  expect(out).toContain('A temporary password is in the mail');
  expect(await aws.account(email)).toEqual(before);
  expect(await api.mails(email)).toHaveLength(1);
  expect(await groupsOf(aws, email)).toEqual(['admins']);
});

test('adds a person who has an account, however the address is written, and mails nothing', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  const { body } = await bob.signIn();
  const mails = await api.mails(bob.email);
  const { code, out } = await add(bob.email.toUpperCase(), '--name', 'Mallory');
  expect(code).toBe(0);
  expect(out).toContain('The group counts from the next sign-in (POST /v1/login) or refresh of the tokens');
  expect(await api.mails(bob.email)).toEqual(mails);
  expect((await aws.account(bob.email)).attributes.name).toBe('Bob');
  const listed = (token: string) => api.call('GET /v1/admin/groups', undefined, bearer(token)).then(({ status }) => status);
  expect(await listed(body.access_token)).toBe(403);
  const { body: refreshed } = await api.call('POST /v1/refresh-token', { email: bob.email, refresh_token: body.refresh_token });
  expect(await listed(refreshed.access_token)).toBe(200);
});

test('says what keeps an account from signing in', async () => {
  const { cognito, UserPoolId } = aws;
  const carol = await new Person(api, 'Carol').enrol();
  await cognito.send(new AdminResetUserPasswordCommand({ UserPoolId, Username: carol.email }));
  expect((await add(carol.email)).out).toContain('The password has to be reset first: POST /v1/forgot-password');
  await cognito.send(new AdminDisableUserCommand({ UserPoolId, Username: carol.email }));
  expect((await add(carol.email)).out).toContain('The account is disabled: enable it');
  const dora = new Person(api, 'Dora');
  await dora.signUp();
  expect((await add(dora.email)).out).toContain('The sign-up is not confirmed yet');
});

test('--group names another group', async () => {
  await aws.cognito.send(new CreateGroupCommand({ UserPoolId: aws.UserPoolId, GroupName: 'staff' }));
  const { email } = new Person(api);
  expect((await add(email, '--group', 'staff')).code).toBe(0);
  expect(await groupsOf(aws, email)).toEqual(['staff']);
});

test('refuses a group that is not there before it invites anybody, and says how to make it', async () => {
  const { email } = new Person(api);
  const ended = await add(email, '--group', 'owners');
  expectRefused(ended, /^The user pool \S+ has no group "owners"\. .*groups of CognitoAuthApi.*OperationFeature\.ADMIN.*registration/);
  await isUnknown(aws, email);
});

test.each(['ada', 'ada@', '@example.com', 'ada byron@example.com', ''])('refuses %j: no email address', async (email) => {
  expectRefused(await add(email), 'That is no email address');
});

test('refuses where no offline run is, and where something else answers', async () => {
  expectRefused(await command(['admin', 'add', 'a@b', '--local', 'http://127.0.0.1:9']), 'There is no offline run at http://127.0.0.1:9: start it with "npx cognito-auth-api local"');
  expectRefused(await command(['admin', 'add', 'a@b', '--local', '4000']), '--local must be the address of an offline run, such as http://localhost:4000, and is "4000"');
  const server = createServer((_, response) => response.end('<html>'));
  await new Promise<void>((listening) => { server.listen(0, '127.0.0.1', listening); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expectRefused(await command(['admin', 'add', 'a@b', '--local', url]), `There is no offline run at ${url}`);
  server.close();
});

test('an address with a slash at its end, and by number, does as well', async () => {
  const url = `${api.url.replace('localhost', '127.0.0.1')}/`;
  expect((await command(['admin', 'add', new Person(api).email, '--local', url])).code).toBe(0);
});

test('refuses --local together with --stack', async () => {
  expectRefused(await add('ada@example.com', '--stack', 'Demo'), '--stack is of AWS and --local is not: leave out one of the two.');
});

test('--help names each option and what it ends with; add alone and admin alone end with 1', async () => {
  const { code, out } = await command(['admin', 'add', '--help']);
  expect(code).toBe(0);
  for (const text of ['<email>', '--stack', '--user-pool-id', '--local [url]', '--region', '--profile', '--group', '(default: "admins")', '--name', 'ends with 0']) {
    expect(out).toContain(text);
  }
  expectRefused(await command(['admin', 'add']), 'missing required argument \'email\'');
  expectRefused(await command(['admin']), 'add [options] <email>');
  expectRefused(await command(['admin', 'add', 'ada@example.com', '--nonsense']), 'unknown option');
});

test('a stack without the group: says so, and invites nobody', async () => {
  const plain = await LocalApi.start(defaultStack());
  expectRefused(await command(['admin', 'add', 'ada@example.com', '--local', plain.url]), /^The user pool \S+ has no group "admins"/);
  expect(await plain.mails('ada@example.com')).toEqual([]);
  await plain.stop();
});

test('a stack whose outputs name no pool: --user-pool-id does', async () => {
  const folder = synthesize({ outputs: false, registration: Registration.ADMINISTRATORS });
  const silent = await LocalApi.start(folder);
  const run = (...more: string[]) => command(['admin', 'add', 'ada@example.com', '--local', silent.url, ...more]);
  expectRefused(await run(), `The outputs of the stack at ${silent.url} name no user pool: give --user-pool-id.`);
  expectRefused(await run('--user-pool-id', 'us-east-1_Nobodys00'), 'There is no user pool us-east-1_Nobodys00 in us-east-1.');
  expectRefused(await run('--user-pool-id', 'pool'), '--user-pool-id must be the id of a user pool, such as eu-central-1_AbCdEfGhI, and is "pool"');
  await silent.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('where people sign in by one-time codes', () => {
  let codes: LocalApi;
  let clients: Aws;
  runStack({ signIn: { emailOtp: true }, mfa: { mode: Mfa.OFF }, registration: Registration.ADMINISTRATORS, passwordPolicy: { minLength: 30 } },
    (started, made) => [codes, clients] = [started, made]);

  test('the invitation has a password, as those of the API', async () => {
    const ada = new Person(codes);
    const { code, out } = await command(['admin', 'add', ada.email, '--local', codes.url]);
    expect(code).toBe(0);
    expect(out).not.toContain('QR code');
    ada.userId = (await clients.account(ada.email)).attributes.sub;
    ada.password = `${ada.password}-${ada.password}`;
    expect((await ada.confirm()).status).toBe(200);
  });
});
