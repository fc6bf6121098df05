import { Expected, Step, Vector } from '../vector';
import {
  absent, admin, associate, bearer, code, confirmed, EMAIL, invited, like, PASSWORD, POOL, prove, refused, respond, SESSION, TEMPORARY, TOKENS,
  TOTP_ON, TOTP_OPTIONAL, VERIFIED, verify,
} from './setup';

const FLOWS = ['ALLOW_USER_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'];
const CLIENT = { ExplicitAuthFlows: FLOWS, PreventUserExistenceErrors: 'ENABLED' };
const NOBODY = 'nobody@example.com';
const PHONE = '+4915112345678';
const WITH_PHONE = [...VERIFIED, { Name: 'phone_number', Value: PHONE }, { Name: 'phone_number_verified', Value: 'true' }];

const factors = (...allowed: string[]) => ({ ...POOL.email, Policies: { SignInPolicy: { AllowedFirstAuthFactors: allowed } } });
const base = { pool: factors('PASSWORD', 'EMAIL_OTP', 'SMS_OTP'), client: CLIENT };
const guide = 'developer guide, manage authentication methods in AWS SDKs';
const flowsGuide = 'developer guide, Authentication flows: passwordless sign-in';
const existence = 'developer guide, managing user existence error responses';

export const begin = (parameters: object = {}, rest: Partial<Step> = {}, username = EMAIL): Step => ({
  operation: 'InitiateAuth',
  input: { ClientId: '{{client}}', AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: username, ...parameters } },
  ...rest,
});
const prefer = (challenge: string, parameters: object = {}, rest: Partial<Step> = {}, username = EMAIL) =>
  begin({ PREFERRED_CHALLENGE: challenge, ...parameters }, rest, username);
const choose = (answer: string, responses: object = {}, rest: Partial<Step> = {}) => respond('SELECT_CHALLENGE', { ANSWER: answer, ...responses }, rest);
const offered = (...AvailableChallenges: string[]): Expected => ({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges, AuthenticationResult: absent });

const tokens: Partial<Step> = { expect: { ChallengeName: absent, AuthenticationResult: { TokenType: 'Bearer' } } };
const wrong = refused('NotAuthorizedException', 'Incorrect username or password.');
const mismatch = refused('CodeMismatchException', 'Invalid code received for user');
const MAILED = `{{code ${EMAIL}}}`;

const signUp = (attributes: object[], more: object = { Password: PASSWORD }): Step => ({
  operation: 'SignUp', input: { ClientId: '{{client}}', Username: EMAIL, UserAttributes: attributes, ...more }, save: SESSION,
});
const confirm = (rest: Partial<Step> = { save: SESSION }): Step => ({
  operation: 'ConfirmSignUp', input: { ClientId: '{{client}}', Username: EMAIL, ConfirmationCode: MAILED, Session: '{{session}}' }, ...rest,
});
const first = (rest: Partial<Step>): Step => ({ ...begin({}, rest), input: { ...begin().input, Session: '{{session}}' } });

