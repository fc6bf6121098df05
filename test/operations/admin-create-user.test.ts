import { ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { describeGuards, runAdministration } from '../support/administration';
import { auditLine } from '../support/administrator';
import { Person, secretOf } from '../support/person';
import { expectRefusal } from '../support/refusal';

const administration = runAdministration('POST /v1/admin/users');
const { act } = administration;

const bodyOf = (person: Person, more: object = {}) => ({ email: person.email, full_name: person.name, ...more });
const newcomer = () => new Person(administration.api, 'Bob');
const people = async () => (await administration.aws.cognito.send(new ListUsersCommand({ UserPoolId: administration.aws.UserPoolId }))).Users!.length;

test('mails a temporary password, and the person goes on as anyone who has registered', async () => {
  const { api, aws } = administration;
  const person = newcomer();
  const { status, body } = await act({ body: bodyOf(person, { email: person.email.toUpperCase(), mobile_phone_number: '+491701234567' }) });
  const { status: state, attributes } = await aws.account(person.email);
  expect([status, body]).toEqual([201, { user_id: attributes.sub, email: person.email, status: 'INVITED' }]);
  expect(state).toBe('FORCE_CHANGE_PASSWORD');
  expect(attributes).toEqual({ sub: attributes.sub, email: person.email, name: 'Bob', phone_number: '+491701234567' });
  expect((await api.mail(person.email)).subject).toBe('Welcome to our app');
  person.userId = body.user_id;
  expect((await person.confirm()).status).toBe(200);
  expect((await person.confirmMfa()).status).toBe(200);
  expect((await person.signIn()).status).toBe(200);
  expect((await aws.account(person.email)).attributes.email_verified).toBe('true');
});

test('the person can go on by what login answers, too', async () => {
  const { api } = administration;
  const person = newcomer();
  const { body: { user_id } } = await act({ body: bodyOf(person) });
  const { body } = await person.login(secretOf(await api.mail(person.email)));
  expect(body).toMatchObject({ user_id, verification_type: 'NEW_PASSWORD_REQUIRED' });
});

test('the invitation goes out although a stranger has asked for one a moment ago, which nobody had', async () => {
  const { api } = administration;
  const person = newcomer();
  await api.call('POST /v1/resend-confirmation-code', { email: person.email });
  expect((await act({ body: bodyOf(person) })).status).toBe(201);
  expect(await api.mails(person.email)).toHaveLength(1);
  // The next one has to wait as any.
  await api.call('POST /v1/resend-confirmation-code', { email: person.email });
  expect(await api.mails(person.email)).toHaveLength(1);
});

describe('refuses an address that has an account, which stays as it is:', () => {
  test('that of someone invited, by the same request again', async () => {
    const { api, grace } = administration;
    const person = newcomer();
    await act({ body: bodyOf(person) });
    const temporary = secretOf(await api.mail(person.email));
    expectRefusal(await act({ body: bodyOf(person) }), 'USER_EXISTS');
    expect(await auditLine(api, 'admin-create-user')).toMatchObject({ actor: grace.sub, action: 'admin-create-user', result: 'USER_EXISTS' });
    expect(await api.mails(person.email)).toHaveLength(1);
    expect((await person.login(temporary)).status).toBe(200);
  });

  test('that of someone who has been here for long, in any spelling', async () => {
    const { api, aws } = administration;
    const person = await new Person(api, 'Ada').enrol();
    const before = await aws.account(person.email);
    expectRefusal(await act({ body: bodyOf(person, { email: person.email.toUpperCase(), full_name: 'Mallory' }) }), 'USER_EXISTS');
    expect(await aws.account(person.email)).toEqual(before);
    expect((await person.signIn()).status).toBe(200);
  });
});

test.each([
  ['email', { email: 'bob' }, 'must be an email address of at most 128 characters'],
  ['full_name', { full_name: ' ' }, 'must be a name of 1 to 128 printable characters'],
  ['mobile_phone_number', { mobile_phone_number: '0170' }, 'must be a phone number: + and 1 to 14 digits'],
  ['group', { group: 'admins' }, 'is not a field of this operation'],
])('refuses a body whose %s is not what it should be', async (field, wrong, problem) => {
  const before = await people();
  expectRefusal(await act({ body: bodyOf(newcomer(), wrong) }), 'INVALID_REQUEST', { [field]: problem });
  expect(await people()).toBe(before);
});

test('an account that was made although the answer got lost is taken for made, and invited once', async () => {
  const { api } = administration;
  const person = newcomer();
  await api.faults({ function: 'admin-create-user', operation: 'AdminCreateUser', fault: 'RESET', when: 'AFTER' });
  const { status, body } = await act({ body: bodyOf(person) });
  await api.faults();
  expect([status, body.status]).toEqual([201, 'INVITED']);
  expect(await api.mails(person.email)).toHaveLength(1);
});

test('an outage makes no account of somebody else\'s this one', async () => {
  const { api } = administration;
  const ada = await new Person(api, 'Ada').enrol();
  const person = newcomer();
  await api.call('POST /v1/users', { email: person.email, full_name: 'Mallory', mobile_phone_number: '+491701234567' });
  await api.faults({ function: 'admin-create-user', operation: 'AdminCreateUser', fault: 'RESET', times: 0 });
  expectRefusal(await act({ body: bodyOf(ada) }), 'SERVICE_UNAVAILABLE');
  expectRefusal(await act({ body: bodyOf(person) }), 'SERVICE_UNAVAILABLE');
  expectRefusal(await act({ body: bodyOf(newcomer()) }), 'SERVICE_UNAVAILABLE');
  await api.faults();
});

test.each([
  ['AliasExistsException', 'INVALID_REQUEST', { mobile_phone_number: 'is the number of another account' }],
  ['InvalidParameterException', 'INVALID_REQUEST', undefined],
  ['UnsupportedUserStateException', 'INVALID_STATE', undefined],
] as const)('what Cognito calls %s is told as %s', async (name, code, fields) => {
  const { api } = administration;
  await api.faults({ function: 'admin-create-user', operation: 'AdminCreateUser', fault: { name, status: 400 }, times: 0 });
  expectRefusal(await act({ body: bodyOf(newcomer()) }), code, fields);
  await api.faults();
});

describeGuards(administration, {
  person: async () => newcomer(),
  request: (person) => ({ body: bodyOf(person) }),
  isUntouched: async (person) => (await administration.aws.account(person.email).catch((error: Error) => error.name)) === 'UserNotFoundException',
});
