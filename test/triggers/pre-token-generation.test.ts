import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import type { PreTokenGenerationEnvironment } from '../../src/contract';

const ROOT = resolve(__dirname, '..', '..');
const BUNDLE = resolve(ROOT, 'assets', 'pre-token-generation', 'index.js');
const ARN = 'arn:aws:lambda:eu-central-1:123456789012:function:Theirs';

type Handler = (event: PreTokenGenerationV2TriggerEvent) => Promise<PreTokenGenerationV2TriggerEvent>;
interface Access { claimsToAddOrOverride: object; claimsToSuppress: string[]; scopesToAdd: string[]; scopesToSuppress: string[] }

const variables: PreTokenGenerationEnvironment = {
  GROUP_SCOPES: JSON.stringify({ admins: ['orders/delete', 'reports/read'], staff: ['reports/read'], guests: [] }),
  TOKEN_CLAIMS: JSON.stringify({ tenant_id: 'custom:tenant', mail: 'email' }),
};

/** The bundle, loaded as Lambda would load it. */
const load = async (environment: object = {}): Promise<Handler> => {
  const { env } = process;
  process.env = { ...env, ...variables, ...environment };
  try {
    let bundle: any;
    await jest.isolateModulesAsync(async () => {
      bundle = await import(BUNDLE);
    });
    return bundle.handler;
  } finally {
    process.env = env;
  }
};

/** An event as Cognito sends it. https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html */
const event = (groups: string[], scopes: string[] = ['aws.cognito.signin.user.admin'], attributes: Record<string, string> = {}) => ({
  version: '2',
  triggerSource: 'TokenGeneration_Authentication',
  region: 'eu-central-1',
  userPoolId: 'eu-central-1_Example01',
  userName: '3a5c0b1e-0000-4000-8000-000000000000',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'client' },
  request: {
    userAttributes: { sub: '3a5c0b1e-0000-4000-8000-000000000000', ...attributes },
    scopes,
    groupConfiguration: { groupsToOverride: groups, iamRolesToOverride: [], preferredRole: null },
  },
  response: { claimsAndScopeOverrideDetails: null },
}) as unknown as PreTokenGenerationV2TriggerEvent;

const accessOf = async (...parameters: Parameters<typeof event>): Promise<Access> =>
  (await (await load())(event(...parameters))).response.claimsAndScopeOverrideDetails.accessTokenGeneration as Access;

