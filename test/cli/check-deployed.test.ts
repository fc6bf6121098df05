import { AlteringProxy } from './altering-proxy';
import { CloudFormation } from './cloud-formation';
import { command, expectRefused, type Ended } from './command';
import { awsOf, type Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import { LocalApi } from '../support/local';

/**
 * `cognito-auth-api check --stack NAME`, as a process: a test double of CloudFormation says what the stack puts out, and the stand-in of Cognito is led to by
 * the environment. On AWS a journey waits minutes for codes, so a proxy that refuses the temporary password ends it: what comes after is check-local's.
 */
const cloudFormation = new CloudFormation();
let api: LocalApi;
let aws: Aws;
let proxy: AlteringProxy;
let environment: Record<string, string>;

beforeAll(async () => {
  api = await LocalApi.start(defaultStack());
  aws = await awsOf(api);
  proxy = await new AlteringProxy(api.url).start();
  proxy.alter = (route, answer) => { if (route === 'POST /v1/login' && answer.status === 200) answer.status = 500; };
  environment = {
    AWS_ENDPOINT_URL_CLOUDFORMATION: await cloudFormation.start(), AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: api.endpoint('cognito-idp'),
    AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1', AWS_MAX_ATTEMPTS: '1',
  };
  const { UserPoolId } = aws;
  const outputs = (name: string, pool = UserPoolId) => ({
    [`${name}ApiUrl0A1B2C3D`]: proxy.url, [`${name}UserPoolId0A1B2C3D`]: pool, [`${name}ClientId0A1B2C3D`]: 'client', [`${name}Issuer0A1B2C3D`]: `https://cognito-idp.us-east-1.amazonaws.com/${pool}`,
  });
  const { AuthApiUrl0A1B2C3D: _, ...withoutUrl } = outputs('Auth') as Record<string, string>;
  Object.assign(cloudFormation.stacks, {
    Twins: [{ type: 'AWS::CloudFormation::Stack', logicalId: 'Inside', id: 'Inner' }],
    Flat: [], Several: [], Without: [], Elsewhere: [], NoUrl: [], Inner: [],
    Nested: [{ type: 'AWS::SNS::Topic', logicalId: 'One', id: 'one' }, { type: 'AWS::SNS::Topic', logicalId: 'Two', id: 'two' }, { type: 'AWS::CloudFormation::Stack', logicalId: 'Inside', id: 'Inner' }],
  });
  Object.assign(cloudFormation.outputs, {
    Flat: { ...outputs('Auth'), OrdersUrl: 'https://orders.example.com', OtherUserPoolId0A1B2C3D: 'us-east-1_Another00' },
    Several: { ...outputs('Staff'), ...outputs('CustomersAuth') },
    Without: { OrdersUrl: 'https://orders.example.com' },
    Elsewhere: outputs('Auth', 'us-east-1_Nobodys00'),
    NoUrl: withoutUrl,
    Inner: outputs('Auth'),
    Twins: outputs('Auth'),
  });
});
afterAll(async () => {
  await proxy?.stop();
  await api?.stop();
  await cloudFormation.stop();
});
afterEach(async () => {
  cloudFormation.error = undefined;
  await api.faults();
});

const check = (args: string[], env: Record<string, string | undefined> = {}): Promise<Ended> => command(['check', ...args], { ...environment, ...env });

test.each([
  ['Flat', []], ['Nested', []], ['Several', ['--construct', 'Staff']], ['Several', ['--construct', 'Customers/Auth']], ['NoUrl', ['--url', 'PROXY']],
  ['Twins', ['--construct', 'Inside/Auth']],
])('--stack %s %j: finds API and pool by the outputs, makes an account without a mail, and deletes it', async (stack, more) => {
  const ended = await check(['--stack', stack, ...more.map((arg) => arg === 'PROXY' ? proxy.url : arg)]);
  expect(ended.err).toBe('');
  expect(ended.out).toContain(`at ${proxy.url}, user pool ${aws.UserPoolId}\n`);
  expect(ended.out).toContain(': 16 of ');
  expect(ended.out).toMatch(/\ndiffers {2}Sign in with the temporary password, login \(\d+ ms\): expected 200, got 500/);
  expect(ended.out).toContain('skipped  All that comes after it: "Sign in with the temporary password" is needed for it\n');
  const [, email] = /The throw-away account is (\S+)/.exec(ended.out)!;
  expect(ended.out).toContain(`The account ${email} is deleted.\n`);
  await expect(aws.account(email)).rejects.toThrow(expect.objectContaining({ name: 'UserNotFoundException' }));
  expect(await api.mails(email)).toEqual([]);
  expect(ended.code).toBe(1);
});

test.each([
  ['that is not there', ['--stack', 'Nonsense'], 'There is no stack Nonsense in us-east-1: look at its name, --region and --profile.'],
  ['without the construct', ['--stack', 'Without'], 'The stack Without has no outputs of a CognitoAuthApi (...UserPoolId, ...ClientId, ...Issuer)'],
  ['with several', ['--stack', 'Several'], 'The stack Several has several CognitoAuthApi: give one to --construct. They are Staff, CustomersAuth.'],
  ['with another in a nested stack', ['--stack', 'Twins'], 'has several CognitoAuthApi: give one to --construct. They are Auth, Inside/Auth.'],
  ['without the one that is named', ['--stack', 'Several', '--construct', 'Shop'], 'The stack Several has no CognitoAuthApi "Shop": give one of Staff, CustomersAuth to --construct.'],
  ['that does not say where the API is', ['--stack', 'NoUrl'], 'The stack does not say where the API is, for the construct was given an API that was made elsewhere'],
  ['whose pool is gone', ['--stack', 'Elsewhere'], 'There is no user pool us-east-1_Nobodys00 in us-east-1.'],
])('a stack %s is said to be so', async (_, args, message) => {
  expectRefused(await check(args), message);
});

test('a stack whose API is gone is said to be so', async () => {
  const gone = await new AlteringProxy(api.url).start();
  await gone.stop();
  expectRefused(await check(['--stack', 'Flat', '--url', gone.url]), `Nobody answers at ${gone.url} (ECONNREFUSED): look at the address.`);
});

test('no credentials, and none that are allowed to do that: names the actions', async () => {
  expectRefused(await check(['--stack', 'Flat'], { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }), 'There are no credentials of AWS');
  cloudFormation.error = { code: 'AccessDenied', status: 403, message: 'User: ada is not authorized to perform: cloudformation:DescribeStacks' };
  const { err } = await check(['--stack', 'Flat']);
  expect(err).toContain('These credentials are not allowed to do that: User: ada is not authorized to perform: cloudformation:DescribeStacks\nThe command needs:\n');
  for (const action of ['cloudformation:DescribeStacks', 'cognito-idp:DescribeUserPool', 'cognito-idp:AdminCreateUser', 'cognito-idp:AdminDeleteUser']) expect(err).toContain(`  ${action}`);
  expect(err).not.toContain('AdminAddUserToGroup');
});

test('a trigger that refuses the account is named, and nothing is left to delete', async () => {
  await api.faults({ service: 'cognito-idp', operation: 'AdminCreateUser', fault: { name: 'UserLambdaValidationException', status: 400, message: 'PreSignUp failed with error Not ours.' } });
  const ended = await check(['--stack', 'Flat']);
  expectRefused(ended, 'A trigger of the user pool refused the account: PreSignUp failed with error Not ours.');
  expect(ended.out).not.toContain('deleted');
});

test('an account of which nobody knows whether it was made is deleted', async () => {
  await api.faults({ service: 'cognito-idp', operation: 'AdminCreateUser', when: 'AFTER', fault: 'RESET' });
  const ended = await check(['--stack', 'Flat']);
  expectRefused(ended, 'AWS cannot be reached (ECONNRESET)');
  expect(ended.out).toMatch(/The account check-\S+ is deleted\.\n$/);
});
