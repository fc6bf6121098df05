import {
  AdminAddUserToGroupCommand, AdminDisableUserCommand, AdminLinkProviderForUserCommand, AdminUpdateUserAttributesCommand,
  CreateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { FeaturePlan } from 'aws-cdk-lib/aws-cognito';
import { describeGuards, runAdministration } from '../support/administration';
import { everyOperation } from '../support/every-operation';
import { expectRefusal } from '../support/refusal';
import { invited } from '../support/stages';

/** With threat protection, so that sign-ins are kept. */
const administration = runAdministration('GET /v1/admin/users/{user_id}', { ...everyOperation, featurePlan: FeaturePlan.PLUS, threatProtection: {} });
const get = (user_id: string) => administration.act({ user_id });

const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

test('shows the account, with what protects it, its groups and its last sign-in', async () => {
  const { api, aws, enrolled } = administration;
  const bob = await enrolled();
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
  const { api, aws } = administration;
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
  const { aws: { cognito, UserPoolId }, enrolled } = administration;
  const bob = await enrolled();
  await cognito.send(new CreateIdentityProviderCommand({
    UserPoolId,
    ProviderName: 'Corp',
    ProviderType: 'OIDC',
    ProviderDetails: { client_id: 'x', client_secret: 'y', oidc_issuer: 'https://corp.example', authorize_scopes: 'openid', attributes_request_method: 'GET' },
  }));
  await cognito.send(new AdminLinkProviderForUserCommand({
    UserPoolId,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: bob.sub },
    SourceUser: { ProviderName: 'Corp', ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: 'bob-1' },
  }));
  expect((await get(bob.sub)).body.identities).toEqual([{ provider: 'Corp', provider_type: 'OIDC', user_id: 'bob-1', linked_at: ISO }]);
});

test('leaves the last sign-in out where the pool keeps none', async () => {
  const { api, grace } = administration;
  for (const name of ['UserPoolAddOnNotEnabledException', 'OperationNotEnabledException']) {
    await api.faults({ function: 'admin-get-user', operation: 'AdminListUserAuthEvents', fault: { name, status: 400 }, times: 1 });
    const { status, body } = await get(grace.sub);
    expect([status, body.email, 'last_sign_in' in body]).toEqual([200, grace.email, false]);
  }
});

test('says so where an account goes while it is looked at', async () => {
  const { api, grace } = administration;
  await api.faults({ function: 'admin-get-user', operation: 'AdminListGroupsForUser', fault: { name: 'UserNotFoundException', status: 400 }, times: 1 });
  expectRefusal(await get(grace.sub), 'USER_NOT_FOUND');
});

describeGuards(administration);
