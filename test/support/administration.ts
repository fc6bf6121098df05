import { AdminRemoveUserFromGroupCommand, AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import { auditLine, makeAdministrator } from './administrator';
import type { Aws } from './aws';
import { fullStack } from './default-stack';
import { tokensOfAnotherClient } from './foreign-tokens';
import type { Answer, LocalApi } from './local';
import { bearer, Person } from './person';
import { expectGatewayRefusal, expectRefusal } from './refusal';
import { runStack } from './run-stack';
import type { CognitoAuthApiProps } from '../../src';
import { ADMINISTRATORS_GROUP, operations, type Operation, type RouteKey } from '../../src/contract';

interface Asked {
  readonly user_id?: string;
  readonly group?: string;
  readonly query?: Record<string, string>;
  readonly body?: object;
}

/** An administrator of an API with every operation, and what they do. */
export interface Administration {
  readonly routeKey: RouteKey;
  readonly api: LocalApi;
  readonly aws: Aws;
  readonly grace: Person;
  /** The newest access token of hers. */
  readonly token: string;
  /** Signs her in once more. */
  signIn(): Promise<string>;
  /** Someone else, who can sign in. */
  enrolled(): Promise<Person>;
  /** Does the operation, with a token of hers, another's or none. */
  act(asked: Asked, token?: string | null): Promise<Answer>;
}

export const NOBODY = '01234567-89ab-cdef-0123-456789abcdef';

/** Runs an API for the tests of the file, with every operation or as the props say, with an administrator who has just signed in before each. */
export const runAdministration = (routeKey: RouteKey, props?: CognitoAuthApiProps): Administration => {
  const running = {} as { api: LocalApi; aws: Aws; grace: Person; token: string };
  runStack(props ?? fullStack(), (api, aws) => Object.assign(running, { api, aws }));
  beforeAll(async () => {
    running.grace = await new Person(running.api, 'Grace').enrol();
    await makeAdministrator(running.api, running.grace);
  });
  const signIn = async () => running.token = (await running.grace.signIn()).body.access_token;
  beforeEach(async () => {
    // Past the five minutes in which there is one mail of a kind.
    await running.api.advance(300);
    await signIn();
  });
  return Object.assign(running, {
    routeKey,
    signIn,
    enrolled: () => new Person(running.api, 'Bob').enrol(),
    act: ({ user_id = '', group = '', query, body }: Asked, token: string | null = running.token) => {
      const route = routeKey.replace('{user_id}', user_id).replace('{group}', encodeURIComponent(group));
      return running.api.call(query ? `${route}?${new URLSearchParams(query)}` : route, body, token === null ? {} : bearer(token));
    },
  });
};

interface Guarded {
  /** Someone new, of whom the operation would succeed: else they are enrolled. */
  readonly person?: () => Promise<Person>;
  /** What the operation asks for besides their user_id. */
  readonly request?: (person: Person) => Omit<Asked, 'user_id'>;
  /** Whether nothing has happened to that person. */
  readonly isUntouched?: (person: Person) => Promise<boolean>;
}

/** What every operation of administrators refuses, and that its log line says who did what. */
export const describeGuards = (administration: Administration, guarded: Guarded = {}): void => {
  const { person = administration.enrolled, request = () => ({}), isUntouched = async () => true } = guarded;
  const row: Operation = operations[administration.routeKey];
  const audit = () => auditLine(administration.api, row.operation);
  const target = async () => {
    const someone = await person();
    const asked: Asked & { readonly user_id: string } = { user_id: someone.sub, ...request(someone) };
    return { someone, asked };
  };

  describe('nobody else may', () => {
    test('who brings no token, an ordinary person\'s, an ID token or that of another app: API Gateway refuses them', async () => {
      const { api, aws, act, grace } = administration;
      const { someone, asked } = await target();
      const ordinary = (await (await new Person(api, 'Eve').enrol()).signIn()).body;
      const elsewhere = await tokensOfAnotherClient(aws, grace);
      for (const token of [null, 'garbage', 'a.b.c', elsewhere.access_token]) {
        expectGatewayRefusal(await act(asked, token), 401);
      }
      for (const token of [ordinary.access_token, ordinary.id_token, (await grace.signIn()).body.id_token]) {
        expectGatewayRefusal(await act(asked, token), 403);
      }
      expect(await isUntouched(someone)).toBe(true);
    });

    test('an administrator whose token was revoked is refused', async () => {
      const { api, act, grace, token } = administration;
      const { someone, asked } = await target();
      await api.call('POST /v1/logout', { email: grace.email, access_token: token });
      expectRefusal(await act(asked), 'INVALID_TOKEN');
      expect(await isUntouched(someone)).toBe(true);
      expect(await audit()).toMatchObject({ actor: grace.sub, result: 'INVALID_TOKEN' });
    });

    test('who is no administrator any more is refused: at once where they were signed out, else from the next refresh on', async () => {
      const { api, aws: { cognito, UserPoolId }, act } = administration;
      const former = async () => {
        const administrator = await new Person(api).enrol();
        await makeAdministrator(api, administrator);
        const tokens = (await administrator.signIn()).body;
        expect((await act((await target()).asked, tokens.access_token)).status).toBe(row.success.status);
        await cognito.send(new AdminRemoveUserFromGroupCommand({ UserPoolId, Username: administrator.sub, GroupName: ADMINISTRATORS_GROUP }));
        return { ...administrator, ...tokens };
      };
      const { someone, asked } = await target();
      const [eve, mallory] = [await former(), await former()];
      await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: mallory.sub }));
      expectRefusal(await act(asked, mallory.access_token), 'INVALID_TOKEN');
      const { body } = await api.call('POST /v1/refresh-token', { email: eve.email, refresh_token: eve.refresh_token });
      expectGatewayRefusal(await act(asked, body.access_token), 403);
      expect(await isUntouched(someone)).toBe(true);
    });

    if (row.errors.includes('REAUTHENTICATION_REQUIRED')) {
      test('an administrator who signed in more than ten minutes ago has to do so again, and a refresh is no sign-in', async () => {
        const { api, act, grace } = administration;
        const { someone, asked } = await target();
        const { access_token, refresh_token } = (await grace.signIn()).body;
        await api.advance(601);
        expectRefusal(await act(asked, access_token), 'REAUTHENTICATION_REQUIRED');
        expect(await audit()).toMatchObject({ actor: grace.sub, target: someone.sub, result: 'REAUTHENTICATION_REQUIRED', status: 401 });
        const { body } = await api.call('POST /v1/refresh-token', { email: grace.email, refresh_token });
        expectRefusal(await act(asked, body.access_token), 'REAUTHENTICATION_REQUIRED');
        expect(await isUntouched(someone)).toBe(true);
      });
    } else {
      test('a sign-in of more than ten minutes ago is enough', async () => {
        const { api, act, signIn } = administration;
        const { asked } = await target();
        const token = await signIn();
        await api.advance(601);
        expect((await act(asked, token)).status).toBe(row.success.status);
      });
    }
  });

  if (row.path) {
    test('nobody has that user_id: neither a made-up one, nor the handle of an address', async () => {
      const { act, grace } = administration;
      const { someone, asked } = await target();
      expectRefusal(await act({ ...asked, user_id: NOBODY }), 'USER_NOT_FOUND');
      expect(await audit()).toMatchObject({ actor: grace.sub, target: NOBODY, result: 'USER_NOT_FOUND', status: 404 });
      expectRefusal(await act({ ...asked, user_id: someone.userId }), 'USER_NOT_FOUND');
      expect(await isUntouched(someone)).toBe(true);
    });

    test('an email address is no user_id, nor is anything else but a UUID', async () => {
      const { act } = administration;
      const { someone: { email, sub }, asked } = await target();
      for (const user_id of [email, encodeURIComponent(email), 'x', '%22', `${sub}%22`]) {
        expectRefusal(await act({ ...asked, user_id }), 'INVALID_REQUEST', { user_id: 'must be a user_id as an earlier answer gave it (a UUID)' });
      }
    });
  }

  test('the log says who did what to whom, and names nobody', async () => {
    const { api, act, grace } = administration;
    const { someone, asked } = await target();
    const { status, body } = await act({ ...asked, user_id: asked.user_id.toUpperCase() });
    expect(status).toBe(row.success.status);
    const line = await audit();
    expect(line).toMatchObject({
      operation: row.operation, status, actor: grace.sub, action: row.operation, result: 'SUCCESS', request_id: expect.any(String),
    });
    expect([line.target, line.group]).toEqual([row.path ? someone.sub : body.user_id, asked.group]);
    expect(JSON.stringify(line)).not.toMatch(/@|Grace|Bob/);
    expect(JSON.stringify(await api.logs())).not.toContain(someone.email);
  });
};

/** That administrators cannot do it to themselves. */
export const describeOwnAccount = (administration: Administration, more: Asked = {}): void => {
  test('refuses their own account, in any spelling, and leaves them signed in', async () => {
    const { api, act, aws, grace, token, routeKey } = administration;
    for (const user_id of [grace.sub, grace.sub.toUpperCase()]) {
      expectRefusal(await act({ user_id, ...more }), 'OWN_ACCOUNT');
    }
    expect(await auditLine(api, operations[routeKey].operation)).toMatchObject({ actor: grace.sub, target: grace.sub, result: 'OWN_ACCOUNT' });
    expect((await api.call('GET /v1/admin/groups', undefined, bearer(token))).status).toBe(200);
    expect((await aws.account(grace.email)).status).toBe('CONFIRMED');
  });
};
