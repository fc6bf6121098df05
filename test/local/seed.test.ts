import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdminGetUserCommand, AdminListGroupsForUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { TOTP } from 'otpauth';
import { cleanUp, temporaryDirectory } from './fixture';
import { readSeed } from '../../local/seed';
import { awsOf } from '../support/aws';
import { LocalApi } from '../support/local';
import { synthesize } from '../support/synthesize';

const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const ADMIN = {
  email: 'Admin@Example.com', password: 'Lantern-Quay-1906', name: 'Grace Hopper', phone: '+15555550101', groups: ['admins', 'crew'], totpSecret: SECRET,
  attributes: { locale: 'en-GB' },
};
const MEMBER = { email: 'member@example.com', password: 'Pebble-Tide-1815' };

const write = (seed: unknown): string => {
  const file = join(temporaryDirectory(), 'seed.json');
  writeFileSync(file, typeof seed === 'string' ? seed : JSON.stringify(seed));
  return file;
};

let stack: string;
const apis: LocalApi[] = [];
const start = async (...args: string[]): Promise<LocalApi> => {
  const api = await LocalApi.start(stack, ...args);
  apis.push(api);
  return api;
};

beforeAll(() => { stack = synthesize({ groups: { admins: {} } }); });
afterAll(async () => {
  await Promise.all(apis.map((api) => api.stop()));
  await cleanUp();
});

describe('a seeded run', () => {
  let api: LocalApi;
  beforeAll(async () => { api = await start('--seed', write({ groups: ['crew'], users: [ADMIN, MEMBER] })); });

  test('signs in whom the file names, by password and authenticator app, in their groups', async () => {
    const login = await api.call('POST /v1/login', { email: 'admin@example.com', password: ADMIN.password });
    expect(login).toMatchObject({ status: 200, body: { verification_type: 'SOFTWARE_TOKEN_MFA' } });
    const now = (await api.advance(0)).getTime();
    const { status, body } = await api.call('POST /v1/mfa-verify', {
      email: 'admin@example.com', verification_type: 'SOFTWARE_TOKEN_MFA', verification_session: login.body.verification_session,
      otp_code: new TOTP({ secret: SECRET }).generate({ timestamp: now }),
    });
    expect(status).toBe(200);
    const userinfo = await api.call('GET /v1/userinfo', undefined, { authorization: `Bearer ${body.access_token}` });
    expect(userinfo.body).toMatchObject({ email: 'admin@example.com', name: 'Grace Hopper', phone_number: '+15555550101', groups: ['admins', 'crew'] });
  });

  test('shows the codes of their apps, for who has none at hand', async () => {
    const now = (await api.advance(30)).getTime();
    const { body } = await api.call('GET /_local/codes');
    expect(body).toContainEqual({ user: 'admin@example.com', code: new TOTP({ secret: SECRET }).generate({ timestamp: now }), seconds: expect.any(Number), isUsed: false });
  });

  test('has who is given no secret enrol at the first sign-in', async () => {
    expect(await api.call('POST /v1/login', MEMBER)).toMatchObject({ status: 200, body: { verification_type: 'MFA_SETUP' } });
  });

  test('mails nothing, and has everybody confirmed with verified addresses', async () => {
    expect((await api.call('GET /_local/messages')).body).toEqual([]);
    const { cognito, UserPoolId } = await awsOf(api);
    const user = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: 'admin@example.com' }));
    expect(user.UserStatus).toBe('CONFIRMED');
    expect(Object.fromEntries(user.UserAttributes!.map(({ Name, Value }) => [Name, Value])))
      .toMatchObject({ email: 'admin@example.com', email_verified: 'true', phone_number_verified: 'true', locale: 'en-GB' });
  });
});

