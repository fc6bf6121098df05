import { Step, Vector } from '../vector';
import {
  absent, admin, bearer, CLIENT, confirmed, EMAIL, invited, like, OTHER_PASSWORD, PASSWORD, POOL, refused, signIn, TOKENS,
} from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const mismatch = refused('CodeMismatchException', 'Invalid verification code provided, please try again.');
const expired = refused('ExpiredCodeException', 'Invalid code provided, please request a code again.');
const limit = refused('LimitExceededException', 'Attempt limit exceeded, please try after some time.');
const WRONG = '000000';
const CODE = `{{code ${EMAIL}}}`;

const named = (operation: string, input: object = {}, rest: Partial<Step> = {}): Step =>
  ({ operation, input: { ClientId: '{{client}}', Username: EMAIL, ...input }, ...rest });
const forgot = (rest: Partial<Step> = {}) => named('ForgotPassword', {}, rest);
const recover = (rest: Partial<Step> = {}, code = CODE, password = OTHER_PASSWORD) =>
  named('ConfirmForgotPassword', { ConfirmationCode: code, Password: password }, rest);
const signUp = (rest: Partial<Step> = {}, input: object = {}) => named('SignUp', { Password: PASSWORD, ...input }, rest);
const confirm = (rest: Partial<Step> = {}, code = CODE) => named('ConfirmSignUp', { ConfirmationCode: code }, rest);

