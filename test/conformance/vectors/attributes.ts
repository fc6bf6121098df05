import { Vector } from '../vector';
import { absent, admin, bearer, CLIENT, confirmed, EMAIL, PASSWORD, POOL, refused, signIn, TOKENS } from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const NEW = 'ann@example.org';
const set = (Name: string, Value: string) => ({ UserAttributes: [{ Name, Value }] });
const BOB = 'bob@example.com';
const bob = { operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: BOB, MessageAction: 'SUPPRESS' } };

const KEEPS_EMAIL = { ...POOL.email, UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] } };

export const attributeVectors: Vector[] = [
  {
    ...base,
    name: 'a changed email is unverified until its code comes back',
    tag: 'D',
    source: 'API reference, UpdateUserAttributes',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      bearer('UpdateUserAttributes', set('email', NEW), { expect: { CodeDeliveryDetailsList: [{ Destination: 'a***@e***', AttributeName: 'email' }] } }),
      admin('AdminGetUser', { Username: NEW }, { expect: { UserAttributes: [{ Name: 'email_verified', Value: 'false' }, { Value: NEW }, {}] } }),
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: '000000' }, refused(
        'CodeMismatchException', 'Invalid verification code provided, please try again.')),
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: `{{code ${NEW}}}` }),
      signIn({ save: TOKENS, claims: { id: { email: NEW, email_verified: true } } }, PASSWORD, NEW),
    ],
  },
  {
    ...base,
    name: 'the old email stays in force where the pool wants verification first',
    tag: 'D',
    source: 'API reference, UserAttributeUpdateSettingsType',
    pool: KEEPS_EMAIL,
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      bearer('UpdateUserAttributes', set('email', NEW)),
      signIn({ save: TOKENS, claims: { id: { email: EMAIL, email_verified: true } } }),
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: `{{code ${NEW}}}` }),
      signIn({ save: TOKENS, claims: { id: { email: NEW, email_verified: true } } }, PASSWORD, NEW),
      signIn(refused('NotAuthorizedException')),
    ],
  },
  {
    ...base,
    name: 'so does the one that an administrator replaces, unless they say that the new one is proven',
    tag: 'D',
    source: 'API reference, AdminUpdateUserAttributes',
    pool: KEEPS_EMAIL,
    steps: [
      ...confirmed(),
      admin('AdminUpdateUserAttributes', set('email', NEW)),
      signIn({ save: TOKENS, claims: { id: { email: EMAIL, email_verified: true } } }),
      signIn(refused('NotAuthorizedException'), PASSWORD, NEW),
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: `{{code ${NEW}}}` }),
      signIn({ save: TOKENS, claims: { id: { email: NEW, email_verified: true } } }, PASSWORD, NEW),
      signIn(refused('NotAuthorizedException')),
      admin('AdminUpdateUserAttributes', { Username: NEW, UserAttributes: [{ Name: 'email', Value: EMAIL }, { Name: 'email_verified', Value: 'true' }] }),
      signIn({ save: TOKENS, claims: { id: { email: EMAIL, email_verified: true } } }),
    ],
  },
  {
    ...base,
    name: 'a code that is asked for again goes to the present email, also while a new one waits',
    tag: 'O',
    source: 'https://github.com/aws-amplify/amplify-flutter/issues/3756',
    pool: KEEPS_EMAIL,
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      bearer('UpdateUserAttributes', set('email', NEW)),
      bearer('GetUserAttributeVerificationCode', { AttributeName: 'email' }, { expect: { CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL' } } }),
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: `{{code ${EMAIL}}}` }),
      signIn({ save: TOKENS, claims: { id: { email: EMAIL } } }),
    ],
  },
  {
    ...base,
    name: 'a new email is asked for again by the same change',
    tag: 'O',
    source: 'https://github.com/aws-amplify/amplify-flutter/issues/3756',
    pool: KEEPS_EMAIL,
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      admin('AdminUpdateUserAttributes', set('email', NEW)),
      admin('AdminUpdateUserAttributes', set('email', NEW)),
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: `{{code ${NEW}}}` }),
      signIn({ save: TOKENS, claims: { id: { email: NEW } } }, PASSWORD, NEW),
    ],
  },
  {
    ...base,
    name: 'an email that somebody else registered meanwhile stays theirs',
    tag: 'D',
    source: 'API reference, VerifyUserAttribute; unverified whether the code is looked at before',
    pool: KEEPS_EMAIL,
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      admin('AdminUpdateUserAttributes', set('email', BOB)),
      bob,
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: `{{code ${BOB}}}` }, refused('AliasExistsException')),
      signIn({ save: TOKENS, claims: { id: { email: EMAIL } } }),
    ],
  },
  {
    ...base,
    name: 'who holds a token verifies what the client may not write',
    tag: 'M',
    source: 'unverified: the documentation names no such condition',
    pool: KEEPS_EMAIL,
    client: { ...CLIENT.open, WriteAttributes: ['name'] },
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      admin('AdminUpdateUserAttributes', set('email', NEW)),
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: `{{code ${NEW}}}` }),
      signIn({ save: TOKENS, claims: { id: { email: NEW } } }, PASSWORD, NEW),
    ],
  },
  {
    ...base,
    name: 'a pool keeps only what it verifies',
    tag: 'O',
    source: 'https://github.com/aws/aws-cli/issues/7151',
    steps: [
      {
        operation: 'CreateUserPool',
        input: { PoolName: 'throw-away', AutoVerifiedAttributes: ['email'], UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email', 'phone_number'] } },
        ...refused('InvalidParameterException', 'All attributes in AttributesRequireVerificationBeforeUpdate must exist in AutoVerifiedAttributes'),
      },
    ],
  },
  {
    ...base,
    name: 'a taken email is refused',
    tag: 'O',
    source: 'observed text',
    steps: [
      ...confirmed(),
      bob,
      signIn({ save: TOKENS }),
      bearer('UpdateUserAttributes', set('email', BOB), refused('AliasExistsException', 'An account with the given email already exists.')),
      admin('AdminUpdateUserAttributes', set('email', BOB), refused('AliasExistsException', 'An account with the given email already exists.')),
    ],
  },
  {
    ...base,
    name: 'a client writes only what it may',
    tag: 'O',
    source: 'observed text',
    client: { ...CLIENT.open, WriteAttributes: ['name'] },
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      bearer('UpdateUserAttributes', set('name', 'Ann')),
      bearer('UpdateUserAttributes', set('email', NEW), refused('NotAuthorizedException', 'A client attempted to write unauthorized attribute')),
      bearer('DeleteUserAttributes', { UserAttributeNames: ['nickname'] }, refused('NotAuthorizedException')),
      bearer('DeleteUserAttributes', { UserAttributeNames: ['name'] }),
      bearer('GetUser', {}, { expect: { UserAttributes: [{}, {}, {}] } }),
    ],
  },
  {
    ...base,
    name: 'who holds a token does not verify an address by writing so',
    tag: 'M',
    source: 'unverified which error',
    steps: [...confirmed([]), signIn({ save: TOKENS }), bearer('UpdateUserAttributes', set('email_verified', 'true'), refused('NotAuthorizedException'))],
  },
  {
    ...base,
    name: 'an attribute that the pool does not have is refused',
    tag: 'O',
    source: 'observed text',
    steps: [
      ...confirmed(),
      admin('AdminUpdateUserAttributes', set('custom:plan', 'free'), refused(
        'InvalidParameterException', 'Attributes did not conform to the schema: custom:plan: Attribute does not exist in the schema.\n')),
      admin('AdminUpdateUserAttributes', set('email', 'no email'), refused('InvalidParameterException', 'Invalid email address format.')),
      admin('AdminUpdateUserAttributes', set('phone_number', '123'), refused('InvalidParameterException', 'Invalid phone number format.')),
    ],
  },
  {
    ...base,
    name: 'custom attributes are kept, and an immutable one stays',
    tag: 'D',
    source: 'developer guide, custom attributes',
    pool: {
      ...POOL.email,
      Schema: [
        { Name: 'plan', AttributeDataType: 'String', Mutable: true, StringAttributeConstraints: { MaxLength: '5' } },
        { Name: 'origin', AttributeDataType: 'String', Mutable: false },
      ],
    },
    steps: [
      ...confirmed([{ Name: 'custom:origin', Value: 'web' }]),
      admin('AdminUpdateUserAttributes', set('custom:plan', 'free')),
      admin('AdminUpdateUserAttributes', set('custom:plan', 'too long'), refused('InvalidParameterException')),
      admin('AdminUpdateUserAttributes', set('custom:origin', 'app'), refused('InvalidParameterException', 'user.custom:origin: Attribute cannot be updated.\n')),
      signIn({ save: TOKENS, claims: { id: { 'custom:plan': 'free', 'custom:origin': 'web' } } }),
    ],
  },
  {
    ...base,
    name: 'an administrator verifies an email, and deletes attributes',
    tag: 'D',
    source: 'API reference, AdminUpdateUserAttributes and AdminDeleteUserAttributes',
    steps: [
      ...confirmed([]),
      admin('AdminUpdateUserAttributes', { UserAttributes: [{ Name: 'email_verified', Value: 'true' }, { Name: 'name', Value: 'Ann' }] }),
      signIn({ save: TOKENS, claims: { id: { email_verified: true, name: 'Ann' } } }),
      admin('AdminDeleteUserAttributes', { UserAttributeNames: ['name'] }),
      signIn({ save: TOKENS, claims: { id: { name: absent } } }),
    ],
  },
  {
    ...base,
    name: 'a new email by an administrator is unverified unless the same call says so',
    tag: 'D',
    source: 'API reference, AdminUpdateUserAttributes',
    steps: [
      ...confirmed(),
      admin('AdminUpdateUserAttributes', { UserAttributes: [{ Name: 'email', Value: NEW }, { Name: 'email_verified', Value: 'true' }] }),
      signIn({ save: TOKENS, claims: { id: { email: NEW, email_verified: true } } }, PASSWORD, NEW),
      admin('AdminUpdateUserAttributes', { Username: NEW, ...set('email', EMAIL) }),
      signIn({ save: TOKENS, claims: { id: { email: EMAIL, email_verified: false } } }),
    ],
  },
  {
    ...base,
    name: 'a code for an attribute can be asked for again',
    tag: 'D',
    source: 'API reference, GetUserAttributeVerificationCode',
    steps: [
      ...confirmed([]),
      signIn({ save: TOKENS }),
      bearer('GetUserAttributeVerificationCode', { AttributeName: 'email' }, { expect: { CodeDeliveryDetails: { AttributeName: 'email' } } }),
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: `{{code ${EMAIL}}}` }),
      bearer('VerifyUserAttribute', { AttributeName: 'email', Code: `{{code ${EMAIL}}}` }, refused('ExpiredCodeException')),
    ],
  },
  {
    ...base,
    name: 'an alias signs in once it is verified',
    tag: 'D',
    source: 'developer guide, sign-in aliases',
    pool: POOL.alias,
    steps: [
      { operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: 'ann', MessageAction: 'SUPPRESS', UserAttributes: [{ Name: 'email', Value: EMAIL }] } },
      admin('AdminSetUserPassword', { Username: 'ann', Password: PASSWORD, Permanent: true }),
      signIn(refused('NotAuthorizedException', 'Incorrect username or password.')),
      admin('AdminUpdateUserAttributes', { Username: 'ann', ...set('email_verified', 'true') }),
      signIn({ expect: { AuthenticationResult: { TokenType: 'Bearer' } } }),
    ],
  },
];
