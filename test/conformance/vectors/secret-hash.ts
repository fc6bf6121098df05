import { Step, Vector } from '../vector';
import { CLIENT, confirmed, EMAIL, invited, PASSWORD, POOL, refused, TEMPORARY } from './setup';

const base = { pool: POOL.email, client: CLIENT.confidential };
const signIn = (parameters: object, rest: Partial<Step> = {}): Step => ({
  operation: 'InitiateAuth',
  input: { ClientId: '{{client}}', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: EMAIL, PASSWORD, ...parameters } },
  ...rest,
});
const unable = refused('NotAuthorizedException', 'Unable to verify secret hash for client {{client}}');
const missing = refused('NotAuthorizedException', 'Client {{client}} is configured with secret but SECRET_HASH was not received');
const done = { expect: { AuthenticationResult: { TokenType: 'Bearer' } } };

export const secretHashVectors: Vector[] = [
  {
    ...base,
    name: 'a confidential client must send the hash of the name as it sends the name',
    tag: 'O',
    source: 'observed texts',
    steps: [
      ...confirmed(),
      signIn({}, missing),
      signIn({ SECRET_HASH: '{{hash nobody}}' }, unable),
      signIn({ SECRET_HASH: '{{hash sub}}' }, unable),
      signIn({ SECRET_HASH: `{{hash ${EMAIL}}}` }, done),
      signIn({ USERNAME: '{{sub}}', SECRET_HASH: '{{hash sub}}' }, done),
    ],
  },
  {
    ...base,
    name: 'the hash comes before the name: nobody is told apart by it',
    tag: 'O',
    source: 'observed',
    client: { ...CLIENT.confidential, PreventUserExistenceErrors: 'LEGACY' },
    steps: [signIn({ USERNAME: 'nobody@example.com' }, missing)],
  },
  {
    ...base,
    name: 'an answer to a challenge hashes the USERNAME it sends',
    tag: 'O',
    source: 'observed',
    steps: [
      invited(),
      signIn({ PASSWORD: TEMPORARY, SECRET_HASH: `{{hash ${EMAIL}}}` }, { save: { session: 'Session' } }),
      {
        operation: 'RespondToAuthChallenge',
        input: {
          ClientId: '{{client}}',
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: '{{session}}',
          ChallengeResponses: { USERNAME: '{{sub}}', NEW_PASSWORD: PASSWORD, SECRET_HASH: `{{hash ${EMAIL}}}` },
        },
        ...unable,
      },
      {
        operation: 'RespondToAuthChallenge',
        input: {
          ClientId: '{{client}}',
          ChallengeName: 'NEW_PASSWORD_REQUIRED',
          Session: '{{session}}',
          ChallengeResponses: { USERNAME: '{{sub}}', NEW_PASSWORD: PASSWORD, SECRET_HASH: '{{hash sub}}' },
        },
        ...done,
      },
    ],
  },
  {
    ...base,
    name: 'the refresh flow hashes the true username',
    tag: 'O',
    source: 'observed by many: the UUID, not the email',
    steps: [
      ...confirmed(),
      signIn({ SECRET_HASH: `{{hash ${EMAIL}}}` }, { save: { refresh: 'AuthenticationResult.RefreshToken' } }),
      ...[[`{{hash ${EMAIL}}}`, unable], ['{{hash sub}}', done]].map(([hash, rest]): Step => ({
        operation: 'InitiateAuth',
        input: { ClientId: '{{client}}', AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: '{{refresh}}', SECRET_HASH: hash } },
        ...rest as Partial<Step>,
      })),
    ],
  },
  {
    ...base,
    name: 'the unsigned operations on a name want the hash too',
    tag: 'O',
    source: 'observed texts',
    steps: [
      ...confirmed(),
      ...[
        { operation: 'ForgotPassword', input: {} },
        { operation: 'ConfirmForgotPassword', input: { ConfirmationCode: '123456', Password: PASSWORD } },
        { operation: 'ResendConfirmationCode', input: {} },
        { operation: 'ConfirmSignUp', input: { ConfirmationCode: '123456' } },
        { operation: 'SignUp', input: { Password: PASSWORD } },
      ].map(({ operation, input }): Step => ({ operation, input: { ClientId: '{{client}}', Username: EMAIL, ...input }, ...missing })),
      { operation: 'ForgotPassword', input: { ClientId: '{{client}}', Username: EMAIL, SecretHash: `{{hash ${EMAIL}}}` } },
    ],
  },
  {
    ...base,
    name: 'a client without a secret takes no hash',
    tag: 'O',
    source: 'observed',
    client: CLIENT.open,
    steps: [...confirmed(), signIn({ SECRET_HASH: '{{hash sub}}' }, unable)],
  },
];
