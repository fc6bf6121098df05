import { Step, Vector } from '../vector';
import { passkeyConfig, registered, RELYING_PARTY, signedIn, WITH_PASSKEYS } from './passkeys';
import {
  absent, admin, bearer, CLIENT, code, confirmed, EMAIL, like, PASSWORD, refused, respond, SESSION, signIn, TOKENS, TOTP_ON, TOTP_OPTIONAL, VERIFIED,
} from './setup';
import { begin } from './user-auth';

const client = { ...CLIENT.open, ExplicitAuthFlows: [...CLIENT.open.ExplicitAuthFlows, 'ALLOW_USER_AUTH'] };
const base = { pool: WITH_PASSKEYS, mfa: passkeyConfig(), client };
const MULTI = passkeyConfig({ FactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION' });
const flowsGuide = 'developer guide, Authentication flows: passkey sign-in';
const webAuthn = 'W3C, Web Authentication, verifying an authentication assertion; [M] the error';

const ASKED = { session: 'Session', request: 'ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS' };
const ask = (rest: Partial<Step> = {}) => begin({ PREFERRED_CHALLENGE: 'WEB_AUTHN' }, { save: ASKED, ...rest });
const answer = (rest: Partial<Step> = {}, words = '') => respond('WEB_AUTHN', { CREDENTIAL: `{{assert request${words && ` ${words}`}}}` }, rest);
const tokens: Partial<Step> = { expect: { ChallengeName: absent, AuthenticationResult: { TokenType: 'Bearer' } } };
const wrong = refused('NotAuthorizedException', 'Incorrect username or password.');
const offered = (...AvailableChallenges: string[]) => ({ ChallengeName: 'SELECT_CHALLENGE', AvailableChallenges });

const needsAnother = refused('InvalidParameterException', 'WebAuthn MFA requires enabling an additional MFA setting.');

/** TOTP, by an access token. */
const withDevice: Step[] = [
  bearer('AssociateSoftwareToken', {}, { save: { totp: 'SecretCode' } }),
  bearer('VerifySoftwareToken', { UserCode: '{{totp totp}}' }),
];

export const passkeySignInVectors: Vector[] = [
  {
    ...base,
    name: 'a passkey signs in, each time with another challenge',
    tag: 'D',
    source: `${flowsGuide}; [M] the members of the options`,
    steps: [
      ...registered,
      ask({
        expect: {
          ChallengeName: 'WEB_AUTHN',
          AvailableChallenges: ['PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN'],
          ChallengeParameters: { CREDENTIAL_REQUEST_OPTIONS: like(`"rpId":"${RELYING_PARTY}".*"userVerification":"preferred"`) },
        },
      }),
      answer({ ...tokens, save: TOKENS, claims: { id: { email: EMAIL }, access: { token_use: 'access' } } }),
      ask(),
      answer(tokens),
    ],
  },
  {
    ...base,
    name: 'a passkey is selected',
    tag: 'D',
    source: flowsGuide,
    steps: [
      ...registered,
      begin({}, { save: SESSION, expect: offered('PASSWORD', 'PASSWORD_SRP', 'WEB_AUTHN') }),
      respond('SELECT_CHALLENGE', { ANSWER: 'WEB_AUTHN' }, { save: ASKED, expect: { ChallengeName: 'WEB_AUTHN' } }),
      answer(tokens),
    ],
  },
  {
    ...base,
    name: 'who has no passkey is offered none',
    tag: 'D',
    source: 'developer guide, manage authentication methods in AWS SDKs',
    steps: [
      ...signedIn,
      ask({ save: {}, expect: offered('PASSWORD', 'PASSWORD_SRP') }),
      bearer('GetUserAuthFactors', {}, { expect: { ConfiguredUserAuthFactors: ['PASSWORD'] } }),
    ],
  },
  {
    ...base,
    name: 'a deleted passkey signs nobody in',
    tag: 'D',
    source: 'API reference, DeleteWebAuthnCredential',
    steps: [
      ...registered,
      ask(),
      bearer('ListWebAuthnCredentials', {}, { save: { id: 'Credentials.0.CredentialId' } }),
      bearer('DeleteWebAuthnCredential', { CredentialId: '{{id}}' }),
      answer(wrong),
      ask({ save: {}, expect: offered('PASSWORD', 'PASSWORD_SRP') }),
    ],
  },
  {
    ...base,
    name: 'an assertion is taken once',
    tag: 'D',
    source: webAuthn,
    steps: [
      ...registered,
      ask({ save: { ...ASKED, first: 'ChallengeParameters.CREDENTIAL_REQUEST_OPTIONS' } }),
      answer(tokens),
      answer(refused('NotAuthorizedException', 'Invalid session for the user, session can only be used once.')),
      ask({ save: SESSION }),
      respond('WEB_AUTHN', { CREDENTIAL: '{{assert first}}' }, wrong),
    ],
  },
  {
    ...base,
    name: 'an assertion comes too late',
    tag: 'D',
    source: 'API reference, AuthSessionValidity',
    steps: [...registered, ask(), answer({ advance: 180, ...refused('NotAuthorizedException', 'Invalid session for the user, session is expired.') })],
  },
  {
    ...base,
    name: 'an assertion of another page, or for another relying party, is refused, and the right one still works',
    tag: 'D',
    source: webAuthn,
    steps: [
      ...registered,
      ask(),
      answer(wrong, 'origin=https://example.com'),
      answer(wrong, `origin=http://${RELYING_PARTY}`),
      answer(wrong, `relyingPartyId=example.com origin=https://${RELYING_PARTY}`),
      answer(tokens),
    ],
  },
  {
    ...base,
    name: 'a count of signatures that does not rise is refused: somebody copied the passkey',
    tag: 'D',
    source: webAuthn,
    steps: [...registered, ask(), answer(tokens), ask(), answer(wrong, 'signatures=1'), answer(tokens)],
  },
  {
    ...base,
    name: 'a signature of another key is refused',
    tag: 'D',
    source: webAuthn,
    steps: [...registered, ask(), answer(wrong, 'forged'), answer(tokens)],
  },
  {
    ...base,
    name: 'a passkey of another person is refused',
    tag: 'D',
    source: webAuthn,
    steps: [
      ...registered,
      {
        operation: 'AdminCreateUser',
        input: { UserPoolId: '{{pool}}', Username: 'bob@example.com', TemporaryPassword: 'Temporary-pass-1', MessageAction: 'SUPPRESS', UserAttributes: VERIFIED },
      },
      admin('AdminSetUserPassword', { Username: 'bob@example.com', Password: PASSWORD, Permanent: true }),
      signIn({ save: TOKENS }, PASSWORD, 'bob@example.com'),
      bearer('StartWebAuthnRegistration', {}, { save: { options: 'CredentialCreationOptions' } }),
      bearer('CompleteWebAuthnRegistration', { Credential: '{{json attest options any}}' }),
      ask(),
      // The authenticator answers with the newest that it has: Bob's.
      answer(wrong, 'any'),
      answer(tokens),
    ],
  },
  {
    ...base,
    name: 'an authenticator that does not verify its user signs in where that is preferred',
    tag: 'D',
    source: flowsGuide,
    steps: [...registered, ask(), answer(tokens, 'unverified')],
  },
  {
    ...base,
    name: 'an authenticator that does not verify its user signs nobody in where that is required',
    tag: 'D',
    source: flowsGuide,
    mfa: passkeyConfig({ UserVerification: 'required' }),
    steps: [...registered, ask(), answer(wrong, 'unverified'), answer(tokens)],
  },
  {
    ...base,
    name: 'what is no credential signs nobody in',
    tag: 'M',
    source: 'unverified which error',
    steps: [
      ...registered,
      ask(),
      ...['text', '{}', '[]', '{"id":"a","rawId":"a","response":{"clientDataJSON":1}}'].map((CREDENTIAL) =>
        respond('WEB_AUTHN', { CREDENTIAL }, refused('InvalidParameterException'))),
      respond('WEB_AUTHN', {}, refused('InvalidParameterException', 'Missing required parameter CREDENTIAL')),
      answer(tokens),
    ],
  },
  {
    ...base,
    name: 'passkeys of a former relying party are not asked for',
    tag: 'D',
    source: `${flowsGuide}: users must register again`,
    steps: [
      ...registered,
      { operation: 'SetUserPoolMfaConfig', input: { UserPoolId: '{{pool}}', WebAuthnConfiguration: { RelyingPartyId: 'example.org' } } },
      ask({ save: {}, expect: offered('PASSWORD', 'PASSWORD_SRP') }),
    ],
  },
  {
    ...base,
    name: 'a disabled person is not asked for a passkey',
    tag: 'M',
    source: 'unverified',
    steps: [
      ...registered,
      ask(),
      admin('AdminDisableUser'),
      answer(refused('NotAuthorizedException', 'User is disabled.')),
      ask({ save: {}, ...refused('NotAuthorizedException', 'User is disabled.') }),
    ],
  },
  {
    ...base,
    name: 'MFA that is optional and not activated does not follow a passkey',
    tag: 'D',
    source: flowsGuide,
    mfa: { ...TOTP_OPTIONAL, ...passkeyConfig() },
    steps: [...registered, ask(), answer(tokens)],
  },
  {
    ...base,
    name: 'who activated MFA does not begin with a passkey that is one factor',
    tag: 'D',
    source: flowsGuide,
    mfa: { ...TOTP_OPTIONAL, ...passkeyConfig() },
    steps: [
      ...registered,
      ...withDevice,
      bearer('SetUserMFAPreference', { WebAuthnMfaSettings: { Enabled: true } }, refused('InvalidParameterException')),
      bearer('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: true } }),
      ask({ save: {}, expect: offered('PASSWORD', 'PASSWORD_SRP') }),
    ],
  },
  {
    ...base,
    name: 'a passkey that verifies its user is both factors, for who activated it',
    tag: 'D',
    source: 'API reference, WebAuthnMfaSettingsType and WebAuthnConfigurationType',
    mfa: { ...TOTP_ON, ...MULTI },
    steps: [
      ...confirmed(),
      signIn({ save: SESSION }),
      { operation: 'AssociateSoftwareToken', input: { Session: '{{session}}' }, save: { session: 'Session', totp: 'SecretCode' } },
      { operation: 'VerifySoftwareToken', input: { Session: '{{session}}', UserCode: '{{totp totp}}' }, save: SESSION },
      respond('MFA_SETUP', {}, { save: TOKENS }),
      bearer('StartWebAuthnRegistration', {}, {
        save: { options: 'CredentialCreationOptions' },
        expect: { CredentialCreationOptions: { authenticatorSelection: { userVerification: 'required' } } },
      }),
      bearer('CompleteWebAuthnRegistration', { Credential: '{{json attest options unverified}}' }, refused('WebAuthnCredentialNotSupportedException')),
      bearer('CompleteWebAuthnRegistration', { Credential: '{{json attest options}}' }),
      ask({ save: {}, expect: offered('PASSWORD', 'PASSWORD_SRP') }),
      bearer('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: true }, WebAuthnMfaSettings: { Enabled: true } }),
      ask({ expect: { ChallengeName: 'WEB_AUTHN' } }),
      answer(wrong, 'unverified'),
      answer(tokens),
      begin({ PREFERRED_CHALLENGE: 'PASSWORD', PASSWORD }, { advance: 30, save: SESSION, expect: { ChallengeName: 'SOFTWARE_TOKEN_MFA' } }),
      code(tokens),
      admin('AdminSetUserMFAPreference', { WebAuthnMfaSettings: { Enabled: false } }),
      ask({ save: {}, expect: offered('PASSWORD', 'PASSWORD_SRP') }),
    ],
  },
  {
    ...base,
    name: 'passkeys count as MFA only beside another method, which the same request must name even if it is on',
    tag: 'O',
    source: 'applications on GitHub, October 2026',
    mfa: { ...TOTP_OPTIONAL, ...MULTI },
    steps: [
      ...registered,
      bearer('SetUserMFAPreference', { WebAuthnMfaSettings: { Enabled: true } }, needsAnother),
      ...withDevice,
      bearer('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: true } }),
      bearer('SetUserMFAPreference', { WebAuthnMfaSettings: { Enabled: true } }, needsAnother),
      bearer('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: true }, WebAuthnMfaSettings: { Enabled: true } }),
      ask(),
      answer(tokens),
    ],
  },
  {
    ...base,
    name: 'passkeys that count as MFA are listed under a name of their own',
    tag: 'O',
    source: 'applications on GitHub, October 2026',
    mfa: { ...TOTP_OPTIONAL, ...MULTI },
    steps: [
      ...registered,
      ...withDevice,
      bearer('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: true }, WebAuthnMfaSettings: { Enabled: true } }),
      bearer('GetUser', {}, { expect: { UserMFASettingList: ['SOFTWARE_TOKEN_MFA', 'WEB_AUTHN_MFA'] } }),
      bearer('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: false }, WebAuthnMfaSettings: { Enabled: false } }),
      bearer('GetUser', {}, { expect: { UserMFASettingList: absent } }),
    ],
  },
  {
    ...base,
    name: 'who has no passkey cannot have it count as MFA',
    tag: 'O',
    source: 'applications on GitHub, October 2026',
    mfa: { ...TOTP_OPTIONAL, ...MULTI },
    steps: [
      ...signedIn,
      ...withDevice,
      bearer('SetUserMFAPreference', { SoftwareTokenMfaSettings: { Enabled: true }, WebAuthnMfaSettings: { Enabled: true } },
        refused('InvalidParameterException', 'User does not have applicable WebAuthn credentials to enable WebAuthn MFA.')),
      bearer('GetUser', {}, { expect: { UserMFASettingList: absent } }),
    ],
  },
];
