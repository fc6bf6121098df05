import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Capture, captured, differencesBetween } from './capture';
import { Mask } from './mask';
import { vectors } from './vectors';
import { StandIn, startStandIn } from '../local/cognito/stand-in';

/** What is captured at AWS leaves the account: nothing in it may belong to one, and it has to be comparable. */
let standIn: StandIn;
beforeAll(async () => { standIn = await startStandIn(); });
afterAll(() => standIn.close());

const adapter = () => ({
  client: standIn.client, now: () => standIn.now, advance: (seconds: number) => { standIn.advance(seconds); }, mailbox: () => standIn.mailbox,
});
const capture = async (...subjects: string[]): Promise<Capture> => {
  const played = [];
  for (const subject of subjects) for (const vector of vectors[subject].slice(0, 12)) played.push(await captured(subject, vector, adapter()));
  return { from: 'the stand-in', vectors: played };
};

describe('a capture', () => {
  const SUBJECTS = ['sign-in', 'mfa', 'refresh', 'secret-hash', 'srp', 'admin', 'user-sessions', 'passkeys'];

  test('has none of the tokens, secrets, sessions, ids and passwords that came and went', async () => {
    standIn.answers.length = 0;
    const text = JSON.stringify(await capture(...SUBJECTS));
    const raw = new Set<string>();
    const collect = (value: any, member = ''): void => {
      if (typeof value === 'object' && value !== null) Object.entries(value).forEach(([name, inner]) => collect(inner, Array.isArray(value) ? member : name));
      else if (/Token$|Session$|SecretCode|ClientSecret|ClientId$|^Sub$|SALT|SRP_B|SECRET_BLOCK|SessionId/.test(member) && String(value).length > 5) raw.add(String(value));
    };
    standIn.answers.forEach(({ body }) => collect(body));
    expect(raw.size).toBeGreaterThan(50);
    for (const secret of raw) expect(text).not.toContain(secret);
    for (const password of ['Correct-horse-9', 'Battery-staple-8', 'Temporary-pass-1']) expect(text).not.toContain(password);
    expect(text).not.toMatch(/eyJ|[0-9a-f]{8}-[0-9a-f]{4}-|\d{12}|eu-central-1/);
  });

  test('of the same vectors is the same, though every id is another one', async () => {
    const [one, other] = [await capture(...SUBJECTS), await capture(...SUBJECTS)];
    expect(differencesBetween(one, other)).toEqual([]);
    expect(one).toEqual(other);
  });

  test('holds requests, answers, errors and what a vector expected in vain', async () => {
    const [vector] = vectors.refresh;
    const broken = { ...vector, steps: [...vector.steps, { operation: 'GetUser', input: { AccessToken: 'no token' }, expect: {} }] };
    const { calls, differs } = await captured('refresh', broken, adapter());
    expect(calls.map(({ operation }) => operation)).toEqual([
      'CreateUserPool', 'CreateUserPoolClient', ...broken.steps.map(({ operation }) => operation), 'DeleteUserPool',
    ]);
    expect(calls.find(({ operation }) => operation === 'GetUser')).toEqual({
      operation: 'GetUser', input: { AccessToken: '<AccessToken 1>' }, error: { name: 'InvalidParameterException', message: expect.stringMatching(/\w/) },
    });
    expect(calls.find(({ operation }) => operation === 'InitiateAuth')).toMatchObject({
      input: { AuthParameters: { USERNAME: 'ann@example.com', PASSWORD: '<PASSWORD 1>' } },
      output: { AuthenticationResult: { AccessToken: expect.stringMatching(/^<token with .*client_id, .*username>$/), RefreshToken: '<RefreshToken 1>' } },
    });
    expect(differs).toMatch(/^step \d+, GetUser: InvalidParameterException/);
  });
});

