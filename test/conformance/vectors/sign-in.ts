import { Vector } from '../vector';
import {
  absent, admin, associate, CLIENT, code, confirmed, EMAIL, enrolled, invited, like, OTHER_PASSWORD, PASSWORD, POOL, refused, respond, SESSION,
  signIn, TEMPORARY, TOKENS, TOTP_ON, TOTP_OPTIONAL, verify,
} from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const wrong = refused('NotAuthorizedException', 'Incorrect username or password.');

export const signInVectors: Vector[] = [
  {
    ...base,
    name: 'an invited person must set a new password',
    tag: 'D',
    source: 'developer guide, AdminCreateUser and NEW_PASSWORD_REQUIRED',
    steps: [
      invited(),
      signIn({
        expect: {
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: like('^.{20,2048}$'),
          ChallengeParameters: { USER_ID_FOR_SRP: '{{sub}}', requiredAttributes: '[]', userAttributes: like(`"email":"${EMAIL}"`) },
          AuthenticationResult: absent,
        },
        save: SESSION,
      }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, {
        expect: { ChallengeName: absent, ChallengeParameters: {}, AuthenticationResult: { TokenType: 'Bearer', ExpiresIn: 3600 } },
      }),
      admin('AdminGetUser', {}, { expect: { UserStatus: 'CONFIRMED' } }),
    ],
  },
  {
    ...base,
    name: 'setting the new password does not verify the email',
    tag: 'O',
    source: 'amplify-js issues on FORCE_CHANGE_PASSWORD users who cannot reset their password',
    steps: [
      invited(),
      signIn({ save: SESSION }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, { save: TOKENS, claims: { id: { email: EMAIL, email_verified: absent } } }),
    ],
  },
  {
    ...base,
    name: 'a new password against the policy is refused and the session goes on',
    tag: 'O',
    source: 'observed text of InvalidPasswordException',
    steps: [
      invited(),
      signIn({ save: SESSION }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'short' }, refused(
        'InvalidPasswordException', 'Password did not conform with policy: Password not long enough')),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: 'no-upper-case-1' }, refused(
        'InvalidPasswordException', 'Password did not conform with policy: Password must have uppercase characters')),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }),
    ],
  },
  {
    ...base,
    name: 'a required attribute is given with the new password',
    tag: 'O',
    source: 'observed text: Invalid attributes given, name is missing',
    pool: { ...POOL.email, Schema: [{ Name: 'name', Required: true, Mutable: true }] },
    steps: [
      invited(),
      signIn({ save: SESSION, expect: { ChallengeParameters: { requiredAttributes: '["userAttributes.name"]' } } }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, refused('InvalidParameterException', 'Invalid attributes given, name is missing')),
      respond('NEW_PASSWORD_REQUIRED', { 'NEW_PASSWORD': PASSWORD, 'userAttributes.name': 'Ann' }, { save: TOKENS, claims: { id: { name: 'Ann' } } }),
    ],
  },
  {
    ...base,
    name: 'a wrong password is refused',
    tag: 'O',
    source: 'observed text',
    steps: [...confirmed(), signIn(wrong, 'Wrong-password-1')],
  },
  {
    ...base,
    name: 'the email is compared without regard to case',
    tag: 'D',
    source: 'developer guide, username case sensitivity',
    steps: [...confirmed(), signIn({ expect: { AuthenticationResult: { TokenType: 'Bearer' } } }, PASSWORD, 'ANN@Example.COM')],
  },
  {
    ...base,
    name: 'the sub signs in like the email',
    tag: 'D',
    source: 'API reference, AdminGetUser: Username',
    steps: [...confirmed(), signIn({ expect: { AuthenticationResult: { TokenType: 'Bearer' } } }, PASSWORD, '{{sub}}')],
  },
  {
    ...base,
    name: 'a disabled person is refused',
    tag: 'O',
    source: 'observed text; precedence over the wrong password unverified',
    steps: [...confirmed(), admin('AdminDisableUser'), signIn(refused('NotAuthorizedException', 'User is disabled.'))],
  },
  {
    ...base,
    name: 'a person who is disabled between password and code is refused',
    tag: 'M',
    source: 'API reference, AdminDisableUser: cannot sign in; the text at a challenge is unverified',
    mfa: TOTP_ON,
    steps: [
      ...enrolled(),
      signIn({ expect: { ChallengeName: 'SOFTWARE_TOKEN_MFA' }, save: SESSION }),
      admin('AdminDisableUser'),
      code({ advance: 30, ...refused('NotAuthorizedException', 'User is disabled.') }),
    ],
  },
  {
    ...base,
    name: 'to disable and to enable twice is to do it once',
    tag: 'M',
    source: 'unverified',
    steps: [
      ...confirmed(),
      admin('AdminDisableUser'), admin('AdminDisableUser'), admin('AdminGetUser', {}, { expect: { Enabled: false, UserStatus: 'CONFIRMED' } }),
      admin('AdminEnableUser'), admin('AdminEnableUser'), admin('AdminGetUser', {}, { expect: { Enabled: true, UserStatus: 'CONFIRMED' } }),
    ],
  },
  {
    ...base,
    name: 'an enabled person signs in again',
    tag: 'D',
    source: 'API reference, AdminEnableUser',
    steps: [...confirmed(), admin('AdminDisableUser'), admin('AdminEnableUser'), signIn({ expect: { AuthenticationResult: { TokenType: 'Bearer' } } })],
  },
  {
    ...base,
    name: 'a person whose password was reset must recover it',
    tag: 'O',
    source: 'observed text',
    steps: [
      ...confirmed(),
      admin('AdminResetUserPassword'),
      admin('AdminGetUser', {}, { expect: { UserStatus: 'RESET_REQUIRED' } }),
      signIn(refused('PasswordResetRequiredException', 'Password reset required for the user')),
    ],
  },
  {
    ...base,
    name: 'a temporary password expires after the days of the policy',
    tag: 'O',
    source: 'observed text',
    pool: { ...POOL.email, Policies: { PasswordPolicy: { MinimumLength: 8, TemporaryPasswordValidityDays: 1 } } },
    steps: [
      invited(),
      signIn({ advance: 24 * 3600 - 1, expect: { ChallengeName: 'NEW_PASSWORD_REQUIRED' } }, TEMPORARY),
      signIn({
        advance: 1,
        ...refused('NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.'),
      }, TEMPORARY),
    ],
  },
  {
    ...base,
    name: 'a flow that the client does not have is refused',
    tag: 'O',
    source: 'observed text',
    client: { ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH'] },
    steps: [...confirmed(), signIn(refused('InvalidParameterException', 'USER_PASSWORD_AUTH flow not enabled for this client'))],
  },
  {
    ...base,
    name: 'the administrators\' flow is refused where the client does not have it',
    tag: 'O',
    source: 'observed text',
    client: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
    steps: [
      ...confirmed(),
      {
        operation: 'AdminInitiateAuth',
        input: {
          UserPoolId: '{{pool}}', ClientId: '{{client}}', AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: EMAIL, PASSWORD },
        },
        ...refused('InvalidParameterException', 'Auth flow not enabled for this client'),
      },
    ],
  },
  {
    ...base,
    name: 'a sign-in without a name or a password is refused',
    tag: 'O',
    source: 'observed text',
    steps: [
      {
        operation: 'InitiateAuth',
        input: { ClientId: '{{client}}', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { PASSWORD } },
        ...refused('InvalidParameterException', 'Missing required parameter USERNAME'),
      },
      {
        operation: 'InitiateAuth',
        input: { ClientId: '{{client}}', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: EMAIL } },
        ...refused('InvalidParameterException', 'Missing required parameter PASSWORD'),
      },
    ],
  },
  {
    ...base,
    name: 'an unknown client is refused',
    tag: 'O',
    source: 'observed text',
    steps: [{
      operation: 'InitiateAuth',
      input: { ClientId: 'nosuchclient', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: EMAIL, PASSWORD } },
      ...refused('ResourceNotFoundException', 'User pool client nosuchclient does not exist.'),
    }],
  },
  {
    ...base,
    name: 'MFA=ON without a factor asks for one, also right after the new password',
    tag: 'V',
    source: 'scouted SDK-driven suite',
    mfa: TOTP_ON,
    steps: [
      invited(),
      signIn({ save: SESSION }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, {
        expect: {
          ChallengeName: 'MFA_SETUP',
          ChallengeParameters: { MFAS_CAN_SETUP: '["SOFTWARE_TOKEN_MFA"]', USER_ID_FOR_SRP: '{{sub}}' },
          AuthenticationResult: absent,
        },
      }),
    ],
  },
  {
    ...base,
    name: 'MFA=ON asks a confirmed person without a factor for one',
    tag: 'V',
    source: 'scouted SDK-driven suite',
    mfa: TOTP_ON,
    steps: [...confirmed(), signIn({ expect: { ChallengeName: 'MFA_SETUP', AuthenticationResult: absent } })],
  },
  {
    ...base,
    name: 'the answer to MFA_SETUP brings tokens and empty parameters',
    tag: 'V',
    source: 'scouted SDK-driven suite',
    mfa: TOTP_ON,
    steps: [
      ...enrolled(),
      respond('MFA_SETUP', {}, { expect: { ChallengeParameters: {}, AuthenticationResult: { TokenType: 'Bearer' }, ChallengeName: absent } }),
    ],
  },
  {
    ...base,
    name: 'MFA_SETUP is not answered without a verified device',
    tag: 'O',
    source: 'observed text',
    mfa: TOTP_ON,
    steps: [
      ...confirmed(),
      signIn({ save: SESSION }),
      respond('MFA_SETUP', {}, refused('InvalidParameterException', 'User has not verified software token mfa')),
      associate(),
      respond('MFA_SETUP', {}, refused('InvalidParameterException', 'User has not verified software token mfa')),
    ],
  },
  {
    ...base,
    name: 'a device is asked for at the next sign-in even if MFA_SETUP was never answered',
    tag: 'V',
    source: 'scouted SDK-driven suite',
    mfa: TOTP_ON,
    steps: [
      ...enrolled(),
      signIn({ advance: 30, save: SESSION, expect: { ChallengeName: 'SOFTWARE_TOKEN_MFA' } }),
      code({ expect: { ChallengeParameters: {}, AuthenticationResult: { TokenType: 'Bearer' } } }),
    ],
  },
  {
    ...base,
    name: 'MFA=OPTIONAL asks only those who turned it on',
    tag: 'D',
    source: 'developer guide, adding MFA to a user pool',
    mfa: TOTP_OPTIONAL,
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      { operation: 'AssociateSoftwareToken', input: { AccessToken: '{{access}}' }, save: { totp: 'SecretCode' }, expect: { Session: absent } },
      { operation: 'VerifySoftwareToken', input: { AccessToken: '{{access}}', UserCode: '{{totp totp}}' }, expect: { Status: 'SUCCESS' } },
      signIn({ expect: { AuthenticationResult: { TokenType: 'Bearer' } } }),
      { operation: 'SetUserMFAPreference', input: { AccessToken: '{{access}}', SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } } },
      admin('AdminGetUser', {}, { expect: { PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA', UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] } }),
      signIn({ advance: 30, expect: { ChallengeName: 'SOFTWARE_TOKEN_MFA' } }),
    ],
  },
  {
    ...base,
    name: 'administrators sign people in through the same steps',
    tag: 'D',
    source: 'API reference, AdminInitiateAuth and AdminRespondToAuthChallenge',
    mfa: TOTP_ON,
    steps: [
      ...enrolled(),
      {
        operation: 'AdminInitiateAuth',
        input: {
          UserPoolId: '{{pool}}', ClientId: '{{client}}', AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters: { USERNAME: '{{sub}}', PASSWORD },
        },
        advance: 30,
        save: SESSION,
        expect: { ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeParameters: { USER_ID_FOR_SRP: '{{sub}}' } },
      },
      {
        operation: 'AdminRespondToAuthChallenge',
        input: {
          UserPoolId: '{{pool}}',
          ClientId: '{{client}}',
          ChallengeName: 'SOFTWARE_TOKEN_MFA',
          Session: '{{session}}',
          ChallengeResponses: { USERNAME: '{{sub}}', SOFTWARE_TOKEN_MFA_CODE: '{{totp totp}}' },
        },
        expect: { AuthenticationResult: { TokenType: 'Bearer' } },
      },
    ],
  },
  {
    ...base,
    name: 'two sign-ins with the temporary password set only one new password',
    tag: 'M',
    source: 'unverified',
    steps: [
      invited(),
      signIn({ save: { first: 'Session' } }, TEMPORARY),
      signIn({ save: SESSION }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }),
      {
        operation: 'RespondToAuthChallenge',
        input: {
          ClientId: '{{client}}',
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: '{{first}}',
          ChallengeResponses: { USERNAME: EMAIL, NEW_PASSWORD: OTHER_PASSWORD },
        },
        ...refused('NotAuthorizedException'),
      },
    ],
  },
  {
    ...base,
    name: 'a verified device answers verify with a status and a session',
    tag: 'D',
    source: 'API reference, VerifySoftwareToken',
    mfa: TOTP_ON,
    steps: [
      ...confirmed(), signIn({ save: SESSION }), associate({ expect: { SecretCode: like('^[A-Z2-7]{52}$') } }),
      verify({ expect: { Status: 'SUCCESS', Session: like('.') } }),
    ],
  },
];
