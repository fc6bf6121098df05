import { LocalError } from '../local-error';

/** What intrinsic functions ask for. */
export interface Scope {
  /** Of a parameter, a pseudo parameter or a resource. */
  ref(name: string): unknown;
  getAtt(logicalId: string, attribute: string): unknown;
  condition(name: string): boolean;
}

/** What AWS::NoValue answers: the property, or the list's element, is not there at all. */
export const NO_VALUE = Symbol('AWS::NoValue');

/** Resolves the intrinsic functions in a value of the template. `where` is named in failures. */
export function resolve(value: unknown, scope: Scope, where: string): any {
  const inner = (nested: unknown): any => resolve(nested, scope, where);
  if (Array.isArray(value)) {
    return value.map(inner).filter((element) => element !== NO_VALUE);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  if (entries.length === 1 && (name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))) {
    return call(name, argument, scope, where, inner);
  }
  return Object.fromEntries(entries.map(([key, nested]) => [key, inner(nested)]).filter(([, nested]) => nested !== NO_VALUE));
}

function call(name: string, argument: any, scope: Scope, where: string, inner: (value: unknown) => any): any {
  switch (name) {
    case 'Ref':
      return argument === 'AWS::NoValue' ? NO_VALUE : scope.ref(argument);
    case 'Fn::GetAtt': {
      const [logicalId, ...attribute] = Array.isArray(argument) ? argument : String(argument).split('.');
      return scope.getAtt(logicalId, inner(attribute.join('.')));
    }
    case 'Fn::Join':
      return list(inner(argument[1]), name, where).map((part) => scalar(part, name, where)).join(argument[0]);
    case 'Fn::Sub':
      return substitute(argument, scope, where, inner);
    case 'Fn::Select': {
      const chosen = list(inner(argument[1]), name, where)[Number(inner(argument[0]))];
      if (chosen === undefined) {
        throw new LocalError(`${where}: Fn::Select asks for element ${inner(argument[0])}, which is not there`);
      }
      return chosen;
    }
    case 'Fn::Split':
      return scalar(inner(argument[1]), name, where).split(argument[0]);
    case 'Fn::If':
      return inner(scope.condition(argument[0]) ? argument[1] : argument[2]);
    case 'Condition':
      // In a condition this is a reference; in a property it is just a key, as in IAM policies.
      return typeof argument === 'string' ? scope.condition(argument) : { Condition: inner(argument) };
    case 'Fn::Equals':
      return String(inner(argument[0])) === String(inner(argument[1]));
    case 'Fn::And':
      return argument.every((one: unknown) => inner(one) === true);
    case 'Fn::Or':
      return argument.some((one: unknown) => inner(one) === true);
    case 'Fn::Not':
      return inner(argument[0]) !== true;
    default:
      throw new LocalError(`${where}: the offline run does not know the intrinsic function ${name}`);
  }
}

function substitute(argument: any, scope: Scope, where: string, inner: (value: unknown) => any): string {
  const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
  return String(text).replace(/\$\{([^}]+)\}/g, (whole, name: string) => {
    if (name.startsWith('!')) {
      return `\${${name.slice(1)}}`;
    }
    if (Object.hasOwn(values, name)) {
      return scalar(inner(values[name]), whole, where);
    }
    const dot = name.indexOf('.');
    return scalar(dot < 0 ? scope.ref(name) : scope.getAtt(name.slice(0, dot), name.slice(dot + 1)), whole, where);
  });
}

function list(value: unknown, name: string, where: string): unknown[] {
  if (!Array.isArray(value)) {
    throw new LocalError(`${where}: ${name} needs a list`);
  }
  return value;
}

function scalar(value: unknown, name: string, where: string): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new LocalError(`${where}: ${name} needs strings`);
  }
  return String(value);
}
