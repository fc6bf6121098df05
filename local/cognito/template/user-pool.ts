import { Made, Resource } from '../../service';
import { Cognito } from '../cognito';
import { putPool } from '../pools';
import { seedOf } from './properties';

/** The template has no SetUserPoolMfaConfig: these properties say the same. */
function mfaConfig(properties: Record<string, any>): Record<string, any> {
  const enabled: string[] = properties.EnabledMfas ?? (properties.SmsConfiguration ? ['SMS_MFA'] : []);
  const unknown = enabled.find((factor) => !['SOFTWARE_TOKEN_MFA', 'SMS_MFA', 'EMAIL_OTP'].includes(factor));
  if (unknown) throw new Error(`EnabledMfas has no value ${unknown}`);
  return {
    MfaConfiguration: properties.MfaConfiguration ?? 'OFF',
    ...(enabled.includes('SOFTWARE_TOKEN_MFA') ? { SoftwareTokenMfaConfiguration: { Enabled: true } } : {}),
    ...(enabled.includes('SMS_MFA')
      ? { SmsMfaConfiguration: { SmsAuthenticationMessage: properties.SmsAuthenticationMessage, SmsConfiguration: properties.SmsConfiguration } }
      : {}),
    ...(enabled.includes('EMAIL_OTP')
      ? { EmailMfaConfiguration: { Message: properties.EmailAuthenticationMessage, Subject: properties.EmailAuthenticationSubject } } : {}),
    ...(PASSKEY.some((name) => properties[name] !== undefined) ? {
      WebAuthnConfiguration: {
        RelyingPartyId: properties.WebAuthnRelyingPartyID,
        UserVerification: properties.WebAuthnUserVerification,
        FactorConfiguration: properties.WebAuthnFactorConfiguration,
      },
    } : {}),
  };
}

const PASSKEY = ['WebAuthnFactorConfiguration', 'WebAuthnRelyingPartyID', 'WebAuthnUserVerification'];
const ONLY_IN_TEMPLATES = ['UserPoolName', 'EnabledMfas', ...PASSKEY];

export function makeUserPool(cognito: Cognito, resource: Resource): Made {
  const { properties, logicalId } = resource;
  const mfa = mfaConfig(properties);
  const config = Object.fromEntries(Object.entries(properties).filter(([name]) => !ONLY_IN_TEMPLATES.includes(name)));
  config.PoolName = properties.UserPoolName ?? logicalId;
  const pool = putPool(cognito, config, mfa, seedOf(cognito, resource));
  return {
    ref: pool.id,
    attributes: {
      Arn: pool.arn,
      ProviderName: `cognito-idp.${cognito.host.region}.amazonaws.com/${pool.id}`,
      ProviderURL: cognito.issuer(pool),
      UserPoolId: pool.id,
    },
  };
}
