import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { AdminAddUserToGroupCommand, CreateGroupCommand } from '@aws-sdk/client-cognito-identity-provider';
import { JwtExpiredError, JwtInvalidScopeError, JwtInvalidSignatureAlgorithmError, JwtInvalidSignatureError } from 'aws-jwt-verify/error';
import { tokenVerifier, type Settings } from '../../examples/verify-token/verify';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool, unsigned, type Tokens } from '../support/foreign-tokens';
import type { LocalApi } from '../support/local';
import { Person } from '../support/person';
import { runStack } from '../support/run-stack';

const root = resolve(__dirname, '..', '..');

let api: LocalApi;
let aws: Aws;
let ada: Person;
let tokens: Tokens;
let settings: Settings;
let verify: Awaited<ReturnType<typeof tokenVerifier>>;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  const clientId = Object.entries(await api.outputs()).find(([name]) => /ClientId/.test(name))![1];
  settings = { userPoolId: aws.UserPoolId, clientId, jwksUri: `${api.url}/_local/cognito-idp/${aws.UserPoolId}/.well-known/jwks.json` };
  verify = await tokenVerifier(settings);
  ada = await new Person(api).enrol();
  await aws.cognito.send(new CreateGroupCommand({ UserPoolId: aws.UserPoolId, GroupName: 'readers' }));
  await aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: aws.UserPoolId, Username: ada.email, GroupName: 'readers' }));
  tokens = (await ada.signIn()).body;
});

test('says whose token it is, and what it allows', async () => {
  expect(await verify(tokens.access_token)).toEqual({ userId: ada.sub, groups: ['readers'], scopes: ['aws.cognito.signin.user.admin'] });
});

describe('refuses', () => {
  test('a token whose claims were changed, and one that nobody signed', async () => {
    await expect(verify(tampered(tokens.access_token, { sub: 'someone' }))).rejects.toThrow(JwtInvalidSignatureError);
    await expect(verify(unsigned(tokens.access_token))).rejects.toThrow(/kid|alg/i);
    const [, payload] = tokens.access_token.split('.');
    const { kid } = JSON.parse(Buffer.from(tokens.access_token.split('.')[0], 'base64url').toString());
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid, typ: 'JWT' })).toString('base64url');
    await expect(verify(`${none}.${payload}.AAAA`)).rejects.toThrow(JwtInvalidSignatureAlgorithmError);
  });

  test('the ID token', async () => {
    await expect(verify(tokens.id_token)).rejects.toThrow(JwtInvalidScopeError);
  });

  test('genuine tokens of another pool and of another client', async () => {
    await expect(verify((await tokensOfAnotherPool(aws, ada)).access_token)).rejects.toThrow('issuer not configured');
    await expect(verify((await tokensOfAnotherClient(aws, ada)).access_token)).rejects.toThrow('Client ID not allowed');
  });

  test('a token without the scope that is asked for', async () => {
    const admins = await tokenVerifier({ ...settings, scope: ['groups/admins'] });
    await expect(admins(tokens.access_token)).rejects.toThrow(JwtInvalidScopeError);
  });

  test('an expired token', async () => {
    const { exp } = JSON.parse(Buffer.from(tokens.access_token.split('.')[1], 'base64url').toString());
    const clock = jest.spyOn(Date, 'now').mockReturnValue((exp + 1) * 1000);
    await expect(verify(tokens.access_token)).rejects.toThrow(JwtExpiredError);
    clock.mockReturnValue((exp - 1) * 1000);
    await expect(verify(tokens.access_token)).resolves.toMatchObject({ userId: ada.sub });
    clock.mockRestore();
  });

  test('what is no token', async () => {
    for (const token of ['', 'garbage', 'a.b.c', tokens.refresh_token]) {
      await expect(verify(token)).rejects.toThrow();
    }
  });
});

describe('as a program', () => {
  const run = (input: string, env: NodeJS.ProcessEnv = {}) => spawnSync(process.execPath, [
    require.resolve('tsx/cli'), '--tsconfig', 'test/tsconfig.json', 'examples/verify-token/verify.ts',
  ], { cwd: root, input, encoding: 'utf8', env: { ...process.env, ...env } });
  const env = () => ({ USER_POOL_ID: settings.userPoolId, CLIENT_ID: settings.clientId, JWKS_URI: settings.jwksUri });

  test('takes a token from standard input', () => {
    const { status, stdout } = run(`${tokens.access_token}\n`, env());
    expect(stdout).toContain(ada.sub);
    expect(status).toBe(0);
  });

  test('fails, without repeating the token, where it is refused or not set up', () => {
    const forged = tampered(tokens.access_token, { sub: 'someone' });
    const refused = run(forged, env());
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('Invalid signature');
    expect(refused.stderr).not.toContain(forged.slice(-32));
    expect(run(forged)).toMatchObject({ status: 1, stderr: expect.stringContaining('Set USER_POOL_ID and CLIENT_ID to the outputs of the stack.') });
  });
});
