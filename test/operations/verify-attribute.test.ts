import { GetUserCommand, VerifyUserAttributeCommand } from '@aws-sdk/client-cognito-identity-provider';
import { ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { personObjects } from '../../src/contract';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { codeSentTo, Profile } from '../support/profile';
import { expectGatewayRefusal, expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { otherThan } from '../support/stages';

let api: LocalApi;
let aws: Aws;
runStack(fullStack(), (...started) => { [api, aws] = started; });

let count = 0;
const anAddress = () => `proven-${++count}@example.org`;
const aNumber = () => `+4940123456${String(++count).padStart(2, '0')}`;
const attributesOf = async ({ sub }: Person) => (await aws.account(sub)).attributes;

/** Someone who has just asked for another address. */
const moving = async () => {
  const person = await new Person(api).enrol();
  const profile = await Profile.of(api, person);
  const to = anAddress();
  await profile.update({ email: to });
  return { person, profile, to, code: await codeSentTo(api, to) };
};
const loginAs = (email: string, { password }: Person) => api.call('POST /v1/login', { email, password });

describe('the code of a new email address', () => {
  test('puts it in the place of the old one, which from then on names nobody', async () => {
    const { person, profile, to, code } = await moving();
    const { status, headers, body } = await profile.verify('EMAIL', code);
    expect(body).toEqual({ email: to, user_id: person.sub, status: 'ATTRIBUTE_VERIFIED', signed_in: false });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await attributesOf(person)).toMatchObject({ email: to, email_verified: 'true' });
    expect((await loginAs(to, person)).body).toMatchObject({ email: to, verification_type: 'SOFTWARE_TOKEN_MFA' });
    expectRefusal(await loginAs(person.email, person), 'INVALID_CREDENTIALS');
    const mails = await api.mails(person.email);
    await api.call('POST /v1/forgot-password', { email: person.email });
    await api.call('POST /v1/resend-mfa', { email: person.email });
    expect(await api.mails(person.email)).toEqual(mails);
    await api.call('POST /v1/forgot-password', { email: to });
    expect(secretOf(await api.mail(to))).toMatch(/^\d{6}$/);
  });

  test('ends every session, and what waits for a code of the second factor', async () => {
    const { person, profile, to, code } = await moving();
    const other = (await person.signIn()).body;
    const { verification_session, verification_type } = (await person.login()).body;
    await profile.verify('EMAIL', code);
    for (const { access_token, refresh_token } of [other, { access_token: profile.token, refresh_token: profile.refreshToken }]) {
      expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(access_token)), 'INVALID_TOKEN');
      expectRefusal(await api.call('POST /v1/refresh-token', { email: to, refresh_token }), 'INVALID_TOKEN');
    }
    expectRefusal(await api.call('POST /v1/mfa-verify', { email: person.email, verification_session, verification_type, otp_code: await person.otp() }), 'INVALID_SESSION');
  });

  test('leaves the account\'s own id as it is, and of the handles the new one', async () => {
    const { person, profile, to, code } = await moving();
    await profile.verify('EMAIL', code);
    const { body: { user_id: handle } } = await api.call('POST /v1/forgot-password', { email: to });
    expect(handle).not.toBe(person.userId);
    const { verification_session, verification_type } = (await loginAs(to, person)).body;
    const { access_token } = (await api.call('POST /v1/mfa-verify', { email: to, verification_session, verification_type, otp_code: await person.otp() })).body;
    expectRefusal(await api.call(`POST /v1/users/${person.userId}/reset-password`, { email: to }, bearer(access_token)), 'FORBIDDEN');
    expectRefusal(await api.call(`DELETE /v1/users/${person.userId}`, undefined, bearer(access_token)), 'FORBIDDEN');
    await api.advance(300);
    expect((await api.call(`POST /v1/users/${handle}/reset-password`, { email: to }, bearer(access_token))).status).toBe(200);
    expect((await api.call(`DELETE /v1/users/${person.sub}`, undefined, bearer(access_token))).status).toBe(200);
  });

  test('leaves nothing under the old handle that whoever has the old address next would meet', async () => {
    const { person, profile, code } = await moving();
    const kept = Object.values(personObjects).filter((key) => key !== personObjects.mfaResetPending && key !== personObjects.passwordRecovered);
    for (const key of kept) {
      await aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key: key(person.userId), Body: '{"codes":5,"since":9999999999999,"sent_at":9999999999999}' }));
    }
    expect((await profile.verify('EMAIL', code)).status).toBe(200);
    // Which sign-ins are over: a time, and no count.
    expect(await aws.objects(person.userId)).toEqual(['sign-ins.json']);
    expect(await aws.objects(person.sub)).toEqual([]);

    const next = Object.assign(new Person(api, 'Grace'), { email: person.email });
    expect((await next.enrol()).userId).toBe(person.userId);
    expect(next.sub).not.toBe(person.sub);
    expect((await next.signIn()).status).toBe(200);
    expect((await api.call('POST /v1/forgot-password', { email: next.email })).body.user_id).toBe(next.userId);
  });

  test('counts for nothing while mail alone has just set the password', async () => {
    const { person, profile, code } = await moving();
    const Key = personObjects.passwordRecovered(person.userId);
    await aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key, Body: JSON.stringify({ at: (await api.advance(0)).getTime() }) }));
    for (let attempt = 0; attempt < 6; attempt++) expectRefusal(await profile.verify('EMAIL', code), 'EMAIL_CHANGE_TOO_SOON');
    expect(await attributesOf(person)).toMatchObject({ email: person.email });
    expect(await aws.objects(person.userId)).toContain('password-recovered.json');
  });

  test('counts for nothing while a reset of the second factor is not finished', async () => {
    const { person, profile, code } = await moving();
    await aws.s3.send(new PutObjectCommand({ Bucket: aws.Bucket, Key: personObjects.mfaResetPending(person.userId), Body: '{"at":1}' }));
    expectRefusal(await profile.verify('EMAIL', code), 'MFA_RESET_PENDING');
    expectRefusal(await profile.send('EMAIL'), 'MFA_RESET_PENDING');
    expect(await attributesOf(person)).toMatchObject({ email: person.email });
  });

  test('is refused where somebody registered the address meanwhile, as a wrong one is', async () => {
    const { person, profile, to, code } = await moving();
    const next = Object.assign(new Person(api, 'Grace'), { email: to });
    await next.enrol();
    expect(visible(await profile.verify('EMAIL', code))).toEqual(visible(await profile.verify('EMAIL', otherThan(code))));
    expect(await attributesOf(person)).toMatchObject({ email: person.email });
    expect((await next.signIn()).status).toBe(200);
  });

  test('cannot be used twice', async () => {
    const { person, profile, to, code } = await moving();
    await profile.verify('EMAIL', code);
    const moved = Object.assign(new Person(api), { email: to, password: person.password, totpSecret: person.totpSecret });
    expectRefusal(await (await Profile.of(api, moved)).verify('EMAIL', code), 'INVALID_CODE');
  });

  test('is too old after a day', async () => {
    const { person, code } = await moving();
    await api.advance(24 * 3600);
    expectRefusal(await (await Profile.of(api, person)).verify('EMAIL', code), 'INVALID_CODE');
    expect(await attributesOf(person)).toMatchObject({ email: person.email });
  });

  test('is of no use to anybody else, nor is somebody else\'s', async () => {
    const [one, other] = [await moving(), await moving()];
    if (one.code !== other.code) {
      expectRefusal(await one.profile.verify('EMAIL', other.code), 'INVALID_CODE');
      expectRefusal(await other.profile.verify('EMAIL', one.code), 'INVALID_CODE');
    }
    expect(await attributesOf(one.person)).toMatchObject({ email: one.person.email });
    expect(await one.profile.verify('EMAIL', one.code)).toMatchObject({ status: 200, body: { email: one.to } });
    expect(await attributesOf(other.person)).toMatchObject({ email: other.person.email });
  });
});

