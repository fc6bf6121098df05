import {
  AdminAddUserToGroupCommand, AdminDisableUserCommand, CreateGroupCommand, GroupExistsException,
} from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import { tampered, tokensOfAnotherClient, tokensOfAnotherPool } from '../support/foreign-tokens';
import type { LocalApi } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { expectGatewayRefusal, expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
let bob: Person;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
  bob = await new Person(api, 'Bob').enrol();
});
beforeEach(() => api.advance(300));

const NOBODY = '01234567-89ab-cdef-0123-456789abcdef';
const user = (person: Person) => ({ UserPoolId: aws.UserPoolId, Username: person.email });
const reset = (userId: string, email: string, token?: string) =>
  api.call(`POST /v1/users/${userId}/reset-password`, { email }, token ? bearer(token) : {});
const accessToken = async (person: Person): Promise<string> => (await person.signIn()).body.access_token;
const resetMails = async ({ email }: Person) => (await api.mails(email)).filter(({ subject }) => subject === 'our app forgot password').length;
const joinGroup = async (person: Person, GroupName: string) => {
  await aws.cognito.send(new CreateGroupCommand({ UserPoolId: aws.UserPoolId, GroupName })).catch((error) => {
    if (!(error instanceof GroupExistsException)) {
      throw error;
    }
  });
  await aws.cognito.send(new AdminAddUserToGroupCommand({ ...user(person), GroupName }));
};

describe('the bearer of an access token', () => {
  test.each<[string, () => string]>([
    ['handle', () => ada.userId],
    ['sub in capitals', () => ada.sub.toUpperCase()],
  ])('gets a code, named by their %s', async (_, id) => {
    const before = await resetMails(ada);
    const { status, body } = await reset(id(), ada.email.toUpperCase(), await accessToken(ada));
    expect(body).toEqual({ email: ada.email, user_id: ada.sub, status: 'PASSWORD_RESET_CONFIRMATION_SENT' });
    expect(status).toBe(200);
    expect(await resetMails(ada)).toBe(before + 1);
  });

  test('keeps password and sessions until the code has set a new one', async () => {
    const { access_token, refresh_token } = (await ada.signIn()).body;
    await reset(ada.sub, ada.email, access_token);
    expect((await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token })).status).toBe(200);
    expect((await ada.signIn()).status).toBe(200);

    const former = ada.password;
    ada.password = 'Quiet#Harbour-77';
    const { status } = await api.call(`POST /v1/users/${ada.sub}/confirm-password`, {
      email: ada.email, new_password: ada.password, verification_code: secretOf(await api.mail(ada.email)),
    });
    expect(status).toBe(200);
    expectRefusal(await ada.login(former), 'INVALID_CREDENTIALS');
    expect((await ada.signIn()).status).toBe(200);
  });

  test('gets one mail in five minutes, those of forgot-password included', async () => {
    const token = await accessToken(ada);
    const before = await resetMails(ada);
    const answers = [await reset(ada.sub, ada.email, token), await reset(ada.sub, ada.email, token)];
    await api.call('POST /v1/forgot-password', { email: ada.email });
    expect(visible(answers[1])).toEqual(visible(answers[0]));
    expect(await resetMails(ada)).toBe(before + 1);
    await api.advance(300);
    await reset(ada.sub, ada.email, token);
    expect(await resetMails(ada)).toBe(before + 2);
  });

  test.each<[string, () => [string, string]]>([
    ['another person\'s email', () => [ada.userId, bob.email]],
    ['another person\'s email and user_id', () => [bob.sub, bob.email]],
    ['another person\'s handle', () => [bob.userId, ada.email]],
    ['another person\'s sub', () => [bob.sub, ada.email]],
    ['a user_id that nobody has', () => [NOBODY, ada.email]],
    ['an email that nobody has', () => [NOBODY, 'nobody@example.com']],
  ])('is refused with %s, and nobody gets a mail', async (_, target) => {
    const before = [await resetMails(ada), await resetMails(bob)];
    expectRefusal(await reset(...target(), await accessToken(ada)), 'FORBIDDEN');
    expect([await resetMails(ada), await resetMails(bob)]).toEqual(before);
  });
});