const passwords: Vector[] = [
  {
    ...base,
    name: 'a pool that names no first factors has the password, in both forms',
    tag: 'O',
    source: 'observed answers; developer guide',
    pool: POOL.email,
    steps: [
      ...confirmed(WITH_PHONE),
      begin({}, { expect: { ...offered('PASSWORD', 'PASSWORD_SRP') as object, ChallengeParameters: {} }, save: SESSION }),
      choose('PASSWORD', { PASSWORD }, tokens),
    ],
  },
  {
    ...base,
    name: 'what is offered is what the pool allows and the person has',
    tag: 'D',
    source: flowsGuide,
    steps: [
      ...confirmed(),
      begin({}, { expect: offered('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP') }),
      admin('AdminUpdateUserAttributes', { UserAttributes: [{ Name: 'phone_number', Value: PHONE }] }),
      begin({}, { expect: offered('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP', 'SMS_OTP') }),
    ],
  },
  {
    ...base,
    name: 'a client needs ALLOW_USER_AUTH',
    tag: 'D',
    source: 'API reference, CreateUserPoolClient; [M] the text',
    client: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
    steps: [...confirmed(), begin({}, refused('InvalidParameterException', 'USER_AUTH is not enabled for the client.'))],
  },
  {
    ...base,
    name: 'a preferred password signs in at once',
    tag: 'D',
    source: guide,
    steps: [...confirmed(), prefer('PASSWORD', { PASSWORD }, { ...tokens, save: TOKENS, claims: { id: { email: EMAIL } } })],
  },
  {
    ...base,
    name: 'a preferred password must come along',
    tag: 'D',
    source: guide,
    steps: [
      ...confirmed(),
      prefer('PASSWORD', {}, refused('InvalidParameterException', 'Missing required parameter PASSWORD')),
      prefer('PASSWORD_SRP', {}, refused('InvalidParameterException', 'Missing required parameter SRP_A')),
    ],
  },
  {
    ...base,
    name: 'administrators start it too',
    tag: 'D',
    source: 'API reference, AdminInitiateAuth',
    steps: [
      ...confirmed(),
      {
        operation: 'AdminInitiateAuth',
        input: { UserPoolId: '{{pool}}', ClientId: '{{client}}', AuthFlow: 'USER_AUTH', AuthParameters: { USERNAME: EMAIL } },
        expect: offered('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'),
        save: SESSION,
      },
      {
        operation: 'AdminRespondToAuthChallenge',
        input: {
          UserPoolId: '{{pool}}', ClientId: '{{client}}', ChallengeName: 'SELECT_CHALLENGE', Session: '{{session}}',
          ChallengeResponses: { USERNAME: EMAIL, ANSWER: 'PASSWORD', PASSWORD },
        },
        ...tokens,
      },
    ],
  },
  {
    ...base,
    name: 'a selected password may come with the next answer',
    tag: 'M',
    source: 'unverified that the selection alone is answered PASSWORD',
    steps: [
      ...confirmed(),
      begin({}, { save: SESSION }),
      choose('PASSWORD', {}, { save: SESSION, expect: { ChallengeName: 'PASSWORD' } }),
      respond('PASSWORD', { PASSWORD: 'Wrong-password-1' }, wrong),
      respond('PASSWORD', { PASSWORD }, tokens),
      respond('PASSWORD', { PASSWORD }, refused('NotAuthorizedException', 'Invalid session for the user, session can only be used once.')),
    ],
  },
  {
    ...base,
    name: 'a wrong password in the selection may be followed by the right one',
    tag: 'M',
    source: 'unverified that it does not spend the session',
    steps: [
      ...confirmed(), begin({}, { save: SESSION }), choose('PASSWORD', { PASSWORD: 'Wrong-password-1' }, wrong), choose('PASSWORD', { PASSWORD }, tokens),
    ],
  },
  {
    ...base,
    name: 'wrong passwords lock as they do elsewhere',
    tag: 'D',
    source: 'developer guide, lockout behavior for failed sign-in attempts',
    steps: [
      ...confirmed(),
      ...Array.from({ length: 5 }, () => prefer('PASSWORD', { PASSWORD: 'Wrong-password-1' }, wrong)),
      prefer('PASSWORD', { PASSWORD }, refused('NotAuthorizedException', 'Password attempts exceeded')),
      prefer('PASSWORD', { PASSWORD }, { advance: 1, ...tokens }),
    ],
  },
  {
    ...base,
    name: 'SRP is a choice without a flow of its own',
    tag: 'D',
    source: 'API reference, CreateUserPoolClient, ALLOW_USER_AUTH; [M] the Session of the challenge',
    steps: [
      ...confirmed(),
      prefer('PASSWORD_SRP', { SRP_A: '{{srp}}' }, {
        save: {
          ...SESSION, salt: 'ChallengeParameters.SALT', srpB: 'ChallengeParameters.SRP_B', block: 'ChallengeParameters.SECRET_BLOCK',
          srpId: 'ChallengeParameters.USER_ID_FOR_SRP',
        },
        expect: { ChallengeName: 'PASSWORD_VERIFIER' },
      }),
      prove(tokens, PASSWORD, {}, { Session: '{{session}}' }),
    ],
  },
  {
    ...base,
    name: 'SRP is selected',
    tag: 'D',
    source: 'API reference, RespondToAuthChallenge',
    steps: [
      ...confirmed(),
      begin({}, { save: SESSION }),
      choose('PASSWORD_SRP', { SRP_A: '{{srp}}' }, {
        save: {
          ...SESSION, salt: 'ChallengeParameters.SALT', srpB: 'ChallengeParameters.SRP_B', block: 'ChallengeParameters.SECRET_BLOCK',
          srpId: 'ChallengeParameters.USER_ID_FOR_SRP',
        },
      }),
      prove(tokens, PASSWORD, {}, { Session: '{{session}}' }),
    ],
  },
  {
    ...base,
    name: 'an unconfirmed person is told so after the right password only',
    tag: 'D',
    source: 'as of the other password flows',
    steps: [
      signUp([]),
      prefer('PASSWORD', { PASSWORD: 'Wrong-password-1' }, wrong),
      prefer('PASSWORD', { PASSWORD }, refused('UserNotConfirmedException', 'User is not confirmed.')),
    ],
  },
  {
    ...base,
    name: 'a temporary password is replaced',
    tag: 'D',
    source: 'API reference, NEW_PASSWORD_REQUIRED',
    steps: [
      invited(VERIFIED),
      prefer('PASSWORD', { PASSWORD: TEMPORARY }, { save: SESSION, expect: { ChallengeName: 'NEW_PASSWORD_REQUIRED' } }),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, tokens),
    ],
  },
  {
    ...base,
    name: 'what is not available is not preferred and not selected',
    tag: 'D',
    source: `${guide}; [M] the refusal of the selection`,
    pool: factors('PASSWORD', 'EMAIL_OTP'),
    steps: [
      ...confirmed(WITH_PHONE),
      prefer('SMS_OTP', {}, { expect: offered('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'), save: SESSION }),
      choose('SMS_OTP', {}, refused('InvalidParameterException')),
      choose('SOFTWARE_TOKEN_MFA', {}, refused('InvalidParameterException')),
    ],
  },
  {
    ...base,
    name: 'a confidential client signs each step',
    tag: 'D',
    source: 'API reference, RespondToAuthChallenge: SECRET_HASH in all challenge responses',
    client: { ...CLIENT, GenerateSecret: true },
    steps: [
      ...confirmed(),
      begin({}, refused('NotAuthorizedException')),
      begin({ SECRET_HASH: `{{hash ${EMAIL}}}` }, { save: SESSION, expect: offered('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP') }),
      choose('EMAIL_OTP', {}, refused('NotAuthorizedException')),
      choose('EMAIL_OTP', { SECRET_HASH: `{{hash ${EMAIL}}}` }, { save: SESSION }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, refused('NotAuthorizedException')),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED, SECRET_HASH: `{{hash ${EMAIL}}}` }, tokens),
    ],
  },
  {
    ...base,
    name: 'another person cannot answer',
    tag: 'D',
    source: 'a session is bound to its user',
    steps: [
      ...confirmed(),
      begin({}, { save: SESSION }),
      choose('PASSWORD', { PASSWORD, USERNAME: NOBODY }, refused('NotAuthorizedException', 'Invalid session for the user.')),
      respond('PASSWORD', { PASSWORD }, refused('NotAuthorizedException', 'Invalid session for the user.')),
    ],
  },
];

