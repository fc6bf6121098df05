import { spawn } from 'node:child_process';
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { AccountRecovery, Mfa } from 'aws-cdk-lib/aws-cognito';
import { AlteringProxy } from './altering-proxy';
import { BIN, command, environment, expectRefused, type Ended } from './command';
import { OperationFeature, Registration } from '../../src';
import { operations, type Operation } from '../../src/contract';
import { awsOf, type Aws } from '../support/aws';
import { cookieModeProps } from '../support/cookie-mode';
import { defaultStack, fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { Person } from '../support/person';
import { runStack } from '../support/run-stack';

/** `cognito-auth-api check --local URL`, as a process, against offline runs. */
const check = (url: string, ...more: string[]) => command(['check', '--local', url, ...more]);
const linesOf = ({ out }: Ended, outcome: 'ok' | 'differs' | 'skipped') =>
  out.split('\n').filter((line) => line.startsWith(outcome)).map((line) => line.slice(outcome.length).trim().replace(/ \(\d+ ms\)/, ''));
const addressIn = ({ out }: Pick<Ended, 'out'>) => /The throw-away account is (\S+)/.exec(out)![1];
const isGone = (aws: Aws, email: string) => expect(aws.account(email)).rejects.toThrow(expect.objectContaining({ name: 'UserNotFoundException' }));
const expectFine = (ended: Ended) => {
  expect(linesOf(ended, 'differs')).toEqual([]);
  expect([ended.err, ended.code]).toEqual(['', 0]);
};
const names = Object.values<Operation>(operations).map(({ operation }) => operation);

describe('a stack with every operation', () => {
  let api: LocalApi;
  let aws: Aws;
  beforeAll(async () => {
    api = await LocalApi.start(fullStack());
    aws = await awsOf(api);
  });
  afterAll(() => api?.stop());

  test('goes through, finds nothing, and leaves nothing', async () => {
    const ended = await check(api.url);
    expectFine(ended);
    const email = addressIn(ended);
    expect(email).toMatch(/^check-[0-9a-f]{16}@example\.invalid$/);
    await isGone(aws, email);
    expect(ended.out).toMatch(/\n\d+ ok, 0 differ, \d+ skipped, in [\d.]+ s\nThe account \S+ is deleted\.\n$/);
    // Each operation was gone through, or it says why not; nothing was merely out of reach.
    const said = [...linesOf(ended, 'ok').map((line) => line.split(', ').at(-1)), ...linesOf(ended, 'skipped').flatMap((line) => line.split(':')[0].split(', '))];
    expect(names.filter((name) => !said.includes(name))).toEqual([]);
    expect(ended.out).not.toMatch(/not reached|switched off/);
    // It prints no token, no secret of an authenticator app and no signed address.
    expect(ended.out).not.toMatch(/eyJ[\w-]+\.|\b[A-Z2-7]{32}|X-Amz-Signature/);
  });

  test('--keep leaves the account, and says how it goes', async () => {
    const ended = await check(api.url, '--keep');
    expectFine(ended);
    const email = addressIn(ended);
    expect((await aws.account(email)).status).toBe('CONFIRMED');
    expect(ended.out).toContain(`The account is kept. To delete it: aws cognito-idp admin-delete-user --user-pool-id ${aws.UserPoolId} --username ${email}\n`);
    // It was not tried.
    expect(linesOf(ended, 'skipped')).toContain('delete-user: the account is kept');
  });

  test('an address that has an account is refused, and the account left alone', async () => {
    const ada = await new Person(api).enrol();
    expectRefused(await check(api.url, '--email', ada.email), `${ada.email} has an account already, which is left alone: give another --email.`);
    expect((await ada.signIn()).status).toBe(200);
    expectRefused(await check(api.url, '--email', 'ada'), 'That is no email address: "ada"');
  });

  test('Ctrl-C deletes the account all the same', async () => {
    const child = spawn(process.execPath, [BIN, 'check', '--local', api.url], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    const code = new Promise((ended) => child.on('close', ended));
    await new Promise<void>((seen) => child.stdout.on('data', (chunk) => {
      out += chunk;
      if (/The throw-away account is/.test(out)) seen();
    }));
    child.kill('SIGINT');
    expect(await code).toBe(130);
    expect(out).toMatch(/Stopping \.\.\.\n(?:.*\n)*The account \S+ is deleted\.\n$/);
    expect(out).not.toContain('differ,');
    await isGone(aws, addressIn({ out }));
  });

  test('what cannot be deleted is said, with what to do', async () => {
    const proxy = await new AlteringProxy(api.url).start();
    proxy.alter = (route, answer, { password }) => {
      // Ends the journey early.
      if (route === 'POST /v1/login' && password && answer.status === 200) answer.status = 500;
    };
    await api.faults({ service: 'cognito-idp', operation: 'AdminDeleteUser', times: 0, fault: { name: 'AccessDeniedException', status: 400, message: 'User: ada is not authorized' } });
    const ended = await check(api.url, '--url', proxy.url);
    await api.faults();
    await proxy.stop();
    expect(ended.code).toBe(1);
    expect(ended.out).toContain('The account could not be deleted (User: ada is not authorized). Do it by hand: '
      + `aws cognito-idp admin-delete-user --user-pool-id ${aws.UserPoolId} --username ${addressIn(ended)}\n`);
  });

  test('where no such API is, it says so, and makes no account', async () => {
    expectRefused(await check(api.url, '--path-prefix', '/auth'), `There is no POST /v1/login at ${api.url}/auth: it answers 404`);
    expectRefused(await check(api.url, '--path-prefix', 'auth'), '--path-prefix must be as the prop of the construct, such as /auth, and is "auth"');
    expectRefused(await check(api.url, '--url', 'auth.example.com'), '--url must be an address that begins with https://, and is "auth.example.com"');
    expectRefused(await check(api.url, '--construct', 'Login'), 'has no CognitoAuthApi "Login": give one of Auth to --construct.');
    expectRefused(await check(api.url, '--stack', 'MyStack'), 'A stack is of AWS and --local is not: leave out one of the two.');
    expectRefused(await check('http://127.0.0.1:9'), 'There is no offline run at http://127.0.0.1:9');
  });
});

test('the stack without props: says what is switched off', async () => {
  const api = await LocalApi.start(defaultStack());
  const ended = await check(api.url);
  expectFine(ended);
  const off = linesOf(ended, 'skipped').find((line) => line.endsWith('switched off in this stack'))!;
  expect(off).toContain('sign-up, confirm-sign-up');
  expect(off).not.toContain('login');
  await api.stop();
});

describe('refresh tokens in cookies, an API key and a path of its own', () => {
  let api: LocalApi;
  runStack({ ...cookieModeProps, pathPrefix: '/auth', apiKey: {}, registration: Registration.ADMINISTRATORS }, (started) => { api = started; });

  test('goes through, from the app\'s origin too', async () => {
    const client = new SecretsManagerClient({ region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, endpoint: api.endpoint('secretsmanager') });
    const { SecretList } = await client.send(new ListSecretsCommand({}));
    const SecretId = SecretList!.find(({ Name }) => /ApiKeySecret/.test(Name!))!.ARN!;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }));
    const ended = await command(['check', '--local', api.url, '--path-prefix', '/auth', '--origin', 'https://app.example.com'], { AUTH_API_KEY: SecretString });
    expectFine(ended);
    expect(linesOf(ended, 'ok')).toContain('The app\'s page asks the same');
    expect(linesOf(ended, 'skipped')).toContainEqual(expect.stringContaining('create-user: for administrators'));
    expect(ended.out).not.toContain(SecretString);
    expectFine(await check(api.url, '--path-prefix', '/auth', '--api-key', SecretString!));
  });

  test('without the key, or with another one, it says what is missing', async () => {
    expectRefused(await check(api.url, '--path-prefix', '/auth'), 'The API asks for a key, and none was given: give it to --api-key, or set AUTH_API_KEY.');
    expectRefused(await check(api.url, '--path-prefix', '/auth', '--api-key', 'nonsense'), 'The API asks for a key, and this one is not it');
  });
});