describe('a member of the group admins', () => {
  let admin: Person;
  let token: string;
  beforeAll(async () => {
    admin = await new Person(api, 'Grace').enrol();
    await joinGroup(admin, 'staff');
    await joinGroup(admin, 'admins');
  });
  beforeEach(async () => {
    token = await accessToken(admin);
  });

  test.each<[string, () => string]>([
    ['handle', () => bob.userId],
    ['sub', () => bob.sub],
  ])('lets anyone have a code, named by their %s', async (_, id) => {
    const before = await resetMails(bob);
    const { status, body } = await reset(id(), bob.email, token);
    expect(body).toEqual({ email: bob.email, user_id: bob.sub, status: 'PASSWORD_RESET_CONFIRMATION_SENT' });
    expect(status).toBe(200);
    expect(await resetMails(bob)).toBe(before + 1);
    expect((await bob.signIn()).status).toBe(200);
  });

  test('has a code for themselves, too', async () => {
    expect((await reset(admin.sub, admin.email, token)).body).toMatchObject({ user_id: admin.sub });
  });

  test('is refused where the path names somebody else', async () => {
    const before = await resetMails(bob);
    for (const id of [ada.userId, ada.sub, admin.sub, NOBODY]) {
      expectRefusal(await reset(id, bob.email, token), 'FORBIDDEN');
    }
    expect(await resetMails(bob)).toBe(before);
  });

  test('is told that there is no such person', async () => {
    expectRefusal(await reset(NOBODY, 'nobody@example.com', token), 'USER_NOT_FOUND');
  });

  test('is told that someone who has not confirmed has no password to reset', async () => {
    const invited = new Person(api);
    await invited.register();
    expectRefusal(await reset(invited.userId, invited.email, token), 'INVALID_STATE');
    expect(await resetMails(invited)).toBe(0);
  });

  test('is an administrator no more after signing out', async () => {
    await api.call('POST /v1/logout', { email: admin.email, access_token: token });
    expectRefusal(await reset(bob.sub, bob.email, token), 'INVALID_TOKEN');
  });
});

test.each(['readers', 'Admins', 'x,admins', 'admins,x', '[admins]'])('a member of the group %s is no administrator', async (group) => {
  const eve = await new Person(api, 'Eve').enrol();
  await joinGroup(eve, group);
  expectRefusal(await reset(bob.sub, bob.email, await accessToken(eve)), 'FORBIDDEN');
});

describe('refuses', () => {
  test('a call without a token, and a forged or expired one, by API Gateway', async () => {
    const token = await accessToken(ada);
    expectGatewayRefusal(await reset(ada.sub, ada.email), 401);
    expectGatewayRefusal(await reset(ada.sub, ada.email, 'garbage'), 401);
    expectGatewayRefusal(await reset(bob.sub, bob.email, tampered(token, { 'cognito:groups': ['admins'] })), 401);
    await api.advance(3600);
    expectGatewayRefusal(await reset(ada.sub, ada.email, token), 401);
  });

  test('an ID token, which has no scope, by API Gateway', async () => {
    const { id_token } = (await ada.signIn()).body;
    expectGatewayRefusal(await reset(ada.sub, ada.email, id_token), 403);
  });

  test('a token of another pool or another client, by API Gateway', async () => {
    expectGatewayRefusal(await reset(ada.sub, ada.email, (await tokensOfAnotherPool(aws, ada)).access_token), 401);
    expectGatewayRefusal(await reset(ada.sub, ada.email, (await tokensOfAnotherClient(aws, ada)).access_token), 401);
  });

  test('a token that was revoked', async () => {
    const before = await resetMails(ada);
    const token = await accessToken(ada);
    await api.call('POST /v1/logout', { email: ada.email, access_token: token });
    expectRefusal(await reset(ada.sub, ada.email, token), 'INVALID_TOKEN');
    expect(await resetMails(ada)).toBe(before);
  });

  test('the token of someone who was disabled', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const token = await accessToken(eve);
    await aws.cognito.send(new AdminDisableUserCommand(user(eve)));
    expectRefusal(await reset(eve.sub, eve.email, token), 'INVALID_TOKEN');
  });

  test('a body or a path that is malformed, by name', async () => {
    const token = await accessToken(ada);
    expectRefusal(await reset('me', ada.email, token), 'INVALID_REQUEST', { user_id: 'must be a user_id as an earlier answer gave it (a UUID)' });
    expectRefusal(await reset(ada.sub, ada.sub, token), 'INVALID_REQUEST', { email: 'must be an email address of at most 128 characters' });
    const send = (body: string, type: string) =>
      api.call(`POST /v1/users/${ada.sub}/reset-password`, body, { ...bearer(token), 'content-type': type });
    expectRefusal(await send('{', 'application/json'), 'MALFORMED_BODY');
    expectRefusal(await send('x', 'text/plain'), 'UNSUPPORTED_MEDIA_TYPE');
  });
});
