import { Vector } from '../vector';
import {
  associate, CLIENT, code, confirmed, EMAIL, enrolled, invited, PASSWORD, POOL, refused, respond, SESSION, signIn, TEMPORARY, TOTP_ON, verify,
} from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const invalid = refused('NotAuthorizedException', 'Invalid session for the user.');
const used = refused('NotAuthorizedException', 'Invalid session for the user, session can only be used once.');
const expired = refused('NotAuthorizedException', 'Invalid session for the user, session is expired.');

export const sessionVectors: Vector[] = [
  {
    ...base,
    name: 'a session can only be used once',
    tag: 'O',
    source: 'observed text',
    mfa: TOTP_ON,
    steps: [
      ...enrolled(),
      signIn({ advance: 30, save: SESSION }),
      code(),
      code({ advance: 30, ...used }),
    ],
  },
  {
    ...base,
    name: 'each step answers a fresh session and ends the former one',
    tag: 'D',
    source: 'API reference, AssociateSoftwareToken: Session',
    mfa: TOTP_ON,
    steps: [
      ...confirmed(),
      signIn({ save: { first: 'Session' } }),
      { operation: 'AssociateSoftwareToken', input: { Session: '{{first}}' }, save: { second: 'Session' } },
      { operation: 'AssociateSoftwareToken', input: { Session: '{{first}}' }, ...used },
      { operation: 'AssociateSoftwareToken', input: { Session: '{{second}}' } },
    ],
  },
  {
    ...base,
    name: 'a session lives three minutes by default',
    tag: 'D',
    source: 'API reference, CreateUserPoolClient: AuthSessionValidity',
    steps: [
      invited(),
      signIn({ save: SESSION }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'short' }, { advance: 179, ...refused('InvalidPasswordException') }),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, { advance: 1, ...expired }),
    ],
  },
  {
    ...base,
    name: 'AuthSessionValidity lengthens a session',
    tag: 'D',
    source: 'API reference, CreateUserPoolClient: AuthSessionValidity',
    client: { ...CLIENT.open, AuthSessionValidity: 15 },
    steps: [
      invited(),
      signIn({ save: SESSION }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, { advance: 899 }),
    ],
  },
  {
    ...base,
    name: 'an invented session is refused',
    tag: 'O',
    source: 'observed text',
    steps: [
      ...confirmed(),
      {
        operation: 'RespondToAuthChallenge',
        input: {
          ClientId: '{{client}}',
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: 'x'.repeat(200),
          ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD: PASSWORD },
        },
        ...invalid,
      },
      { operation: 'AssociateSoftwareToken', input: { Session: 'x'.repeat(200) }, ...invalid },
    ],
  },
  {
    ...base,
    name: 'a session answers its own challenge only',
    tag: 'M',
    source: 'unverified which error',
    mfa: TOTP_ON,
    steps: [
      ...enrolled(),
      signIn({ advance: 30, save: SESSION, expect: { ChallengeName: 'SOFTWARE_TOKEN_MFA' } }),
      respond('MFA_SETUP', {}, invalid),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, invalid),
      associate({ save: {}, ...invalid }),
      code(),
    ],
  },
  {
    ...base,
    name: 'a session answers for its own person only',
    tag: 'O',
    source: 'observed text',
    steps: [
      invited(),
      {
        operation: 'AdminCreateUser',
        input: { UserPoolId: '{{pool}}', Username: 'bob@example.com', TemporaryPassword: TEMPORARY, MessageAction: 'SUPPRESS' },
      },
      signIn({ save: SESSION }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD, USERNAME: 'bob@example.com' }, invalid),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }),
    ],
  },
  {
    ...base,
    name: 'a session belongs to its client',
    tag: 'M',
    source: 'unverified which error',
    steps: [
      invited(),
      {
        operation: 'CreateUserPoolClient',
        input: { UserPoolId: '{{pool}}', ClientName: 'other', ...CLIENT.open },
        save: { other: 'UserPoolClient.ClientId' },
      },
      signIn({ save: SESSION }, TEMPORARY),
      {
        operation: 'RespondToAuthChallenge',
        input: {
          ClientId: '{{other}}',
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: '{{session}}',
          ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD: PASSWORD },
        },
        ...invalid,
      },
    ],
  },
  {
    ...base,
    name: 'a wrong code does not spend the session',
    tag: 'M',
    source: 'unverified for TOTP, observed for email codes',
    mfa: TOTP_ON,
    steps: [
      ...enrolled(),
      signIn({ advance: 30, save: SESSION }),
      code(refused('CodeMismatchException', 'Invalid code received for user'), '{{totp totp 50}}'),
      code({ expect: { AuthenticationResult: { TokenType: 'Bearer' } } }),
    ],
  },
  {
    ...base,
    name: 'a wrong code at verify does not spend the session',
    tag: 'M',
    source: 'unverified',
    mfa: TOTP_ON,
    steps: [
      ...confirmed(),
      signIn({ save: SESSION }),
      associate(),
      verify({ save: {}, ...refused('EnableSoftwareTokenMFAException', 'Code mismatch and fail enable Software Token MFA') }, '{{totp totp 50}}'),
      verify({ expect: { Status: 'SUCCESS' } }),
    ],
  },
  {
    ...base,
    name: 'a too short session is refused by its form',
    tag: 'O',
    source: 'observed text',
    steps: [{
      operation: 'AssociateSoftwareToken',
      input: { Session: 'short' },
      ...refused('InvalidParameterException', { $match: '^1 validation error detected: Value at \'session\' failed to satisfy constraint: ' }),
    }],
  },
  {
    ...base,
    name: 'an answer needs its USERNAME and its session',
    tag: 'O',
    source: 'observed text',
    steps: [
      invited(),
      signIn({ save: SESSION }, TEMPORARY),
      {
        operation: 'RespondToAuthChallenge',
        input: {
          ClientId: '{{client}}', ChallengeName: 'NEW_PASSWORD_REQUIRED', Session: '{{session}}', ChallengeResponses: { NEW_PASSWORD: PASSWORD },
        },
        ...refused('InvalidParameterException', 'Missing required parameter USERNAME'),
      },
      respond('NEW_PASSWORD_REQUIRED', {}, refused('InvalidParameterException', 'Missing required parameter NEW_PASSWORD')),
      {
        operation: 'RespondToAuthChallenge',
        input: { ClientId: '{{client}}', ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD: PASSWORD } },
        ...refused('InvalidParameterException', 'Missing required parameter Session'),
      },
    ],
  },
];
