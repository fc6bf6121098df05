import { Expected, Step, Vector } from '../vector';
import {
  absent, admin, associate, CLIENT, code, confirmed, EMAIL, enrolled, invited, like, PASSWORD, POOL, prove, refused, respond, SESSION, srp, TEMPORARY,
  TOKENS, TOTP_ON, UUID, verify,
} from './setup';

const base = { pool: POOL.email, client: CLIENT.srp };
const wrong = refused('NotAuthorizedException', 'Incorrect username or password.');
const tokens = { expect: { ChallengeName: absent, ChallengeParameters: {}, AuthenticationResult: { TokenType: 'Bearer' } } };

const next = (challengeName: string) => ({ challengeName, issueTokens: false, failAuthentication: false });
const ISSUE = { issueTokens: true, failAuthentication: false };
const FAIL = { issueTokens: false, failAuthentication: true };
const CREATED = { publicChallengeParameters: { captchaUrl: 'url/123.jpg' }, privateChallengeParameters: { answer: '5' }, challengeMetadata: 'CAPTCHA' };
const CREATE = { response: CREATED };
const done = (name: string, result = true, metadata: string | null = null) =>
  ({ challengeName: name, challengeResult: result, challengeMetadata: metadata });

const start = (rest: Partial<Step> = {}, parameters: object = {}, more: object = {}): Step => ({
  operation: 'InitiateAuth',
  input: { ClientId: '{{client}}', AuthFlow: 'CUSTOM_AUTH', AuthParameters: { USERNAME: EMAIL, ...parameters }, ...more },
  ...(rest.error ? {} : { save: SESSION }),
  ...rest,
});
const withPassword = (rest: Partial<Step> = {}) => start({ save: { ...srp().save, ...SESSION }, ...rest }, { CHALLENGE_NAME: 'SRP_A', SRP_A: '{{srp}}' });
const proven = (rest: Partial<Step> = {}, password = PASSWORD) => prove(rest, password, {}, { Session: '{{session}}' });
const answer = (rest: Partial<Step> = {}, text = '5', more: object = {}): Step => {
  const step = respond('CUSTOM_CHALLENGE', { ANSWER: text }, { ...(rest.error ? {} : { save: SESSION }), ...rest });
  return { ...step, input: { ...step.input, ...more } };
};
const challenged: { expect: Expected } = {
  expect: { ChallengeName: 'CUSTOM_CHALLENGE', Session: like('^.{20,2048}$'), ChallengeParameters: { USERNAME: '{{sub}}', captchaUrl: 'url/123.jpg' } },
};

const define = 'developer guide, define auth challenge Lambda trigger';
const create = 'developer guide, create auth challenge Lambda trigger';
const flow = 'developer guide, custom authentication flow and challenges';

