import { CfnParameter, Stack } from 'aws-cdk-lib';
import { FeaturePlan, Mfa, PasskeyUserVerification } from 'aws-cdk-lib/aws-cognito';
import { CognitoAuthApiProps } from '../src';
import { Operation, operations } from '../src/contract';
import { fullProblemsOf as problemsOf } from './support/problems';
import { defaultStack, only, synth } from './support/template';

const POOL = 'AWS::Cognito::UserPool';
const CLIENT = 'AWS::Cognito::UserPoolClient';
const poolOf = (props: CognitoAuthApiProps) => only(synth(props).template, POOL);
const OPTIONAL = { mode: Mfa.OPTIONAL };
const byToken = { include: ['userinfo', 'delete-user'] };

test('by default people sign in with their email address, and by password alone', () => {
  const pool = only(defaultStack().template, POOL);
  expect(pool.UsernameAttributes).toEqual(['email']);
  expect(pool.AutoVerifiedAttributes).toEqual(['email']);
  expect(pool).not.toHaveProperty('AliasAttributes');
  expect(pool.Policies).not.toHaveProperty('SignInPolicy');
});

test('signIn.phone adds the phone number as a name, and verifies it', () => {
  const pool = poolOf({ signIn: { phone: true } });
  expect(pool.UsernameAttributes).toEqual(['email', 'phone_number']);
  expect(pool.AutoVerifiedAttributes).toEqual(['email', 'phone_number']);
  expect(pool.UsernameConfiguration).toEqual({ CaseSensitive: false });
});

test('without signIn.email the phone number is the only name', () => {
  expect(poolOf({ signIn: { email: false, phone: true }, operations: byToken }).UsernameAttributes).toEqual(['phone_number']);
});

test('signIn.username makes names of their own, with addresses and numbers as aliases', () => {
  const pool = poolOf({ signIn: { username: true, phone: true }, operations: byToken });
  expect(pool).not.toHaveProperty('UsernameAttributes');
  expect(pool.AliasAttributes).toEqual(['email', 'phone_number']);
  expect(poolOf({ signIn: { username: true, email: false }, operations: byToken })).not.toHaveProperty('AliasAttributes');
});

describe('first factors besides the password', () => {
  const { template } = synth({
    mfa: OPTIONAL, signIn: { phone: true, emailOtp: true, smsOtp: true, passkey: { relyingPartyId: 'example.com' } },
  });

  test('are allowed in the pool', () => {
    expect(only(template, POOL).Policies.SignInPolicy).toEqual({ AllowedFirstAuthFactors: ['PASSWORD', 'EMAIL_OTP', 'SMS_OTP', 'WEB_AUTHN'] });
  });

  test('make passkeys of the relying party, with the person checked', () => {
    expect(only(template, POOL)).toMatchObject({ WebAuthnRelyingPartyID: 'example.com', WebAuthnUserVerification: 'required' });
    expect(only(template, POOL)).not.toHaveProperty('WebAuthnFactorConfiguration');
  });

  test('let the client of the API begin with them, and change nothing else about it', () => {
    const { ExplicitAuthFlows, ...others } = only(template, CLIENT);
    const { ExplicitAuthFlows: _, ...byDefault } = only(defaultStack().template, CLIENT);
    expect(others).toEqual(byDefault);
    expect(ExplicitAuthFlows).toEqual(['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_USER_AUTH']);
  });

  test('make the handlers make up temporary passwords where accounts can have none', () => {
    const passwordless = (props: CognitoAuthApiProps) => Object.values(synth(props).template.findResources('AWS::Lambda::Function'))
      .map(({ Properties }) => Properties.Environment?.Variables.ONE_TIME_CODES).filter(Boolean).length;
    expect(passwordless({ mfa: OPTIONAL, signIn: { emailOtp: true }, operations: { include: ['userinfo'] } })).toBe(1);
    expect(passwordless({ mfa: OPTIONAL, signIn: { passkey: { relyingPartyId: 'example.com' } }, operations: { include: ['userinfo'] } })).toBe(0);
  });
});

test('signIn.passkey.userVerification reaches the pool', () => {
  const passkey = { relyingPartyId: 'example.com', userVerification: PasskeyUserVerification.PREFERRED };
  expect(poolOf({ mfa: OPTIONAL, signIn: { passkey } }).WebAuthnUserVerification).toBe('preferred');
});

const names = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html';
const factors = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-authentication-flow-methods.html';
const plans = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-sign-in-feature-plans.html';
const mfaPage = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html';
const passkeyPage = 'See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html';
const tokenOperations = Object.values<Operation>(operations).filter(({ access, body }) => access !== 'ANYONE' && !body?.properties.email)
  // A new email address is proven there, which people then sign in by.
  .filter(({ feature }) => feature !== 'PROFILE')
  // The code that it mails is for an operation that takes the address.
  .filter(({ operation }) => operation !== 'admin-reset-password');
