import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { IUserPool, Mfa, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Environment, PasswordRules } from './contract';
import { changesAddresses, firstFactorsOf, isEnabled, rows, tracksSessions } from './enabled-operations';
import { factorsOf } from './mfa';
import { Registration } from './registration';
import { Settings } from './settings';
import { hasOneTimeCodes } from './sign-in';
import { cookieEnvironment } from './token-delivery';

/** What the handlers read: the same for all of them, so that a row of the contract need not say which variables its code uses. */
export function functionEnvironment(
  made: {
    readonly userPool: IUserPool;
    readonly apiClient: UserPoolClient;
    readonly clientSecret?: Secret;
    readonly bucket?: Bucket;
    readonly originSecret?: Secret;
    readonly distribution?: Distribution;
  },
  settings: Settings,
): Partial<Environment> {
  const { minLength, requireLowercase, requireUppercase, requireDigits, requireSymbols } = settings.passwordPolicy;
  const passwordRules: PasswordRules = {
    minLength,
    requireUppercase,
    requireLowercase,
    requireDigits,
    requireSymbols,
    blockCommonPasswords: settings.blockCommonPasswords,
  };
  return {
    USER_POOL_ID: made.userPool.userPoolId,
    CLIENT_ID: made.apiClient.userPoolClientId,
    ...made.clientSecret && { CLIENT_SECRET_ARN: made.clientSecret.secretArn },
    ...made.bucket && { BUCKET: made.bucket.bucketName },
    APP_NAME: settings.appName,
    PASSWORD_RULES: JSON.stringify(passwordRules),
    QR_CODE: settings.qrCode,
    MFA_RESET_DELAY: String(settings.mfa.resetDelay.toSeconds()),
    ...hasOneTimeCodes(settings.signIn) && { ONE_TIME_CODES: 'true' },
    ...tracksSessions(settings) && { SESSION_TRACKING: 'true' },
    ...mfaEnvironment(settings),
    ...firstFactorEnvironment(settings),
    ...changesAddresses(settings) && { ADDRESS_CHANGES: 'true' },
    ...settings.registration === Registration.ADMINISTRATORS && { REGISTRATION: 'ADMINISTRATORS' },
    ...made.originSecret && { ORIGIN_SECRET_ARN: made.originSecret.secretArn },
    ...cookieEnvironment(settings, made.distribution),
  };
}

/** What there is to choose from, for the operations that are about it; nothing is added otherwise. */
function mfaEnvironment(settings: Settings): Pick<Environment, 'MFA_FACTORS' | 'MFA_REQUIRED'> {
  if (!rows.some((row) => ['PASSKEY', 'SECOND_FACTORS'].includes(row.feature) && isEnabled(row, settings))) return {};
  const factors = factorsOf(settings.mfa);
  return { ...factors.length > 0 && { MFA_FACTORS: factors.join(' ') }, ...settings.mfa.mode === Mfa.REQUIRED && { MFA_REQUIRED: 'true' } };
}

/** What `login` begins with besides the password; nothing is added where it begins with nothing else. */
function firstFactorEnvironment(settings: Settings): Pick<Environment, 'FIRST_FACTORS' | 'RELYING_PARTY_ID' | 'USER_VERIFICATION'> {
  const factors = firstFactorsOf(settings);
  const { passkey } = settings.signIn;
  return {
    ...factors.length > 0 && { FIRST_FACTORS: factors.join(' ') },
    ...factors.includes('WEB_AUTHN') && passkey && { RELYING_PARTY_ID: passkey.relyingPartyId, USER_VERIFICATION: passkey.userVerification },
  };
}
