import { Duration } from 'aws-cdk-lib';
import { AccountRecovery, FeaturePlan, Mfa, PasskeyUserVerification } from 'aws-cdk-lib/aws-cognito';
import { isEnabled, rows } from './enabled-operations';
import { hasSes } from './messages';
import { requiresApp } from './mfa';
import { Rule, broken, durationBreaks, durationRule } from './rule';
import { Settings } from './settings';

const mfa = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html';
const byMessage = 'https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa-sms-email-message.html';
const passkeys = 'https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_WebAuthnConfigurationType.html';

export const mfaRules = {
  off: {
    path: 'mfa.{member}',
    allowed: 'left out where mfa.mode is Mfa.OFF',
    advice: 'Nobody has a second factor then: make mfa.mode Mfa.OPTIONAL, or leave it out.',
    link: mfa,
  },
  someFactor: {
    path: 'mfa',
    allowed: 'such that one of totp, sms and email is true where mfa.mode is not Mfa.OFF',
    advice: 'People need a factor to have, a passkey beside it or not: keep mfa.totp, or make mfa.mode Mfa.OFF.',
    link: mfa,
  },
  operations: {
    path: 'operations.include',
    allowed: 'made of operations that there are with this mfa',
    advice: 'confirm-mfa, resend-mfa and reset-mfa are about an authenticator app that everyone must have: leave them out, or make mfa.mode Mfa.REQUIRED and '
      + 'keep mfa.totp.',
    link: mfa,
  },
  emailCode: {
    path: 'mfa.email',
    allowed: 'false where the API has the operation "login" without "challenge"',
    advice: 'Cognito then asks for a mailed code (EMAIL_OTP), which only challenge takes: keep it, leave mfa.email out, or leave login to clients that sign people '
      + 'in at Cognito itself.',
    link: byMessage,
  },
  emailPlan: {
    path: 'mfa.email',
    allowed: 'left out where featurePlan is "LITE"',
    advice: 'Cognito has MFA by email from FeaturePlan.ESSENTIALS on.',
    link: byMessage,
  },
  emailSender: {
    path: 'mfa.email',
    allowed: 'left out where messages.from is',
    advice: 'Cognito mails codes of a second factor through Amazon SES only: set messages.from.',
    link: byMessage,
  },
  emailRecovery: {
    path: 'mfa.email',
    allowed: 'false where accountRecovery is AccountRecovery.{recovery}',
    advice: 'One mailbox would be both factors: recover accounts by phone (AccountRecovery.PHONE_ONLY_WITHOUT_MFA) or not at all (NONE), or leave mfa.email out.',
    link: byMessage,
  },
  passkey: {
    path: 'mfa.passkey',
    allowed: 'left out where signIn.passkey is',
    advice: 'A passkey is the first factor and counts as the second one, too: add signIn.passkey.',
    link: passkeys,
  },
  passkeyVerification: {
    path: 'signIn.passkey.userVerification',
    allowed: '"required" where mfa.passkey is true',
    advice: 'A passkey counts as two factors only where the authenticator checks the person: leave it out.',
    link: passkeys,
  },
  resetDelay: durationRule('mfa.resetDelay', Duration.minutes(1), Duration.hours(1), Duration.days(30),
    'Without a delay a stolen mailbox recovers the password and then takes the second factor away; leave resend-mfa and reset-mfa out where that is too weak.',
    'https://github.com/cognito-auth-api/cognito-auth-api/blob/main/docs/threat-model.md'),
  noReset: {
    path: 'mfa.resetDelay',
    allowed: 'left out where mfa.mode is not Mfa.REQUIRED or mfa.totp is false',
    advice: 'It makes reset-mfa wait, which is about an authenticator app that everyone must have.',
    link: mfa,
  },
} satisfies Record<string, Rule>;

const WITHOUT_EMAIL = [AccountRecovery.PHONE_ONLY_WITHOUT_MFA, AccountRecovery.NONE];

export function includesEmail(recovery: AccountRecovery): boolean {
  return !WITHOUT_EMAIL.includes(recovery);
}

/** `given` tells what was said from what is a default. */
export function mfaProblems(settings: Settings, given: { readonly resetDelay?: Duration } = {}): string[] {
  const { mode, totp, sms, email } = settings.mfa;
  const members = (['totp', 'sms', 'email', 'passkey'] as const).filter((member) => settings.mfa[member]);
  return [
    ...mode === Mfa.OFF ? members.map((member) => broken(mfaRules.off, true, { member })) : [],
    ...mode !== Mfa.OFF && !totp && !sms && !email ? [broken(mfaRules.someFactor, { totp, sms, email })] : [],
    ...email ? emailProblems(settings) : [],
    ...passkeyProblems(settings),
    ...durationBreaks(mfaRules.resetDelay, given.resetDelay),
    ...given.resetDelay && !requiresApp(settings.mfa) ? [broken(mfaRules.noReset, given.resetDelay)] : [],
  ];
}

function emailProblems(settings: Settings): string[] {
  const { featurePlan, accountRecovery } = settings;
  const has = (name: string) => rows.some((row) => row.operation === name && isEnabled(row, settings));
  return [
    ...has('login') && !has('challenge') ? [broken(mfaRules.emailCode, true)] : [],
    ...featurePlan === FeaturePlan.LITE ? [broken(mfaRules.emailPlan, true)] : [],
    ...hasSes(settings) ? [] : [broken(mfaRules.emailSender, true)],
    ...includesEmail(accountRecovery) ? [broken(mfaRules.emailRecovery, true, { recovery: AccountRecovery[accountRecovery] })] : [],
  ];
}

function passkeyProblems({ signIn: { passkey }, mfa: settings }: Settings): string[] {
  if (!settings.passkey) return [];
  if (!passkey) return [broken(mfaRules.passkey, true)];
  return passkey.userVerification === PasskeyUserVerification.REQUIRED ? [] : [broken(mfaRules.passkeyVerification, passkey.userVerification)];
}
