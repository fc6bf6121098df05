import { Vector } from '../vector';
import {
  absent, admin, CLIENT, confirmed, EMAIL, invited, like, PASSWORD, POOL, refused, respond, SESSION, signIn, TEMPORARY, TOKENS,
} from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const CUSTOM = { emailSubject: 'Subject', emailMessage: 'Hello {username}, your password is {####}' };
const create = admin('AdminCreateUser', { DesiredDeliveryMediums: ['EMAIL'], ClientMetadata: { purpose: 'test' } });
const forgot = { operation: 'ForgotPassword', input: { ClientId: '{{client}}', Username: EMAIL, ClientMetadata: { purpose: 'mfa-reset' } } };

export const triggerVectors: Vector[] = [
  {
    ...base,
    name: 'CustomMessage writes the invitation',
    tag: 'D',
    source: 'developer guide, custom message Lambda trigger',
    triggers: { CustomMessage: { response: CUSTOM } },
    steps: [create],
    events: [{
      version: '1',
      triggerSource: 'CustomMessage_AdminCreateUser',
      region: like('^[a-z]{2}-'),
      userPoolId: like('_'),
      userName: like('-'),
      callerContext: { awsSdkVersion: like('.'), clientId: 'CLIENT_ID_NOT_APPLICABLE' },
      request: {
        userAttributes: { 'email': EMAIL, 'cognito:user_status': 'FORCE_CHANGE_PASSWORD' },
        codeParameter: '{####}',
        usernameParameter: '{username}',
        clientMetadata: { purpose: 'test' },
      },
      response: { smsMessage: null, emailMessage: null, emailSubject: null },
    }],
    message: { subject: 'Subject', body: { $match: `^Hello ${EMAIL}, your password is \\S{8}$` } },
  },
  {
    ...base,
    name: 'an invitation without the name is discarded for the pool\'s own',
    tag: 'V',
    source: 'observed; developer guide says that both placeholders must be there',
    triggers: { CustomMessage: { response: { ...CUSTOM, emailMessage: 'your password is {####}' } } },
    steps: [create],
    message: { body: { $match: '^Your username is ' } },
  },
  {
    ...base,
    name: 'an invitation without the code is discarded for the pool\'s own',
    tag: 'V',
    source: 'observed; developer guide says that both placeholders must be there',
    triggers: { CustomMessage: { response: { ...CUSTOM, emailMessage: 'welcome, {username}' } } },
    steps: [create],
    message: { body: { $match: '^Your username is ' } },
  },
  {
    ...base,
    name: 'CustomMessage writes the recovery, and learns what it is for',
    tag: 'D',
    source: 'API reference, ForgotPassword: ClientMetadata',
    triggers: { CustomMessage: { response: { emailSubject: 'Reset', emailMessage: 'the code is {####}' } } },
    steps: [...confirmed(), forgot],
    events: [{
      triggerSource: 'CustomMessage_ForgotPassword',
      callerContext: { clientId: like('^[a-z0-9]{26}$') },
      request: { clientMetadata: { purpose: 'mfa-reset' }, usernameParameter: null, userAttributes: { email_verified: 'true' } },
    }],
    message: { subject: 'Reset', body: { $match: '^the code is [0-9]{6}$' } },
  },
  {
    ...base,
    name: 'CustomMessage is asked at sign-up, and when the code is sent again',
    tag: 'D',
    source: 'developer guide, custom message Lambda trigger',
    triggers: { CustomMessage: { response: {} } },
    steps: [
      { operation: 'SignUp', input: { ClientId: '{{client}}', Username: EMAIL, Password: PASSWORD } },
      { operation: 'ResendConfirmationCode', input: { ClientId: '{{client}}', Username: EMAIL } },
    ],
    events: [
      { triggerSource: 'CustomMessage_SignUp', request: { userAttributes: { 'cognito:user_status': 'UNCONFIRMED' } } },
      { triggerSource: 'CustomMessage_ResendCode' },
    ],
  },
  {
    ...base,
    name: 'CustomMessage is asked about attributes',
    tag: 'D',
    source: 'developer guide, custom message Lambda trigger',
    triggers: { CustomMessage: { response: {} } },
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      { operation: 'UpdateUserAttributes', input: { AccessToken: '{{access}}', UserAttributes: [{ Name: 'email', Value: 'ann@example.org' }] } },
      { operation: 'GetUserAttributeVerificationCode', input: { AccessToken: '{{access}}', AttributeName: 'email' } },
    ],
    events: [{ triggerSource: 'CustomMessage_UpdateUserAttribute' }, { triggerSource: 'CustomMessage_VerifyUserAttribute' }],
  },
  {
    ...base,
    name: 'a failing CustomMessage fails the call',
    tag: 'O',
    source: 'observed text',
    triggers: { CustomMessage: { error: 'no template' } },
    steps: [...confirmed(), { ...forgot, ...refused('UserLambdaValidationException', 'CustomMessage failed with error no template.') }],
  },
  {
    ...base,
    name: 'PreSignUp can refuse',
    tag: 'O',
    source: 'observed text',
    triggers: { PreSignUp: { error: 'not from here' } },
    steps: [{
      operation: 'SignUp',
      input: { ClientId: '{{client}}', Username: EMAIL, Password: PASSWORD, ValidationData: [{ Name: 'code', Value: '1' }] },
      ...refused('UserLambdaValidationException', 'PreSignUp failed with error not from here.'),
    }],
    events: [{ triggerSource: 'PreSignUp_SignUp', request: { userAttributes: { email: EMAIL }, validationData: { code: '1' } } }],
  },
  {
    ...base,
    name: 'PreSignUp can confirm and verify',
    tag: 'D',
    source: 'developer guide, pre sign-up Lambda trigger',
    triggers: { PreSignUp: { response: { autoConfirmUser: true, autoVerifyEmail: true } }, PostConfirmation: { response: {} } },
    steps: [
      { operation: 'SignUp', input: { ClientId: '{{client}}', Username: EMAIL, Password: PASSWORD }, expect: { UserConfirmed: true, CodeDeliveryDetails: absent } },
      signIn({ save: TOKENS, claims: { id: { email_verified: true } } }),
    ],
    events: [{ triggerSource: 'PreSignUp_SignUp' }, { triggerSource: 'PostConfirmation_ConfirmSignUp', request: { userAttributes: { email: EMAIL } } }],
  },
  {
    ...base,
    name: 'PreSignUp sees who is invited',
    tag: 'D',
    source: 'developer guide, pre sign-up Lambda trigger',
    triggers: { PreSignUp: { response: {} } },
    steps: [invited()],
    events: [{ triggerSource: 'PreSignUp_AdminCreateUser', request: { userAttributes: { email: EMAIL } } }],
  },
  {
    ...base,
    name: 'PreSignUp neither confirms nor verifies who is invited',
    tag: 'D',
    source: 'developer guide, pre sign-up Lambda trigger',
    triggers: { PreSignUp: { response: { autoConfirmUser: true, autoVerifyEmail: true } } },
    steps: [
      invited(),
      admin('AdminGetUser', {}, { expect: { UserStatus: 'FORCE_CHANGE_PASSWORD', UserAttributes: [{ Name: 'email', Value: EMAIL }, { Name: 'sub' }] } }),
    ],
  },
  {
    ...base,
    name: 'PreSignUp cannot verify what is not there',
    tag: 'D',
    source: 'developer guide, pre sign-up Lambda trigger; [M] which error',
    triggers: { PreSignUp: { response: { autoVerifyPhone: true } } },
    steps: [
      { operation: 'SignUp', input: { ClientId: '{{client}}', Username: EMAIL, Password: PASSWORD }, ...refused('InvalidLambdaResponseException') },
      admin('AdminGetUser', {}, refused('UserNotFoundException')),
    ],
  },
  {
    ...base,
    name: 'PreSignUp takes an alias from who had it',
    tag: 'D',
    source: 'developer guide, pre sign-up Lambda trigger: the alias is moved and the previous user\'s email marked as unverified',
    pool: POOL.alias,
    triggers: { PreSignUp: { response: { autoConfirmUser: true, autoVerifyEmail: true } } },
    steps: [
      ...['ann', 'annie'].map((Username) => ({
        operation: 'SignUp', input: { ClientId: '{{client}}', Username, Password: PASSWORD, UserAttributes: [{ Name: 'email', Value: EMAIL }] },
      })),
      signIn({ save: TOKENS, claims: { access: { username: 'annie' } } }),
      signIn({ save: TOKENS, claims: { id: { email: EMAIL, email_verified: false } } }, PASSWORD, 'ann'),
    ],
  },
  {
    ...base,
    name: 'PreAuthentication and PostAuthentication frame the sign-in',
    tag: 'D',
    source: 'developer guide, pre and post authentication Lambda triggers',
    triggers: { PreAuthentication: { response: {} }, PostAuthentication: { response: {} } },
    steps: [
      ...confirmed(),
      {
        ...signIn(),
        input: {
          ClientId: '{{client}}',
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: EMAIL, PASSWORD },
          ClientMetadata: { from: 'here' },
        },
      },
    ],
    events: [
      { triggerSource: 'PreAuthentication_Authentication', request: { validationData: { from: 'here' }, userNotFound: false } },
      { triggerSource: 'PostAuthentication_Authentication', request: { newDeviceUsed: false, clientMetadata: absent } },
    ],
  },
  {
    ...base,
    name: 'PreAuthentication can refuse, before the password is looked at',
    tag: 'D',
    source: 'developer guide, pre authentication Lambda trigger',
    triggers: { PreAuthentication: { error: 'closed' } },
    steps: [...confirmed(), signIn(refused('UserLambdaValidationException', 'PreAuthentication failed with error closed.'), 'Wrong-password-1')],
  },
  {
    ...base,
    name: 'PreAuthentication learns that there is nobody',
    tag: 'D',
    source: 'developer guide, pre authentication Lambda trigger',
    triggers: { PreAuthentication: { response: {} } },
    steps: [signIn(refused('NotAuthorizedException', 'Incorrect username or password.'))],
    events: [{ request: { userNotFound: true, userAttributes: {} } }],
  },
  {
    ...base,
    name: 'PostConfirmation follows a recovery',
    tag: 'D',
    source: 'developer guide, post confirmation Lambda trigger',
    triggers: { PostConfirmation: { response: {} } },
    steps: [
      ...confirmed(),
      forgot,
      {
        operation: 'ConfirmForgotPassword',
        input: { ClientId: '{{client}}', Username: EMAIL, ConfirmationCode: `{{code ${EMAIL}}}`, Password: PASSWORD, ClientMetadata: { a: 'b' } },
      },
    ],
    events: [{ triggerSource: 'PostConfirmation_ConfirmForgotPassword', request: { clientMetadata: { a: 'b' } } }],
  },
  {
    ...base,
    name: 'PreTokenGeneration V1 changes the ID token only',
    tag: 'D',
    source: 'developer guide, pre token generation Lambda trigger',
    triggers: {
      PreTokenGeneration: {
        response: { claimsOverrideDetails: { claimsToAddOrOverride: { plan: 'free', sub: 'other' }, claimsToSuppress: ['email'] } },
      },
    },
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS, claims: { id: { plan: 'free', email: absent, sub: '{{sub}}' }, access: { plan: absent } } }),
    ],
    events: [{ version: '1', triggerSource: 'TokenGeneration_Authentication', request: { groupConfiguration: { groupsToOverride: [] }, scopes: absent } }],
  },
  {
    ...base,
    name: 'PreTokenGeneration V2 changes scopes, claims and groups',
    tag: 'D',
    source: 'developer guide, pre token generation Lambda trigger',
    triggers: {
      PreTokenGeneration: {
        version: 'V2_0',
        response: {
          claimsAndScopeOverrideDetails: {
            idTokenGeneration: { claimsToAddOrOverride: { plan: 'free' } },
            accessTokenGeneration: { claimsToAddOrOverride: { tenant: { id: 1 } }, scopesToAdd: ['groups/admins'], scopesToSuppress: ['groups/users'] },
            groupOverrideDetails: { groupsToOverride: ['changed'] },
          },
        },
      },
    },
    steps: [
      ...confirmed(),
      signIn({
        save: TOKENS,
        claims: {
          id: { 'plan': 'free', 'tenant': absent, 'cognito:groups': ['changed'] },
          access: { 'plan': absent, 'tenant': { id: 1 }, 'scope': 'aws.cognito.signin.user.admin groups/admins', 'cognito:groups': ['changed'] },
        },
      }),
      { operation: 'GetTokensFromRefreshToken', input: { ClientId: '{{client}}', RefreshToken: '{{refresh}}', ClientMetadata: { a: 'b' } } },
    ],
    events: [
      { version: '2', triggerSource: 'TokenGeneration_Authentication', request: { scopes: ['aws.cognito.signin.user.admin'] } },
      { version: '2', triggerSource: 'TokenGeneration_RefreshTokens', request: { clientMetadata: { a: 'b' } } },
    ],
  },
  {
    ...base,
    name: 'PreTokenGeneration knows a sign-in that set a new password',
    tag: 'D',
    source: 'developer guide, pre token generation Lambda trigger',
    triggers: { PreTokenGeneration: { version: 'V3_0', response: {} } },
    steps: [invited(), signIn({ save: SESSION }, TEMPORARY), respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD })],
    events: [{ version: '3', triggerSource: 'TokenGeneration_NewPasswordChallenge' }],
  },
  {
    ...base,
    name: 'a token whose scope for self-service was taken away cannot be used for it',
    tag: 'O',
    source: 'observed text',
    triggers: {
      PreTokenGeneration: {
        version: 'V2_0',
        response: { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToSuppress: ['aws.cognito.signin.user.admin'], scopesToAdd: ['a/b'] } } },
      },
    },
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      { operation: 'GetUser', input: { AccessToken: '{{access}}' }, ...refused('NotAuthorizedException', 'Access Token does not have required scopes') },
    ],
  },
  {
    ...base,
    name: 'a failing PreTokenGeneration blocks the sign-in',
    tag: 'O',
    source: 'observed text',
    triggers: { PreTokenGeneration: { version: 'V2_0', error: 'no' } },
    steps: [...confirmed(), signIn(refused('UserLambdaValidationException', 'PreTokenGeneration failed with error no.'))],
  },
];
