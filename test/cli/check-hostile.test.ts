import { AlteringProxy, type Passed } from './altering-proxy';
import { command, type Ended } from './command';
import { awsOf, type Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { LocalApi } from '../support/local';

/** An API that answers wrongly is found out: a proxy in front of a stack with every operation changes one answer and another. */
let api: LocalApi;
let aws: Aws;
let proxy: AlteringProxy;
beforeAll(async () => {
  api = await LocalApi.start(fullStack());
  aws = await awsOf(api);
  proxy = await new AlteringProxy(api.url).start();
});
afterAll(async () => {
  await proxy?.stop();
  await api?.stop();
});

interface Lie {
  /** The route, and which of its answers by their order among those that `is` takes; all of them without it. */
  readonly route: string;
  readonly is?: (answer: Passed) => boolean;
  readonly only?: number;
  readonly tell: (answer: Passed, sent: any) => void;
  readonly found: RegExp;
}

const succeeds = ({ status }: Passed) => status === 200;
const says = (code: string) => ({ body }: Passed) => body.code === code;
const everything = (answer: Passed) => { Object.assign(answer, { status: 200, body: {} }); };

/** Each set goes with one journey. What the journey needs to go on, ends a set. */
const sets: Record<string, Lie[]> = {
  'what is answered': [
    { route: 'GET /v1/userinfo', is: succeeds, only: 0, tell: ({ body }) => { delete body.groups; }, found: /^Who am I, by the ID token, userinfo: .*must have required property 'groups'/ },
    { route: 'GET /v1/userinfo', is: succeeds, only: 1, tell: ({ body }) => { body.groups = 'admins'; }, found: /^Who am I, by the access token, .*whose groups must be array/ },
    { route: 'GET /v1/sessions', is: succeeds, tell: (answer) => { answer.body = undefined; }, found: /^Where am I signed in, sessions: .*whose whole must be object/ },
    { route: 'PATCH /v1/userinfo', is: succeeds, tell: ({ body }) => { body.user_id = 'somebody'; }, found: /expected user_id to be "[0-9a-f-]{36}", got another value/ },
    { route: 'GET /v1/passkeys', is: succeeds, tell: ({ headers }) => { delete headers['cache-control']; }, found: /list-passkeys: expected the header cache-control: no-store, got none/ },
    { route: 'GET /v1/mfa', is: succeeds, tell: ({ headers }) => { headers['content-type'] = 'text/html'; }, found: /expected the header content-type: application\/json; charset=utf-8, got text\/html/ },
    { route: 'POST /v1/users', is: ({ status }) => status === 201, tell: (answer) => { answer.status = 200; }, found: /create-user: expected 201, got 200/ },
    { route: 'POST /v1/refresh-token', is: succeeds, tell: ({ body }, sent) => { body.refresh_token = sent.refresh_token; }, found: /^Refresh: expected another refresh token, got the same/ },
    { route: 'POST /v1/users/{user_id}/confirm', is: succeeds, tell: ({ body }) => { body.qr_code_secret_url += 'x'; }, found: /^Fetch the QR code: expected a PNG image, got 403/ },
    {
      route: 'OPTIONS /v1/login',
      tell: ({ headers }) => { Object.assign(headers, { 'access-control-allow-origin': 'https://check.example.invalid', 'access-control-allow-credentials': 'true' }); },
      found: /expected no credentials for other origins/,
    },
    { route: 'POST /v1/logout', is: succeeds, tell: ({ headers }) => { headers['set-cookie'] = '__Host-refresh_token=; Max-Age=0'; }, found: /logout: .*expected the cookie to be httponly, and it is not/ },
  ],
  'what is refused': [
    { route: 'POST /v1/login', is: says('INVALID_CREDENTIALS'), only: 0, tell: everything, found: /^Sign in with a wrong password, login: expected 401 INVALID_CREDENTIALS, got 200/ },
    { route: 'POST /v1/login', is: says('INVALID_CREDENTIALS'), only: 1, tell: ({ body }) => { body.code = 'USER_NOT_FOUND'; }, found: /^Sign in as nobody, login: .*got 401 USER_NOT_FOUND/ },
    { route: 'POST /v1/login', is: says('INVALID_REQUEST'), tell: ({ body }) => { delete body.request_id; }, found: /expected a text as request_id, got none/ },
    { route: 'POST /v1/mfa-verify', is: says('CODE_MISMATCH'), tell: ({ body }) => { body.request_id = 'another'; }, found: /expected the request_id of the header apigw-requestid/ },
    { route: 'POST /v1/refresh-token', is: says('INVALID_TOKEN'), only: 0, tell: everything, found: /^Use the spent refresh token, refresh-token: expected 401 INVALID_TOKEN, got 200/ },
    { route: 'POST /v1/refresh-token', is: says('INVALID_TOKEN'), only: 1, tell: ({ body }) => { body.error_message = 'Other'; }, found: /expected message and error_message to be the same/ },
    { route: 'GET /v1/userinfo', is: ({ status }) => status === 401, only: 1, tell: everything, found: /^Who am I, without a token, userinfo: expected API Gateway's 401, got 200/ },
    { route: 'GET /v1/admin/groups', is: ({ status }) => status === 401, tell: everything, found: /^Asked without a token or with a broken body: admin-list-groups: expected API Gateway's 401, got 200/ },
    { route: 'GET /v1/admin/users', is: ({ status }) => status === 403, tell: everything, found: /^Try what only administrators may, admin-list-users: expected API Gateway's 403 or 403 FORBIDDEN, got 200/ },
    { route: 'DELETE /v1/users/{user_id}', is: says('FORBIDDEN'), tell: everything, found: /^Erase somebody else, delete-user: expected 403 FORBIDDEN, got 200/ },
  ],
  'what the journey needs': [
    { route: 'POST /v1/refresh-token', is: succeeds, tell: (answer) => { answer.status = 201; }, found: /^Refresh, refresh-token: expected 200, got 201/ },
  ],
  'a sign-in that asks for nothing': [
    { route: 'POST /v1/mfa-verify', is: succeeds, tell: ({ body }) => { body.expires_in = '3600'; }, found: /^Sign in: the code, mfa-verify: .*whose expires_in must be integer/ },
  ],
};

const differing = ({ out }: Ended) => out.split('\n').filter((line) => line.startsWith('differs')).map((line) => line.slice('differs'.length).trim().replace(/ \(\d+ ms\)/, ''));

test.each(Object.entries(sets))('%s', async (_, lies) => {
  const seen = lies.map(() => 0);
  proxy.alter = (asked, answer, sent) => {
    const honest = structuredClone(answer);
    for (const [index, { route, is = () => true, only, tell }] of lies.entries()) {
      if (!new RegExp(`^${route.replace('{user_id}', '[^/]+')}$`).test(asked) || !is(honest)) continue;
      if (only === undefined || only === seen[index]++) tell(answer, sent);
    }
  };
  const ended = await command(['check', '--local', api.url, '--url', proxy.url]);
  const lines = differing(ended);
  for (const { found } of lies) expect(lines).toContainEqual(expect.stringMatching(found));
  expect(lines).toHaveLength(lies.length);
  expect(ended.code).toBe(1);
  const [, email] = /The throw-away account is (\S+)/.exec(ended.out)!;
  await expect(aws.account(email)).rejects.toThrow(expect.objectContaining({ name: 'UserNotFoundException' }));
});

test('where there is nothing to find, nothing is found', async () => {
  proxy.alter = () => undefined;
  const ended = await command(['check', '--local', api.url, '--url', `${proxy.url}/`]);
  expect(differing(ended)).toEqual([]);
  expect(ended.code).toBe(0);
});
