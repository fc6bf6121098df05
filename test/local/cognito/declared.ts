import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as sdk from '@aws-sdk/client-cognito-identity-provider';

/** Smithy's runtime schema: a list whose first item is the kind. */
type Schema = any[];

const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;

const resolve = (schema: unknown): Schema | undefined => {
  const resolved = typeof schema === 'function' ? schema() : schema;
  if (!Array.isArray(resolved)) return undefined;
  // A member with traits of its own is a pair of schema and traits.
  return Array.isArray(resolved[0]) || typeof resolved[0] === 'function' ? resolve(resolved[0]) : resolved;
};

const operation = (name: string) => (sdk as any)[`${name}$`] as Schema | undefined;

const members = (schema: Schema | undefined): string[] => schema?.[0] === STRUCTURE ? schema[4] : [];
export const inputMembers = (name: string) => members(resolve(operation(name)?.[4]));

/** Members of an answer that the SDK does not know, or requires and does not find. */
export function undeclaredOutput(name: string, output: object): string[] {
  const schema = resolve(operation(name)?.[5]);
  if (schema) return differences(output, schema, name);
  return Object.keys(output).length ? [`${name} should answer nothing`] : [];
}

function differences(value: unknown, schema: Schema | undefined, path: string): string[] {
  if (value === undefined || value === null || !schema) return [];
  if (schema[0] === LIST) return (value as unknown[]).flatMap((item, index) => differences(item, resolve(schema[4]), `${path}[${index}]`));
  if (schema[0] === MAP) return [];
  if (schema[0] !== STRUCTURE) return [];
  const [, , , , names, schemas, required = 0] = schema;
  const missing = names.slice(0, required).filter((name: string) => (value as any)[name] === undefined).map((name: string) => `${path} lacks ${name}`);
  return [...missing, ...Object.entries(value).flatMap(([name, inner]) => {
    const index = names.indexOf(name);
    return index === -1 ? [`${path} has no ${name}`] : differences(inner, resolve(schemas[index]), `${path}.${name}`);
  })];
}

// What any signed or malformed call can meet, and what the stand-in adds to be loud.
const COMMON = [
  'AccessDeniedException', 'MissingAuthenticationTokenException', 'InvalidSignatureException', 'UnrecognizedClientException',
  'UnknownOperationException', 'UnknownParameterException', 'SerializationException',
];

const types = join(dirname(require.resolve('@aws-sdk/client-cognito-identity-provider')), '../dist-types/commands');

/** The schemas leave errors out; the documentation of each command lists them. */
export function declaredErrors(name: string): string[] {
  const text = readFileSync(join(types, `${name}Command.d.ts`), 'utf8');
  return [...COMMON, ...[...text.matchAll(/@throws \{@link (\w+)\}/g)].map(([, error]) => error)];
}
