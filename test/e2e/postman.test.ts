import { resolve } from 'node:path';
import newman, { type Execution } from 'newman';
import { ADMINISTRATORS_JOURNEY, FURTHER_JOURNEY, JOURNEY } from '../../scripts/postman/collection';
import { defaultStack, fullStack } from '../support/default-stack';
import { DemoApp } from '../support/demo-app';
import { undocumented } from '../support/documented';
import { LocalApi } from '../support/local';

/** docs/postman.json as whoever imports it runs it: in Postman's own sandbox, against the offline run. */
const root = resolve(__dirname, '..', '..');
const COLLECTION = resolve(root, 'docs', 'postman.json');
const SEED = ['--seed', resolve(root, 'examples', 'demo', 'seed.json')];

/** What of an answer docs/openapi.json does not allow. */
const problemOf = ({ request, response }: Execution): string | undefined => response && undocumented(request.method, request.url.getPath(), {
  status: response.code,
  headers: new Headers(response.headers.all().map(({ key, value }) => [key, value])),
  body: JSON.parse(response.text() || 'null'),
});

interface Result {
  /** What failed, in words, and what was answered that is not documented. */
  readonly failures: readonly string[];
  readonly requests: readonly string[];
  readonly skippedTests: readonly string[];
  readonly console: readonly string[];
}

const run = (variables: Record<string, string>, { folder, iterationCount }: { folder?: string[]; iterationCount?: number } = {}) =>
  new Promise<Result>((resolved, rejected) => {
    const lines: string[] = [];
    newman.run({
      collection: COLLECTION, folder, iterationCount, envVar: Object.entries(variables).map(([key, value]) => ({ key, value })), reporters: [],
    }, (error, summary) => {
      if (error) {
        rejected(error);
        return;
      }
      const { failures, executions } = summary.run;
      resolved({
        failures: [
          ...failures.map(({ error: { message, test: assertion }, source }) => `${source?.name}: ${assertion ?? ''} ${message}`),
          ...executions.flatMap((execution) => problemOf(execution) ?? []),
        ],
        requests: executions.map(({ item, response }) => `${item.name}: ${response?.code}`),
        skippedTests: executions.flatMap(({ assertions = [] }) => assertions.filter(({ skipped }) => skipped).map(({ assertion }) => assertion)),
        console: lines,
      });
    }).on('console', (_, { messages }) => lines.push(messages.join(' ')));
  });

const journeys = { register: 'Register: 201', signUp: 'Sign up: 201', administrators: 'The administrator signs out: 200' };
const all = Object.values(journeys);
const made = ({ requests }: Result) => all.filter((name) => requests.includes(name));

describe('against a stack with every operation and an administrator', () => {
  let api: LocalApi;
  beforeAll(async () => { api = await LocalApi.start(fullStack(), ...SEED); });
  afterAll(() => api?.stop());

  test('all of it passes', async () => {
    const result = await run({ url: api.url });
    expect(result.failures).toEqual([]);
    expect(result.skippedTests).toEqual([]);
    expect(made(result)).toEqual(all);
  }, 300_000);

  test.each([
    ['the password is wrong', { admin_password: 'Wrong-Quay-1906' }, 'POST /v1/login answered 401'],
    ['it is the secret of another app', { admin_totp_secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }, 'POST /v1/mfa-verify answered 400'],
    [
      'it is no administrator',
      { admin_email: 'member@example.com', admin_password: 'Pebble-Tide-1815', admin_totp_secret: 'DEMOMEMBERAAAADEMOMEMBERAAAADEMO' },
      'GET /v1/admin/groups answered 403',
    ],
  ])('one failure says what administrators need, and nothing is done, where %s', async (_, variables, answered) => {
    const result = await run({ url: api.url, ...variables }, { folder: [ADMINISTRATORS_JOURNEY] });
    expect(result.failures).toEqual([expect.stringContaining(answered)]);
    expect(result.failures[0]).toContain('needs an administrator: admin_email, admin_password and admin_totp_secret');
    expect(result.requests.some((name) => name.startsWith('Invite'))).toBe(false);
  });

  test('elsewhere than offline no time is moved and no mail is read: the console says what to do instead', async () => {
    const result = await run({ url: api.url.replace('localhost', 'api.localhost') }, { folder: [JOURNEY] });
    expect(result.requests).toEqual(expect.arrayContaining(['Register: 201', 'Ask for the mail again: 200']));
    expect(result.requests.filter((name) => / later:|^The mail:/.test(name))).toEqual([]);
    expect(result.console).toEqual(expect.arrayContaining([
      'Skipped, for this is no offline run. Wait: five minutes.',
      'Skipped, for this is no offline run. Read the mail, and set the variable temporary_password.',
    ]));
  });
});

test('against the default stack all of it passes: what is not there is left out, and says so', async () => {
  const api = await LocalApi.start(defaultStack());
  try {
    const result = await run({ url: api.url });
    expect(result.failures).toEqual([]);
    expect(result.requests).toEqual(expect.arrayContaining([journeys.register, 'POST /v1/sign-up: 404']));
    expect(result.skippedTests).toEqual([
      'this API has no POST /v1/sign-up: the journey is left out', 'this API has no GET /v1/admin/users: the journey is left out',
    ]);
    expect(new Set([JOURNEY, FURTHER_JOURNEY, ADMINISTRATORS_JOURNEY]).size).toBe(3);
  } finally {
    await api.stop();
  }
}, 300_000);

test('against what "npm start" runs all of it passes again and again, with the variables as they are at first, or by then', async () => {
  const demo = await DemoApp.start('BODY', ...SEED);
  try {
    for (const iterationCount of [1, 2]) {
      const result = await run({ url: demo.url }, { iterationCount });
      expect(result.failures).toEqual([]);
      expect(made(result)).toEqual(all);
      expect(result.requests.filter((name) => name === journeys.administrators)).toHaveLength(iterationCount);
    }
  } finally {
    await demo.stop();
  }
}, 300_000);
