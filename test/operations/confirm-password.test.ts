import { AdminDisableUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { bearer, Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
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
// Past the limits of one mail in five minutes and of five attempts an hour.
beforeEach(() => api.advance(3600));

const NEW = ['Quiet#Harbour-77', 'Slow&Certain-Tide5', 'Wide%Meadow_Lark3', 'Green@Lantern?Hill8', 'Salt(Marsh)Heron4', 'Amber*Quarry^Fox6'];
let next = 0;
const freshPassword = () => `${NEW[next++ % NEW.length]}${next}`;
const code = async ({ email }: Person) => {
  await api.call('POST /v1/forgot-password', { email });
  return secretOf(await api.mail(email));
};
const otherThan = (right: string) => String((Number(right) + 1) % 1_000_000).padStart(6, '0');
const confirm = (userId: string, email: string, verification_code: string, new_password = freshPassword()) =>
  api.call(`POST /v1/users/${userId}/confirm-password`, { email, new_password, verification_code });

describe('with the mailed code', () => {
  test.each<[string, () => string]>([
    ['handle', () => ada.userId], ['handle in capitals', () => ada.userId.toUpperCase()], ['sub', () => ada.sub],
  ])('sets the password of the person whose %s is in the path', async (_, id) => {
    const former = ada.password;
    const verification_code = await code(ada);
    ada.password = freshPassword();
    const { status, body } = await confirm(id(), ada.email.toUpperCase(), verification_code, ada.password);
    expect(body).toEqual({ email: ada.email, user_id: ada.sub, status: 'NEW_PASSWORD_SET_SUCCESSFULLY', signed_in: false });
    expect(status).toBe(200);
    expectRefusal(await ada.login(former), 'INVALID_CREDENTIALS');
    expect((await ada.signIn()).status).toBe(200);
  });

  test('ends every session', async () => {
    const devices = [(await ada.signIn()).body, (await ada.signIn()).body];
    ada.password = freshPassword();
    expect((await confirm(ada.userId, ada.email, await code(ada), ada.password)).status).toBe(200);
    for (const { refresh_token, access_token } of devices) {
      expectRefusal(await api.call('POST /v1/refresh-token', { email: ada.email, refresh_token }), 'INVALID_TOKEN');
      expectRefusal(await api.call('GET /v1/userinfo', undefined, bearer(access_token)), 'INVALID_TOKEN');
    }
  });

  test('keeps the second factor: the new password alone opens nothing', async () => {
    ada.password = freshPassword();
    await confirm(ada.userId, ada.email, await code(ada), ada.password);
    expect((await ada.login()).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
  });

  test('notes the recovery, which a wrong code does not', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const verification_code = await code(eve);
    await confirm(eve.userId, eve.email, otherThan(verification_code));
    expect(await aws.objects(eve.userId)).not.toContain('password-recovered.json');
    await confirm(eve.userId, eve.email, verification_code);
    expect(await aws.objects(eve.userId)).toContain('password-recovered.json');
  });
});

describe('where Cognito\'s answer to the code is lost', () => {
  const lost = { function: 'confirm-password', service: 'cognito-idp', operation: 'ConfirmForgotPassword', fault: 'RESET' };
  afterEach(() => api.faults());

  test('does all that has to follow if the new password holds', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const { refresh_token } = (await eve.signIn()).body;
    const verification_code = await code(eve);
    await api.faults({ ...lost, when: 'AFTER' });
    eve.password = freshPassword();
    expect((await confirm(eve.userId, eve.email, verification_code, eve.password)).body).toMatchObject({ status: 'NEW_PASSWORD_SET_SUCCESSFULLY' });
    expectRefusal(await api.call('POST /v1/refresh-token', { email: eve.email, refresh_token }), 'INVALID_TOKEN');
    expect(await aws.objects(eve.userId)).toContain('password-recovered.json');
    expect((await eve.login()).body).toMatchObject({ verification_type: 'SOFTWARE_TOKEN_MFA' });
  });

  test('says so, and changes nothing, if it does not', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const { refresh_token } = (await eve.signIn()).body;
    const verification_code = await code(eve);
    await api.faults({ ...lost, times: 0 });
    expectRefusal(await confirm(eve.userId, eve.email, verification_code), 'SERVICE_UNAVAILABLE');
    await api.faults();
    expect(await aws.objects(eve.userId)).not.toContain('password-recovered.json');
    expect((await api.call('POST /v1/refresh-token', { email: eve.email, refresh_token })).status).toBe(200);
    expect((await confirm(eve.userId, eve.email, verification_code)).status).toBe(200);
  });
});

