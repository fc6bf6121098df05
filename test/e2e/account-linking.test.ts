import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AdminDisableUserCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { CognitoAuthApi } from '../../src';
import { awsOf, type Aws } from '../support/aws';
import { claimsOf } from '../support/forged-tokens';
import { LocalApi } from '../support/local';
import { PageBrowser } from '../support/page-browser';
import { Person } from '../support/person';
import { domain, oidc } from '../support/providers';

/** People of two identity providers, of which one, Corp, is trusted to say whose an address is. */
const CALLBACK = 'https://app.example.com/';
const folder = mkdtempSync(join(tmpdir(), 'account-linking-'));
let api: LocalApi;
let aws: Aws;
let clientId: string;
beforeAll(async () => {
  const app = new App({ outdir: join(folder, 'cdk.out'), analyticsReporting: false });
  const stack = new Stack(app, 'Demo');
  const auth = new CognitoAuthApi(stack, 'Auth', {
    domain, identityProviders: { oidc: { Corp: oidc, Other: oidc } }, accountLinking: { providers: ['Corp'] }, clients: { web: { callbackUrls: [CALLBACK] } },
    selfSignUpEnabled: true,
  });
  new CfnOutput(stack, 'WebClientId', { value: auth.clients.web.clientId });
  app.synth();
  api = await LocalApi.start(join(folder, 'cdk.out'));
  aws = await awsOf(api);
  clientId = (await api.outputs()).WebClientId;
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = () => `${api.url}/_local/auth/${domain.prefix}`;

/** What the app is called back with, after a sign-in at the provider by these claims. */
async function signInAt(provider: string, claims: { sub: string; [claim: string]: unknown }) {
  const query = { response_type: 'code', client_id: clientId, redirect_uri: CALLBACK, scope: 'openid email', identity_provider: provider };
  const browser = new PageBrowser(api.url);
  await browser.open(`${at()}/oauth2/authorize?${new URLSearchParams(query)}`);
  const { url } = await browser.submit({ sub: claims.sub, claims: JSON.stringify(claims) }, { decision: 'allow' });
  expect(url.origin + url.pathname).toBe(CALLBACK);
  return { code: url.searchParams.get('code'), error: url.searchParams.get('error_description') };
}

/** The claims of the ID token that the app gets then. */
async function signedIn(...given: Parameters<typeof signInAt>) {
  const { code, error } = await signInAt(...given);
  expect(error).toBeNull();
  const response = await fetch(`${at()}/oauth2/token`, {
    method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', client_id: clientId, redirect_uri: CALLBACK, code: code! }),
  });
  return claimsOf((await response.json() as any).id_token);
}

const accounts = async (email: string) =>
  (await aws.cognito.send(new ListUsersCommand({ UserPoolId: aws.UserPoolId, Filter: `email = "${email}"` }))).Users!;
const identities = async (email: string) => (await aws.account(email)).attributes.identities;
const linked = (username: string) => `Already found an entry for username ${username}`;
const UNCONFIRMED = 'PreSignUp failed with error Corp did not confirm your email address. Confirm it there, and try again.';
const UNPROVEN = 'PreSignUp failed with error There is an account with your email address that is not confirmed or is locked. '
  + 'Confirm it, or ask an administrator, and try again.';

describe('who has an account', () => {
  test('lands in it by a trusted provider with the same verified address: the first sign-in links and fails, as on AWS, the next one works', async () => {
    const ada = await new Person(api).enrol();
    const claims = { sub: '1', email: ada.email, email_verified: true };
    expect(await signInAt('Corp', claims)).toEqual({ code: null, error: linked('Corp_1') });
    expect(await signedIn('Corp', claims)).toMatchObject({ sub: ada.sub, email: ada.email, identities: [{ providerName: 'Corp', userId: '1' }] });
    expect((await signedIn('Corp', claims)).sub).toBe(ada.sub);
    expect(await accounts(ada.email)).toHaveLength(1);
  });

  test('still signs in by password and code', async () => {
    const ada = await new Person(api).enrol();
    await signInAt('Corp', { sub: '2', email: ada.email, email_verified: true });
    expect(claimsOf((await ada.signIn()).body.id_token).sub).toBe(ada.sub);
  });

  test('is found however the provider writes the address', async () => {
    const ada = await new Person(api).enrol();
    const claims = { sub: '3', email: ada.email.toUpperCase(), email_verified: true };
    expect((await signInAt('Corp', claims)).error).toBe(linked('Corp_3'));
    expect((await signedIn('Corp', claims)).sub).toBe(ada.sub);
  });

  test('gets another one by a provider that is not trusted, whatever it says of the address', async () => {
    const ada = await new Person(api).enrol();
    const { sub, identities: theirs } = await signedIn('Other', { sub: '4', email: ada.email, email_verified: true });
    expect(sub).not.toBe(ada.sub);
    expect(theirs).toMatchObject([{ providerName: 'Other', primary: 'true' }]);
    expect((await accounts(ada.email)).map(({ UserStatus }) => UserStatus).sort()).toEqual(['CONFIRMED', 'EXTERNAL_PROVIDER']);
    // The other account is none that Corp's people are linked to.
    const claims = { sub: '4', email: ada.email, email_verified: true };
    expect((await signInAt('Corp', claims)).error).toBe(linked('Corp_4'));
    expect((await signedIn('Corp', claims)).sub).toBe(ada.sub);
  });
});

test('who signed up is linked once the code has proven the address, and not before', async () => {
  const ada = new Person(api);
  const claims = { sub: '5', email: ada.email, email_verified: true };
  await ada.signUp();
  expect(await signInAt('Corp', claims)).toEqual({ code: null, error: UNPROVEN });
  expect((await ada.confirmSignUp()).status).toBe(200);
  expect((await signInAt('Corp', claims)).error).toBe(linked('Corp_5'));
  expect((await signedIn('Corp', claims)).sub).toBe(ada.sub);
});

test('who has none gets one, at the first sign-in', async () => {
  const { email, sub } = await signedIn('Corp', { sub: '10', email: 'new@example.com', email_verified: true });
  expect(email).toBe('new@example.com');
  expect((await signedIn('Corp', { sub: '10', email: 'new@example.com', email_verified: true })).sub).toBe(sub);
});

describe('nobody gets into the account of somebody else', () => {
  test.each([
    ['unverified', { email_verified: false }], ['not said to be verified', {}], ['verified in other words', { email_verified: 'yes' }],
    ['verified in capitals', { email_verified: 'TRUE' }], ['verified by a number', { email_verified: 1 }], ['verified in a list', { email_verified: [true] }],
  ])('by a trusted provider with an address that is %s, however often', async (_, verified) => {
    const ada = await new Person(api).enrol();
    const claims = { sub: `mallory-${ada.email}`, email: ada.email, ...verified };
    for (let attempt = 0; attempt < 3; attempt++) expect(await signInAt('Corp', claims)).toEqual({ code: null, error: UNCONFIRMED });
    expect(await accounts(ada.email)).toHaveLength(1);
    expect(await identities(ada.email)).toBeUndefined();
  });

  test('and the answer for an unverified address does not tell whether there is an account', async () => {
    expect((await signInAt('Corp', { sub: '20', email: 'nobody@example.com', email_verified: false })).error).toBe(UNCONFIRMED);
  });

  test('by an account of their own whose address they change at the provider', async () => {
    const ada = await new Person(api).enrol();
    const { sub } = await signedIn('Corp', { sub: '21', email: 'mallory@example.com', email_verified: true });
    const later = await signedIn('Corp', { sub: '21', email: ada.email, email_verified: false });
    expect(later).toMatchObject({ sub, email_verified: false });
    expect(sub).not.toBe(ada.sub);
    expect(await identities(ada.email)).toBeUndefined();
  });

  test('by a subject that looks like a filter of ListUsers, or an address that does', async () => {
    const ada = await new Person(api).enrol();
    const { sub } = await signedIn('Corp', { sub: `x" or email = "${ada.email}`.replaceAll(' ', ''), email: 'x@example.com', email_verified: true });
    expect(sub).not.toBe(ada.sub);
    await signInAt('Corp', { sub: '22', email: `x" or email = "${ada.email}`, email_verified: true });
    expect(await identities(ada.email)).toBeUndefined();
  });

  test('nor into one that was registered in their name and waits for them: it is not confirmed', async () => {
    const planted = new Person(api);
    await planted.register();
    expect(await signInAt('Corp', { sub: '23', email: planted.email, email_verified: true })).toEqual({ code: null, error: UNPROVEN });
    expect(await identities(planted.email)).toBeUndefined();
  });

  test('nor into one that an administrator has locked, before it was linked or after', async () => {
    const [ada, eve] = [await new Person(api).enrol(), await new Person(api).enrol()];
    const lock = (person: Person) => aws.cognito.send(new AdminDisableUserCommand({ UserPoolId: aws.UserPoolId, Username: person.sub }));
    await lock(ada);
    expect((await signInAt('Corp', { sub: '24', email: ada.email, email_verified: true })).error).toBe(UNPROVEN);
    const claims = { sub: '25', email: eve.email, email_verified: true };
    await signInAt('Corp', claims);
    await lock(eve);
    expect(await signInAt('Corp', claims)).toEqual({ code: null, error: 'User is disabled.' });
  });
});