describe('without a trigger of the user\'s', () => {
  test('adds what the person\'s groups give, and suppresses what the others do', async () => {
    expect(await accessOf(['staff'])).toMatchObject({
      scopesToAdd: ['groups/staff', 'reports/read'],
      scopesToSuppress: ['groups/admins', 'orders/delete', 'groups/guests'],
    });
    expect(await accessOf(['admins', 'staff'])).toMatchObject({
      scopesToAdd: ['groups/admins', 'orders/delete', 'reports/read', 'groups/staff'], scopesToSuppress: ['groups/guests'],
    });
  });

  test('gives nothing to people in no group', async () => {
    const suppressed = ['groups/admins', 'orders/delete', 'reports/read', 'groups/staff', 'groups/guests'];
    expect(await accessOf([])).toMatchObject({ scopesToAdd: [], scopesToSuppress: suppressed });
    const given = event([]);
    given.request.groupConfiguration = {} as any;
    const { response } = await (await load())(given);
    expect(response.claimsAndScopeOverrideDetails.accessTokenGeneration).toMatchObject({ scopesToAdd: [], scopesToSuppress: suppressed });
  });

  test('takes away what a client asked for, a scope of a group that is no longer declared included', async () => {
    const { scopesToAdd, scopesToSuppress } = await accessOf(['guests'], ['openid', 'groups/admins', 'groups/former', 'orders/delete']);
    expect(scopesToAdd).toEqual(['groups/guests']);
    expect(scopesToSuppress).toEqual(expect.arrayContaining(['groups/admins', 'groups/former', 'orders/delete']));
    expect(scopesToSuppress).not.toContain('openid');
  });

  test.each(['others', '__proto__', 'constructor', 'admin', 'Admins'])('gives nothing for the undeclared group %s', async (name) => {
    expect((await accessOf([name])).scopesToAdd).toEqual([]);
  });

  test('copies attributes to claims, and leaves out what the person lacks', async () => {
    expect((await accessOf([], [], { 'custom:tenant': 'harbour-1' })).claimsToAddOrOverride).toEqual({ tenant_id: 'harbour-1' });
    expect((await accessOf([], [], { email: 'ada@example.com', tenant_id: 'x' })).claimsToAddOrOverride).toEqual({ mail: 'ada@example.com' });
  });

  test('changes neither the ID token nor the groups', async () => {
    const { response } = await (await load())(event(['staff']));
    expect(Object.keys(response.claimsAndScopeOverrideDetails)).toEqual(['accessTokenGeneration']);
  });

  test('needs no network: no client of AWS is in its file', () => {
    const bundles = JSON.parse(readFileSync(resolve(ROOT, '.cache', 'bundles.json'), 'utf8'))['pre-token-generation'];
    const own = (file: string, kind: string): string[] => bundles[file].imports
      .filter((imported: any) => imported.kind === kind && !imported.external).map(({ path }: any) => path);
    const needed = (file: string): string[] => [file, ...own(file, 'import-statement').flatMap(needed)];
    const inputs = (file: string) => needed(file).flatMap((one) => Object.keys(bundles[one].inputs));
    const index = 'assets/pre-token-generation/index.js';
    expect(inputs(index).filter((path) => path.includes('node_modules'))).toEqual([]);
    expect(own(index, 'dynamic-import').flatMap(inputs).some((path) => path.includes('@aws-sdk/client-lambda'))).toBe(true);
  });
});