test('who is there already is left alone, password, groups and all', async () => {
  const data = join(temporaryDirectory(), 'data.json');
  const first = await start('--data', data, '--seed', write({ users: [{ ...MEMBER, groups: ['admins'] }] }));
  await first.stop();
  const second = await start('--data', data, '--seed', write({ users: [{ ...MEMBER, password: 'Another-Tide-1815' }, { ...ADMIN, groups: [] }] }));
  const { cognito, UserPoolId } = await awsOf(second);
  expect((await cognito.send(new ListUsersCommand({ UserPoolId }))).Users).toHaveLength(2);
  const { Groups } = await cognito.send(new AdminListGroupsForUserCommand({ UserPoolId, Username: MEMBER.email }));
  expect(Groups!.map(({ GroupName }) => GroupName)).toEqual(['admins']);
  expect((await second.call('POST /v1/login', MEMBER)).status).toBe(200);
});

describe('refuses, with the entry and the field,', () => {
  test.each<[string, unknown, RegExp]>([
    ['no JSON', '{', /Cannot read the seed file .*seed\.json/],
    ['a list', [], /it must be an object with "groups" and "users"/],
    ['another key', { people: [] }, /people is not known: "groups" and "users" are/],
    ['groups that are no list', { groups: 'admins' }, /groups must be a list of names/],
    ['users that are no list', { users: {} }, /users must be a list/],
    ['a user that is no object', { users: ['a'] }, /users\[0\] must be an object/],
    ['a user without an address', { users: [{ password: 'x' }] }, /users\[0\]\.email is missing/],
    ['a user without a password', { users: [{ email: 'a@example.com' }] }, /users\[0\]\.password is missing/],
    ['a misspelt key', { users: [{ ...MEMBER, group: ['admins'] }] }, /users\[0\]\.group is not known: email, password, name, phone, groups, totpSecret, attributes are/],
    ['a key that every object has', { users: [{ ...MEMBER, constructor: 'x' }] }, /users\[0\]\.constructor is not known/],
    ['no address', { users: [MEMBER, { ...MEMBER, email: 'ada' }] }, /users\[1\]\.email must be an email address/],
    ['no phone number', { users: [{ ...MEMBER, phone: '0170' }] }, /users\[0\]\.phone must be a phone number/],
    ['no list of groups', { users: [{ ...MEMBER, groups: 'admins' }] }, /users\[0\]\.groups must be a list of names of groups/],
    ['no secret', { users: [{ ...MEMBER, totpSecret: 'abc' }] }, /users\[0\]\.totpSecret must be a secret in base32/],
    ['attributes that are no texts', { users: [{ ...MEMBER, attributes: { locale: 1 } }] }, /users\[0\]\.attributes must be an object of texts/],
    ['the same person twice', { users: [MEMBER, { ...MEMBER, email: 'MEMBER@example.com' }] }, /users\[1\]\.email is that of users\[0\] already/],
  ])('%s', (_, seed, message) => {
    expect(() => readSeed(write(seed))).toThrow(message);
  });

  test('everything at once, and without the passwords', () => {
    const message = (() => {
      try {
        readSeed(write({ users: [{ ...MEMBER, email: '' }, { ...ADMIN, phone: '' }] }));
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    })();
    expect(message).toMatch(/users\[0\]\.email .*; users\[1\]\.phone /);
    expect(message).not.toContain(MEMBER.password);
  });

  test.each<[string, object, RegExp]>([
    ['a group that nobody made', { ...MEMBER, groups: ['nobody'] }, /Cannot seed users\[0\] \(member@example\.com\): groups: the stack has no group nobody/],
    ['a password that the pool refuses', { ...MEMBER, password: 'short' }, /\): password: Password did not conform with policy: Password not long enough/],
    ['an attribute that the pool has not', { ...MEMBER, attributes: { shop: 'x' } }, /\): attributes: .*shop: Attribute does not exist in the schema/],
  ])('%s', async (_, user, message) => {
    await expect(start('--seed', write({ users: [user] }))).rejects.toThrow(message);
  });
});

test('the file is read as it is', () => {
  const file = write({ groups: ['crew'], users: [ADMIN] });
  expect(readSeed(file)).toEqual({ groups: ['crew'], users: [ADMIN] });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ groups: ['crew'], users: [ADMIN] });
});
