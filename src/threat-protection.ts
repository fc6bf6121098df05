import { CustomThreatProtectionMode, StandardThreatProtectionMode, UserPoolProps } from 'aws-cdk-lib/aws-cognito';
import * as defaults from './defaults';
import { CognitoAuthApiProps } from './props';

/** What Cognito does about sign-ins that look like an attack. It judges by the caller's address, which the API's operations send along. */
export interface ThreatProtectionOptions {
  /**
   * For sign-ins by password, the API's own among them: acts on risks, or only reports them. How it acts is Cognito's default until a
   * `CfnUserPoolRiskConfigurationAttachment` says otherwise.
   *
   * @default StandardThreatProtectionMode.FULL_FUNCTION
   */
  readonly standard?: StandardThreatProtectionMode;

  /**
   * For sign-ins by the challenges of your own triggers (`defineAuthChallenge` and its like).
   *
   * @default - off
   */
  readonly custom?: CustomThreatProtectionMode;
}

export interface ThreatProtectionSettings {
  readonly standard: StandardThreatProtectionMode;
  readonly custom?: CustomThreatProtectionMode;
}

export function threatProtectionOf({ threatProtection }: CognitoAuthApiProps): ThreatProtectionSettings | undefined {
  return threatProtection && { ...threatProtection, standard: threatProtection.standard ?? defaults.THREAT_PROTECTION };
}

export function threatProtectionProps(settings: ThreatProtectionSettings | undefined): UserPoolProps {
  return settings ? { standardThreatProtectionMode: settings.standard, customThreatProtectionMode: settings.custom } : {};
}
