import { physicalName } from './ids';
import { Clock, Made, Provider, Resource } from './service';
import { knownProperties } from './template/properties';

export interface LogEntry {
  readonly group: string;
  /** ISO 8601, by the runner's clock. */
  readonly time: string;
  readonly message: string;
}

/** Older entries go, so that a run of days stays small. */
const LONGEST = 20_000;

/** CloudWatch log groups, in memory. */
export class Logs implements Provider {
  readonly types = ['AWS::Logs::LogGroup'];
  constructor(
    private readonly clock: Clock,
    private readonly arnOf: (service: string, resource: string) => string,
    private readonly stackName: string,
    readonly entries: LogEntry[] = [],
    private readonly onEntry: (entry: LogEntry) => void = () => {},
  ) {}

  make(resource: Resource): Made {
    knownProperties(resource, [
      'LogGroupName', 'RetentionInDays', 'KmsKeyId', 'LogGroupClass', 'DataProtectionPolicy', 'Tags', 'FieldIndexPolicies', 'ResourcePolicyDocument',
      'DeletionProtectionEnabled', 'BearerTokenAuthenticationEnabled',
    ]);
    const name = resource.properties.LogGroupName ?? physicalName(this.stackName, resource.logicalId, 512);
    return { ref: name, attributes: { Arn: this.arnOf('logs', `log-group:${name}:*`) } };
  }

  write(group: string, message: string): void {
    const entry = { group, time: new Date(this.clock.now()).toISOString(), message };
    this.entries.push(entry);
    if (this.entries.length > LONGEST) {
      this.entries.splice(0, LONGEST / 10);
    }
    this.onEntry(entry);
  }
}