describe('the code of a number', () => {
  test('proves it; the session goes on', async () => {
    const person = await new Person(api).enrol();
    const profile = await Profile.of(api, person);
    expect(await attributesOf(person)).not.toMatchObject({ phone_number_verified: 'true' });
    await profile.send('PHONE');
    const { status, body } = await profile.verify('PHONE', await codeSentTo(api, '+491701234567'));
    expect(body).toEqual({ email: person.email, user_id: person.sub, status: 'ATTRIBUTE_VERIFIED', signed_in: true });
    expect(status).toBe(200);
    expect(await attributesOf(person)).toMatchObject({ phone_number: '+491701234567', phone_number_verified: 'true' });
    expect(await profile.shown()).toMatchObject({ phone_number: '+491701234567' });
    expectRefusal(await profile.send('PHONE'), 'INVALID_STATE');
  });

  test('puts a new one in the place of the old one, which stays until then', async () => {
    const person = await new Person(api).enrol();
    const profile = await Profile.of(api, person);
    const to = aNumber();
    await profile.update({ mobile_phone_number: to });
    expect(await profile.shown()).toMatchObject({ phone_number: '+491701234567' });
    expect((await profile.verify('PHONE', await codeSentTo(api, to))).status).toBe(200);
    expect(await profile.shown()).toMatchObject({ phone_number: to });
    // A number that comes back costs a text each time, too.
    expectRefusal(await profile.update({ mobile_phone_number: aNumber() }), 'TOO_MANY_REQUESTS');
  });

  test('proves no email address, and the other way round', async () => {
    const { person, profile, code } = await moving();
    const to = aNumber();
    await profile.update({ mobile_phone_number: to });
    const text = await codeSentTo(api, to);
    if (code !== text) {
      expectRefusal(await profile.verify('PHONE', code), 'INVALID_CODE');
      expectRefusal(await profile.verify('EMAIL', text), 'INVALID_CODE');
    }
    expect(await attributesOf(person)).toMatchObject({ email: person.email, phone_number: '+491701234567' });
  });
});

