import { Duration } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, Mfa, PasskeyUserVerification } from 'aws-cdk-lib/aws-cognito';
import { CognitoAuthApiProps } from '../src';
import { fullProblemsOf as problemsOf } from './support/problems';
import { defaultStack, only, resource, synth } from './support/template';

const POOL = 'AWS::Cognito::UserPool';
const poolOf = (props: CognitoAuthApiProps) => only(synth(props).template, POOL);
const ofTheApp = ['confirm-mfa', 'resend-mfa', 'reset-mfa'];
const userinfo = { include: ['userinfo'] };
const passkey = { relyingPartyId: 'example.com' };

describe.each([Mfa.OPTIONAL, Mfa.OFF])('mfa.mode %s', (mode) => {
  const { template, auth } = synth({ mfa: { mode } });

  test('reaches the pool', () => {
    expect(only(template, POOL).MfaConfiguration).toBe(mode);
    expect(only(template, POOL).EnabledMfas).toEqual(mode === Mfa.OPTIONAL ? ['SOFTWARE_TOKEN_MFA'] : undefined);
  });

  test('leaves out what is about a factor that everyone has, and nothing else', () => {
    expect(Object.keys(auth.functions)).toEqual(Object.keys(defaultStack().auth.functions).filter((name) => !ofTheApp.includes(name)));
    expect(JSON.stringify(template.toJSON())).not.toMatch(/confirm-mfa|resend-mfa|reset-mfa/);
  });

  test('is no contradiction to excluding what it leaves out, or to all', () => {
    expect(problemsOf({ mfa: { mode }, operations: { exclude: ['reset-mfa'] } })).toEqual([]);
    expect(problemsOf({ mfa: { mode }, operations: { all: true } })).toEqual([]);
    expect(problemsOf({ mfa: { mode }, operations: { include: ['login', 'mfa-verify', 'confirm-user'] } })).toEqual([]);
  });
});

test('mfa.sms takes texted codes, too, and lets login pick a factor for those who have both', () => {
  const { template } = synth({ mfa: { sms: true } });
  expect(only(template, POOL).EnabledMfas).toEqual(['SMS_MFA', 'SOFTWARE_TOKEN_MFA']);
  const actions = (operation: string, from = template) => resource(from, `Auth${operation}Role`).Properties.Policies[0].PolicyDocument.Statement
    .flatMap(({ Action }: any) => Action).filter((action: string) => action.startsWith('cognito-idp:'));
  expect(actions('login')).toEqual(['cognito-idp:AdminInitiateAuth', 'cognito-idp:AdminRespondToAuthChallenge']);
  expect(actions('login', defaultStack().template)).toEqual(['cognito-idp:AdminInitiateAuth']);
  expect(actions('mfaverify')).toEqual(actions('mfaverify', defaultStack().template));
});

test('mfa.sms alone leaves out what is about an authenticator app', () => {
  const { template, auth } = synth({ mfa: { totp: false, sms: true } });
  expect(only(template, POOL)).toMatchObject({ MfaConfiguration: 'ON', EnabledMfas: ['SMS_MFA'] });
  expect(Object.keys(auth.functions)).not.toEqual(expect.arrayContaining(['confirm-mfa']));
});

describe('mfa.email', () => {
  const byMail: CognitoAuthApiProps = {
    mfa: { email: true }, accountRecovery: AccountRecovery.NONE, operations: userinfo, messages: { from: 'no-reply@example.com', sesRegion: 'eu-west-1' },
  };

  test('takes mailed codes beside the app, through SES, on a plan that has them, and recovers no password by the same mailbox', () => {
    expect(poolOf(byMail)).toMatchObject({
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA', 'EMAIL_OTP'],
      UserPoolTier: 'ESSENTIALS',
      EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', From: 'no-reply@example.com' },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only', Priority: 1 }] },
      // Who signs in by it is asked for a code at an address that somebody has proven.
      AutoVerifiedAttributes: ['email'],
    });
  });

  test('goes without an app, and with recovery by phone', () => {
    const accountRecovery = AccountRecovery.PHONE_ONLY_WITHOUT_MFA;
    expect(poolOf({ ...byMail, mfa: { totp: false, email: true }, accountRecovery })).toMatchObject({
      EnabledMfas: ['EMAIL_OTP'], AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_phone_number', Priority: 1 }] },
    });
  });

  test('makes no role and no resource of its own', () => {
    const types = (props: CognitoAuthApiProps) => Object.values<any>(synth(props).template.toJSON().Resources).map(({ Type }) => Type);
    expect(types(byMail)).toEqual(types({ ...byMail, mfa: {} }));
  });
});

test('mfa.passkey makes a passkey count as both factors', () => {
  expect(poolOf({ mfa: { passkey: true }, signIn: { passkey }, operations: userinfo })).toMatchObject({
    MfaConfiguration: 'ON',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
    WebAuthnFactorConfiguration: 'MULTI_FACTOR_WITH_USER_VERIFICATION',
    WebAuthnUserVerification: 'required',
  });
});

test('mfa.resetDelay reaches the handlers, in seconds', () => {
  const delays = (props: CognitoAuthApiProps) => new Set(Object.values(synth(props).template.findResources('AWS::Lambda::Function'))
    .map(({ Properties }) => Properties.Environment.Variables.MFA_RESET_DELAY).filter(Boolean));
  expect(delays({ mfa: { resetDelay: Duration.hours(72) } })).toEqual(new Set(['259200']));
  expect(delays({})).toEqual(new Set(['86400']));
});

