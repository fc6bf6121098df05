import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import { tokensOfAnotherClient, tokensOfAnotherPool } from '../support/foreign-tokens';
import type { LocalApi } from '../support/local';
import { bearer, Person } from '../support/person';
import { codeSentTo, Profile } from '../support/profile';
import { expectGatewayRefusal, expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { resetCode } from '../support/stages';

let api: LocalApi;
let aws: Aws;
let ada: Person;
let bob: Person;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
  bob = await new Person(api, 'Bob').enrol();
});

let count = 0;
const anAddress = () => `new-${++count}@example.org`;
const aNumber = () => `+4930123456${String(++count).padStart(2, '0')}`;
const attributesOf = async ({ sub }: Person) => (await aws.account(sub)).attributes;

describe('names and language', () => {
  test('change at once, all or some, by a token of any age', async () => {
    const profile = await Profile.of(api, ada);
    await api.advance(1800);
    const { status, headers, body } = await profile.update({ full_name: 'Ada King', given_name: 'Augusta', family_name: 'Lovelace', locale: 'de-AT' });
    expect(body).toEqual({ email: ada.email, user_id: ada.sub, status: 'USERINFO_UPDATED', verification_required: [] });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await profile.shown()).toMatchObject({ name: 'Ada King', given_name: 'Augusta', family_name: 'Lovelace' });
    expect(await attributesOf(ada)).toMatchObject({ locale: 'de-AT' });
    await profile.update({ given_name: 'Ada' });
    expect(await profile.shown()).toMatchObject({ name: 'Ada King', given_name: 'Ada', family_name: 'Lovelace' });
  });

  test('of nobody else change', async () => {
    await (await Profile.of(api, ada)).update({ full_name: 'Ada King' });
    expect(await attributesOf(bob)).toMatchObject({ name: 'Bob' });
  });

  test.each([
    ['locale', 'de_AT'], ['locale', 'x'], ['locale', 'de-'], ['locale', `de${'-abcdefgh'.repeat(4)}`], ['locale', ''],
    ['full_name', ''], ['full_name', ' '], ['given_name', 'a\u0000'], ['family_name', 'x'.repeat(129)], ['email', 'ada'], ['mobile_phone_number', '0170'],
  ])('and the like are refused by name where they are none: %s %j', async (field, value) => {
    const { status, body } = await (await Profile.of(api, ada)).update({ [field]: value });
    expect({ status, fields: Object.keys(body.fields) }).toEqual({ status: 400, fields: [field] });
  });
});

test('refuses a request for nothing, and says what there is', async () => {
  const wanted = 'is required, or another field';
  expectRefusal(await (await Profile.of(api, ada)).update({}), 'INVALID_REQUEST', {
    full_name: wanted, given_name: wanted, family_name: wanted, locale: wanted, email: wanted, mobile_phone_number: wanted,
  });
});

test.each(['sub', 'user_id', 'email_verified', 'phone_number_verified', 'phone_number', 'name', 'custom:tenant', 'cognito:groups', 'preferred_username', 'identities'])(
  'refuses an attribute that nobody writes about themselves: %s', async (name) => {
    const before = await attributesOf(ada);
    expectRefusal(await (await Profile.of(api, ada)).update({ full_name: 'Eve', [name]: 'true' }), 'INVALID_REQUEST', { [name]: 'is not a field of this operation' });
    expect(await attributesOf(ada)).toEqual(before);
  });

