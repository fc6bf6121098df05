import { Step, Vector } from '../vector';
import { absent, bearer, CLIENT, confirmed, EMAIL, like, PASSWORD, POOL, refused, signIn, TOKENS } from './setup';

export const RELYING_PARTY = 'auth.example.com';
export const WITH_PASSKEYS = { ...POOL.email, Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['PASSWORD', 'WEB_AUTHN'] } } };
export const passkeyConfig = (more: object = {}) => ({ WebAuthnConfiguration: { RelyingPartyId: RELYING_PARTY, ...more } });
const base = { pool: WITH_PASSKEYS, mfa: passkeyConfig(), client: CLIENT.open };
const REFERENCE = 'API reference, CompleteWebAuthnRegistration';

export const signedIn: Step[] = [...confirmed(), signIn({ save: TOKENS })];
const start = (rest: Partial<Step> = {}) => bearer('StartWebAuthnRegistration', {}, { save: { options: 'CredentialCreationOptions' }, ...rest });
const complete = (rest: Partial<Step> = {}, words = '') =>
  bearer('CompleteWebAuthnRegistration', { Credential: `{{json attest options${words && ` ${words}`}}}` }, rest);
const list = (expect: Step['expect'], rest: Partial<Step> = {}) => bearer('ListWebAuthnCredentials', {}, { expect, ...rest });

/** Somebody signed in, with one passkey. */
export const registered: Step[] = [...signedIn, start(), complete()];

