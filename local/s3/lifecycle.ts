/** A bucket's LifecycleConfiguration: objects and unfinished uploads expire by prefix and age. */
import type { Known } from './properties';

export interface LifecycleRule {
  readonly id: string;
  readonly prefix: string;
  readonly days?: number;
  readonly abortUploadsAfterDays?: number;
}

const DAY = 24 * 3600_000;

export function parseLifecycle(configuration: Known): LifecycleRule[] {
  const rules: Known[] = configuration.list('Rules');
  configuration.end();
  return rules.flatMap((rule, index) => {
    const abort = rule.struct('AbortIncompleteMultipartUpload');
    // Nothing here has versions, so what a rule says of noncurrent ones has no effect.
    rule.ignore('NoncurrentVersionExpiration', 'NoncurrentVersionExpirationInDays', 'ExpiredObjectDeleteMarker');
    const parsed = {
      id: rule.text('Id') ?? `rule-${index + 1}`,
      prefix: rule.text('Prefix') ?? '',
      days: rule.count('ExpirationInDays'),
      abortUploadsAfterDays: abort?.count('DaysAfterInitiation'),
    };
    const status = rule.oneOf('Status', ['Enabled', 'Disabled']);
    abort?.end();
    rule.end();
    return status === 'Enabled' ? [parsed] : [];
  });
}

/** S3 adds the days to the time of creation and rounds up to the next midnight UTC. */
export function expiryOf(rules: readonly LifecycleRule[], key: string, created: number): { at: number; ruleId: string } | undefined {
  return earliest(rules, key, created, (rule) => rule.days);
}

export function uploadExpiryOf(rules: readonly LifecycleRule[], key: string, initiated: number): number | undefined {
  return earliest(rules, key, initiated, (rule) => rule.abortUploadsAfterDays)?.at;
}

function earliest(rules: readonly LifecycleRule[], key: string, since: number, daysOf: (rule: LifecycleRule) => number | undefined) {
  return rules
    .filter((rule) => key.startsWith(rule.prefix) && daysOf(rule) !== undefined)
    .map((rule) => ({ at: Math.ceil((since + daysOf(rule)! * DAY) / DAY) * DAY, ruleId: rule.id }))
    .sort((a, b) => a.at - b.at)[0];
}