export const customAuthVectors: Vector[] = [
  {
    ...base,
    name: 'a custom challenge is defined, created, answered and verified',
    tag: 'D',
    source: `${define}; ${create}`,
    triggers: {
      DefineAuthChallenge: { response: [next('CUSTOM_CHALLENGE'), ISSUE] },
      CreateAuthChallenge: CREATE,
      VerifyAuthChallengeResponse: { response: { answerCorrect: true } },
    },
    steps: [
      ...confirmed(),
      start({ expect: { ...challenged.expect as object, AuthenticationResult: absent, ChallengeParameters: { USERNAME: '{{sub}}', captchaUrl: 'url/123.jpg', answer: absent } } }),
      answer({ ...tokens, save: TOKENS, claims: { id: { email: EMAIL } } }, '5', { ClientMetadata: { from: 'here' } }),
    ],
    events: [
      {
        version: '1',
        triggerSource: 'DefineAuthChallenge_Authentication',
        userName: '{{sub}}',
        request: { userAttributes: { 'email': EMAIL, 'cognito:user_status': 'CONFIRMED' }, session: [], userNotFound: false },
        response: { challengeName: null, issueTokens: null, failAuthentication: null },
      },
      {
        triggerSource: 'CreateAuthChallenge_Authentication',
        request: { challengeName: 'CUSTOM_CHALLENGE', session: [], userNotFound: false },
        response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
      },
      {
        triggerSource: 'VerifyAuthChallengeResponse_Authentication',
        request: { privateChallengeParameters: { answer: '5' }, challengeAnswer: '5', clientMetadata: { from: 'here' }, userNotFound: false },
        response: { answerCorrect: null },
      },
      { request: { session: [done('CUSTOM_CHALLENGE', true, 'CAPTCHA')], clientMetadata: { from: 'here' } } },
    ],
  },
  {
    ...base,
    name: 'ClientMetadata at the start of a custom flow reaches none of its triggers',
    tag: 'D',
    source: 'API reference, InitiateAuth: ClientMetadata',
    triggers: { PreAuthentication: { response: {} }, DefineAuthChallenge: { response: next('CUSTOM_CHALLENGE') }, CreateAuthChallenge: CREATE },
    steps: [...confirmed(), start(challenged, {}, { ClientMetadata: { a: 'b' } })],
    events: [{ request: { validationData: { a: 'b' } } }, { request: { clientMetadata: absent } }, { request: { clientMetadata: absent } }],
  },
  {
    ...base,
    name: 'a wrong answer can be followed by another try, and the session is new each time',
    tag: 'D',
    source: define,
    triggers: {
      DefineAuthChallenge: { response: [next('CUSTOM_CHALLENGE'), next('CUSTOM_CHALLENGE'), ISSUE] },
      CreateAuthChallenge: CREATE,
      VerifyAuthChallengeResponse: { response: [{ answerCorrect: false }, { answerCorrect: true }] },
    },
    steps: [
      ...confirmed(),
      start({ save: { first: 'Session' } }),
      {
        operation: 'RespondToAuthChallenge',
        input: { ClientId: '{{client}}', ChallengeName: 'CUSTOM_CHALLENGE', Session: '{{first}}', ChallengeResponses: { USERNAME: EMAIL, ANSWER: '4' } },
        ...challenged,
        save: SESSION,
      },
      {
        operation: 'RespondToAuthChallenge',
        input: { ClientId: '{{client}}', ChallengeName: 'CUSTOM_CHALLENGE', Session: '{{first}}', ChallengeResponses: { USERNAME: EMAIL, ANSWER: '5' } },
        ...refused('NotAuthorizedException', 'Invalid session for the user, session can only be used once.'),
      },
      answer({ ...tokens, save: TOKENS }),
    ],
    events: [
      {}, {}, {},
      { request: { session: [done('CUSTOM_CHALLENGE', false, 'CAPTCHA')] } },
      { triggerSource: 'CreateAuthChallenge_Authentication', request: { session: [done('CUSTOM_CHALLENGE', false, 'CAPTCHA')] } },
      {},
      { request: { session: [done('CUSTOM_CHALLENGE', false, 'CAPTCHA'), done('CUSTOM_CHALLENGE', true, 'CAPTCHA')] } },
    ],
  },
  {
    ...base,
    name: 'DefineAuthChallenge can fail the sign-in',
    tag: 'O',
    source: 'observed text',
    triggers: {
      DefineAuthChallenge: { response: [next('CUSTOM_CHALLENGE'), FAIL] },
      CreateAuthChallenge: CREATE,
      VerifyAuthChallengeResponse: { response: { answerCorrect: false } },
    },
    steps: [...confirmed(), start(), answer(wrong, '4')],
  },
  {
    ...base,
    name: 'failing goes before issuing',
    tag: 'M',
    source: 'from memory',
    triggers: { DefineAuthChallenge: { response: { issueTokens: true, failAuthentication: true } } },
    steps: [...confirmed(), start(wrong)],
  },
  {
    ...base,
    name: 'DefineAuthChallenge can let a person in at once',
    tag: 'D',
    source: flow,
    triggers: { DefineAuthChallenge: { response: ISSUE } },
    steps: [...confirmed(), start({ ...tokens, save: TOKENS })],
  },
  {
    ...base,
    name: 'a custom flow without a password needs no second factor',
    tag: 'M',
    source: 'the guide has MFA follow the password only',
    mfa: TOTP_ON,
    triggers: { DefineAuthChallenge: { response: ISSUE } },
    steps: [...enrolled(), start({ ...tokens, save: TOKENS })],
  },
  {
    ...base,
    name: 'a custom flow can start with the password',
    tag: 'D',
    source: define,
    triggers: {
      DefineAuthChallenge: { response: [next('PASSWORD_VERIFIER'), next('CUSTOM_CHALLENGE'), ISSUE] },
      CreateAuthChallenge: CREATE,
      VerifyAuthChallengeResponse: { response: { answerCorrect: true } },
    },
    steps: [
      ...confirmed(),
      withPassword({
        expect: { ChallengeName: 'PASSWORD_VERIFIER', Session: like('.'), ChallengeParameters: { USER_ID_FOR_SRP: '{{sub}}', SECRET_BLOCK: like('.') } },
      }),
      proven({ ...challenged, save: SESSION }),
      answer({ ...tokens, save: TOKENS }),
    ],
    events: [
      { request: { session: [done('SRP_A')] } },
      { request: { session: [done('SRP_A'), done('PASSWORD_VERIFIER')] } },
      { triggerSource: 'CreateAuthChallenge_Authentication', request: { session: [done('SRP_A'), done('PASSWORD_VERIFIER')] } },
      {},
      { request: { session: [done('SRP_A'), done('PASSWORD_VERIFIER'), done('CUSTOM_CHALLENGE', true, 'CAPTCHA')] } },
    ],
  },
  {
    ...base,
    name: 'a wrong password ends a custom flow without asking the trigger',
    tag: 'D',
    source: `${define}: it is invoked again if the password verification succeeds`,
    triggers: { DefineAuthChallenge: { response: [next('PASSWORD_VERIFIER'), ISSUE] } },
    steps: [...confirmed(), withPassword(), proven(wrong, 'Wrong-password-1'), proven(refused('NotAuthorizedException', 'Invalid session for the user, session can only be used once.'))],
  },
  {
    ...base,
    name: 'the secret block of a custom flow needs its session',
    tag: 'M',
    source: 'from memory',
    triggers: { DefineAuthChallenge: { response: [next('PASSWORD_VERIFIER'), ISSUE] } },
    steps: [...confirmed(), withPassword(), prove(wrong), proven(tokens)],
  },
  {
    ...base,
    name: 'in a custom flow MFA follows the password by itself, then the trigger is asked again',
    tag: 'D',
    source: `${flow}: if MFA is enabled for a user, it is handled automatically after the password is verified`,
    mfa: TOTP_ON,
    triggers: {
      DefineAuthChallenge: { response: [next('PASSWORD_VERIFIER'), next('CUSTOM_CHALLENGE'), ISSUE] },
      CreateAuthChallenge: CREATE,
      VerifyAuthChallengeResponse: { response: { answerCorrect: true } },
    },
    steps: [
      ...enrolled(),
      withPassword({ advance: 30 }),
      proven({ expect: { ChallengeName: 'SOFTWARE_TOKEN_MFA' }, save: SESSION }),
      code({ ...challenged, save: SESSION }),
      answer({ ...tokens, save: TOKENS }),
    ],
    events: [{}, { request: { session: [done('SRP_A'), done('PASSWORD_VERIFIER'), done('SOFTWARE_TOKEN_MFA')] } }],
  },
  {
    ...base,
    name: 'in a custom flow the first device is set up after the password',
    tag: 'M',
    source: 'as MFA is',
    mfa: TOTP_ON,
    triggers: { DefineAuthChallenge: { response: [next('PASSWORD_VERIFIER'), ISSUE] } },
    steps: [
      ...confirmed(),
      withPassword(),
      proven({ expect: { ChallengeName: 'MFA_SETUP' }, save: SESSION }),
      associate(),
      verify(),
      respond('MFA_SETUP', {}, tokens),
    ],
    events: [{}, { request: { session: [done('SRP_A'), done('PASSWORD_VERIFIER'), done('MFA_SETUP')] } }],
  },
  {
    ...base,
    name: 'in a custom flow a new password ends the triggers\' say',
    tag: 'O',
    source: 'amazon-cognito-identity-js issue 341',
    triggers: { DefineAuthChallenge: { response: [next('PASSWORD_VERIFIER'), next('CUSTOM_CHALLENGE')] } },
    steps: [
      invited(),
      withPassword(),
      proven({ expect: { ChallengeName: 'NEW_PASSWORD_REQUIRED' }, save: SESSION }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, tokens),
    ],
  },
  {
    ...base,
    name: 'the triggers learn that there is nobody, and the caller does not',
    tag: 'D',
    source: `${define}: userNotFound; [M] that nobody is refused even where tokens would be issued`,
    triggers: {
      DefineAuthChallenge: { response: [next('CUSTOM_CHALLENGE'), ISSUE] },
      CreateAuthChallenge: CREATE,
      VerifyAuthChallengeResponse: { response: { answerCorrect: true } },
    },
    steps: [
      start({ expect: { ChallengeName: 'CUSTOM_CHALLENGE', ChallengeParameters: { USERNAME: UUID, captchaUrl: 'url/123.jpg' } } }),
      answer(wrong),
    ],
    events: ['DefineAuthChallenge', 'CreateAuthChallenge', 'VerifyAuthChallengeResponse', 'DefineAuthChallenge']
      .map((name) => ({ triggerSource: `${name}_Authentication`, request: { userAttributes: {}, userNotFound: true } })),
  },
  {
    ...base,
    name: 'nobody\'s password is wrong in a custom flow too',
    tag: 'D',
    source: 'developer guide, managing user existence error responses',
    triggers: { DefineAuthChallenge: { response: next('PASSWORD_VERIFIER') } },
    steps: [withPassword({ expect: { ChallengeName: 'PASSWORD_VERIFIER' } }), proven(wrong)],
  },
  {
    ...base,
    name: 'the legacy rule says that there is nobody to challenge',
    tag: 'O',
    source: 'observed text',
    client: { ...CLIENT.srp, PreventUserExistenceErrors: 'LEGACY' },
    triggers: { DefineAuthChallenge: { response: ISSUE } },
    steps: [start(refused('UserNotFoundException', 'User does not exist.'))],
  },
  {
    ...base,
    name: 'a pool without the triggers has no custom flow',
    tag: 'O',
    source: 'observed text',
    steps: [...confirmed(), start(refused('InvalidParameterException', 'Custom auth lambda trigger is not configured for the user pool.'))],
  },
  {
    ...base,
    name: 'a pool without the trigger that creates challenges has no custom challenge',
    tag: 'O',
    source: 'observed text',
    triggers: { DefineAuthChallenge: { response: next('CUSTOM_CHALLENGE') } },
    steps: [...confirmed(), start(refused('InvalidParameterException', 'Custom auth lambda trigger is not configured for the user pool.'))],
  },
  {
    ...base,
    name: 'a client without the custom flow refuses it',
    tag: 'O',
    source: 'observed text',
    client: CLIENT.open,
    steps: [...confirmed(), start(refused('InvalidParameterException', 'CUSTOM_AUTH is not enabled for the client.'))],
  },
  ...([[{}, 'a next step'], [{ challengeName: 'SRP_A' }, 'a step of ours'], [next('PASSWORD_VERIFIER'), 'a start with the password']] as const).map(([response, what]): Vector => ({
    ...base,
    name: `DefineAuthChallenge must answer what can follow: not without ${what}`,
    tag: 'M',
    source: 'the error is documented, its text is ours',
    triggers: { DefineAuthChallenge: { response } },
    steps: [...confirmed(), start(refused('InvalidLambdaResponseException', { $match: 'as the next challenge of CUSTOM_AUTH$' }))],
  })),
  {
    ...base,
    name: 'a failing DefineAuthChallenge refuses with its text',
    tag: 'O',
    source: 'observed text',
    triggers: { DefineAuthChallenge: { error: 'Invalid OTP' } },
    steps: [...confirmed(), start(refused('UserLambdaValidationException', 'DefineAuthChallenge failed with error Invalid OTP.'))],
  },
  {
    ...base,
    name: 'the custom flow names what is missing',
    tag: 'O',
    source: 'observed text for other parameters',
    triggers: { DefineAuthChallenge: { response: next('CUSTOM_CHALLENGE') }, CreateAuthChallenge: CREATE },
    steps: [
      ...confirmed(),
      start(refused('InvalidParameterException', 'Missing required parameter USERNAME'), { USERNAME: '' }),
      start(refused('InvalidParameterException', 'Missing required parameter SRP_A'), { CHALLENGE_NAME: 'SRP_A' }),
      start(),
      answer(refused('InvalidParameterException', 'Missing required parameter ANSWER'), ''),
      {
        operation: 'RespondToAuthChallenge',
        input: { ClientId: '{{client}}', ChallengeName: 'CUSTOM_CHALLENGE', ChallengeResponses: { USERNAME: EMAIL, ANSWER: '5' } },
        ...refused('InvalidParameterException', 'Missing required parameter Session'),
      },
    ],
  },
  {
    ...base,
    name: 'a custom challenge is of one person, and lives three minutes',
    tag: 'M',
    source: 'as other sessions',
    triggers: { DefineAuthChallenge: { response: next('CUSTOM_CHALLENGE') }, CreateAuthChallenge: CREATE, VerifyAuthChallengeResponse: { response: { answerCorrect: true } } },
    steps: [
      ...confirmed(),
      { operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: 'bob@example.com', MessageAction: 'SUPPRESS' } },
      start(),
      respond('CUSTOM_CHALLENGE', { USERNAME: 'bob@example.com', ANSWER: '5' }, refused('NotAuthorizedException', 'Invalid session for the user.')),
      answer({ advance: 180, ...refused('NotAuthorizedException', 'Invalid session for the user, session is expired.') }),
    ],
  },
  ...([
    ['disabled', 'AdminDisableUser', 'NotAuthorizedException', 'User is disabled.'],
    ['to reset the password', 'AdminResetUserPassword', 'PasswordResetRequiredException', 'Password reset required for the user'],
  ] as const).map(([what, operation, name, message]): Vector => ({
    ...base,
    name: `who is ${what} starts no custom flow`,
    tag: 'M',
    source: 'the text is observed, the step is from memory',
    triggers: { DefineAuthChallenge: { response: ISSUE } },
    steps: [...confirmed(), admin(operation), start(refused(name, message))],
  })),
  {
    ...base,
    name: 'who is not confirmed starts no custom flow',
    tag: 'M',
    source: 'the text is observed, the step is from memory',
    triggers: { DefineAuthChallenge: { response: ISSUE } },
    steps: [
      { operation: 'SignUp', input: { ClientId: '{{client}}', Username: EMAIL, Password: PASSWORD } },
      start(refused('UserNotConfirmedException', 'User is not confirmed.')),
    ],
  },
  {
    ...base,
    name: 'who was disabled meanwhile does not answer a custom challenge',
    tag: 'M',
    source: 'the text is observed, the step is from memory',
    triggers: { DefineAuthChallenge: { response: next('CUSTOM_CHALLENGE') }, CreateAuthChallenge: CREATE },
    steps: [...confirmed(), start(), admin('AdminDisableUser'), answer(refused('NotAuthorizedException', 'User is disabled.'))],
  },
  {
    ...base,
    name: 'administrators start and answer a custom flow too',
    tag: 'D',
    source: 'API reference, AdminInitiateAuth',
    triggers: {
      DefineAuthChallenge: { response: [next('CUSTOM_CHALLENGE'), ISSUE] },
      CreateAuthChallenge: CREATE,
      VerifyAuthChallengeResponse: { response: { answerCorrect: true } },
    },
    steps: [
      ...confirmed(),
      { ...start(challenged), operation: 'AdminInitiateAuth', input: { UserPoolId: '{{pool}}', ...start().input } },
      { ...answer({ ...tokens, save: TOKENS }), operation: 'AdminRespondToAuthChallenge', input: { UserPoolId: '{{pool}}', ...answer().input } },
    ],
  },
];