describe('refuses in one and the same way', () => {
  let refused: unknown;
  beforeAll(async () => {
    const unknown = await confirm(ada.userId, 'nobody@example.com', '123456');
    expectRefusal(unknown, 'INVALID_CODE');
    expect(unknown.status).toBe(400);
    refused = visible(unknown);
  });

  test('a wrong code, after which the right one still works', async () => {
    const right = await code(ada);
    expect(visible(await confirm(ada.userId, ada.email, otherThan(right)))).toEqual(refused);
    expect(visible(await confirm(ada.sub, ada.email, otherThan(right)))).toEqual(refused);
    ada.password = freshPassword();
    expect((await confirm(ada.userId, ada.email, right, ada.password)).status).toBe(200);
  });

  test('an unknown email with its own handle, before and after a code was asked for', async () => {
    const ask = () => api.call('POST /v1/forgot-password', { email: 'nobody@example.com' });
    const { user_id } = (await ask()).body;
    expect(visible(await confirm(user_id, 'nobody@example.com', '123456'))).toEqual(refused);
    expect(visible(await confirm(user_id, 'another-nobody@example.com', '123456'))).toEqual(refused);
  });

  test('a code that nobody asked for', async () => {
    expect(visible(await confirm(bob.userId, bob.email, '123456'))).toEqual(refused);
    expect(visible(await confirm(bob.sub, bob.email, '123456'))).toEqual(refused);
  });

  test('a code after an hour, after its use, and after a newer one', async () => {
    const expired = await code(ada);
    await api.advance(3600);
    expect(visible(await confirm(ada.userId, ada.email, expired))).toEqual(refused);

    const replaced = await code(ada);
    await api.advance(300);
    const right = await code(ada);
    if (replaced !== right) {
      expect(visible(await confirm(ada.userId, ada.email, replaced))).toEqual(refused);
    }
    ada.password = freshPassword();
    expect((await confirm(ada.userId, ada.email, right, ada.password)).status).toBe(200);
    expect(visible(await confirm(ada.userId, ada.email, right))).toEqual(refused);
  });

  test('the right code with somebody else in the path, and does not spend it', async () => {
    const right = await code(ada);
    for (const id of [bob.userId, bob.sub, '01234567-89ab-cdef-0123-456789abcdef']) {
      expect(visible(await confirm(id, ada.email, right))).toEqual(refused);
    }
    ada.password = freshPassword();
    expect((await confirm(ada.userId, ada.email, right, ada.password)).status).toBe(200);
  });

  test('another person\'s code', async () => {
    const adas = await code(ada);
    const bobs = await code(bob);
    if (adas !== bobs) {
      expect(visible(await confirm(bob.userId, bob.email, adas))).toEqual(refused);
    }
    expect((await bob.signIn()).status).toBe(200);
  });

  test('more wrong codes than Cognito allows an account, and then the right one too', async () => {
    const right = await code(ada);
    for (let attempt = 0; attempt < 7; attempt++) {
      expect(visible(await confirm(ada.userId, ada.email, otherThan(right)))).toEqual(refused);
    }
    expect(visible(await confirm(ada.userId, ada.email, right))).toEqual(refused);
    expect((await ada.signIn()).status).toBe(200);
  });

  test('someone who was only invited, and someone who was disabled', async () => {
    const invited = new Person(api);
    await invited.register();
    expect(visible(await confirm(invited.userId, invited.email, '123456'))).toEqual(refused);

    const disabled = await new Person(api).enrol();
    const right = await code(disabled);
    await aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: disabled.email }));
    expect(visible(await confirm(disabled.userId, disabled.email, right))).toEqual(refused);
  });
});

describe('refuses a new password', () => {
  test.each([
    ['that is short and simple', 'short', 'must have at least 14 characters, an upper-case letter, a digit, a symbol'],
    ['that is common', 'P@ssw0rd!!!!!!!1', expect.stringContaining('too common')],
    ['that holds the email address', 'XX-p3rson-&-moRe', expect.stringContaining('your email address')],
  ])('%s, by name, and the code still works', async (_, weak, text) => {
    const right = await code(ada);
    const former = ada.password;
    expectRefusal(await confirm(ada.userId, ada.email, right, weak), 'PASSWORD_REFUSED', { new_password: text });
    expect((await ada.login(former)).status).toBe(200);
    ada.password = freshPassword();
    expect((await confirm(ada.userId, ada.email, right, ada.password)).status).toBe(200);
  });

  test('in the same way for an unknown email', async () => {
    const known = await confirm(ada.userId, ada.email, '123456', 'short');
    const unknown = await confirm(ada.userId, 'nobody@example.com', '123456', 'short');
    expect(visible(known)).toEqual(visible(unknown));
  });
});
