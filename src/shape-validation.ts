import { Duration, Token } from 'aws-cdk-lib';
import { propShapes } from './prop-shapes';
import { broken, misplaced, ourPage, Rule } from './rule';

/** A primitive, `any`, a struct of `propShapes`, or the name of a class or an interface of CDK's. */
export type Kind = string | { readonly listOf: Kind } | { readonly mapOf: Kind } | { readonly memberOf: string; readonly values: readonly string[] };

export interface StructShape {
  readonly [member: string]: { readonly kind: Kind; readonly required?: boolean };
}

const STRUCTS = ourPage('API.md#Structs');

/** Types are checked by compilers, and here for JavaScript: of the props, of `addRoute`'s options, and of all that is in them. */
export const shapeRules = {
  unknown: { path: '{path}', allowed: 'left out: {struct} has no such member', advice: '{advice}', link: STRUCTS },
  missing: { path: '{path}', allowed: 'given', advice: '{struct} needs it.', link: STRUCTS },
  kind: { path: '{path}', allowed: '{kind}', advice: 'Give it that type, or leave it out.', link: STRUCTS },
  duration: {
    path: '{path}',
    allowed: 'a Duration',
    advice: 'Write it with its unit, such as Duration.minutes(30).',
    link: 'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.Duration.html',
  },
  member: { path: '{path}', allowed: 'one of {values}', advice: 'Use a member of {enum}.', link: STRUCTS },
} satisfies Record<string, Rule>;

/** What no other check could read: unknown and missing members, values of a wrong type. */
export function shapeProblems(given: unknown, kind: Kind, path = ''): string[] {
  if (given === undefined || kind === 'any' || Token.isUnresolved(given)) return [];
  const details = { path: path === '' ? 'props' : path };
  const wrong = (what: string) => [broken(shapeRules.kind, kind === 'SecretValue' ? 'a value that is not shown here' : given, { ...details, kind: what })];
  if (typeof kind === 'string') {
    if (kind === 'string' || kind === 'number' || kind === 'boolean') return typeof given === kind ? [] : wrong(`a ${kind}`);
    if (kind === 'Duration') return isObject(given) && 'toMilliseconds' in given ? [] : [broken(shapeRules.duration, given, details)];
    if (kind in propShapes) return isRecord(given) ? memberProblems(given, kind, path) : wrong(`an object with members of ${kind}`);
    return isObject(given) ? [] : wrong(`an ${kind}`.replace(/^an (?![AEIOUaeiou])/, 'a '));
  }
  if ('memberOf' in kind) {
    const { memberOf, values } = kind;
    const list = values.map((value) => `"${value}"`).join(', ');
    return values.includes(given as string) ? [] : [broken(shapeRules.member, given, { ...details, values: list, enum: memberOf })];
  }
  if ('listOf' in kind) {
    return Array.isArray(given) ? given.flatMap((item, index) => shapeProblems(item, kind.listOf, `${path}[${index}]`)) : wrong('a list');
  }
  return isRecord(given) ? Object.entries(given).flatMap(([name, item]) => shapeProblems(item, kind.mapOf, `${path}.${name}`)) : wrong('a map');
}

const isObject = (given: unknown): given is object => typeof given === 'object' && given !== null;
const isRecord = (given: unknown): given is Record<string, unknown> => isObject(given) && !Array.isArray(given) && !(given instanceof Duration);

function memberProblems(given: Record<string, unknown>, struct: string, path: string): string[] {
  const shape = propShapes[struct];
  const at = (name: string) => path === '' ? name : `${path}.${name}`;
  return [
    ...Object.keys(given).filter((name) => given[name] !== undefined && !Object.hasOwn(shape, name)).flatMap((name) => {
      const near = nearest(name, Object.keys(shape));
      // Subclasses hand on props with members of their own; what is only misspelt is none.
      if (path === '' && near === undefined) return [];
      return [misplaced(shapeRules.unknown, {
        path: at(name), struct, advice: near === undefined ? `It has ${Object.keys(shape).join(', ')}.` : `Did you mean "${near}"?`,
      })];
    }),
    ...Object.keys(shape).filter((name) => shape[name].required && given[name] === undefined)
      .map((name) => misplaced(shapeRules.missing, { path: at(name), struct })),
    ...Object.entries(shape).flatMap(([name, { kind }]) => shapeProblems(given[name], kind, at(name))),
  ];
}

/** The known name that is likely to be meant. */
function nearest(name: string, known: string[]): string | undefined {
  const byDistance = known.map((other) => ({ other, distance: distanceOf(name.toLowerCase(), other.toLowerCase()) }))
    .sort((one, two) => one.distance - two.distance);
  const [{ other, distance }] = byDistance;
  return distance <= Math.max(2, name.length / 3) ? other : undefined;
}

/** How many letters have to be put in, taken out or changed. */
function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 0; i < one.length; i += 1) {
    const next = [i + 1];
    for (let j = 0; j < other.length; j += 1) next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (one[i] === other[j] ? 0 : 1)));
    row = next;
  }
  return row[other.length];
}
