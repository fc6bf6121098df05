import {
  AdminDeleteUserCommand, AdminResetUserPasswordCommand, AdminSetUserMFAPreferenceCommand, AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand, AssociateSoftwareTokenCommand, ForgotPasswordCommand, InitiateAuthCommand, VerifySoftwareTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { Stack } from 'aws-cdk-lib';
import { Mfa, CfnTerms, CfnUserPoolClient, CfnUserPoolDomain, CfnUserPool } from 'aws-cdk-lib/aws-cognito';
import { TOTP } from 'otpauth';
import { addPerson, authorizeUrl, browser, CALLBACK, claimsOf, PASSWORD, post, Site, siteStack, startSite } from './site';
import { cleanUp, synthesize } from '../fixture';

const CUSTOM_DOMAIN = 'auth.example.com';
let site: Site;
beforeAll(async () => {
  site = await startSite({}, synthesize((stack: Stack) => {
    siteStack(stack, { mfa: Mfa.OPTIONAL, mfaSecondFactor: { otp: true, sms: true } });
    const pool = stack.node.findChild('Pool');
    const { ref: userPoolId } = pool.node.defaultChild as CfnUserPool;
    const client = (id: string, more: object) => new CfnUserPoolClient(stack, id, {
      userPoolId, clientName: id, allowedOAuthFlows: ['code'], allowedOAuthFlowsUserPoolClient: true, allowedOAuthScopes: ['openid'],
      callbackUrLs: [CALLBACK], ...more,
    });
    client('OnlyCorp', { supportedIdentityProviders: ['Corp'], defaultRedirectUri: CALLBACK });
    client('Implicit', { allowedOAuthFlows: ['implicit'] });
    client('App', { callbackUrLs: ['myapp://callback?from=login'], allowedOAuthScopes: ['openid', 'orders/gone'] });
    client('Both', { supportedIdentityProviders: ['COGNITO', 'Google'] });
    const { ref: clientId } = client('Legal', {});
    new CfnTerms(stack, 'Terms', {
      userPoolId, clientId, termsName: 'terms-of-use', termsSource: 'LINK', enforcement: 'NONE',
      links: { 'cognito:default': 'https://example.com/terms?a=1&b=2' },
    });
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1';
    new CfnUserPoolDomain(stack, 'CustomDomain', { userPoolId, domain: CUSTOM_DOMAIN, customDomainConfig: { certificateArn } });
  }));
  await addPerson(site, 'ada@example.com', { phone_number: '+15555550100', phone_number_verified: 'true' });
});
afterAll(cleanUp);

const open = async (parameters: Record<string, string | undefined>) => browser(site).open(authorizeUrl(site, { scope: 'openid', ...parameters }));
const apiTokens = async (USERNAME: string) => (await site.aws.send(new InitiateAuthCommand({
  ClientId: site.clients.Plain, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD },
}))).AuthenticationResult!;
const corp = async (sub: string, claims: Record<string, string> = {}) => {
  const person = browser(site);
  await person.open(authorizeUrl(site, { identity_provider: 'Corp' }));
  await person.submit({ sub, ...claims }, { decision: 'allow' });
  return person;
};

test('a client with one provider leads there at once, and has no password form', async () => {
  const client_id = site.clients.OnlyCorp;
  expect((await open({ client_id })).url.pathname).toBe('/_local/idp/Corp/authorize');
  const person = browser(site);
  const page = await person.open(authorizeUrl(site, { client_id, scope: 'openid' }, 'login'));
  expect(page.text).not.toContain('name="password"');
  const _csrf = (await person.jar.getCookies(site.base)).find(({ key }) => key === 'XSRF-TOKEN')!.value;
  const forced = await person.post(page.url, { _csrf, username: 'ada@example.com', password: PASSWORD });
  expect(forced).toMatchObject({ status: 400, text: expect.stringContaining('Choose how to sign in.') });
});