const oneTimeCodes: Vector[] = [
  {
    ...base,
    name: 'a preferred email code signs in, once',
    tag: 'O',
    source: `observed challenge parameters; ${flowsGuide}`,
    steps: [
      ...confirmed(),
      prefer('EMAIL_OTP', {}, {
        save: SESSION,
        expect: {
          ChallengeName: 'EMAIL_OTP',
          AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP'],
          ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'a***@e***' },
        },
      }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, { ...tokens, save: TOKENS, claims: { id: { email: EMAIL, email_verified: true } } }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, refused('NotAuthorizedException', 'Invalid session for the user, session can only be used once.')),
    ],
    message: { body: like('^Your authentication code is [0-9]{8}\\.$') },
  },
  {
    ...base,
    name: 'a text message has a code of six digits',
    tag: 'M',
    source: 'unverified length',
    steps: [
      ...confirmed(WITH_PHONE),
      begin({}, { save: SESSION }),
      choose('SMS_OTP', {}, {
        save: SESSION,
        expect: { ChallengeName: 'SMS_OTP', ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'SMS', CODE_DELIVERY_DESTINATION: '+*******5678' } },
      }),
      respond('SMS_OTP', { SMS_OTP_CODE: `{{code ${PHONE}}}` }, tokens),
    ],
    message: { to: PHONE, body: like('^Your authentication code is [0-9]{6}\\.$') },
  },
  {
    ...base,
    name: 'who has one way to sign in is not asked to choose',
    tag: 'O',
    source: 'observed answer of InitiateAuth without a preference',
    pool: factors('EMAIL_OTP'),
    steps: [
      signUp([], {}),
      confirm(),
      begin({}, { expect: { ChallengeName: 'EMAIL_OTP', AvailableChallenges: ['EMAIL_OTP'] }, save: SESSION }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, tokens),
    ],
  },
  {
    ...base,
    name: 'a wrong code does not spend the challenge, and five of them lock the codes, not the password',
    tag: 'D',
    source: 'developer guide, adding MFA: lockout; [M] for first factors, and that the password stays',
    steps: [
      ...confirmed(),
      prefer('EMAIL_OTP', {}, { save: SESSION }),
      ...Array.from({ length: 5 }, () => respond('EMAIL_OTP', { EMAIL_OTP_CODE: '00000000' }, mismatch)),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, refused('NotAuthorizedException', 'Password attempts exceeded')),
      prefer('PASSWORD', { PASSWORD }, tokens),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, { advance: 1, ...tokens }),
    ],
  },
  {
    ...base,
    name: 'a code is good for its own challenge: the next one has another',
    tag: 'D',
    source: 'a session is bound to its challenge; developers resend by starting over',
    steps: [
      ...confirmed(),
      prefer('EMAIL_OTP', {}, { save: { old: 'Session' } }),
      prefer('EMAIL_OTP', {}, { save: SESSION }),
      { ...respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, mismatch), input: { ...respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }).input, Session: '{{old}}' } },
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, tokens),
    ],
  },
  {
    ...base,
    name: 'a code lives as long as its session',
    tag: 'D',
    source: 'API reference, AuthSessionValidity',
    client: { ...CLIENT, AuthSessionValidity: 15 },
    steps: [
      ...confirmed(),
      prefer('EMAIL_OTP', {}, { save: SESSION }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: '00000000' }, { advance: 899, ...mismatch }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, { advance: 1, ...refused('NotAuthorizedException', 'Invalid session for the user, session is expired.') }),
    ],
  },
  {
    ...base,
    name: 'a code is good for the address that it went to',
    tag: 'M',
    source: 'unverified',
    steps: [
      ...confirmed(),
      prefer('EMAIL_OTP', {}, { save: SESSION }),
      admin('AdminUpdateUserAttributes', { UserAttributes: [{ Name: 'email', Value: 'other@example.com' }] }),
      { ...respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED, USERNAME: '{{sub}}' }), ...mismatch },
    ],
  },
  {
    ...base,
    name: 'the code that came back verifies the address and confirms the person',
    tag: 'D',
    source: flowsGuide,
    steps: [
      signUp([]),
      prefer('EMAIL_OTP', {}, { save: SESSION }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, { ...tokens, save: TOKENS, claims: { id: { email_verified: true } } }),
      admin('AdminGetUser', {}, { expect: { UserStatus: 'CONFIRMED' } }),
    ],
  },
  {
    ...base,
    name: 'a disabled person gets no code',
    tag: 'M',
    source: 'unverified',
    steps: [...confirmed(), admin('AdminDisableUser'), prefer('EMAIL_OTP', {}, refused('NotAuthorizedException', 'User is disabled.'))],
  },
  {
    ...base,
    name: 'a password that must be reset does not stand in the way of a code',
    tag: 'D',
    source: `${flowsGuide}, of imported people`,
    steps: [
      ...confirmed(),
      admin('AdminResetUserPassword'),
      prefer('PASSWORD', { PASSWORD }, refused('PasswordResetRequiredException')),
      prefer('EMAIL_OTP', {}, { save: SESSION }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, tokens),
    ],
  },
  {
    ...base,
    name: 'the message is the trigger\'s',
    tag: 'D',
    source: 'developer guide, custom message Lambda trigger',
    triggers: { CustomMessage: { response: { emailMessage: 'Hello, the code is {####}', emailSubject: 'Sign in' } } },
    steps: [...confirmed(), prefer('EMAIL_OTP')],
    events: [{ triggerSource: 'CustomMessage_Authentication', request: { codeParameter: '{####}', userAttributes: { email: EMAIL } } }],
    message: { subject: 'Sign in', body: like('^Hello, the code is [0-9]{8}$') },
  },
];