export const codeVectors: Vector[] = [
  {
    ...base,
    name: 'a forgotten password is recovered with a mailed code, once',
    tag: 'D',
    source: 'API reference, ForgotPassword and ConfirmForgotPassword',
    steps: [
      ...confirmed(),
      forgot({ expect: { CodeDeliveryDetails: { Destination: 'a***@e***', DeliveryMedium: 'EMAIL', AttributeName: 'email' } } }),
      recover(),
      signIn({ expect: { AuthenticationResult: { TokenType: 'Bearer' } } }, OTHER_PASSWORD),
      recover(expired),
    ],
  },
  {
    ...base,
    name: 'the old password works until the new one is set',
    tag: 'D',
    source: 'API reference, ForgotPassword',
    steps: [...confirmed(), forgot(), signIn({ expect: { AuthenticationResult: { TokenType: 'Bearer' } } })],
  },
  {
    ...base,
    name: 'a wrong code is refused, and the right one still works',
    tag: 'O',
    source: 'observed text',
    steps: [...confirmed(), forgot(), recover(mismatch, WRONG), recover()],
  },
  {
    ...base,
    name: 'a reset code lives one hour',
    tag: 'O',
    source: 'observed; developer guide',
    steps: [...confirmed(), forgot(), recover({ advance: 3600, ...expired })],
  },
  {
    ...base,
    name: 'no code works where none was asked for',
    tag: 'O',
    source: 'observed text',
    steps: [...confirmed(), recover(expired, '123456')],
  },
  {
    ...base,
    name: 'a refused password does not spend the code',
    tag: 'M',
    source: 'unverified',
    steps: [
      ...confirmed(),
      forgot(),
      recover(refused('InvalidPasswordException', 'Password did not conform with policy: Password not long enough'), CODE, 'Short-1'),
      recover(),
    ],
  },
  {
    ...base,
    name: 'who has not set a password of their own cannot recover it',
    tag: 'O',
    source: 'observed text',
    steps: [invited(), forgot(refused('NotAuthorizedException', 'User password cannot be reset in the current state.'))],
  },
  {
    ...base,
    name: 'without a verified address there is no recovery',
    tag: 'O',
    source: 'observed text',
    client: CLIENT.legacy,
    steps: [
      ...confirmed([]),
      forgot(refused('InvalidParameterException', 'Cannot reset password for the user as there is no registered/verified email or phone_number')),
      admin('AdminUpdateUserAttributes', { UserAttributes: [{ Name: 'email_verified', Value: 'true' }] }),
      forgot({ expect: { CodeDeliveryDetails: { DeliveryMedium: 'EMAIL' } } }),
    ],
  },
  {
    ...base,
    name: 'recovery can be left to administrators',
    tag: 'O',
    source: 'observed text',
    pool: { ...POOL.email, AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] } },
    steps: [...confirmed(), forgot(refused('NotAuthorizedException', 'Contact administrator to reset password.'))],
  },
  {
    ...base,
    name: 'recovery ends a required reset',
    tag: 'D',
    source: 'API reference, AdminResetUserPassword',
    steps: [
      ...confirmed(),
      admin('AdminResetUserPassword'),
      recover(),
      admin('AdminGetUser', {}, { expect: { UserStatus: 'CONFIRMED' } }),
      signIn({ expect: { AuthenticationResult: { TokenType: 'Bearer' } } }, OTHER_PASSWORD),
    ],
  },
  {
    ...base,
    name: 'an invited person\'s password cannot be reset',
    tag: 'O',
    source: 'observed text',
    steps: [
      invited(), admin('AdminResetUserPassword', {}, refused('NotAuthorizedException', 'User password cannot be reset in the current state.')),
    ],
  },
  {
    ...base,
    name: 'the sixth recovery in an hour is one too many',
    tag: 'D',
    source: 'developer guide, quotas: ConfirmForgotPassword 5 to 20 per user and hour',
    steps: [
      ...confirmed(), forgot(), ...Array.from({ length: 5 }, () => recover(mismatch, WRONG)), recover(limit), recover({ advance: 3600, ...expired }),
    ],
  },
  {
    ...base,
    name: 'people sign up, confirm the email and sign in',
    tag: 'D',
    source: 'API reference, SignUp and ConfirmSignUp',
    steps: [
      signUp({
        save: { sub: 'UserSub' },
        expect: { UserConfirmed: false, CodeDeliveryDetails: { AttributeName: 'email', DeliveryMedium: 'EMAIL', Destination: 'a***@e***' } },
      }),
      signIn(refused('UserNotConfirmedException', 'User is not confirmed.')),
      confirm(),
      admin('AdminGetUser', {}, { expect: { UserStatus: 'CONFIRMED', Username: '{{sub}}' } }),
      signIn({ save: TOKENS, claims: { id: { email_verified: true } } }),
    ],
  },
  {
    ...base,
    name: 'who does not know the password does not learn that the person is unconfirmed',
    tag: 'V',
    source: 'scouted SDK-driven suite',
    steps: [signUp(), signIn(refused('NotAuthorizedException', 'Incorrect username or password.'), 'Wrong-password-1')],
  },
  {
    ...base,
    name: 'a second sign-up with the email is refused',
    tag: 'O',
    source: 'observed text; discloses the account even with existence errors prevented',
    steps: [signUp(), signUp(refused('UsernameExistsException', 'An account with the given email already exists.'))],
  },
  {
    ...base,
    name: 'a second sign-up with the username is refused',
    tag: 'O',
    source: 'observed text',
    pool: POOL.username,
    steps: [signUp(), signUp(refused('UsernameExistsException', 'User already exists'))],
  },
  {
    ...base,
    name: 'an email pool wants an email',
    tag: 'O',
    source: 'observed text',
    steps: [signUp(refused('InvalidParameterException', 'Username should be an email.'), { Username: 'ann' })],
  },
  {
    ...base,
    name: 'a sign-up code lives for a day, and can be sent again',
    tag: 'O',
    source: 'observed; developer guide',
    steps: [
      signUp(),
      confirm({ advance: 24 * 3600, ...expired }),
      named('ResendConfirmationCode', {}, { expect: { CodeDeliveryDetails: { Destination: 'a***@e***' } } }),
      confirm(mismatch, WRONG),
      confirm(),
      confirm(refused('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED')),
      named('ResendConfirmationCode', {}, refused('InvalidParameterException', 'User is already confirmed.')),
    ],
  },
  {
    ...base,
    name: 'the sixth resent code in an hour is one too many',
    tag: 'D',
    source: 'developer guide, quotas: ResendConfirmationCode 5 per user and hour',
    steps: [signUp(), ...Array.from({ length: 5 }, () => named('ResendConfirmationCode')), named('ResendConfirmationCode', {}, limit)],
  },
  {
    ...base,
    name: 'an administrator confirms without verifying the email',
    tag: 'D',
    source: 'API reference, AdminConfirmSignUp',
    steps: [
      signUp(),
      admin('AdminConfirmSignUp'),
      signIn({ save: TOKENS, claims: { id: { email_verified: absent } } }),
      admin('AdminConfirmSignUp', {}, refused('NotAuthorizedException', 'User cannot be confirmed. Current status is CONFIRMED')),
    ],
  },
  {
    ...base,
    name: 'sign-up can be left to administrators',
    tag: 'O',
    source: 'observed text',
    pool: { ...POOL.email, AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
    steps: [signUp(refused('NotAuthorizedException', 'SignUp is not permitted for this user pool'))],
  },
  {
    ...base,
    name: 'a password is changed with the old one',
    tag: 'D',
    source: 'API reference, ChangePassword',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      bearer('ChangePassword', { PreviousPassword: 'Wrong-password-1', ProposedPassword: OTHER_PASSWORD },
        refused('NotAuthorizedException', 'Incorrect username or password.')),
      bearer('ChangePassword', { PreviousPassword: PASSWORD, ProposedPassword: 'lower-case-1' },
        refused('InvalidPasswordException', 'Password did not conform with policy: Password must have uppercase characters')),
      bearer('ChangePassword', { PreviousPassword: PASSWORD, ProposedPassword: OTHER_PASSWORD }),
      signIn({}, OTHER_PASSWORD),
      bearer('GetUser', {}, { expect: { Username: like('.') } }),
    ],
  },
  {
    ...base,
    name: 'the sixth change of the password in an hour is one too many',
    tag: 'D',
    source: 'developer guide, quotas: ChangePassword 5 per user and hour',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      ...Array.from({ length: 5 }, () => bearer('ChangePassword', { PreviousPassword: 'Wrong-password-1', ProposedPassword: OTHER_PASSWORD },
        refused('NotAuthorizedException'))),
      bearer('ChangePassword', { PreviousPassword: PASSWORD, ProposedPassword: OTHER_PASSWORD }, limit),
    ],
  },
  {
    ...base,
    name: 'the password history refuses a former password',
    tag: 'D',
    source: 'developer guide, password history; the text is unverified',
    pool: { ...POOL.email, Policies: { PasswordPolicy: { MinimumLength: 8, PasswordHistorySize: 3 } }, UserPoolTier: 'ESSENTIALS' },
    steps: [
      ...confirmed(),
      forgot(),
      recover(refused('PasswordHistoryPolicyViolationException'), CODE, PASSWORD),
      recover(),
    ],
  },
];