describe('a new email address', () => {
  test('gets a code and counts for nothing until that is back: the old one signs in, recovers and receives', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const profile = await Profile.of(api, eve);
    const to = anAddress();
    const { status, body } = await profile.update({ email: to.toUpperCase() });
    expect(body).toEqual({ email: eve.email, user_id: eve.sub, status: 'USERINFO_UPDATED', verification_required: ['EMAIL'] });
    expect(status).toBe(200);
    expect(await codeSentTo(api, to)).toMatch(/^\d{6}$/);
    expect(await attributesOf(eve)).toMatchObject({ email: eve.email, email_verified: 'true' });
    expect(await profile.shown()).toMatchObject({ email: eve.email });
    expect((await eve.login()).status).toBe(200);
    expectRefusal(await api.call('POST /v1/login', { email: to, password: eve.password }), 'INVALID_CREDENTIALS');
    const mails = (await api.mails(to)).length;
    await api.call('POST /v1/forgot-password', { email: to });
    expect(await api.mails(to)).toHaveLength(mails);
    expect(await resetCode(api, eve, 'POST /v1/forgot-password')).toMatch(/^\d{6}$/);
  });

  test('that is the present one, in capitals, sends nothing and takes back one that waits', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const profile = await Profile.of(api, eve);
    const to = anAddress();
    await profile.update({ email: to });
    expect((await profile.update({ email: eve.email.toUpperCase() })).body).toMatchObject({ verification_required: [] });
    expectRefusal(await profile.send('EMAIL'), 'INVALID_STATE');
    // Taking it back is no way to more mails.
    const answer = await profile.update({ email: anAddress() });
    expectRefusal(answer, 'TOO_MANY_REQUESTS');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(200);
  });

  test('that is another account\'s is answered as any other; nobody gets a mail, and nothing tells the two apart later', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const mallory = await new Person(api, 'Mallory').enrol();
    const [of, free] = [await Profile.of(api, eve), await Profile.of(api, mallory)];
    const phones = [aNumber(), aNumber()];
    const before = await api.mails(bob.email);
    const taken = await of.update({ email: bob.email.toUpperCase(), mobile_phone_number: phones[0] });
    const other = await free.update({ email: anAddress(), mobile_phone_number: phones[1] });
    const impersonal = ({ body, ...rest }: ReturnType<typeof visible>) => ({ ...rest, body: { ...body, email: '', user_id: '' } });
    expect(impersonal(visible(taken))).toEqual(impersonal(visible(other)));
    expect(await api.mails(bob.email)).toEqual(before);
    for (const phone of phones) expect(await api.mails(phone)).toHaveLength(1);
    const wrong = [await of.verify('EMAIL', '000000'), await free.verify('EMAIL', '000000')];
    expect(visible(wrong[0])).toEqual(visible(wrong[1]));
    expectRefusal(wrong[0], 'INVALID_CODE');
    for (const profile of [of, free]) expectRefusal(await profile.send('EMAIL'), 'TOO_MANY_REQUESTS');
    await api.advance(300);
    const again = [await of.send('EMAIL'), await free.send('EMAIL')];
    expect(impersonal(visible(again[0]))).toEqual(impersonal(visible(again[1])));
    expect(await api.mails(bob.email)).toEqual(before);
    expect((await bob.login()).status).toBe(200);
    expect(await attributesOf(bob)).toMatchObject({ email: bob.email, email_verified: 'true' });
  });

  test('cannot be asked for to learn whether it is taken, by what becomes of the code before', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const profile = await Profile.of(api, eve);
    const mine = anAddress();
    await profile.update({ email: mine });
    const code = await codeSentTo(api, mine);
    await api.advance(300);
    await profile.update({ email: bob.email });
    expectRefusal(await profile.verify('EMAIL', code), 'INVALID_CODE');
    expect(await attributesOf(eve)).toMatchObject({ email: eve.email });
  });

  test.each(['email', 'mobile_phone_number'])('and a new number need a sign-in of the last ten minutes, which a refresh does not renew: %s', async (field) => {
    const profile = await Profile.of(api, ada);
    await api.advance(601);
    const change = { full_name: 'Eve', [field]: field === 'email' ? anAddress() : aNumber() };
    expectRefusal(await profile.update(change), 'REAUTHENTICATION_REQUIRED');
    const { access_token } = (await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token: profile.refreshToken })).body;
    expectRefusal(await api.call('PATCH /v1/userinfo', change, bearer(access_token)), 'REAUTHENTICATION_REQUIRED');
    expect(await attributesOf(ada)).toMatchObject({ name: expect.not.stringContaining('Eve') });
  });

  test('waits as long as a reset of the second factor does where mail alone has just set the password', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const verification_code = await resetCode(api, eve, 'POST /v1/forgot-password');
    eve.password = 'Quiet#Harbour-77';
    await api.call(`POST /v1/users/${eve.userId}/confirm-password`, { email: eve.email, new_password: eve.password, verification_code });
    const to = anAddress();
    const answer = await (await Profile.of(api, eve)).update({ email: to });
    expectRefusal(answer, 'EMAIL_CHANGE_TOO_SOON');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(3600);
    expect(await api.mails(to)).toEqual([]);
    await api.advance(24 * 3600);
    expect(await (await Profile.of(api, eve)).update({ email: to })).toMatchObject({ status: 200, body: { verification_required: ['EMAIL'] } });
  });
});