const people: Vector[] = [
  {
    ...base,
    name: 'people sign up without a password where a code is enough, and set one later',
    tag: 'D',
    source: flowsGuide,
    steps: [
      signUp([], {}),
      confirm(),
      first({ ...tokens, save: TOKENS }),
      bearer('GetUserAuthFactors', {}, { expect: { Username: like('.'), ConfiguredUserAuthFactors: ['EMAIL_OTP'], UserMFASettingList: absent } }),
      prefer('PASSWORD', { PASSWORD }, { expect: { ChallengeName: 'EMAIL_OTP' } }),
      bearer('ChangePassword', { ProposedPassword: PASSWORD }),
      admin('AdminGetUserAuthFactors', {}, { expect: { ConfiguredUserAuthFactors: ['PASSWORD', 'EMAIL_OTP'] } }),
      bearer('ChangePassword', { ProposedPassword: PASSWORD }, wrong),
      prefer('PASSWORD', { PASSWORD }, tokens),
    ],
  },
  {
    ...base,
    name: 'people cannot sign up without a password elsewhere',
    tag: 'D',
    source: flowsGuide,
    pool: factors('PASSWORD', 'WEB_AUTHN'),
    steps: [{ ...signUp([], {}), save: {}, ...refused('InvalidPasswordException') }],
  },
  {
    ...base,
    name: 'an administrator creates people without a password',
    tag: 'D',
    source: 'API reference, AdminCreateUser, TemporaryPassword; [M] the status',
    steps: [
      {
        operation: 'AdminCreateUser',
        input: { UserPoolId: '{{pool}}', Username: EMAIL, DesiredDeliveryMediums: ['EMAIL'] },
        expect: { User: { UserStatus: 'CONFIRMED' } },
      },
      begin({}, { save: SESSION, expect: { ChallengeName: 'EMAIL_OTP' } }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, tokens),
    ],
  },
  {
    ...base,
    name: 'who is created without a password needs an address',
    tag: 'D',
    source: 'API reference, AdminCreateUser, UserAttributes; [M] the text',
    pool: { Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'SMS_OTP'] } } },
    steps: [
      { operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: 'ann' }, ...refused('InvalidParameterException') },
      { operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: 'ann', TemporaryPassword: TEMPORARY }, expect: { User: { UserStatus: 'FORCE_CHANGE_PASSWORD' } } },
    ],
  },
  {
    ...base,
    name: 'the code of the sign-up is the first sign-in, once',
    tag: 'O',
    source: `aws-sdk-js-v3#6724; ${flowsGuide}`,
    steps: [
      signUp([]),
      confirm(),
      first({ ...tokens, save: TOKENS, claims: { id: { email: EMAIL } } }),
      first(refused('NotAuthorizedException', 'Invalid session for the user, session can only be used once.')),
    ],
  },
  {
    ...base,
    name: 'the first sign-in is as late as a session lasts',
    tag: 'D',
    source: 'API reference, InitiateAuth, Session',
    steps: [signUp([]), confirm(), first({ advance: 180, ...refused('NotAuthorizedException', 'Invalid session for the user, session is expired.') })],
  },
  {
    ...base,
    name: 'the first sign-in asks where codes are no first factor',
    tag: 'D',
    source: `${flowsGuide}: the user is eligible; [M] what is answered otherwise`,
    pool: POOL.email,
    steps: [signUp([]), confirm(), first({ expect: offered('PASSWORD', 'PASSWORD_SRP') })],
  },
  {
    ...base,
    name: 'a confirmation without the session of the sign-up has none',
    tag: 'M',
    source: 'unverified',
    steps: [
      signUp([]),
      { operation: 'ConfirmSignUp', input: { ClientId: '{{client}}', Username: EMAIL, ConfirmationCode: MAILED }, expect: { Session: absent } },
    ],
  },
  {
    ...base,
    name: 'a client without the flow gets no session at the sign-up',
    tag: 'O',
    source: 'aws-sdk-js-v3#6724',
    client: { ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'] },
    steps: [{ ...signUp([]), save: {}, expect: { Session: absent } }],
  },
];