const page = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html';
const messagePage = 'See https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-sms-email-message.html';
const passkeyPage = 'See https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html';
const nobody = 'Nobody has a second factor then: make mfa.mode Mfa.OPTIONAL, or leave it out.';
const someFactor = 'People need a factor to have, a passkey beside it or not: keep mfa.totp, or make mfa.mode Mfa.OFF.';
const aboutTheApp = 'confirm-mfa, resend-mfa and reset-mfa are about an authenticator app that everyone must have: leave them out, or make mfa.mode Mfa.REQUIRED and keep mfa.totp.';
const emailCode = 'mfa.email must be false where the API has the operation "login" without "challenge", but is true. Cognito then asks for a mailed code (EMAIL_OTP), which '
  + `only challenge takes: keep it, leave mfa.email out, or leave login to clients that sign people in at Cognito itself. ${messagePage}`;
const emailSender = 'mfa.email must be left out where messages.from is, but is true. Cognito mails codes of a second factor through Amazon SES only: set messages.from. '
  + messagePage;
const oneMailbox = (recovery: string) => `mfa.email must be false where accountRecovery is AccountRecovery.${recovery}, but is true. One mailbox would be both factors: recover `
  + `accounts by phone (AccountRecovery.PHONE_ONLY_WITHOUT_MFA) or not at all (NONE), or leave mfa.email out. ${messagePage}`;
const delay = 'Without a delay a stolen mailbox recovers the password and then takes the second factor away; leave resend-mfa and reset-mfa out where that is too weak. '
  + 'See https://github.com/cognito-auth-api/cognito-auth-api/blob/main/docs/threat-model.md';

test.each<[CognitoAuthApiProps, string[]]>([
  [{ mfa: { mode: Mfa.OFF, totp: true, sms: true } },
    [`mfa.totp must be left out where mfa.mode is Mfa.OFF, but is true. ${nobody} ${page}`, `mfa.sms must be left out where mfa.mode is Mfa.OFF, but is true. ${nobody} ${page}`]],
  ...[Mfa.REQUIRED, Mfa.OPTIONAL].map((mode): [CognitoAuthApiProps, string[]] => [{ mfa: { mode, totp: false } },
    [`mfa must be such that one of totp, sms and email is true where mfa.mode is not Mfa.OFF, but is {"totp":false,"sms":false,"email":false}. ${someFactor} ${page}`]]),
  [{ mfa: { totp: false, passkey: true }, signIn: { passkey }, operations: userinfo },
    [`mfa must be such that one of totp, sms and email is true where mfa.mode is not Mfa.OFF, but is {"totp":false,"sms":false,"email":false}. ${someFactor} ${page}`]],
  [{ mfa: { mode: Mfa.OPTIONAL }, operations: { include: ['resend-mfa', 'reset-mfa'] } },
    ['resend-mfa', 'reset-mfa'].map((name) => `operations.include must be made of operations that there are with this mfa, but is "${name}". ${aboutTheApp} ${page}`)],
  [{ mfa: { totp: false, sms: true }, operations: { include: ['userinfo', 'confirm-mfa'] } },
    [`operations.include must be made of operations that there are with this mfa, but is "confirm-mfa". ${aboutTheApp} ${page}`]],
  [{ mfa: { email: true } }, [emailSender, oneMailbox('EMAIL_ONLY')]],
  [{ mfa: { email: true }, operations: { exclude: ['challenge'] } }, [emailCode, emailSender, oneMailbox('EMAIL_ONLY')]],
  [{ mfa: { email: true }, featurePlan: FeaturePlan.LITE, accountRecovery: AccountRecovery.PHONE_AND_EMAIL, operations: userinfo },
    [`mfa.email must be left out where featurePlan is "LITE", but is true. Cognito has MFA by email from FeaturePlan.ESSENTIALS on. ${messagePage}`,
      emailSender, oneMailbox('PHONE_AND_EMAIL')]],
  [{ mfa: { email: true }, accountRecovery: AccountRecovery.NONE, operations: userinfo }, [emailSender]],
  [{ mfa: { passkey: true } },
    [`mfa.passkey must be left out where signIn.passkey is, but is true. A passkey is the first factor and counts as the second one, too: add signIn.passkey. ${passkeyPage}`]],
  [{ mfa: { passkey: true }, signIn: { passkey: { ...passkey, userVerification: PasskeyUserVerification.PREFERRED } } },
    ['signIn.passkey.userVerification must be "required" where mfa.passkey is true, but is "preferred". A passkey counts as two factors only where the authenticator checks '
      + `the person: leave it out. ${passkeyPage}`]],
  [{ mfa: { resetDelay: Duration.minutes(59) } }, [`mfa.resetDelay must be 1 hour to 30 days, in whole minutes, but is 59 minutes. ${delay}`]],
  [{ mfa: { resetDelay: Duration.days(31) } }, [`mfa.resetDelay must be 1 hour to 30 days, in whole minutes, but is 31 days. ${delay}`]],
  [{ mfa: { mode: Mfa.OPTIONAL, resetDelay: Duration.hours(2) } },
    ['mfa.resetDelay must be left out where mfa.mode is not Mfa.REQUIRED or mfa.totp is false, but is 2 hours. It makes reset-mfa wait, which is about an authenticator app '
      + `that everyone must have. ${page}`]],
])('refuses %j', (props, messages) => {
  expect(problemsOf(props)).toEqual(messages);
});

test.each<CognitoAuthApiProps>([
  { mfa: { mode: Mfa.REQUIRED, totp: true, sms: false, email: false, passkey: false, resetDelay: Duration.hours(1) } },
  { mfa: { mode: Mfa.OFF, totp: false } },
  { mfa: { mode: Mfa.OPTIONAL, sms: true } },
  { mfa: { mode: Mfa.OPTIONAL, passkey: true }, signIn: { passkey } },
])('accepts %j', (props) => {
  expect(problemsOf(props)).toEqual([]);
});