test('a client\'s default takes the place of a callback that is not named', async () => {
  expect((await open({ client_id: site.clients.OnlyCorp, redirect_uri: undefined })).url.pathname).toBe('/_local/idp/Corp/authorize');
  const { url } = await open({ redirect_uri: undefined });
  expect([url.pathname, url.searchParams.get('error')]).toEqual(['/_local/auth/example-auth/error', 'invalid_request']);
});

test('a provider that the client names and the pool lacks is said to be missing', async () => {
  const { url } = await open({ client_id: site.clients.Both, identity_provider: 'Google' });
  expect(url.searchParams.get('error_description')).toBe('The client has no identity provider Google');
});

test.each([
  ['the implicit grant', { response_type: 'token', client_id: 'Implicit' }, 'unsupported_response_type', /implicit grant/],
  ['resource', { resource: 'https://api.example.com' }, 'invalid_request', /resource/],
])('%s is refused by name', async (_, { client_id, ...parameters }: Record<string, string>, error, text) => {
  const { url } = await open({ client_id: client_id ? site.clients[client_id] : site.clients.Web, ...parameters });
  expect(url.searchParams.get('error')).toBe(error);
  expect(url.searchParams.get('error_description')).toMatch(text);
});

test('an app\'s own scheme and a callback with a query are callbacks like others, and a scope without its server is none', async () => {
  const client = { client_id: site.clients.App, redirect_uri: 'myapp://callback?from=login' };
  expect((await open({ ...client, scope: 'orders/gone' })).url.href).toMatch(/^myapp:\/\/callback\?from=login&error=invalid_scope/);
  const page = await open(client);
  expect(page.headers.get('content-security-policy')).toMatch(/form-action 'self' myapp:$/);
  const person = browser(site);
  await person.open(authorizeUrl(site, { ...client, scope: 'openid' }));
  expect((await person.submit({ username: 'ada@example.com', password: PASSWORD })).url.href).toMatch(/^myapp:\/\/callback\?from=login&code=[\w-]+&state=st$/);
});

test('the page links the client\'s terms and fills in the name that the client hints at', async () => {
  const { text } = await open({ client_id: site.clients.Legal, login_hint: 'ada@example.com' });
  expect(text).toMatch(/<a href="https:\/\/example.com\/terms\?a=1&#38;b=2">terms-of-use</);
  expect(text).toContain('value="ada@example.com"');
  expect((await open({})).text).not.toContain('terms-of-use');
});

test('a custom domain is served beside the prefix, and is the one that the pool\'s document names', async () => {
  const base = site.base.replace('example-auth', CUSTOM_DOMAIN);
  const document = await (await fetch(`${base}/.well-known/openid-configuration`)).json();
  expect(document).toMatchObject({ token_endpoint: `${base}/oauth2/token`, issuer: site.issuer });
  const own = await (await fetch(`${site.run.url}/_local/cognito-idp/${site.pool}/.well-known/openid-configuration`)).json();
  expect(own).toMatchObject({ token_endpoint: `https://${CUSTOM_DOMAIN}/oauth2/token` });
});

test('who has two second factors chooses one', async () => {
  const Username = 'two-factors@example.com';
  await addPerson(site, Username, { phone_number: '+15555550111' });
  const { AccessToken } = await apiTokens(Username);
  const { SecretCode } = await site.aws.send(new AssociateSoftwareTokenCommand({ AccessToken }));
  const UserCode = new TOTP({ secret: SecretCode }).generate({ timestamp: site.run.clock.now() });
  await site.aws.send(new VerifySoftwareTokenCommand({ AccessToken, UserCode }));
  const on = { Enabled: true };
  await site.aws.send(new AdminSetUserMFAPreferenceCommand({ UserPoolId: site.pool, Username, SMSMfaSettings: on, SoftwareTokenMfaSettings: on }));
  const person = browser(site);
  await person.open(authorizeUrl(site));
  expect((await person.submit({ username: Username, password: PASSWORD })).text).toContain('value="SOFTWARE_TOKEN_MFA"');
  expect((await person.submit({ ANSWER: 'SMS_MFA' })).text).toContain('Code sent to +*******0111');
  const [, code] = /(\d{6})/.exec(site.run.messages().at(-1)!.body)!;
  expect((await person.submit({ SMS_MFA_CODE: code })).url.searchParams.get('code')).toBeTruthy();
});

