import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyEventV2WithLambdaAuthorizer } from 'aws-lambda';
import { currentCaller, currentUser } from '../../runtime';

const SUB = '01234567-89ab-cdef-0123-456789abcdef';

/** As API Gateway hands them over: all of them strings. */
const accessClaims = {
  'sub': SUB,
  'cognito:groups': '[admins readers]',
  'iss': 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abcdefghi',
  'client_id': 'client',
  'token_use': 'access',
  'scope': 'aws.cognito.signin.user.admin groups/admins orders/write',
  'auth_time': '1795186861',
  'exp': '1795190461',
  'username': SUB,
};
const idClaims = {
  'sub': SUB,
  'cognito:groups': '[readers]',
  'email_verified': 'true',
  'cognito:username': SUB,
  'aud': 'client',
  'token_use': 'id',
  'email': 'Ada@Example.com',
  'exp': '1795190461',
};
const machineClaims = { sub: 'machine', client_id: 'machine', token_use: 'access', scope: 'orders/read', version: '2' };

const event = (claims: object) => ({ requestContext: { authorizer: { jwt: { claims, scopes: null } } } });
const without = <Claims extends object>(claims: Claims, name: keyof Claims) =>
  Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name));

describe('the person', () => {
  test('of an access token: id, groups and scopes, and no email', () => {
    expect(currentUser(event(accessClaims))).toEqual({
      machine: false,
      userId: SUB,
      username: SUB,
      email: undefined,
      groups: ['admins', 'readers'],
      scopes: ['aws.cognito.signin.user.admin', 'groups/admins', 'orders/write'],
      tokenUse: 'access',
      clientId: 'client',
      claims: accessClaims,
    });
  });

  test('of an ID token: with the email in lower case, and no scopes', () => {
    expect(currentUser(event(idClaims))).toEqual({
      machine: false,
      userId: SUB,
      username: SUB,
      email: 'ada@example.com',
      groups: ['readers'],
      scopes: [],
      tokenUse: 'id',
      clientId: 'client',
      claims: idClaims,
    });
  });

  test('of an access token to which tokens.claims copies the email', () => {
    expect(currentUser(event({ ...accessClaims, email: 'ada@example.com' })).email).toBe('ada@example.com');
  });

  test('is the same where claims are no strings, as some test events have them', () => {
    const given = { ...accessClaims, 'cognito:groups': ['admins', 'readers'], 'auth_time': 1795186861, 'exp': 1795190461, 'email_verified': true };
    expect(currentUser(event(given))).toEqual(currentUser(event({ ...accessClaims, email_verified: 'true' })));
  });

  test('is read from the types of @types/aws-lambda', () => {
    const typed = event(accessClaims) as unknown as APIGatewayProxyEventV2WithJWTAuthorizer;
    const untyped = event(accessClaims) as unknown as APIGatewayProxyEventV2;
    const userId: string = currentUser(typed).userId;
    expect([userId, currentUser(untyped).userId]).toEqual([SUB, SUB]);
  });
});

describe('groups', () => {
  const groupsOf = (claim: string) => currentUser(event({ ...accessClaims, 'cognito:groups': claim })).groups;

  test.each<[string, string[]]>([
    ['[admins]', ['admins']],
    ['[a b c]', ['a', 'b', 'c']],
    ['[]', []],
    ['', []],
    ['admins', ['admins']],
    ['[readers writers,of-all]', ['readers', 'writers,of-all']],
    ['[[odd] readers]', ['[odd]', 'readers']],
    ['[[a]', ['[a']],
    ['[a]]', ['a]']],
    ['[[]]', ['[]']],
    ['[x,admins]', ['x,admins']],
    ['["admins"]', ['"admins"']],
    ['[__proto__ constructor]', ['__proto__', 'constructor']],
    ['[Käse 管理者]', ['Käse', '管理者']],
  ])('of %j are %j', (claim, groups) => {
    expect(groupsOf(claim)).toEqual(groups);
  });

  test('are none where the claim is missing', () => {
    expect(currentUser(event(without(accessClaims, 'cognito:groups'))).groups).toEqual([]);
  });

  test('whose names have spaces, which Cognito refuses, cannot be told apart: the scopes can', () => {
    expect(groupsOf('[a b]')).toEqual(['a', 'b']);
  });
});

describe('claims', () => {
  test('have nothing that the token has not', () => {
    const { claims } = currentUser(event(accessClaims));
    expect([claims.constructor, claims.toString, claims.hasOwnProperty, claims.__proto__]).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('with the names of prototypes are claims like others', () => {
    const { claims, groups } = currentUser(event(JSON.parse(JSON.stringify(accessClaims).replace('{', '{"__proto__":"{\\"cognito:groups\\":1}","constructor":"x",'))));
    expect(Object.keys(claims)).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
    expect(groups).toEqual(['admins', 'readers']);
    expect(({} as Record<string, unknown>)['cognito:groups']).toBeUndefined();
  });

  test('that the event only inherits are none', () => {
    expect(() => currentUser(event(Object.create(accessClaims)))).toThrow(/neither an ID token nor an access token/);
  });
});

describe('a machine', () => {
  test('is no person: currentUser throws', () => {
    expect(() => currentUser(event(machineClaims))).toThrow('The token of the request is a machine\'s: use currentCaller where machines may call.');
  });

  test('is known to currentCaller by its client and its scopes', () => {
    expect(currentCaller(event(machineClaims))).toEqual({ machine: true, tokenUse: 'access', clientId: 'machine', scopes: ['orders/read'], claims: machineClaims });
  });

  test('is told from a person by its type', () => {
    const caller = currentCaller(event(accessClaims));
    expect(caller.machine ? caller.clientId : caller.userId).toBe(SUB);
  });
});

describe('throws, and says nothing of the request,', () => {
  test.each<[string, object]>([
    ['no authorizer', {}],
    ['an authorizer that is not there', { authorizer: null }],
    ['a Lambda authorizer', { authorizer: { lambda: { sub: SUB } } }],
    ['an IAM authorizer', { authorizer: { iam: { userId: SUB } } }],
    ['a REST API\'s authorizer', { authorizer: { claims: accessClaims } }],
    ['no claims', { authorizer: { jwt: { scopes: [] } } }],
  ])('on a route with %s', (_, requestContext) => {
    expect(() => currentUser({ requestContext })).toThrow(new Error('The request has no verified token: the route must have a JWT authorizer.'));
    expect(() => currentCaller({ requestContext })).toThrow('the route must have a JWT authorizer');
  });

  test('on an open route of the apiKey prop', () => {
    const open = { requestContext: { authorizer: { lambda: null } } } as unknown as APIGatewayProxyEventV2WithLambdaAuthorizer<object>;
    expect(() => currentUser(open)).toThrow('The request has no verified token');
  });

  test.each<[string, object]>([
    ['nothing in it', {}],
    ['no sub', without(accessClaims, 'sub')],
    ['an empty sub', { ...accessClaims, sub: '' }],
    ['no token_use, as those of other issuers', without(accessClaims, 'token_use')],
    ['another token_use', { ...accessClaims, token_use: 'refresh' }],
    ['no client', without(accessClaims, 'client_id')],
    ['no audience', without(idClaims, 'aud')],
  ])('with a token that has %s', (_, claims) => {
    expect(() => currentUser(event(claims))).toThrow(new Error('The token of the request is neither an ID token nor an access token of Cognito.'));
  });
});