export const passkeyVectors: Vector[] = [
  {
    ...base,
    name: 'a signed-in person registers a passkey, which is listed, and excluded from the next registration',
    tag: 'D',
    source: 'API reference, StartWebAuthnRegistration, its example; [M] the friendly name',
    steps: [
      ...signedIn,
      list({ Credentials: [] }),
      start({
        expect: {
          CredentialCreationOptions: {
            authenticatorSelection: { requireResidentKey: true, residentKey: 'required', userVerification: 'preferred' },
            challenge: like('^[\\w-]{22,}$'),
            excludeCredentials: [],
            pubKeyCredParams: [{ alg: -7, type: 'public-key' }, { alg: -257, type: 'public-key' }],
            rp: { id: RELYING_PARTY, name: RELYING_PARTY },
            timeout: 60_000,
            user: { id: like('^[\\w-]{48}$') },
          },
        },
      }),
      complete(),
      list({
        Credentials: [{
          CredentialId: like('^[\\w-]{22}$'),
          FriendlyCredentialName: like('.'),
          RelyingPartyId: RELYING_PARTY,
          AuthenticatorAttachment: 'platform',
          AuthenticatorTransports: ['internal'],
        }],
        NextToken: absent,
      }, { save: { id: 'Credentials.0.CredentialId' } }),
      start({ expect: { CredentialCreationOptions: { excludeCredentials: [{ id: '{{id}}', type: 'public-key' }] } } }),
    ],
  },
  {
    ...base,
    name: 'a passkey is deleted by its owner, once',
    tag: 'D',
    source: 'API reference, DeleteWebAuthnCredential',
    steps: [
      ...registered,
      list({}, { save: { id: 'Credentials.0.CredentialId' } }),
      bearer('DeleteWebAuthnCredential', { CredentialId: '{{id}}' }),
      list({ Credentials: [] }),
      bearer('DeleteWebAuthnCredential', { CredentialId: '{{id}}' }, refused('ResourceNotFoundException')),
    ],
  },
  {
    ...base,
    name: 'passkeys are listed in pages',
    tag: 'D',
    source: 'API reference, ListWebAuthnCredentials',
    steps: [
      ...registered,
      start(),
      bearer('CompleteWebAuthnRegistration', { Credential: '{{json attest options any}}' }),
      bearer('ListWebAuthnCredentials', { MaxResults: 1 }, { expect: { Credentials: { $length: 1 } }, save: { next: 'NextToken' } }),
      bearer('ListWebAuthnCredentials', { MaxResults: 1, NextToken: '{{next}}' }, { expect: { Credentials: { $length: 1 }, NextToken: absent } }),
    ],
  },
  {
    ...base,
    name: 'passkeys are refused where the pool does not allow them as a first factor',
    tag: 'D',
    source: 'API reference, WebAuthnNotEnabledException',
    pool: POOL.email,
    steps: [
      ...signedIn,
      start({ save: {}, ...refused('WebAuthnNotEnabledException') }),
      bearer('CompleteWebAuthnRegistration', { Credential: {} }, refused('WebAuthnNotEnabledException')),
    ],
  },
  {
    ...base,
    name: 'passkeys are refused where there is neither a relying party nor a domain',
    tag: 'D',
    source: 'API reference, WebAuthnConfigurationMissingException',
    mfa: undefined,
    steps: [...signedIn, start({ save: {}, ...refused('WebAuthnConfigurationMissingException') })],
  },
  {
    ...base,
    name: 'a registration that nobody started is refused',
    tag: 'D',
    source: REFERENCE,
    steps: [...registered, complete(refused('WebAuthnChallengeNotFoundException'))],
  },
  {
    ...base,
    name: 'a registration that came too late is refused',
    tag: 'D',
    source: 'API reference, WebAuthnChallengeNotFoundException; [M] how long it may take',
    steps: [...signedIn, start(), complete({ advance: 600, ...refused('WebAuthnChallengeNotFoundException') })],
  },
  {
    ...base,
    name: 'an answer to an older registration is refused',
    tag: 'M',
    source: 'unverified that a second start ends the first',
    steps: [...signedIn, start({ save: { old: 'CredentialCreationOptions' } }), start(), bearer(
      'CompleteWebAuthnRegistration', { Credential: '{{json attest old}}' }, refused('WebAuthnChallengeNotFoundException'))],
  },
  {
    ...base,
    name: 'a registration ends with a token of the app client that started it',
    tag: 'D',
    source: 'API reference, WebAuthnClientMismatchException',
    steps: [
      ...signedIn,
      start(),
      {
        operation: 'CreateUserPoolClient',
        input: { UserPoolId: '{{pool}}', ClientName: 'other', ...CLIENT.open },
        save: { other: 'UserPoolClient.ClientId' },
      },
      {
        operation: 'InitiateAuth',
        input: { ClientId: '{{other}}', AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME: EMAIL, PASSWORD: PASSWORD } },
        save: TOKENS,
      },
      complete(refused('WebAuthnClientMismatchException')),
    ],
  },
  {
    ...base,
    name: 'a page of another origin cannot register',
    tag: 'D',
    source: 'API reference, WebAuthnOriginNotAllowedException',
    steps: [
      ...signedIn,
      start(),
      complete(refused('WebAuthnOriginNotAllowedException'), 'origin=https://example.com'),
      complete(refused('WebAuthnOriginNotAllowedException'), `origin=http://${RELYING_PARTY}`),
      complete(refused('WebAuthnOriginNotAllowedException'), `origin=https://not-${RELYING_PARTY}`),
      complete({}, `origin=https://app.${RELYING_PARTY}`),
    ],
  },
  {
    ...base,
    name: 'a passkey for another relying party cannot be registered',
    tag: 'D',
    source: 'API reference, WebAuthnRelyingPartyMismatchException',
    steps: [...signedIn, start(), complete(
      refused('WebAuthnRelyingPartyMismatchException'), `relyingPartyId=example.com origin=https://${RELYING_PARTY}`)],
  },
  {
    ...base,
    name: 'a key of an algorithm that was not offered is refused',
    tag: 'D',
    source: 'developer guide, Authentication flows: ES256 and RS256; API reference, WebAuthnCredentialNotSupportedException',
    steps: [...signedIn, start(), complete(refused('WebAuthnCredentialNotSupportedException'), 'algorithm=ES384')],
  },
  {
    ...base,
    name: 'an authenticator that does not verify its user is taken where that is preferred',
    tag: 'D',
    source: 'developer guide, Authentication flows: user verification',
    steps: [...signedIn, start(), complete({}, 'unverified')],
  },
  {
    ...base,
    name: 'an authenticator that does not verify its user is refused where that is required',
    tag: 'D',
    source: 'developer guide, Authentication flows: user verification; [M] which error',
    mfa: passkeyConfig({ UserVerification: 'required' }),
    steps: [
      ...signedIn,
      start({ expect: { CredentialCreationOptions: { authenticatorSelection: { userVerification: 'required' } } } }),
      complete(refused('WebAuthnCredentialNotSupportedException'), 'unverified'),
      complete(),
    ],
  },
  {
    ...base,
    name: 'what is no credential is refused',
    tag: 'M',
    source: 'unverified which error',
    steps: [
      ...signedIn,
      start(),
      ...[{}, 'text', { id: 'a', rawId: 'a', response: {} }, { id: 'a', rawId: 'a', response: { clientDataJSON: 'e30', attestationObject: 'AA' } }].map((Credential) =>
        bearer('CompleteWebAuthnRegistration', { Credential }, refused('InvalidParameterException'))),
      complete(),
    ],
  },
  {
    ...base,
    name: 'the operations on passkeys want an access token that lives',
    tag: 'D',
    source: 'API reference, StartWebAuthnRegistration',
    steps: [
      ...registered,
      bearer('GlobalSignOut'),
      start({ save: {}, ...refused('NotAuthorizedException', 'Access Token has been revoked') }),
      complete(refused('NotAuthorizedException', 'Access Token has been revoked')),
      list(undefined, refused('NotAuthorizedException', 'Access Token has been revoked')),
      bearer('DeleteWebAuthnCredential', { CredentialId: 'a' }, refused('NotAuthorizedException', 'Access Token has been revoked')),
    ],
  },
  {
    ...base,
    name: 'passkeys cannot be the only first factor',
    tag: 'D',
    source: 'developer guide, Authentication flows: activate passkey sign-in; [M] the text',
    steps: [{
      operation: 'CreateUserPool',
      input: { PoolName: 'only-passkeys', Policies: { SignInPolicy: { AllowedFirstAuthFactors: ['WEB_AUTHN'] } } },
      ...refused('InvalidParameterException'),
    }],
  },
  {
    ...base,
    name: 'where MFA is required passkeys must count as MFA',
    tag: 'O',
    source: 'go-to-k/cdkd#2064, measured',
    steps: [
      {
        operation: 'SetUserPoolMfaConfig',
        input: { UserPoolId: '{{pool}}', MfaConfiguration: 'ON', SoftwareTokenMfaConfiguration: { Enabled: true } },
        ...refused('InvalidParameterException',
          'Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed first auth factor'),
      },
      {
        operation: 'SetUserPoolMfaConfig',
        input: { UserPoolId: '{{pool}}', MfaConfiguration: 'OPTIONAL', SoftwareTokenMfaConfiguration: { Enabled: true } },
      },
      {
        operation: 'SetUserPoolMfaConfig',
        input: { UserPoolId: '{{pool}}', MfaConfiguration: 'ON', ...passkeyConfig({ FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' }) },
        expect: { MfaConfiguration: 'ON', WebAuthnConfiguration: { FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' } },
      },
    ],
  },
];
