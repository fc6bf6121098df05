import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';
import { invited } from '../support/stages';

let api: LocalApi;
let aws: Aws;
runStack(fullStack(), (...started) => { [api, aws] = started; });
afterEach(() => api.faults());
beforeEach(() => api.advance(10));

const FIVE_MINUTES = 300;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const signUp = (email: string, more: object = {}) => api.call('POST /v1/sign-up', { email, ...more });
const resend = (email: string) => api.call('POST /v1/sign-up/resend', { email });
const subjects = async (email: string) => (await api.mails(email)).map(({ subject }) => subject);

describe('someone new', () => {
  test('is answered the address in lower case and its handle, and has an account with nothing in it but the address', async () => {
    const { status, headers, body } = await signUp('Grace.Hopper@Example.COM');
    expect(body).toEqual({ email: 'grace.hopper@example.com', user_id: expect.stringMatching(UUID), status: 'CONFIRMATION_CODE_SENT' });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await aws.account('grace.hopper@example.com')).toEqual({
      status: 'UNCONFIRMED', attributes: { email: 'grace.hopper@example.com', sub: expect.not.stringMatching(body.user_id) },
    });
  });

  test('gets one mail, with a code and without a word of anybody\'s', async () => {
    await signUp('one-mail@example.com');
    const mails = await api.mails('one-mail@example.com');
    expect(mails).toMatchObject([{ channel: 'EMAIL', subject: 'our app confirmation code' }]);
    expect(secretOf(mails[0])).toMatch(/^\d{6}$/);
  });

  test('gets one mail of several requests at once', async () => {
    const answers = await Promise.all([signUp('twice@example.com'), signUp('Twice@example.com'), resend('twice@example.com')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 200]);
    expect(await subjects('twice@example.com')).toHaveLength(1);
  });

  test('gets it whoever asked first: a stranger who asks for mails all the time prevents no sign-up', async () => {
    const person = new Person(api);
    await resend(person.email);
    expect((await person.signUp()).status).toBe(201);
    expect((await person.confirmSignUp()).status).toBe(200);
  });
});

test.each(['full_name', 'mobile_phone_number', 'new_password', 'password'])('takes no %s: nothing that a stranger typed waits for the owner of an address', async (field) => {
  expectRefusal(await signUp('refused@example.com', { [field]: 'x' }), 'INVALID_REQUEST', { [field]: 'is not a field of this operation' });
  await expect(aws.account('refused@example.com')).rejects.toThrow('User does not exist');
});

describe('a known address', () => {
  test('that is not confirmed yet gets a new code after five minutes, and no sooner', async () => {
    const person = new Person(api);
    const first = await person.signUp();
    const before = await aws.account(person.email);
    expect(visible(await person.signUp())).toEqual(visible(first));
    expect(await subjects(person.email)).toHaveLength(1);
    await api.advance(FIVE_MINUTES);
    expect(visible(await person.signUp())).toEqual(visible(first));
    expect(await subjects(person.email)).toHaveLength(2);
    expect(await aws.account(person.email)).toEqual(before);
    expect((await person.confirmSignUp()).status).toBe(200);
  });

  test.each<[string, () => Promise<Person>]>([
    ['in use', () => new Person(api).enrol()],
    ['invited', () => invited(api)],
  ])('whose account is %s is answered as a new one is: nothing is mailed, nothing changes', async (_, reach) => {
    const person = await reach();
    const [before, mails] = [await aws.account(person.email), await subjects(person.email)];
    const { status, body } = await signUp(person.email);
    expect({ status, body }).toEqual({ status: 201, body: { email: person.email, user_id: person.userId, status: 'CONFIRMATION_CODE_SENT' } });
    expect([await aws.account(person.email), await subjects(person.email)]).toEqual([before, mails]);
    expect((await person.login(person.sub ? person.password : secretOf(await api.mail(person.email)))).status).toBe(200);
  });
});

test('an account that is not confirmed opens by no password, and no other operation mails it anything or fails over it', async () => {
  const person = new Person(api);
  await person.signUp();
  expectRefusal(await person.login(), 'INVALID_CREDENTIALS');
  await api.advance(FIVE_MINUTES);
  await person.register();
  for (const route of ['forgot-password', 'resend-confirmation-code', 'resend-mfa']) {
    expect((await api.call(`POST /v1/${route}`, { email: person.email })).status).toBe(200);
  }
  expect(await subjects(person.email)).toEqual(['our app confirmation code']);
  expect((await aws.account(person.email)).attributes).not.toHaveProperty('name');
});

test('a pool that lets nobody sign up is our fault, not the newcomer\'s', async () => {
  const fault = { name: 'NotAuthorizedException', status: 400, message: 'SignUp is not permitted for this user pool' };
  await api.faults({ function: 'sign-up', operation: 'SignUp', fault });
  expectRefusal(await signUp('not-permitted@example.com'), 'INTERNAL_ERROR');
});

test('a mail that could not be sent takes no turn', async () => {
  await api.faults({ function: 'sign-up', operation: 'SignUp', fault: { name: 'InternalErrorException', status: 500 } });
  expectRefusal(await signUp('again@example.com'), 'SERVICE_UNAVAILABLE');
  await api.faults();
  await signUp('again@example.com');
  expect(await subjects('again@example.com')).toHaveLength(1);
});
