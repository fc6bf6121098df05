import { Step, Vector } from '../vector';
import { absent, admin, CLIENT, confirmed, EMAIL, invited, like, POOL, refused, signIn, TEMPORARY, UUID } from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const create = (input: object = {}, rest: Partial<Step> = {}) => admin('AdminCreateUser', { DesiredDeliveryMediums: ['EMAIL'], ...input }, rest);
const user = (name: string): Step => ({ operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: name, MessageAction: 'SUPPRESS' } });
const list = (input: object, rest: Partial<Step> = {}): Step => ({ operation: 'ListUsers', input: { UserPoolId: '{{pool}}', ...input }, ...rest });

export const adminVectors: Vector[] = [
  {
    ...base,
    name: 'an invited person is a UUID with an email, and gets a password that works',
    tag: 'D',
    source: 'API reference, AdminCreateUser',
    steps: [
      create({}, { save: { sub: 'User.Username' }, expect: { User: { Username: UUID, Enabled: true, UserStatus: 'FORCE_CHANGE_PASSWORD' } } }),
      admin('AdminGetUser', {}, { expect: { Username: '{{sub}}', UserAttributes: [{ Name: 'email', Value: EMAIL }, { Name: 'sub', Value: '{{sub}}' }] } }),
      signIn({ expect: { ChallengeName: 'NEW_PASSWORD_REQUIRED' } }, `{{code ${EMAIL}}}`),
    ],
    message: { to: EMAIL, subject: 'Your temporary password', body: { $match: `^Your username is ${EMAIL} and temporary password is \\S{8}\\.$` } },
  },
  {
    ...base,
    name: 'the pool\'s own invitation is used',
    tag: 'D',
    source: 'API reference, MessageTemplateType',
    pool: {
      ...POOL.email,
      AdminCreateUserConfig: { InviteMessageTemplate: { EmailSubject: 'Hello {username}', EmailMessage: '{username}, your password is {####}' } },
    },
    steps: [create()],
    message: { subject: `Hello ${EMAIL}`, body: { $match: `^${EMAIL}, your password is \\S{8}$` } },
  },
  {
    ...base,
    name: 'a generated password meets the policy',
    tag: 'D',
    source: 'API reference, AdminCreateUser: TemporaryPassword',
    pool: { ...POOL.email, Policies: { PasswordPolicy: { MinimumLength: 20, RequireSymbols: true, RequireNumbers: true } } },
    steps: [create(), signIn({ expect: { ChallengeName: 'NEW_PASSWORD_REQUIRED' } }, `{{code ${EMAIL}}}`)],
    message: { body: { $match: 'password is \\S{20}\\.$' } },
  },
  {
    ...base,
    name: 'a given temporary password must meet the policy',
    tag: 'O',
    source: 'observed text',
    steps: [
      create({ TemporaryPassword: 'lower-case-only' }, refused(
        'InvalidPasswordException', 'Password did not conform with policy: Password must have uppercase characters')),
    ],
  },
  {
    ...base,
    name: 'an existing person is not created again',
    tag: 'M',
    source: 'observed in part: the text differs between sources',
    steps: [create(), create({}, refused('UsernameExistsException', 'User account already exists')), create({ Username: EMAIL.toUpperCase() }, refused('UsernameExistsException'))],
  },
  {
    ...base,
    name: 'RESEND replaces the temporary password',
    tag: 'D',
    source: 'API reference, AdminCreateUser: MessageAction',
    steps: [
      create({ TemporaryPassword: TEMPORARY }),
      create({ MessageAction: 'RESEND' }),
      signIn(refused('NotAuthorizedException', 'Incorrect username or password.'), TEMPORARY),
      signIn({ expect: { ChallengeName: 'NEW_PASSWORD_REQUIRED' } }, `{{code ${EMAIL}}}`),
    ],
  },
  {
    ...base,
    name: 'RESEND makes an expired temporary password good',
    tag: 'D',
    source: 'API reference, AdminCreateUser: MessageAction',
    steps: [
      create(),
      create({ MessageAction: 'RESEND' }, { advance: 7 * 24 * 3600 }),
      signIn({ expect: { ChallengeName: 'NEW_PASSWORD_REQUIRED' } }, `{{code ${EMAIL}}}`),
    ],
  },
  {
    ...base,
    name: 'RESEND is for those who have not signed in',
    tag: 'O',
    source: 'observed error',
    steps: [...confirmed(), create({ MessageAction: 'RESEND' }, refused('UnsupportedUserStateException'))],
  },
  {
    ...base,
    name: 'RESEND to nobody is refused',
    tag: 'O',
    source: 'observed text',
    steps: [create({ MessageAction: 'RESEND' }, refused('UserNotFoundException', 'User does not exist.'))],
  },
  {
    ...base,
    name: 'an email pool does not take a name',
    tag: 'O',
    source: 'observed text',
    steps: [create({ Username: 'ann' }, refused('InvalidParameterException', 'Username should be an email.'))],
  },
  {
    ...base,
    name: 'a password set by an administrator is temporary unless said otherwise',
    tag: 'D',
    source: 'API reference, AdminSetUserPassword',
    steps: [
      ...confirmed(),
      admin('AdminSetUserPassword', { Password: TEMPORARY }),
      admin('AdminGetUser', {}, { expect: { UserStatus: 'FORCE_CHANGE_PASSWORD' } }),
      signIn({ expect: { ChallengeName: 'NEW_PASSWORD_REQUIRED' } }, TEMPORARY),
    ],
  },
  {
    ...base,
    name: 'a password set by an administrator must meet the policy',
    tag: 'O',
    source: 'observed text',
    steps: [
      invited(),
      admin('AdminSetUserPassword', { Password: 'NO-LOWER-CASE-1' }, refused(
        'InvalidPasswordException', 'Password did not conform with policy: Password must have lowercase characters')),
      admin('AdminSetUserPassword', { Password: 'No-numbers' }, refused(
        'InvalidPasswordException', 'Password did not conform with policy: Password must have numeric characters')),
      admin('AdminSetUserPassword', { Password: 'NoSymbols1' }, refused(
        'InvalidPasswordException', 'Password did not conform with policy: Password must have symbol characters')),
    ],
  },
  {
    ...base,
    name: 'a deleted person is gone, and the email is free',
    tag: 'D',
    source: 'API reference, AdminDeleteUser',
    steps: [
      ...confirmed(),
      admin('AdminDeleteUser'),
      signIn(refused('NotAuthorizedException', 'Incorrect username or password.')),
      { ...invited(), save: { second: 'User.Username' } },
      admin('AdminGetUser', { Username: '{{sub}}' }, refused('UserNotFoundException')),
    ],
  },
  {
    ...base,
    name: 'an unknown pool is refused',
    tag: 'O',
    source: 'observed text',
    steps: [admin('AdminGetUser', { UserPoolId: 'eu-central-1_nosuchone' }, refused('ResourceNotFoundException', 'User pool eu-central-1_nosuchone does not exist.'))],
  },
  {
    ...base,
    name: 'missing parameters are all named',
    tag: 'O',
    source: 'observed text',
    steps: [{
      operation: 'AdminGetUser',
      input: { UserPoolId: '{{pool}}' },
      ...refused('InvalidParameterException', '1 validation error detected: Value at \'username\' failed to satisfy constraint: Member must not be null'),
    }],
  },
  {
    ...base,
    name: 'people are listed in pages and by a filter',
    tag: 'D',
    source: 'API reference, ListUsers',
    steps: [
      user('a@example.com'), user('b@example.com'), user('c@example.org'),
      list({ Limit: 2 }, { expect: { Users: [{ Enabled: true }, { Enabled: true }], PaginationToken: like('.') }, save: { next: 'PaginationToken' } }),
      list({ Limit: 2, PaginationToken: '{{next}}' }, { expect: { Users: [{ UserStatus: 'FORCE_CHANGE_PASSWORD' }], PaginationToken: absent } }),
      list({ Filter: 'email = "b@example.com"' }, { expect: { Users: [{ Attributes: [{ Value: 'b@example.com' }, {}] }] } }),
      list({ Filter: 'email ^= "c@"', AttributesToGet: ['email'] }, { expect: { Users: [{ Attributes: [{ Name: 'email', Value: 'c@example.org' }] }] } }),
      list({ Filter: 'email = "B@Example.COM"' }, { expect: { Users: [{ Attributes: [{ Value: 'b@example.com' }, {}] }] } }),
      list({ Filter: 'email ^= "C@"' }, { expect: { Users: [{ Attributes: [{ Value: 'c@example.org' }, {}] }] } }),
      list({ Filter: 'email = "d@example.com"' }, { expect: { Users: [] } }),
      list({ Filter: 'custom:x = "y"' }, refused('InvalidParameterException')),
    ],
  },
  {
    ...base,
    name: 'a page\'s token goes with its own search alone',
    tag: 'O',
    source: 'aws/aws-sdk-js#3705; the name of the exception is unverified',
    steps: [
      user('a@example.com'), user('b@example.com'),
      list({ Limit: 1, Filter: 'email ^= ""' }, { expect: { PaginationToken: like('.') }, save: { next: 'PaginationToken' } }),
      list({ Limit: 1, PaginationToken: '{{next}}' }, refused('InvalidParameterException')),
      list({ Limit: 1, Filter: 'email ^= "b"', PaginationToken: '{{next}}' }, refused('InvalidParameterException')),
      list({ Limit: 1, PaginationToken: 'anything' }, refused('InvalidParameterException')),
      list({ Limit: 1, Filter: 'email ^= ""', PaginationToken: '{{next}}' }, { expect: { Users: [{}], PaginationToken: absent } }),
    ],
  },
  {
    ...base,
    name: 'a filter\'s text may hold quotes and backslashes behind a backslash, and whole it has 256 characters',
    tag: 'D',
    source: 'API reference, ListUsers',
    steps: [
      user('a@example.com'),
      list({ Filter: 'name = "\\"Ada\\" \\\\"' }, { expect: { Users: [] } }),
      list({ Filter: 'name = "Ada" or "1"="1"' }, refused('InvalidParameterException')),
      list({ Filter: `name = "${'a'.repeat(247)}"` }, { expect: { Users: [] } }),
      list({ Filter: `name = "${'a'.repeat(248)}"` }, refused('InvalidParameterException')),
    ],
  },
  {
    ...base,
    name: 'a pool reads back, and its clients are listed',
    tag: 'D',
    source: 'API reference, DescribeUserPool and ListUserPoolClients',
    steps: [
      { operation: 'DescribeUserPool', input: { UserPoolId: '{{pool}}' }, expect: { UserPool: { Id: '{{pool}}', Name: 'conformance', Arn: like('userpool/{{pool}}$') } } },
      { operation: 'ListUserPoolClients', input: { UserPoolId: '{{pool}}', MaxResults: 10 }, expect: { UserPoolClients: [{ ClientId: '{{client}}', ClientName: 'vector' }] } },
      {
        operation: 'DescribeUserPoolClient',
        input: { UserPoolId: '{{pool}}', ClientId: '{{client}}' },
        expect: { UserPoolClient: { ClientId: '{{client}}', ClientSecret: absent, PreventUserExistenceErrors: 'ENABLED', AuthSessionValidity: 3 } },
      },
    ],
  },
  {
    ...base,
    name: 'an updated client loses what the update does not name',
    tag: 'D',
    source: 'API reference, UpdateUserPoolClient',
    steps: [
      ...confirmed(),
      { operation: 'UpdateUserPoolClient', input: { UserPoolId: '{{pool}}', ClientId: '{{client}}' } },
      signIn(refused('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client')),
    ],
  },
  {
    ...base,
    name: 'a deleted client is gone',
    tag: 'O',
    source: 'observed text',
    steps: [
      { operation: 'ListUserPools', input: { MaxResults: 1 }, expect: { UserPools: [{ Status: absent }] } },
      { operation: 'DeleteUserPoolClient', input: { UserPoolId: '{{pool}}', ClientId: '{{client}}' } },
      signIn(refused('ResourceNotFoundException', 'User pool client {{client}} does not exist.')),
    ],
  },
  {
    ...base,
    name: 'a confidential client has an id and a secret of the usual form',
    tag: 'O',
    source: 'observed values',
    client: CLIENT.confidential,
    steps: [{
      operation: 'DescribeUserPoolClient',
      input: { UserPoolId: '{{pool}}', ClientId: '{{client}}' },
      expect: { UserPoolClient: { ClientId: like('^[a-z0-9]{26}$'), ClientSecret: like('^[a-z0-9]{50,54}$') } },
    }],
  },
  {
    ...base,
    name: 'a deleted pool is gone',
    tag: 'O',
    source: 'observed text',
    steps: [
      { operation: 'CreateUserPool', input: { PoolName: 'other' }, save: { other: 'UserPool.Id' } },
      { operation: 'DeleteUserPool', input: { UserPoolId: '{{other}}' } },
      { operation: 'DescribeUserPool', input: { UserPoolId: '{{other}}' }, ...refused('ResourceNotFoundException', 'User pool {{other}} does not exist.') },
    ],
  },
];
