import {
  AdminDisableProviderForUserCommand, AdminGetUserCommand, AdminLinkProviderForUserCommand, ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { addPerson, authorizeUrl, browser, CALLBACK, claimsOf, PASSWORD, post, Site, startSite, triggerEvents } from './site';
import { PageBrowser } from '../../support/page-browser';
import { cleanUp } from '../fixture';

let site: Site;
beforeAll(async () => { site = await startSite(); });
afterAll(cleanUp);

const ALLOW = { decision: 'allow' };
const federated = (parameters: Record<string, string | undefined> = {}) =>
  authorizeUrl(site, { identity_provider: 'Corp', scope: 'openid profile email', ...parameters });

async function signInAt(fields: Record<string, string>, person = browser(site), parameters: Record<string, string | undefined> = {}) {
  await person.open(federated(parameters));
  return (await person.submit(fields, ALLOW)).url;
}

async function tokensOf(url: URL) {
  const { body } = await post(`${site.base}/oauth2/token`, {
    grant_type: 'authorization_code', client_id: site.clients.Web, redirect_uri: CALLBACK, code: url.searchParams.get('code')!,
  });
  return { id: claimsOf(body.id_token), access: claimsOf(body.access_token), body };
}

const sources = (username: string) => triggerEvents(site).filter(({ userName }) => userName === username).map(({ triggerSource }) => triggerSource);
const subject = (value: string, provider = 'Corp') =>
  ({ ProviderName: provider, ProviderAttributeName: 'Cognito_Subject', ProviderAttributeValue: value });
const link = (SourceUser: object, username: string) => site.aws.send(new AdminLinkProviderForUserCommand({
  UserPoolId: site.pool, SourceUser, DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: username },
}));

describe('who comes from an identity provider', () => {
  test('becomes a user of the pool, with mapped attributes, an identity and a group', async () => {
    const url = await signInAt({ sub: '42', email: 'corp@example.com', email_verified: 'true', name: 'Corp Person', claims: '{"tier":"gold","other":1}' });
    expect(url.searchParams.get('state')).toBe('st');
    const { id, access } = await tokensOf(url);
    expect(id).toMatchObject({
      'cognito:username': 'Corp_42', 'email': 'corp@example.com', 'email_verified': true, 'name': 'Corp Person', 'custom:plan': 'gold',
      'cognito:groups': [`${site.pool}_Corp`],
      'identities': [{ userId: '42', providerName: 'Corp', providerType: 'OIDC', issuer: null, primary: 'true', dateCreated: expect.stringMatching(/^\d+$/) }],
    });
    expect(id).not.toHaveProperty('other');
    expect(access).toMatchObject({ username: 'Corp_42', source: 'TokenGeneration_HostedAuth' });
    const user = await site.aws.send(new AdminGetUserCommand({ UserPoolId: site.pool, Username: 'Corp_42' }));
    expect(user).toMatchObject({ UserStatus: 'EXTERNAL_PROVIDER', Enabled: true });
    expect(JSON.parse(user.UserAttributes!.find(({ Name }) => Name === 'identities')!.Value!)).toMatchObject([{ userId: '42', primary: true }]);
    expect(sources('Corp_42')).toEqual(['PreSignUp_ExternalProvider', 'PostConfirmation_ConfirmSignUp', 'TokenGeneration_HostedAuth']);
  });

  test('is the same user the next time, brought up to date, with the triggers of a sign-in', async () => {
    const first = await tokensOf(await signInAt({ sub: '43', email: 'old@example.com' }));
    expect(first.id.email_verified).toBe(false);
    const second = await tokensOf(await signInAt({ sub: '43', email: 'new@example.com', email_verified: 'true' }));
    expect(second.id).toMatchObject({ sub: first.id.sub, email: 'new@example.com', email_verified: true });
    expect(sources('Corp_43').slice(3)).toEqual(['PreAuthentication_Authentication', 'PostAuthentication_Authentication', 'TokenGeneration_HostedAuth']);
  });

  test('is signed in at the domain from then on, for clients that have the provider', async () => {
    const person = browser(site);
    await signInAt({ sub: '44' }, person);
    expect((await person.open(authorizeUrl(site))).url.searchParams.get('code')).toBeTruthy();
    expect((await person.open(federated())).url.searchParams.get('code')).toBeTruthy();
    const other = await person.open(authorizeUrl(site, { client_id: site.clients.Other, scope: 'openid', prompt: 'none' }));
    expect(other.url.searchParams.get('error')).toBe('login_required');
  });

  test('may choose the provider on the sign-in page, or be led there by an identifier', async () => {
    const person = browser(site);
    await person.open(authorizeUrl(site));
    await person.open(person.links()['Continue with Corp']);
    expect((await person.submit({ sub: '45' }, ALLOW)).url.searchParams.get('code')).toBeTruthy();
    const { url } = await browser(site).open(authorizeUrl(site, { idp_identifier: 'corp.example' }));
    expect(url.pathname).toBe('/_local/idp/Corp/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ client_id: 'corp-client', scope: 'openid email' });
  });

  test('is refused by the trigger, and the client hears why', async () => {
    const url = await signInAt({ sub: '46', email: 'refused@example.com' });
    expect(url.href.split('?')[0]).toBe(CALLBACK);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      error: 'invalid_request', error_description: 'PreSignUp failed with error No such people.', state: 'st',
    });
    await expect(site.aws.send(new AdminGetUserCommand({ UserPoolId: site.pool, Username: 'Corp_46' }))).rejects.toThrow('User does not exist.');
  });

  test('may say no', async () => {
    const person = browser(site);
    await person.open(federated());
    const { url } = await person.submit({}, { decision: 'deny' });
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ error: 'access_denied', state: 'st' });
  });

  test('has no password, and takes nobody\'s place by the email', async () => {
    await addPerson(site, 'native@example.com');
    await signInAt({ sub: '47', email: 'native@example.com', email_verified: 'true' });
    const person = browser(site);
    await person.open(authorizeUrl(site));
    const { url } = await person.submit({ username: 'native@example.com', password: PASSWORD });
    const { id } = await tokensOf(url);
    expect(id).not.toHaveProperty('identities');
    const again = browser(site);
    await again.open(authorizeUrl(site));
    expect((await again.submit({ username: 'Corp_47', password: PASSWORD })).text).toContain('Incorrect username or password.');
  });
});

