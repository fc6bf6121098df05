import { Vector } from '../vector';
import {
  absent, admin, associate, CLIENT, code, confirmed, EMAIL, invited, like, OTHER_PASSWORD, PASSWORD, POOL, prove, refused, respond, SESSION, signIn,
  srp, TEMPORARY, TOKENS, TOTP_ON, UUID, verify,
} from './setup';

const base = { pool: POOL.email, client: CLIENT.srp };
const wrong = refused('NotAuthorizedException', 'Incorrect username or password.');
const HEX = like('^[0-9a-f]+$');
const tokens = { expect: { ChallengeName: absent, ChallengeParameters: {}, AuthenticationResult: { TokenType: 'Bearer' } } };
const clients = 'amplify-js, AuthenticationHelper and handlePasswordVerifierChallenge';
const measured = 'measured on a real pool: ministackorg/ministack pull request 1758';
const guide = 'developer guide, managing user existence error responses';

export const srpVectors: Vector[] = [
  {
    ...base,
    name: 'SRP proves the password without sending it',
    tag: 'O',
    source: measured,
    steps: [
      ...confirmed(),
      srp({
        expect: {
          ChallengeName: 'PASSWORD_VERIFIER',
          Session: absent,
          ChallengeParameters: { SALT: HEX, SRP_B: HEX, SECRET_BLOCK: like('^[\\w+/]+=*$'), USERNAME: '{{sub}}', USER_ID_FOR_SRP: '{{sub}}' },
          AuthenticationResult: absent,
        },
      }),
      prove({ ...tokens, save: TOKENS, claims: { id: { email: EMAIL }, access: { username: '{{sub}}' } } }),
    ],
  },
  {
    ...base,
    name: 'SRP is over the user name, however the person was named',
    tag: 'O',
    source: measured,
    pool: POOL.alias,
    steps: [
      {
        operation: 'AdminCreateUser',
        input: {
          UserPoolId: '{{pool}}', Username: 'ann', MessageAction: 'SUPPRESS', TemporaryPassword: TEMPORARY,
          UserAttributes: [{ Name: 'email', Value: EMAIL }, { Name: 'email_verified', Value: 'true' }],
        },
      },
      admin('AdminSetUserPassword', { Password: PASSWORD, Permanent: true }),
      srp({ expect: { ChallengeParameters: { USERNAME: 'ann', USER_ID_FOR_SRP: 'ann' } } }),
      prove(tokens),
    ],
  },
  {
    ...base,
    name: 'AdminInitiateAuth has SRP too',
    tag: 'O',
    source: measured,
    steps: [
      ...confirmed(),
      { ...srp(), operation: 'AdminInitiateAuth', input: { UserPoolId: '{{pool}}', ...srp().input } },
      { ...prove(tokens), operation: 'AdminRespondToAuthChallenge', input: { UserPoolId: '{{pool}}', ...prove().input } },
    ],
  },
  {
    ...base,
    name: 'SRP works with a client that has a secret',
    tag: 'O',
    source: 'SECRET_HASH over USER_ID_FOR_SRP: alexrudd/cognito-srp issue 1',
    client: { ...CLIENT.srp, GenerateSecret: true },
    steps: [
      ...confirmed(),
      srp({ input: { ClientId: '{{client}}', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: EMAIL, SRP_A: '{{srp}}', SECRET_HASH: `{{hash ${EMAIL}}}` } } }),
      prove(refused('NotAuthorizedException', 'Client {{client}} is configured with secret but SECRET_HASH was not received')),
      prove(tokens, PASSWORD, { SECRET_HASH: '{{hash srpId}}' }),
    ],
  },
  { ...base, name: 'a wrong password has a wrong proof', tag: 'O', source: measured, steps: [...confirmed(), srp(), prove(wrong, 'Wrong-password-1')] },
  {
    ...base,
    name: 'a proof for another secret block is wrong',
    tag: 'O',
    source: measured,
    steps: [...confirmed(), srp(), prove(wrong, PASSWORD, { PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' })],
  },
  ...['2026-11-20T12:00:00Z', 'Fri Nov 06 12:00:00 UTC 2026', 'Sun Nov 20 12:00:00 UTC 2026'].map((time): Vector => ({
    ...base,
    name: `a proof at the time ${time} is wrong`,
    tag: 'O',
    source: measured,
    steps: [...confirmed(), srp(), prove(wrong, PASSWORD, { TIMESTAMP: time, PASSWORD_CLAIM_SIGNATURE: `{{srp ${PASSWORD} ${time}}}` })],
  })),
  {
    ...base,
    name: 'a proof is taken once',
    tag: 'M',
    source: 'from memory',
    steps: [...confirmed(), srp(), prove(tokens), prove(wrong)],
  },
  {
    ...base,
    name: 'a wrong proof ends the challenge',
    tag: 'M',
    source: 'from memory',
    steps: [...confirmed(), srp(), prove(wrong, 'Wrong-password-1'), prove(wrong), srp(), prove(tokens)],
  },
  {
    ...base,
    name: 'an SRP challenge waits three minutes',
    tag: 'M',
    source: 'the length is documented for sessions',
    steps: [...confirmed(), srp(), prove({ ...tokens, advance: 179 }), srp(), prove({ ...wrong, advance: 180 })],
  },
  {
    ...base,
    name: 'a password that changed meanwhile is not proven by the old one',
    tag: 'M',
    source: 'from memory',
    steps: [...confirmed(), srp(), admin('AdminSetUserPassword', { Password: OTHER_PASSWORD, Permanent: true }), prove(wrong), srp(), prove(tokens, OTHER_PASSWORD)],
  },
  ...['0', 'xyz', 'F'.repeat(769)].map((value): Vector => ({
    ...base,
    name: `the SRP_A ${value.slice(0, 8)} is no public value`,
    tag: 'M',
    source: 'the text is from memory; RFC 5054 has the server abort',
    steps: [
      ...confirmed(),
      srp({
        input: { ClientId: '{{client}}', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: EMAIL, SRP_A: value } },
        ...refused('InvalidParameterException', 'Invalid SRP_A value.'),
      }),
    ],
  })),
  {
    ...base,
    name: 'SRP names what is missing',
    tag: 'O',
    source: 'observed text for other parameters',
    steps: [
      ...confirmed(),
      ...[{}, { USERNAME: EMAIL }].map((AuthParameters, index) => srp({
        input: { ClientId: '{{client}}', AuthFlow: 'USER_SRP_AUTH', AuthParameters },
        ...refused('InvalidParameterException', `Missing required parameter ${['USERNAME', 'SRP_A'][index]}`),
      })),
      srp(),
      ...['PASSWORD_CLAIM_SIGNATURE', 'PASSWORD_CLAIM_SECRET_BLOCK', 'TIMESTAMP'].map((name) =>
        prove(refused('InvalidParameterException', `Missing required parameter ${name}`), PASSWORD, { [name]: '' })),
      prove(tokens),
    ],
  },
  {
    ...base,
    name: 'a client without SRP refuses it',
    tag: 'O',
    source: 'observed text',
    client: CLIENT.open,
    steps: [...confirmed(), srp(refused('InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.'))],
  },
  {
    ...base,
    name: 'a client with a legacy flow has SRP beside it',
    tag: 'D',
    source: 'API reference, ExplicitAuthFlows',
    client: { ExplicitAuthFlows: ['USER_PASSWORD_AUTH'] },
    steps: [...confirmed(), srp(), prove(tokens)],
  },
  {
    ...base,
    name: 'a client for custom authentication alone has no SRP',
    tag: 'D',
    source: 'API reference, ExplicitAuthFlows',
    client: { ExplicitAuthFlows: ['CUSTOM_AUTH_FLOW_ONLY'] },
    steps: [...confirmed(), srp(refused('InvalidParameterException', 'USER_SRP_AUTH is not enabled for the client.'))],
  },
  {
    ...base,
    name: 'nobody gets a challenge, each time with the same salt and id, and no proof is right',
    tag: 'D',
    source: guide,
    steps: [
      srp({ save: { first: 'ChallengeParameters.SALT', id: 'ChallengeParameters.USER_ID_FOR_SRP' }, expect: { Session: absent } }),
      srp({ expect: { ChallengeParameters: { SALT: '{{first}}', USER_ID_FOR_SRP: '{{id}}', SRP_B: HEX, SECRET_BLOCK: like('.') } } }),
      prove(wrong),
      srp({ expect: { ChallengeParameters: { USERNAME: UUID } } }, 'nobody@example.com'),
      prove(wrong),
    ],
  },
  {
    ...base,
    name: 'the legacy rule says at once that there is nobody to prove anything',
    tag: 'O',
    source: measured,
    client: { ...CLIENT.srp, PreventUserExistenceErrors: 'LEGACY' },
    steps: [srp(refused('UserNotFoundException', 'User does not exist.'))],
  },
  {
    ...base,
    name: 'another person\'s name does not go with a proof',
    tag: 'M',
    source: 'from memory',
    steps: [
      ...confirmed(),
      { operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: 'bob@example.com', MessageAction: 'SUPPRESS' } },
      srp(),
      prove(wrong, PASSWORD, { USERNAME: 'bob@example.com' }),
    ],
  },
  {
    ...base,
    name: 'wrong proofs lock a person out like wrong passwords',
    tag: 'D',
    source: 'developer guide, lockout behavior for failed sign-in attempts',
    steps: [
      ...confirmed(),
      ...Array.from({ length: 5 }, () => [srp(), prove(wrong, 'Wrong-password-1')]).flat(),
      srp(refused('NotAuthorizedException', 'Password attempts exceeded')),
      signIn(refused('NotAuthorizedException', 'Password attempts exceeded')),
      srp({ advance: 1 }),
      prove(tokens),
    ],
  },
  {
    ...base,
    name: 'a challenge from before the lock does not open it',
    tag: 'M',
    source: 'from memory',
    steps: [
      ...confirmed(),
      srp(),
      ...Array.from({ length: 5 }, () => signIn(wrong, 'Wrong-password-1')),
      prove(refused('NotAuthorizedException', 'Password attempts exceeded')),
    ],
  },
  {
    ...base,
    name: 'a disabled person learns it from the right proof alone',
    tag: 'D',
    source: `${guide} (former edition): a disabled user with a wrong password`,
    steps: [
      ...confirmed(),
      admin('AdminDisableUser'),
      srp(),
      prove(wrong, 'Wrong-password-1'),
      srp(),
      prove(refused('NotAuthorizedException', 'User is disabled.')),
    ],
  },
  {
    ...base,
    name: 'a person who must reset the password is told so',
    tag: 'M',
    source: 'the text is observed, the step is from memory',
    steps: [...confirmed(), admin('AdminResetUserPassword'), srp(refused('PasswordResetRequiredException', 'Password reset required for the user'))],
  },
  {
    ...base,
    name: 'who is not confirmed is told so after the right proof',
    tag: 'M',
    source: 'as with a password that is sent',
    steps: [
      { operation: 'SignUp', input: { ClientId: '{{client}}', Username: EMAIL, Password: PASSWORD } },
      srp(),
      prove(refused('UserNotConfirmedException', 'User is not confirmed.')),
    ],
  },
  {
    ...base,
    name: 'an invited person proves the temporary password and sets a new one',
    tag: 'O',
    source: clients,
    steps: [
      invited(),
      srp(),
      prove({ save: SESSION, expect: { ChallengeName: 'NEW_PASSWORD_REQUIRED', ChallengeParameters: { USER_ID_FOR_SRP: '{{sub}}' } } }, TEMPORARY),
      respond('NEW_PASSWORD_REQUIRED', { NEW_PASSWORD: PASSWORD }, tokens),
      srp(),
      prove(tokens),
    ],
  },
  {
    ...base,
    name: 'a temporary password that is too old is refused with SRP too',
    tag: 'O',
    source: 'observed text',
    steps: [
      invited(),
      srp({ advance: 7 * 24 * 3600 }),
      prove(refused('NotAuthorizedException', 'Temporary password has expired and must be reset by an administrator.'), TEMPORARY),
    ],
  },
  {
    ...base,
    name: 'the second factor comes after the proof',
    tag: 'D',
    source: 'developer guide, authentication flows',
    mfa: TOTP_ON,
    steps: [
      ...confirmed(),
      srp(),
      prove({ save: SESSION, expect: { ChallengeName: 'MFA_SETUP', AuthenticationResult: absent } }),
      associate(),
      verify(),
      srp({ advance: 30 }),
      prove({ save: SESSION, expect: { ChallengeName: 'SOFTWARE_TOKEN_MFA', ChallengeParameters: { USER_ID_FOR_SRP: '{{sub}}' } } }),
      code(tokens),
    ],
  },
  {
    ...base,
    name: 'PreAuthentication is asked before an SRP challenge, PostAuthentication after its proof',
    tag: 'D',
    source: 'API reference, InitiateAuth: ClientMetadata',
    triggers: { PreAuthentication: { response: {} }, PostAuthentication: { response: {} } },
    steps: [
      ...confirmed(),
      srp({
        input: { ClientId: '{{client}}', AuthFlow: 'USER_SRP_AUTH', AuthParameters: { USERNAME: EMAIL, SRP_A: '{{srp}}' }, ClientMetadata: { a: 'b' } },
      }),
      { ...prove(tokens), input: { ...prove().input, ClientMetadata: { c: 'd' } } },
    ],
    events: [
      { triggerSource: 'PreAuthentication_Authentication', request: { validationData: { a: 'b' }, userNotFound: false } },
      { triggerSource: 'PostAuthentication_Authentication', request: { clientMetadata: { c: 'd' } } },
    ],
  },
];
