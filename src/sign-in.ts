import { PasskeyUserVerification, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import * as defaults from './defaults';
import { CognitoAuthApiProps } from './props';

/** Passkeys (WebAuthn) as a first factor, in place of the password. */
export interface PasskeyOptions {
  /**
   * Names the domain that passkeys belong to, such as `example.com`: pages on it and below it can use them, and no others. Where people sign in at
   * the pool's own custom domain, it must be that domain. A change makes every passkey useless.
   */
  readonly relyingPartyId: string;

  /**
   * Says whether the authenticator must also check the person, by fingerprint, face or PIN. Without that, whoever holds the device signs in.
   *
   * @default PasskeyUserVerification.REQUIRED
   */
  readonly userVerification?: PasskeyUserVerification;
}

/**
 * By which names people sign in, and by what besides their password. The API's own operations take an email address and any of the first factors; other names
 * are for clients that sign people in at Cognito itself (managed login, Amplify).
 */
export interface SignInOptions {
  /**
   * Lets people sign in with their email address. `false` leaves only the operations that work by a token, which `operations.include` must then
   * name: all others find people by their address. Cannot be changed once the pool is there.
   *
   * @default true
   */
  readonly email?: boolean;

  /**
   * Lets people sign in with their phone number, too, once it is verified, and makes the pool verify numbers by SMS. A number then belongs to one
   * account alone: `create-user` answers one that is taken as ever, and mails nothing. Makes `smsRole`. Cannot be changed once the pool is there.
   *
   * @default false
   */
  readonly phone?: boolean;

  /**
   * Gives every account a name that is neither address nor number; `email` and `phone` are then aliases, which work once they are verified. The
   * operations that find people by their address are refused with it, as they are without `email`. Cannot be changed once the pool is there.
   *
   * @default false
   */
  readonly username?: boolean;

  /**
   * Lets people sign in with a code that is mailed to them in place of the password. Needs `email`, the Essentials plan, and `mfa.mode` OPTIONAL
   * or OFF, since a mailed code is one factor only.
   *
   * @default false
   */
  readonly emailOtp?: boolean;

  /**
   * Lets people sign in with a code that is texted to them in place of the password. Needs `phone`, which makes numbers verified, the Essentials
   * plan, and `mfa.mode` OPTIONAL or OFF.
   *
   * @default false
   */
  readonly smsOtp?: boolean;

  /**
   * Lets people sign in with a passkey in place of the password. Needs the Essentials plan; where MFA is required, `mfa.passkey`, too.
   *
   * @default - no passkeys
   */
  readonly passkey?: PasskeyOptions;
}

export interface SignInSettings {
  readonly email: boolean;
  readonly phone: boolean;
  readonly username: boolean;
  readonly emailOtp: boolean;
  readonly smsOtp: boolean;
  readonly passkey?: { readonly relyingPartyId: string; readonly userVerification: PasskeyUserVerification };
}

export function signInOf({ signIn }: CognitoAuthApiProps): SignInSettings {
  const passkey = signIn?.passkey;
  return {
    email: signIn?.email ?? defaults.SIGN_IN_BY_EMAIL,
    phone: signIn?.phone ?? false,
    username: signIn?.username ?? false,
    emailOtp: signIn?.emailOtp ?? false,
    smsOtp: signIn?.smsOtp ?? false,
    passkey: passkey && { ...passkey, userVerification: passkey.userVerification ?? defaults.PASSKEY_USER_VERIFICATION },
  };
}

/** Whether accounts can have no password: Cognito then makes up no temporary one, and the operations do. */
export function hasOneTimeCodes({ emailOtp, smsOtp }: SignInSettings): boolean {
  return emailOtp || smsOtp;
}

/** What the pool says about names and first factors; nothing about factors where the password is the only one. */
export function signInProps({ email, phone, username, emailOtp, smsOtp, passkey }: SignInSettings): UserPoolProps {
  return {
    signInAliases: { email, ...phone && { phone }, ...username && { username } },
    // Cannot be changed later, and people do not remember how they once wrote their address.
    signInCaseSensitive: false,
    ...(emailOtp || smsOtp || passkey) && {
      signInPolicy: { allowedFirstAuthFactors: { password: true, emailOtp, smsOtp, passkey: passkey !== undefined } },
    },
    ...passkey && { passkeyRelyingPartyId: passkey.relyingPartyId, passkeyUserVerification: passkey.userVerification },
  };
}