describe('a linked identity', () => {
  test('signs in as the native user, until it is unlinked', async () => {
    await addPerson(site, 'linked@example.com');
    await link(subject('50'), 'linked@example.com');
    const { id } = await tokensOf(await signInAt({ sub: '50', name: 'From Corp' }));
    expect(id).toMatchObject({ email: 'linked@example.com', name: 'From Corp', identities: [{ userId: '50', primary: 'false' }] });
    const { Users } = await site.aws.send(new ListUsersCommand({ UserPoolId: site.pool, Filter: 'email = "linked@example.com"' }));
    expect(Users).toHaveLength(1);
    await site.aws.send(new AdminDisableProviderForUserCommand({ UserPoolId: site.pool, User: subject('50') }));
    expect((await tokensOf(await signInAt({ sub: '50' }))).id['cognito:username']).toBe('Corp_50');
  });

  test('cannot take over the email of somebody else', async () => {
    await addPerson(site, 'one@example.com');
    await addPerson(site, 'two@example.com');
    await link(subject('51'), 'one@example.com');
    const url = await signInAt({ sub: '51', email: 'two@example.com', email_verified: 'true' });
    expect(url.searchParams.get('error_description')).toBe('An account with the given email already exists.');
  });

  test.each([
    ['a source that is a user of its own', subject('60'), 'target@example.com', /Merging is not currently supported/],
    ['a native source', { ProviderName: 'Cognito', ProviderAttributeValue: 'target@example.com' }, 'target@example.com', /^Invalid SourceUser: Cognito users/],
    ['a provider that the pool does not have', subject('1', 'Google'), 'target@example.com', /Google does not exist/],
    ['a person who does not exist', subject('61'), 'nobody@example.com', 'User does not exist.'],
    ['another attribute than the subject', { ...subject('61'), ProviderAttributeName: 'email' }, 'target@example.com', /Cognito_Subject only/],
    ['no subject', { ProviderName: 'Corp', ProviderAttributeName: 'Cognito_Subject' }, 'target@example.com', /are required/],
  ])('is refused for %s', async (_, source, username, text) => {
    if (username === 'target@example.com') await addPerson(site, username).catch(() => {});
    await signInAt({ sub: '60' });
    await expect(link(source, username)).rejects.toThrow(text);
  });

  test('twice is refused, and so is a sixth one', async () => {
    await addPerson(site, 'many@example.com');
    for (const sub of ['70', '71', '72', '73', '74']) await link(subject(sub), 'many@example.com');
    await expect(link(subject('70'), 'many@example.com')).rejects.toThrow(/already linked/);
    await expect(link(subject('75'), 'many@example.com')).rejects.toMatchObject({ name: 'LimitExceededException' });
  });
});

