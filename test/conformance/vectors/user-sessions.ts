import { Expected, Step, Vector } from '../vector';
import { absent, admin, bearer, CLIENT, confirmed, like, POOL, refused, signIn, TOKENS } from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const GUIDE = 'developer guide, managing user sessions';

const track = (most = 20, tracking = 'ENABLED', rest: Partial<Step> = {}): Step => ({
  operation: 'SetUserPoolSessionConfiguration',
  input: { UserPoolId: '{{pool}}', UserSessionTracking: tracking, TokenSession: { MaxPerUser: most } },
  ...rest,
});

const configuration = (expect: Expected): Step => ({ operation: 'GetUserPoolSessionConfiguration', input: { UserPoolId: '{{pool}}' }, expect });

const OTHER_TOKENS = { access2: 'AuthenticationResult.AccessToken', refresh2: 'AuthenticationResult.RefreshToken' };
const ID = like('^tkn[a-z0-9]{25}$');
const current = { SessionId: ID, SessionType: 'TOKEN', ClientId: '{{client}}', IsCurrentSession: true };
const other = { ...current, IsCurrentSession: false };

/** Two devices: the first one's tokens are `access` and `refresh`, its session is `first`; the second one's end in 2. */
const twoDevices = (): Step[] => [
  track(),
  ...confirmed(),
  signIn({ save: TOKENS }),
  signIn({ save: OTHER_TOKENS, advance: 5 }),
  bearer('ListUserSessions', {}, {
    expect: { Sessions: [current, other], NextToken: absent }, save: { first: 'Sessions.0.SessionId', second: 'Sessions.1.SessionId' },
  }),
];

const refreshed = (token: string, rest: Partial<Step> = {}): Step => ({
  operation: 'GetTokensFromRefreshToken', input: { ClientId: '{{client}}', RefreshToken: token }, ...rest,
});
const getUser = (token: string, rest: Partial<Step> = {}): Step => ({ operation: 'GetUser', input: { AccessToken: token }, ...rest });
const revokedRefresh = refused('NotAuthorizedException', 'Refresh Token has been revoked');
const revokedAccess = refused('NotAuthorizedException', 'Access Token has been revoked');

