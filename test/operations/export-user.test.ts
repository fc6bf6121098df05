import {
  AdminAddUserToGroupCommand, AdminDisableUserCommand, AdminLinkProviderForUserCommand, CompleteWebAuthnRegistrationCommand, CreateGroupCommand,
  CreateIdentityProviderCommand, CreateUserPoolClientCommand, InitiateAuthCommand, StartWebAuthnRegistrationCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { operations, personObjects } from '../../src/contract';
import { Authenticator } from '../support/authenticator';
import type { Aws } from '../support/aws';
import { everyOperation } from '../support/every-operation';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { pictureOf } from '../support/pictures';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { resetCode } from '../support/stages';

/** With threat protection, so that sign-ins are kept, but without device tracking. */
let api: LocalApi;
let aws: Aws;
runStack({ ...everyOperation, featurePlan: FeaturePlan.PLUS, threatProtection: {} }, (...started) => {
  [api, aws] = started;
});
beforeEach(() => api.advance(10));

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const exportOf = (userId: string, token: string) => api.call(`GET /v1/users/${userId}/export`, undefined, bearer(token));
const someone = async (name?: string) => {
  const person = await new Person(api, name).enrol();
  return { person, tokens: (await person.signIn()).body };
};

test('says what there is of someone who has just begun, and names what is not shown', async () => {
  const { person, tokens } = await someone('Ada King Byron');
  const { status, headers, body } = await exportOf(person.sub, tokens.access_token);
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(body).toEqual({
    user_id: person.sub,
    exported_at: ISO,
    account: {
      username: person.sub,
      status: 'CONFIRMED',
      enabled: true,
      created_at: ISO,
      modified_at: ISO,
      attributes: { sub: person.sub, email: person.email, email_verified: 'true', name: 'Ada King Byron', phone_number: '+491701234567' },
    },
    groups: [],
    factors: { enabled: ['SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' },
    passkeys: [],
    identities: [],
    sessions: [expect.objectContaining({ session_id: expect.any(String), type: 'TOKEN', current: true, created_at: ISO, last_used_at: ISO })],
    sign_in_events: expect.any(Array),
    records: [{ what: 'When an invitation was last mailed.', content: { sent_at: expect.any(Number) } }],
    incomplete: [],
    not_included: expect.arrayContaining([expect.stringMatching(/^Passwords, /), expect.stringMatching(/^The access log of the API/)]),
  });
});

test('shows groups, passkeys, accounts elsewhere and the picture', async () => {
  const { person: { sub }, tokens: { access_token: AccessToken } } = await someone();
  const { UserPoolId } = aws;
  const user = { UserPoolId, Username: sub };
  await aws.cognito.send(new CreateGroupCommand({ UserPoolId, GroupName: 'readers' }));
  await aws.cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: 'readers' }));
  await aws.cognito.send(new CreateIdentityProviderCommand({
    UserPoolId,
    ProviderName: 'Corp',
    ProviderType: 'OIDC',
    ProviderDetails: { client_id: 'x', client_secret: 'y', oidc_issuer: 'https://corp.example', authorize_scopes: 'openid', attributes_request_method: 'GET' },
  }));
  await aws.cognito.send(new AdminLinkProviderForUserCommand({
    UserPoolId,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: sub },
    SourceUser: { ProviderName: 'Corp', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: 'ada-1' },
  }));
  const { CredentialCreationOptions } = await aws.cognito.send(new StartWebAuthnRegistrationCommand({ AccessToken }));
  const Credential = await new Authenticator({ origin: api.url }).create(CredentialCreationOptions as any) as any;
  await aws.cognito.send(new CompleteWebAuthnRegistrationCommand({ AccessToken, Credential }));
  const picture = pictureOf(api, sub, AccessToken);
  await picture.upload('image/webp');
  await picture.set();

  const { body } = await exportOf(sub, AccessToken);
  expect(body.groups).toEqual(['readers']);
  expect(body.passkeys).toEqual([expect.objectContaining({ name: 'Passkey 1', relying_party_id: 'localhost', transports: expect.any(Array), created_at: ISO })]);
  expect(body.identities).toEqual([{ provider: 'Corp', provider_type: 'OIDC', user_id: 'ada-1', linked_at: ISO }]);
  expect(body.account.attributes.identities).toBeUndefined();
  expect(body.picture).toEqual({ url: expect.any(String), content_type: 'image/webp', expires_in: 600 });
  expect((await fetch(body.picture.url)).headers.get('content-type')).toBe('image/webp');
  expect(body.records.map(({ what }: any) => what)).toContain('A picture that was uploaded: see set-picture.');
});

