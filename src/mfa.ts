import { Duration } from 'aws-cdk-lib';
import { CfnUserPool, Mfa, UserPool, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import * as defaults from './defaults';
import { CognitoAuthApiProps } from './props';

/** Whether people need a second factor, and which ones they may have. */
export interface MfaOptions {
  /**
   * Says whether everyone needs a second factor (REQUIRED), has one if they set one up at Cognito themselves (OPTIONAL), or nobody has one (OFF).
   * Unless it is REQUIRED, `confirm-user` enrols nothing, `login` answers the tokens of people without a factor, and the operations `confirm-mfa`,
   * `resend-mfa` and `reset-mfa` are left out.
   *
   * @default Mfa.REQUIRED
   */
  readonly mode?: Mfa;

  /**
   * Takes codes of an authenticator app (TOTP). Without it, `confirm-mfa`, `resend-mfa` and `reset-mfa` are left out, for they are about the app.
   *
   * @default - true, or false where `mode` is OFF
   */
  readonly totp?: boolean;

  /**
   * Takes codes that are texted to the account's phone number, and makes `smsRole`. Where MFA is required, everyone with a number is asked for such
   * a code, proven or not, and enrols no authenticator app; who has both is asked for the app's. SMS costs per message and can be intercepted.
   * The account may have to leave the SMS sandbox of Amazon SNS first.
   *
   * @default false
   */
  readonly sms?: boolean;

  /**
   * Takes codes that are mailed to the account's address: where MFA is required, of everyone who has enrolled nothing else. `login` then answers
   * `verification_type` EMAIL_OTP, which the operation `challenge` takes and clients of CognitoApi do not know. Needs `messages.from`, the Essentials plan and
   * an `accountRecovery` without email.
   *
   * @default false
   */
  readonly email?: boolean;

  /**
   * Lets a passkey count as both factors, since the authenticator also checks the person. Needs `signIn.passkey`, and another factor beside it for
   * those whose passkey is lost. `create-passkey` switches it on for the person where there is one, `set-mfa` on and off.
   *
   * @default false
   */
  readonly passkey?: boolean;

  /**
   * Makes a reset of the authenticator app wait so long after the password was recovered by mail, so that a stolen mailbox alone opens no account.
   * 1 hour to 30 days, in whole minutes.
   *
   * @default Duration.hours(24)
   */
  readonly resetDelay?: Duration;
}

export interface MfaSettings {
  readonly mode: Mfa;
  readonly totp: boolean;
  readonly sms: boolean;
  readonly email: boolean;
  readonly passkey: boolean;
  readonly resetDelay: Duration;
}

export function mfaOf({ mfa }: CognitoAuthApiProps): MfaSettings {
  const mode = mfa?.mode ?? defaults.MFA_MODE;
  return {
    mode,
    totp: mfa?.totp ?? mode !== Mfa.OFF,
    sms: mfa?.sms ?? false,
    email: mfa?.email ?? false,
    passkey: mfa?.passkey ?? false,
    resetDelay: mfa?.resetDelay ?? defaults.MFA_RESET_DELAY,
  };
}

/** Whether people must enrol an authenticator app, unless another factor serves them. */
export function requiresApp({ mode, totp }: MfaSettings): boolean {
  return mode === Mfa.REQUIRED && totp;
}

/** Which second factors people can have, by Cognito's names, and whether a passkey counts as both. */
export function factorsOf({ totp, sms, email, passkey }: MfaSettings): string[] {
  return [...totp ? ['SOFTWARE_TOKEN_MFA'] : [], ...sms ? ['SMS_MFA'] : [], ...email ? ['EMAIL_OTP'] : [], ...passkey ? ['WEB_AUTHN'] : []];
}

export function mfaProps({ mode, totp, sms, email }: MfaSettings): UserPoolProps {
  return { mfa: mode, mfaSecondFactor: mode === Mfa.OFF ? undefined : { otp: totp, sms, email } };
}

/** The L2 has no word for it. */
export function countPasskeys(pool: UserPool, { passkey }: MfaSettings): void {
  if (passkey) (pool.node.defaultChild as CfnUserPool).webAuthnFactorConfiguration = 'MULTI_FACTOR_WITH_USER_VERIFICATION';
}
