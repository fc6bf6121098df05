import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudFormation } from './cloud-formation';
import { command, expectRefused, type Ended } from './command';
import { awsOf, type Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { Person } from '../support/person';

/**
 * `cognito-auth-api admin add EMAIL --stack NAME`, as a process: the SDK's own clients, credentials and regions, led to a test double of CloudFormation and
 * to the stand-in of Cognito by the environment.
 */
const cloudFormation = new CloudFormation();
const folder = mkdtempSync(join(tmpdir(), 'cognito-auth-api-'));
/** Those that the stand-in takes. */
const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
let api: LocalApi;
let aws: Aws;
let endpoints: Record<string, string>;

const pool = (logicalId: string, id?: string, status?: string) => ({ type: 'AWS::Cognito::UserPool', logicalId, id, status });
const nested = (logicalId: string, id: string) => ({ type: 'AWS::CloudFormation::Stack', logicalId, id });
const others = Array.from({ length: 5 }, (_, index) => ({ type: 'AWS::Lambda::Function', logicalId: `Fn${index}`, id: `fn-${index}` }));

beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  aws = await awsOf(api);
  endpoints = { AWS_ENDPOINT_URL_CLOUDFORMATION: await cloudFormation.start(), AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: api.endpoint('cognito-idp') };
  const { UserPoolId } = aws;
  Object.assign(cloudFormation.stacks, {
    'Flat': [...others, pool('AuthUserPool', UserPoolId)],
    'Nested': [...others, nested('Auth', 'arn:aws:cloudformation:us-east-1:123456789012:stack/Auth/1'), pool('Former', 'us-east-1_Former000', 'DELETE_COMPLETE')],
    'arn:aws:cloudformation:us-east-1:123456789012:stack/Auth/1': [...others, nested('Inner', 'Inner')],
    'Inner': [pool('AuthUserPool', UserPoolId)],
    'Several': [pool('One', 'us-east-1_One000000'), ...others, nested('Auth', 'Inner')],
    'Without': [...others, pool('NotYet', undefined, 'CREATE_IN_PROGRESS')],
    'Elsewhere': [pool('AuthUserPool', 'us-east-1_Nobodys00')],
  });
});
afterAll(async () => {
  await api?.stop();
  await cloudFormation.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  cloudFormation.error = undefined;
  await api.faults();
});

const run = (email: string, args: string[], env: Record<string, string | undefined> = {}): Promise<Ended> =>
  command(['admin', 'add', email, ...args], { ...endpoints, ...keys, AWS_REGION: 'us-east-1', AWS_MAX_ATTEMPTS: '1', ...env });
const isMade = async (email: string): Promise<boolean> => (await api.mails(email)).length > 0;

