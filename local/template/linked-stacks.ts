import { Stack, Template, TemplateResource } from '../assembly';

const IMPORT = 'Fn::ImportValue';

/**
 * The stack as one with those that it cannot run without: stacks that put routes on its API, and stacks whose exports these import. On AWS they
 * are deployed one after the other and lend each other values by name; here their templates are joined, logical ids kept apart by a prefix.
 */
export function withLinkedStacks(stack: Stack, all: readonly Stack[]): Stack {
  const linked = linkedTo(stack, all);
  if (linked.length === 0) return stack;
  const members = [stack, ...linked].map((member) => new Member(member, member === stack ? '' : member.artifactId.replace(/[^A-Za-z0-9]/g, '')));
  const parts = members.map((member) => member.rewritten(members));
  const joined = <K extends keyof Template>(section: K) => Object.assign({}, ...parts.map((part) => part[section])) as NonNullable<Template[K]>;
  return {
    ...stack,
    id: members.map((member) => member.stack.id).join(', '),
    template: { Parameters: joined('Parameters'), Conditions: joined('Conditions'), Resources: joined('Resources'), Outputs: joined('Outputs') },
    assets: new Map(members.flatMap((member) => [...member.stack.assets])),
  };
}

function linkedTo(stack: Stack, all: readonly Stack[]): Stack[] {
  const neighbours = all.filter((other) => other !== stack && other.region === stack.region && other.accountId === stack.accountId);
  const members = [stack, ...neighbours.filter((other) => addsRoutes(other, exportsOf(stack)))];
  // Grows while it is walked through: what is imported may import in its turn.
  for (const member of members) {
    const imports = importsOf(member.template);
    members.push(...neighbours.filter((other) => !members.includes(other) && [...exportsOf(other).keys()].some((name) => imports.has(name))));
  }
  return members.slice(1);
}

function addsRoutes({ template }: Stack, exported: ReadonlyMap<string, unknown>): boolean {
  return Object.values(template.Resources).some(({ Type, Properties }) =>
    Type === 'AWS::ApiGatewayV2::Route' && [...importsOf(Properties?.ApiId)].some((name) => exported.has(name)));
}

function exportsOf({ template }: Stack): Map<string, unknown> {
  const outputs = Object.values(template.Outputs ?? {}).filter((output) => typeof output.Export?.Name === 'string');
  return new Map(outputs.map((output) => [output.Export!.Name as string, output.Value]));
}

function importsOf(value: unknown): Set<string> {
  const found = new Set<string>();
  JSON.stringify(value ?? null, (key, nested) => {
    if (key === IMPORT && typeof nested === 'string') found.add(nested);
    return nested;
  });
  return found;
}

/** One of the stacks, whose logical ids get the prefix wherever they are written. */
class Member {
  private readonly names: ReadonlySet<string>;
  private readonly exported: ReadonlyMap<string, unknown>;

  constructor(readonly stack: Stack, private readonly prefix: string) {
    const { Resources, Parameters = {}, Conditions = {} } = stack.template;
    this.names = new Set([Resources, Parameters, Conditions].flatMap((section) => Object.keys(section)));
    this.exported = exportsOf(stack);
  }

  rewritten(members: readonly Member[]): Template {
    const { Parameters, Conditions, Resources, Outputs } = this.stack.template;
    return {
      Parameters: this.section(Parameters, (parameter) => parameter),
      Conditions: this.section(Conditions, (condition) => this.rewrite(condition, members)),
      Resources: this.section(Resources, (resource) => this.resource(resource, members))!,
      Outputs: this.section(Outputs, (output) => ({
        ...output, Value: this.rewrite(output.Value, members), ...output.Condition && { Condition: this.named(output.Condition) },
      })),
    };
  }

  private section<T>(entries: Record<string, T> | undefined, map: (value: T) => T): Record<string, T> | undefined {
    return entries && Object.fromEntries(Object.entries(entries).map(([name, value]) => [this.prefix + name, map(value)]));
  }

  private resource({ Type, Properties, Condition, DependsOn }: TemplateResource, members: readonly Member[]): TemplateResource {
    return {
      Type,
      Properties: Properties && this.rewrite(Properties, members),
      ...Condition && { Condition: this.named(Condition) },
      ...DependsOn && { DependsOn: [DependsOn].flat().map((name) => this.named(name)) },
    };
  }

  private named(name: string): string {
    return this.names.has(name) ? this.prefix + name : name;
  }

  private rewrite(value: any, members: readonly Member[]): any {
    if (Array.isArray(value)) return value.map((nested) => this.rewrite(nested, members));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries<any>(value);
    const [name, argument] = entries[0] ?? [];
    if (entries.length === 1) {
      switch (name) {
        case 'Ref': return argument === 'AWS::StackName' ? this.stack.name : { Ref: this.named(argument) };
        case 'Condition': if (typeof argument === 'string') return { Condition: this.named(argument) }; break;
        case 'Fn::GetAtt': {
          const [logicalId, ...attribute] = Array.isArray(argument) ? argument : String(argument).split('.');
          return { [name]: [this.named(logicalId), ...this.rewrite(attribute, members)] };
        }
        case 'Fn::If': return { [name]: [this.named(argument[0]), ...this.rewrite(argument.slice(1), members)] };
        case 'Fn::Sub': return { [name]: this.substitution(argument, members) };
        case IMPORT: {
          const owner = members.find((member) => member.exported.has(argument));
          return owner ? owner.rewrite(owner.exported.get(argument), members) : value;
        }
      }
    }
    return Object.fromEntries(entries.map(([key, nested]) => [key, this.rewrite(nested, members)]));
  }

  private substitution(argument: any, members: readonly Member[]): unknown {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
    const renamed = String(text).replace(/\$\{([^}!.]+)(\.[^}]+)?\}/g, (whole, name: string, attribute = '') => {
      if (Object.hasOwn(values, name)) return whole;
      return name === 'AWS::StackName' ? this.stack.name : `\${${this.named(name)}${attribute}}`;
    });
    return [renamed, this.rewrite(values, members)];
  }
}
