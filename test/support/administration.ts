import { auditLine, makeAdministrator } from './administrator';
import { awsOf, type Aws } from './aws';
import { fullStack } from './default-stack';
import { LocalApi, type Answer } from './local';
import { bearer, Person } from './person';
import { expectGatewayRefusal, expectRefusal } from './refusal';
import { operations, type Operation, type RouteKey } from '../../src/contract';

/** An administrator of an API with every operation, and what they do. */
export interface Administration {
  readonly api: LocalApi;
  readonly aws: Aws;
  readonly grace: Person;
  /** The newest access token of hers. */
  readonly token: string;
  /** Signs her in once more. */
  signIn(): Promise<string>;
  /** Does the operation to someone, with a token of hers or another's. */
  act(target: { readonly user_id?: string; readonly group?: string; readonly body?: object }, token?: string): Promise<Answer>;
}

export const NOBODY = '01234567-89ab-cdef-0123-456789abcdef';

/** Runs an API for the tests of the file, with an administrator who has just signed in before each. */
export const runAdministration = (routeKey: RouteKey): Administration => {
  const running = {} as { api: LocalApi; aws: Aws; grace: Person; token: string };
  beforeAll(async () => {
    running.api = await LocalApi.start(fullStack());
    running.aws = await awsOf(running.api);
    running.grace = await new Person(running.api, 'Grace').enrol();
    await makeAdministrator(running.api, running.grace);
  });
  afterAll(() => running.api?.stop());
  const signIn = async () => running.token = (await running.grace.signIn()).body.access_token;
  beforeEach(async () => {
    // Past the five minutes in which there is one mail of a kind.
    await running.api.advance(300);
    await signIn();
  });
  return Object.assign(running, {
    signIn,
    act: ({ user_id = '', group = '', body }: { user_id?: string; group?: string; body?: object }, token = running.token) =>
      running.api.call(routeKey.replace('{user_id}', user_id).replace('{group}', encodeURIComponent(group)), body, bearer(token)),
  });
};

interface Guarded {
  /** Someone of whom, and a request with which, the operation would succeed. */
  readonly target: () => Promise<Parameters<Administration['act']>[0] & { readonly person?: Person }>;
  /** Whether nothing has happened to that person. */
  readonly isUntouched: (person: Person | undefined) => Promise<boolean>;
}

/** What every operation of administrators refuses, and that its log line says who did what. */
export const describeGuards = (administration: Administration, routeKey: RouteKey, { target, isUntouched }: Guarded): void => {
  const row: Operation = operations[routeKey];
  const audit = () => auditLine(administration.api, row.operation);

  describe('nobody else may', () => {
    test('API Gateway refuses the person themselves, an ID token, and who sends none', async () => {
      const { api, act, grace } = administration;
      const { person, ...request } = await target();
      const ordinary = await new Person(api, 'Eve').enrol();
      expectGatewayRefusal(await act(request, (await ordinary.signIn()).body.access_token), 403);
      expectGatewayRefusal(await act(request, (await grace.signIn()).body.id_token), 403);
      expectGatewayRefusal(await act(request, 'garbage'), 401);
      expect(await isUntouched(person)).toBe(true);
    });

    test('an administrator whose token was revoked is refused', async () => {
      const { api, act, grace, token } = administration;
      const { person, ...request } = await target();
      await api.call('POST /v1/logout', { email: grace.email, access_token: token });
      expectRefusal(await act(request), 'INVALID_TOKEN');
      expect(await isUntouched(person)).toBe(true);
      expect(await audit()).toMatchObject({ actor: grace.sub, result: 'INVALID_TOKEN' });
    });

    const asksForFreshSignIn = row.errors.includes('REAUTHENTICATION_REQUIRED');
    test(asksForFreshSignIn ? 'an administrator who signed in more than ten minutes ago has to do so again' : 'a sign-in of an hour ago is enough', async () => {
      const { api, act } = administration;
      const { person, ...request } = await target();
      const token = await administration.signIn();
      await api.advance(601);
      const answer = await act(request, token);
      if (asksForFreshSignIn) {
        expectRefusal(answer, 'REAUTHENTICATION_REQUIRED');
        expect(await isUntouched(person)).toBe(true);
      } else {
        expect(answer.status).toBe(row.success.status);
      }
    });
  });

  if (row.path) {
    test('nobody has that user_id: neither a made-up one, nor the handle of an address', async () => {
      const { act, grace } = administration;
      const { person, ...request } = await target();
      expectRefusal(await act({ ...request, user_id: NOBODY }), 'USER_NOT_FOUND');
      expect(await audit()).toMatchObject({ actor: grace.sub, target: NOBODY, result: 'USER_NOT_FOUND' });
      expectRefusal(await act({ ...request, user_id: person!.userId }), 'USER_NOT_FOUND');
      expect(await isUntouched(person)).toBe(true);
    });

    test('an email address is no user_id', async () => {
      const { act } = administration;
      const { person, ...request } = await target();
      expectRefusal(await act({ ...request, user_id: person!.email }), 'INVALID_REQUEST', { user_id: 'must be a user_id as an earlier answer gave it (a UUID)' });
    });
  }

  test('the log says who did what to whom, and names nobody', async () => {
    const { act, grace } = administration;
    const { person, ...request } = await target();
    const { status, body } = await act(request);
    expect(status).toBe(row.success.status);
    const line = await audit();
    expect(line).toMatchObject({
      operation: row.operation, status, actor: grace.sub, action: row.operation, target: body.user_id, result: 'SUCCESS', ...request.group !== undefined && { group: request.group },
    });
    expect(JSON.stringify(line)).not.toMatch(/@|Grace|Bob/);
  });
};

/** That administrators cannot do it to themselves. */
export const describeOwnAccount = (administration: Administration, routeKey: RouteKey, more: { readonly group?: string } = {}): void => {
  test('refuses their own account, in any spelling, and leaves them signed in', async () => {
    const { api, act, aws, grace, token } = administration;
    for (const user_id of [grace.sub, grace.sub.toUpperCase()]) {
      expectRefusal(await act({ user_id, ...more }), 'OWN_ACCOUNT');
    }
    expect(await auditLine(api, operations[routeKey].operation)).toMatchObject({ actor: grace.sub, target: grace.sub, result: 'OWN_ACCOUNT' });
    expect((await api.call('GET /v1/admin/groups', undefined, bearer(token))).status).toBe(200);
    expect((await aws.account(grace.email)).status).toBe('CONFIRMED');
  });
};
