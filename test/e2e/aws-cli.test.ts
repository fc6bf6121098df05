import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { LocalApi } from '../support/local';
import { Person } from '../support/person';

/** AWS's own command line talks to the stand-ins. Where it is not installed the test says so and skips; CI installs it. */
const installed = spawnSync('aws', ['--version']).status === 0;
if (!installed) {
  console.warn('The aws command line is not installed: skipped (pip install awscli)');
}

(installed ? describe : describe.skip)('the aws command line', () => {
  let api: LocalApi;
  beforeAll(async () => {
    api = await LocalApi.start();
  });
  afterAll(() => api?.stop());

  const aws = async (service: 'cognito-idp' | 's3' | 'secretsmanager', ...args: string[]) => {
    const { stdout } = await promisify(execFile)('aws', ['--endpoint-url', api.endpoint(service), '--output', 'json', ...args], {
      env: {
        PATH: process.env.PATH, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1',
        AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    return JSON.parse(stdout || 'null');
  };

  test('lists the pool, and the people who registered through the API', async () => {
    const ada = new Person(api);
    await ada.register();
    const { UserPools: [pool] } = await aws('cognito-idp', 'cognito-idp', 'list-user-pools', '--max-results', '10');
    const { Users } = await aws('cognito-idp', 'cognito-idp', 'list-users', '--user-pool-id', pool.Id);
    expect(Users).toHaveLength(1);
    expect(Users[0]).toMatchObject({ UserStatus: 'FORCE_CHANGE_PASSWORD', Enabled: true });
  });

  test('creates a user, signs in as one, and reads an error as AWS words it', async () => {
    const { UserPools: [pool] } = await aws('cognito-idp', 'cognito-idp', 'list-user-pools', '--max-results', '10');
    const { User } = await aws('cognito-idp', 'cognito-idp', 'admin-create-user', '--user-pool-id', pool.Id, '--username', 'cli@example.com');
    expect(User.UserStatus).toBe('FORCE_CHANGE_PASSWORD');
    await expect(aws('cognito-idp', 'cognito-idp', 'admin-get-user', '--user-pool-id', pool.Id, '--username', 'nobody@example.com'))
      .rejects.toThrow(/\(UserNotFoundException\) when calling the AdminGetUser operation: User does not exist\./);
  });

  test('lists the bucket, and reads the client secret', async () => {
    const { Buckets } = await aws('s3', 's3api', 'list-buckets');
    expect(Buckets.length).toBe(2);
    const { SecretList: [secret] } = await aws('secretsmanager', 'secretsmanager', 'list-secrets');
    expect(await aws('secretsmanager', 'secretsmanager', 'get-secret-value', '--secret-id', secret.ARN)).toMatchObject({ SecretString: expect.any(String) });
  });
});