const nobody: Vector[] = [
  {
    ...base,
    name: 'nobody is offered what the pool allows, and fails as others do',
    tag: 'D',
    source: `${existence}; [M] which challenges they are`,
    steps: [
      begin({}, { save: SESSION, expect: offered('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP') }, NOBODY),
      begin({}, { expect: offered('PASSWORD', 'PASSWORD_SRP', 'EMAIL_OTP') }, NOBODY),
      choose('PASSWORD', { PASSWORD, USERNAME: NOBODY }, wrong),
      prefer('PASSWORD', { PASSWORD }, wrong, NOBODY),
      choose('EMAIL_OTP', { USERNAME: NOBODY }, {
        save: SESSION,
        expect: { ChallengeName: 'EMAIL_OTP', ChallengeParameters: { CODE_DELIVERY_DELIVERY_MEDIUM: 'EMAIL', CODE_DELIVERY_DESTINATION: 'n***@e***' } },
      }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: '12345678', USERNAME: NOBODY }, mismatch),
    ],
  },
  {
    ...base,
    name: 'nobody proves a password by SRP in vain',
    tag: 'D',
    source: existence,
    steps: [
      prefer('PASSWORD_SRP', { SRP_A: '{{srp}}' }, {
        save: {
          ...SESSION, salt: 'ChallengeParameters.SALT', srpB: 'ChallengeParameters.SRP_B', block: 'ChallengeParameters.SECRET_BLOCK',
          srpId: 'ChallengeParameters.USER_ID_FOR_SRP',
        },
        expect: { ChallengeName: 'PASSWORD_VERIFIER' },
      }, NOBODY),
      prove(wrong, PASSWORD, {}, { Session: '{{session}}' }),
    ],
  },
  {
    ...base,
    name: 'nobody with a phone number gets no text message',
    tag: 'D',
    source: existence,
    pool: { ...factors('PASSWORD', 'SMS_OTP'), UsernameAttributes: ['phone_number'], AutoVerifiedAttributes: [] },
    steps: [
      prefer('SMS_OTP', {}, {
        save: SESSION, expect: { ChallengeName: 'SMS_OTP', ChallengeParameters: { CODE_DELIVERY_DESTINATION: '+*******5678' } },
      }, PHONE),
      respond('SMS_OTP', { SMS_OTP_CODE: '123456', USERNAME: PHONE }, mismatch),
    ],
  },
  {
    ...base,
    name: 'the legacy rule says that there is nobody here too',
    tag: 'D',
    source: existence,
    client: { ExplicitAuthFlows: FLOWS, PreventUserExistenceErrors: 'LEGACY' },
    steps: [begin({}, refused('UserNotFoundException', 'User does not exist.'), NOBODY)],
  },
];

