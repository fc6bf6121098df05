import { Stack } from '../assembly';
import { LocalError } from '../local-error';
import { Made, Provider } from '../service';
import { resolve, Scope } from './intrinsics';

/** Makes a stack's resources, each when it is first asked for, so that what it refers to is made before it. */
export class Deployment implements Scope {
  private readonly made = new Map<string, Made>();
  private readonly underWay: string[] = [];
  private readonly providers = new Map<string, Provider>();

  constructor(private readonly stack: Stack, providers: readonly Provider[]) {
    for (const provider of providers) {
      provider.types.forEach((type) => this.providers.set(type, provider));
    }
  }

  /** Makes them all, and answers how many there are. */
  makeAll(): number {
    const wanted = Object.entries(this.stack.template.Resources).filter(([, resource]) => this.holds(resource.Condition));
    const unknown = wanted.filter(([, resource]) => !this.providers.has(resource.Type));
    if (unknown.length > 0) {
      const names = unknown.map(([logicalId, resource]) => `${resource.Type} (logical id ${logicalId})`);
      throw new LocalError(`${names.join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not something the offline run knows`);
    }
    wanted.forEach(([logicalId]) => this.make(logicalId));
    return wanted.length;
  }

  outputs(): Record<string, unknown> {
    const outputs = Object.entries(this.stack.template.Outputs ?? {}).filter(([, output]) => this.holds(output.Condition));
    return Object.fromEntries(outputs.map(([name, output]) => [name, resolve(output.Value, this, `Output ${name}`)]));
  }

  /** The physical ids of a type's resources. */
  refsOf(type: string): string[] {
    return [...this.made].filter(([logicalId]) => this.stack.template.Resources[logicalId].Type === type).map(([, made]) => made.ref);
  }

  ref(name: string): unknown {
    if (name.startsWith('AWS::')) {
      return this.pseudoParameter(name);
    }
    const parameter = this.stack.template.Parameters?.[name];
    if (!parameter) {
      return this.make(name).ref;
    }
    if (parameter.Default === undefined || parameter.Type.startsWith('AWS::SSM::')) {
      throw new LocalError(`The parameter ${name} has no default value that the offline run could take`);
    }
    return /List/.test(parameter.Type) ? String(parameter.Default).split(',') : parameter.Default;
  }

  getAtt(logicalId: string, attribute: string): unknown {
    const value = this.make(logicalId).attributes[attribute];
    if (value === undefined) {
      throw new LocalError(`${this.nameOf(logicalId)}: the offline run does not know its attribute ${attribute}`);
    }
    return value;
  }

  condition(name: string): boolean {
    const condition = this.stack.template.Conditions?.[name];
    if (condition === undefined) {
      throw new LocalError(`The template has no condition ${name}`);
    }
    return resolve(condition, this, `Condition ${name}`) === true;
  }

  private holds(condition: string | undefined): boolean {
    return condition === undefined || this.condition(condition);
  }

  private make(logicalId: string): Made {
    const existing = this.made.get(logicalId);
    if (existing) {
      return existing;
    }
    const resource = this.stack.template.Resources[logicalId];
    if (!resource) {
      throw new LocalError(`The template has no resource ${logicalId}, but refers to it`);
    }
    if (this.underWay.includes(logicalId)) {
      throw new LocalError(`The resources ${[...this.underWay, logicalId].join(' -> ')} depend on each other`);
    }
    const provider = this.providers.get(resource.Type);
    if (!provider) {
      throw new LocalError(`${this.nameOf(logicalId)} is not something the offline run knows`);
    }
    this.underWay.push(logicalId);
    const properties = resolve(resource.Properties ?? {}, this, this.nameOf(logicalId));
    const made = this.attempt(logicalId, () => provider.make({ type: resource.Type, logicalId, properties }));
    this.underWay.pop();
    this.made.set(logicalId, made);
    return made;
  }

  private attempt(logicalId: string, make: () => Made): Made {
    try {
      return make();
    } catch (error) {
      const message = (error as Error).message;
      throw message.includes(logicalId) ? error : new LocalError(`${this.nameOf(logicalId)}: ${message}`, { cause: error });
    }
  }

  private nameOf(logicalId: string): string {
    return `${this.stack.template.Resources[logicalId].Type} (logical id ${logicalId})`;
  }

  private pseudoParameter(name: string): unknown {
    const { region, accountId, name: stackName } = this.stack;
    switch (name) {
      case 'AWS::Region': return region;
      case 'AWS::AccountId': return accountId;
      case 'AWS::Partition': return partitionOf(region);
      case 'AWS::URLSuffix': return region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
      case 'AWS::StackName': return stackName;
      case 'AWS::StackId': return `arn:${partitionOf(region)}:cloudformation:${region}:${accountId}:stack/${stackName}/local`;
      default: throw new LocalError(`The offline run does not know the pseudo parameter ${name}`);
    }
  }
}

export function partitionOf(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