describe('the mask', () => {
  const mask = (value: unknown, member?: string) => new Mask().of(value, member);

  test.each([
    ['an address', 'Sent to ada.byron@company.co.uk', 'Sent to <address 1>'],
    ['nobody\'s address', 'ann@example.com', 'ann@example.com'],
    ['Cognito\'s own mask', 'a***@e***', '<masked address>'],
    ['a pool', 'User pool eu-west-1_AbC123xyZ does not exist.', 'User pool <pool 1> does not exist.'],
    ['a client', 'User pool client 1h57kf5cpq17m0eml12EXAMPLE'.toLowerCase() + ' does not exist.', 'user pool client <client 1> does not exist.'],
    ['an ARN', 'arn:aws:iam::210987654321:role/Admin', 'arn:<partition>:iam:<region>:<account>:role/Admin'],
    ['an account', 'account 210987654321', 'account <account>'],
    ['a person', 'user 8f14e45f-ceea-467f-a8b5-1b2c3d4e5f60', 'user <id 1>'],
    ['anything else that long', `AQICAHh${'x'.repeat(60)}`, '<opaque 1>'],
    ['words', 'Incorrect username or password.', 'Incorrect username or password.'],
  ])('%s', (_, given, shown) => {
    expect(mask(given)).toBe(shown);
  });

  test('of a token says which claims it has, and no value', () => {
    const token = ['{"alg":"RS256"}', '{"sub":"ada","email":"ada@company.com"}', 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.');
    expect(mask(token)).toBe('<token with email, sub>');
  });

  test('numbers what comes again, by its member where that is a secret', () => {
    expect(mask({ Session: 'one', Next: { Session: 'two' }, Again: { Session: 'one' }, When: new Date(0), $metadata: { requestId: 'x' } }))
      .toEqual({ Again: { Session: '<Session 1>' }, Next: { Session: '<Session 2>' }, Session: '<Session 1>', When: '<date>' });
  });

  test('knows a client by its member, where its id has no digit, and then wherever else it stands', () => {
    const ClientId = 'kpmtnxsmblxmcowcujtpntnija';
    expect(mask({ ClientId, message: `User pool client ${ClientId} does not exist.` }))
      .toEqual({ ClientId: '<client 1>', message: 'User pool client <client 1> does not exist.' });
  });
});

describe('the comparison', () => {
  const altered = async (alter: (calls: any[]) => void) => {
    const ours: any = await capture('sign-in');
    const theirs = structuredClone(ours);
    alter(theirs.vectors[0].calls);
    return differencesBetween(theirs, ours);
  };
  const title = () => `sign-in: ${vectors['sign-in'][0].name}`;

  test('names a member that is another one', async () => {
    expect(await altered((calls) => { calls[2].output.User.UserStatus = 'CONFIRMED'; })).toEqual([
      `${title()}: call 3, AdminCreateUser: User.UserStatus was captured as "CONFIRMED", and is "FORCE_CHANGE_PASSWORD" here`,
    ]);
  });

  test('names an error in place of an answer', async () => {
    expect(await altered((calls) => { calls[3] = { ...calls[3], output: undefined, error: { name: 'NotAuthorizedException', message: 'Incorrect.' } }; })).toEqual([
      expect.stringMatching(/: call 4, InitiateAuth: captured NotAuthorizedException: Incorrect\., here \{"ChallengeName":"NEW_PASSWORD_REQUIRED"/),
    ]);
  });

  test('asks of what sets a pool up only whether it fails', async () => {
    expect(await altered((calls) => { calls[0].output.UserPool.SchemaAttributes = [{ Name: 'sub' }]; })).toEqual([]);
    expect(await altered((calls) => { calls[0] = { ...calls[0], output: undefined, error: { name: 'LimitExceededException', message: 'Too many.' } }; })).toHaveLength(1);
  });

  test('says which vectors are gone, and leaves out those that were skipped', async () => {
    const ours = await capture('lockout');
    const [first] = ours.vectors;
    expect(differencesBetween({ from: 'AWS', vectors: [{ ...first, name: 'another' }] }, ours)).toEqual(['lockout: another: is no vector any more']);
    expect(differencesBetween({ from: 'AWS', vectors: [{ ...first, skipped: 'takes 3600 s', calls: [] }] }, ours)).toEqual([]);
    expect(differencesBetween(ours, { from: 'AWS', vectors: [{ ...first, skipped: 'needs a mailbox', calls: [] }, ...ours.vectors.slice(1)] })).toEqual([]);
  });
});

describe('npm run conformance', () => {
  const root = resolve(__dirname, '..', '..');
  const folder = mkdtempSync(join(tmpdir(), 'cognito-auth-api-capture-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]): { code: number; out: string } => {
    try {
      const out = execFileSync(process.execPath, [require.resolve('tsx/cli'), '--tsconfig', join(root, 'test', 'tsconfig.json'), join(root, 'scripts', 'conformance.ts'), ...args], { encoding: 'utf8', stdio: 'pipe' });
      return { code: 0, out };
    } catch (error) {
      const { status, stdout } = error as { status: number; stdout: string };
      return { code: status, out: stdout };
    }
  };

  test('writes a capture that only its owner reads, and compares with one', () => {
    const file = join(folder, 'capture.json');
    const only = ['--only', 'refresh: '];
    const written = run('--capture', file, ...only);
    expect(written.out).toMatch(/Wrote \S+capture\.json\. Look through it before you give it to anybody\.\n\d+ vectors played at the stand-in: 0 not as expected, 0 skipped\n$/);
    expect(statSync(file).mode % 0o1000).toBe(0o600);
    expect(run('--against', file, ...only)).toMatchObject({ code: 0, out: expect.stringMatching(/against \S+ \(the stand-in\): 0 differences\n$/) });
    writeFileSync(file, readFileSync(file, 'utf8').replace('"RefreshTokenReuseException"', '"NotAuthorizedException"'));
    const { code, out } = run('--against', file, ...only);
    expect(code).toBe(1);
    expect(out).toContain('GetTokensFromRefreshToken: captured NotAuthorizedException:');
  });

  test('says in words what is no capture, and which vectors there are not', () => {
    writeFileSync(join(folder, 'other.json'), '{}');
    expect(run('--against', join(folder, 'other.json'))).toEqual({ code: 1, out: expect.stringContaining('other.json is no capture.') });
    expect(run('--against', join(folder, 'nothing.json'))).toEqual({ code: 1, out: expect.stringContaining('cannot be read: ENOENT') });
    expect(run('--only', 'nonsense')).toEqual({ code: 1, out: 'No vector has "nonsense" in its subject or name.\n' });
    expect(run('--help').out).toContain('--region');
  });
});
