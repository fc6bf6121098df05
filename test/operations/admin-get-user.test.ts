import {
  AdminAddUserToGroupCommand, AdminDisableUserCommand, AdminLinkProviderForUserCommand, AdminUpdateUserAttributesCommand,
  CreateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { auditLine, makeAdministrator } from '../support/administrator';
import { isForAdministratorsOnly } from '../support/administrators-only';
import type { Aws } from '../support/aws';
import { everyOperation } from '../support/every-operation';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { invited } from '../support/stages';

/** With threat protection, so that sign-ins are kept. */
let api: LocalApi;
let aws: Aws;
let ada: Person;
let token: string;
runStack({ ...everyOperation, featurePlan: FeaturePlan.PLUS, threatProtection: {} }, (...started) => {
  [api, aws] = started;
});
beforeAll(async () => {
  ada = await new Person(api).enrol();
  await makeAdministrator(api, ada);
  token = (await ada.signIn()).body.access_token;
});

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const NOBODY = '01234567-89ab-4def-8123-456789abcdef';
const get = (userId: string) => api.call(`GET /v1/admin/users/${userId}`, undefined, bearer(token));

test('shows the account, with what protects it, its groups and its last sign-in', async () => {
  const bob = await new Person(api, 'Bob').enrol();
  const user = { UserPoolId: aws.UserPoolId, Username: bob.sub };
  await aws.cognito.send(new AdminAddUserToGroupCommand({ ...user, GroupName: 'admins' }));
  await aws.cognito.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes: [{ Name: 'locale', Value: 'de-AT' }] }));
  await bob.signIn();
  await api.advance(60);
  await bob.login('Wrong&Password-123');
  const { status, headers, body } = await get(bob.sub.toUpperCase());
  expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(body).toEqual({
    user_id: bob.sub,
    email: bob.email,
    full_name: 'Bob',
    mobile_phone_number: '+491701234567',
    status: 'CONFIRMED',
    enabled: true,
    email_verified: true,
    created_at: ISO,
    modified_at: ISO,
    locale: 'de-AT',
    factors: { enabled: ['SOFTWARE_TOKEN_MFA'], preferred: 'SOFTWARE_TOKEN_MFA' },
    groups: ['admins'],
    identities: [],
    last_sign_in: { at: ISO, result: 'Fail', ip_address: '127.0.0.1' },
  });
});

test('shows who is invited, and who is locked out', async () => {
  const eve = await invited(api, 'Eve');
  const { sub } = (await aws.account(eve.email)).attributes;
  expect((await get(sub)).body).toMatchObject({
    status: 'FORCE_CHANGE_PASSWORD', enabled: true, email_verified: false, locale: null, factors: { enabled: [], preferred: null }, groups: [],
  });
  expect((await get(sub)).body).not.toHaveProperty('last_sign_in');
  await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: sub }));
  expect((await get(sub)).body.enabled).toBe(false);
});

test('shows accounts elsewhere', async () => {
  const { UserPoolId } = aws;
  const mia = await new Person(api, 'Mia').enrol();
  await aws.cognito.send(new CreateIdentityProviderCommand({
    UserPoolId,
    ProviderName: 'Corp',
    ProviderType: 'OIDC',
    ProviderDetails: { client_id: 'x', client_secret: 'y', oidc_issuer: 'https://corp.example', authorize_scopes: 'openid', attributes_request_method: 'GET' },
  }));
  await aws.cognito.send(new AdminLinkProviderForUserCommand({
    UserPoolId,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: mia.sub },
    SourceUser: { ProviderName: 'Corp', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: 'mia-1' },
  }));
  expect((await get(mia.sub)).body.identities).toEqual([{ provider: 'Corp', provider_type: 'OIDC', user_id: 'mia-1', linked_at: ISO }]);
});

test('leaves the last sign-in out where the pool keeps none', async () => {
  for (const name of ['UserPoolAddOnNotEnabledException', 'OperationNotEnabledException']) {
    await api.faults({ function: 'admin-get-user', operation: 'AdminListUserAuthEvents', fault: { name, status: 400 }, times: 1 });
    const { status, body } = await get(ada.sub);
    expect([status, body.email, 'last_sign_in' in body]).toEqual([200, ada.email, false]);
  }
});

test('refuses an account that there is not, a handle, and what is no id at all', async () => {
  expectRefusal(await get(NOBODY), 'USER_NOT_FOUND');
  expectRefusal(await get(ada.userId), 'USER_NOT_FOUND');
  for (const id of [encodeURIComponent(ada.email), 'x', '%22', `${ada.sub}%22`]) {
    expectRefusal(await get(id), 'INVALID_REQUEST', { user_id: expect.any(String) });
  }
});

test('says so where an account goes while it is looked at', async () => {
  await api.faults({ function: 'admin-get-user', operation: 'AdminListGroupsForUser', fault: { name: 'UserNotFoundException', status: 400 }, times: 1 });
  expectRefusal(await get(ada.sub), 'USER_NOT_FOUND');
});

test('the log says who looked at whom', async () => {
  const { sub } = await new Person(api).enrol();
  await get(sub.toUpperCase());
  expect(await auditLine(api, 'admin-get-user')).toMatchObject({ actor: ada.sub, action: 'admin-get-user', target: sub, result: 'SUCCESS', status: 200 });
  await get(NOBODY);
  expect(await auditLine(api, 'admin-get-user')).toMatchObject({ actor: ada.sub, target: NOBODY, result: 'USER_NOT_FOUND', status: 404 });
});

isForAdministratorsOnly(() => ({ api, aws, route: `GET /v1/admin/users/${ada.sub}` }));
