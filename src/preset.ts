import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import * as defaults from './defaults';

/** What the stack is for. */
export enum Preset {
  /** Accounts, keys and logs outlive mistakes: the defaults as they are documented. */
  PRODUCTION = 'PRODUCTION',
  /** The stack comes and goes: `removalPolicy` DESTROY, no `deletionProtection`, `logRetention` of a week. */
  DEVELOPMENT = 'DEVELOPMENT',
}

/** The defaults that hang on it. */
export interface PresetDefaults {
  readonly removalPolicy: RemovalPolicy;
  readonly deletionProtection: boolean;
  readonly logRetention: RetentionDays;
}

export const presets: Record<Preset, PresetDefaults> = {
  [Preset.PRODUCTION]: {
    removalPolicy: defaults.REMOVAL_POLICY,
    deletionProtection: defaults.DELETION_PROTECTION,
    logRetention: defaults.LOG_RETENTION,
  },
  [Preset.DEVELOPMENT]: {
    removalPolicy: defaults.DEVELOPMENT_REMOVAL_POLICY,
    deletionProtection: defaults.DEVELOPMENT_DELETION_PROTECTION,
    logRetention: defaults.DEVELOPMENT_LOG_RETENTION,
  },
};
