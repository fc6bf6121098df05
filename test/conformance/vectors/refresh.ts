import { Step, Vector } from '../vector';
import { absent, admin, bearer, CLIENT, confirmed, POOL, refused, signIn, TOKENS } from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const rotating = { pool: POOL.email, client: CLIENT.rotating };

const refreshAuth = (rest: Partial<Step> = {}): Step => ({
  operation: 'InitiateAuth',
  input: { ClientId: '{{client}}', AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: '{{refresh}}' } },
  ...rest,
});

const getTokens = (rest: Partial<Step> = {}, token = '{{refresh}}', input: object = {}): Step => ({
  operation: 'GetTokensFromRefreshToken', input: { ClientId: '{{client}}', RefreshToken: token, ...input }, ...rest,
});

const SECOND = { second: 'AuthenticationResult.RefreshToken' };
const reuse = refused('RefreshTokenReuseException');
const ACCESS = { access2: 'AuthenticationResult.AccessToken', id2: 'AuthenticationResult.IdToken' };

export const refreshVectors: Vector[] = [
  {
    ...base,
    name: 'REFRESH_TOKEN_AUTH brings new tokens of the same sign-in, and no refresh token',
    tag: 'V',
    source: 'scouted SDK-driven suite; developer guide, using the refresh token',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      refreshAuth({
        advance: 60,
        expect: { ChallengeName: absent, AuthenticationResult: { RefreshToken: absent, ExpiresIn: 3600 } },
        save: ACCESS,
        claims: { access2: { origin_jti: '{{jwt access.origin_jti}}' }, id2: { origin_jti: '{{jwt access.origin_jti}}' } },
      }),
    ],
  },
  {
    ...base,
    name: 'GetTokensFromRefreshToken works without rotation too, and answers no refresh token',
    tag: 'D',
    source: 'API reference, GetTokensFromRefreshToken',
    steps: [...confirmed(), signIn({ save: TOKENS }), getTokens({ expect: { AuthenticationResult: { RefreshToken: absent } } }), getTokens()],
  },
  {
    ...base,
    name: 'a refresh token expires',
    tag: 'M',
    source: 'unverified text',
    client: { ...CLIENT.open, RefreshTokenValidity: 1, TokenValidityUnits: { RefreshToken: 'hours' } },
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      refreshAuth({ advance: 3599 }),
      refreshAuth({ advance: 1, ...refused('NotAuthorizedException', 'Refresh Token has expired') }),
    ],
  },
  {
    ...base,
    name: 'an invented refresh token is refused',
    tag: 'O',
    source: 'observed text',
    steps: [
      {
        ...refreshAuth(refused('NotAuthorizedException', 'Invalid Refresh Token')), input: {
          ClientId: '{{client}}', AuthFlow: 'REFRESH_TOKEN_AUTH', AuthParameters: { REFRESH_TOKEN: 'invented' },
        },
      },
      getTokens(refused('NotAuthorizedException', 'Invalid Refresh Token'), 'invented'),
    ],
  },
  {
    ...base,
    name: 'another client\'s refresh token is refused',
    tag: 'O',
    source: 'repost.aws knowledge center, invalid refresh token',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      {
        operation: 'CreateUserPoolClient',
        input: { UserPoolId: '{{pool}}', ClientName: 'other', ...CLIENT.open },
        save: { other: 'UserPoolClient.ClientId' },
      },
      getTokens(refused('NotAuthorizedException', 'Invalid Refresh Token'), '{{refresh}}', { ClientId: '{{other}}' }),
    ],
  },
  {
    ...rotating,
    name: 'rotation answers a new refresh token, and the old one lives for the grace',
    tag: 'D',
    source: 'developer guide, refresh token rotation',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      getTokens({ save: SECOND }),
      getTokens({ advance: 9 }),
      getTokens({ advance: 1, ...reuse }),
      getTokens({}, '{{second}}'),
    ],
  },
  {
    ...rotating,
    name: 'without a grace the old token ends at once',
    tag: 'D',
    source: 'API reference, RefreshTokenRotationType: RetryGracePeriodSeconds',
    client: { ...CLIENT.rotating, RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 0 } },
    steps: [...confirmed(), signIn({ save: TOKENS }), getTokens({ save: SECOND }), getTokens(reuse)],
  },
  {
    ...rotating,
    name: 'the reuse of an old token does not end the others of the sign-in',
    tag: 'M',
    source: 'unverified whether the family dies',
    steps: [...confirmed(), signIn({ save: TOKENS }), getTokens({ save: SECOND }), getTokens({ advance: 10, ...reuse }), getTokens({}, '{{second}}')],
  },
  {
    ...rotating,
    name: 'a rotated token lasts for what remains of the first one',
    tag: 'D',
    source: 'developer guide, refresh token rotation',
    client: { ...CLIENT.rotating, RefreshTokenValidity: 1, TokenValidityUnits: { RefreshToken: 'hours' } },
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      getTokens({ advance: 1800, save: SECOND }),
      getTokens({ advance: 1800, ...refused('NotAuthorizedException', 'Refresh Token has expired') }, '{{second}}'),
    ],
  },
  {
    ...rotating,
    name: 'REFRESH_TOKEN_AUTH is refused on a client that rotates',
    tag: 'M',
    source: 'developer guide, refresh token rotation; the error is unverified',
    steps: [...confirmed(), signIn({ save: TOKENS }), refreshAuth(refused('InvalidParameterException'))],
  },
  {
    ...rotating,
    name: 'a client cannot have rotation and the refresh flow',
    tag: 'D',
    source: 'developer guide, refresh token rotation',
    steps: [{
      operation: 'CreateUserPoolClient',
      input: { UserPoolId: '{{pool}}', ClientName: 'both', ...CLIENT.open, RefreshTokenRotation: { Feature: 'ENABLED' } },
      ...refused('InvalidParameterException'),
    }],
  },
  {
    ...rotating,
    name: 'a confidential client refreshes with its secret itself',
    tag: 'D',
    source: 'API reference, GetTokensFromRefreshToken: ClientSecret',
    client: { ...CLIENT.rotating, GenerateSecret: true },
    steps: [
      ...confirmed(),
      {
        ...signIn({ save: TOKENS }),
        input: {
          ClientId: '{{client}}',
          AuthFlow: 'USER_PASSWORD_AUTH',
          AuthParameters: { USERNAME: '{{sub}}', PASSWORD: 'Correct-horse-9', SECRET_HASH: '{{hash sub}}' },
        },
      },
      getTokens(refused('NotAuthorizedException')),
      getTokens(refused('NotAuthorizedException'), '{{refresh}}', { ClientSecret: 'wrongsecret' }),
      getTokens({}, '{{refresh}}', { ClientSecret: '{{secret}}' }),
    ],
  },
  {
    ...base,
    name: 'a revoked refresh token ends with its access tokens',
    tag: 'D',
    source: 'API reference, RevokeToken',
    steps: [
      ...confirmed(),
      signIn({ save: { other: 'AuthenticationResult.AccessToken' } }),
      signIn({ save: TOKENS }),
      { operation: 'RevokeToken', input: { ClientId: '{{client}}', Token: '{{refresh}}' } },
      refreshAuth(refused('NotAuthorizedException', 'Refresh Token has been revoked')),
      bearer('GetUser', {}, refused('NotAuthorizedException', 'Access Token has been revoked')),
      bearer('GetUser', { AccessToken: '{{other}}' }),
    ],
  },
  {
    ...base,
    name: 'only refresh tokens can be revoked',
    tag: 'D',
    source: 'API reference, RevokeToken: UnsupportedTokenTypeException',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      { operation: 'RevokeToken', input: { ClientId: '{{client}}', Token: '{{access}}' }, ...refused('UnsupportedTokenTypeException') },
    ],
  },
  {
    ...base,
    name: 'a disabled person does not refresh',
    tag: 'M',
    source: 'unverified whether the text is of the token or of the person',
    steps: [...confirmed(), signIn({ save: TOKENS }), admin('AdminDisableUser'), refreshAuth(refused('NotAuthorizedException'))],
  },
];