describe('guessing', () => {
  test('ends after five codes in a quarter of an hour, also over new codes and new sign-ins, and the right one then waits', async () => {
    const { person, profile, to, code } = await moving();
    for (let guess = 0; guess < 5; guess++) expectRefusal(await profile.verify('EMAIL', otherThan(code)), 'INVALID_CODE');
    const answer = await profile.verify('EMAIL', code);
    expectRefusal(answer, 'TOO_MANY_REQUESTS');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(600);
    const again = await Profile.of(api, person);
    expect((await again.send('EMAIL')).status).toBe(200);
    const newCode = await codeSentTo(api, to);
    expectRefusal(await again.verify('EMAIL', newCode), 'TOO_MANY_REQUESTS');
    // Nor does asking for the same or for another address start anew.
    await api.advance(300);
    await again.update({ email: person.email });
    await again.update({ email: to });
    expectRefusal(await again.verify('EMAIL', await codeSentTo(api, to)), 'TOO_MANY_REQUESTS');
    await api.advance(600);
    expect((await again.verify('EMAIL', await codeSentTo(api, to))).status).toBe(200);
  });

  test('side by side shares no count', async () => {
    const { person, profile, code } = await moving();
    const before = (await api.calls()).at(-1)!.number;
    await Promise.all(Array.from({ length: 12 }, () => profile.verify('EMAIL', otherThan(code))));
    expect((await api.calls(before)).filter(({ operation }) => operation === 'VerifyUserAttribute').length).toBeLessThanOrEqual(5);
    expect(await attributesOf(person)).toMatchObject({ email: person.email });
  });

  test.each(['EMAIL', 'PHONE'] as const)('where no code was asked for is refused: %s', async (attribute) => {
    const profile = await Profile.of(api, await new Person(api).enrol());
    expectRefusal(await profile.verify(attribute, '123456'), 'INVALID_CODE');
  });

  test.each([['verification_code', { attribute: 'EMAIL', verification_code: '12345' }], ['attribute', { attribute: 'SUB', verification_code: '123456' }]])(
    'in another form is refused by name: %s', async (field, body) => {
      const { token } = await Profile.of(api, await new Person(api).enrol());
      const answer = await api.call('POST /v1/userinfo/verify/confirm', body, bearer(token));
      expect({ status: answer.status, fields: Object.keys(answer.body.fields) }).toEqual({ status: 400, fields: [field] });
    });
});