const withMfa: Vector[] = [
  {
    ...base,
    name: 'where MFA is required only passwords begin, and MFA follows',
    tag: 'D',
    source: `${flowsGuide}: not compatible with required MFA`,
    pool: POOL.email,
    mfa: TOTP_ON,
    steps: [
      ...confirmed(),
      begin({}, { save: SESSION, expect: offered('PASSWORD', 'PASSWORD_SRP') }),
      choose('PASSWORD', { PASSWORD }, { save: SESSION, expect: { ChallengeName: 'MFA_SETUP' } }),
      associate(),
      verify(),
      prefer('PASSWORD', { PASSWORD }, { advance: 30, save: SESSION, expect: { ChallengeName: 'SOFTWARE_TOKEN_MFA' } }),
      code(tokens),
    ],
  },
  {
    ...base,
    name: 'where MFA is required codes cannot be a first factor',
    tag: 'O',
    source: 'go-to-k/cdkd#1975, measured',
    steps: [{
      operation: 'SetUserPoolMfaConfig',
      input: { UserPoolId: '{{pool}}', ...TOTP_ON },
      ...refused('InvalidParameterException', 'Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled'),
    }],
  },
  {
    ...base,
    name: 'where MFA is off none can be configured, but passkeys can',
    tag: 'O',
    source: 'go-to-k/cdkd#1923, measured',
    steps: [
      ...[{ SoftwareTokenMfaConfiguration: { Enabled: true } }, { EmailMfaConfiguration: {} }].map((mfa) => ({
        operation: 'SetUserPoolMfaConfig',
        input: { UserPoolId: '{{pool}}', MfaConfiguration: 'OFF', ...mfa },
        ...refused('InvalidParameterException', 'Invalid MFA configuration given, can\'t turn off MFA and configure an MFA together.'),
      })),
      {
        operation: 'SetUserPoolMfaConfig',
        input: { UserPoolId: '{{pool}}', MfaConfiguration: 'OFF', WebAuthnConfiguration: { RelyingPartyId: 'example.com' } },
      },
    ],
  },
  {
    ...base,
    name: 'where MFA is optional who activated it begins with the password',
    tag: 'D',
    source: `${flowsGuide}: users who have activated MFA`,
    mfa: TOTP_OPTIONAL,
    steps: [
      ...confirmed(),
      prefer('EMAIL_OTP', {}, { save: SESSION }),
      respond('EMAIL_OTP', { EMAIL_OTP_CODE: MAILED }, { save: TOKENS }),
      bearer('AssociateSoftwareToken', {}, { save: { totp: 'SecretCode' } }),
      bearer('VerifySoftwareToken', { UserCode: '{{totp totp}}' }),
      bearer('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true } }),
      prefer('EMAIL_OTP', {}, { expect: offered('PASSWORD', 'PASSWORD_SRP') }),
      bearer('GetUserAuthFactors', {}, {
        expect: { ConfiguredUserAuthFactors: ['PASSWORD'], PreferredMfaSetting: 'SOFTWARE_TOKEN_MFA', UserMFASettingList: ['SOFTWARE_TOKEN_MFA'] },
      }),
      prefer('PASSWORD', { PASSWORD }, { advance: 30, save: SESSION }),
      code(tokens),
    ],
  },
];

export const userAuthVectors: Vector[] = [...passwords, ...oneTimeCodes, ...people, ...nobody, ...withMfa];
