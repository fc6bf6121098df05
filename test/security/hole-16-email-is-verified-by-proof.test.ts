import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { Answer, LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { halfway, invited, otherThan, resetCode } from '../support/stages';

/** There, an address counts as verified from the moment that anybody registers it. */
let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const FRESH = 'Quiet#Harbour-77';
const DAYS = 24 * 3600;
const verified = async ({ email }: Person): Promise<{ email: boolean; phone: boolean }> => {
  const { attributes } = await aws.account(email);
  return { email: attributes.email_verified === 'true', phone: attributes.phone_number_verified === 'true' };
};
const mailedPassword = async ({ email }: Person) => secretOf(await api.mail(email));
const confirm = ({ userId, email }: Person, temporary_password: string, new_password = FRESH) =>
  api.call(`POST /v1/users/${userId}/confirm`, { email, temporary_password, new_password });

test('the mailed password that comes back proves the address, and the number that nobody called stays unproven', async () => {
  const person = await invited(api);
  expect(await verified(person)).toEqual({ email: false, phone: false });
  expect((await person.confirm()).status).toBe(200);
  expect(await verified(person)).toEqual({ email: true, phone: false });
});

test('an address that was proven can recover its password, one that was not cannot', async () => {
  const [proven, unproven] = [await halfway(api), await invited(api)];
  expect(await resetCode(api, proven, 'POST /v1/forgot-password')).toMatch(/^\d{6}$/);
  await expect(resetCode(api, unproven, 'POST /v1/forgot-password')).rejects.toThrow('sent no mail');
  expect(await verified(unproven)).toEqual({ email: false, phone: false });
});

describe('who registers an address that is not theirs proves nothing by', () => {
  test.each<[string, (person: Person) => Promise<Answer>, number]>([
    ['registering it again', ({ email }) => api.call('POST /v1/users', { full_name: 'Me', email, mobile_phone_number: '+10000000' }), 201],
    ['having another password mailed', ({ email }) => api.call('POST /v1/resend-confirmation-code', { email }), 200],
    ['saying that it is verified', ({ email }) => api.call('POST /v1/users', {
      full_name: 'Me', email, mobile_phone_number: '+10000000', email_verified: 'true',
    }), 400],
    ['asking for a new password', ({ email }) => api.call('POST /v1/forgot-password', { email }), 200],
    ['asking for a reset of the second factor', ({ email }) => api.call('POST /v1/resend-mfa', { email }), 200],
    ['guessing the mailed password', (person) => confirm(person, 'Tr0ubled&Waters-8'), 401],
    ['guessing it at login', (person) => person.login('Tr0ubled&Waters-8'), 401],
    ['guessing a code', ({ userId, email }) => api.call(`POST /v1/users/${userId}/confirm-password`, {
      email, new_password: FRESH, verification_code: '123456',
    }), 400],
    ['guessing a code of an authenticator app', ({ userId, email }) => api.call(`POST /v1/users/${userId}/confirm-mfa`, { email, otp: '123456' }), 409],
  ])('%s', async (_, attempt, status) => {
    const person = await invited(api);
    expect((await attempt(person)).status).toBe(status);
    expect(await verified(person)).toEqual({ email: false, phone: false });
    expect(await aws.account(person.email)).toMatchObject({ status: 'FORCE_CHANGE_PASSWORD', attributes: { name: person.name } });
  });
});

describe('the mailed password alone, before it is exchanged, proves nothing:', () => {
  test('not at login', async () => {
    const person = await invited(api);
    expect((await person.login(await mailedPassword(person))).body).toMatchObject({ verification_type: 'NEW_PASSWORD_REQUIRED' });
    expect(await verified(person)).toEqual({ email: false, phone: false });
  });

  test('not with a new password that is refused', async () => {
    const person = await invited(api);
    const temporary = await mailedPassword(person);
    for (const refused of ['short', temporary, 'Password-12345!']) {
      expect((await confirm(person, temporary, refused)).body).toMatchObject({ code: 'PASSWORD_REFUSED' });
    }
    expect(await verified(person)).toEqual({ email: false, phone: false });
  });

  test('not with the user_id of somebody else, whose address is not proven by it either', async () => {
    const [person, other] = [await invited(api), await invited(api)];
    expectRefusal(await confirm({ ...other, email: person.email } as Person, await mailedPassword(person)), 'FORBIDDEN');
    expectRefusal(await confirm(other, await mailedPassword(person)), 'INVALID_CREDENTIALS');
    expect([await verified(person), await verified(other)]).toEqual(Array(2).fill({ email: false, phone: false }));
  });

  test('not when it has expired, nor one that a newer mail has replaced', async () => {
    const person = await invited(api);
    const first = await mailedPassword(person);
    await api.advance(DAYS);
    expectRefusal(await confirm(person, first), 'INVALID_CREDENTIALS');
    await api.call('POST /v1/resend-confirmation-code', { email: person.email });
    expectRefusal(await confirm(person, first), 'INVALID_CREDENTIALS');
    expect(await verified(person)).toEqual({ email: false, phone: false });
    expect((await confirm(person, await mailedPassword(person))).status).toBe(200);
    expect(await verified(person)).toEqual({ email: true, phone: false });
  });
});

test('a confirmation that was cut off once the address was proven strands nobody: the same request goes on', async () => {
  const person = await invited(api);
  await api.faults({ function: 'confirm-user', operation: 'AdminRespondToAuthChallenge', fault: 'RESET' });
  expectRefusal(await person.confirm(), 'SERVICE_UNAVAILABLE');
  expect(await verified(person)).toEqual({ email: true, phone: false });
  expect((await aws.account(person.email)).status).toBe('FORCE_CHANGE_PASSWORD');
  expect((await person.confirm()).status).toBe(200);
  expect((await person.confirmMfa()).status).toBe(200);
});

test('a wrong reset code changes nothing about an address that is proven', async () => {
  const person = await halfway(api);
  const code = await resetCode(api, person, 'POST /v1/forgot-password');
  expectRefusal(await api.call(`POST /v1/users/${person.userId}/confirm-password`, {
    email: person.email, new_password: FRESH, verification_code: otherThan(code),
  }), 'INVALID_CODE');
  expect(await verified(person)).toEqual({ email: true, phone: false });
});