describe('a federated user', () => {
  test('has no password to reset', async () => {
    await corp('90', { email: 'ninety@example.com', email_verified: 'true' });
    const who = { UserPoolId: site.pool, Username: 'Corp_90' };
    await expect(site.aws.send(new AdminResetUserPasswordCommand(who))).rejects.toThrow('User password cannot be reset in the current state.');
    await expect(site.aws.send(new ForgotPasswordCommand({ ClientId: site.clients.Web, Username: 'Corp_90' })))
      .rejects.toThrow('User password cannot be reset in the current state.');
  });

  test('whom an administrator gives a password stays apart from a native user of the same email, after a restart too', async () => {
    await addPerson(site, 'same@example.com');
    await corp('91', { email: 'same@example.com', email_verified: 'true' });
    await site.aws.send(new AdminSetUserPasswordCommand({ UserPoolId: site.pool, Username: 'Corp_91', Password: `${PASSWORD}!`, Permanent: true }));
    const person = browser(site);
    await person.open(authorizeUrl(site));
    expect((await person.submit({ username: 'same@example.com', password: `${PASSWORD}!` })).status).toBe(400);
    expect((await person.submit({ username: 'Corp_91', password: `${PASSWORD}!` })).url.searchParams.get('code')).toBeTruthy();
  });

  test('cannot be given another identity by an attribute', async () => {
    await corp('92');
    await expect(site.aws.send(new AdminUpdateUserAttributesCommand({
      UserPoolId: site.pool, Username: 'Corp_92', UserAttributes: [{ Name: 'identities', Value: '[]' }],
    }))).rejects.toThrow('identities: Attribute does not exist in the schema');
  });

  test('who is deleted leaves neither session nor code to the next one of the name', async () => {
    const person = await corp('93');
    const { url } = await person.open(authorizeUrl(site));
    await site.aws.send(new AdminDeleteUserCommand({ UserPoolId: site.pool, Username: 'Corp_93' }));
    await corp('93');
    expect((await person.open(authorizeUrl(site, { prompt: 'none' }))).url.searchParams.get('error')).toBe('login_required');
    const exchanged = await post(`${site.base}/oauth2/token`, {
      grant_type: 'authorization_code', client_id: site.clients.Web, redirect_uri: CALLBACK, code: url.searchParams.get('code')!,
    });
    expect(exchanged).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});

test('the list of domains tells who may sign in where', async () => {
  const list = await (await fetch(`${site.run.url}/_local/auth/`)).json();
  expect(list).toMatchObject([
    { domain: 'example-auth', user_pool_id: site.pool, path: '/_local/auth/example-auth' }, { domain: CUSTOM_DOMAIN, path: `/_local/auth/${CUSTOM_DOMAIN}` },
  ]);
});

test('pages of other origins may call the pool\'s own API without a signature, and with none that they know', async () => {
  const url = `${site.run.url}/_local/cognito-idp/`;
  const preflight = await fetch(url, { method: 'OPTIONS', headers: { 'origin': 'http://localhost:5173', 'access-control-request-headers': 'x-amz-target' } });
  expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  expect(preflight.headers.get('access-control-allow-headers')).not.toContain('authorization');
});

test('tokens of a sign-in by the API stay as they are', async () => {
  const { AccessToken, IdToken } = await apiTokens('ada@example.com');
  const access = claimsOf(AccessToken!);
  expect(access).toMatchObject({ scope: 'aws.cognito.signin.user.admin', source: 'TokenGeneration_Authentication' });
  expect(access).not.toHaveProperty('version');
  expect(claimsOf(IdToken!)).not.toHaveProperty('at_hash');
});
