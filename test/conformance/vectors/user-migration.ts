import { Step, Vector } from '../vector';
import { absent, admin, CLIENT, confirmed, EMAIL, like, OTHER_PASSWORD, PASSWORD, POOL, prove, refused, signIn, srp, TOKENS } from './setup';

const base = { pool: POOL.email, client: CLIENT.srp };
const guide = 'developer guide, migrate user Lambda trigger';
const migrated = (response: object = {}) => ({
  UserMigration: { response: { userAttributes: { email: EMAIL, email_verified: 'true', name: 'Ann' }, messageAction: 'SUPPRESS', ...response } },
});
const tokens = { expect: { ChallengeName: absent, AuthenticationResult: { TokenType: 'Bearer' } } };
const client = (operation: string, input: object, rest: Partial<Step> = {}): Step =>
  ({ operation, input: { ClientId: '{{client}}', Username: EMAIL, ...input }, ...rest });

export const userMigrationVectors: Vector[] = [
  {
    ...base,
    name: 'a person whom the pool does not know comes over with the password that they sent',
    tag: 'D',
    source: guide,
    triggers: migrated({ finalUserStatus: 'CONFIRMED' }),
    steps: [
      signIn({
        input: {
          ClientId: '{{client}}', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: EMAIL, PASSWORD }, ClientMetadata: { from: 'here' },
        },
        ...tokens,
        save: TOKENS,
        claims: { id: { email: EMAIL, email_verified: true, name: 'Ann' } },
      }),
      admin('AdminGetUser', {}, { expect: { UserStatus: 'CONFIRMED', Enabled: true } }),
      srp(),
      prove(tokens),
    ],
    events: [{
      version: '1',
      triggerSource: 'UserMigration_Authentication',
      userName: EMAIL,
      callerContext: { clientId: like('^[a-z0-9]{26}$') },
      request: { password: PASSWORD, validationData: { from: 'here' } },
      response: { userAttributes: null, forceAliasCreation: null, finalUserStatus: null, messageAction: null, desiredDeliveryMediums: null },
    }],
  },
  {
    ...base,
    name: 'a migrated password is held against no policy',
    tag: 'D',
    source: guide,
    triggers: migrated(),
    steps: [signIn(tokens, 'short'), signIn(tokens, 'short'), signIn(refused('NotAuthorizedException', 'Incorrect username or password.'), 'other')],
  },
  {
    ...base,
    name: 'administrators\' sign-in brings people over too',
    tag: 'D',
    source: 'API reference, AdminInitiateAuth: ClientMetadata',
    triggers: migrated(),
    steps: [{
      operation: 'AdminInitiateAuth',
      input: { UserPoolId: '{{pool}}', ClientId: '{{client}}', AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: EMAIL, PASSWORD } },
      ...tokens,
    }],
    events: [{ triggerSource: 'UserMigration_Authentication', request: { password: PASSWORD, validationData: null } }],
  },
  {
    ...base,
    name: 'a person who came over can have to reset the password',
    tag: 'D',
    source: guide,
    triggers: migrated({ finalUserStatus: 'RESET_REQUIRED' }),
    steps: [
      signIn(refused('PasswordResetRequiredException', 'Password reset required for the user')),
      client('ForgotPassword', {}, { expect: { CodeDeliveryDetails: { Destination: 'a***@e***' } } }),
      client('ConfirmForgotPassword', { ConfirmationCode: `{{code ${EMAIL}}}`, Password: OTHER_PASSWORD }),
      signIn(tokens, OTHER_PASSWORD),
    ],
  },
  {
    ...base,
    name: 'a person who forgot the password comes over, and gets a code',
    tag: 'D',
    source: guide,
    triggers: migrated(),
    steps: [
      client('ForgotPassword', { ClientMetadata: { from: 'here' } }, { expect: { CodeDeliveryDetails: { Destination: 'a***@e***' } } }),
      admin('AdminGetUser', {}, { expect: { UserStatus: 'RESET_REQUIRED' } }),
      client('ConfirmForgotPassword', { ConfirmationCode: `{{code ${EMAIL}}}`, Password: PASSWORD }),
      signIn(tokens),
    ],
    events: [{ triggerSource: 'UserMigration_ForgotPassword', request: { password: absent, clientMetadata: { from: 'here' } } }],
  },
  {
    ...base,
    name: 'SRP brings nobody over',
    tag: 'D',
    source: 'developer guide, user migration authentication flow',
    triggers: migrated(),
    steps: [srp(), prove(refused('NotAuthorizedException', 'Incorrect username or password.'))],
  },
  {
    ...base,
    name: 'who is in the pool is not asked for elsewhere',
    tag: 'D',
    source: guide,
    triggers: { UserMigration: { error: 'asked' } },
    steps: [
      ...confirmed(),
      signIn(tokens),
      signIn(refused('NotAuthorizedException', 'Incorrect username or password.'), OTHER_PASSWORD),
      client('ForgotPassword', {}),
    ],
  },
  {
    ...base,
    name: 'what the migration throws reaches the caller, and nobody comes over',
    tag: 'O',
    source: 'amplify-flutter issue 3779, for ForgotPassword; [M] where existence errors are prevented',
    triggers: { UserMigration: { error: 'Bad password' } },
    steps: [
      signIn(refused('UserLambdaValidationException', 'UserMigration failed with error Bad password.')),
      client('ForgotPassword', {}, refused('UserLambdaValidationException', 'UserMigration failed with error Bad password.')),
      admin('AdminGetUser', {}, refused('UserNotFoundException')),
    ],
  },
  ...([[{ userAttributes: null }, 'no attributes'], [{ finalUserStatus: 'ARCHIVED' }, 'a status that nobody comes over with']] as const)
    .map(([response, what]): Vector => ({
      ...base,
      name: `a migration with ${what} is refused`,
      tag: 'M',
      source: 'the field is documented as required, the error is from memory',
      triggers: migrated(response),
      steps: [signIn(refused('InvalidLambdaResponseException')), admin('AdminGetUser', {}, refused('UserNotFoundException'))],
    })),
  {
    ...base,
    name: 'a newcomer is welcomed where the function says so',
    tag: 'D',
    source: guide,
    triggers: migrated({ messageAction: null, desiredDeliveryMediums: ['EMAIL'] }),
    steps: [signIn(tokens)],
    message: { to: EMAIL, body: like(`^Your username is ${EMAIL} `) },
  },
  {
    ...base,
    name: 'a newcomer can be given another user name',
    tag: 'D',
    source: 'developer guide, migrate user Lambda trigger: userAttributes',
    pool: POOL.alias,
    triggers: migrated({ userAttributes: { username: 'ann', email: EMAIL, email_verified: 'true' } }),
    steps: [signIn({ ...tokens, save: TOKENS, claims: { access: { username: 'ann' } } }, PASSWORD, 'annie'), signIn(tokens)],
  },
  {
    ...base,
    name: 'a newcomer takes nobody\'s address',
    tag: 'D',
    source: `${guide}: forceAliasCreation; [M] which error`,
    pool: POOL.alias,
    triggers: migrated(),
    steps: [
      {
        operation: 'AdminCreateUser',
        input: {
          UserPoolId: '{{pool}}', Username: 'ann', MessageAction: 'SUPPRESS',
          UserAttributes: [{ Name: 'email', Value: EMAIL }, { Name: 'email_verified', Value: 'true' }],
        },
      },
      signIn(refused('InvalidParameterException', 'An account with the given email already exists.'), PASSWORD, 'annie'),
    ],
  },
  {
    ...base,
    name: 'a newcomer\'s attributes must be the pool\'s',
    tag: 'M',
    source: 'from memory',
    triggers: migrated({ userAttributes: { 'custom:plan': 'free' } }),
    steps: [signIn(refused('InvalidParameterException', like('Attribute does not exist in the schema') as { $match: string }))],
  },
];
