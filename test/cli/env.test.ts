import { parseEnv } from 'node:util';
import { SecretValue } from 'aws-cdk-lib';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { CloudFormation } from './cloud-formation';
import { command, expectRefused } from './command';
import { awsOf } from '../support/aws';
import { cookieModeProps } from '../support/cookie-mode';
import { defaultStack } from '../support/default-stack';
import { LocalApi } from '../support/local';
import { runStack } from '../support/run-stack';

/** `cognito-auth-api env`, as a process: for a stack that is deployed as the doubles say, and for offline runs. */
const callbackUrls = ['http://localhost:3000/'];
const google = { clientId: 'harbour', clientSecret: SecretValue.secretsManager('harbour/google') };
const cloudFormation = new CloudFormation();
afterAll(() => cloudFormation.stop());

describe('a stack with "Sign in with ..."', () => {
  let api: LocalApi;
  runStack({
    domain: { prefix: 'harbour-env' },
    identityProviders: { google, oidc: { Okta: { ...google, issuerUrl: 'https://example.okta.com' } } },
    clients: { web: { callbackUrls, logoutUrls: callbackUrls }, server: { callbackUrls, generateSecret: true } },
    mfa: { mode: Mfa.OPTIONAL },
  }, (started) => { api = started; });

  test('offline: everything that examples/react reads, with the addresses of the run', async () => {
    const { UserPoolId } = await awsOf(api);
    const { code, out, err } = await command(['env', '--local', api.url]);
    expect([err, code]).toEqual(['', 0]);
    expect(parseEnv(out)).toEqual({
      VITE_API_URL: api.url,
      VITE_TOKEN_DELIVERY: 'BODY',
      VITE_OAUTH_DOMAIN: `${api.url}/_local/auth/harbour-env`,
      VITE_OAUTH_CLIENT_ID: expect.stringMatching(/^[a-z0-9]{20,}$/),
      VITE_OAUTH_PROVIDER: expect.stringMatching(/^(Google|Okta)$/),
      VITE_MAILBOX: `${api.url}/_local/`,
      VITE_JWKS: `${api.url}/_local/cognito-idp/${UserPoolId}/.well-known/jwks.json`,
    });
    expect(out).toMatch(/# Others: (Google|Okta)\. --provider chooses\./);
    expect((await fetch(parseEnv(out).VITE_JWKS!)).status).toBe(200);
    expect(parseEnv((await command(['env', '--local', api.url, '--provider', 'Okta'])).out).VITE_OAUTH_PROVIDER).toBe('Okta');
    expectRefused(await command(['env', '--local', api.url, '--provider', 'Facebook']), 'The app client has no identity provider "Facebook": give one of');
    expectRefused(await command(['env', '--local', api.url, '--client', 'tablet']), 'No one app client "tablet" fits');
  });

  test('deployed: AWS\'s addresses, and nothing of the offline run', async () => {
    const { UserPoolId } = await awsOf(api);
    const outputs = await api.outputs();
    const [apiUrl] = Object.keys(outputs).filter((name) => /^AuthApiUrl/.test(name));
    cloudFormation.stacks.Shop = [];
    cloudFormation.outputs.Shop = { ...outputs, [apiUrl]: api.url };
    const env = {
      AWS_ENDPOINT_URL_CLOUDFORMATION: await cloudFormation.start(), AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: api.endpoint('cognito-idp'),
      AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_REGION: 'us-east-1',
    };
    const { code, out } = await command(['env', 'Shop'], env);
    expect(code).toBe(0);
    expect(Object.keys(parseEnv(out)).sort()).toEqual(['VITE_API_URL', 'VITE_OAUTH_CLIENT_ID', 'VITE_OAUTH_DOMAIN', 'VITE_OAUTH_PROVIDER', 'VITE_TOKEN_DELIVERY']);
    expect(parseEnv(out).VITE_OAUTH_DOMAIN).toBe(`https://harbour-env.auth.${UserPoolId.split('_')[0]}.amazoncognito.com`);
    expect(out).not.toContain('_local');
    expectRefused(await command(['env', 'Nonsense'], env), 'There is no stack Nonsense in us-east-1');
    expectRefused(await command(['env', 'Shop', '--path-prefix', '/auth'], env), 'give --path-prefix where the construct has a pathPrefix');
  });
});

describe('refresh tokens in cookies, an API key', () => {
  let api: LocalApi;
  runStack({ ...cookieModeProps, apiKey: {} }, (started) => { api = started; });

  test('without the key it says where to find it; with another one, that it is not it', async () => {
    const { code, out } = await command(['env', '--local', api.url]);
    expect(code).toBe(0);
    expect(out).toContain('# The API asks for a key. It is the value of the stack\'s secret ...ApiKeySecret...');
    expect(parseEnv(out).VITE_API_KEY).toBe('');
    expect((await command(['env', '--local', api.url, '--api-key', 'nonsense'])).out).toContain('# The API asks for a key, and this one is not it.');
  });

  test('with it, that goes in, and so does the delivery', async () => {
    const { out } = await command(['env', '--local', api.url, '--api-key', await keyOf(api)]);
    expect(parseEnv(out)).toMatchObject({ VITE_API_KEY: expect.stringMatching(/^\w{40}$/), VITE_TOKEN_DELIVERY: 'COOKIE' });
  });
});

const keyOf = async (api: LocalApi): Promise<string> => {
  const { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
  const client = new SecretsManagerClient({ region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, endpoint: api.endpoint('secretsmanager') });
  const { SecretList } = await client.send(new ListSecretsCommand({}));
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: SecretList!.find(({ Name }) => /ApiKeySecret/.test(Name!))!.ARN! }));
  return SecretString!;
};

test('a stack without props has no OAuth lines; --help has an example', async () => {
  const api = await LocalApi.start(defaultStack());
  const { out } = await command(['env', '--local', api.url]);
  expect(Object.keys(parseEnv(out)).sort()).toEqual(['VITE_API_URL', 'VITE_JWKS', 'VITE_MAILBOX', 'VITE_TOKEN_DELIVERY']);
  expectRefused(await command(['env', '--local', api.url, '--provider', 'Google']), 'No app client of this pool has an identity provider');
  await api.stop();
  expectRefused(await command(['env']), 'Which API? Give the name of the deployed stack, or --local for the offline run.');
  const { code, out: help } = await command(['env', '--help']);
  expect(code).toBe(0);
  for (const text of ['[stack]', '--local', '--client', '--provider', '--api-key', 'For example: npx', 'ends with 0']) expect(help).toContain(text);
});
