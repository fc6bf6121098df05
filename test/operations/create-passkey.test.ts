import { AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { operations } from '../../src/contract';
import { Authenticator } from '../support/authenticator';
import type { Aws } from '../support/aws';
import { fullStack } from '../support/default-stack';
import type { LocalApi } from '../support/local';
import { accessTokenOf, expectOwnToken, newCredential, passkeysOf, registeredPasskey } from '../support/own-factors';
import { bearer, Person } from '../support/person';
import { expectRefusal } from '../support/refusal';
import { runStack } from '../support/run-stack';

let api: LocalApi;
let aws: Aws;
let ada: Person;
let token: string;
runStack(fullStack(), (...started) => { [api, aws] = started; });
beforeAll(async () => {
  ada = await new Person(api).enrol();
});
beforeEach(async () => {
  await api.advance(10);
  token = await accessTokenOf(ada);
});

const create = (credential: unknown, accessToken = token) => api.call('POST /v1/passkeys', { credential }, bearer(accessToken));
const settingsOf = async ({ email }: Person) =>
  (await aws.cognito.send(new AdminGetUserCommand({ UserPoolId: aws.UserPoolId, Username: email }))).UserMFASettingList;

describe('a passkey of an authenticator', () => {
  test('is registered once, counts as both factors, and leaves the sessions and the app as they are', async () => {
    const bob = await new Person(api, 'Bob').enrol();
    const { access_token, refresh_token } = (await bob.signIn()).body;
    const credential = await newCredential(api, access_token);
    const { status, body } = await create(credential, access_token);
    expect(body).toEqual({ user_id: bob.sub, status: 'PASSKEY_CREATED', counts_as_mfa: true });
    expect(status).toBe(201);
    expect(await settingsOf(bob)).toEqual(['SOFTWARE_TOKEN_MFA', 'WEB_AUTHN_MFA']);
    expect(await passkeysOf(api, access_token)).toHaveLength(1);
    expectRefusal(await create(credential, access_token), 'PASSKEY_NOT_STARTED');
    expect((await api.call('POST /v1/refresh-token', { email: bob.email, refresh_token })).status).toBe(200);
    expect((await bob.signIn()).status).toBe(200);
  });

  test('may be a second one', async () => {
    await registeredPasskey(api, token);
    expect(await create(await newCredential(api, token))).toMatchObject({ status: 201, body: { counts_as_mfa: true } });
    expect(await passkeysOf(api, token)).toHaveLength(2);
  });

  test('is there even if Cognito does not let it count: the answer says so, and set-mfa does it later', async () => {
    const eve = await new Person(api, 'Eve').enrol();
    const mine = await accessTokenOf(eve);
    await api.faults({ function: 'create-passkey', operation: 'SetUserMFAPreference', fault: 'RESET', times: 0 });
    expect(await create(await newCredential(api, mine), mine)).toMatchObject({ status: 201, body: { counts_as_mfa: false } });
    await api.faults();
    expect(await passkeysOf(api, mine)).toHaveLength(1);
    expect(await settingsOf(eve)).toEqual(['SOFTWARE_TOKEN_MFA']);
    expect(await api.call('PUT /v1/mfa', { passkey_mfa: true }, bearer(mine))).toMatchObject({ status: 200 });
    expect(await settingsOf(eve)).toEqual(['SOFTWARE_TOKEN_MFA', 'WEB_AUTHN_MFA']);
  });
});

describe('what is refused', () => {
  const OTHER_PAGE = { credential: 'was made on a page of another domain than these passkeys are for' };
  const UNSUPPORTED = { credential: 'is of an authenticator that is not supported, or that did not check who uses it' };

  test.each([
    ['a passkey made on another site', { origin: 'https://example.com' }, OTHER_PAGE],
    ['a passkey for another site', { relyingPartyId: 'example.com', origin: 'http://localhost:4000' }, OTHER_PAGE],
    ['an authenticator that does not check its user', { verifiesUser: false }, UNSUPPORTED],
    ['a key of another algorithm', { algorithm: 'ES384' }, UNSUPPORTED],
  ] as const)('%s, by the field, and the right one may follow', async (_, behaviour, fields) => {
    const { body: { credential_creation_options } } = await api.call('POST /v1/passkeys/start', undefined, bearer(token));
    const authenticator = new Authenticator();
    expectRefusal(await create(authenticator.create(credential_creation_options, behaviour)), 'PASSKEY_REFUSED', fields);
    expect(await create(new Authenticator().create(credential_creation_options))).toMatchObject({ status: 201 });
  });

  test('a passkey that nobody asked for, that was asked for too long ago, or by an older start', async () => {
    const credential = await newCredential(api, token);
    await newCredential(api, token);
    expectRefusal(await create(credential), 'PASSKEY_NOT_STARTED');
    const late = await newCredential(api, token);
    await api.advance(300);
    expectRefusal(await create(late), 'PASSKEY_NOT_STARTED');
    const nobody = await new Person(api).enrol();
    expectRefusal(await create(credential, await accessTokenOf(nobody)), 'PASSKEY_NOT_STARTED');
  });

  test('a passkey that somebody else\'s token asked for: neither of the two gets one', async () => {
    const mallory = await new Person(api, 'Mallory').enrol();
    const theirs = await accessTokenOf(mallory);
    const before = await passkeysOf(api, token);
    const credential = await newCredential(api, token);
    await newCredential(api, theirs);
    expectRefusal(await create(credential, theirs), 'PASSKEY_NOT_STARTED');
    expect(await passkeysOf(api, theirs)).toEqual([]);
    expect(await passkeysOf(api, token)).toEqual(before);
  });

  const must = `must be ${operations['POST /v1/passkeys'].body.properties.credential.description}`;
  const good = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', response: { clientDataJSON: 'e30', attestationObject: 'AAAA' } };
  test.each([
    'text', 42, null, [], {}, { ...good, id: undefined }, { ...good, id: 'not/base64url' }, { ...good, rawId: 'x'.repeat(1365) }, { ...good, type: 'password' },
    { ...good, response: 'text' }, { ...good, response: { clientDataJSON: 'e30' } }, { ...good, response: { ...good.response, attestationObject: 42 } },
  ])('what is no credential: %j', async (credential) => {
    expectRefusal(await create(credential), 'INVALID_REQUEST', { credential: must });
  });

  test('a credential of the right form with nothing in it, or with a whole tower of members', async () => {
    const fields = { credential: 'is no answer to the options of start-passkey, or is registered already' };
    await newCredential(api, token);
    expectRefusal(await create(good), 'PASSKEY_REFUSED', fields);
    const tower = JSON.stringify({ credential: good }).replace('"id"', `"clientExtensionResults":${'['.repeat(7000)}${']'.repeat(7000)},"id"`);
    const answer = await api.call('POST /v1/passkeys', tower, { ...bearer(token), 'content-type': 'application/json' });
    expect(answer.status).toBe(400);
  });

  test('no field, another field, and no body', async () => {
    expectRefusal(await api.call('POST /v1/passkeys', {}, bearer(token)), 'INVALID_REQUEST',
      { credential: `is required: ${operations['POST /v1/passkeys'].body.properties.credential.description}` });
    expectRefusal(await api.call('POST /v1/passkeys', { credential: good, user_id: ada.sub }, bearer(token)), 'INVALID_REQUEST',
      { user_id: 'is not a field of this operation' });
    expectRefusal(await api.call('POST /v1/passkeys', undefined, bearer(token)), 'UNSUPPORTED_MEDIA_TYPE');
  });
});

test('needs an access token that lives, of a sign-in of the last ten minutes', async () => {
  const credential = await newCredential(api, token);
  await expectOwnToken(api, await new Person(api).enrol(), (accessToken) => create(credential, accessToken), { fresh: true });
});

describe('what Cognito may refuse it for', () => {
  afterEach(() => api.faults());

  test.each([
    ['WebAuthnChallengeNotFoundException', 'PASSKEY_NOT_STARTED'], ['WebAuthnClientMismatchException', 'PASSKEY_NOT_STARTED'],
    ['WebAuthnCredentialNotSupportedException', 'PASSKEY_REFUSED'], ['WebAuthnOriginNotAllowedException', 'PASSKEY_REFUSED'],
    ['WebAuthnRelyingPartyMismatchException', 'PASSKEY_REFUSED'], ['InvalidParameterException', 'PASSKEY_REFUSED'],
    ['NotAuthorizedException', 'INVALID_TOKEN'], ['PasswordResetRequiredException', 'INVALID_TOKEN'], ['LimitExceededException', 'TOO_MANY_REQUESTS'],
    ['WebAuthnNotEnabledException', 'INTERNAL_ERROR'], ['InternalErrorException', 'SERVICE_UNAVAILABLE'],
  ] as const)('%s is answered with %s', async (name, code) => {
    const credential = await newCredential(api, token);
    await api.faults({ function: 'create-passkey', operation: 'CompleteWebAuthnRegistration', fault: { name, status: 400 }, times: 0 });
    const answer = await create(credential);
    expectRefusal(answer, code, answer.body.fields);
    expect(Object.keys(answer.body.fields ?? {})).toEqual(code === 'PASSKEY_REFUSED' ? ['credential'] : []);
  });
});
