import { AdminDeleteUserAttributesCommand, AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { codeSentTo, Profile } from '../support/profile';
import { expectGatewayRefusal, expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
});

/** The number that everyone here registers with. */
const REGISTERED = '+491701234567';
let count = 0;
const anAddress = () => `sent-${++count}@example.org`;
const user = ({ sub }: Person) => ({ UserPoolId: aws.UserPoolId, Username: sub });

test('texts a code to the number of the registration, which nobody has proven yet', async () => {
  const before = (await api.mails(REGISTERED)).length;
  const { status, headers, body } = await (await Profile.of(api, ada)).send('PHONE');
  expect(body).toEqual({ email: ada.email, user_id: ada.sub, status: 'VERIFICATION_CODE_SENT' });
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  const texts = await api.mails(REGISTERED);
  expect(texts).toHaveLength(before + 1);
  expect(texts.at(-1)).toMatchObject({ channel: 'SMS', body: expect.stringMatching(/\d{6}/) });
});

test('mails a code once more to a new address that waits, by a token of any age; never to the present one', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const profile = await Profile.of(api, eve);
  const to = anAddress();
  await profile.update({ email: to });
  const first = await codeSentTo(api, to);
  const mails = (await api.mails(eve.email)).length;
  await api.advance(700);
  expect((await profile.send('EMAIL')).status).toBe(200);
  expect(await api.mails(to)).toHaveLength(2);
  expect(await api.mails(eve.email)).toHaveLength(mails);
  const second = await codeSentTo(api, to);
  if (first !== second) expectRefusal(await profile.verify('EMAIL', first), 'INVALID_CODE');
  expect((await profile.verify('EMAIL', second)).status).toBe(200);
});

test('texts a code once more to a new number that waits, not to the one before', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const profile = await Profile.of(api, eve);
  await profile.update({ mobile_phone_number: '+493012345678' });
  const before = (await api.mails(REGISTERED)).length;
  await api.advance(300);
  expect((await profile.send('PHONE')).status).toBe(200);
  expect(await api.mails('+493012345678')).toHaveLength(2);
  expect(await api.mails(REGISTERED)).toHaveLength(before);
});

test('mails a code to a present address that is not proven', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const profile = await Profile.of(api, eve);
  await aws.cognito.send(new AdminUpdateUserAttributesCommand({ ...user(eve), UserAttributes: [{ Name: 'email_verified', Value: 'false' }] }));
  const before = (await api.mails(eve.email)).length;
  expect((await profile.send('EMAIL')).status).toBe(200);
  expect(await api.mails(eve.email)).toHaveLength(before + 1);
  expect(await profile.verify('EMAIL', await codeSentTo(api, eve.email))).toMatchObject({ status: 200, body: { email: eve.email, signed_in: true } });
  expect((await aws.account(eve.sub)).attributes.email_verified).toBe('true');
});

test('sends one code of a kind in five minutes, and says when the next may be', async () => {
  const profile = await Profile.of(api, ada);
  const before = (await api.mails(REGISTERED)).length;
  expect((await profile.send('PHONE')).status).toBe(200);
  const answer = await profile.send('PHONE');
  expectRefusal(answer, 'TOO_MANY_REQUESTS');
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(200);
  await api.advance(300);
  expect((await profile.send('PHONE')).status).toBe(200);
  expect(await api.mails(REGISTERED)).toHaveLength(before + 2);
});

test('gives the turn back where Cognito sends nothing', async () => {
  const profile = await Profile.of(api, ada);
  await api.faults({ function: 'send-attribute-code', operation: 'GetUserAttributeVerificationCode', fault: { name: 'CodeDeliveryFailureException', status: 400 } });
  expectRefusal(await profile.send('PHONE'), 'INVALID_STATE');
  await api.faults();
  expect((await profile.send('PHONE')).status).toBe(200);
});

describe('refuses', () => {
  test('where there is nothing to prove: a proven address, or no number', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const profile = await Profile.of(api, eve);
    expectRefusal(await profile.send('EMAIL'), 'INVALID_STATE');
    await aws.cognito.send(new AdminDeleteUserAttributesCommand({ ...user(eve), UserAttributeNames: ['phone_number'] }));
    expectRefusal(await profile.send('PHONE'), 'INVALID_STATE');
  });

  test.each(['email', 'SUB', '', 'PHONE_NUMBER'])('another attribute: %j', async (attribute) => {
    const { token } = await Profile.of(api, ada);
    const answer = await api.call('POST /v1/userinfo/verify', { attribute }, bearer(token));
    expectRefusal(answer, 'INVALID_REQUEST', { attribute: 'must be EMAIL or PHONE' });
  });

  test('a token that was revoked', async () => {
    const profile = await Profile.of(api, ada);
    await api.call('POST /v1/logout', { email: ada.email, access_token: profile.token });
    expectRefusal(await profile.send('PHONE'), 'INVALID_TOKEN');
  });

  test('at the gateway: no token, and an ID token', async () => {
    const { idToken } = await Profile.of(api, ada);
    expectGatewayRefusal(await api.call('POST /v1/userinfo/verify', { attribute: 'PHONE' }), 401);
    expectGatewayRefusal(await api.call('POST /v1/userinfo/verify', { attribute: 'PHONE' }, bearer(idToken)), 403);
  });
});