test('a provider that is disabled for its user keeps them out, and a native password can be taken away', async () => {
  await signInAt({ sub: '80' });
  await site.aws.send(new AdminDisableProviderForUserCommand({ UserPoolId: site.pool, User: subject('80') }));
  expect((await signInAt({ sub: '80' })).searchParams.get('error_description')).toBe('User is disabled.');
  await addPerson(site, 'withdrawn@example.com');
  const User = { ProviderName: 'Cognito', ProviderAttributeValue: 'withdrawn@example.com' };
  await site.aws.send(new AdminDisableProviderForUserCommand({ UserPoolId: site.pool, User }));
  const person = browser(site);
  await person.open(authorizeUrl(site));
  expect((await person.submit({ username: 'withdrawn@example.com', password: PASSWORD })).status).toBe(400);
});

test('SAML is said not to be emulated', async () => {
  const { status, text } = await browser(site).open(federated({ identity_provider: 'Old' }));
  expect(status).toBe(501);
  expect(text).toContain('does not emulate SAML');
});

describe('the answer of a provider', () => {
  const answerOf = async (person: PageBrowser): Promise<URL> => {
    // Where the stub would lead to, without going there.
    const { url } = await person.open(federated());
    const response = await fetch(url, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ sub: 'evil', decision: 'allow' }) });
    return new URL(response.headers.get('location')!);
  };

  test('works once, and only in the browser that went there: a link cannot sign somebody in as its sender', async () => {
    const sender = browser(site);
    const url = await answerOf(sender);
    expect((await browser(site).open(url)).url.pathname).toMatch(/error$/);
    expect((await sender.open(url)).url.searchParams.get('code')).toBeTruthy();
    expect((await sender.open(url)).url.pathname).toMatch(/error$/);
  });

  test('with a code that the stub did not give is refused', async () => {
    const person = browser(site);
    const url = await answerOf(person);
    url.searchParams.set('code', 'made-up');
    expect((await person.open(url)).url.searchParams.get('error')).toBe('invalid_request');
  });

  test.each(['', '?state=', '?state=x&code=y', '?error=<script>'])('"%s" leads nowhere', async (query) => {
    expect((await browser(site).open(`${site.base}/oauth2/idpresponse${query}`)).url.pathname).toMatch(/error$/);
  });
});

describe('the stub', () => {
  test.each([
    'https://evil.example/oauth2/idpresponse', 'http://localhost:9/_local/auth/example-auth/oauth2/idpresponse', '',
  ])('sends nobody to "%s"', async (uri) => {
    const response = await fetch(`${site.run.url}/_local/idp/Corp/authorize?response_type=code&redirect_uri=${encodeURIComponent(uri)}`, {
      method: 'POST', redirect: 'manual', body: new URLSearchParams({ sub: '1' }),
    });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  test('is an OpenID provider with a document', async () => {
    const issuer = `${site.run.url}/_local/idp/Corp`;
    const document = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(document).toMatchObject({ issuer, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/jwks.json` });
    expect(await (await fetch(`${issuer}/jwks.json`)).json()).toMatchObject({ keys: [{ kty: 'RSA', alg: 'RS256' }] });
    expect(JSON.stringify(await (await fetch(`${issuer}/jwks.json`)).json())).not.toContain('"d"');
  });

  test.each([
    [{ sub: '' }, 'The subject is missing'], [{ sub: '1', claims: '{' }, 'no JSON'], [{ sub: '1', claims: '[]' }, 'no JSON object'],
  ])('asks again for %j', async (fields, text) => {
    const person = browser(site);
    await person.open(federated());
    expect(await person.submit(fields, ALLOW)).toMatchObject({ status: 400, text: expect.stringContaining(text) });
  });

  test('shows what was typed as text', async () => {
    const { text } = await browser(site).open(`${site.run.url}/_local/idp/${encodeURIComponent('<script>')}/authorize?response_type=code&redirect_uri=${
      encodeURIComponent(`${site.base}/oauth2/idpresponse`)}&state=${encodeURIComponent('"><script>')}`);
    expect(text).not.toContain('<script>');
  });
});
