import { Step, Vector } from '../vector';
import { absent, admin, CLIENT, confirmed, PASSWORD, POOL, refused, signIn } from './setup';

const prevented = { pool: POOL.email, client: CLIENT.open };
const legacy = { pool: POOL.email, client: CLIENT.legacy };
const NOBODY = 'nobody@example.com';

const nobody = (operation: string, input: object = {}, rest: Partial<Step> = {}): Step =>
  ({ operation, input: { ClientId: '{{client}}', Username: NOBODY, ...input }, ...rest });
const recover = (rest: Partial<Step>) => nobody('ConfirmForgotPassword', { ConfirmationCode: '123456', Password: PASSWORD }, rest);

const DELIVERY = { CodeDeliveryDetails: { Destination: 'n***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' } };
const guide = 'developer guide, managing user existence error responses';
const noChannel = refused('InvalidParameterException', 'Cannot reset password for the user as there is no registered/verified email or phone_number');
const mismatch = refused('CodeMismatchException', 'Invalid verification code provided, please try again.');
const expired = refused('ExpiredCodeException', 'Invalid code provided, please request a code again.');
const notFound = refused('UserNotFoundException', 'Username/client id combination not found.');

export const existenceVectors: Vector[] = [
  {
    ...prevented,
    name: 'an unknown person is refused like a wrong password',
    tag: 'O',
    source: guide,
    steps: [signIn(refused('NotAuthorizedException', 'Incorrect username or password.'), PASSWORD, NOBODY)],
  },
  {
    ...legacy,
    name: 'the legacy rule says that there is nobody',
    tag: 'O',
    source: 'observed text',
    steps: [signIn(refused('UserNotFoundException', 'User does not exist.'), PASSWORD, NOBODY)],
  },
  {
    ...prevented,
    name: 'ForgotPassword for nobody alternates between a masked delivery and a refusal',
    tag: 'D',
    source: guide,
    steps: [
      nobody('ForgotPassword', {}, { expect: DELIVERY }),
      nobody('ForgotPassword', {}, noChannel),
      nobody('ForgotPassword', {}, { expect: DELIVERY }),
      nobody('ForgotPassword', {}, noChannel),
    ],
  },
  {
    ...prevented,
    name: 'ForgotPassword treats a person without a verified address like nobody',
    tag: 'D',
    source: guide,
    steps: [
      ...confirmed([]),
      { operation: 'ForgotPassword', input: { ClientId: '{{client}}', Username: 'ann@example.com' }, expect: { CodeDeliveryDetails: { Destination: 'a***@e***' } } },
      { operation: 'ForgotPassword', input: { ClientId: '{{client}}', Username: 'ann@example.com' }, ...noChannel },
    ],
  },
  {
    ...prevented,
    name: 'ForgotPassword treats a disabled person like nobody',
    tag: 'D',
    source: guide,
    steps: [
      ...confirmed(),
      admin('AdminDisableUser'),
      { operation: 'ForgotPassword', input: { ClientId: '{{client}}', Username: 'ann@example.com' }, expect: { CodeDeliveryDetails: { Destination: 'a***@e***' } } },
      { operation: 'ForgotPassword', input: { ClientId: '{{client}}', Username: 'ann@example.com' }, ...noChannel },
    ],
  },
  {
    ...prevented,
    name: 'ResendConfirmationCode for nobody alternates too',
    tag: 'D',
    source: guide,
    steps: [nobody('ResendConfirmationCode', {}, { expect: DELIVERY }), nobody('ResendConfirmationCode', {}, refused('InvalidParameterException'))],
  },
  {
    ...prevented,
    name: 'nobody\'s code is expired before one was asked for, and wrong after',
    tag: 'D',
    source: guide,
    steps: [recover(expired), nobody('ForgotPassword'), recover(mismatch)],
  },
  {
    ...prevented,
    name: 'nobody\'s sign-up code is expired',
    tag: 'D',
    source: guide,
    steps: [nobody('ConfirmSignUp', { ConfirmationCode: '123456' }, expired)],
  },
  {
    ...legacy,
    name: 'the legacy rule names the missing combination',
    tag: 'O',
    source: 'observed text',
    steps: [
      nobody('ForgotPassword', {}, notFound),
      nobody('ResendConfirmationCode', {}, notFound),
      nobody('ConfirmSignUp', { ConfirmationCode: '123456' }, notFound),
      recover(notFound),
    ],
  },
  {
    ...prevented,
    name: 'administrators are told that there is nobody',
    tag: 'O',
    source: 'observed text',
    steps: [
      'AdminGetUser', 'AdminDeleteUser', 'AdminDisableUser', 'AdminEnableUser', 'AdminUserGlobalSignOut', 'AdminDeleteSoftwareToken', 'AdminSetUserMFAPreference',
      'AdminResetUserPassword',
    ].map((operation) => admin(operation, {}, refused('UserNotFoundException', 'User does not exist.'))),
  },
  {
    ...prevented,
    name: 'a simulated name stays the same',
    tag: 'D',
    source: guide,
    pool: POOL.username,
    steps: [
      nobody('ForgotPassword', { Username: 'nobody' }, { save: { first: 'CodeDeliveryDetails.Destination' } }),
      nobody('ForgotPassword', { Username: 'nobody' }, noChannel),
      nobody('ForgotPassword', { Username: 'nobody' }, { expect: { CodeDeliveryDetails: { Destination: '{{first}}', Session: absent } } }),
    ],
  },
];