describe('an outage', () => {
  test('before Cognito has looked at the code takes no try away', async () => {
    const { profile, to, code } = await moving();
    await api.faults({ function: 'verify-attribute', operation: 'VerifyUserAttribute', times: 0, fault: { name: 'InternalErrorException', status: 500 } });
    for (let attempt = 0; attempt < 6; attempt++) expectRefusal(await profile.verify('EMAIL', code), 'SERVICE_UNAVAILABLE');
    await api.faults();
    expect(await profile.verify('EMAIL', code)).toMatchObject({ status: 200, body: { email: to } });
  });

  test('that loses Cognito\'s answer is looked into: all that has to follow does', async () => {
    const { person, profile, to, code } = await moving();
    await api.faults({ function: 'verify-attribute', operation: 'VerifyUserAttribute', when: 'AFTER', fault: 'RESET' });
    const { status, body } = await profile.verify('EMAIL', code);
    await api.faults();
    expect({ status, email: body.email }).toEqual({ status: 200, email: to });
    expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(profile.token)), 'INVALID_TOKEN');
    expect(await aws.objects(person.userId)).toEqual(['sign-ins.json']);
  });

  test('before the sessions are ended is made good by the same request again, though its code is spent', async () => {
    const { person, profile, to, code } = await moving();
    await api.faults({ function: 'verify-attribute', operation: 'AdminUserGlobalSignOut', times: 0, fault: { name: 'InternalErrorException', status: 500 } });
    expectRefusal(await profile.verify('EMAIL', code), 'SERVICE_UNAVAILABLE');
    await api.faults();
    expect(await attributesOf(person)).toMatchObject({ email: to });
    expect(await profile.verify('EMAIL', code)).toMatchObject({ status: 200, body: { email: to, signed_in: false } });
    expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(profile.token)), 'INVALID_TOKEN');
    expect(await aws.objects(person.sub)).toEqual([]);
  });
});

test('who verifies at Cognito itself is signed out all the same at the next request here, and the next owner of the address loses nothing', async () => {
  const { person, profile, to, code } = await moving();
  await aws.cognito.send(new VerifyUserAttributeCommand({ AccessToken: profile.token, AttributeName: 'email', Code: code }));
  const next = Object.assign(new Person(api, 'Grace'), { email: person.email });
  await api.advance(300);
  await next.register();
  await next.confirm();
  const kept = await aws.objects(next.userId);
  expect(kept).toContain('enrolment.json');
  expect(await profile.verify('EMAIL', '000000')).toMatchObject({ status: 200, body: { email: to, signed_in: false } });
  await expect(aws.cognito.send(new GetUserCommand({ AccessToken: profile.token }))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  expect(await aws.objects(next.userId)).toEqual(kept);
  expect((await next.confirmMfa()).status).toBe(200);
});

test('an ID token from before erases the account by its own id, and nothing of whoever has the old address by then', async () => {
  const { person, profile, code } = await moving();
  await profile.verify('EMAIL', code);
  const next = Object.assign(new Person(api, 'Grace'), { email: person.email });
  await api.advance(300);
  await next.register();
  await next.confirm();
  const kept = await aws.objects(next.userId);
  expectRefusal(await api.call(`DELETE /v1/users/${person.userId}`, undefined, bearer(profile.idToken)), 'FORBIDDEN');
  expect((await api.call(`DELETE /v1/users/${person.sub}`, undefined, bearer(profile.idToken))).status).toBe(200);
  await expect(aws.account(person.sub)).rejects.toMatchObject({ name: 'UserNotFoundException' });
  expect(await aws.objects(next.userId)).toEqual(kept);
  expect((await next.confirmMfa()).status).toBe(200);
});

test('an account that is erased leaves nothing of a change that waited', async () => {
  const { person, profile } = await moving();
  await profile.update({ mobile_phone_number: aNumber() });
  expect(await aws.objects(person.sub)).toEqual(['email-change.json', 'phone-change.json']);
  expect((await api.call(`DELETE /v1/users/${person.sub}`, undefined, bearer(profile.token))).status).toBe(200);
  expect(await aws.objects(person.sub)).toEqual([]);
  const { Contents = [] } = await aws.s3.send(new ListObjectsV2Command({ Bucket: aws.Bucket }));
  expect(Contents.map(({ Key }) => Key!).filter((key) => key.includes(person.userId))).toEqual([]);
});

describe('refuses', () => {
  test('a token that was revoked', async () => {
    const { person, profile, code } = await moving();
    await api.call('POST /v1/logout', { email: person.email, access_token: profile.token });
    expectRefusal(await profile.verify('EMAIL', code), 'INVALID_TOKEN');
    expect(await attributesOf(person)).toMatchObject({ email: person.email });
  });

  test('at the gateway: no token, and an ID token', async () => {
    const { profile, code } = await moving();
    const body = { attribute: 'EMAIL', verification_code: code };
    expectGatewayRefusal(await api.call('POST /v1/userinfo/verify/confirm', body), 401);
    expectGatewayRefusal(await api.call('POST /v1/userinfo/verify/confirm', body, bearer(profile.idToken)), 403);
  });
});