describe('with a trigger of the user\'s', () => {
  let server: Server;
  let answer: { status?: number; headers?: Record<string, string>; body: unknown };
  let seen: { url?: string; body: any }[];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
        seen.push({ url: request.url, body: JSON.parse(Buffer.concat(chunks).toString()) });
        response.writeHead(answer.status ?? 200, answer.headers).end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  });
  afterAll(() => server.close());
  beforeEach(() => {
    seen = [];
  });

  const invoke = async (given: PreTokenGenerationV2TriggerEvent) => {
    const environment = {
      PRE_TOKEN_GENERATION_FUNCTION_ARN: ARN,
      AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's',
      AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    };
    const { env } = process;
    // The SDK reads its own when it is loaded, which is on demand.
    process.env = { ...env, ...environment };
    try {
      return (await (await load(environment))(given)).response.claimsAndScopeOverrideDetails;
    } finally {
      process.env = env;
    }
  };
  const answering = (details: unknown) => {
    answer = { body: { response: { claimsAndScopeOverrideDetails: details } } };
  };

  test('calls it with the event as Cognito sent it', async () => {
    answering(null);
    await invoke(event(['staff']));
    expect(seen).toEqual([{ url: `/2015-03-31/functions/${encodeURIComponent(ARN)}/invocations`, body: event(['staff']) }]);
  });

  test.each([null, {}, { accessTokenGeneration: null, groupOverrideDetails: null }])('does with the answer %j what it does without one', async (details) => {
    answering(details);
    const { accessTokenGeneration } = await invoke(event(['staff']));
    expect(accessTokenGeneration).toEqual(await accessOf(['staff']));
  });

  test('keeps its claims and scopes, for both tokens', async () => {
    answering({
      idTokenGeneration: { claimsToAddOrOverride: { plan: 'free' }, claimsToSuppress: ['email'] },
      accessTokenGeneration: { claimsToAddOrOverride: { plan: { name: 'free' } }, claimsToSuppress: ['event_id'], scopesToAdd: ['a/b'], scopesToSuppress: ['openid'] },
    });
    expect(await invoke(event(['guests']))).toEqual({
      idTokenGeneration: { claimsToAddOrOverride: { plan: 'free' }, claimsToSuppress: ['email'] },
      accessTokenGeneration: {
        claimsToAddOrOverride: { plan: { name: 'free' } },
        claimsToSuppress: ['event_id'],
        scopesToAdd: ['a/b', 'groups/guests'],
        scopesToSuppress: ['openid', 'groups/admins', 'orders/delete', 'reports/read', 'groups/staff'],
      },
    });
  });

  test('refuses to let it make a member of anyone, in whatever way it tries', async () => {
    answering({
      idTokenGeneration: { claimsToAddOrOverride: { 'scope': 'groups/admins', 'scp': ['groups/admins'], 'cognito:groups': ['admins'] } },
      accessTokenGeneration: {
        claimsToAddOrOverride: { 'scope': 'groups/admins', 'scp': 'groups/admins', 'cognito:groups': ['admins'] },
        scopesToAdd: ['groups/admins', 'orders/delete', 'groups/other', 'x groups/admins', 'x\tgroups/admins'],
      },
      groupOverrideDetails: { groupsToOverride: ['admins', 'beta'] },
    });
    const { idTokenGeneration, accessTokenGeneration, groupOverrideDetails } = await invoke(event([]));
    expect(idTokenGeneration!.claimsToAddOrOverride).toEqual({});
    expect(accessTokenGeneration).toMatchObject({ claimsToAddOrOverride: {}, scopesToAdd: [] });
    expect(accessTokenGeneration!.scopesToSuppress).toContain('groups/admins');
    expect(groupOverrideDetails).toEqual({ groupsToOverride: ['beta'] });
  });

  test('lets it take a group or a scope away', async () => {
    answering({ groupOverrideDetails: { groupsToOverride: ['staff'] }, accessTokenGeneration: { scopesToSuppress: ['reports/read'] } });
    const { accessTokenGeneration, groupOverrideDetails } = await invoke(event(['admins', 'staff']));
    expect(groupOverrideDetails).toEqual({ groupsToOverride: ['staff'] });
    expect(accessTokenGeneration!.scopesToAdd).toEqual(['groups/staff']);
    expect(accessTokenGeneration!.scopesToSuppress).toEqual(expect.arrayContaining(['reports/read', 'groups/admins', 'orders/delete']));
  });

  test('copies the attributes after it, and does not let it invent one', async () => {
    const theirs = { claimsToAddOrOverride: { tenant_id: 'theirs', mail: 'x' }, claimsToSuppress: ['tenant_id'] };
    answering({ accessTokenGeneration: theirs });
    const { accessTokenGeneration } = await invoke(event([], [], { 'custom:tenant': 'harbour-1' }));
    expect(accessTokenGeneration).toMatchObject({ claimsToAddOrOverride: { tenant_id: 'harbour-1' }, claimsToSuppress: [] });
    expect(accessTokenGeneration!.claimsToAddOrOverride).not.toHaveProperty('mail');
  });

  test('fails when it throws, with its message', async () => {
    answer = { headers: { 'x-amz-function-error': 'Unhandled' }, body: { errorType: 'TooEarly', errorMessage: 'not before noon' } };
    await expect(invoke(event([]))).rejects.toMatchObject({ name: 'TooEarly', message: 'not before noon' });
  });

  test.each([undefined, 'text', {}, { response: 7 }])('fails when it returns %j instead of its event', async (body) => {
    answer = { body: body ?? null };
    await expect(invoke(event([]))).rejects.toThrow('did not return its event');
  });

  test('fails when it may not be called, once and not again', async () => {
    answer = { status: 403, headers: { 'x-amzn-errortype': 'AccessDeniedException' }, body: { Message: 'no' } };
    await expect(invoke(event([]))).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(seen).toHaveLength(1);
  });
});
