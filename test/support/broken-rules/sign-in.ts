import { Duration } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, PasskeyUserVerification, StandardThreatProtectionMode } from 'aws-cdk-lib/aws-cognito';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Examples, imports, lite } from './parts';
import { CognitoAuthApiProps } from '../../../src';

const passkey = { relyingPartyId: 'example.com' };
const optional = { mode: Mfa.OPTIONAL };
const foreignKey = Key.fromKeyArn(imports, 'Key', 'arn:aws:kms:eu-west-1:123456789012:key/01234567-0123-0123-0123-0123456789ab');

export const examples: Examples = {
  mfaRules: {
    off: { mfa: { mode: Mfa.OFF, totp: true } },
    someFactor: { mfa: { totp: false } },
    operations: { mfa: optional, operations: { include: ['confirm-mfa'] } },
    emailCode: { mfa: { email: true }, operations: { exclude: ['challenge'] } },
    emailPlan: { mfa: { email: true }, ...lite },
    emailSender: { mfa: { email: true } },
    emailRecovery: { mfa: { email: true } },
    passkey: { mfa: { passkey: true } },
    passkeyVerification: { signIn: { passkey: { ...passkey, userVerification: PasskeyUserVerification.PREFERRED } }, mfa: { passkey: true } },
    resetDelay: { mfa: { resetDelay: Duration.minutes(1) } },
    noReset: { mfa: { ...optional, resetDelay: Duration.hours(2) } },
  },
  poolRules: {
    accountRecovery: { accountRecovery: AccountRecovery.NONE },
    deviceTracking: { deviceTracking: { challengeRequiredOnNewDevice: true, deviceOnlyRememberedOnUserPrompt: true } } as CognitoAuthApiProps,
    threatProtection: { threatProtection: { standard: StandardThreatProtectionMode.FULL_FUNCTION } } as CognitoAuthApiProps,
    encryptionKey: { encryptionKey: foreignKey },
  },
  signInRules: {
    someName: { signIn: { email: false } },
    email: { signIn: { email: false, phone: true } },
    username: { signIn: { username: true } },
    emailOtp: { signIn: { email: false, phone: true, emailOtp: true }, mfa: optional },
    smsOtp: { signIn: { smsOtp: true }, mfa: optional },
    singleFactor: { signIn: { emailOtp: true } },
    plan: { signIn: { passkey }, mfa: optional, ...lite },
    passkeyAsMfa: { signIn: { passkey } },
    relyingPartyId: { signIn: { passkey: { relyingPartyId: 'https://example.com' } }, mfa: optional },
  },
};
