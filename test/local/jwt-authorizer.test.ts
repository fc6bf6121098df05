import { createHmac } from 'node:crypto';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { api, cleanUp, issuer, ISSUER, start, synthesize } from './fixture';
import { LocalClock } from '../../local/clock';
import { LocalRun } from '../../local/server';

const clock = new LocalClock();
let run: LocalRun;
let sign: Awaited<ReturnType<typeof issuer>>['sign'];

beforeAll(async () => {
  const { service, sign: signer } = await issuer(clock);
  sign = signer;
  run = await start(synthesize((stack) => {
    const authorizer = new HttpJwtAuthorizer('Jwt', ISSUER, { jwtAudience: ['client-1', 'client-2'] });
    api(stack, {
      functions: { Who: 'return { statusCode: 200, body: JSON.stringify(event.requestContext.authorizer) };' },
      routes: { 'GET /any': 'Who', 'GET /scoped': 'Who' },
      authorizers: { 'GET /any': { authorizer }, 'GET /scoped': { authorizer, scopes: ['admins', 'staff'] } },
    });
  }), { clock, services: () => [service] });
});
afterAll(cleanUp);

const call = (path: string, authorization?: string): Promise<Response> =>
  fetch(`${run.url}${path}`, { headers: authorization === undefined ? {} : { authorization } });
const now = (): number => Math.floor(clock.now() / 1000);

async function refused(token: string): Promise<void> {
  const response = await call('/any', `Bearer ${token}`);
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer scope="" error="invalid_token" error_description=".+"$/);
  expect(await response.text()).toBe('{"message":"Unauthorized"}');
}

test('a token of the issuer passes, with its claims as strings', async () => {
  const token = await sign({ 'sub': 'u1', 'cognito:groups': ['a', 'b'], 'email_verified': true, 'scope': 'one two' });
  const response = await call('/any', `Bearer ${token}`);
  expect(response.status).toBe(200);
  const { jwt } = await response.json() as any;
  expect(jwt.scopes).toBeNull();
  expect(jwt.claims).toMatchObject({
    'sub': 'u1', 'cognito:groups': '[a b]', 'email_verified': 'true', 'scope': 'one two', 'iss': ISSUER, 'exp': expect.stringMatching(/^\d+$/),
  });
});

test.each(['', 'bearer ', 'BEARER '])('the scheme is optional and of any case: "%s"', async (scheme) => {
  expect((await call('/any', scheme + await sign({}))).status).toBe(200);
});

test('an ID token passes by its aud', async () => {
  expect((await call('/any', await sign({ client_id: undefined, aud: 'client-2' }))).status).toBe(200);
});

test('refuses a request without a token', async () => {
  const response = await call('/any');
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toBe('Bearer');
  expect(await response.text()).toBe('{"message":"Unauthorized"}');
});

test('refuses an aud of someone else\'s even where the client_id fits', async () => refused(await sign({ aud: 'other' })));
test('refuses a wrong client_id', async () => refused(await sign({ client_id: 'other' })));
test('refuses a wrong issuer', async () => refused(await sign({ iss: `${ISSUER}x` })));
test('refuses an expired token', async () => refused(await sign({ exp: now() - 1 })));
test('refuses a token without an expiry', async () => refused(await sign({ exp: undefined })));
test('refuses a token that is not valid yet', async () => refused(await sign({ nbf: now() + 60 })));
test('refuses a token from the future', async () => refused(await sign({ iat: now() + 60 })));
test('refuses what is no token', async () => refused('abc.def'));
test('refuses a changed token', async () => {
  const [header, , signature] = (await sign({})).split('.');
  await refused([header, Buffer.from(JSON.stringify({ iss: ISSUER, client_id: 'client-1', exp: now() + 60 })).toString('base64url'), signature].join('.'));
});
test('refuses an unknown key', async () => refused(await sign({}, 'key-2')));
test('refuses a stranger\'s key under the known name', async () => {
  const { privateKey } = await generateKeyPair('RS256');
  const claims = { iss: ISSUER, client_id: 'client-1', exp: now() + 60 };
  await refused(await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).sign(privateKey));
});
test('refuses alg none', async () => refused(new UnsecuredJWT({ iss: ISSUER, client_id: 'client-1', exp: now() + 60 }).encode()));
test('refuses HS256, with the public key as the secret too', async () => {
  const { publicKey } = await generateKeyPair('RS256', { extractable: true });
  const input = [{ alg: 'HS256', kid: 'key-1' }, { iss: ISSUER, client_id: 'client-1', exp: now() + 60 }]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  await refused(`${input}.${createHmac('sha256', await exportSPKI(publicKey)).update(input).digest('base64url')}`);
});

describe('a route\'s scopes', () => {
  test('need one match', async () => {
    const response = await call('/scoped', await sign({ scope: 'other staff' }));
    expect(response.status).toBe(200);
    expect((await response.json() as any).jwt.scopes).toEqual(['staff']);
  });

  test('are found in scp too', async () => {
    expect((await call('/scoped', await sign({ scp: ['admins'] }))).status).toBe(200);
  });

  test.each([{ scope: 'other' }, { scope: 'admin' }, {}])('refuse %j with 403', async (claims) => {
    const response = await call('/scoped', await sign(claims));
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    expect(await response.text()).toBe('{"message":"Forbidden"}');
  });
});

test('a token expires by the runner\'s clock', async () => {
  const token = await sign({});
  expect((await call('/any', token)).status).toBe(200);
  clock.advance(3_601_000);
  expect((await call('/any', token)).status).toBe(401);
});
