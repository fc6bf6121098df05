import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AdminAddUserToGroupCommand, AdminDeleteUserCommand, AdminDisableUserCommand, AdminRemoveUserFromGroupCommand, AdminUserGlobalSignOutCommand,
  CreateGroupCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Registration, type CognitoAuthApiProps } from '../../src';
import { groupScope, operations, type ErrorCode, type Operation } from '../../src/contract';
import { awsOf } from '../support/aws';
import { everyOperation } from '../support/every-operation';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool, unsigned, type Tokens } from '../support/foreign-tokens';
import { claimsOf, signedBy } from '../support/forged-tokens';
import { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { sampleAddress, sampleBody } from '../support/samples';
import { synthesize } from '../support/synthesize';

/**
 * Who is no administrator gets no operation of theirs to do anything, whatever token they bring: every such row of the contract, and `create-user` where it
 * is closed. Every way to forge a token is in hole-22.
 */
const rows = Object.entries<Operation>(operations).filter(([, { access, registers }]) => access === 'ADMINISTRATORS' || registers);

/** Who refuses, and whether Cognito was asked whose token it is. */
type Refusal = 401 | 403 | ErrorCode;

const folder = mkdtempSync(join(tmpdir(), 'cognito-auth-api-'));
const stack = {
  ...everyOperation,
  domain: { prefix: 'harbour' },
  resourceServers: { orders: { scopes: { read: 'Read' } } },
  clients: { web: { callbackUrls: ['https://app.example.com/'] } },
  machineClients: { billing: { scopes: ['orders/read'] } },
  groups: { staff: {} },
} satisfies CognitoAuthApiProps;

let api: LocalApi;
let userPoolId: string;
let admins: Tokens;
let members: Tokens;
let admin: Person;
/** By who brings it. */
const tokens: Record<string, string> = {};

/** Signs people in while anyone may still register, then takes the pool's keys, and its state over to the stack where nobody may. */
beforeAll(async () => {
  const data = join(folder, 'data.json');
  const first = await LocalApi.start(synthesize(stack, join(folder, 'open')), '--data', data);
  const aws = await awsOf(first);
  userPoolId = aws.UserPoolId;
  const join_ = async (person: Person, GroupName: string) => {
    await aws.cognito.send(new CreateGroupCommand({ UserPoolId: userPoolId, GroupName })).catch(() => undefined);
    await aws.cognito.send(new AdminAddUserToGroupCommand({ UserPoolId: userPoolId, Username: person.sub, GroupName }));
  };
  const memberOf = async (...groups: string[]) => {
    const person = await new Person(first).enrol();
    for (const group of groups) await join_(person, group);
    return person;
  };
  const signedIn = async (person: Person): Promise<Tokens> => (await person.signIn()).body;

  admin = await memberOf('admins');
  [admins, members] = [await signedIn(admin), await signedIn(await memberOf())];
  for (const group of ['staff', 'x,admins', 'Admins', 'admins2']) tokens[group] = (await signedIn(await memberOf(group))).access_token;
  tokens.anotherClient = (await tokensOfAnotherClient(aws, admin)).access_token;
  tokens.anotherPool = (await tokensOfAnotherPool(aws, admin)).access_token;

  const former: Record<string, (who: { UserPoolId: string; Username: string }) => Promise<unknown>> = {
    signedOut: (who) => aws.cognito.send(new AdminUserGlobalSignOutCommand(who)),
    disabled: (who) => aws.cognito.send(new AdminDisableUserCommand(who)),
    deleted: (who) => aws.cognito.send(new AdminDeleteUserCommand(who)),
    outOfTheGroup: async (who) => {
      await aws.cognito.send(new AdminRemoveUserFromGroupCommand({ ...who, GroupName: 'admins' }));
      await aws.cognito.send(new AdminUserGlobalSignOutCommand(who));
    },
  };
  for (const [name, happens] of Object.entries(former)) {
    const person = await memberOf('admins');
    tokens[name] = (await signedIn(person)).access_token;
    await happens({ UserPoolId: userPoolId, Username: person.sub });
  }
  // Of now, whatever the clock was moved by.
  admins = await signedIn(admin);
  await first.stop();

  const [pool] = Object.values<any>(JSON.parse(readFileSync(data, 'utf8')).services['cognito-idp'].pools).filter(({ id }) => id === userPoolId);
  const clientIdOf = (start: string): string => Object.values<any>(pool.clients).find(({ config }) => config.ClientName.startsWith(start)).id;
  const sign = (claims: object) => signedBy(createPrivateKey({ key: pool.keys.access.jwk, format: 'jwk' }), pool.keys.access.kid, claims as any);
  const genuine = claimsOf(admins.access_token);
  const { username, 'cognito:groups': _, ...impersonal } = genuine;
  const scope = `aws.cognito.signin.user.admin ${groupScope('admins')}`;
  const now = genuine.iat as number;
  Object.assign(tokens, {
    expired: sign({ ...genuine, iat: now - 7200, exp: now - 3600 }),
    app: sign({ ...genuine, client_id: clientIdOf('AuthClientsweb') }),
    machine: sign({ ...impersonal, 'sub': clientIdOf('AuthMachineClientsbilling'), 'client_id': clientIdOf('AuthMachineClientsbilling'), scope, 'cognito:groups': ['admins'] }),
    nobodys: sign({ ...impersonal, scope, 'cognito:groups': ['admins'] }),
    // The gateway looks at the scope: these are for the handler to tell.
    ...Object.fromEntries(Object.entries({
      'none': undefined, 'x,admins': ['x,admins'], 'Admins': ['Admins'], 'admins2': ['admins2'], 'several': ['staff', 'x,admins,y', 'administrators'], 'bracketed': ['[admins]'],
    }).map(([name, groups]) => [`scope and ${name}`, sign({ ...genuine, scope, 'cognito:groups': groups })])),
  });
  api = await LocalApi.start(synthesize({ ...stack, registration: Registration.ADMINISTRATORS }, join(folder, 'closed')), '--data', data);
}, 120_000);
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const call = (routeKey: string, row: Operation, headers: Record<string, string>) =>
  api.call(sampleAddress(routeKey, row), row.body && sampleBody(row), headers);

/** What the function asked of AWS meanwhile. */
const asked = async (from: number): Promise<string[]> =>
  (await api.calls(from)).filter((one) => one.function !== undefined).map(({ operation }) => operation);
const last = async (): Promise<number> => (await api.calls()).at(-1)?.number ?? 0;

const expectRefused = async (routeKey: string, row: Operation, headers: Record<string, string>, refusal: Refusal, asks: string[] = []) => {
  // Less than a token lives, and enough for the route's limit.
  await api.advance(0.1);
  const from = await last();
  const answer = await call(routeKey, row, headers);
  if (typeof refusal === 'number') expectGatewayRefusal(answer, refusal);
  else expectRefusal(answer, refusal);
  expect(await asked(from)).toEqual(asks);
};

/** The access token and what becomes of it, with the calls to AWS that come before. */
const cases: [name: string, token: () => string, refusal: Refusal, asks?: string[]][] = [
  ['a person of no group', () => members.access_token, 403],
  ['a member of another group', () => tokens.staff, 403],
  ['a member of a group named "x,admins"', () => tokens['x,admins'], 403],
  ['a member of a group named "Admins"', () => tokens.Admins, 403],
  ['a member of a group named "admins2"', () => tokens.admins2, 403],
  ['an administrator\'s ID token', () => admins.id_token, 403],
  ['an administrator\'s refresh token', () => admins.refresh_token, 401],
  ['an administrator\'s expired token', () => tokens.expired, 401],
  ['an administrator\'s token without its signature', () => unsigned(admins.access_token), 401],
  ['a token with groups that its signature is not of', () => tampered(members.access_token, { 'cognito:groups': ['admins'] }), 401],
  ['a token with groups and scope that its signature is not of', () => tampered(members.access_token,
    { 'cognito:groups': ['admins'], 'scope': `aws.cognito.signin.user.admin ${groupScope('admins')}` }), 401],
  ['a token of another client of the pool', () => tokens.anotherClient, 401],
  ['a token of another pool, for somebody of the same address', () => tokens.anotherPool, 401],
  ['an administrator\'s token of an app of ours', () => tokens.app, 'INVALID_TOKEN'],
  ['a machine\'s token that says it is one', () => tokens.machine, 401],
  ['a token of our client, of nobody', () => tokens.nobodys, 'FORBIDDEN'],
  ['an administrator who was signed out everywhere', () => tokens.signedOut, 'INVALID_TOKEN', ['GetUser']],
  ['an administrator who was disabled', () => tokens.disabled, 'INVALID_TOKEN', ['GetUser']],
  ['an administrator whose account is gone', () => tokens.deleted, 'INVALID_TOKEN', ['GetUser']],
  ['an administrator no longer, signed out', () => tokens.outOfTheGroup, 'INVALID_TOKEN', ['GetUser']],
  ...['none', 'x,admins', 'Admins', 'admins2', 'several', 'bracketed'].map((name): [string, () => string, Refusal] =>
    [`the group's scope without the group: ${name}`, () => tokens[`scope and ${name}`], 'FORBIDDEN']),
];

test('there are such operations, create-user among them', () => {
  expect(rows.map(([, { operation }]) => operation)).toEqual(expect.arrayContaining(['create-user', 'admin-list-groups']));
});

describe.each(rows)('%s', (routeKey, row) => {
  test('an administrator is let in, by the same request', async () => {
    const from = await last();
    const { status, body } = await call(routeKey, row, bearer(admins.access_token));
    expect(body).not.toEqual({ message: expect.stringMatching(/^(Unauthorized|Forbidden)$/) });
    expect(status).not.toBe(403);
    expect(body.code).not.toBe('INVALID_TOKEN');
    expect((await asked(from))[0]).toBe('GetUser');
  });

  test('anonymous', async () => {
    for (const authorization of [undefined, '', 'Bearer', 'Bearer null', 'Basic YWRtaW46YWRtaW4=', `Token ${members.access_token}`]) {
      await expectRefused(routeKey, row, { ...authorization !== undefined && { authorization }, 'x-api-key': 'key' }, 401);
    }
  });

  // The default keeps jest from taking the last one for its `done`.
  test.each(cases)('%s', async (_, token, refusal, asks = []) => {
    await expectRefused(routeKey, row, bearer(token()), refusal, asks);
  });
});

test('nothing of all that made or changed anything', async () => {
  const aws = await awsOf(api);
  expect((await aws.account(admin.email)).status).toBe('CONFIRMED');
});

test('who is refused by the handler is in the log, with the operation and the result, and without the token', async () => {
  const [routeKey, row] = rows[rows.length - 1];
  await api.advance(1);
  const { body } = await call(routeKey, row, bearer(tokens['scope and x,admins']));
  const lines = (await api.logs()).filter(({ message }) => message.includes(body.request_id) && message.includes('"actor"'));
  expect(lines.map(({ message }) => JSON.parse(message).message)).toEqual([expect.objectContaining({
    actor: admin.sub, action: row.operation, result: 'FORBIDDEN', status: 403,
  })]);
  expect(lines[0].message).not.toContain(tokens['scope and x,admins'].split('.')[2]);
});