describe('second factors are a choice', () => {
  let api: LocalApi;
  runStack({ mfa: { mode: Mfa.OPTIONAL }, operations: { features: [OperationFeature.SECOND_FACTORS] } }, (started) => { api = started; });

  test('sets an authenticator app up on the way, and signs in with it', async () => {
    const ended = await check(api.url);
    expectFine(ended);
    expect(linesOf(ended, 'ok')).toEqual(expect.arrayContaining(['Start with an authenticator app, start-totp', 'Sign in again: the code, mfa-verify']));
  });
});

describe('some operations are left out', () => {
  let api: LocalApi;
  runStack({ operations: { exclude: ['refresh-token', 'change-password', 'logout', 'delete-user'] } }, (started) => { api = started; });

  test('goes through the others, and deletes the account itself', async () => {
    const ended = await check(api.url);
    expectFine(ended);
    expect(linesOf(ended, 'ok')).toEqual(expect.arrayContaining(['Lose the phone, resend-mfa', 'Set it with the mailed code, confirm-password']));
    expect(linesOf(ended, 'skipped')).toContainEqual(expect.stringMatching(/refresh-token, logout, change-password, delete-user, .*: switched off in this stack$/));
    expect(ended.out).toContain('is deleted.');
  });
});

describe('second factors that nobody here has', () => {
  let api: LocalApi;
  const messages = { from: 'no-reply@example.com', sesRegion: 'eu-west-1' };
  const without = { exclude: ['forgot-password', 'reset-password', 'confirm-password'] };
  const props = { mfa: { totp: false, email: true }, accountRecovery: AccountRecovery.NONE, messages, operations: without };
  runStack(props, (started) => { api = started; });

  test('are said to be what it ends with', async () => {
    const ended = await check(api.url);
    expectFine(ended);
    expect(linesOf(ended, 'skipped')).toContainEqual(expect.stringMatching(/^Sign in, and what comes after it: the sign-in asks for EMAIL_OTP, which cannot be answered here$/));
  });
});

describe('people whom the API does not sign in', () => {
  let api: LocalApi;
  runStack({ operations: { include: ['userinfo', 'delete-user'] } }, (started) => { api = started; });

  test('cannot be checked', async () => {
    expectRefused(await check(api.url), 'it answers 404');
  });
});

test('--help has an example, and says what it ends with', async () => {
  const { code, out } = await command(['check', '--help']);
  expect(code).toBe(0);
  for (const text of ['--stack <name>', '--local [url]', '--construct <id>', '--url', '--path-prefix', '--email', '--keep', '--api-key', '--origin', 'For example: npx', 'ends with 0']) {
    expect(out).toContain(text);
  }
  expectRefused(await command(['check']), 'Which API? Give the name of the deployed stack to --stack, or --local for the offline run.');
});
