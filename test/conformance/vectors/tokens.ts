import { Vector } from '../vector';
import { absent, admin, bearer, CLIENT, confirmed, EMAIL, like, PASSWORD, POOL, refused, signIn, TOKENS, UUID, VERIFIED } from './setup';

const base = { pool: POOL.email, client: CLIENT.open };
const SUB = '{{sub}}';

export const tokenVectors: Vector[] = [
  {
    ...base,
    name: 'the access token carries these claims, and neither email nor audience',
    tag: 'V',
    source: 'scouted SDK-driven suite; developer guide, understanding the access token',
    steps: [
      ...confirmed(),
      signIn({
        save: TOKENS,
        claims: {
          access: {
            'sub': SUB,
            'iss': like('^https://cognito-idp\\.[a-z0-9-]+\\.amazonaws\\.com/{{pool}}$'),
            'client_id': '{{client}}',
            'origin_jti': UUID,
            'event_id': UUID,
            'token_use': 'access',
            'scope': 'aws.cognito.signin.user.admin',
            'jti': UUID,
            'username': SUB,
            'email': absent,
            'aud': absent,
            'cognito:groups': absent,
          },
        },
      }),
    ],
  },
  {
    ...base,
    name: 'the ID token carries the attributes, email_verified as a boolean',
    tag: 'D',
    source: 'developer guide, understanding the identity token',
    steps: [
      ...confirmed(),
      signIn({
        save: TOKENS,
        claims: {
          id: {
            'sub': SUB,
            'iss': like('/{{pool}}$'),
            'aud': '{{client}}',
            'origin_jti': '{{jwt access.origin_jti}}',
            'event_id': '{{jwt access.event_id}}',
            'token_use': 'id',
            'cognito:username': SUB,
            'email': EMAIL,
            'email_verified': true,
            'jti': UUID,
            'client_id': absent,
            'scope': absent,
            'username': absent,
          },
        },
      }),
    ],
  },
  {
    ...base,
    name: 'groups, roles and the preferred role follow the precedence',
    tag: 'D',
    source: 'developer guide, adding groups to a user pool',
    steps: [
      ...confirmed(),
      { operation: 'CreateGroup', input: { UserPoolId: '{{pool}}', GroupName: 'users', Precedence: 10, RoleArn: 'arn:aws:iam::123456789012:role/users' } },
      { operation: 'CreateGroup', input: { UserPoolId: '{{pool}}', GroupName: 'admins', Precedence: 1, RoleArn: 'arn:aws:iam::123456789012:role/admins' } },
      admin('AdminAddUserToGroup', { GroupName: 'users' }),
      admin('AdminAddUserToGroup', { GroupName: 'admins' }),
      signIn({
        save: TOKENS,
        claims: {
          access: { 'cognito:groups': ['admins', 'users'], 'cognito:roles': absent },
          id: {
            'cognito:groups': ['admins', 'users'],
            'cognito:roles': ['arn:aws:iam::123456789012:role/admins', 'arn:aws:iam::123456789012:role/users'],
            'cognito:preferred_role': 'arn:aws:iam::123456789012:role/admins',
          },
        },
      }),
    ],
  },
  {
    ...base,
    name: 'the client\'s validity decides the lifetime',
    tag: 'D',
    source: 'API reference, CreateUserPoolClient: AccessTokenValidity',
    client: { ...CLIENT.open, AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: 'minutes' } },
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS, expect: { AuthenticationResult: { ExpiresIn: 300 } } }),
      bearer('GetUser', {}, { advance: 299 }),
      bearer('GetUser', {}, { advance: 1, ...refused('NotAuthorizedException', 'Access Token has expired') }),
    ],
  },
  {
    ...base,
    name: 'GetUser answers the readable attributes',
    tag: 'D',
    source: 'API reference, GetUser',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      bearer('GetUser', {}, {
        expect: {
          Username: SUB,
          UserAttributes: [{ Name: 'email_verified', Value: 'true' }, { Name: 'email', Value: EMAIL }, { Name: 'sub', Value: SUB }],
        },
      }),
    ],
  },
  {
    ...base,
    name: 'a client reads only what it may',
    tag: 'D',
    source: 'developer guide, attribute permissions and scopes',
    client: { ...CLIENT.open, ReadAttributes: ['email'] },
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS, claims: { id: { email: EMAIL, email_verified: absent } } }),
      bearer('GetUser', {}, { expect: { UserAttributes: [{ Name: 'email' }, { Name: 'sub' }] } }),
    ],
  },
  {
    ...base,
    name: 'an ID token, a changed token and no token are no access tokens',
    tag: 'O',
    source: 'observed text',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      ...['{{id}}', '{{access}}x', 'eyJhbGciOiJub25lIn0.e30.'].map((AccessToken) =>
        bearer('GetUser', { AccessToken }, refused('NotAuthorizedException', 'Invalid Access Token'))),
    ],
  },
  {
    ...base,
    name: 'global sign-out ends the access token, and the refresh token',
    tag: 'D',
    source: 'API reference, GlobalSignOut',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      bearer('GlobalSignOut'),
      bearer('GetUser', {}, refused('NotAuthorizedException', 'Access Token has been revoked')),
      {
        operation: 'GetTokensFromRefreshToken',
        input: { ClientId: '{{client}}', RefreshToken: '{{refresh}}' },
        ...refused('NotAuthorizedException', 'Refresh Token has been revoked'),
      },
    ],
  },
  {
    ...base,
    name: 'an administrator\'s global sign-out does the same',
    tag: 'D',
    source: 'API reference, AdminUserGlobalSignOut',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      admin('AdminUserGlobalSignOut'),
      bearer('GetUser', {}, refused('NotAuthorizedException', 'Access Token has been revoked')),
      signIn({ save: TOKENS }),
      bearer('GetUser'),
    ],
  },
  {
    ...base,
    name: 'a disabled person\'s tokens end',
    tag: 'D',
    source: 'API reference, AdminDisableUser',
    steps: [
      ...confirmed(), signIn({ save: TOKENS }), admin('AdminDisableUser'), bearer('GetUser', {}, refused('NotAuthorizedException')),
    ],
  },
  {
    ...base,
    name: 'a disabled person\'s tokens stay ended once the person is enabled again',
    tag: 'M',
    source: 'API reference, AdminDisableUser, says that they are revoked; unverified that enabling brings none back',
    steps: [
      ...confirmed(), signIn({ save: TOKENS }), admin('AdminDisableUser'), admin('AdminEnableUser'), bearer('GetUser', {}, refused('NotAuthorizedException')),
      { operation: 'GetTokensFromRefreshToken', input: { ClientId: '{{client}}', RefreshToken: '{{refresh}}' }, ...refused('NotAuthorizedException') },
    ],
  },
  {
    ...base,
    name: 'a deleted person\'s token finds nobody',
    tag: 'O',
    source: 'observed text',
    steps: [
      ...confirmed(),
      signIn({ save: TOKENS }),
      bearer('DeleteUser'),
      bearer('GetUser', {}, refused('UserNotFoundException', 'User does not exist.')),
      admin('AdminGetUser', {}, refused('UserNotFoundException', 'User does not exist.')),
    ],
  },
  {
    ...base,
    name: 'without token revocation there is no origin_jti',
    tag: 'D',
    source: 'developer guide, revoking tokens',
    client: { ...CLIENT.open, EnableTokenRevocation: false },
    steps: [
      ...confirmed(VERIFIED),
      signIn({ save: TOKENS, claims: { access: { origin_jti: absent }, id: { origin_jti: absent } } }),
      {
        operation: 'RevokeToken', input: { ClientId: '{{client}}', Token: '{{refresh}}' }, ...refused('UnsupportedOperationException'),
      },
    ],
  },
  {
    ...base,
    name: 'a username pool puts the name into the tokens',
    tag: 'D',
    source: 'developer guide, understanding the access token',
    pool: POOL.username,
    steps: [
      { operation: 'AdminCreateUser', input: { UserPoolId: '{{pool}}', Username: 'Ann', MessageAction: 'SUPPRESS' }, save: { sub: 'User.Attributes.0.Value' } },
      { operation: 'AdminSetUserPassword', input: { UserPoolId: '{{pool}}', Username: 'Ann', Password: PASSWORD, Permanent: true } },
      signIn(refused('NotAuthorizedException', 'Incorrect username or password.'), PASSWORD, 'ann'),
      signIn({ save: TOKENS, claims: { access: { username: 'Ann', sub: SUB }, id: { 'cognito:username': 'Ann' } } }, PASSWORD, 'Ann'),
    ],
  },
];