describe('mails and texts', () => {
  test('are sent once in five minutes to each person, whatever the address', async () => {
    const profile = await Profile.of(api, ada);
    const [first, second] = [anAddress(), anAddress()];
    expect((await profile.update({ email: first })).status).toBe(200);
    expectRefusal(await profile.update({ email: second }), 'TOO_MANY_REQUESTS');
    expectRefusal(await profile.update({ email: bob.email }), 'TOO_MANY_REQUESTS');
    expect(await api.mails(second)).toEqual([]);
    const number = aNumber();
    expect((await profile.update({ mobile_phone_number: number })).status).toBe(200);
    expectRefusal(await profile.update({ mobile_phone_number: aNumber() }), 'TOO_MANY_REQUESTS');
    expectRefusal(await profile.send('PHONE'), 'TOO_MANY_REQUESTS');
  });

  test('are sent once in five minutes to each address, whoever asks', async () => {
    const [one, other] = [await Profile.of(api, ada), await Profile.of(api, bob)];
    const to = anAddress();
    expect((await one.update({ email: to })).status).toBe(200);
    expectRefusal(await other.update({ email: to }), 'TOO_MANY_REQUESTS');
    expect(await api.mails(to)).toHaveLength(1);
    // Nothing was sent for them, so it is their turn still.
    expect((await other.update({ email: anAddress() })).status).toBe(200);
  });

  test('that Cognito cannot send are the field\'s fault, and may be asked for again', async () => {
    const profile = await Profile.of(api, ada);
    const to = aNumber();
    for (const name of ['CodeDeliveryFailureException', 'InvalidParameterException']) {
      await api.faults({ function: 'update-userinfo', operation: 'AdminUpdateUserAttributes', fault: { name, status: 400 } });
      expectRefusal(await profile.update({ mobile_phone_number: to }), 'INVALID_REQUEST', { mobile_phone_number: 'is not accepted: no code can be sent there' });
    }
    await api.faults();
    expect((await profile.update({ mobile_phone_number: to })).status).toBe(200);
  });
});

describe('refuses', () => {
  test('a token that was revoked, and one of someone who is gone', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const profile = await Profile.of(api, eve);
    await api.call('POST /v1/logout', { email: eve.email, access_token: profile.token });
    expectRefusal(await profile.update({ email: anAddress() }), 'INVALID_TOKEN');
    const last = await Profile.of(api, eve);
    await api.call(`DELETE /v1/users/${eve.sub}`, undefined, bearer(last.token));
    expectRefusal(await last.update({ full_name: 'Nobody' }), 'INVALID_TOKEN');
  });

  test('at the gateway: no token, an ID token, and genuine tokens of another pool or client', async () => {
    const profile = await Profile.of(api, ada);
    expectGatewayRefusal(await api.call('PATCH /v1/userinfo', { full_name: 'Eve' }), 401);
    expectGatewayRefusal(await api.call('PATCH /v1/userinfo', { full_name: 'Eve' }, bearer(profile.idToken)), 403);
    for (const { access_token } of [await tokensOfAnotherPool(aws, ada), await tokensOfAnotherClient(aws, ada)]) {
      expectGatewayRefusal(await api.call('PATCH /v1/userinfo', { full_name: 'Eve' }, bearer(access_token)), 401);
    }
  });
});

test('pages of any origin may send it: PATCH is among the methods of the preflight', async () => {
  const response = await fetch(`${api.url}/v1/userinfo`, {
    method: 'OPTIONS', headers: { 'origin': 'https://app.example.com', 'access-control-request-method': 'PATCH' },
  });
  expect(response.headers.get('access-control-allow-methods')).toContain('PATCH');
});

test('the bearer of a token writes neither address nor number at Cognito itself, nor that they are proven', async () => {
  const { token } = await Profile.of(api, ada);
  const { UpdateUserAttributesCommand } = await import('@aws-sdk/client-cognito-identity-provider');
  for (const [Name, Value] of [['email', anAddress()], ['phone_number', aNumber()], ['email_verified', 'true'], ['phone_number_verified', 'true']]) {
    await expect(aws.cognito.send(new UpdateUserAttributesCommand({ AccessToken: token, UserAttributes: [{ Name, Value }] })))
      .rejects.toMatchObject({ name: 'NotAuthorizedException' });
  }
});

test('an administrator\'s word that an address is proven still needs no code', async () => {
  const eve = await new Person(api, 'Eve').enrol();
  const to = anAddress();
  await aws.cognito.send(new AdminUpdateUserAttributesCommand({
    UserPoolId: aws.UserPoolId, Username: eve.sub, UserAttributes: [{ Name: 'email', Value: to }, { Name: 'email_verified', Value: 'true' }],
  }));
  expect((await api.call('POST /v1/login', { email: to, password: eve.password })).status).toBe(200);
});
