import { fieldExamples } from './field-examples';
import type { FieldSchema, ObjectSchema } from '../../src/contract';

interface Members { readonly properties?: Readonly<Record<string, FieldSchema>>; readonly required?: readonly string[] }

/** A meaningful value of a field. Every field needs one: who adds a field is told so by `npm run docs`. */
export function fieldExample(name: string, field: FieldSchema, outer = ''): unknown {
  const given = [`${outer}.${name}`, name].filter((key) => key in fieldExamples).map((key) => fieldExamples[key]);
  if (field.enum) {
    return given.find((value) => field.enum!.includes(value as string)) ?? field.enum[0];
  }
  if (field.type === 'boolean') {
    return given.find((value) => typeof value === 'boolean') ?? true;
  }
  if (field.type === 'array' && field.items?.properties) {
    return [membersExample(field.items, name)];
  }
  if (field.type === 'object' && field.properties && !given.some((value) => !Array.isArray(value))) {
    return membersExample(field, name);
  }
  if (given.length === 0) {
    throw new Error(`scripts/openapi/field-examples.ts has no example of the field ${outer && `${outer}.`}${name}`);
  }
  return given[0];
}

const membersExample = ({ properties = {} }: Members, outer: string) =>
  Object.fromEntries(Object.entries(properties).map(([name, field]) => [name, fieldExample(name, field, outer)]));

/** A value of an object schema with just these fields, in the schema's order: all of them where none are named. */
export const exampleOf = (schema: ObjectSchema, fields = Object.keys(schema.properties), instead: Readonly<Record<string, unknown>> = {}) =>
  Object.fromEntries(Object.entries(schema.properties)
    .filter(([name]) => fields.includes(name))
    .map(([name, field]) => [name, instead[name] ?? fieldExample(name, field)]));
