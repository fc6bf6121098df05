import { createHmac } from 'node:crypto';
import {
  AdminAddUserToGroupCommand, AdminCreateUserCommand, AdminInitiateAuthCommand, AdminSetUserPasswordCommand, DescribeUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Mfa } from 'aws-cdk-lib/aws-cognito';
import { accountObjects } from '../../src/contract';
import type { Aws } from '../support/aws';
import type { LocalApi } from '../support/local';
import { bearer } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

/** People who have a phone number and no email address, in an API with the operations that work by a token. */
let api: LocalApi;
let aws: Aws;
const operations = {
  include: ['userinfo', 'delete-user', 'admin-disable-user', 'admin-enable-user', 'admin-sign-out-user', 'admin-delete-user', 'admin-remove-from-group'],
};
runStack({ signIn: { email: false, phone: true }, mfa: { mode: Mfa.OFF }, operations }, (...started) => {
  [api, aws] = started;
});

let count = 0;

/** Signs someone in as a back end of one's own would. */
const tokensOf = async (username: string, password: string) => {
  const { UserPoolId, cognito } = aws;
  const ClientId = Object.entries(await api.outputs()).find(([name]) => /ClientId/.test(name))![1];
  const { UserPoolClient } = await cognito.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
  const SECRET_HASH = createHmac('sha256', UserPoolClient!.ClientSecret!).update(username + ClientId).digest('base64');
  const { AuthenticationResult } = await cognito.send(new AdminInitiateAuthCommand({
    UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: username, PASSWORD: password, SECRET_HASH },
  }));
  return AuthenticationResult!;
};

const signedIn = async ({ username = `+4917012345${++count}0`, group }: { username?: string; group?: string } = {}) => {
  const { UserPoolId, cognito } = aws;
  const Password = 'Tr0ubled&Waters-9';
  await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: username, MessageAction: 'SUPPRESS' }));
  await cognito.send(new AdminSetUserPasswordCommand({ UserPoolId, Username: username, Password, Permanent: true }));
  if (group) {
    await cognito.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: username, GroupName: group }));
  }
  return { phone: username, sub: (await aws.account(username)).attributes.sub, tokens: await tokensOf(username, Password) };
};

test('userinfo says who they are, by either token', async () => {
  const { phone, sub, tokens } = await signedIn();
  for (const token of [tokens.IdToken!, tokens.AccessToken!]) {
    expect(await api.call('GET /v1/userinfo', undefined, bearer(token)))
      .toMatchObject({ status: 200, body: { user_id: sub, email: null, phone_number: phone } });
  }
});

test.each(['IdToken', 'AccessToken'] as const)('an account is erased by its %s', async (kind) => {
  const { phone, sub, tokens } = await signedIn();
  expect(await api.call('DELETE /v1/users/11111111-1111-4111-8111-111111111111', undefined, bearer(tokens[kind]!))).toMatchObject({ status: 403 });
  expect(await api.call(`DELETE /v1/users/${sub}`, undefined, bearer(tokens[kind]!)))
    .toMatchObject({ status: 200, body: { user_id: sub, email: '', status: 'USER_DELETED' } });
  await expect(aws.account(phone)).rejects.toThrow('User does not exist.');
});

describe('administrators, who name them by their sub,', () => {
  test('end their sessions, disable, enable and erase them, and touch nothing that is kept for others', async () => {
    const { tokens: { AccessToken } } = await signedIn({ group: 'admins' });
    const act = (route: string) => api.call(route, undefined, bearer(AccessToken!));
    const { phone, sub, tokens } = await signedIn({ group: 'admins' });
    const userinfo = (token: string) => api.call('GET /v1/userinfo', undefined, bearer(token));
    expect((await act(`POST /v1/admin/users/${sub}/sign-out`)).status).toBe(200);
    expectRefusal(await userinfo(tokens.AccessToken!), 'INVALID_TOKEN');
    expect((await act(`DELETE /v1/admin/users/${sub}/groups/admins`)).status).toBe(200);
    expect((await act(`POST /v1/admin/users/${sub}/disable`)).status).toBe(200);
    await expect(tokensOf(phone, 'Tr0ubled&Waters-9')).rejects.toThrow('User is disabled.');
    expect((await act(`POST /v1/admin/users/${sub}/enable`)).status).toBe(200);
    expect((await userinfo((await tokensOf(phone, 'Tr0ubled&Waters-9')).AccessToken!)).body).toMatchObject({ user_id: sub, groups: [] });
    const before = (await api.calls()).at(-1)!.number;
    expect((await act(`DELETE /v1/admin/users/${sub}`)).status).toBe(200);
    await expect(aws.account(phone)).rejects.toThrow('User does not exist.');
    // What has the handle of no address would be everybody's.
    expect((await api.calls(before)).filter(({ operation }) => operation === 'DeleteObject')).toHaveLength(Object.keys(accountObjects).length);
  });
});

describe('where people choose a name', () => {
  runStack({ signIn: { username: true, email: false }, mfa: { mode: Mfa.OFF }, operations }, (...started) => {
    [api, aws] = started;
  });

  test('one that looks like a user_id is none', async () => {
    const { tokens: { AccessToken } } = await signedIn({ username: 'grace', group: 'admins' });
    const username = '01234567-89ab-cdef-0123-456789abcdef';
    const { sub, tokens } = await signedIn({ username });
    const disable = (user_id: string) => api.call(`POST /v1/admin/users/${user_id}/disable`, undefined, bearer(AccessToken!));
    expectRefusal(await disable(username), 'USER_NOT_FOUND');
    expect((await api.call('GET /v1/userinfo', undefined, bearer(tokens.AccessToken!))).status).toBe(200);
    expect((await disable(sub)).status).toBe(200);
    expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(tokens.AccessToken!)), 'INVALID_TOKEN');
  });
});