test('shows sign-ins with where they came from, newest first, a page after the other, and says where there are more', async () => {
  const { person, tokens } = await someone();
  await person.login('Wrong&Password-123');
  const { body } = await exportOf(person.sub, tokens.access_token);
  expect(body.sign_in_events[0]).toEqual({
    event_id: expect.any(String), type: 'SignIn', at: ISO, result: 'Fail', risk_decision: 'NoRisk', compromised_credentials: false, ip_address: '127.0.0.1',
    challenges: ['Password: Failure'],
  });
  expect(body.sign_in_events[1]).toMatchObject({ result: 'Pass', challenges: ['Password: Success', 'Mfa: Success'] });

  // More than ten pages of 60: an old device that never stops, at Cognito itself.
  const { UserPoolClient } = await aws.cognito.send(new CreateUserPoolClientCommand({
    UserPoolId: aws.UserPoolId, ClientName: 'old', ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  }));
  const attempt = new InitiateAuthCommand({
    ClientId: UserPoolClient!.ClientId!, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: person.email, PASSWORD: 'Wrong&Password-123' },
  });
  await Promise.all(Array.from({ length: 601 }, () => aws.cognito.send(attempt).catch((error) => expect(error.name).toBe('NotAuthorizedException'))));
  const more = (await exportOf(person.sub, tokens.access_token)).body;
  expect([more.sign_in_events.length, more.incomplete]).toEqual([600, ['sign_in_events']]);
}, 60_000);

test('shows what the bucket keeps, but no session of Cognito\'s, no seed and no image of one', async () => {
  const { person, tokens } = await someone();
  await api.advance(300);
  const code = await resetCode(api, person, 'POST /v1/resend-mfa');
  const { body } = await api.call(`POST /v1/users/${person.userId}/reset-mfa`, { email: person.email, password: person.password, verification_code: code });
  const seed = body.qr_code_secret;
  person.totpSecret = seed;
  expectRefusal(await exportOf(person.sub, tokens.access_token), 'INVALID_TOKEN');
  await person.confirmMfa();
  const fresh = (await person.signIn()).body;
  // As an enrolment leaves it that waits for its first code.
  await aws.s3.send(new PutObjectCommand({
    Bucket: aws.Bucket, Key: personObjects.enrolment(person.userId), Body: JSON.stringify({ session: 'A-SESSION', sub: person.sub, tried: { anyone: 1, bearer: 0 }, expires: 5 }),
  }));
  await aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key: personObjects.qrCode(person.userId), Body: 'AN IMAGE' }));

  const { body: held } = await exportOf(person.sub, fresh.access_token);
  expect(held.records).toContainEqual({ what: 'An authenticator app that waits for its first code.', content: { tried: { anyone: 1, bearer: 0 }, expires: 5 } });
  expect(held.records).toContainEqual({ what: 'The QR code for that authenticator app.', content: {} });
  expect(held.records).toContainEqual({ what: 'When a code for another second factor was last mailed.', content: { sent_at: expect.any(Number) } });
  const text = JSON.stringify(held);
  for (const secret of ['A-SESSION', 'AN IMAGE', seed, person.password, 'written_by', fresh.access_token]) {
    expect(text).not.toContain(secret);
  }
});

test('asks for a sign-in of the last ten minutes, which a refresh is not', async () => {
  const { person, tokens } = await someone();
  await api.advance(601);
  expectRefusal(await exportOf(person.sub, tokens.access_token), 'REAUTHENTICATION_REQUIRED');
  const { refresh_token } = tokens;
  const refreshed = (await api.call('POST /v1/refresh-token', { email: person.email, refresh_token })).body;
  expectRefusal(await exportOf(person.sub, refreshed.access_token), 'REAUTHENTICATION_REQUIRED');
  expect((await exportOf(person.userId, (await person.signIn()).body.access_token)).status).toBe(200);
});

test('is for the person alone, by the access token, while the account is open', async () => {
  const [ada, eve] = [await someone(), await someone('Eve')];
  for (const id of [ada.person.sub, ada.person.userId, ada.person.sub.toUpperCase()]) {
    const answer = await exportOf(id, eve.tokens.access_token);
    expectRefusal(answer, 'FORBIDDEN');
    expect(JSON.stringify(answer.body)).not.toContain(ada.person.email);
  }
  expectGatewayRefusal(await exportOf(ada.person.sub, ada.tokens.id_token), 403);
  expectGatewayRefusal(await api.call(`GET /v1/users/${ada.person.sub}/export`), 401);
  await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: ada.person.sub }));
  expectRefusal(await exportOf(ada.person.sub, ada.tokens.access_token), 'INVALID_TOKEN');
});

test.each([
  ['AdminListDevices', 'InvalidParameterException', 'devices'],
  ['AdminListDevices', 'OperationNotEnabledException', 'devices'],
  ['ListUserSessions', 'OperationNotEnabledException', 'sessions'],
  ['AdminListUserAuthEvents', 'UserPoolAddOnNotEnabledException', 'sign_in_events'],
])('leaves out what the pool does not keep: %s answers %s', async (operation, name, category) => {
  const { person, tokens } = await someone();
  await api.faults({ function: 'export-user', operation, fault: { name, status: 400 }, times: 0 });
  const { status, body } = await exportOf(person.sub, tokens.access_token);
  await api.faults();
  expect([status, category in body, body.account.status]).toEqual([200, false, 'CONFIRMED']);
});

test('every category that the contract names is one that it answers', () => {
  const { properties, required } = operations['GET /v1/users/{user_id}/export'].success.body;
  expect(Object.keys(properties).filter((name) => !(required as string[]).includes(name))).toEqual(['devices', 'sessions', 'sign_in_events', 'picture']);
});