const keepOnly = `Keep only what works by a token, operations.include: [${tokenOperations.map(({ operation }) => `"${operation}"`).join(', ')}], or`;
const oneFactor = 'A one-time code is a single factor, and Cognito takes none where everyone needs two: make mfa.mode Mfa.OPTIONAL, or leave it out.';
const fromEssentials = 'Cognito has first factors besides the password from FeaturePlan.ESSENTIALS on.';
const domain = 'signIn.passkey.relyingPartyId must be a domain name of at most 127 characters, in lower case, but is';
const writeDomain = 'Write the domain alone, such as "example.com": no scheme, no port, no path, no address, no wildcard. Offline the runner answers "localhost" by itself.';

test.each<[CognitoAuthApiProps, string[]]>([
  [{ signIn: { email: false }, operations: byToken },
    [`signIn must be such that one of email, phone and username is true, but is {"email":false,"phone":false,"username":false}. Without any of them nobody could say who they are. ${names}`]],
  [{ signIn: { email: false, phone: true }, operations: { include: ['userinfo', 'logout'] } },
    ['signIn.email must be true where the API has "logout", but is false. These operations find people by their email address. '
      + `${keepOnly} let people sign in with it. ${names}`]],
  [{ signIn: { username: true }, operations: { include: ['login', 'confirm-user', 'confirm-mfa', 'mfa-verify'] } },
    ['signIn.username must be false where the API has "confirm-user", "confirm-mfa", "login", "mfa-verify", but is true. These operations find people by their email '
      + `address, which a pool with user names refuses as a name for new accounts and knows only once it is verified. ${keepOnly} leave signIn.username out. ${names}`]],
  [{ mfa: OPTIONAL, signIn: { email: false, phone: true, emailOtp: true }, operations: byToken },
    [`signIn.emailOtp must be false where signIn.email is false, but is true. The code is mailed to an address that people sign in with: let them, or leave the codes out. ${factors}`]],
  [{ mfa: OPTIONAL, signIn: { smsOtp: true } },
    ['signIn.smsOtp must be false where signIn.phone is false, but is true. The code goes to a verified phone number, and only signIn.phone makes the pool verify them: '
      + `add it, or leave the codes out. ${factors}`]],
  [{ signIn: { phone: true, emailOtp: true, smsOtp: true } },
    [`signIn.emailOtp must be false where mfa.mode is Mfa.REQUIRED, but is true. ${oneFactor} ${mfaPage}`, `signIn.smsOtp must be false where mfa.mode is Mfa.REQUIRED, but is true. ${oneFactor} ${mfaPage}`]],
  [{ mfa: OPTIONAL, featurePlan: FeaturePlan.LITE, signIn: { emailOtp: true, passkey: { relyingPartyId: 'example.com' } } },
    [`signIn.emailOtp must be left out where featurePlan is "LITE", but is true. ${fromEssentials} ${plans}`,
      `signIn.passkey must be left out where featurePlan is "LITE", but is {"relyingPartyId":"example.com","userVerification":"required"}. ${fromEssentials} ${plans}`]],
  [{ signIn: { passkey: { relyingPartyId: 'example.com' } } },
    ['signIn.passkey must be left out where mfa.mode is Mfa.REQUIRED and mfa.passkey is false, but is {"relyingPartyId":"example.com","userVerification":"required"}. A passkey that is '
      + `a single factor opens nothing where everyone needs two: let it count as both by mfa.passkey, or make mfa.mode Mfa.OPTIONAL. ${factors}`]],
  ...['https://example.com', 'example.com:8443', 'example.com/app', '*.example.com', 'Example.com', '10.0.0.1', 'localhost', '-a.example.com', '', `${'a'.repeat(63)}.`.repeat(2) + 'com']
    .map((relyingPartyId): [CognitoAuthApiProps, string[]] => [
      { mfa: OPTIONAL, signIn: { passkey: { relyingPartyId } } }, [`${domain} "${relyingPartyId}". ${writeDomain} ${passkeyPage}`],
    ]),
])('refuses %j', (props, messages) => {
  expect(problemsOf(props)).toEqual(messages);
});

test('names every operation that needs an address, none of those that work by a token', () => {
  const [message] = problemsOf({ signIn: { email: false, phone: true } });
  expect(message).toContain('where the API has "create-user", "confirm-user", "confirm-mfa", "login", "mfa-verify", "refresh-token", "logout", "forgot-password"');
  expect(message.split(', but is')[0]).not.toMatch(/"(userinfo|delete-user)"/);
});

test.each<CognitoAuthApiProps>([
  { signIn: { passkey: { relyingPartyId: 'example.com' } }, mfa: { passkey: true } },
  { signIn: { passkey: { relyingPartyId: 'xn--bcher-kva.example' } }, mfa: OPTIONAL },
  { signIn: { emailOtp: true }, mfa: { mode: Mfa.OFF } },
  { signIn: { email: true, phone: false, username: false, emailOtp: false, smsOtp: false } },
])('accepts %j', (props) => {
  expect(problemsOf(props)).toEqual([]);
});

test('a relying party that is known when deploying is left to Cognito', () => {
  const props = (stack: Stack) => ({ mfa: OPTIONAL, signIn: { passkey: { relyingPartyId: new CfnParameter(stack, 'Domain').valueAsString } } });
  expect(problemsOf(props)).toEqual([]);
});