export const userSessionVectors: Vector[] = [
  {
    ...base,
    name: 'nothing is tracked, and 20 sessions are the most, until someone says otherwise',
    tag: 'D',
    source: 'API reference, GetUserPoolSessionConfiguration',
    steps: [
      configuration({ UserPoolId: '{{pool}}', UserSessionTracking: 'DISABLED', TokenSession: { MaxPerUser: 20 } }),
      track(5, 'ENABLED', { expect: { UserPoolId: '{{pool}}', UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 5 } } }),
      configuration({ UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 5 } }),
    ],
  },
  {
    ...base,
    name: 'people have 1 to 100 sessions',
    tag: 'M',
    source: 'API reference, UserPoolTokenSessionConfigType; unverified text',
    steps: [track(0, 'ENABLED', refused('InvalidParameterException')), track(101, 'ENABLED', refused('InvalidParameterException')), track(1), track(100)],
  },
  {
    ...base,
    name: 'without tracking nothing is listed or ended by id',
    tag: 'M',
    source: 'API reference, ListUserSessions: the exception; that it is this one is unverified',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      bearer('ListUserSessions', {}, refused('OperationNotEnabledException')),
      bearer('RevokeUserSession', { SessionId: 'tkn0000000000000000000000000' }, refused('OperationNotEnabledException')),
      admin('AdminListUserSessions', {}, refused('OperationNotEnabledException')),
      admin('AdminRevokeUserSession', { SessionId: 'tkn0000000000000000000000000' }, refused('OperationNotEnabledException')),
    ],
  },
  {
    ...base,
    name: 'each sign-in is a session, and the token says which is the current one',
    tag: 'D',
    source: 'API reference, ListUserSessions, AdminListUserSessions',
    steps: [
      ...twoDevices(),
      { operation: 'ListUserSessions', input: { AccessToken: '{{access2}}' }, expect: { Sessions: [other, current] } },
      admin('AdminListUserSessions', {}, { expect: { Sessions: [{ ...other, SessionId: '{{first}}' }, { ...other, SessionId: '{{second}}' }] } }),
    ],
  },
  {
    ...base,
    name: 'a refresh keeps the session',
    tag: 'D',
    source: 'API reference, SessionDescriptionType: LastActiveDate',
    steps: [
      ...twoDevices(),
      refreshed('{{refresh2}}', { advance: 60, save: { access3: 'AuthenticationResult.AccessToken' } }),
      { operation: 'ListUserSessions', input: { AccessToken: '{{access3}}' }, expect: { Sessions: [other, { ...current, SessionId: '{{second}}' }] } },
    ],
  },
  {
    ...base,
    client: CLIENT.rotating,
    name: 'so does a rotation',
    tag: 'D',
    source: 'API reference, SessionDescriptionType: LastActiveDate',
    steps: [
      ...twoDevices(),
      refreshed('{{refresh2}}', { save: { access3: 'AuthenticationResult.AccessToken', refresh3: 'AuthenticationResult.RefreshToken' } }),
      { operation: 'ListUserSessions', input: { AccessToken: '{{access3}}' }, expect: { Sessions: [other, { ...current, SessionId: '{{second}}' }] } },
      bearer('RevokeUserSession', { SessionId: '{{second}}' }),
      refreshed('{{refresh3}}', revokedRefresh),
      getUser('{{access3}}', revokedAccess),
    ],
  },
  {
    ...base,
    name: 'RevokeUserSession ends the tokens of that session and of no other',
    tag: 'D',
    source: 'API reference, RevokeUserSession',
    steps: [
      ...twoDevices(),
      bearer('RevokeUserSession', { SessionId: '{{second}}' }),
      refreshed('{{refresh2}}', revokedRefresh),
      getUser('{{access2}}', revokedAccess),
      bearer('GetUser'),
      refreshed('{{refresh}}'),
      bearer('ListUserSessions', {}, { expect: { Sessions: [{ ...current, SessionId: '{{first}}' }] } }),
    ],
  },
  {
    ...base,
    name: 'nobody ends the session that they ask with',
    tag: 'D',
    source: 'API reference, RevokeUserSession; the name and the text are unverified',
    steps: [...twoDevices(), bearer('RevokeUserSession', { SessionId: '{{first}}' }, refused('InvalidParameterException')), bearer('GetUser')],
  },
  {
    ...base,
    name: 'an unknown session cannot be ended',
    tag: 'M',
    source: 'API reference, RevokeUserSession: the exception; unverified',
    steps: [
      ...twoDevices(),
      bearer('RevokeUserSession', { SessionId: 'tkn0000000000000000000000000' }, refused('ResourceNotFoundException')),
      bearer('RevokeUserSession', { SessionId: '{{second}}' }),
      bearer('RevokeUserSession', { SessionId: '{{second}}' }, refused('ResourceNotFoundException')),
    ],
  },
  {
    ...base,
    name: 'nor can another person\'s',
    tag: 'M',
    source: 'API reference, AdminRevokeUserSession: "to confirm they are the intended target user"; unverified name',
    steps: [
      ...twoDevices(),
      { operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: 'eve@example.com', MessageAction: 'SUPPRESS' } },
      {
        operation: 'AdminSetUserPassword',
        input: { UserPoolId: '{{pool}}', Username: 'eve@example.com', Password: 'Eavesdropping-7', Permanent: true },
      },
      signIn({ save: { eve: 'AuthenticationResult.AccessToken' } }, 'Eavesdropping-7', 'eve@example.com'),
      { operation: 'RevokeUserSession', input: { AccessToken: '{{eve}}', SessionId: '{{first}}' }, ...refused('ResourceNotFoundException') },
      {
        operation: 'AdminRevokeUserSession',
        input: { UserPoolId: '{{pool}}', Username: 'eve@example.com', SessionId: '{{first}}' },
        ...refused('ResourceNotFoundException'),
      },
      bearer('GetUser'),
    ],
  },
  {
    ...base,
    name: 'AdminRevokeUserSession ends any session of the person',
    tag: 'D',
    source: 'API reference, AdminRevokeUserSession',
    steps: [
      ...twoDevices(),
      admin('AdminRevokeUserSession', { SessionId: '{{first}}' }),
      bearer('GetUser', {}, revokedAccess),
      refreshed('{{refresh}}', revokedRefresh),
      getUser('{{access2}}'),
    ],
  },
  {
    ...base,
    name: 'RevokeToken ends the session of the token, and a global sign-out ends all',
    tag: 'D',
    source: `${GUIDE}; token revocation`,
    steps: [
      ...twoDevices(),
      { operation: 'RevokeToken', input: { ClientId: '{{client}}', Token: '{{refresh}}' } },
      admin('AdminListUserSessions', {}, { expect: { Sessions: [{ SessionId: '{{second}}' }] } }),
      admin('AdminUserGlobalSignOut'),
      admin('AdminListUserSessions', {}, { expect: { Sessions: [] } }),
    ],
  },
  {
    ...base,
    name: 'a session ends with its refresh token',
    tag: 'D',
    source: 'API reference, AdminListUserSessions: "revoked and expired sessions aren\'t included"',
    client: { ...CLIENT.open, RefreshTokenValidity: 1, TokenValidityUnits: { RefreshToken: 'hours' } },
    steps: [
      track(),
      ...confirmed(),
      signIn(),
      admin('AdminListUserSessions', {}, { advance: 3599, expect: { Sessions: [other] } }),
      admin('AdminListUserSessions', {}, { advance: 1, expect: { Sessions: [] } }),
    ],
  },
  {
    ...base,
    name: 'one session too many ends the one that was not used for longest',
    tag: 'D',
    source: 'API reference, UserPoolTokenSessionConfigType',
    steps: [
      track(2),
      ...confirmed(),
      signIn({ save: TOKENS }),
      signIn({ save: OTHER_TOKENS, advance: 60 }),
      refreshed('{{refresh}}', { advance: 60 }),
      signIn({ advance: 60, save: { access3: 'AuthenticationResult.AccessToken' } }),
      getUser('{{access2}}', revokedAccess),
      bearer('GetUser'),
      { operation: 'ListUserSessions', input: { AccessToken: '{{access3}}' }, expect: { Sessions: [other, current] } },
    ],
  },
  {
    ...base,
    name: 'what began before it was tracked goes on, and is not listed',
    tag: 'M',
    source: `${GUIDE}: "does not store server-side session records"; what follows from it is unverified`,
    steps: [
      ...confirmed(), signIn({ save: TOKENS }), track(), bearer('ListUserSessions', {}, { expect: { Sessions: [] } }), refreshed('{{refresh}}'),
    ],
  },
];
