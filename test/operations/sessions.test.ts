import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SetUserPoolSessionConfigurationCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { tokensOfAnotherClient } from '../support/foreign-tokens';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
});
beforeEach(() => api.advance(10));

const sessions = (token: string) => api.call('GET /v1/sessions', undefined, bearer(token));
const now = async () => (await api.advance(0)).getTime();

test('tells where someone is signed in, and which of it is here', async () => {
  const first = (await ada.signIn()).body;
  const second = (await ada.signIn()).body;
  const { status, body, headers } = await sessions(second.access_token);
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  const common = {
    session_id: expect.stringMatching(/^tkn[a-z0-9]{25}$/),
    type: 'TOKEN',
    client_id: expect.stringMatching(/^[a-z0-9]{26}$/),
    created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    last_used_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    device: 'unknown',
    ip_address: '127.0.0.1',
    city: null,
    country: 'unknown',
  };
  expect(body).toEqual({ sessions: [{ ...common, current: false }, { ...common, current: true }] });
  expect((await sessions(first.access_token)).body.sessions.map(({ current }: any) => current)).toEqual([true, false]);
});

test('goes on with the same session after a refresh, which counts as its last use', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  const { access_token, refresh_token } = (await bob.signIn()).body;
  const [before] = (await sessions(access_token)).body.sessions;
  await api.advance(600);
  const refreshed = (await api.call('POST /v1/refresh-token', { email: bob.email, refresh_token })).body;
  const [after, ...others] = (await sessions(refreshed.access_token)).body.sessions;
  expect(others).toEqual([]);
  expect(after).toEqual({ ...before, last_used_at: after.last_used_at });
  expect(Date.parse(after.last_used_at) - Date.parse(before.last_used_at)).toBeGreaterThanOrEqual(600_000);
  expect(Date.parse(after.last_used_at)).toBeLessThanOrEqual(await now());
});

test('shows nobody\'s but the bearer\'s own', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const { access_token } = (await eve.signIn()).body;
  const adas = (await sessions((await ada.signIn()).body.access_token)).body.sessions.map(({ session_id }: any) => session_id);
  const eves = (await sessions(access_token)).body.sessions.map(({ session_id }: any) => session_id);
  expect(eves).toHaveLength(1);
  expect(adas).not.toContain(eves[0]);
});

test('leaves out what has ended: by logout, or by age', async () => {
  const mia = await new Person(api, 'Mia').enrol();
  await mia.signIn();
  await api.advance(24 * 3600);
  const { access_token } = (await mia.signIn()).body;
  expect((await sessions(access_token)).body.sessions).toHaveLength(1);
  await api.call('POST /v1/logout', { email: mia.email, access_token });
  expectRefusal(await sessions(access_token), 'INVALID_TOKEN');
  expect((await sessions((await mia.signIn()).body.access_token)).body.sessions).toHaveLength(1);
});

test('gives the pages of a long list as one: here Cognito is a server of two pages, which the offline one never has', async () => {
  const asked: any[] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (text) => {
      const { NextToken } = JSON.parse(text);
      asked.push(NextToken);
      response.end(JSON.stringify(NextToken ? { Sessions: [{ SessionId: 'second' }] } : { Sessions: [{ SessionId: 'first' }], NextToken: 'more' }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  Object.assign(process.env, { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const { trackedSessions } = await import('../../lambda/lib/tracked-sessions');
  expect(await trackedSessions('a.b.c')).toEqual([{ SessionId: 'first' }, { SessionId: 'second' }]);
  expect(asked).toEqual([undefined, 'more']);
  server.closeAllConnections();
  server.close();
});

describe('refuses', () => {
  test('whoever brings no access token', async () => {
    const { id_token } = (await ada.signIn()).body;
    expectGatewayRefusal(await api.call('GET /v1/sessions'), 401);
    expectGatewayRefusal(await sessions(id_token), 403);
  });

  test('a token that was revoked', async () => {
    const { access_token } = (await ada.signIn()).body;
    await api.call('POST /v1/logout', { email: ada.email, access_token });
    expectRefusal(await sessions(access_token), 'INVALID_TOKEN');
  });

  test('a token of another client', async () => {
    expectGatewayRefusal(await sessions((await tokensOfAnotherClient(aws, ada)).access_token), 401);
  });
});

test('is our fault, and says nothing of it, where the pool does not track sessions', async () => {
  const configuration = { UserPoolId: aws.UserPoolId, TokenSession: { MaxPerUser: 20 } };
  const { access_token } = (await ada.signIn()).body;
  await aws.cognito.send(new SetUserPoolSessionConfigurationCommand({ ...configuration, UserSessionTracking: 'DISABLED' }));
  expectRefusal(await sessions(access_token), 'INTERNAL_ERROR');
  await aws.cognito.send(new SetUserPoolSessionConfigurationCommand({ ...configuration, UserSessionTracking: 'ENABLED' }));
  expect((await sessions(access_token)).status).toBe(200);
});