test.each(['Flat', 'Nested'])('--stack %s: finds the pool over pages and nested stacks, and invites', async (stack) => {
  const { email } = new Person(api);
  const { code, out, err } = await run(email, ['--stack', stack]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toContain(`User pool ${aws.UserPoolId}`);
  expect(out).toContain('  - A temporary password is in the mail\n');
  expect(out).not.toContain('_local');
  expect(await isMade(email)).toBe(true);
  expect(cloudFormation.asked.filter((name) => name === stack)).toHaveLength(Math.ceil(cloudFormation.stacks[stack].length / 2));
});

test('--user-pool-id asks CloudFormation nothing, and takes the region of the pool', async () => {
  cloudFormation.asked.length = 0;
  const { email } = new Person(api);
  expect((await run(email, ['--user-pool-id', aws.UserPoolId], { AWS_REGION: undefined })).code).toBe(0);
  expect((await run(email, ['--user-pool-id', aws.UserPoolId, '--stack', 'Several'])).code).toBe(0);
  expect(cloudFormation.asked).toEqual([]);
  expect(await isMade(email)).toBe(true);
});

describe('the stack', () => {
  test('with several pools: lists them for --user-pool-id', async () => {
    expectRefused(await run('ada@example.com', ['--stack', 'Several']),
      `The stack Several has several user pools: give one to --user-pool-id.\n  us-east-1_One000000  One\n  ${aws.UserPoolId}  Auth/AuthUserPool\n`);
  });

  test('without any', async () => {
    expectRefused(await run('ada@example.com', ['--stack', 'Without']), 'The stack Without has no user pool: give another --stack, or --user-pool-id');
  });

  test('that is not there', async () => {
    expectRefused(await run('ada@example.com', ['--stack', 'Nonsense']), 'There is no stack Nonsense in us-east-1: look at its name, --region and --profile.');
  });

  test('whose pool is gone', async () => {
    expectRefused(await run('ada@example.com', ['--stack', 'Elsewhere']), 'There is no user pool us-east-1_Nobodys00 in us-east-1.');
  });

  test('that nobody named', async () => {
    expectRefused(await run('ada@example.com', []), 'Whose administrator? Give --stack NAME or --user-pool-id ID for what is deployed, or --local for the offline run.');
  });
});

describe('region and credentials', () => {
  const profiles = () => {
    const profile = (name: string, region: string, key: string) => `[profile ${name}]\nregion = ${region}\naws_access_key_id = ${key}\naws_secret_access_key = ${key}\n`;
    writeFileSync(join(folder, 'config'), profile('ops', 'eu-north-1', 'AKIAOPS') + profile('here', 'us-east-1', 'local'));
    return { AWS_CONFIG_FILE: join(folder, 'config'), AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, AWS_REGION: undefined };
  };

  test('--region goes before the environment', async () => {
    expectRefused(await run('ada@example.com', ['--stack', 'Nonsense', '--region', 'eu-west-1']), 'There is no stack Nonsense in eu-west-1');
    expect(cloudFormation.signed).toContain('local eu-west-1');
  });

  test('--profile, or AWS_PROFILE, brings both', async () => {
    expectRefused(await run('ada@example.com', ['--stack', 'Nonsense', '--profile', 'ops'], profiles()), 'There is no stack Nonsense in eu-north-1');
    expectRefused(await run('ada@example.com', ['--stack', 'Nonsense'], { ...profiles(), AWS_PROFILE: 'ops' }), 'There is no stack Nonsense in eu-north-1');
    expect(cloudFormation.signed).toContain('AKIAOPS eu-north-1');
    expect((await run(new Person(api).email, ['--stack', 'Flat', '--profile', 'here'], profiles())).code).toBe(0);
  });

  test('a profile that is not there, or no credentials at all', async () => {
    const none = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const message = 'There are no credentials of AWS: sign in as for the AWS command line, or name a profile with --profile.';
    expectRefused(await run('ada@example.com', ['--stack', 'Flat'], none), message);
    expectRefused(await run('ada@example.com', ['--stack', 'Flat', '--profile', 'nobody'], none), message);
  });

  test('no region', async () => {
    const message = 'Which region of AWS? Give --region, or set AWS_REGION.';
    expectRefused(await run('ada@example.com', ['--stack', 'Flat'], { AWS_REGION: undefined }), message);
    expectRefused(await run('ada@example.com', ['--stack', 'Flat'], { AWS_REGION: '' }), message);
    expectRefused(await run('ada@example.com', ['--stack', 'Flat', '--region', 'the north']), message);
  });

  test.each([
    ['CloudFormation', 'ExpiredToken', 'The security token included in the request is expired'],
    ['CloudFormation', 'InvalidClientTokenId', 'The security token included in the request is invalid.'],
    ['Cognito', 'ExpiredTokenException', 'The security token included in the request is expired'],
    ['Cognito', 'UnrecognizedClientException', 'The security token included in the request is invalid.'],
  ])('%s says %s', async (service, name, message) => {
    if (service === 'Cognito') await api.faults({ service: 'cognito-idp', fault: { name, status: 400, message } });
    else cloudFormation.error = { code: name, status: 403, message };
    expectRefused(await run('ada@example.com', ['--stack', 'Flat']), `AWS does not take these credentials: ${message}`);
  });
});

describe('what is not allowed', () => {
  const needs = ['cloudformation:ListStackResources (with --stack)', 'cognito-idp:DescribeUserPool', 'cognito-idp:GetGroup', 'cognito-idp:AdminGetUser',
    'cognito-idp:AdminCreateUser', 'cognito-idp:AdminAddUserToGroup'];
  const expectDenied = (ended: Ended, text: string) => {
    expectRefused(ended, `These credentials are not allowed to do that: ${text}\nThe command needs:\n`);
    expect(ended.err.trim().split('\n').slice(2).map((line) => line.trim())).toEqual(needs);
  };

  test('at CloudFormation names the actions', async () => {
    const message = 'User: arn:aws:iam::123456789012:user/ada is not authorized to perform: cloudformation:ListStackResources';
    cloudFormation.error = { code: 'AccessDenied', status: 403, message };
    expectDenied(await run('ada@example.com', ['--stack', 'Flat']), message);
  });

  test.each(['DescribeUserPool', 'GetGroup', 'AdminGetUser', 'AdminCreateUser', 'AdminAddUserToGroup'])('%s: names the actions, and may be run again', async (operation) => {
    const { email } = new Person(api);
    const message = `User: arn:aws:iam::123456789012:user/ada is not authorized to perform: cognito-idp:${operation}`;
    await api.faults({ service: 'cognito-idp', operation, fault: { name: 'AccessDeniedException', status: 400, message } });
    const from = (await api.calls()).at(-1)?.number ?? 0;
    expectDenied(await run(email, ['--stack', 'Flat']), message);
    expect(needs).toContain(`cognito-idp:${operation}`);
    // Everything that it does at Cognito is among what it says it needs.
    for (const call of await api.calls(from)) expect(needs).toContain(`cognito-idp:${call.operation}`);
    await api.faults();
    expect((await run(email, ['--stack', 'Flat'])).code).toBe(0);
    expect(await api.mails(email)).toHaveLength(1);
  });
});

describe('what else fails', () => {
  test('no way to AWS', async () => {
    expectRefused(await run('ada@example.com', ['--stack', 'Flat'], { AWS_ENDPOINT_URL_CLOUDFORMATION: 'http://127.0.0.1:9' }), 'AWS cannot be reached (ECONNREFUSED)');
  });

  test.each([
    ['AdminCreateUser', 'UserLambdaValidationException', 'PreSignUp failed with error Not ours.', 'A trigger of the user pool refused the account: PreSignUp failed with error Not ours.'],
    ['AdminCreateUser', 'CodeDeliveryFailureException', 'No SES', 'Cognito could not send the mail (No SES). Look at the pool\'s sender, and run this again'],
    ['AdminAddUserToGroup', 'TooManyRequestsException', 'Rate exceeded', 'AWS answered TooManyRequestsException: Rate exceeded'],
    ['AdminGetUser', 'InternalErrorException', 'Oops', 'AWS answered InternalErrorException: Oops'],
  ])('%s: %s', async (operation, name, message, told) => {
    await api.faults({ service: 'cognito-idp', operation, fault: { name, status: name === 'InternalErrorException' ? 500 : 400, message } });
    expectRefused(await run(new Person(api).email, ['--stack', 'Flat']), told);
  });
});
