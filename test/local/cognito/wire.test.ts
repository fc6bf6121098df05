import { AdminGetUserCommand, InitiateAuthCommand, ListUserPoolsCommand } from '@aws-sdk/client-cognito-identity-provider';
import { makePool, makePerson } from './person';
import { StandIn, startStandIn } from './stand-in';
import { createCognito } from '../../../local/cognito';
import { Host, Made, ServiceRequest, SignatureError } from '../../../local/service';
import { PASSWORD } from '../../conformance/vectors/setup';

const jose = import('jose');

let standIn: StandIn;
beforeAll(async () => { standIn = await startStandIn(); });
afterAll(async () => { await standIn.close(); });
afterEach(() => { standIn.denied.clear(); });

const call = async (operation: string, input: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(standIn.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`, ...headers },
    body: typeof input === 'string' ? input : JSON.stringify(input),
  });
  const body: any = await response.json();
  return { status: response.status, type: response.headers.get('content-type'), error: response.headers.get('x-amzn-errortype'), body };
};

const jwks = async (pool: Made): Promise<any> => (await fetch(`${standIn.endpoint}/${pool.ref}/.well-known/jwks.json`)).json();

describe('the wire', () => {
  test('an error is HTTP 400 with its name and text', async () => {
    expect(await call('GetUser', { AccessToken: 'x' })).toEqual({
      status: 400,
      type: 'application/x-amz-json-1.1',
      error: 'NotAuthorizedException:',
      body: { __type: 'NotAuthorizedException', message: 'Invalid Access Token' },
    });
  });

  test('an operation that is not there is named', async () => {
    expect((await call('ListDevices', {})).body).toEqual({
      __type: 'UnknownOperationException', message: 'the offline Cognito does not have ListDevices',
    });
    expect((await call('constructor', {})).body.__type).toBe('UnknownOperationException');
  });

  test('a parameter that is not there is named', async () => {
    expect((await call('GetUser', { AccessToken: 'x', Extra: 1 })).body).toEqual({
      __type: 'UnknownParameterException', message: 'the offline Cognito does not have the parameter Extra of GetUser',
    });
    const { body } = await call('CreateUserPool', { PoolName: 'x', LambdaConfig: { PreSignIn: 'arn' } }, { authorization: 'x' });
    expect(body.message).toBe('the offline Cognito does not have the parameter LambdaConfig.PreSignIn of CreateUserPool');
  });

  test.each(['[]', '{', '"text"'])('the body %s is refused', async (body) => {
    expect((await call('GetUser', body)).body.__type).toBe('SerializationException');
  });

  test('all violations of the form are listed', async () => {
    const { body } = await call('ConfirmForgotPassword', { ClientId: 'a b', Username: 'ann', ConfirmationCode: '1 2' });
    expect(body.message).toBe([
      '3 validation errors detected: Value at \'password\' failed to satisfy constraint: Member must not be null',
      'Value at \'clientId\' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+]+',
      'Value \'1 2\' at \'confirmationCode\' failed to satisfy constraint: Member must satisfy regular expression pattern: \\S+',
    ].join('; '));
  });

  test('a secret is not repeated in a refusal', async () => {
    const { body } = await call('ChangePassword', { AccessToken: 'x', ProposedPassword: ' secret ' });
    expect(body.message).not.toContain('secret ');
  });

  test('a flow that is not there is refused by name', async () => {
    const { client } = makePool(standIn);
    const flow = 'NO_SUCH_AUTH';
    const { body } = await call('InitiateAuth', { ClientId: client.ref, AuthFlow: flow, AuthParameters: { USERNAME: 'x' } });
    expect(body).toEqual({ __type: 'InvalidParameterException', message: `the offline Cognito does not have the flow ${flow}` });
  });
});

describe('signatures and permissions', () => {
  test('an administrative call without a signature is refused', async () => {
    expect((await call('AdminGetUser', { UserPoolId: 'a_b', Username: 'x' })).body).toEqual({
      __type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token',
    });
  });

  test('a caller without the permission is refused with the resource', async () => {
    const { pool } = makePool(standIn);
    standIn.denied.add('cognito-idp:AdminGetUser');
    await expect(standIn.client.send(new AdminGetUserCommand({ UserPoolId: pool.ref, Username: 'x' }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: 'User: arn:aws:sts::123456789012:assumed-role/Developer/local is not authorized to perform: cognito-idp:AdminGetUser '
        + `on resource: arn:aws:cognito-idp:eu-central-1:123456789012:userpool/${pool.ref}`,
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('an operation on no pool is on all', async () => {
    standIn.denied.add('cognito-idp:ListUserPools');
    await expect(standIn.client.send(new ListUserPoolsCommand({ MaxResults: 1 }))).rejects.toThrow(/userpool\/\*$/);
  });

  test('people\'s own operations need no signature and no permission', async () => {
    const { client } = makePool(standIn);
    standIn.denied.add('cognito-idp:InitiateAuth');
    const command = new InitiateAuthCommand({ ClientId: client.ref, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: 'x', PASSWORD } });
    await expect(standIn.client.send(command)).rejects.toThrow('Incorrect username or password.');
  });

  test.each([
    ['SignatureDoesNotMatch', 'InvalidSignatureException'],
    ['RequestTimeTooSkewed', 'InvalidSignatureException'],
    ['InvalidAccessKeyId', 'UnrecognizedClientException'],
  ])('a refused signature (%s) is %s', async (code, name) => {
    const host = { authenticate: () => { throw new SignatureError(code, 'text'); } } as unknown as Host;
    const request: ServiceRequest = {
      method: 'POST',
      url: '/',
      signedUrl: '/',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools' },
      body: Buffer.from('{"MaxResults":1}'),
    };
    const { status, body } = await createCognito(host).handle(request);
    expect([status, JSON.parse(body.toString())]).toEqual([400, { __type: name, message: 'text' }]);
  });

  test('a defect of the stand-in is HTTP 500 and says where', async () => {
    const request: ServiceRequest = {
      method: 'POST',
      url: '/',
      signedUrl: '/',
      headers: { 'x-amz-target': 'AWSCognitoIdentityProviderService.ListUserPools' },
      body: Buffer.from('{"MaxResults":1}'),
    };
    const { status, body } = await createCognito({} as Host).handle(request);
    expect(status).toBe(500);
    expect(JSON.parse(body.toString())).toMatchObject({ __type: 'InternalErrorException', message: expect.stringContaining('wire') });
  });
});

describe('the keys', () => {
  test('tokens verify against the JWKS, each kind with a key of its own', async () => {
    const { pool, client } = makePool(standIn);
    const { AccessToken, IdToken } = await makePerson(standIn, pool, client);
    const { createLocalJWKSet, decodeProtectedHeader, jwtVerify } = await jose;
    const keys = await jwks(pool);
    expect(keys.keys.map(({ alg, kty, use }: any) => [alg, kty, use])).toEqual([['RS256', 'RSA', 'sig'], ['RS256', 'RSA', 'sig']]);
    expect(JSON.stringify(keys)).not.toContain('"d"');
    const options = { issuer: `https://cognito-idp.eu-central-1.amazonaws.com/${pool.ref}`, currentDate: new Date(standIn.now) };
    await jwtVerify(AccessToken!, createLocalJWKSet(keys), options);
    await jwtVerify(IdToken!, createLocalJWKSet(keys), { ...options, audience: client.ref });
    expect(decodeProtectedHeader(AccessToken!).kid).not.toBe(decodeProtectedHeader(IdToken!).kid);
  });

  test('a token of another pool does not verify', async () => {
    const one = makePool(standIn);
    const other = makePool(standIn, {}, {}, 'Other');
    const { AccessToken } = await makePerson(standIn, one.pool, one.client);
    await makePerson(standIn, other.pool, other.client);
    const { createLocalJWKSet, jwtVerify } = await jose;
    const keys = await jwks(other.pool);
    await expect(jwtVerify(AccessToken!, createLocalJWKSet(keys), { currentDate: new Date(standIn.now) })).rejects.toThrow();
  });

  test('the OpenID configuration names issuer and keys', async () => {
    const { pool } = makePool(standIn);
    const response = await fetch(`${standIn.endpoint}/${pool.ref}/.well-known/openid-configuration`);
    const issuer = `https://cognito-idp.eu-central-1.amazonaws.com/${pool.ref}`;
    expect(await response.json()).toMatchObject({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json` });
  });

  test('an unknown pool has none', async () => {
    expect((await fetch(`${standIn.endpoint}/eu-central-1_nosuchone/.well-known/jwks.json`)).status).toBe(404);
  });
});
