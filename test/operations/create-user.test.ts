import type { Aws } from '../support/aws';
import { defaultStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { Person, secretOf } from '../support/person';
import { expectRefusal, visible } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
runStack(defaultStack(), (...started) => { [api, aws] = started; });
beforeEach(() => api.advance(10));

const MINUTES = 60;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const register = (email: string, more: object = {}) =>
  api.call('POST /v1/users', { full_name: 'Grace Hopper', email, mobile_phone_number: '+491701234567', ...more });
const resend = (email: string) => api.call('POST /v1/resend-confirmation-code', { email });

describe('someone new', () => {
  test('is answered the address in lower case, and a handle that is not the id in the pool', async () => {
    const { status, headers, body } = await register('Grace.Hopper@Example.COM');
    expect(body).toEqual({ email: 'grace.hopper@example.com', user_id: expect.stringMatching(UUID), status: 'CREATED' });
    expect(status).toBe(201);
    expect(headers.get('cache-control')).toBe('no-store');
    const { status: state, attributes } = await aws.account('grace.hopper@example.com');
    expect(attributes).toMatchObject({ email: 'grace.hopper@example.com', name: 'Grace Hopper', phone_number: '+491701234567' });
    expect(attributes.sub).not.toBe(body.user_id);
    expect(state).toBe('FORCE_CHANGE_PASSWORD');
  });

  test('has neither a verified email address nor a verified phone number', async () => {
    await register('unproven@example.com');
    const { attributes } = await aws.account('unproven@example.com');
    expect(attributes.email_verified ?? 'false').toBe('false');
    expect(attributes.phone_number_verified ?? 'false').toBe('false');
  });

  test('gets one mail, and no text message', async () => {
    await register('one-mail@example.com', { mobile_phone_number: '+4915112345678' });
    expect(await api.mails('one-mail@example.com')).toMatchObject([{ channel: 'EMAIL', subject: 'Welcome to our app' }]);
    expect(await api.mails('+4915112345678')).toEqual([]);
  });

  test('finds their name in the mail as text, whatever it holds', async () => {
    const full_name = '<img src="x" onerror=\'alert(1)\'> & {####} {username}';
    await register('markup@example.com', { full_name });
    const { body } = await api.mail('markup@example.com');
    expect(body).toContain('Hello &lt;img src=&quot;x&quot; onerror=&#39;alert(1)&#39;&gt; &amp; ');
    expect(body).not.toContain('<img');
    expect((await aws.account('markup@example.com')).attributes.name).toBe(full_name);
  });

  test.each(['Ægir Ó Súilleabháin-Müller', '山田 太郎', 'Zoë 🚢', 'x'.repeat(128)])('may be called %s', async (full_name) => {
    const email = `named-${full_name.length}@example.com`;
    expect((await register(email, { full_name })).status).toBe(201);
    expect((await aws.account(email)).attributes.name).toBe(full_name);
  });
});

describe('a known address', () => {
  test('is answered as a new one is, with the same handle in any case, and nothing about the account changes', async () => {
    const person = new Person(api);
    const first = await person.register();
    const temporary = secretOf(await api.mail(person.email));
    const before = await aws.account(person.email);
    const again = await register(person.email.toUpperCase(), { full_name: 'Mallory', mobile_phone_number: '+10000000' });
    expect(visible(again)).toEqual(visible(first));
    expect(await aws.account(person.email)).toEqual(before);
    expect((await person.login(temporary)).body).toMatchObject({ verification_type: 'NEW_PASSWORD_REQUIRED' });
  });

  test('is answered so as well when the account is in use', async () => {
    const person = await new Person(api).enrol();
    const before = await aws.account(person.email);
    await api.advance(5 * MINUTES);
    const again = await register(person.email, { full_name: 'Mallory', mobile_phone_number: '+10000000' });
    expect(visible(again)).toEqual({
      ...visible(await register('somebody-else@example.com')),
      body: { email: person.email, user_id: person.userId, status: 'CREATED' },
    });
    expect(await aws.account(person.email)).toEqual(before);
    expect(await api.mails(person.email)).toHaveLength(1);
    expect((await person.signIn()).status).toBe(200);
  });

  test('is mailed a new temporary password when somebody registers it again, and keeps the name that it has', async () => {
    const person = new Person(api);
    await person.register();
    await api.advance(5 * MINUTES);
    await register(person.email);
    expect(await api.mails(person.email)).toHaveLength(2);
    expect((await api.mail(person.email)).body).toContain(person.name);
    expect((await person.confirm()).status).toBe(200);
  });

  test('goes on getting mails however often strangers register it', async () => {
    const person = new Person(api);
    await person.register();
    for (let time = 1; time <= 3; time++) {
      await api.advance(5 * MINUTES);
      await register(person.email);
    }
    expect(await api.mails(person.email)).toHaveLength(4);
    expect((await person.confirm()).status).toBe(200);
  });
});

describe('the limit of one invitation in five minutes', () => {
  test('lets two registrations in that time send one mail', async () => {
    const [one, two] = await Promise.all([register('twice@example.com'), register('Twice@example.com')]);
    expect(visible(one)).toEqual(visible(two));
    expect(await api.mails('twice@example.com')).toHaveLength(1);
    await register('twice@example.com');
    expect(await api.mails('twice@example.com')).toHaveLength(1);
  });

  test('does not let a stranger who keeps asking for mails prevent the registration', async () => {
    const person = new Person(api);
    await resend(person.email);
    expect((await person.register()).status).toBe(201);
    expect((await aws.account(person.email)).status).toBe('FORCE_CHANGE_PASSWORD');
    expect(await api.mails(person.email)).toEqual([]);

    await api.advance(5 * MINUTES);
    await resend(person.email);
    expect((await person.confirm()).status).toBe(200);
  });
});

test.each([
  ['full_name', 'x'.repeat(129), 'must be a name of 1 to 128 printable characters'],
  ['full_name', '   ', 'must be a name of 1 to 128 printable characters'],
  ['email', `${'x'.repeat(117)}@example.com`, 'must be an email address of at most 128 characters'],
  ['email', 'Grace Hopper <grace@example.com>', 'must be an email address of at most 128 characters'],
  ['email', 'grace@localhost', 'must be an email address of at most 128 characters'],
  ['mobile_phone_number', '+', 'must be a phone number: + and 1 to 14 digits'],
  ['mobile_phone_number', '+123456789012345', 'must be a phone number: + and 1 to 14 digits'],
  ['mobile_phone_number', '00491701234567', 'must be a phone number: + and 1 to 14 digits'],
])('refuses the %s %j, and makes no account', async (field, value, text) => {
  expectRefusal(await register('refused@example.com', { [field]: value }), 'INVALID_REQUEST', { [field]: text });
  await expect(aws.account('refused@example.com')).rejects.toThrow('User does not exist');
});
